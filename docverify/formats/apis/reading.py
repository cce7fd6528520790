"""From the operations of an interface to blocks."""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from docverify.draft import Draft, Piece
from docverify.formats.apis import examples
from docverify.formats.apis.descriptions import described
from docverify.formats.apis.documents import At, Documents, read_tree
from docverify.formats.apis.examples import Example
from docverify.formats.apis.samples import samples
from docverify.formats.trees.markdown import Setting, read_markdown
from docverify.formats.trees.node import Malformed, Node
from docverify.formats.trees.text import place
from docverify.model import Page

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
MOST = 50_000
"""Blocks of one description: a few lines may refer to one thing again and again."""

_NAMES = re.compile(r"""^[ \t{]*["']?(?:openapi|swagger)["']?[ \t]*:""", re.MULTILINE)
_OPERATION, _BELOW = 2, 3
"""Levels of headings: the document has the first."""


class Reader:
    """Reads one description."""

    def __init__(self, page: Page) -> None:
        self.draft = Draft(page)
        self.wanted: dict[str, None] = {}
        """Names of files that it needs and that are not there yet."""
        self._page = page
        self._sets = 0

    def read(self) -> None:
        try:
            root = read_tree(self._page.text)
        except Malformed as error:
            is_meant = bool(_NAMES.search(self._page.text))
            self.draft.report(f"cannot be read: {error.what}", error.line, "mend it", fatal=is_meant)
            return
        if root.get("openapi") is None and root.get("swagger") is None:
            what = "is no description of an interface: it names neither `openapi` nor `swagger`"
            self.draft.report(what, root.line, "exclude it, or name the file that does")
            return
        self._documents = Documents(self._page, root)
        self._whole(self._documents.top())
        self.wanted.update(self._documents.library.wanted)
        for reference, line in self._documents.missing.items():
            self.draft.report(f"refers to {reference}, which is not there", line, "mend the reference")

    def _whole(self, top: At) -> None:
        self.draft.heading(1, top.node.text("info", "title") or "API")
        self._describe(top.get("info"), 1)
        self._describe(top.get("tags"), 1)
        for part in ("paths", "webhooks"):
            for path, node in (top.node.get(part) or _NOTHING).items():
                self._path(path, top.to(node))
        for kind in ("parameters", "headers", "requestBodies", "responses", "securitySchemes"):
            self._parts(top.get("components", kind))
        self._parts(top.get("components", "schemas") or top.get("definitions"), are_schemas=True)

    def _path(self, path: str, at: At) -> None:
        item = self._documents.follow(at)
        if item is None:
            return
        self._parts(At(Node({path: _without(item.node, METHODS)}, item.node.line), item.document, item.line))
        for method, node in item.node.items():
            operation = self._documents.follow(item.to(node)) if method.lower() in METHODS else None
            if operation and len(self.draft.blocks) < MOST:
                self._operation(f"{method.upper()} {path}", operation)

    def _operation(self, name: str, at: At) -> None:
        self.draft.heading(_OPERATION, name, at.node.text("operationId"))
        summary = at.node.text("summary")
        if summary:
            self.draft.heading(_BELOW, summary)
        self._samples(at)
        self._bodies(at.get("requestBody"), {"request": ""})
        for status, node in (at.node.get("responses") or _NOTHING).items():
            self._bodies(at.to(node), {"response": status})
        self._describe(at, _BELOW)  # last, since it may have headings of its own

    def _parts(self, at: At | None, *, are_schemas: bool = False) -> None:
        """What has a name of its own: it is a section where its texts hold code, or where it shows a kind of data."""
        for name, node in at.node.items() if at else ():
            shown = [one for one in _shown(node) if isinstance(one.value, list | dict)] if are_schemas else []
            if at and (shown or any(described(node))) and len(self.draft.blocks) < MOST:
                self.draft.heading(_OPERATION, name)
                self._describe(at.to(node), _OPERATION)
                for one in shown:
                    self.draft.bar()
                    self._example(Example("", "application/json", at.to(one)), {})

    def _samples(self, at: At) -> None:
        """The members of one operation are alternatives."""
        found = list(samples(at))
        self._sets += bool(found)
        for sample in found:
            self.draft.bar()
            whole = self._from_file(sample.piece, sample.file, at) if sample.file else sample.piece
            if whole:
                self.draft.add(replace(whole, tab=f"set{self._sets}/{sample.label}"))
        self.draft.bar()

    def _bodies(self, at: At | None, attributes: dict[str, str]) -> None:
        body = self._documents.follow(at) if at else None
        for example in examples.bodies(self._documents, body) if body else ():
            known = attributes | ({"example": example.name} if example.name else {})
            self.draft.bar()
            self._example(example, known)
        self.draft.bar()

    def _example(self, example: Example, attributes: dict[str, str]) -> None:
        name = examples.external(example.at)
        if name:
            language = examples.language_of(example.media_type)
            found = self._from_file(Piece("", 0, language, example.media_type, attributes), name, example.at)
        else:
            found = examples.piece(example, attributes)
            if found is None:
                self.draft.report("an example is too large to be read", example.at.line, "show a smaller one")
        if found:
            self.draft.add(found)

    def _from_file(self, piece: Piece, name: str, at: At) -> Piece | None:
        found = self._documents.library.find(name, at.document.name)
        if found is None:
            self.draft.report(f"the included file {name} cannot be had", at.line, "mend its name, or add the file")
            return None
        return replace(piece, code=found.text.rstrip("\n"), line=1, end_line=0, file=found.file)

    def _describe(self, at: At | None, level: int) -> None:
        for node in described(at.node) if at else ():
            line = at.line if at and at.document.file else 0
            setting = Setting(f"line{node.line}.", level, at.document.file if at else "", line)
            read_markdown(self._page, self.draft, place(node), setting)


def _without(node: Node, keys: Sequence[str]) -> Node:
    return Node({key: one for key, one in node.items() if key.lower() not in keys}, node.line)


def _shown(schema: Node) -> Iterator[Node]:
    single = schema.get("example")
    if single:
        yield single
    yield from (schema.get("examples") or _NOTHING).nodes()


_NOTHING = Node(None, 1)
