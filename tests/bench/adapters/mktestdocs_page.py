"""`mktestdocs.check_md_file` of one page, block by block: it would end the page with the first block that fails."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from mktestdocs.__main__ import exec_python, grab_code_blocks

TEXT = Path(os.environ["PAGE"]).read_text(encoding="utf-8")


def placed() -> Iterator[tuple[int, str]]:
    """Each block with its line, which the tool does not know."""
    lines, start = [line.strip() for line in TEXT.splitlines()], 0
    for block in grab_code_blocks(TEXT):
        wanted = [line.strip() for line in block.splitlines()]
        start = next(at for at in range(start, len(lines)) if lines[at : at + len(wanted)] == wanted)
        yield start + 1, block
        start += len(wanted)


@pytest.mark.parametrize("block", [pytest.param(block, id=f"line:{line}") for line, block in placed()])
def test_page(block: str) -> None:
    exec_python(block)
