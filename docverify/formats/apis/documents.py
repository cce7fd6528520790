"""The documents that a description consists of, and what `$ref` in them points to."""

import re
from urllib.parse import unquote

from msgspec import Struct

from docverify.formats.including import Library
from docverify.formats.trees.json_text import read_json
from docverify.formats.trees.node import Malformed, Node
from docverify.formats.trees.yaml_text import read_yaml
from docverify.model import Page

LONGEST_CHAIN = 20
"""References that point to references."""

_INDEX = re.compile(r"[0-9]{1,9}")
MOST = 1_000
"""Documents of one description."""


class Document(Struct, frozen=True):
    """One file."""

    root: Node
    name: str = ""
    """Relative to the page; empty for the page itself."""
    file: str = ""
    """Its identity; empty for the page itself."""


class At(Struct, frozen=True):
    """A node, and the document that it stands in."""

    node: Node
    document: Document
    line: int
    """The line of the page that leads to it."""

    def get(self, *keys: str) -> "At | None":
        node = self.node.get(*keys)
        return self.to(node) if node is not None else None

    def to(self, node: Node) -> "At":
        """A node of the same document."""
        return At(node, self.document, self.line if self.document.file else node.line)


class Documents:
    """Opens each document once."""

    def __init__(self, page: Page, root: Node) -> None:
        self.library = Library(page)
        self.missing: dict[str, int] = {}
        """References to what is not there, each with the line of the page that leads to it."""
        self._page = Document(root)
        self._open: dict[str, Document | None] = {}

    def top(self) -> At:
        return At(self._page.root, self._page, self._page.root.line)

    def follow(self, at: At) -> At | None:
        """What is meant: the node itself, or what its `$ref` points to; None when that is not there."""
        for _ in range(LONGEST_CHAIN):
            reference = at.node.text("$ref")
            if not reference:
                return at
            found = self._point(at, reference)
            if found is None:
                self.missing.setdefault(reference, at.line)
                return None
            at = found
        return None

    def _point(self, at: At, reference: str) -> At | None:
        name, _, pointer = reference.partition("#")
        document = self._find(name, at.document) if name else at.document
        node = document.root if document else None
        for part in pointer.split("/")[1:] if pointer.startswith("/") else ():
            if node is None:
                break
            node = _step(node, unquote(part).replace("~1", "/").replace("~0", "~"))
        if node is None or document is None:
            return None
        return At(node, document, at.line if document.file else node.line)

    def _find(self, name: str, beside: Document) -> Document | None:
        found = self.library.find(unquote(name), beside.name) if len(self._open) < MOST else None
        if found is None:
            return None
        if found.name not in self._open:
            self._open[found.name] = _read(found.text, found.name, found.file)
        return self._open[found.name]


def read_tree(text: str) -> Node:
    """JSON or YAML; raises Malformed."""
    return read_json(text) if text.lstrip("\ufeff \t\r\n").startswith("{") else read_yaml(text)


def _read(text: str, name: str, file: str) -> Document | None:
    try:
        return Document(read_tree(text), name, file)
    except Malformed:
        return None


def _step(node: Node, part: str) -> Node | None:
    if isinstance(node.value, list):
        return node.value[int(part)] if _INDEX.fullmatch(part) and int(part) < len(node.value) else None
    return node.get(part)
