"""Files that a page includes: as text to read on, or as code to show."""

import re
from collections.abc import Iterator, Mapping
from posixpath import splitext
from typing import TYPE_CHECKING

from docverify.draft import Piece
from docverify.formats.including import Excerpt, Included, Library, Selection, select
from docverify.formats.restructured.directive import Directive, nothing
from docverify.formats.restructured.lines import Code, make_source, split, view
from docverify.model import Page

if TYPE_CHECKING:
    from docverify.formats.restructured.reading import Reader

MOST = 1_000
"""Files of a page that are included, counting each time."""

INCLUDES = 16
"""Files that include each other in a row."""

_MARKDOWN = (".md", ".markdown", ".ipynb", ".adoc")
_DIRECTIVE = re.compile(r"\.\.[ \t]+(include|literalinclude|plot|jupyter-execute)[ ]?::[ \t]+([^\n]*)")


def wanted(page: Page) -> list[str]:
    """Names of the files that the page, and those that it includes, ask for and that it does not hold yet."""
    library = Library(page)
    texts = [("", page.text)]
    seen = {""}
    while texts and len(seen) < MOST:
        beside, text = texts.pop()
        for kind, name in _references(text):
            found = library.find(name, beside)
            if found and kind == "include" and found.name not in seen:
                seen.add(found.name)
                texts.append((found.name, found.text))
    return list(library.wanted)[:MOST]


def read_include(reader: "Reader", directive: Directive) -> None:
    """An included page: its blocks stand in its own file."""
    found = _find(reader, directive)
    if found is None:
        return
    if "literal" in directive.options or "code" in directive.options:
        language = directive.options.get("code", "").lower()
        _show(reader, directive, found, Piece("", 0, language, attributes=directive.attributes()))
    elif found.name.endswith(_MARKDOWN):
        reader.report(directive.block, f"{found.name} is included in another format", "name it as a page of its own")
    else:
        written = split(found.text)
        start, stop = _range(written, directive.options)
        above = reader.sources[directive.block.items[0][0]]
        line = reader.line(directive.block)
        source = reader.register(written, file=found.file, name=found.name, origin=line, depth=above.depth + 1)
        reader.parse(view(source, start, stop), titles=True)


def read_excerpt(reader: "Reader", directive: Directive) -> None:
    """`literalinclude`, and what else shows the code of a file."""
    found = _find(reader, directive)
    if "diff" in directive.options:
        reader.report(directive.block, "what differs between two files is not read", "show it as a block")
    elif found is None:
        reader.add(nothing(directive), _piece(reader, directive))
    else:
        _show(reader, directive, found, _piece(reader, directive))


def _piece(reader: "Reader", directive: Directive) -> Piece:
    """Its language is that of the option, of the page, or of the file's name."""
    said = directive.options.get("language", reader.default_language).lower()
    suffix = splitext(directive.argument)[1][1:].lower()
    language = said or (suffix if suffix.isalnum() and len(suffix) <= 10 else "")
    attributes = directive.attributes()
    return Piece("", 0, language, directive.written, attributes, guessed=bool(language and not said))


def _show(reader: "Reader", directive: Directive, found: Included, piece: Piece) -> None:
    excerpt = _select(found.text, directive.options)
    if excerpt is None:
        reader.report(directive.block, f"{found.name} has no such lines", "mend the options of the directive")
        excerpt = Excerpt("", 1, 0)
    parts = (directive.options.get("prepend", ""), excerpt.code, directive.options.get("append", ""))
    source = make_source("", (), file=found.file)
    code = Code("\n".join(part for part in parts if part), excerpt.line, excerpt.end_line, source)
    reader.add_code(code, piece)


def _select(text: str, options: Mapping[str, str]) -> Excerpt | None:
    """What is between the texts, then the numbered lines of that."""
    names = {"start-after": "start_after", "start-at": "start_at", "end-before": "end_before", "end-at": "end_at"}
    between = {field: options[name] for name, field in names.items() if options.get(name)}
    part = select(text, Selection(name=options.get("pyobject", ""), **between))  # type: ignore[arg-type]
    dedent = "dedent" in options
    lines = options.get("lines", "")
    if part is None or not (lines or dedent):
        return part
    columns = options.get("dedent", "")[:4]
    found = select(part.code, Selection(lines=lines, dedent=dedent and not columns))
    if found is None:
        return None
    cut = int(columns) if columns.isdecimal() else 0
    code = "\n".join(line[cut:] for line in found.code.split("\n"))
    return Excerpt(code, part.line + found.line - 1, part.line + found.end_line - 1)


def _find(reader: "Reader", directive: Directive) -> Included | None:
    """The file; one that docutils brings along, `<isonum.txt>`, is no loss."""
    name = directive.argument
    if name.startswith("<"):
        return None
    source = reader.sources[directive.block.items[0][0]]
    if len(reader.sources) >= MOST or source.depth >= INCLUDES:
        reader.report(directive.block, "the page includes too many files", "include fewer")
        return None
    found = reader.library.find(name, source.name)
    if found is None:
        reader.report(directive.block, f"the included file {name} cannot be had", "mend its name, or add the file")
    return found


def _range(lines: list[str], options: Mapping[str, str]) -> tuple[int, int]:
    """First line of what is included, and the line after its last one."""
    start, stop, _ = slice(_number(options, "start-line"), _number(options, "end-line")).indices(len(lines))
    after, before = options.get("start-after"), options.get("end-before")
    if after:
        start = next((index + 1 for index in range(start, stop) if after in lines[index]), stop)
    if before:
        stop = next((index for index in range(start, stop) if before in lines[index]), stop)
    return start, stop


def _number(options: Mapping[str, str], name: str) -> int | None:
    try:
        return int(options.get(name, "")[:12])
    except ValueError:
        return None


def _references(text: str) -> Iterator[tuple[str, str]]:
    if "::" in text:
        for found in _DIRECTIVE.finditer(text):
            yield found[1], found[2].strip()
