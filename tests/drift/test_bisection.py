"""The first release that is wrong is found by halving, and what cannot be known is said."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify.drift import Flip, conclude, next_release

RELEASES = [f"1.{number}" for number in range(20)]


def search(releases, tell, starts):
    """What is found, and which releases were tried; `tell` knows what an example comes to with each."""
    answers, tried = {releases[-1]: "wrong"}, []
    while release := next_release(releases, answers, starts):
        assert release not in answers
        answers[release] = tell(release)
        tried.append(release)
    return conclude(releases, answers), tried


@given(st.integers(1, 19))
def test_the_first_wrong_release_is_found_whichever_it_is(first):
    found, tried = search(RELEASES, lambda one: "right" if RELEASES.index(one) < first else "wrong", ["1.0"])
    assert found == Flip(f"1.{first - 1}", f"1.{first}")
    assert len(tried) <= 1 + math.ceil(math.log2(len(RELEASES)))


def test_what_is_wrong_with_the_start_too_costs_one_try_and_is_no_flip():
    assert search(RELEASES, lambda _: "wrong", ["1.0"]) == (None, ["1.0"])


def test_later_starts_are_tried_first():
    found, tried = search(RELEASES, lambda one: "right" if one == "1.3" else "wrong", ["1.3", "1.9"])
    assert tried[:2] == ["1.9", "1.3"]
    assert (found.last_right, found.first_wrong) == ("1.3", "1.4")


@given(st.sets(st.integers(1, 18)), st.integers(1, 19))
def test_releases_that_tell_nothing_are_named_where_one_of_them_may_be_the_first(silent, first):
    def tell(one):
        place = RELEASES.index(one)
        return "untold" if place in silent else "right" if place < first else "wrong"

    found, _ = search(RELEASES, tell, ["1.0"])
    assert all(RELEASES.index(one) in silent for one in found.untold)
    right, wrong = RELEASES.index(found.last_right), RELEASES.index(found.first_wrong)
    assert right < first <= wrong
    assert len(found.untold) == wrong - right - 1


def test_an_example_that_is_wrong_before_it_is_right_is_said_to_be_so():
    answers = {"1.0": "wrong", "1.1": "right", "1.2": "wrong"}
    assert conclude(RELEASES[:3], answers) == Flip("1.1", "1.2", (), ("1.0",))


def test_nothing_is_concluded_from_a_start_that_cannot_be_had():
    assert conclude(["1.0", "1.1"], {"1.0": "untold", "1.1": "wrong"}) is None


@pytest.mark.parametrize("starts", [[], ["0.9"]])
def test_without_a_start_nothing_is_tried(starts):
    assert next_release(RELEASES, {"1.19": "wrong"}, starts) == ""
