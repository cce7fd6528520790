"""The commands that check one example again and that accept what it shows, as reports and issues name them."""

from collections.abc import Iterable, Sequence
from shlex import quote

MOST_PAGES = 3
"""Pages that a command names."""


def check_command(example: str, sources: Iterable[str]) -> str:
    """For the id of an example; `sources` are those of the run, as the user named them."""
    page, _, part = example.rpartition("#")
    source = _source(page, sources)
    chosen = f"#{part}" if part.startswith(":") else part
    return f"docverify check {_argument(source)} -k {_quoted(chosen)}"


def update_command(pages: Iterable[str], sources: Sequence[str]) -> str:
    """For pages; of many, and of a git source, the sources that they are from are named."""
    named = list(dict.fromkeys(_source(page, sources) for page in pages))
    if len(named) > MOST_PAGES:
        named = [one for one in sources if one == "." or any(f"{page}/".startswith(f"{one}/") for page in named)]
    return same_command("docverify update", named)


def same_command(command: str, sources: Iterable[str]) -> str:
    """A command about the sources that the user named for another one."""
    return " ".join([command, *map(_argument, sources)])


def _argument(source: str) -> str:
    return _word(f"./{source}" if source.startswith("-") else source)


def _source(page: str, sources: Iterable[str]) -> str:
    """What names the page: one of a git source or a site is no source of its own."""
    return next((one for one in sources if page.startswith(one)), page) if "//" in page else page


def _word(argument: str) -> str:
    """Letters of every script need no quotes."""
    is_plain = argument and all(char.isalnum() or char in "/._-+:" for char in argument)
    return argument if is_plain else _quoted(argument)


def _quoted(argument: str) -> str:
    return f"'{argument}'" if "'" not in argument else quote(argument)
