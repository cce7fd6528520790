"""What authors already tell other tools about their examples, in comments and info strings.

Adopting docverify changes no page, so it reads what is there and adds nothing.
What asks for what happens anyway (names, groups, continuation: the page is one session) needs no answer.
What would change the outcome and is not honoured, such as a condition, is `unsupported`, so that it is seen.
"""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct


class Instruction(Struct, frozen=True, gc=False):
    """One instruction."""

    kind: str
    """`skip`, `unsupported`, or `output`: the next block is the output of the one before it."""
    scope: str = "next"
    """`next` (block), `start` and `end` of a range, or `page`."""


_SKIP = Instruction("skip")
_UNSUPPORTED = Instruction("unsupported")

_RANGE = re.compile(r"skip(?: +doccmd\[(?P<tool>[^\]]*)\])?: *(?P<scope>next|start|end)\b(?P<rest>.*)")
_PYTEST = re.compile(r"(?:pytest\.mark\.|pytestmark: *|pytest-codeblocks: *|phmdoctest-(?:mark\.)?)(?P<word>[\w-]+)")
_PYTEST_WORDS = {
    "skip": _SKIP,
    "skipfile": Instruction("skip", "page"),
    "expected-output": Instruction("output"),
}
_PYTEST_HARMLESS = frozenset({"cont", "label", "setup", "teardown", "share-names", "clear-names"})
_OCAML = re.compile(r"\$MDX (?P<labels>.*)")
_IGNORED = re.compile(r"test ignore (?P<scope>start|end)")
_METADATA = re.compile(r"pmd-metadata: *(?P<words>.*)")
_SIMILARITY = re.compile(r"expected_similarity *=")

_OWN = re.compile(r"docverify: *(?!end\b|v\d)(?P<words>.*)")
_DOCTEST = re.compile(r"x?doctest: *(?P<flags>.*)", re.IGNORECASE)

_SKIPPING_WORDS = frozenset(
    {
        *("ignore", "no-run", "no_run", "norun", "no-test", "no_test", "notest", "skip", "skip-test", "skip_test"),
        *("skiptest", "testignore", "+skip", "doctest:+skip", "docverify:skip", "docs-drift:skip"),
        "mdoc:compile-only",
    }
)
_UNSUPPORTED_WORDS = re.compile(
    r"should_panic|compile_fail|xfail|ignore-.+|fixture:.+|runner:.+|mdoc:(?:fail|crash)", re.IGNORECASE
)
_FALSE = ("false", "no", "off", "0", "f")


def read_comment(text: str) -> Instruction | None:
    """The instruction in a comment, without its delimiters; None when it is a comment like any other."""
    line = " ".join(text.strip().strip("-").split())[:500]
    for pattern, read in _COMMENTS:
        match = pattern.match(line)
        if match:
            return read(match)
    return _SKIP if line == "skip-test" else None


def read_attributes(attributes: Mapping[str, str]) -> Iterator[Instruction]:
    """The instructions in an info string, or in a directive's options."""
    for key, value in attributes.items():
        found = _read_attribute(key.lower().lstrip("."), value.strip().lower())
        if found:
            yield found


def _read_attribute(key: str, value: str) -> Instruction | None:
    if not value:
        return _SKIP if key in _SKIPPING_WORDS else _UNSUPPORTED if _UNSUPPORTED_WORDS.fullmatch(key) else None
    if key == "test":
        return _SKIP if value.startswith("skip") else _UNSUPPORTED if value.startswith(("xfail", "requires")) else None
    if key in ("ignore", "excludefromrunall"):
        return None if value in _FALSE else _SKIP
    if key == "eval":
        return _SKIP if value in _FALSE else None
    if key == "tags":
        return _SKIP if "skip-execution" in value else _UNSUPPORTED if "raises-exception" in value else None
    if key == "options":
        return _SKIP if "+skip" in value else None
    if key in ("error", "background"):
        return None if value in _FALSE else _UNSUPPORTED
    return _UNSUPPORTED if key in ("requires", "skipif", "pyversion") else None


def _read_range(match: re.Match[str]) -> Instruction:
    scope = match["scope"]
    conditional = re.match(r" *if\b", match["rest"]) or match["tool"] not in (None, "all")
    return Instruction("unsupported" if conditional and scope != "end" else "skip", scope)


def _read_pytest(match: re.Match[str]) -> Instruction | None:
    word = match["word"]
    return None if word in _PYTEST_HARMLESS else _PYTEST_WORDS.get(word, _UNSUPPORTED)


def _read_ocaml(match: re.Match[str]) -> Instruction:
    return _SKIP if "skip" in match["labels"].replace(",", " ").split() else _UNSUPPORTED


def _read_metadata(match: re.Match[str]) -> Instruction | None:
    words = match["words"].split()
    return _SKIP if "notest" in words else _UNSUPPORTED if any(word.startswith("fixture:") for word in words) else None


def _read_own(match: re.Match[str]) -> Instruction:
    """No marker is ours: what someone asks of us by name is honoured when it is clear, and else seen."""
    words = re.split(r"[\s:]+", match["words"].strip().lower())
    if words[0] != "skip":
        return _UNSUPPORTED
    scope = next((word for word in words[1:2] if word in ("next", "start", "end")), "next")
    return Instruction("skip", scope)


def _read_doctest(match: re.Match[str]) -> Instruction | None:
    return _SKIP if "+skip" in match["flags"].lower() else None


_COMMENTS = (
    (_OWN, _read_own),
    (_DOCTEST, _read_doctest),
    (_RANGE, _read_range),
    (_PYTEST, _read_pytest),
    (_OCAML, _read_ocaml),
    (_IGNORED, lambda match: Instruction("skip", match["scope"])),
    (_METADATA, _read_metadata),
    (_SIMILARITY, lambda _: _UNSUPPORTED),
)
"""Ours and doctest's; Sybil and doccmd; pytest-codeblocks, pytest-codeblock and phmdoctest; OCaml MDX; Doc Detective;
pytest-markdown-docs; Innovation Engine."""
