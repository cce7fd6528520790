"""A real secret goes out in the place of its stand-in, and never comes in, however a server writes it."""

from base64 import b64encode
from html import escape
from json import dumps
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify.proxy.standins import Disguise, Swap, ask_plainly

STAND_IN = "sk_test_1"
REAL = 'li/ve+"k&y é=9'
DISGUISE = Disguise({STAND_IN: REAL})


def fed(swap: Swap, parts: list[bytes]) -> bytes:
    return b"".join(map(swap.feed, parts)) + swap.end()


@given(
    st.dictionaries(st.binary(min_size=1, max_size=4).map(bytes), st.just(b"_"), min_size=1, max_size=4),
    st.lists(st.binary(max_size=5), max_size=8),
)
def test_where_a_stream_is_cut_changes_nothing(pairs: dict[bytes, bytes], parts: list[bytes]) -> None:
    assert fed(Swap(pairs), parts) == Swap(pairs).whole(b"".join(parts))


@given(st.lists(st.sampled_from([b"a", b"ab", b"abc", b"cab", b"d"]), max_size=12))
def test_texts_that_begin_alike_are_told_apart_over_cuts(parts: list[bytes]) -> None:
    pairs = {b"abca": b"1", b"ab": b"2", b"cad": b"3", b"bc": b"4"}
    assert fed(Swap(pairs), parts) == Swap(pairs).whole(b"".join(parts))


def test_what_cannot_become_one_is_not_held_back() -> None:
    swap = Swap({b"secret": b"shown"})
    assert swap.feed(b"data: 1\n\n") == b"data: 1\n\n"
    assert swap.feed(b"a sec") == b"a "
    assert swap.feed(b"ond") == b"second"


def test_the_real_value_goes_out_in_headers() -> None:
    login = b64encode(f"{STAND_IN}:".encode()).decode()
    sent = (("Authorization", f"Bearer {STAND_IN}"), ("authorization", f"Basic {login}"), ("X", "sk_test"))
    shown = b64encode(f"{REAL}:".encode()).decode()
    in_header = REAL.encode().decode("latin-1")
    assert DISGUISE.reveal_headers(sent) == (
        ("Authorization", f"Bearer {in_header}"),
        ("authorization", f"Basic {shown}"),
        ("X", "sk_test"),
    )


def test_credentials_that_are_none_stay() -> None:
    sent = (("Authorization", "Basic ***"), ("Authorization", "Basic YTpi"))
    assert DISGUISE.reveal_headers(sent) == sent


def test_the_real_value_goes_out_in_a_target_as_one_value() -> None:
    quoted = quote(REAL, safe="")
    assert DISGUISE.reveal_target(f"/a?key={STAND_IN}&b=1") == f"/a?key={quoted}&b=1"


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("application/json", dumps(REAL, ensure_ascii=False)[1:-1]),
        ("application/vnd.api+json; charset=utf-8", dumps(REAL, ensure_ascii=False)[1:-1]),
        ("application/x-www-form-urlencoded", quote(REAL, safe="")),
        ("text/plain", REAL),
        ("multipart/form-data; boundary=x", REAL),
        ("", REAL),
        ("image/png", STAND_IN),
        ("application/octet-stream", STAND_IN),
    ],
)
def test_the_real_value_goes_out_in_bodies_that_are_text(kind: str, written: str) -> None:
    assert DISGUISE.reveal_body(kind).whole(f"<{STAND_IN}>".encode()).decode() == f"<{written}>"


@pytest.mark.parametrize(
    "written",
    [REAL, quote(REAL), quote(REAL, safe=""), dumps(REAL), dumps(REAL, ensure_ascii=False), escape(REAL)],
)
def test_the_real_value_does_not_come_in(written: str) -> None:
    assert STAND_IN in DISGUISE.cover().whole(written.encode()).decode()
    assert written.strip('"') not in DISGUISE.cover().whole(written.encode()).decode()


@pytest.mark.parametrize("before", ["", "a", "ab", "abc:"])
@pytest.mark.parametrize("behind", ["", "z", "yz", ":xyz"])
def test_nor_inside_of_base64(before: str, behind: str) -> None:
    coded = b64encode(f"{before}{REAL}{behind}".encode())
    covered = DISGUISE.cover().whole(coded)
    assert len(covered.replace(STAND_IN.encode(), b"")) <= len(b64encode(f"{before}{behind}".encode())) + 6


def test_basic_credentials_come_back_as_they_were_sent() -> None:
    login = b64encode(f"{STAND_IN}:".encode()).decode()
    sent = (("Authorization", f"Basic {login}"),)
    shown = DISGUISE.reveal_headers(sent)
    assert DISGUISE.cover(sent, shown).whole(shown[0][1].encode()).decode() == sent[0][1]


def test_without_secrets_nothing_is_touched() -> None:
    empty = Disguise({"": "a", "b": ""})
    assert not empty
    assert empty.cover().whole(b"a b") == b"a b"


def test_no_packed_answer_is_asked_for() -> None:
    sent = (("accept-encoding", "gzip"), ("Sec-WebSocket-Extensions", "permessage-deflate"), ("A", "1"))
    assert ask_plainly(sent) == (("A", "1"), ("Accept-Encoding", "identity"))
