"""What never matters in output: colours, space at the ends of lines, blank lines at either end, where an object lies.

Memory addresses, and the module `__main__` in front of a class, never tell two outputs apart; nor does `builtins`,
which some runners of documentation make the module of what a page defines.
"""

import re
import unicodedata

from docverify.judge.matchers.elisions import ANY

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~])?")
"""A colour, and the sign alone that begins one: what is left of a colour in a colour would make a new one."""
_WRITTEN_ANSI = re.compile(r"\\{1,2}(?:e|x1[bB]|033|u001[bB])\[[\d;]*m")
"""A colour as code writes it, or a text of code. Whether there are colours is a matter of where something is shown."""
_MAIN = re.compile(r"(?<!\w)(?:__main__|builtins)\.")
_MAIN_ALONE = re.compile(r"(?<=')(?:__main__|builtins)(?=')")
_TOP = re.compile(r"(?<![\w:>)\]}])::(?=[A-Z])")
"""Before a name that is looked up from the top of all names."""
_ADDRESS = re.compile(
    r"(?<=\bat )(?:0x[0-9A-Fa-f.…]+|(?=[a-f]*\d)[0-9a-f]{6,16}(?=>))|(?<=\bid=')\d{9,}(?=')", re.IGNORECASE
)
_QUALIFIED = re.compile(r"(<(?:function|(?:async_)?generator object|coroutine object) )(?:[\w<>]+\.)+(?=\w+ at )")
"""A function with what it is defined in, which older Pythons do not tell."""
_WARNED = re.compile(r"^[^\s:][^:\n]*:\d+: (?=(?:\w+\.)*\w*Warning: )", re.MULTILINE)
"""Where the line of a warning stands, which the reader's own file has in a place of its own."""
BLANK_LINE = "<BLANKLINE>"
_RETURN = "\\r"
"""A blank line whose end is written out, as of a message of HTTP."""
_AT_THE_EDGE = re.compile(r"^([^\n]{80})\n(?=\S)", re.MULTILINE)
"""A line as wide as terminals are, and what it goes on with."""
NARROW = 72
"""Characters of a line that nobody would break; pages are not much wider."""


def tidy(text: str) -> str:
    """The text without what never matters; a form."""
    text = text.replace("\r\n", "\n").replace(ANY, "")
    if not text.isascii():  # who types an accent need not know whether it is a sign of its own
        text = unicodedata.normalize("NFC", text)
    if "\x1b" in text:
        text = _ANSI.sub("", text)
    if "\\" in text:
        text = _WRITTEN_ANSI.sub("", text)
    if "__main__" in text or "builtins" in text:
        text = _MAIN_ALONE.sub("__main__", _MAIN.sub("", text))
    if "::" in text:
        text = _TOP.sub("", text)
    if "Warning: " in text:
        text = _WARNED.sub("", text)
    text = _QUALIFIED.sub(r"\1", _ADDRESS.sub("0x", text))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def blanked(expected: str) -> str:
    """With the blank lines that doctest writes in words, or as what ends them."""
    if BLANK_LINE not in expected and _RETURN not in expected:
        return expected
    return "\n".join("" if line.strip() in (BLANK_LINE, _RETURN) else line for line in expected.split("\n"))


def unwrapped(text: str) -> str:
    """The text of a terminal that breaks what is too wide for it, where it is; a form."""
    return _AT_THE_EDGE.sub(r"\1", text)


def is_wrapped(expected: str, actual: str) -> bool:
    """True when the page breaks long lines of the output at blanks, and shows nothing else. Both are tidy."""
    rest = iter(expected.split("\n"))
    for line in actual.split("\n"):
        said = next(rest, None)
        while said is not None and said != line:
            more = next(rest, None) if len(line) > NARROW and line.startswith(f"{said} ") else None
            said = None if more is None else f"{said} {more.lstrip()}"
        if said is None:
            return False
    return next(rest, None) is None
