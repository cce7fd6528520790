"""`docverify pages`: what the sources hold, page by page, and what could not be had."""

import argparse

import msgspec
from msgspec import Struct

from docverify import escape
from docverify.cli import workplace
from docverify.columns import pad, width
from docverify.model import Problem
from docverify.pipeline.pages import ReadPage
from docverify.pipeline.rows import had_problems


class PageLine(Struct, frozen=True):
    """A page as `docverify pages --format json` prints it."""

    path: str
    format: str
    blocks: int
    languages: dict[str, int] = {}
    guessed: int = 0
    """Blocks whose language is not from the page."""
    url: str = ""
    source_url: str = ""
    source: str = ""
    """The file that a page of a site is built from, when that was found."""
    revision: str = ""
    problems: tuple[Problem, ...] = ()


def run(arguments: argparse.Namespace) -> int:
    problems: list[Problem] = []
    lines = [line_of(page) for page in workplace.read(arguments, problems)]
    if arguments.format == "json":
        for line in lines:
            workplace.write(msgspec.json.encode(line).decode())
    else:
        workplace.write(table(lines))
    workplace.write_problems(problems)
    return 2 if had_problems(problems) else 0


def line_of(read: ReadPage) -> PageLine:
    page = read.page
    languages: dict[str, int] = {}
    for example in read.examples:
        name = example.language or "none given"
        languages[name] = languages.get(name, 0) + 1
    return PageLine(
        page.path,
        page.format,
        len(read.examples),
        languages,
        sum(example.block.guessed for example in read.examples),
        page.url,
        (page.source.source_url if page.source else "") or page.source_url,
        page.source.path if page.source else "",
        page.revision or (page.source.revision if page.source else ""),
        read.problems,
    )


def table(lines: list[PageLine]) -> str:
    """A line a page: blocks, format, path, and the source of a page of a site; the sum at the end."""
    formats = max((width(line.format) for line in lines), default=0)
    shown = [
        f"{line.blocks:>6}  {pad(line.format, formats)}  {escape.terminal(line.path)}"
        + (f"  <- {escape.terminal(line.source)}" if line.source else "")
        for line in lines
    ]
    blocks = sum(line.blocks for line in lines)
    total = f"{blocks} block{'s' * (blocks != 1)} on {len(lines)} page{'s' * (len(lines) != 1)}"
    return "\n".join([*shown, total]) + "\n"
