"""From sources to pages: a bad page stops nothing, includes are read, languages are found."""

from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

import pytest

from docverify.model import Block, Page, Problem, SourceConfig
from docverify.pipeline import pages as reading
from docverify.pipeline.pages import ReadPage, read_pages, with_files
from docverify.ports import Place


class Words:
    """A format whose page is words: each is a block, `+name` includes a file, `!` is a defect of ours."""

    name = "words"

    def wants(self, page: Page) -> list[str]:
        text = " ".join([page.text, *(one or "" for one in page.files.values())])
        return [word[1:] for word in text.split() if word.startswith("+")]

    def blocks(self, page: Page) -> tuple[list[Block], list[Problem]]:
        if "!" in page.text:
            raise KeyError("leaf")
        return [Block(page.path, "", word, 1, 1) for word in page.text.split()], []


class Shelf:
    """A source of pages that are in memory."""

    name = "shelf"

    def __init__(self, texts: dict[str, str], files: dict[str, str]) -> None:
        self.texts = texts
        self.included = files
        self.asked: list[str] = []

    def accepts(self, config: SourceConfig) -> bool:
        return config.path == "shelf"

    def open(self, config: SourceConfig, place: Place) -> "Shelf":  # noqa: ARG002
        return self

    def pages(self) -> Generator[Page | Problem]:
        yield from (Page(path, "words", text) for path, text in self.texts.items())

    def files(self, page: Page, names: Sequence[str]) -> dict[str, str | None]:  # noqa: ARG002
        self.asked += names
        return {name: self.included.get(name) for name in names}

    def blocks(self, page: Page) -> None:  # noqa: ARG002
        return None


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    def texts(pages: dict[str, str], files: dict[str, str] | None = None) -> list[ReadPage | Problem]:
        kinds = {"formats": {"words": Words()}, "languages": {}, "sources": {"shelf": Shelf(pages, files or {})}}
        monkeypatch.setattr(reading, "members", kinds.__getitem__)
        place = Place(tmp_path, tmp_path, {".words": "words"})
        return list(read_pages([SourceConfig(path="shelf", language="tea")], place))

    return texts


def test_a_defect_of_ours_costs_one_page_and_is_said(read: Any) -> None:
    good, bad, other = read({"a": "one", "b": "!", "c": "two"})
    assert [example.block.code for page in (good, other) for example in page.examples] == ["one", "two"]
    assert bad.examples == ()
    assert bad.problems == (
        Problem(
            "b",
            "could not be read, which is a defect of docverify: KeyError: 'leaf'",
            "report it with the page",
            fatal=True,
        ),
    )


def test_a_block_without_a_language_has_that_of_its_source(read: Any) -> None:
    (page,) = read({"a": "one"})
    assert [(one.block.language, one.block.guessed) for one in page.examples] == [("tea", False)]


def test_files_that_files_include_are_asked_for_once() -> None:
    shelf = Shelf({}, {"x": "+y +x", "y": "+z"})
    page = with_files(Page("a", "words", "+x"), Words(), shelf)
    assert page.files == {"x": "+y +x", "y": "+z", "z": None}
    assert shelf.asked == ["x", "y", "z"]
