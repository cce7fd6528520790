"""A loop beside the thread that asked for it."""

import asyncio
from collections.abc import Iterator

import pytest

from docverify.crawl.background import Background, Handover

MOST = 8


@pytest.fixture
def background() -> Iterator[Background]:
    made = Background("test")
    yield made
    made.close(asyncio.sleep(0))


async def put_all(handover: Handover[int], count: int, done: list[int]) -> None:
    for number in range(count):
        await handover.put(number)
        done.append(number)


def test_items_arrive_in_their_order_and_end(background: Background) -> None:
    handover: Handover[int] = Handover(background, MOST)
    background.submit(put_all(handover, 100, [])).add_done_callback(handover.end)
    assert list(handover.items()) == list(range(100))


def test_an_item_waits_only_a_moment_for_others(background: Background) -> None:
    handover: Handover[int] = Handover(background, MOST)
    background.submit(handover.put(1))
    assert next(handover.items()) == 1


def test_no_more_are_put_than_there_is_room_for(background: Background) -> None:
    handover: Handover[int] = Handover(background, MOST)
    done: list[int] = []
    background.submit(put_all(handover, 100, done)).add_done_callback(handover.end)
    items = handover.items()
    assert next(items) == 0
    background.submit(asyncio.sleep(0.05)).result()
    assert len(done) == MOST
    assert list(items) == list(range(1, 100))


def test_what_still_runs_at_the_end_is_ended_before_the_last_thing_runs() -> None:
    order: list[str] = []
    background = Background("test")

    async def wait() -> None:
        try:
            await asyncio.sleep(3600)
        finally:
            order.append("ended")

    async def last() -> None:
        order.append("last")

    waiting = background.submit(wait())
    background.submit(asyncio.sleep(0)).result()
    background.close(last())
    assert (order, waiting.cancelled(), background.loop.is_closed()) == (["ended", "last"], True, True)
