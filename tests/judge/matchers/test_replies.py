"""Replies are what the page documents, but for what each reader sees in their own way."""

import json

import pytest

from docverify.judge.match import matches
from docverify.judge.matchers.replies import DEEPEST, answers

ORDER = {
    "id": "ord_1Nxy7Zab",
    "created": "2024-02-03T10:11:12Z",
    "at": 1706955072,
    "count": 3,
    "status": "paid",
    "items": [{"sku": "tea"}, {"sku": "pot"}, {"sku": "cup"}],
}
SHOWN = json.dumps({**ORDER, "id": "ord_9Qrs2Tuv", "created": "2026-11-29T01:02:03Z", "at": 1606955072})


def test_ids_and_times_are_those_of_one_reader() -> None:
    assert answers(SHOWN, json.dumps(ORDER), by_shape=True)
    assert matches(SHOWN, json.dumps(ORDER), ("REPLY",))
    assert not matches(SHOWN, json.dumps(ORDER))


@pytest.mark.parametrize(
    "changed",
    [
        {"status": "void"},
        {"count": 4},
        {"id": "cus_1Nxy7Zab"},
        {"id": "ord_1"},
        {"created": "yesterday"},
        {"at": "1706955072"},
        {"items": []},
        {"more": 1},
    ],
)
def test_all_else_is_the_same_for_everybody(changed: dict[str, object]) -> None:
    assert not answers(SHOWN, json.dumps({**ORDER, **changed}), by_shape=True)


@pytest.mark.parametrize(
    ("items", "holds"),
    [
        ('[{"sku": "tea"}, ...]', True),
        ('[..., {"sku": "cup"}]', True),
        ('[..., {"sku": "pot"}, ...]', True),
        ('[{"sku": "tea"}, ..., {"sku": "cup"}]', True),
        ('[..., {"sku": "pot"}, ..., {"sku": "tea"}]', False),
        ('[..., {"sku": "mug"}, ...]', False),
        ('[{...}, {"sku": ...}, {"sku": "c..."}]', True),
        ("[{...}, {...}]", False),
        ("[{...}, {...}, {...}, ..., {...}]", False),
        ("...", True),
        ("[]", False),
    ],
)
def test_items_that_the_page_leaves_out(items: str, holds: bool) -> None:
    assert answers(f'{{"items": {items}, ...}}', json.dumps(ORDER)) is holds


@pytest.mark.parametrize(
    "page", ["{", '{"a"', '{"a": }', '{"a": 1} b', "{a: 1}", "[1 : 2]", "[" * DEEPEST * 2, '{"\\x": 1}']
)
def test_what_is_no_json_documents_no_reply(page: str) -> None:
    assert not answers(page, '{"a": 1}')
    assert not answers('{"a": 1}', page)


def test_pairs_of_values_are_compared_up_to_a_bound() -> None:
    """Else elisions in lists in lists would take as long as they like."""
    page, near = "[..., " + "1, " * 100 + "2, ...]", "1," * 100
    assert answers(page, f"[{near}2]")
    assert not answers(page, f"[{'1,' * 5_000}2]")
