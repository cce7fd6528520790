"""A site that shows something other than its source."""

import pytest
from msgspec.structs import replace

from docverify.judge import compare_published
from docverify.judge.published import in_words
from docverify.model import Verdict
from tests.languages.building import block, example


def disagreeing(published: str = "heat(2)\npour()") -> tuple[Verdict, Verdict]:
    """A verdict on a block with that source, before and after it is compared."""
    one = example("heat(1)\npour()")
    one = replace(one, block=replace(one.block, published=published))
    before = Verdict(one.id, "pass", "matched", detail="", reading="page-order", fingerprint="f")
    return before, compare_published(before, one)


def test_a_site_that_works_and_is_not_its_source_drifts() -> None:
    before, after = disagreeing()
    assert after == replace(
        before,
        verdict="drift",
        kind="published",
        reason="published",
        detail="the site shows `heat(1)`, its source `heat(2)`",
        line=10,
        expected="heat(2)\npour()",
        actual="heat(1)\npour()",
        fingerprint=after.fingerprint,
    )
    assert after.fingerprint not in ("", before.fingerprint)


def test_a_site_that_is_its_source_keeps_its_verdict() -> None:
    before, after = disagreeing("")
    assert after is before


@pytest.mark.parametrize("verdict", ["fail", "drift"])
def test_a_failure_stays_one_and_says_what_else_is_wrong(verdict: str) -> None:
    one = example("heat(1)")
    one = replace(one, block=replace(one.block, published="heat(2)"))
    before = Verdict(one.id, verdict, "parsed", detail="too cold")
    said = "too cold (the site shows `heat(1)`, its source `heat(2)`)"
    assert compare_published(before, one) == replace(before, detail=said)


@pytest.mark.parametrize(("verdict", "becomes"), [("unverified", "drift"), ("skip", "skip"), ("error", "error")])
def test_what_could_not_be_judged_drifts_and_what_should_not_does_not(verdict: str, becomes: str) -> None:
    one = example("heat(1)")
    one = replace(one, block=replace(one.block, published="heat(2)"))
    assert compare_published(Verdict(one.id, verdict, "parsed"), one).verdict == becomes


@pytest.mark.parametrize(
    ("site", "source", "said"),
    [
        ("a\nb", "a", "the site shows `b`, which its source does not"),
        ("a", "a\n\n  b", "the site leaves out `b`"),
        ("x" * 99, "y", f"the site shows `{'x' * 79}…`, its source `y`"),
        ("a b", "a  b", "the site differs"),
    ],
)
def test_the_first_difference_is_said_in_one_line(site: str, source: str, said: str) -> None:
    assert in_words(replace(block(site), published=source)) == said
