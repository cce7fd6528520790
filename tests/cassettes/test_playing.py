"""A recording answers the request that it is of, in the order in which it was made."""

import json
from typing import Any

import pytest

from docverify.cassettes.likeness import likeness, question
from docverify.cassettes.playing import Player
from docverify.cassettes.written import Cassette, Kept, Said, said

FORM = "application/x-www-form-urlencoded"


def kept(url: str, told: str, method: str = "GET", **sent: Any) -> Kept:
    return Kept("", Said(method, f"https://api.test{url}", **sent), Said(status=200, **said(told.encode())))


PLAYER = (
    Cassette(
        backend="api",
        page="a.md",
        exchanges=(
            kept("/cups", "none"),
            kept("/cups", "made", "POST", **said(b'{"size": 1, "password": "masked-1"}')),
            kept("/cups", "one"),
            kept("/cups/71d48a4d2a9f", "first"),
        ),
    ),
    Cassette(
        backend="api",
        page="b.md",
        exchanges=(
            kept("/pots?b=2&a=1", "pots"),
            kept("/pots/99999", "99999 it is"),
            kept("/tea", "brewing green tea", "POST", **said(b'{"of": "green tea"}')),
        ),
    ),
)


def told(player: Player, target: str, method: str = "GET", body: bytes = b"", kind: str = "") -> str | None:
    found = player.find(question(method, target, (("Content-Type", kind),), body))
    return found.body().decode() if found else None


@pytest.fixture
def player() -> Player:
    found = Player(PLAYER)
    found.turn_to("a.md")
    return found


def test_the_same_request_is_answered_as_often_as_it_was_and_then_as_the_last_time(player: Player) -> None:
    assert [told(player, "/cups") for _ in range(3)] == ["none", "one", "one"]
    player.turn_to("a.md")
    assert told(player, "/cups") == "none"


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        (b'{"password":"another","size":1}', "made"),
        (b'{"size": 2, "password": "x"}', None),
        (b'{"size": "big", "password": "x"}', None),
        (b'{"size": 1}', None),
        (b"", None),
    ],
)
def test_what_gives_access_may_differ_and_a_number_may_not(player: Player, body: bytes, answer: str | None) -> None:
    assert told(player, "/cups", "POST", body) == answer


def test_an_id_may_be_another_one_in_each_run_and_a_name_may_not(player: Player) -> None:
    assert told(player, "/cups/0f0f0f0f2a9f") == "first"
    assert told(player, "/cups/largest") is None
    assert told(player, "/saucers/71d48a4d2a9f") is None


def test_what_another_page_asked_counts_to_the_letter_alone(player: Player) -> None:
    assert told(player, "/pots?a=1&b=2") == "pots"
    assert told(player, "/pots?a=1&b=3") is None
    assert told(player, "/pots/88888") is None
    player.turn_to("b.md")
    assert told(player, "/pots/88888") == "88888 it is"


def test_a_reply_speaks_of_what_it_is_asked_now() -> None:
    player = Player(PLAYER)
    player.turn_to("b.md")
    assert told(player, "/tea", "POST", b'{"of": "black tea"}') == "brewing black tea"
    one = kept("/me", "for masked-1", headers=("Authorization: Bearer masked-1",))
    player = Player([Cassette(backend="api", page="a.md", exchanges=(one,))])
    found = player.find(question("GET", "/me", (("authorization", "Bearer t-1"),), b""))
    assert found == Said(status=200, text=("for t-1",))


def test_forms_are_alike_in_their_fields_and_multipart_without_its_boundary() -> None:
    def ask(kind: str, body: bytes) -> Any:
        return question("POST", "/", (("content-type", kind),), body)

    assert likeness(ask(FORM, b"a=1&token=x"), ask(FORM, b"token=y&a=1")) == 3
    assert likeness(ask(FORM, b"a=12345"), ask(FORM, b"a=23456")) == 2
    assert likeness(ask(FORM, b"a=1"), ask(FORM, b"a=2")) == 0
    assert likeness(ask(FORM, b"a=1"), ask(FORM, b"b=1")) == 0
    one, other = (ask(f"multipart/form-data; boundary={name}", f"--{name}\r\n\r\nx".encode()) for name in ("Xa", "Yb"))
    assert likeness(one, other) == 3
    part = '--X\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n--X--'
    kind = "multipart/form-data; boundary=X"
    alike = [(("password", "a"), ("password", "b")), (("cup", "12345"), ("cup", "23456")), (("cup", "1"), ("cup", "2"))]
    told = [[ask(kind, part.format(*one).encode()) for one in pair] for pair in alike]
    assert [likeness(*pair) for pair in told] == [3, 2, 0]
    assert likeness(ask("text/csv", b"a,b"), ask("text/csv", b"a,c")) == 0
    assert likeness(ask(FORM, json.dumps({"a": 1}).encode()), ask("", b'{"a":1}')) == 3


def test_what_members_are_called_stays() -> None:
    one = kept("/a", '{"name": "name 1234567", "n": 1234567}', "POST", **said(b'{"by": "name", "n": 1234567}'))
    player = Player([Cassette(backend="api", page="a.md", exchanges=(one,))])
    player.turn_to("a.md")
    found = told(player, "/a", "POST", b'{"by": "size", "n": 7654321}')
    assert found is not None
    assert json.loads(found) == {"name": "size 7654321", "n": 7654321}
