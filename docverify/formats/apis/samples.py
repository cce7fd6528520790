"""Samples of code beside an operation, as the tools that show interfaces know them."""

from collections.abc import Iterator

from msgspec import Struct

from docverify.draft import Piece
from docverify.formats.apis.documents import At
from docverify.formats.apis.examples import write
from docverify.formats.trees.node import Node
from docverify.formats.trees.text import place

_FIELDS = (
    (("x-codeSamples",), ("lang", "label", "source")),
    (("x-code-samples",), ("lang", "label", "source")),
    (("x-readme", "code-samples"), ("language", "name", "code")),
)
"""Where samples stand, and what they call their language, their label and their code."""

_PROGRAMS = {"curl": "sh"}
"""What stands in place of a language, when it is the name of a program that a shell calls."""


class Sample(Struct, frozen=True):
    """One sample."""

    label: str
    piece: Piece
    file: str
    """The name of the file that holds the code; empty when it stands here."""


def samples(at: At) -> Iterator[Sample]:
    """Those of an operation, in order."""
    for keys, (language, label, code) in _FIELDS:
        for one in (at.node.get(*keys) or at.node).nodes():
            source = one.get(code)
            if source is not None and (source.text() or source.text("$ref")):
                yield _sample(at, one, source, (one.text(language), one.text(label)))


def _sample(at: At, one: Node, source: Node, said: tuple[str, str]) -> Sample:
    language = said[0].strip().lower()
    label = said[1] or said[0] or str(one.line)
    piece = Piece("", one.line, _PROGRAMS.get(language, language), info=label, file=at.document.file)
    return Sample(label, write(piece, place(source)), source.text("$ref"))
