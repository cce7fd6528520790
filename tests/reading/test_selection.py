"""What a page is follows from its name."""

import pytest

from docverify.reading import find_format

SUFFIXES = {".txt": "text", ".rst.txt": "sphinx", ".md": "markdown"}


@pytest.mark.parametrize(
    ("file", "name"),
    [("a.md", "markdown"), ("docs/A.MD", "markdown"), ("a.rst.txt", "sphinx"), ("a.txt", "text"), ("a.md/b", "")],
)
def test_the_longest_suffix_names_the_format(file: str, name: str) -> None:
    assert find_format(file, SUFFIXES) == name
