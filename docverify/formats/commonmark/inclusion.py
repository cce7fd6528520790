"""Text that stands elsewhere or is in another markup, read as if it stood here in ours."""

import re
from typing import TYPE_CHECKING

from markdown_it.token import Token
from msgspec.structs import replace

from docverify.draft import Piece
from docverify.formats.commonmark import parser
from docverify.formats.commonmark.options import Options
from docverify.formats.commonmark.place import Place, first_line
from docverify.formats.commonmark.references import Reference, read_directive
from docverify.formats.including import select
from docverify.infostring import Info

if TYPE_CHECKING:
    from docverify.formats.commonmark.reading import Reader

NESTED_FILES = 10
"""Files that include each other in a row."""

_HTML = re.compile(r"\.(?:html?|svg|vue)\Z", re.IGNORECASE)


def include(reader: "Reader", reference: Reference, line: int, level: int = 0) -> None:
    """The lines of the file; `level` is how deep in containers they stand."""
    place = reader.place
    if reader.library.is_spent:
        reader.report_once("the page includes too many files", line, "include fewer")
        return
    found = reader.library.find(reference.name, place.beside)
    excerpt = select(found.text, reference.selection) if found else None
    if found is None or excerpt is None or len(place.files) >= NESTED_FILES or found in place.files:
        reader.draft.bar()
        reader.report(*missing_file(reference.name, line))
        return
    inside = Place(excerpt.line - 1, (*place.files, found), place.line or reader.line(line))
    with reader.at(inside):
        if _HTML.search(found.name):
            reader.html_text(excerpt.code, 1)
            return
        source = parser.read_source(excerpt.code, has_components=reader.source.has_components)
        tokens = parser.tokens(source if excerpt.line == 1 else replace(source, body=excerpt.code))
        for token in tokens:
            token.level += level
        reader.read_tokens(tokens)


def include_directive(reader: "Reader", token: Token, info: Info, options: Options) -> None:
    """MyST's: `literalinclude` shows a file, and `include` does when it is asked to."""
    name = info.attributes["directive"]
    reference = read_directive(token.info.partition("}")[2].strip(), options.values)
    if name == "include" and not {"literal", "code"} & options.values.keys():
        include(reader, reference, first_line(token), token.level)
        return
    language = options.values.get("language") or options.values.get("code") or ""
    attributes = {"directive": name} | options.values
    line = reader.line(first_line(token))
    reader.add(Piece("", line, language.lower(), token.info.strip(), attributes), reference)


def read_rst(reader: "Reader", token: Token) -> None:
    """reStructuredText in a directive."""
    from docverify.formats.restructured.lines import view
    from docverify.formats.restructured.reading import Reader as RstReader

    written = token.content.rstrip("\n").split("\n")
    first = reader.line(first_line(token)) + 1
    files = reader.place.files
    known = {"file": files[-1].file, "name": files[-1].name, "origin": reader.place.line} if files else {}
    inner = RstReader(reader.draft, reader.library)
    source = inner.register(written, range(first, first + len(written)), **known)
    inner.parse(view(source), titles=True)


def missing_file(name: str, line: int) -> tuple[str, int, str]:
    """What there is to report of a file that is not there."""
    return f"the included file {name} cannot be had", line, "mend its name, or add the file"
