"""A configuration as it is written, so that what is wrong is said where it stands."""

import re
from collections.abc import Iterable
from typing import NoReturn

from msgspec import Struct

from docverify.errors import UsageError
from docverify.tomlplace import find_line, quote_line

_BARE = re.compile(r"[A-Za-z0-9_-]+")


class Written(Struct, frozen=True):
    """A configuration as it is written: everything that a message about it needs."""

    text: str
    where: str
    table: tuple[str, ...] = ()

    def refuse(self, path: tuple[str | int, ...], what: str, hint: str = "", *, quote: bool = True) -> NoReturn:
        """Raises what is wrong with the key: where it stands, its dotted name, `what`, and the line."""
        line = find_line(self.text, self.table + path)
        written = f", in the line: {quote_line(self.text, line)}" if quote else ""
        raise UsageError(f'{self.where}:{line}: "{dotted(self.table + path)}" {what}{written}', hint)


def nearest(word: str, words: Iterable[str]) -> str:
    """The word of `words` that was most likely meant; empty when none is near."""
    from difflib import get_close_matches  # only ever needed for a mistake

    return next(iter(get_close_matches(word, list(words), n=1, cutoff=0.55)), "")


def propose(name: str, known: Iterable[str], path: tuple[str | int, ...]) -> str:
    near = nearest(name, known)
    return f'did you mean "{dotted((*path, near))}"?' if near else f"known keys here: {', '.join(known)}"


def dotted(path: tuple[str | int, ...]) -> str:
    """As TOML writes it, without the places in lists."""
    parts = [part for part in path if isinstance(part, str)]
    return ".".join(part if _BARE.fullmatch(part) else '"' + part.replace('"', '\\"') + '"' for part in parts)
