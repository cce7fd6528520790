"""Tables in Markdown, printed or written between their markers into the README."""

import argparse
import platform
import re
from collections.abc import Iterable, Sequence
from pathlib import Path


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def machine() -> str:
    """What the figures were measured on."""
    import os

    return (
        f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores, {platform.system()}"
    )


def publish(name: str, text: str, readme: Path | None) -> None:
    """To standard output, and between `<!-- bench: name -->` and `<!-- bench: end -->` when a README is given."""
    print(text)
    if readme:
        page = readme.read_text(encoding="utf-8")
        place = re.compile(rf"(<!-- bench: {re.escape(name)} -->\n).*?(?=<!-- bench: end -->)", re.DOTALL)
        if not place.search(page):
            raise SystemExit(f"{readme} has no place for {name}")
        readme.write_text(place.sub(lambda match: f"{match[1]}\n{text}\n\n", page), encoding="utf-8")


def parser(description: str) -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description=description)
    made.add_argument("--readme", type=Path, help="write the table into this file too")
    return made
