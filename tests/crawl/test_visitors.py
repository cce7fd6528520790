"""Who visits what, and when."""

import asyncio
from pathlib import Path

import pytest

from docverify.crawl.shelf import Found
from docverify.crawl.visitors import Visitors
from docverify.errors import StoreError
from docverify.pipeline.pages import make_place


class Shelf:
    """Remembers what was asked for, and has nothing."""

    def __init__(self, error: Exception | None = None) -> None:
        self.asked: list[str] = []
        self.error = error

    async def find(self, url: str) -> Found:
        self.asked.append(url)
        await asyncio.sleep(0)
        if self.error:
            raise self.error
        return Found(problem="is not there")


def visitors(shelf: Shelf, folder: Path, *, most_pages: int = 100) -> Visitors:
    place = make_place(folder, folder)
    return Visitors(shelf, place, lambda url, depth: depth < 3 and url != "private", most_pages)  # type: ignore[arg-type]


def test_what_has_its_turn_goes_before_what_was_prepared(tmp_path: Path) -> None:
    shelf = Shelf()

    async def ask() -> None:
        made = visitors(shelf, tmp_path)
        made.prepare(["a", "b", "c", "private"], 1)
        made.prepare(["deep"], 3)
        made.start(1)
        await made.ask("now", 1)
        await made.ask("c", 1)
        await made.stop()

    asyncio.run(ask())
    assert shelf.asked == ["now", "a", "b", "c"]


def test_no_more_are_prepared_than_the_site_may_have(tmp_path: Path) -> None:
    async def ask() -> int:
        made = visitors(Shelf(), tmp_path, most_pages=5)
        made.prepare([str(number) for number in range(50)], 1)
        return made.queued

    assert asyncio.run(ask()) == 5


def test_an_error_of_ours_reaches_who_asks(tmp_path: Path) -> None:
    async def ask() -> None:
        made = visitors(Shelf(StoreError("the disk is full")), tmp_path)
        made.start(2)
        try:
            await made.ask("a", 0)
        finally:
            await made.stop()

    with pytest.raises(StoreError, match="the disk is full"):
        asyncio.run(ask())
