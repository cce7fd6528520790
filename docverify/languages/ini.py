"""INI files. No standard says what they are: what is not valid may be so elsewhere."""

import re
from collections.abc import Sequence

from docverify.model import Example, Run
from docverify.parsed import Malformed, Syntax, parse

_SECTION = re.compile(r"[ \t]*\[[^\]\n]+\][ \t]*(?:[#;].*)?")
_OPTION = re.compile(r"[ \t]*[^\s=:;#\[<{(][^=:]*[=:].*")
_NOTE = re.compile(r"[ \t]*(?:[#;].*)?")


class Ini:
    name = "ini"
    aliases = ("ini", "dosini", "cfg", "inifile", "editorconfig", "gitconfig", "systemd", "desktop")
    family = "ini"
    driver = ""

    def recognises(self, code: str) -> bool:  # noqa: ARG002  (the port's)
        return False

    def read(self, example: Example) -> Example:
        return parse(example, INI)

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:  # noqa: ARG002
        return None


ini = Ini()


def load(code: str) -> str:
    """Sections, options, notes, and indented lines that go on with an option."""
    at, begun = 0, False
    for line in code.split("\n"):
        begins = _OPTION.fullmatch(line) or _SECTION.fullmatch(line)
        goes_on = begun and line[:1] in (" ", "\t")
        if not (begins or goes_on or _NOTE.fullmatch(line)):
            raise Malformed(f"a line is neither a section nor an option, `{line.strip()[:60]}`", at, "not-executable")
        begun = begun or bool(begins)
        at += len(line) + 1
    if not begun:
        raise Malformed("holds nothing but comments", 0, "not-executable")
    return ""


INI = Syntax("INI", load)
