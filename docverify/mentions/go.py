"""Modules of Go, as `go get` is told to fetch them."""

import re
from collections.abc import Sequence

from docverify.mentions.mention import Manager, Named, all_or_none, is_stand_in, read_words

HARMLESS = frozenset({"-u", "-v", "-d", "-t"})

_REQUIREMENT = re.compile(
    r"(?P<path>(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)/(?P<rest>[\w.~-]+(?:/[\w.~-]+)*?))(?:/\.\.\.)?"
    r"(?:@(?P<version>latest|v\d[\w.+-]*))?",
    re.ASCII,
)
_HOST = re.compile(r"(?:.+\.)?(?:example|localhost|test|local)(?:\.\w+)?|(?:your|my).*|company\.\w+|acme\.\w+")


def read(words: Sequence[str]) -> list[Named]:
    return all_or_none(read_words(words, HARMLESS, read_requirement))


def read_requirement(word: str) -> Named | None:
    match = _REQUIREMENT.fullmatch(word)
    if match is None or _HOST.fullmatch(match["host"]) or ".." in match["path"] or _is_stand_in(match["rest"]):
        return None
    version = f"@{match['version']}" if match["version"] else ""
    return Named(match["path"], match["path"] + version)


def _is_stand_in(path: str) -> bool:
    """Of `owner/repository/…`, or of a name right behind the host."""
    return is_stand_in("/".join(path.split("/")[:2]))


MANAGER = Manager(re.compile(r"go get "), read)
