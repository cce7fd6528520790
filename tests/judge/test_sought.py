"""What a file of the reader's decides is held against no page, though nobody says that it is not there."""

import pytest
from msgspec.structs import replace

from docverify.judge import doubt_sought, may_lack_file
from docverify.model import Sought, Verdict
from tests.languages.building import page

TEAS = page(
    "pot = Pot('teas/green.txt', 'hot/teas')", "cup = pot.pour()", "print(cup)", "print(lid)", "lid = Lid('blue.txt')"
)
OPENS, POURS, SHOWS, OTHER, BELOW = TEAS
GREEN, BLUE = Sought("file", "teas/green.txt"), Sought("file", "blue.txt")


def judged(verdict: Verdict, **sought: Sought) -> Verdict:
    """`sought` by the name of an example."""
    named = {"opens": OPENS, "shows": SHOWS, "below": BELOW}
    told = {named[name].id: [one] for name, one in sought.items()}
    return doubt_sought({verdict.example: verdict}, TEAS, told)[verdict.example]


def drift(example: str = SHOWS.id) -> Verdict:
    return Verdict(example, "drift", "ran", kind="output", detail="printed `0`", expected="3", actual="0")


def test_an_example_is_not_held_to_a_file_that_what_it_stands_on_looked_for() -> None:
    found = judged(drift(), opens=GREEN)
    assert (found.verdict, found.reason, found.kind) == ("unverified", "missing-file", "")
    assert "`teas/green.txt`" in found.detail
    assert found.detail.endswith("printed `0`")


def test_nor_to_a_folder_with_nothing_in_it() -> None:
    assert judged(drift(), opens=Sought("folder", ".")).reason == "missing-file"


@pytest.mark.parametrize(
    ("example", "sought"),
    [
        (SHOWS.id, {"opens": Sought("file", "pot.toml")}),  # a library looks for many a file
        (SHOWS.id, {"opens": Sought("file", "teas")}),  # nor is what has no ending surely meant as one
        (SHOWS.id, {"shows": Sought("folder", ".")}),  # a library may list it for what no example asks
        (SHOWS.id, {"below": BLUE}),
        (OTHER.id, {"opens": GREEN}),
        (SHOWS.id, {}),
    ],
    ids=["named nowhere", "without an ending", "asked by nobody", "below it", "of another example", "nothing"],
)
def test_what_does_not_bear_on_it_changes_nothing(example: str, sought: dict[str, Sought]) -> None:
    assert judged(drift(example), **sought) == drift(example)


@pytest.mark.parametrize(
    ("reason", "lacks"),
    [("ValueError", True), ("TypeError", True), ("output", True), ("SyntaxError", False), ("NameError", False)],
)
def test_a_file_explains_no_slip_and_no_name(reason: str, lacks: bool) -> None:
    fails = Verdict(SHOWS.id, "fail", "ran", reason=reason, detail=reason)
    assert may_lack_file({SHOWS.id: fails}, TEAS) == ([SHOWS.id] if lacks else [])
    assert (judged(fails, opens=GREEN).verdict == "unverified") == lacks
    passes = replace(fails, verdict="pass")
    assert may_lack_file({SHOWS.id: passes}, TEAS) == []
    assert judged(passes, opens=GREEN) == passes


def test_no_file_makes_a_prompt_show_an_assignment() -> None:
    slip = replace(drift(), detail="a prompt shows nothing of an assignment, the page shows `3`", actual="")
    assert judged(slip, opens=GREEN) == slip
    assert may_lack_file({SHOWS.id: slip}, TEAS) == []


@pytest.mark.parametrize(
    ("code", "asks"),
    [
        ("pot = Pot('green.txt')", True),
        ("pot = Pot('teas/green')", True),
        ("pot = Pot(*os.listdir())", True),
        ("pot = Pot('green', cups=.5)", False),
        ("pot = Pot(lid.walked)", False),
    ],
)
def test_only_what_may_look_for_a_file_is_asked(code: str, asks: bool) -> None:
    made, shown = page(code, "print(pot)")
    assert may_lack_file({shown.id: drift(shown.id)}, [made, shown]) == ([shown.id] if asks else [])
