"""A reply that has another shape than the recorded one is drift; another value is not."""

import pytest

from docverify.judge.recorded import differs, other_shape
from docverify.model import Body, Exchange, Recorded, Request


@pytest.mark.parametrize(
    ("then", "now", "other"),
    [
        (b'{"cups": [{"size": 1}]}', b'{"cups": [{"size": 7}], "more": 1}', ""),
        (b'{"cups": [1]}', b'{"cups": []}', ""),
        (b'{"cups": []}', b'{"cups": [1]}', ""),
        (b'{"cups": 1, "b": 2}', b'{"cups": [1], "b": 2}', "`cups` is a list, the recording has a number"),
        (b'{"cups": 1, "b": 2}', b'{"cups": 2}', "`b` is not in the reply"),
        (b'{"cups": 1}', b'{"pots": 2}', "has little in common with what the recording has"),
        (b'{"cups": 1}', b"<html>", "the reply is no JSON, the recording has some"),
        (b"{}", b'{"a": 1}', ""),
        (b"{}", b"[]", "has little in common with what the recording has"),
        (b"tea", b"coffee", ""),
    ],
)
def test_shapes_are_compared(then: bytes, now: bytes, other: str) -> None:
    assert other_shape(Recorded(200, then), now) == other


def exchange(status: int, recorded: Recorded | None, problem: str = "", *, truncated: bool = False) -> Exchange:
    received = Body(content=b"[", truncated=truncated)
    return Exchange(0, "api", Request("GET", "a", "/", status), Body(), received, problem, recorded=recorded)


def test_another_status_is_told_first_and_what_is_not_whole_is_not_compared() -> None:
    assert differs(exchange(404, Recorded(200, b"[]"))) == "answered 404, the recording has 200"
    assert differs(exchange(200, Recorded(200, b"[]"))) == "the reply is no JSON, the recording has some"
    assert differs(exchange(200, Recorded(200, b"[]"), truncated=True)) == ""
    assert differs(exchange(0, Recorded(200, b"[]"), "it broke off")) == ""
    assert differs(exchange(200, None)) == ""


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_credentials_that_are_void_and_a_backend_that_is_broken_are_no_change(status: int) -> None:
    assert differs(exchange(status, Recorded(200, b"[]"))) == ""
