"""A result and its JSON are each made of the other, whole, and only when they are asked for."""

import json

import msgspec
import pytest

from docverify.published import Published
from tests.results import drift, result, row

FULL = result([row(), drift()])


def encoded(told: Published) -> bytes:
    return b"".join(told.line())


def test_each_form_comes_of_the_other() -> None:
    for full in (FULL, result([])):
        one = encoded(Published(result=full))
        assert Published(encoded=one).result == full
        assert json.loads(one) == json.loads(msgspec.json.encode(full))
        assert encoded(Published(encoded=one)) == one


def test_another_run_is_told_without_reading_the_rest() -> None:
    told = Published(encoded=encoded(Published(result=FULL))).retold("2026-01-02T03:04:05Z", 0.25)
    assert told.result == msgspec.structs.replace(FULL, started="2026-01-02T03:04:05Z", seconds=0.25)
    assert list(json.loads(encoded(told))) == list(json.loads(encoded(Published(result=FULL))))
    odd = Published(encoded=b'{"started":"","seconds":0,"tea":[1]}').retold("now", 1.5)
    assert json.loads(encoded(odd)) == {"started": "now", "seconds": 1.5, "tea": [1]}


def test_half_of_a_surrogate_pair_survives() -> None:
    one = result([row(actual="\ud83c")])
    assert Published(encoded=encoded(Published(result=one))).result == one


@pytest.mark.parametrize("text", [b"", b"[]", b"{", b'{"schema": 1}', b'"\\ud83c'])
def test_what_is_no_result_is_said_to_be_none(text: bytes) -> None:
    with pytest.raises(msgspec.MsgspecError):
        Published(encoded=text).result  # noqa: B018
