"""What a page says of packages: the noun, and what is a name and what only stands for one."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct


class Named(Struct, frozen=True, gc=False):
    """A package as a command or a manifest names it."""

    name: str
    """As its registry compares names."""
    requirement: str
    """As `install` in the config takes it."""
    offset: int = 0
    """Lines above it in the text that it was read from."""


class Mention(Struct, frozen=True, gc=False):
    """A package that a page tells its readers to install."""

    language: str
    """The family of languages that it is for."""
    name: str
    requirement: str
    page: str
    line: int


class Manager(Struct, frozen=True, gc=False):
    """A family's package managers, as they are typed."""

    head: re.Pattern[str]
    """The words before the packages, each with a space behind it."""
    read: Callable[[Sequence[str]], Sequence[Named]]
    """The words behind the head; nothing when any of them is none that is understood."""


class Manifest(Struct, frozen=True, gc=False):
    """A notation in which a project lists what it needs."""

    labels: frozenset[str]
    """Of the blocks that it is looked for in."""
    read: Callable[[str], Iterable[Named]]


_STANDS_FOR = re.compile(
    r"(?:your|my|some|the|another|any)[-_.].*|(?:your|my|some)(?:package|module|library|lib|project|app|plugin|crate)s?"
    r"|(?:.+[-_])?(?:package|module|library|lib|project|plugin|crate|dependency|pkg)(?:[-_]?(?:names?|[a-z0-9]))?"
    r"|package\d*|names?|foo(?:bar)?|bar|baz|qux|quux|spam|eggs?|acme.*|example[-_.].*|examples?|demos?|tests?|sample(?:project)?"
    r"|[a-z]|x{2,}|version|latest"
)
_OWNER = re.compile(
    r"(?:your|my|some)(?:[-_].*|org|scope|name|company|user(?:name)?)|org(?:anization)?|scope|owner|user(?:name)?"
    r"|you|me|acme.*|example.*|company|foo|bar|namespace"
)
_WORDS = (
    "a all also an and any are as at before but by can for from first if in instead into is it its just of on once"
    " optional or required so that the then this to using via when which will with you your"
)
_PROSE = frozenset(_WORDS.split())
"""Words of a sentence: where one stands behind a command, what is typed ends somewhere before it."""


def is_stand_in(name: str) -> bool:
    """True for a name in whose place a reader puts one of theirs: registries have packages of most such names too."""
    owner, slash, rest = name.lower().lstrip("@").partition("/")
    return bool(_OWNER.fullmatch(owner) or _STANDS_FOR.fullmatch(rest)) if slash else bool(_STANDS_FOR.fullmatch(owner))


def read_words(
    words: Sequence[str], harmless: frozenset[str], read: Callable[[str], Named | None]
) -> Iterator[Named | None]:
    """What each word names, None for one that is not understood; `harmless` options change no package."""
    for word in words:
        if word not in harmless:
            yield None if word.lower() in _PROSE else read(word)


def all_or_none(found: Iterable[Named | None]) -> list[Named]:
    """A command is followed whole or not at all: half of one is nothing that the page says."""
    named = list(found)
    whole = [one for one in named if one]
    return whole if len(whole) == len(named) else []
