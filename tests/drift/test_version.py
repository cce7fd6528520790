"""An example that an earlier release makes right drifted with its package."""

import pytest

from docverify.drift import Flip, answer, name_version
from docverify.model import Verdict

FAILED = Verdict("a", "fail", "parsed", reason="TypeError", detail="TypeError: no steep")
DRIFTED = Verdict("a", "drift", "ran", kind="output", reason="output", detail="printed `4`", expected="3", actual="4")


@pytest.mark.parametrize(
    ("checked", "verdict", "level", "told"),
    [
        (DRIFTED, "pass", "matched", "right"),
        (DRIFTED, "pass", "ran", "untold"),
        (FAILED, "pass", "ran", "right"),
        (FAILED, "pass", "parsed", "untold"),
        (FAILED, "drift", "ran", "wrong"),
        (DRIFTED, "fail", "parsed", "wrong"),
        (FAILED, "unverified", "ran", "untold"),
        (FAILED, "error", "parsed", "untold"),
        (FAILED, "flaky", "ran", "untold"),
    ],
)
def test_a_release_is_right_where_what_went_wrong_holds(checked, verdict, level, told):
    assert answer(checked, Verdict("a", verdict, level)) == told


def test_a_release_that_could_not_be_had_tells_nothing():
    assert answer(FAILED, None) == "untold"


def test_the_first_wrong_release_is_named_and_the_evidence_stays():
    found = name_version(DRIFTED, "tea", Flip("1.2", "1.3"))
    assert (found.verdict, found.kind, found.level) == ("drift", "version", "ran")
    assert found.detail == "wrong since tea 1.3, right with 1.2: printed `4`"
    assert (found.expected, found.actual) == ("3", "4")
    assert found.fingerprint != DRIFTED.fingerprint


def test_what_is_not_sure_is_said():
    flip = Flip("1.1", "1.7", ("1.2", "1.3", "1.4", "1.5"), ("1.0",))
    detail = name_version(FAILED, "tea", flip).detail
    assert "(1.2, 1.3, 1.4 and 1 more could not be judged; wrong also with 1.0)" in detail
