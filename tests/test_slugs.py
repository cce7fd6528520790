"""Anchors are those that GitHub makes, so that ids can be followed as links."""

import pytest

from docverify.slugs import Slugs, slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quick start", "quick-start"),
        ("What's new in 3.0?", "whats-new-in-30"),
        ("`--json` and -k", "--json-and--k"),
        ("snake_case", "snake_case"),
        ("a  b", "a--b"),
        ("C++ & C#", "c--c"),
        ("日本語 の 見出し!", "日本語-の-見出し"),
        ("Überschrift: Größe", "überschrift-größe"),
        ("हिन्दी", "हिन्दी"),
        ("🚀 Start", "-start"),
        ("x² ½", "x-"),
        ("two\nlines", "twolines"),
        ("!?", ""),
    ],
)
def test_a_slug_is_made_of_letters_digits_and_dashes(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_repeated_headings_are_numbered() -> None:
    slugs = Slugs()
    assert [slugs.add(text) for text in ("A", "a", "A-1", "A", "A 1", "")] == ["a", "a-1", "a-1-1", "a-2", "a-1-2", ""]


def test_ten_thousand_equal_headings_stay_different() -> None:
    slugs = Slugs()
    assert len({slugs.add("Example") for _ in range(10_000)}) == 10_000
