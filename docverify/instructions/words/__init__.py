"""Markers in info strings, and in the options of directives and cells."""

from collections.abc import Iterator, Mapping

from docverify.instructions.convention import LONGEST, Instruction, Table
from docverify.instructions.words import directives, fences, labels

WORDS = Table((*labels.CONVENTIONS, *fences.CONVENTIONS, *directives.CONVENTIONS))


def read_attributes(attributes: Mapping[str, str], language: str = "") -> Iterator[tuple[str, Instruction]]:
    """The instructions in a block's attributes, each with the key that it stands under; `language` is its label."""
    context = (attributes.get("directive") or language).lower()
    for key, value in attributes.items():
        found = (WORDS.read(text) for text in texts(key, value, context))
        for instruction in next(filter(None, found), ()):
            yield key, instruction


def texts(key: str, value: str, context: str) -> Iterator[str]:
    """An attribute as conventions know it, the narrowest first: a bare word may mean something in one place only."""
    name, given = key.lower().lstrip("."), value.strip()
    word = (f"{name}={given}" if given else name)[:LONGEST]
    if not given and context in labels.CONTEXTS:
        yield f"{context}:: {word}"
    yield word
