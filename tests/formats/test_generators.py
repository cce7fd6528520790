"""The pages in fixtures/formats: every block that the author wrote is found, as the page of each generator has it."""

import re
from html import unescape
from pathlib import Path

import pytest

from docverify.model import Block, Page, Problem
from docverify.registry import members

PAGES = Path(__file__).parents[2] / "fixtures" / "formats"
GENERATORS = sorted(folder.name for folder in PAGES.iterdir() if folder.is_dir())
TAB = "→"
TAGS = re.compile(r"<[a-zA-Z/!][^<>]*>")


@pytest.mark.parametrize("generator", GENERATORS)
def test_every_block_of_the_source_is_found(generator: str) -> None:
    blocks, problems = read(generator)

    assert show(blocks) == expected(generator)
    assert problems == []


@pytest.mark.parametrize("generator", GENERATORS)
def test_a_block_begins_and_ends_in_the_lines_that_it_names(generator: str) -> None:
    lines = text(generator).split("\n")
    blocks, _ = read(generator)

    assert [block.line for block in blocks] == sorted(block.line for block in blocks)
    for block in blocks:
        code = block.code.split("\n")
        assert bare(code[0]) in shown(lines[block.line - 1])
        assert bare(code[-1]) in shown(lines[block.end_line - 1])


def test_every_generator_is_recorded_with_how_its_page_was_made() -> None:
    record = (PAGES / "README.md").read_text(encoding="utf-8")

    assert [generator for generator in GENERATORS if f"`{generator}`" not in record] == []


def read(generator: str) -> tuple[list[Block], list[Problem]]:
    return members("formats")["html"].blocks(Page(f"{generator}/page.html", "html", text(generator)))


def text(generator: str) -> str:
    return (PAGES / generator / "page.html").read_text(encoding="utf-8")


def bare(line: str) -> str:
    return "".join(line.split())


def shown(line: str) -> str:
    """What a reader sees of a line of HTML, without blanks."""
    return bare(unescape(TAGS.sub("", line)))


def expected(generator: str) -> str:
    """What an author put there, without remarks and empty lines."""
    lines = (PAGES / generator / "blocks.txt").read_text(encoding="utf-8").split("\n")
    return "".join(f"{line.rstrip()}\n" for line in lines if line and not line.startswith("# "))


def show(blocks: list[Block]) -> str:
    """The blocks as text, in the form of `blocks.txt`."""
    lines: list[str] = []
    path: tuple[str, ...] = ()
    for block in blocks:
        lines += [f"== {' / '.join(block.heading)}"] if block.heading != path else []
        lines += [_label(block)]
        lines += [f"| {line}".rstrip() for line in block.code.replace("\t", TAB).split("\n")]
        path = block.heading
    return "".join(f"{line}\n" for line in lines)


def _label(block: Block) -> str:
    words = [block.language or "-"]
    words += [f"[{block.tab}]"] if block.tab else []
    words += [f"{key}={value!r}" for key, value in block.attributes.items()]
    words += [marker.kind for marker in block.markers]
    words += ["exact"] if block.fidelity == "exact" else []
    return " ".join(words)
