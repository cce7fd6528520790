"""A result and its JSON are each made of the other, whole, and only when they are asked for."""

import json

import msgspec
import pytest

from docverify.published import Published
from tests.results import drift, result, row

FULL = result([row(), drift()])


def test_each_form_comes_of_the_other() -> None:
    encoded = Published(result=FULL).encoded
    assert Published(encoded=encoded).result == FULL
    assert json.loads(encoded) == json.loads(msgspec.json.encode(FULL))


def test_another_run_is_told_without_reading_the_rest() -> None:
    told = Published(result=FULL).retold("2026-01-02T03:04:05Z", 0.25)
    assert told.result == msgspec.structs.replace(FULL, started="2026-01-02T03:04:05Z", seconds=0.25)
    assert list(json.loads(told.encoded)) == list(json.loads(Published(result=FULL).encoded))
    odd = Published(encoded=b'{"started":"","seconds":0,"tea":[1]}').retold("now", 1.5)
    assert json.loads(odd.encoded) == {"started": "now", "seconds": 1.5, "tea": [1]}


def test_half_of_a_surrogate_pair_survives() -> None:
    one = result([row(actual="\ud83c")])
    assert Published(encoded=Published(result=one).encoded).result == one


@pytest.mark.parametrize("encoded", [b"", b"[]", b"{", b'{"schema": 1}', b'"\\ud83c'])
def test_what_is_no_result_is_said_to_be_none(encoded: bytes) -> None:
    with pytest.raises(msgspec.MsgspecError):
        Published(encoded=encoded).result  # noqa: B018
