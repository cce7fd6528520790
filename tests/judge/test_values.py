"""Two notations of one value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify.judge.values import is_no_value, same_value, unquoted

SAME = [
    ("'a'", '"a"'),
    ("[1,2]", "[1, 2]"),
    ("{'b': 1, 'a': 2}", "{'a': 2, 'b': 1}"),
    ("{3, 1}", "{1, 3}"),
    ("1, 2", "(1, 2)"),
    ("u'a'", "'a'"),
    ("Point(x=1, y=2)", "Point(x=1,\n      y=2)"),
    ("timedelta(2, 30)", "datetime.timedelta(days=2, seconds=30)"),
    ("Cup(lid=Lid(1))", "tea.Cup(lid=tea.lids.Lid(1))"),
    ("(int, tea.Cup)", "(<class 'int'>, <class 'tea.Cup'>)"),
    ("{1: {'b': {2, 1}}, 0: 'x'}", '{0: "x", 1: {"b": {1, 2}}}'),
    ("[set([2, 1]), set([])]", "[{1, 2}, set()]"),
    ("frozenset([2, 1])", "frozenset({1, 2})"),
    ("(<type 'int'>, 1)", "(<class 'int'>, 1)"),
]
OTHER = [
    ("1", "1.0"),
    ("1", "True"),
    ("[1, 2]", "[2, 1]"),
    ("(1,)", "1"),
    ("'a'", "a"),
    ("Point(x=1)", "Point(1)"),
    ("timedelta(2)", "datetime.timedelta(days=3)"),
    ("tea.Cup(1)", "pot.Cup(1)"),
    ("Cup(1)", "tea.Lid(1)"),
    ("<class 'tea.Cup'>", "<class 'tea.pots.Cup'>"),
    ("<type 'int'>", "<class 'float'>"),
    ("set([1])", "{2}"),
    ("set([1])", "[1]"),
    ("frozenset([1])", "{1}"),
    ("set(1)", "{1}"),
    ("", ""),
    ("<A>", "<A>"),
    ("a b", "a b"),
]
VALUES = st.recursive(
    st.integers() | st.booleans() | st.text(max_size=5) | st.floats(allow_nan=False) | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(("expected", "actual"), SAME)
def test_notation_does_not_matter(expected: str, actual: str) -> None:
    assert same_value(expected, actual)


@pytest.mark.parametrize(("expected", "actual"), OTHER)
def test_the_value_does(expected: str, actual: str) -> None:
    assert not same_value(expected, actual)


@given(VALUES, VALUES)
def test_values_are_the_same_when_their_notation_is(one: object, other: object) -> None:
    assert same_value(repr(one), repr(one))
    if one != other:
        assert not same_value(repr(one), repr(other))


def test_a_string_without_its_quotes() -> None:
    assert [unquoted(text) for text in ("'a\\n'", '"it\'s"\n', "a", "'a' + 'b'", "'", "b'a'")] == [
        "a",
        "it's",
        None,
        None,
        None,
        None,
    ]


@pytest.mark.parametrize("shown", ["[{'cup': True, 'pot: 'tea'}]", "{'cup: 'green', 'pot': 2}", "['it's']"])
def test_a_missing_quote_makes_no_value(shown: str) -> None:
    assert is_no_value(shown)


@pytest.mark.parametrize(
    "shown",
    [
        "['cup', ...]",
        "[Cup('it's')]",
        "[<Cup 'it's>]",
        "it's 'tea'time",
        "[cup, pot]",
        "['a', it's b]",
        "",
        "[\" 'x'y '\"]",
    ],
)
def test_what_is_only_odd_may_be_one(shown: str) -> None:
    assert not is_no_value(shown)


@given(VALUES)
def test_no_value_of_python_lacks_a_quote(value: object) -> None:
    assert not is_no_value(repr(value))
