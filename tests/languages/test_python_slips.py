"""Text that does not compile: a slip of its author, or something else than Python."""

import pytest

from docverify.languages.python_code import slips
from docverify.languages.python_code.syntax import problem
from tests.languages.building import read


def is_slip(code: str) -> bool:
    error = problem(code)
    assert error is not None, "compiles"
    return slips.is_slip(code, error)


@pytest.mark.parametrize(
    "code",
    [
        "pour(cup",
        "pour(cup))",
        "pour(cup]",
        "pour(cup, sugar=(1, 2)\nstir()",
        "cups = [1 2]",
        "cups = {'tea': 1,\n  'milk' 2}",
        "cups = {'tea' = 1}",
        "pour('tea)",
        "pour(‘tea’)",
        "def pour(cup)\n    return cup",
        "def pour(cup):\nreturn cup",
        "def pour(cup):\n    stir()\n   return cup",
        "pot = Pot()\n    .fill()\n    .boil()",
        "from tea impot cup",
        "form tea import cup",
        "print 'tea'",
        "try: pour()\nexcept (A, B), error: pass",
        "class = 'tea'",
        "pour(1), size=2)\n\npour(3), size=4)\n",
        "if cup:\npour()",
    ],
)
def test_one_small_correction_mends_a_slip(code: str) -> None:
    assert is_slip(code)
    assert read(code).refusal.verdict == "fail"


@pytest.mark.parametrize(
    "code",
    [
        "cup(size, kind=None):\n\npot(size, kind=None):\n",
        "stir(cup)    -OR-     stir(pot, spoon)\nsip(cup)             sip(pot)",
        "'anna and otto'\n ^^\n",
        "tea = leaf? (water / milk)+\npot = tea+ EOF",
        "similar output to the one above",
        "brew()\n\n+ tea + milk +\n+ 1   + 2    +\n",
        "leaves = /pantry/tea/green.txt",
    ],
)
def test_what_no_small_correction_mends_is_not_called_wrong(code: str) -> None:
    assert not is_slip(code)
    assert read(code).refusal.verdict == "unverified"


def test_what_goes_on_at_a_prompt_and_is_no_code_is_not_called_wrong() -> None:
    refusal = read(">>> cups\n[1]\n>>> pots\n... much the same as for cups\n").refusal
    assert (refusal.verdict, refusal.reason) == ("unverified", "pseudo-code")
    assert read(">>> cups\n[1]\n>>> pots(\n").refusal.verdict == "fail"


def test_a_long_text_costs_no_more_than_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = []
    monkeypatch.setattr(slips, "_problem", lambda code: parsed.append(len(code)) or SyntaxError("no"))
    slips.is_slip("cup = 1 2 3 [\n" * 1_000, SyntaxError("no", ("", 500, 1, "")))
    assert sum(parsed) < 2 * slips.MOST_PARSED


def test_a_page_says_why_its_text_is_not_called_wrong() -> None:
    refusal = read("tea = leaf? (water / milk)+").refusal
    assert refusal.detail == "no small correction makes Python of it: SyntaxError"
