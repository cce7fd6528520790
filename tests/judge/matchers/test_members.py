"""Members that have no order are put into one, and all others stay where they are."""

import pytest

from docverify.judge.match import matches
from docverify.judge.matchers.brackets import DEEPEST
from docverify.judge.matchers.members import in_order
from docverify.judge.matchers.notation import plain

KEPT = ["[2, 1]", "(2, 1)", "{b: 1, a: 2}", "{'b' => 1, 'a' => 2}", "{'b', 'a'}", "{2, 1)", "2, 1}", "{2, 1", "b, a"]


@pytest.mark.parametrize("text", KEPT)
def test_what_may_be_in_order_stays_so(text: str) -> None:
    assert in_order(plain(text)) == plain(text)


def test_members_in_braces() -> None:
    assert in_order("{b, a, {d, c}, [2, 1]}", unordered=True) == "{ [2, 1], a, { c,d},b}"
    assert in_order(plain('{"b": 1, "a": 2}')) == plain("{'a': 2, 'b': 1}")


def test_what_is_too_deep_stays() -> None:
    deep = "{b,a" + "{" * DEEPEST + "}" * DEEPEST + "}"
    assert in_order(deep, unordered=True) == deep


@pytest.mark.parametrize(
    ("page", "run"),
    [
        ("{'b', 'a'}", "{'a', 'b'}"),
        ("got {3, 1} of {'b': {2, 1}, 'a': 0}", "got {1, 3} of {'a': 0, 'b': {1, 2}}"),
        ("{b=1, a=2}", "{a=2, b=1}"),
        ('{"b": 1.41, "a": 2.0}', '{"a": 2.0, "b": 1.4142135623730951}'),
    ],
)
def test_sets_and_maps_of_a_language_without_order(page: str, run: str) -> None:
    assert matches(page, run, ("UNORDERED_MEMBERS",))
    assert not matches(page.replace("b", "c"), run, ("UNORDERED_MEMBERS",))
