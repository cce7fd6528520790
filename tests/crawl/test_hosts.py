"""The gate of a host."""

import asyncio

from docverify.crawl.hosts import PATIENCE, SILENCES, Host, Hosts
from docverify.crawl.transport import Reply

REFUSED = Reply(429)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def replied(host: Host, reply: Reply | None) -> None:
    began = asyncio.run(host.enter())
    assert began is not None
    host.leave(began, reply)


def test_a_host_that_refuses_for_long_is_left() -> None:
    clock = Clock()
    host = Host(4, clock)
    while clock.now <= PATIENCE:
        clock.now += 61.0 + host.pace.wait(clock.now)
        replied(host, REFUSED)
    clock.now += 61.0
    replied(host, REFUSED) if not host.down else None
    assert host.down == "its host refused every request for 300 seconds (status 429)"
    assert asyncio.run(host.enter()) is None


def test_an_answer_ends_the_patience_that_a_host_is_shown() -> None:
    clock = Clock()
    host = Host(4, clock)
    for number in range(40):
        clock.now += 61.0
        replied(host, Reply(200) if number % 3 == 0 else REFUSED)
    assert host.down == ""


def test_a_host_that_does_not_answer_any_more_is_left() -> None:
    host = Host(4, Clock())
    silence = Reply(failure="cannot be reached: no route", again=True)
    for _ in range(SILENCES - 1):
        replied(host, silence)
    replied(host, Reply(500))
    for _ in range(SILENCES):
        assert host.down == ""
        replied(host, silence)
    assert host.down == "its host does not answer any more: the last of 12 requests cannot be reached: no route"


def test_a_request_that_we_ended_says_nothing_of_the_host() -> None:
    host = Host(1, Clock())
    for _ in range(SILENCES * 2):
        replied(host, None)
    assert (host.down, host.pace.in_flight) == ("", 0)


def test_requests_pass_in_the_order_in_which_they_came() -> None:
    passed: list[int] = []

    async def ask(host: Host, number: int) -> None:
        began = await host.enter()
        passed.append(number)
        await asyncio.sleep(0)
        host.leave(began or 0.0, Reply(200))

    async def crowd() -> None:
        host = Host(2)
        await asyncio.gather(*(ask(host, number) for number in range(20)))

    asyncio.run(crowd())
    assert passed == list(range(20))


def test_each_origin_is_a_host() -> None:
    hosts = Hosts(4)
    assert hosts.of("https://tea.example/a") is hosts.of("https://tea.example/b?c")
    assert hosts.of("https://tea.example/a") is not hosts.of("https://tea.example:8443/a")
