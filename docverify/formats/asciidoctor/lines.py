"""The lines of a page as its readers get them: included files read in, conditions decided."""

import re
from collections.abc import Iterator
from typing import Protocol

from msgspec import Struct

from docverify.draft import Draft
from docverify.formats.asciidoctor import conditions, includes
from docverify.formats.asciidoctor.attributes import Attributes, missing, whole
from docverify.formats.asciidoctor.metadata import read_list
from docverify.formats.including import Included, Library
from docverify.model import Page

NESTING = 32
"""Files in files, and conditions in conditions."""

MOST = 2_000
"""Files of a page that are included, counting each time."""

_LINE_END = re.compile(r"\r\n?")
_DIRECTIVE = re.compile(
    r"(?P<escape>\\?)(?P<kind>include|ifdef|ifndef|ifeval|endif)::(?P<target>[^\[]*)\[(?P<rest>.*)\]"
)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:[^\n]*\n){0,200}?---[ \t]*(?:\n|\Z)")


class Line(Struct, frozen=True, gc=False):
    """One line, and where it stands."""

    text: str
    number: int
    """1-based, in its file."""
    shown: int
    """1-based line of the page that it stands on, or that includes its file."""
    file: str = ""
    """Identity of the included file; empty for a line of the page."""
    offset: int = 0
    """Levels that headings of its file are moved by."""
    doubt: int = 0
    """Conditions around it that only a build decides, and that do not hold in one that sets nothing."""


class Reader(Protocol):
    """Gives the lines of a page, or of a part of it."""

    def next(self, *, raw: bool = False) -> Line | None:
        """The next line; `raw` where directives are text. None at the end."""
        ...

    def push(self, line: Line) -> None:
        """Gives a line back: it comes next."""
        ...

    def peek(self) -> Line | None: ...


class _Open(Struct):
    """A file that is being read."""

    lines: Iterator[includes.Numbered]
    name: str = ""
    file: str = ""
    shown: int = 0
    offset: int = 0


class _Condition(Struct, frozen=True, gc=False):
    line: int
    holds: bool | None
    doubt: int = 0


class Lines:
    """Gives one line after the other; attributes that are set between two of them count for the second."""

    def __init__(self, page: Page, draft: Draft, attributes: Attributes) -> None:
        self.library = Library(page)
        self._page = page
        self._draft = draft
        self._attributes = attributes
        self._files = [_Open(enumerate(split(page.text), 1))]
        self._conditions: list[_Condition] = []
        self._returned: Line | None = None
        self._left = MOST

    def next(self, *, raw: bool = False) -> Line | None:
        """The next line; `raw` where directives are text. None at the end of the page."""
        line, self._returned = self._returned, None
        while line is None and self._files:
            line = self._read(raw)
        if line is None and self._conditions:
            self._draft.report("a condition has no end", self._conditions[0].line, "add its endif::[]")
            self._conditions = []
        return line

    def push(self, line: Line) -> None:
        """Gives a line back: it comes next."""
        self._returned = line

    def peek(self) -> Line | None:
        line = self.next()
        if line is not None:
            self.push(line)
        return line

    def _read(self, raw: bool) -> Line | None:
        """A line, or None where none is left of one: at the end of a file, at a directive, where nothing is shown."""
        file = self._files[-1]
        number, text = next(file.lines, (0, ""))
        if not number:
            self._files.pop()
            return None
        shown = file.shown or number
        match = None if raw or "::" not in text else _DIRECTIVE.fullmatch(text.rstrip())
        if match and not match["escape"]:
            return self._direct(match, file, number, shown)
        if self._is_hidden():
            return None
        text = text.replace("\\", "", 1) if match else text
        return Line(text, number, shown, file.file, file.offset, self._doubt())

    def _direct(self, match: re.Match[str], file: _Open, number: int, shown: int) -> Line | None:
        kind = match["kind"]
        if kind == "endif":
            self._end(shown)
        elif kind == "include":
            if not self._is_hidden():
                self._include(match, shown)
        elif kind == "ifeval" or not match["rest"]:
            self._begin(match, shown)
        elif not self._is_hidden():
            holds = conditions.holds(kind, match["target"], "", self._attributes)
            if holds is not False:
                doubt = self._doubt() + (holds is None and not conditions.is_default(kind))
                return Line(match["rest"], number, shown, file.file, file.offset, doubt)
        return None

    def _is_hidden(self) -> bool:
        return bool(self._conditions) and self._conditions[-1].holds is False

    def _doubt(self) -> int:
        return self._conditions[-1].doubt if self._conditions else 0

    def _begin(self, match: re.Match[str], line: int) -> None:
        holds, doubt = False, self._doubt()
        decided: bool | None = False
        if not self._is_hidden():
            decided = conditions.holds(match["kind"], match["target"], match["rest"], self._attributes)
            doubt += decided is None and not conditions.is_default(match["kind"])
            holds = decided is not False
        self._conditions.append(_Condition(line, holds, doubt))

    def _end(self, line: int) -> None:
        if self._conditions:
            self._conditions.pop()
        else:
            self._draft.report("a condition ends that never began", line, "remove this endif, or add its ifdef")

    def _include(self, match: re.Match[str], line: int) -> None:
        target = self._attributes.fill(match["target"].strip())
        options = read_list(self._attributes.fill(match["rest"])).named
        name = includes.find_name(target, self._page.path)
        if missing(target):
            what = f"an include names {{{missing(target)}}}, which the page does not set"
            self._draft.report(what, line, "set the attribute on the page, or name the file itself")
            return
        if not name:
            self._draft.report(f"the include of {target} names no file of the source", line, "include a file")
            return
        beside = "" if includes.is_resource(target) else self._files[-1].name
        found = self.library.find(name, beside) if len(self._files) <= NESTING and self._left else None
        if found is not None:
            self._left -= 1
            self._enter(found, options, line)
        elif "optional" not in options.get("opts", ""):
            self._draft.report(f"the included file {target} cannot be had", line, "mend its name, or add the file")

    def _enter(self, found: Included, options: dict[str, str], line: int) -> None:
        lines, absent = includes.select(found.text, options)
        for tag in absent:
            self._draft.report(f"{found.name} has no tag {tag}", line, "add the tag, or name another")
        above = self._files[-1]
        asked = options.get("leveloffset", "")
        offset = (above.offset if asked[:1] in ("", "+", "-") else 0) + whole(asked)
        self._files.append(_Open(iter(lines), found.name, found.file, above.shown or line, offset))


class Given:
    """Lines that are known already: those of a table's cell."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines[::-1]

    def next(self, *, raw: bool = False) -> Line | None:  # noqa: ARG002  (their directives were followed)
        return self._lines.pop() if self._lines else None

    def push(self, line: Line) -> None:
        self._lines.append(line)

    def peek(self) -> Line | None:
        return self._lines[-1] if self._lines else None


def split(text: str) -> list[str]:
    """The lines of a page, with blank ones in place of its front matter."""
    source = _LINE_END.sub("\n", text.removeprefix("\ufeff"))
    matter = _FRONT_MATTER.match(source)
    if matter:
        source = "\n" * matter[0].count("\n") + source[matter.end() :]
    lines = source.split("\n")
    return lines if lines[-1] else lines[:-1]
