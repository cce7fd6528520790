"""Markers in info strings, and in the options of directives and cells."""

from collections.abc import Iterator, Mapping

from docverify.instructions.convention import LONGEST, Instruction, Table
from docverify.instructions.words import directives, fences, labels

WORDS = Table((*labels.CONVENTIONS, *fences.CONVENTIONS, *directives.CONVENTIONS))


def read_attributes(attributes: Mapping[str, str], language: str = "") -> Iterator[tuple[str, Instruction]]:
    """The instructions in a block's attributes, each with the key that it stands under; `language` is its label."""
    context = (attributes.get("directive") or language).lower()
    for key, value in attributes.items():
        for instruction in _read(key.lower().lstrip("."), value.strip(), context):
            yield key, instruction


def _read(key: str, value: str, context: str) -> tuple[Instruction, ...]:
    """A bare word may mean something in one directive or language only."""
    word = f"{key}={value}"[:LONGEST] if value else key[:LONGEST]
    if not value and context in labels.CONTEXTS:
        return WORDS.read(f"{context}:: {word}") or WORDS.read(word)
    return WORDS.read(word)
