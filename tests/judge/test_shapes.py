"""A reply has the shape that a page shows when its members are there, each of its kind."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify.judge.matchers.shapes import unlike

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text("abc ", max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("wanted", "got", "told"),
    [
        ('{"id": "a", "size": 1}', '{"id": "zz", "size": 2.5, "more": true}', ""),
        ('{"id": "a", "size": 1}', '{"id": "zz"}', "`size` is not in the reply"),
        ('{"id": "a", "size": 1}', '{"id": 7, "size": 1}', "`id` is a number, the page shows a text"),
        ('{"id": <id>, "size": 1}', '{"id": {}, "size": 1}', ""),
        ('{"id": null, "size": 1}', '{"id": [], "size": null}', ""),
        ('{"cup": {"size": 1}, ...}', '{"cup": {"size": "big"}}', "`cup.size` is a text, the page shows a number"),
        ('[{"id": "a"}]', '[{"id": "b"}, {"name": "c"}]', "`[].id` is not in the reply"),
        ('[{"id": "a"}]', "[]", ""),
        ('[{"id": "a"}, ...]', "[1]", ""),
        ('{"all": [{"id": "a"}, /*...*/]}', '{"all": [{"name": "c"}]}', ""),
        ('{"all": [\n  {"id": "a"}\n  // ... and more\n]}', '{"all": [{"name": "c"}]}', ""),
        ('{"all": [{"id": "a"} /* its own */]}', '{"all": [{"name": "c"}]}', "`all[].id` is not in the reply"),
        ('{"settings": {"tea": "a"}}', '{"settings": {}}', ""),
        ('{"ok": true}', '{"ok": 1}', "`ok` is a number, the page shows a truth value"),
        ('{"id": "a", "warning": "there is one"}', '{"id": "b"}', ""),
        ('{"id": "a", "next": "/cups?page=2"}', '{"id": "b", "next": 2}', "`next` is a number, the page shows a text"),
        ('{"id": "a"}', '{"name": "b"}', None),
        ('{"id": "a"}', "[]", None),
        ('{"id": "a"}', "no json", None),
        ("id: a", '{"id": "a"}', None),
    ],
)
def test_where_a_reply_differs_is_told(wanted: str, got: str, told: str | None) -> None:
    assert unlike(wanted, got) == told


@given(st.dictionaries(st.text("abc", min_size=1), VALUES, min_size=1))
def test_every_reply_has_its_own_shape(value: dict[str, object]) -> None:
    assert unlike(json.dumps(value), json.dumps(value)) == ""


@given(st.dictionaries(st.text("abc", min_size=1), VALUES, min_size=1), VALUES)
def test_a_member_more_changes_nothing(value: dict[str, object], more: object) -> None:
    assert unlike(json.dumps(value), json.dumps({**value, "undocumented": more})) == ""


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(wanted: str, got: str) -> None:
    unlike(wanted, got)
