"""Output that a page shows in other surroundings, and says so, is not held against it."""

import pytest

from docverify.judge import forgive_surroundings
from docverify.model import Block, Example, Verdict

DRIFT = Verdict("a", "drift", "ran", kind="output", reason="output", detail="printed 3")


def below(lead: str, *heading: str) -> Example:
    return Example("a", Block("tea.md", "python", "brew(2)", 1, 1, lead=lead, heading=heading), "python", "s")


@pytest.mark.parametrize(
    ("lead", "detail"),
    [
        ("When we brew it in a different context:", "is shown in a different context, as the page says: printed 3"),
        ("The same on another machine:", "is shown on another machine, as the page says: printed 3"),
        ("As it comes on my machine:", "is shown on my machine, as the page says: printed 3"),
        ("It is noon in my timezone:", "is shown in my timezone, as the page says: printed 3"),
        ("On Windows it comes with a lid:", "is shown On Windows, as the page says: printed 3"),
        ("In other time zones it is:", "is shown In other time zones, as the page says: printed 3"),
    ],
)
def test_the_page_says_so(lead: str, detail: str) -> None:
    found = forgive_surroundings(DRIFT, below(lead))
    assert (found.verdict, found.kind, found.reason, found.detail) == ("unverified", "", "incomplete", detail)


@pytest.mark.parametrize(
    "lead",
    [
        "",
        "In a different pot:",
        "A different machine prints it:",
        "In the other session",
        "On my shelf:",
        "On Windows and Linux:",
        "Windows of three cups:",
    ],
)
def test_it_does_not(lead: str) -> None:
    assert forgive_surroundings(DRIFT, below(lead)) == DRIFT


@pytest.mark.parametrize(
    "heading", ["Windows", "On Windows", "macOS", "Windows paths", "Pouring on Windows", "Windows 11", "win32"]
)
def test_a_section_about_another_system(heading: str) -> None:
    found = forgive_surroundings(DRIFT, below("", heading, "Cups"))
    assert found.detail == f"is shown below the heading {heading!r}, as the page says: printed 3"


@pytest.mark.parametrize("heading", ["Windows of time", "Rolling windows", "Windows and Linux", "Linux", "windows"])
def test_a_section_about_something_else(heading: str) -> None:
    assert forgive_surroundings(DRIFT, below("", heading)) == DRIFT


def test_an_error_is_one_wherever_it_is() -> None:
    wrong = Verdict("a", "fail", "parsed", reason="NameError", detail="NameError: pot")
    assert forgive_surroundings(wrong, below("On another machine:")) == wrong
