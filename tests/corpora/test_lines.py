"""On other people's pages, too, every block stands where it says it does, and none is left out."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from docverify.extract import extract
from docverify.model import Block, Page
from docverify.registry import members
from tests.formats.lines import broken, split

FOLDER = os.environ.get("DOCVERIFY_CORPORA", "")
FORMATS = [members("formats")[name] for name in ("markdown", "mdx")]

pytestmark = pytest.mark.skipif(not FOLDER, reason="DOCVERIFY_CORPORA names no folder of documentation")


def pages() -> Iterator[Page]:
    for member in FORMATS:
        for path in sorted(path for suffix in member.suffixes for path in Path(FOLDER).rglob(f"*{suffix}")):
            text = path.read_bytes().decode("utf-8", errors="replace")
            yield Page(path.relative_to(FOLDER).as_posix(), member.name, text)


def read(page: Page) -> list[Block]:
    return next(member for member in FORMATS if member.name == page.format).blocks(page)[0]


def openings(text: str) -> Iterator[tuple[int, str]]:
    """Line and info string of each fence, and of each `<pre>`, as a scanner of lines sees them."""
    closing = ""
    for number, line in enumerate(split(text), 1):
        fence = re.match(r"[ \t>]*(?:[-*+]|\d+\.)?[ \t]*(`{3,}|~{3,}|:{3,}(?=\{))(.*)$", line)
        if closing:
            bare = line.strip("> \t")
            closing = "" if bare and not bare.strip(closing[0]) and len(bare) >= len(closing) else closing
        elif fence and "`" not in fence[2]:
            # What is in a directive is scanned too: it is code, or Markdown with code in it.
            closing = "" if fence[2].strip().startswith("{") else fence[1]
            yield number, fence[2].strip()
        elif re.search(r"<pre\b", line):
            yield number, "<pre>"


def test_every_block_stands_where_it_says() -> None:
    wrong = []
    for page in pages():
        blocks = read(page)
        lines = split(page.text)
        wrong += [f"{page.path}:{problem}" for block in blocks for problem in broken(block, lines)]
    assert wrong == []


def test_every_fence_that_a_scanner_sees_is_a_block() -> None:
    """But those of directives that hold Markdown, and the line that closes one."""
    missing = []
    for page in pages():
        blocks = read(page)
        starts = {line for block in blocks for line in _starts(block)}
        for line, info in openings(page.text):
            if line not in starts and info and not re.match(r"\{(?!.*(?:doctest|test|code|python))", info):
                missing.append(f"{page.path}:{line}: {info}")
    assert missing == []


def test_pages_whose_examples_have_one_id_each() -> None:
    languages = members("languages")
    for page in pages():
        blocks = read(page)
        examples = extract(page, blocks, languages)
        assert [example.block.line for example in examples] == [block.line for block in blocks]
        assert [example for example, count in Counter(one.id for one in examples).items() if count > 1] == []


def _starts(block: Block) -> range:
    """The lines in which its opening may stand: options may come between it and the code."""
    return range(block.line - (8 if "directive" in block.attributes else 1), block.line + 1)
