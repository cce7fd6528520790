"""What stands behind a fence's opening marks: language, attributes and, where it is one, a directive.

Every tool has its own grammar for it; this reads their common ground:
`python title="a.py" {1,3-5}`, `{.python .class key=val}`, `{python}`, `rust,ignore`, `{code-block} python`.
"""

import re

from msgspec import Struct

LONGEST = 2_000
"""Characters of an info string that are looked at."""

LANGUAGE_ARGUMENT = frozenset({"code", "code-block", "code-cell", "code-tab", "sourcecode"})
"""Directives whose argument is the language."""

KERNEL = frozenset({"code-cell", "jupyter-execute"})
"""Directives whose code is the kernel's of the page, where nothing else is said."""

LANGUAGE_IMPLIED = {
    "doctest": "doctest",
    "jupyter-execute": "",
    "jupyter-output": "output",
    "testcode": "python",
    "testsetup": "python",
    "testcleanup": "python",
    "testoutput": "testoutput",
}
"""Sphinx directives, with the language that each is in."""

_DIRECTIVE = re.compile(r"\{([A-Za-z][\w:.+-]*)\}(.*)", re.DOTALL)
_LABEL = re.compile(r"[^\s,;:={\[]+")
_WORD = re.compile(
    r"""([\w.:#@/-]+)=("[^"]*"|'[^']*'|\{[^}]*\}|[^\s,}]+)"""  # key=value
    r"""|\{([^}]*)\}"""  # a group of further words
    r"""|(\[[^\]]*\]|[^\s,;{}\[\]=]+)"""  # a bare word, or a label in brackets
)
_NUMBERS = re.compile(r"[\d\s,.-]*")


class Info(Struct, frozen=True):
    """An info string, read."""

    language: str = ""
    """In lower case; empty when it names none."""
    attributes: dict[str, str] = {}
    """A bare word maps to the empty string; a directive's name stands under `directive`."""


def read(info: str) -> Info:
    """Reads any string: what it cannot make sense of becomes bare words."""
    text = info[:LONGEST].strip()
    if text.startswith("{{") and text.endswith("}}"):
        text = text[1:-1]  # Quarto shows such a cell, and takes one pair of braces away
    directive = _DIRECTIVE.fullmatch(text)
    if directive:
        return _read_directive(directive[1], directive[2].strip())
    if text.startswith("{"):
        return _read_braces(text)
    label = _LABEL.match(text)
    if label is None or text[label.end() :].startswith(('="', "='")):
        return Info(attributes=words(text))
    return Info(_language(label[0]), words(text[label.end() :].lstrip(":")))


def words(text: str) -> dict[str, str]:
    """The attributes of a part of an info string, in the order of the page."""
    found: dict[str, str] = {}
    for key, value, group, word in _WORD.findall(text):
        if key:
            found[key] = value[1:-1] if len(value) > 1 and value[0] in "\"'" and value[0] == value[-1] else value
        elif not group:
            found[word] = ""
        elif _NUMBERS.fullmatch(group):
            found["{" + group + "}"] = ""
        else:
            found.update(words(group))
    found.pop("", None)
    return found


def _read_directive(name: str, argument: str) -> Info:
    if name in LANGUAGE_ARGUMENT:
        language, _, argument = argument.partition(" ")
    else:
        language = LANGUAGE_IMPLIED.get(name, name)
    return Info(_language(language), {"directive": name, **words(argument)})


def _read_braces(text: str) -> Info:
    """`{.python .numbered}` and `{r setup, eval=FALSE}`: the first class or the first word is the language."""
    attributes = words(text)
    classes = [word for word in attributes if word.startswith(".")]
    first = next(iter(attributes), "")
    label = classes[0] if classes else first if first[:1].isalpha() and not attributes[first] else ""
    attributes.pop(label, None)
    return Info(_language(label), attributes)


def _language(label: str) -> str:
    return label.lower().removeprefix(".").removeprefix("language-")
