"""From what docutils meets to blocks: the one who listens to its machines."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from docutils.statemachine import StringList
from msgspec.structs import replace

from docverify.draft import Draft, Piece
from docverify.formats.including import Library
from docverify.formats.restructured import directives, inline
from docverify.formats.restructured.chunks import chunks
from docverify.formats.restructured.directive import read as read_directive
from docverify.formats.restructured.lines import Code, Source, make_source, read_code, split, view
from docverify.formats.restructured.machine import Machines
from docverify.formats.restructured.states import PROMPT
from docverify.formats.restructured.tabs import Tabs
from docverify.infostring import read as read_info

NESTING = 40
"""Lists, quotes and directives in each other that are read: Python's stack would end."""

_HIDDEN_CODE = re.compile(r"-?\s*invisible-code(?:-block)?:[ \t]*(\S+)[ \t]*")


class Reader:
    """Reads one page, or many texts into one draft."""

    def __init__(
        self, draft: Draft, library: Library, *, extra: Mapping[str, Callable[..., None]] | None = None
    ) -> None:
        self.draft = draft
        self.library = library
        self.sources: dict[str, Source] = {}
        self.substitutions: dict[str, str] = {}
        self.tabs = Tabs()
        self.default_language = ""
        """What `.. highlight::` says of blocks without a language."""
        self.kernel = "python"
        """What `.. jupyter-kernel::` says."""
        self.met = 0
        """Counts what a reader sees, to tell whether there was anything between two things."""
        self.titled = True
        """Whether titles are headings of the page."""
        self._directives = {**directives.TABLE, **(extra or {})}
        self._machines = Machines(self)
        self._styles: list[str | tuple[str, str]] = []
        self._depth = 0
        self._anchor = ""

    def read(self, text: str, first_line: int = 1) -> None:
        """A whole text, whose first line is this one of the page."""
        written = split(text)
        self.substitutions = inline.find_substitutions(text)
        source = self.register(written, range(first_line, first_line + len(written)))
        self.parse(view(source), titles=True)

    def register(self, written: Sequence[str], numbers: Sequence[int] = (), **known: Any) -> Source:
        """Makes lines known, so that blocks can be taken from them; `known` is what else of a Source is known."""
        source = make_source(str(len(self.sources)), written, numbers, **known)
        self.sources[source.key] = source
        return source

    def parse(self, block: StringList, *, titles: bool) -> None:
        if self._depth >= NESTING:
            self.report(block, "containers are nested too deep to be read", "nest fewer lists and directives")
            return
        self._depth += 1
        try:
            for first, last in chunks(block.data):
                self._parse_part(block[first:last], titles=titles)
        finally:
            self._depth -= 1

    def heading(self, text: str, style: str | tuple[str, str]) -> None:
        if not self.titled:
            self.bar(text)
            return
        if style not in self._styles:
            self._styles.append(style)
        anchor, self._anchor = self._anchor, ""
        self.met += 1
        self.draft.heading(self._styles.index(style) + 1, inline.plain(text, self.substitutions), anchor)

    def paragraph(self, block: StringList) -> None:
        prompt = next((number for number, line in enumerate(block.data) if PROMPT.match(line)), None)
        if prompt is None:
            self._prose(block.data)
        else:
            self.bar(" ".join(block.data[:prompt]))
            self.prompt(block[prompt:])

    def term(self, block: StringList) -> None:
        self.bar(block.data[0] if block.data else "")

    def prompt(self, block: StringList) -> None:
        self.add(block, Piece("", 0, "doctest", style="indented"))

    def literal(self, block: StringList, *, detached: bool = True) -> None:
        if not detached:
            self.report(block, "no blank line stands between `::` and its code", "add one, or the code shows as text")
        self.add(block, Piece("", 0, self.default_language, style="indented"))

    def missing_literal(self, block: StringList) -> None:
        self.report(block, "no code follows `::`", "indent the code below it, or write `:`")

    def directive(self, name: str, block: StringList) -> None:
        found = read_directive(name, block)
        self._directives.get(found.name, directives.read_content)(self, found)

    def comment(self, block: StringList) -> None:
        code = read_code(block, self.sources)
        if code is None:
            return
        hidden = _HIDDEN_CODE.fullmatch(block.data[0])
        if hidden and any(block.data[1:]):
            info = read_info(hidden[1])
            self.add(block[1:], Piece("", 0, info.language, hidden[1], info.attributes, style="hidden"))
        elif PROMPT.match(block.data[0]):
            self.add_code(code, Piece("", 0, "doctest", style="hidden"))
        else:
            self.draft.comment(code.text, self.line(block), f".. {code.text}")

    def target(self, block: StringList) -> None:
        name = block.data[0].partition(":")[0].strip("`_ ") if block.data else ""
        self._anchor = re.sub(r"[^a-z0-9]+", "-", name[:200].lower()).strip("-")

    def malformed_table(self, block: StringList) -> None:
        self.bar()
        self.report(block, "a table is malformed, and what stands in it is not read", "align its lines")

    def bar(self, lead: str = "") -> None:
        """Something that a reader sees."""
        self.met += 1
        self._anchor = ""
        self.draft.bar(lead)

    def add(self, block: StringList, piece: Piece) -> None:
        """A block whose code is these lines; without any it is empty."""
        code = read_code(block, self.sources)
        self.add_code(code or self._nothing(block), piece)

    def add_code(self, code: Code, piece: Piece) -> None:
        self.met += 1
        self._anchor = ""
        tab = self.tabs.name(piece.language)
        known = {"code": code.text, "line": code.line, "end_line": code.end_line, "file": code.source.file, "tab": tab}
        self.draft.add(replace(piece, **known))

    def report(self, block: StringList, what: str, hint: str) -> None:
        self.draft.report(what, self.line(block), hint)

    def line(self, block: StringList) -> int:
        """The line of the page that a block begins on, or that includes it."""
        key, index = block.items[0] if block.items else ("0", 0)
        return self.sources[key].line(index)

    def _nothing(self, block: StringList) -> Code:
        key, index = block.items[0] if block.items else ("0", 0)
        source = self.sources[key]
        return Code("", source.numbers[index] + 1, source.numbers[index], source)

    def _prose(self, lines: list[str]) -> None:
        text = " ".join(lines)
        if not text.endswith("::"):
            self.bar(text)
        elif text != "::":
            self.bar(text[:-2] if text[-3] == " " else text[:-1])

    def _parse_part(self, block: StringList, *, titles: bool) -> None:
        """Bad markup costs what stands in it, and nothing around it."""
        try:
            self._machines.read(block, titles=titles)
        except RecursionError:
            if self._depth > 1:
                raise
            self.report(block, "containers are nested too deep to be read", "nest fewer lists and directives")
        except Exception as error:  # whatever docutils makes of what it was not made for
            self.report(block, f"a part cannot be read as reStructuredText ({type(error).__name__})", "mend its markup")
