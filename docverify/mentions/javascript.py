"""Packages of npm, as npm and its relatives are told to install them."""

import re
from collections.abc import Sequence

from docverify.mentions.mention import Manager, Named, all_or_none, is_stand_in, read_words

_HARMLESS = (
    "-S --save -D -d --dev --save-dev -E --exact --save-exact -P --save-prod -O --save-optional --save-peer --no-save"
    " --legacy-peer-deps --silent -s --no-audit --no-fund"
)
HARMLESS = frozenset(_HARMLESS.split())
"""Options that change no package."""
TOOLS = frozenset({"npm", "yarn", "pnpm", "bun", "npx", "corepack"})
"""What is installed to install with."""

_REQUIREMENT = re.compile(
    r"(?P<name>(?:@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9][a-z0-9._~-]*)(?:@(?P<range>[\^~]?v?\d[\w.+-]*|[a-z][a-z-]*))?",
    re.ASCII,
)
_FILE = re.compile(r".*\.(?:tgz|gz|json|git)", re.IGNORECASE)


def read(words: Sequence[str]) -> list[Named]:
    found = all_or_none(read_words(words, HARMLESS, read_requirement))
    return [named for named in found if named.name not in TOOLS]


def read_requirement(word: str) -> Named | None:
    """Name, and version or tag; no alias, no address, no repository."""
    match = _REQUIREMENT.fullmatch(word)
    if match is None or _FILE.fullmatch(word) or is_stand_in(match["name"]):
        return None
    return Named(match["name"], word)


MANAGER = Manager(re.compile(r"(?:sudo )?(?:(?:npm|pnpm|bun) (?:install|i|add) |yarn add )"), read)
