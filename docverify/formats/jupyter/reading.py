"""From the cells of a notebook to blocks."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from docverify.draft import Draft, Piece
from docverify.formats.commonmark.options import cell_options
from docverify.formats.including import Library
from docverify.formats.jupyter.magics import Cell, read_magic
from docverify.formats.jupyter.outputs import read_outputs
from docverify.formats.trees.json_text import read_json
from docverify.formats.trees.markdown import Setting, read_markdown
from docverify.formats.trees.node import Malformed, Node
from docverify.formats.trees.text import Text, read_text
from docverify.model import VALUE, Page

_KERNELS = {"ir": "r", "python3": "python", "python2": "python", "xpython": "python"}
_VERSION = re.compile(r"[-_ ]?(?<!\d)(?<!\d\.)\d[\d.]*$")
_MARKDOWN = frozenset({"text/markdown", "text/html", "markdown", "html"})
_RST = frozenset({"text/restructuredtext", "text/x-rst", "rst"})


class Reader:
    """Reads one notebook."""

    def __init__(self, page: Page) -> None:
        self.draft = Draft(page)
        self.wanted: dict[str, None] = {}
        """Names of files that its Markdown includes and that are not there yet."""
        self._page = page
        self._language = ""
        self._attributes: dict[str, str] = {}
        self._number = 0
        """Of the cell that is read, from 1."""

    def read(self) -> None:
        try:
            notebook = read_json(self._page.text)
        except Malformed as error:
            self.draft.report(f"is no JSON: {error.what}", error.line, "save the notebook anew", fatal=True)
            return
        cells = list(read_cells(notebook))
        if not cells and notebook.get("cells") is None and notebook.get("worksheets") is None:
            self.draft.report("is no notebook: it has no cells", notebook.line, "name a notebook", fatal=True)
            return
        self._language = _language(notebook)
        self._attributes = _execution(notebook)
        for cell in cells:
            self._number += 1
            read = _KINDS.get(cell.text("cell_type"), Reader._raw)
            text = read_text(cell.get("source") or cell.get("input"))
            if text is None:
                self.draft.report("a cell has no text", cell.line, "save the notebook anew")
            else:
                read(self, cell, text)

    def _code(self, cell: Node, text: Text) -> None:
        if not text.text.strip():
            return
        language = (cell.text("language") or self._language).lower()
        is_python = not language or language.startswith(("python", "ipython"))
        code = read_magic(text, language) if is_python else Cell(text, language)
        info = code.magic or language
        self._add(code.code, Piece("", 0, code.language, info, self._cell_attributes(cell, code)))
        for shown in read_outputs((cell.get("outputs") or cell).nodes()):
            is_output = bool(shown.kind) and not code.is_silent
            if not is_output:
                self.draft.bar()
            info = VALUE if shown.kind == "value" else ""
            self._add(shown.text, Piece("", 0, "output" if is_output else "text", info))
        self.draft.bar()  # what the next cell shows is its own, and not that of this one too

    def _markdown(self, _cell: Node, text: Text) -> None:
        self.draft.bar()
        names = read_markdown(self._page, self.draft, text, Setting(f"cell{self._number}."))
        self.wanted.update(dict.fromkeys(names))

    def _heading(self, cell: Node, text: Text) -> None:
        """Notebooks of format 3 have a kind of cell for them."""
        level = cell.get("level")
        number = level.value if level is not None and isinstance(level.value, int) else 1
        self.draft.heading(min(max(number, 1), 6), text.text)

    def _raw(self, cell: Node, text: Text) -> None:
        """Text for one output format: code may stand in it as in a page of that format, and else it is prose."""
        kind = cell.text("metadata", "raw_mimetype") or cell.text("metadata", "format")
        if kind in _MARKDOWN:
            self._markdown(cell, text)
        elif kind in _RST:
            self._restructured(text)
        else:
            self.draft.bar(text.text.rstrip().rpartition("\n")[2])

    def _restructured(self, text: Text) -> None:
        from docverify.formats.restructured.lines import view
        from docverify.formats.restructured.reading import Reader as RstReader  # loads docutils

        self.draft.bar()
        library = Library(self._page)
        reader = RstReader(self.draft, library)
        reader.parse(view(reader.register(text.text.split("\n"), text.lines)), titles=True)
        self.wanted.update(library.wanted)

    def _cell_attributes(self, cell: Node, code: Cell) -> dict[str, str]:
        found = dict(self._attributes)
        self._attributes.pop("timeout", None)  # it is said once
        tags = [tag.value for tag in (cell.get("metadata", "tags") or cell).nodes() if isinstance(tag.value, str)]
        if tags:
            found["tags"] = ", ".join(tags)
        found |= {"name": cell.text("metadata", "name"), "title": code.title} | cell_options(code.code.text).values
        return {name: value for name, value in found.items() if value}

    def _add(self, text: Text, piece: Piece) -> None:
        code = text.text.rstrip("\n")
        end_line = text.line(code.count("\n") + 1)
        self.draft.add(replace(piece, code=code, line=text.line(1), end_line=end_line))


_KINDS = {
    "code": Reader._code,
    "markdown": Reader._markdown,
    "html": Reader._markdown,
    "heading": Reader._heading,
}


def read_cells(notebook: Node) -> Iterator[Node]:
    """Those of the notebook; up to format 3, those of its worksheets."""
    yield from (notebook.get("cells") or notebook).nodes()
    for sheet in (notebook.get("worksheets") or notebook).nodes():
        yield from (sheet.get("cells") or sheet).nodes()


def _language(notebook: Node) -> str:
    """As the kernel says that ran the notebook last; else by the kernel's name."""
    said = notebook.text("metadata", "language_info", "name") or notebook.text("metadata", "kernelspec", "language")
    kernel = notebook.text("metadata", "kernelspec", "name").lower()
    return (said or _KERNELS.get(kernel) or _VERSION.sub("", kernel)).lower()


def _execution(notebook: Node) -> dict[str, str]:
    """What a notebook asks of those who run it."""
    asked = (notebook.get("metadata", "execution") or notebook).items()
    names = ("allow_errors", "timeout")
    return {name: str(node.value).lower() for name, node in asked if name in names and node.value is not None}
