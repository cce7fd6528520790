"""Examples of requests and responses, as a reader of the rendered page sees them."""

import re
from collections.abc import Iterator
from json import dumps

from msgspec import Struct
from msgspec.structs import replace

from docverify.draft import Piece
from docverify.formats.apis.documents import At, Documents
from docverify.formats.trees.node import DEEPEST, Node
from docverify.formats.trees.text import Text, place

MOST_NODES = 20_000
"""Values in one example that are read: in YAML a few lines may stand for more than a machine can hold."""

_LANGUAGES = (
    (re.compile(r"[\w.-]+/(?:[\w.+-]*\+)?json\b|\*/\*", re.IGNORECASE), "json"),
    (re.compile(r"[\w.-]+/(?:[\w.+-]*\+)?xml\b", re.IGNORECASE), "xml"),
    (re.compile(r"[\w.-]+/(?:x-|[\w.+-]*\+)?yaml\b", re.IGNORECASE), "yaml"),
    (re.compile(r"text/html\b", re.IGNORECASE), "html"),
    (re.compile(r"text/csv\b", re.IGNORECASE), "csv"),
)


class Example(Struct, frozen=True):
    """One example of a body."""

    name: str
    media_type: str
    at: At


def bodies(documents: Documents, at: At) -> Iterator[Example]:
    """The examples of a request body or a response."""
    for kind, node in (at.node.get("content") or _NOTHING).items():
        yield from _of_media_type(documents, at.to(node), kind)
    for kind, node in (at.node.get("examples") or _NOTHING).items() if "content" not in _keys(at) else ():
        yield Example("", kind, at.to(node))


def external(at: At) -> str:
    """The name of the file that holds the value of an example; empty when the value stands here."""
    return at.node.text("externalValue")


def piece(example: Example, attributes: dict[str, str]) -> Piece | None:
    """The block; None for a value that is too large to be one. What is no text is shown as JSON, whatever it is in."""
    node = example.at.node
    language = language_of(example.media_type)
    whole = Piece("", node.line, language, example.media_type, attributes, file=example.at.document.file)
    if isinstance(node.value, str) and (language != "json" or node.value.lstrip()[:1] in ("{", "[")):
        return write(whole, place(node))
    plain = _Plain()
    value = plain.make(node)
    if plain.left <= 0:
        return None
    code = dumps(value, indent=2, ensure_ascii=False)
    return replace(whole, code=code, language="json", end_line=node.end_line, fidelity="whitespace-lossy")


def write(piece: Piece, text: Text) -> Piece:
    """The piece with this text as its code."""
    code = text.text.rstrip("\n")
    return replace(piece, code=code, line=text.line(1), end_line=text.line(code.count("\n") + 1))


def language_of(media_type: str) -> str:
    return next((language for pattern, language in _LANGUAGES if pattern.match(media_type)), "text")


def _of_media_type(documents: Documents, at: At, kind: str) -> Iterator[Example]:
    single = at.get("example")
    if single and single.node.value is not None:
        yield Example("", kind, single)
    for name, node in (at.node.get("examples") or _NOTHING).items():
        found = documents.follow(at.to(node))
        value = found and (found if external(found) else found.get("value"))
        if value:
            yield Example(name, kind, value)


class _Plain:
    """Makes a value such as the standard library knows it."""

    def __init__(self) -> None:
        self.left = MOST_NODES

    def make(self, node: Node, depth: int = 0) -> object:
        self.left = self.left - 1 if depth < DEEPEST else 0
        if self.left <= 0:
            return None
        if isinstance(node.value, list):
            return [self.make(one, depth + 1) for one in node.value if self.left > 0]
        if isinstance(node.value, dict):
            return {key: self.make(one, depth + 1) for key, one in node.value.items() if self.left > 0}
        return node.value


def _keys(at: At) -> frozenset[str]:
    return frozenset(key for key, _ in at.node.items())


_NOTHING = Node(None, 1)
