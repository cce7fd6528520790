"""The command that checks one example again, as reports and issues show it."""

from collections.abc import Iterable
from shlex import quote


def check_command(example: str, sources: Iterable[str]) -> str:
    """For the id of an example; `sources` are those of the run, as the user named them."""
    page, _, part = example.rpartition("#")
    source = page
    if "//" in page:  # a page of a git source or a site is no source of its own
        source = next((one for one in sources if page.startswith(one)), page)
    source = f"./{source}" if source.startswith("-") else source
    chosen = f"#{part}" if part.startswith(":") else part
    return f"docverify check {_word(source)} -k {_quoted(chosen)}"


def _word(argument: str) -> str:
    """Letters of every script need no quotes."""
    is_plain = argument and all(char.isalnum() or char in "/._-+:" for char in argument)
    return argument if is_plain else _quoted(argument)


def _quoted(argument: str) -> str:
    return f"'{argument}'" if "'" not in argument else quote(argument)
