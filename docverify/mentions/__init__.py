"""Packages that pages tell their readers to install: by commands, and by the manifests that they show.

Pages are written by strangers: what is not certainly a name in a registry is no mention.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from docverify.mentions import go, java, javascript, python, rust
from docverify.mentions.commands import CELLS, CONSOLES, SCRIPTS, commands
from docverify.mentions.mention import Manager, Manifest, Mention, Named
from docverify.model import Block

__all__ = ["Mention", "read_mentions"]

MANAGERS: Mapping[str, Manager] = {
    "python": python.MANAGER,
    "javascript": javascript.MANAGER,
    "go": go.MANAGER,
    "rust": rust.MANAGER,
}
"""By family of languages."""
MANIFESTS: tuple[tuple[str, Manifest], ...] = (
    ("rust", rust.MANIFEST),
    ("java", java.MAVEN),
    ("java", java.GRADLE),
)
LONGEST = 20_000
"""Characters of a block: nobody installs by a longer one."""
MOST_WORDS = 40
"""Of a command."""
_HINT = re.compile(r"\b(?:install|add|get|i)\s")
"""Is in every command that installs."""


def read_mentions(blocks: Iterable[Block]) -> Iterator[Mention]:
    """In the order of the page; a package may be named several times."""
    for block in blocks:
        if len(block.code) > LONGEST:
            continue
        for family, named, line in (*_in_commands(block), *_in_manifests(block)):
            yield Mention(family, named.name, named.requirement, block.page, line)


def _in_commands(block: Block) -> Iterator[tuple[str, Named, int]]:
    is_known = not block.language or block.language in SCRIPTS | CONSOLES | CELLS
    if not is_known or not _HINT.search(block.code):
        return
    for line, words in commands(block):
        text = " ".join(words[:8]) + " "
        for family, manager in MANAGERS.items():
            match = manager.head.match(text)
            if match and len(words) <= MOST_WORDS:
                rest = words[match[0].count(" ") :]
                yield from ((family, named, line) for named in manager.read(_before_redirection(rest)))


def _before_redirection(words: list[str]) -> list[str]:
    ends = (place for place, word in enumerate(words) if word.lstrip("012&")[:1] in ("<", ">"))
    return words[: next(ends, len(words))]


def _in_manifests(block: Block) -> Iterator[tuple[str, Named, int]]:
    for family, manifest in MANIFESTS:
        if not block.language or block.language in manifest.labels:
            yield from ((family, named, block.line + named.offset) for named in manifest.read(block.code))
