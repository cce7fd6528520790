"""A warning is news when the same code did not warn of it when it passed last."""

from docverify.drift.deprecation import weigh
from docverify.model import Block, Example, History, Verdict

PAGE = [Example("a", Block("a.md", "python", "brew()", 1, 1), "python")]
OLD, NEW = "DeprecationWarning: old", "DeprecationWarning: new"


def told(past: History, *warnings: str, verdict: str = "pass") -> Verdict:
    found = Verdict("a", verdict, "matched", actual="tea", deprecations=warnings)
    return weigh({"a": found}, PAGE, {"a": past})["a"]


def past(*warnings: str, text: str = "brew()") -> History:
    return History("a", "pass", passes=1, text=text, deprecations=warnings)


def test_a_new_warning_is_drift_and_named() -> None:
    found = told(past(OLD), OLD, NEW)
    assert (found.verdict, found.kind, found.level, found.actual) == ("drift", "deprecation", "matched", NEW)
    assert found.detail == f"warns of what it did not when it passed last: {NEW}"
    assert told(past(), OLD, NEW).detail.endswith(f"{OLD} and 1 more")


def test_a_warning_that_was_there_is_no_news() -> None:
    assert told(past(OLD), OLD).verdict == "pass"
    assert told(past(OLD, NEW), OLD).verdict == "pass"


def test_of_what_was_edited_or_never_recorded_nothing_is_news() -> None:
    assert told(past(text="pour()"), NEW).verdict == "pass"
    assert told(History("a", "pass", passes=1, text="brew()"), NEW).verdict == "pass"
    assert weigh({"a": Verdict("a", "pass", "ran", deprecations=(NEW,))}, PAGE, {})["a"].verdict == "pass"


def test_what_is_wrong_stays_what_it_is() -> None:
    assert told(past(), NEW, verdict="fail").verdict == "fail"
