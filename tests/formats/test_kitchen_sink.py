"""A page of known snippets, as twelve generators render it: every block, with its language, whole but for known losses.

`kitchen_sink.txt` says what each generator loses: for each page its blocks, the fidelity, and a line for each snippet
that is not as its author wrote it.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec import Struct

from docverify.model import Block
from tests.formats.shown import read

FOLDER = Path(__file__).parents[2] / "fixtures" / "kitchen-sink"
TRUTH = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
SNIPPETS = {name: (language, code.rstrip("\n")) for name, language, code in TRUTH["S"] + TRUTH["EXTRA"]}
TABS = {name: (language, code) for name, language, code in TRUTH["TABS"]}

LOSSES: dict[str, Callable[[str], str]] = {
    "tabs": lambda code: re.sub(r"[ \t]+", " ", code),
    "ends": lambda code: re.sub(r"[ \t]+$", "", code, flags=re.MULTILINE),
    "edges": lambda code: code.strip("\n"),
    "marks": lambda code: code.replace("<BLANKLINE>", ""),
}
"""What is left to compare when tabs have become blanks, blanks at line ends or empty lines at the edges are gone, or
doctest's mark of an empty line is."""


class Rendered(Struct):
    """What is known of one page."""

    path: str
    fidelity: str
    count: int
    differences: dict[str, list[str]]


def read_known() -> Iterator[Rendered]:
    for part in Path(__file__).with_name("kitchen_sink.txt").read_text(encoding="utf-8").split("\n== ")[1:]:
        first, *lines = part.strip().split("\n")
        path, fidelity, count, _ = first.split()
        known = dict(line.split(": ", 1) for line in lines)
        yield Rendered(path, fidelity, int(count), {name: words.split() for name, words in known.items()})


PAGES = [pytest.param(page, id=page.path) for page in read_known()]


def blocks_of(page: Rendered) -> list[Block]:
    blocks, problems = read((FOLDER / f"{page.path}.html").read_text(encoding="utf-8"), "html")
    assert problems == []
    return blocks


@pytest.mark.parametrize("page", PAGES)
def test_every_snippet_is_as_written_less_what_its_generator_loses(page: Rendered) -> None:
    first: dict[str, Block] = {}
    for block in blocks_of(page):
        first.setdefault(block.heading[-1] if block.heading else "", block)
    for name, (language, code) in SNIPPETS.items():
        words = page.differences.get(name, [])
        if "absent" in words:
            assert name not in first
            continue
        block = first[name]
        said = [word.removeprefix("language=") for word in words if word.startswith("language=")]
        assert block.language == (said[0] if said else "" if "unlabelled" in words else language), name
        assert compared(block.code, words) == compared(code, words), name
        assert (block.code != code) == bool(set(words) & set(LOSSES)), name


def compared(code: str, words: list[str]) -> str:
    for word in words:
        code = LOSSES[word](code) if word in LOSSES else code
    return code


@pytest.mark.parametrize("page", PAGES)
def test_no_block_is_lost_and_each_says_how_far_it_is_to_be_trusted(page: Rendered) -> None:
    blocks = blocks_of(page)
    assert len(blocks) == page.count
    assert {block.fidelity for block in blocks} == {page.fidelity}
    assert {block.origin for block in blocks} == {"html"}


@pytest.mark.parametrize("page", PAGES)
def test_tabs_are_one_set_with_their_labels(page: Rendered) -> None:
    expected = page.differences.get("tabs", [])
    found = [block for block in blocks_of(page) if block.tab]
    assert [block.tab.replace(" ", "_") for block in found] == expected
    for block in found:
        label = block.tab.partition("/")[2]
        if block.heading[-1] == "tabs" and label in TABS and len(expected) % len(TABS) == 0:
            assert block.code == TABS[label][1]
