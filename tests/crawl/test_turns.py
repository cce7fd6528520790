"""A loop and a reader take turns, and neither ever waits for long."""

import asyncio
import threading

from docverify.crawl.background import Background, Handover
from docverify.crawl.turns import Turns, Waiting


def test_one_at_a_time_has_the_turn() -> None:
    turns = Turns()
    assert turns.take()
    turns.give()
    with turns.reading():
        pass
    assert turns.take()
    turns.give()


def test_a_reader_that_takes_long_is_not_waited_for_again() -> None:
    turns = Turns()
    with turns.reading():
        assert not turns.take()
        assert turns._waived
        assert not turns.take()
    assert turns.take()
    turns.give()


def test_a_loop_that_waits_leaves_its_turn() -> None:
    turns = Turns()
    loop = asyncio.SelectorEventLoop(Waiting(turns))
    taken = threading.Event()

    def read() -> None:
        with turns.reading():
            taken.set()

    async def wait() -> bool:
        reader = threading.Thread(target=read)
        reader.start()
        while not taken.is_set():
            await asyncio.sleep(0.001)
        reader.join()
        return True

    try:
        assert loop.run_until_complete(asyncio.wait_for(wait(), 5))
    finally:
        loop.close()


def test_what_the_loop_brings_goes_on_while_a_reader_holds_its_turn() -> None:
    """As one does that has examples to run: the crawl must not stand still for them."""
    background = Background("test")
    handover: Handover[int] = Handover(background, 4)

    async def bring() -> None:
        for number in range(8):
            await handover.put(number)

    async def close() -> None: ...

    background.submit(bring()).add_done_callback(handover.end)
    seen = []
    for number in handover.items():
        if not seen:
            background.submit(asyncio.sleep(0)).result(5)
        seen.append(number)
    background.close(close())
    assert seen == list(range(8))
