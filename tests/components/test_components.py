"""Pages whose service is a real one: each block ends as it should, in the folders of fixtures/backends."""

from pathlib import Path

import pytest

from tests.components import checked, documented, laid_out, told

QUICK = ("httpbin", "postgresql", "prism", "redis")
"""`nox -s backends` has all of them."""


@pytest.mark.parametrize("name", QUICK)
def test_each_block_ends_as_its_page_says(tmp_path: Path, name: str) -> None:
    assert told(checked(laid_out(name, tmp_path))["examples"]) == documented(name)
