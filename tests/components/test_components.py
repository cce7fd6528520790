"""Pages whose service is a real one: each block ends as it should, in the folders of fixtures/backends."""

from pathlib import Path

import pytest

from tests.components import checked, documented, docverify, laid_out, told

QUICK = ("httpbin", "postgresql", "prism", "redis")
"""`nox -s backends` has all of them."""


@pytest.mark.parametrize("name", QUICK)
def test_each_block_ends_as_its_page_says(tmp_path: Path, name: str) -> None:
    assert told(checked(laid_out(name, tmp_path))["examples"]) == documented(name)


def test_what_was_recorded_of_it_says_the_same_of_each_block(tmp_path: Path) -> None:
    folder = laid_out("prism", tmp_path)
    config = folder / "docverify.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(
        text.replace("[backends.teashop]\n", '[backends.teashop]\nreplay = "recordings"\n'), encoding="utf-8"
    )
    assert docverify(folder, "record").returncode == 0
    assert told(checked(folder, "--replay")["examples"]) == documented("prism")
    assert docverify(folder, "record", "--compare").stdout.endswith("100% agree in status, 100% in shape\n")
