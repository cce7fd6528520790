"""From the docstrings of a module to blocks."""

from posixpath import basename, dirname, splitext

from msgspec.structs import replace

from docverify.draft import Draft, Piece
from docverify.formats.including import Library
from docverify.formats.pydoc.fences import DIRECTIVE, Rewriter
from docverify.formats.pydoc.literals import Docstring, Unreadable, docstrings
from docverify.formats.pydoc.packages import dotted_names
from docverify.formats.restructured.directive import Directive, nothing
from docverify.formats.restructured.lines import split, view
from docverify.formats.restructured.reading import Reader
from docverify.infostring import read as read_info
from docverify.model import Block, Page, Problem

LONGEST = 4_000_000
"""Characters of a module that is read: its tree takes hundreds of bytes for each."""
_SIGNS = (">>>", "::", "```")
"""A docstring without any of these holds no block."""


def read(page: Page) -> tuple[list[Block], list[Problem]]:
    """The blocks of a module, under headings that are the names of what they document."""
    draft = Draft(page)
    if len(page.text) > LONGEST:
        draft.report(f"is longer than {LONGEST:,} characters and was not read", 1, "leave it out", fatal=True)
        return draft.finish()
    reader = Reader(draft, Library(page), extra={DIRECTIVE: _read_fence})
    reader.titled = False
    try:
        draft.heading(1, module_name(page.path))
        for docstring in docstrings("\n".join(split(page.text))):
            if any(sign in line for line in docstring.lines for sign in _SIGNS):
                _read_docstring(reader, docstring)
    except Unreadable as error:
        draft.report(f"is no Python: {error.what}", error.line, "mend the module, or leave it out", fatal=True)
    blocks, problems = draft.finish()
    names = dotted_names(page)
    documents = {"documents": " ".join(names)} if names else {}
    return [replace(block, attributes=block.attributes | documents) for block in blocks], problems


def module_name(path: str) -> str:
    """`tea` of `src/tea.py` and of `src/tea/__init__.py`."""
    name = splitext(basename(path))[0]
    return basename(dirname(path)) or name if name == "__init__" else name


def _read_docstring(reader: Reader, docstring: Docstring) -> None:
    if docstring.name:
        reader.draft.heading(2, docstring.name)
    reader.default_language = ""
    source = reader.register(docstring.lines, docstring.numbers)
    block = view(source)
    margin = min((len(line) - len(line.lstrip(" ")) for line in source.shown[1:] if line), default=0)
    places = zip(block.data, block.items, strict=True)
    block.data = [text[margin:] if index else text.lstrip(" ") for text, (_, index) in places]
    rewriter = Rewriter()
    reader.parse(rewriter.rewrite(block), titles=True)
    if rewriter.unclosed:
        reader.draft.report("a fence is not closed", source.line(rewriter.unclosed[1]), "add the closing fence")


def _read_fence(reader: Reader, directive: Directive) -> None:
    """Exact like a fence: also when every line of it is indented."""
    written = directive.options.get("info", "")
    info = read_info(written)
    content = directive.content if any(directive.content.data) else nothing(directive)
    reader.add(content, Piece("", 0, info.language, written, info.attributes))
