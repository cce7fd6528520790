"""What a compiler says weighs only where the run could not tell."""

import pytest
from msgspec.structs import replace

from docverify.judge import weigh_opinion
from docverify.model import Verdict
from docverify.ports import Opinion

CODE = "import { lid } from 'tea'\nlid.lidd"
PASS = Verdict("a", "pass", "ran")
UNRUN = Verdict("a", "unverified", "parsed", reason="missing-package", detail="needs the package `tea`")
HOLDS = Opinion()
COMPLAINS = Opinion("TS2551: Property 'lidd' does not exist", 3, "line 3: TS2551: Property 'lidd' does not exist")


def test_nothing_said_changes_nothing() -> None:
    assert [weigh_opinion(one, None, CODE) for one in (PASS, UNRUN)] == [PASS, UNRUN]


def test_what_ran_passes_and_the_complaint_is_told() -> None:
    assert weigh_opinion(PASS, HOLDS, CODE) == PASS
    detail = "ran, though the compiler says TS2551: Property 'lidd' does not exist"
    assert weigh_opinion(PASS, COMPLAINS, CODE) == replace(PASS, detail=detail)
    assert weigh_opinion(replace(PASS, detail="other"), COMPLAINS, CODE).detail == "other"


def test_what_could_not_run_and_holds_is_built() -> None:
    assert weigh_opinion(UNRUN, HOLDS, CODE) == replace(UNRUN, level="built")
    assert weigh_opinion(replace(UNRUN, level="ran"), HOLDS, CODE).level == "ran"


def test_what_could_not_run_and_is_certainly_wrong_fails() -> None:
    found = weigh_opinion(UNRUN, COMPLAINS, CODE)
    assert (found.verdict, found.level, found.reason, found.line) == ("fail", "parsed", "TS2551", 3)
    assert (found.detail, found.actual) == ("Property 'lidd' does not exist", COMPLAINS.told)


def test_what_a_package_gives_on_of_another_that_is_not_there_is_not_known() -> None:
    one = replace(UNRUN, detail="needs the package `@tea/leaves`, which is not installed")
    assert weigh_opinion(one, COMPLAINS, CODE) == one
    assert weigh_opinion(one, COMPLAINS, f"import '@tea/leaves'\n{CODE}").verdict == "fail"


@pytest.mark.parametrize("reason", ["pseudo-code", "placeholder", "not-executable", "incomplete", "timeout"])
def test_what_is_no_whole_code_is_never_wrong(reason: str) -> None:
    one = replace(UNRUN, reason=reason)
    assert weigh_opinion(one, COMPLAINS, CODE) == one


@pytest.mark.parametrize(("reason", "verdict"), [("TypeError", "unverified"), ("ValidationError", "fail")])
def test_an_error_that_the_compiler_would_have_seen_is_of_other_surroundings(reason: str, verdict: str) -> None:
    one = Verdict("a", "fail", "parsed", reason=reason, detail=f"{reason}: tea is not a function")
    found = weigh_opinion(one, HOLDS, CODE)
    assert (found.verdict, weigh_opinion(one, COMPLAINS, CODE)) == (verdict, one)
    assert verdict == "fail" or (found.level, found.reason) == ("built", "incomplete")
