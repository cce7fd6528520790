"""Laws of the comparison and of its matchers, over values that are written in more than one way."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docverify.judge.match import LONGEST, matches
from docverify.judge.matchers.elisions import agrees, joined
from docverify.judge.matchers.layout import blanked, tidy
from docverify.judge.matchers.members import in_order
from docverify.judge.matchers.notation import plain
from docverify.judge.matchers.numbers import rounded
from docverify.judge.matchers.replies import answers
from docverify.judge.matchers.volatile import shape, stable
from docverify.masks import mask

FORMS = {
    "tidy": tidy,
    "blanked": blanked,
    "joined": joined,
    "plain": plain,
    "in order": lambda text: in_order(plain(text)),
    "in no order": lambda text: in_order(plain(text), unordered=True),
    "mask": mask,
    "stable": stable,
    "shape": shape,
}
FLAGS = st.sets(
    st.sampled_from(
        ["NORMALIZE_WHITESPACE", "NUMBER", "FLOAT_CMP", "UNORDERED", "SOME", "TAIL", "UNORDERED_MEMBERS", "REPLY"]
    )
)
PIECES = [
    *("'", '"', "u'", "b'", "\\", "\1", "[", "]", "{", "}", "(", ")", ",", ":", "=", "=>", " ", "\n", "\t", "."),
    *("…", "...", "[..]", "(...)", "0.1", "0.30000000000000004", "12", "-1", "1e5", "a", "bb", "u", "null"),
    *("<BLANKLINE>", "__main__.", "\x1b[0m", "\x1b[", "\r", "\0", " at 0x7f00aabb", "a.py:7: UserWarning: "),
    *("//", "# ", "<id>", "2024-02-03 10:11:12", "/tmp/tmpab1/x", "12345", "1.5 ms", "at ", "0x", "Mon"),
]
SCRAPS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12).map("".join)
WORDS = st.text(st.sampled_from("ab c,:{'"), max_size=5)
LONG = st.floats(0.001, 1000, allow_nan=False).filter(lambda number: len(repr(number)) > 14 and "e" not in repr(number))
VALUES = st.recursive(
    st.integers(-9, 99) | st.booleans() | st.none() | WORDS | LONG,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3) | st.lists(inner, max_size=2).map(tuple)
    ),
    max_leaves=6,
)


@given(SCRAPS, FLAGS)
def test_output_agrees_with_itself_whatever_is_asked(text: str, flags: set[str]) -> None:
    assert matches(text, text, flags)


@given(SCRAPS, FLAGS, st.sampled_from(["...", "…", "[..]", "...\n...", " ... "]))
def test_an_elision_alone_agrees_with_anything(text: str, flags: set[str], elision: str) -> None:
    assert matches(elision, text, flags)


@pytest.mark.parametrize("form", FORMS)
@given(SCRAPS)
@settings(max_examples=300)
def test_a_form_twice_is_a_form_once(form: str, text: str) -> None:
    once = FORMS[form](text)
    assert FORMS[form](once) == once


@given(VALUES, st.data())
def test_a_value_agrees_however_it_is_written(value: object, data: st.DataObject) -> None:
    page, run = written(value, data), f"{value!r}"
    assert matches(page, run, ("UNORDERED_MEMBERS",))


@given(VALUES, st.data())
@settings(max_examples=300)
def test_an_elision_more_never_makes_a_value_differ(value: object, data: st.DataObject) -> None:
    """Not even in a number that is rounded, between quotes that are others, or in a member that stands elsewhere."""
    page, run = f"value: {written(value, data)}", f"value: {value!r}"
    for _ in range(3):
        assert matches(page, run, ("UNORDERED_MEMBERS",))
        page = with_elision(page, data)
    assert matches(page, run, ("UNORDERED_MEMBERS",))


@given(st.dictionaries(WORDS, VALUES, min_size=1, max_size=4), st.data())
@settings(max_examples=300)
def test_an_elision_more_never_makes_a_reply_differ(value: dict[str, object], data: st.DataObject) -> None:
    names = data.draw(st.permutations(list(value)))
    kept = names[: data.draw(st.integers(0, len(names)))]
    members = [f"{json.dumps(name)}: {json.dumps(value[name])}" for name in kept]
    page, run = "{" + ", ".join([*members, *(["..."] if len(kept) < len(names) else [])]) + "}", json.dumps(value)
    for _ in range(3):
        assert matches(page, run), page
        page = with_elision(page, data)
    assert matches(page, run), page


@given(VALUES, VALUES)
def test_other_values_never_agree(one: object, other: object) -> None:
    """As long as they are not equal, or equal but for their type, where one is rounded."""
    if normal(one) != normal(other):
        assert not matches(repr(one), repr(other), ("UNORDERED_MEMBERS",))


@given(SCRAPS, SCRAPS)
def test_numbers_are_rounded_to_what_they_already_are(wanted: str, got: str) -> None:
    once = rounded(wanted, got)
    assert rounded(wanted, once) == once


HOSTILE = [
    *("'", '"', "[", "{", "(", "]", "[{", "{'a':", "...,", "[...,", '{"a":', "1.", "-1", "\\'", '\\"', "u'", " ", ", "),
    *("\1", "a'", "=>", "(...)", "..", "…", "//", "\n", "[\n"),
]


@pytest.mark.parametrize("scrap", HOSTILE)
def test_hostile_text_is_compared_to_its_end(scrap: str) -> None:
    """Nothing here would end if any of it were tried in more than one way."""
    wanted, got = scrap * (LONGEST // len(scrap)), scrap * (LONGEST // len(scrap) - 1) + "x"
    assert not matches("a" + wanted + "b", got)
    assert not matches("[" + wanted + '"]', "['" + got + "]")
    assert not answers("[" + wanted, "[" + "[1, 2]," * 2_000 + "0]")


def test_what_is_very_long_has_one_notation() -> None:
    """The bound on everything that looks at more than the text itself."""
    assert matches("['" + "a" * (LONGEST - 4) + "']", '["' + "a" * (LONGEST - 4) + '"]')
    assert not matches("['" + "a" * LONGEST + "']", '["' + "a" * LONGEST + '"]')
    assert matches("['" + "a" * LONGEST + "']", "['" + "a" * LONGEST + "']")
    assert not agrees("[" + "...a" * LONGEST + "]", "[" + "a" * LONGEST)


def written(value: object, data: st.DataObject) -> str:
    """The value in another notation: quotes, space, order, a comma too many, fewer digits."""
    if isinstance(value, str):
        quote = data.draw(st.sampled_from("'\""))
        return quote + value.replace("\\", "\\\\").replace(quote, f"\\{quote}") + quote
    if isinstance(value, float):
        return f"{value:.{data.draw(st.integers(1, 6))}f}"
    space = data.draw(st.sampled_from(["", " ", "\n  "]))
    if isinstance(value, dict):
        names = data.draw(st.permutations(list(value)))
        pairs = [f"{written(name, data)}:{space}{written(value[name], data)}" for name in names]
        return "{" + f",{space}".join(pairs) + data.draw(st.sampled_from(["", ","] if pairs else [""])) + "}"
    if isinstance(value, list):
        return "[" + space + f",{space}".join(written(one, data) for one in value) + space + "]"
    if isinstance(value, tuple):
        return "(" + ", ".join(written(one, data) for one in value) + ("," if len(value) == 1 else "") + ")"
    return repr(value)


def normal(value: object) -> object:
    """The value with its fractions as far as a page may round them."""
    if isinstance(value, float):
        return float(f"{value:.0f}")
    if isinstance(value, dict):
        return ("map", {name: normal(one) for name, one in value.items()})
    if isinstance(value, (list, tuple)):
        return (type(value), [normal(one) for one in value])
    return (type(value), value)


def with_elision(page: str, data: st.DataObject) -> str:
    """An elision more, anywhere but inside of one that is there."""
    places = [0, *(match.end() for match in re.finditer(r"\[?[.…]{2,}\]?|.", page, re.DOTALL))]
    place = data.draw(st.sampled_from(places))
    return f"{page[:place]}...{page[place:]}"
