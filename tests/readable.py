"""The table of formats in the docs, made from the registry: `python tests/readable.py docs/formats.md`."""

import re
import sys
from pathlib import Path
from typing import Any

from docverify.registry import members

PLACE = re.compile(r"(?<=<!-- formats -->\n\n).*?(?=\n<!-- end of formats -->)", re.DOTALL)


def table() -> str:
    head = "| format | files | only where you name them | from a server | what is read |\n|---|---|---|---|---|\n"
    return head + "".join(row(member) for _, member in sorted(members("formats").items()))


def row(member: Any) -> str:
    cells = [member.name, *map(listed, (member.suffixes, member.named_suffixes, member.media_types))]
    return f"| {' | '.join([*cells, about(member)])} |\n"


def about(member: Any) -> str:
    """The first paragraph of what the format says of itself: its class, or its file where many share one class."""
    own = sys.modules[f"docverify.formats.{member.name}"]
    text = (type(member).__doc__ if type(member).__module__ == own.__name__ else own.__doc__) or ""
    return " ".join(text.split("\n\n")[0].split())


def listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def page(text: str) -> str:
    """The page with the table as it is now."""
    return PLACE.sub(lambda _: table(), text)


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(page(path.read_text(encoding="utf-8")), encoding="utf-8")
