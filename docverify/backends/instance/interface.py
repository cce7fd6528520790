"""What a description of an interface in OpenAPI says of the requests to it."""

import re
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from msgspec import Struct

from docverify.formats.apis.documents import At, Documents, read_tree
from docverify.formats.apis.reading import METHODS
from docverify.formats.trees.node import Node
from docverify.model import Page

_PARAMETER = re.compile(r"\{[^{}/]*\}")
_NOTHING = Node(None, 0)


class Operation(Struct, frozen=True):
    """A method of a path."""

    method: str
    path: re.Pattern[str]
    parameters: int
    """In its path: of two that match, the one with fewer is meant."""
    queries: frozenset[str] | None
    """Names of what a query to it may have; None where a part of the description cannot be had."""


class Interface(Struct, frozen=True):
    """All of it."""

    bases: tuple[str, ...]
    """Paths of its servers, the longest first, without their last slash."""
    operations: tuple[Operation, ...]

    def unknown(self, method: str, path: str, names: Collection[str]) -> str:
        """The first of the names that no query to this path has; empty where all may be."""
        meant = [one for one in self.operations if one.method == method and one.path.fullmatch(path)]
        if not meant:
            return ""
        known = min(meant, key=lambda one: one.parameters).queries
        return "" if known is None else next((name for name in names if name not in known), "")


def read_interface(text: str) -> Interface:
    """What the text describes; raises Malformed."""
    root = read_tree(text)
    documents = Documents(Page("", "openapi", text), root)
    return Interface(_bases(root), tuple(_operations(documents)))


def _bases(root: Node) -> tuple[str, ...]:
    servers = root.get("servers") or _NOTHING
    urls = [*(one.text("url") for one in servers.nodes()), root.text("basePath")]
    paths = {urlsplit(url).path.rstrip("/") for url in urls}
    return tuple(sorted((path for path in paths if path.startswith("/") and "{" not in path), key=len, reverse=True))


def _operations(documents: Documents) -> Iterator[Operation]:
    top = documents.top()
    keys = _keys(documents, top)
    for path, node in (top.node.get("paths") or _NOTHING).items():
        item = documents.follow(top.to(node))
        if item is None:
            continue
        shared = _queries(documents, item)
        parts = _PARAMETER.split(path)
        pattern = re.compile("[^/]*".join(map(re.escape, parts)))
        for method, inner in item.node.items():
            if method.lower() in METHODS:
                own = _queries(documents, item.to(inner))
                known = None if own is None or shared is None or keys is None else shared | own | keys
                yield Operation(method.upper(), pattern, len(parts), known)


def _queries(documents: Documents, at: At) -> frozenset[str] | None:
    found: set[str] = set()
    parameters = at.get("parameters")
    for node in parameters.node.nodes() if parameters else ():
        one = documents.follow(at.to(node))
        if one is None or one.node.text("style") == "deepObject" or one.node.get("content"):
            return None  # what it is called in a query is another thing
        if one.node.text("in") == "query":
            if _is_spread(documents, one):
                return None
            found.add(one.node.text("name"))
    return frozenset(found)


def _is_spread(documents: Documents, at: At) -> bool:
    """True when its members are the names, or may be."""
    schema = at.get("schema")
    followed = documents.follow(schema) if schema else None
    kind = followed.node.text("type") if followed else ""
    return bool(schema) and kind not in ("string", "integer", "number", "boolean", "array")


def _keys(documents: Documents, top: At) -> frozenset[str] | None:
    """What a query may have for credentials."""
    found = set()
    for part in (top.get("components", "securitySchemes"), top.get("securityDefinitions")):
        for _, node in part.node.items() if part else ():
            one = documents.follow(part.to(node)) if part else None
            if one is None:
                return None
            if one.node.text("in") == "query":
                found.add(one.node.text("name"))
    return frozenset(found)
