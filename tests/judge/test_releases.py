"""What stands where a page tells of releases is not called wrong: it is the code of another one."""

import pytest
from msgspec.structs import replace

from docverify.judge import forgive_releases
from docverify.model import Block, Example, Verdict

WRONG = Verdict("a", "fail", "ran", reason="TypeError", detail="TypeError: brew() takes no cups", fingerprint="f")


def example(page: str = "tea.md", *heading: str) -> Example:
    return Example("a", Block(page, "python", "brew(2)", 1, 1, heading=heading), "python", "s")


@pytest.mark.parametrize(
    "heading",
    [
        "Upgrading to 2.0",
        "How to upgrade",
        "Migrating from Coffee",
        "Migration guide",
        "Changelog",
        "Changes in 3.1",
        "Release notes",
        "Releases",
        "What's new in 2.1",
        "Deprecations",
        "Breaking changes",
        "Backwards-incompatible changes",
        "Removed in 3.0",
        "v2.1.0 (2024-05-06)",
        "2.1.0",
        "Version 2.1 - May 2024",
        "2.0rc1",
    ],
)
def test_a_section_about_releases_forgives(heading: str) -> None:
    found = forgive_releases(WRONG, example("tea.md", heading, "Cups"))
    assert (found.verdict, found.reason, found.level) == ("unverified", "incomplete", "ran")
    assert found.detail == "stands where the page tells of other releases: TypeError: brew() takes no cups"


@pytest.mark.parametrize(
    "heading",
    ["2.1 Steeping", "3.2.1. Changing cups", "Database migrations", "Change feed", "Histories", "Upgradeable"],
)
def test_another_section_does_not(heading: str) -> None:
    assert forgive_releases(WRONG, example("tea.md", heading)) == WRONG


@pytest.mark.parametrize("page", ["CHANGELOG.md", "docs/changes.rst", "upgrading.md", "doc/whatsnew-3.rst", "HISTORY"])
def test_a_page_about_releases_forgives(page: str) -> None:
    assert forgive_releases(WRONG, example(page)).verdict == "unverified"


@pytest.mark.parametrize("page", ["docs/changes/tea.md", "migrations.md", "newsletter.md", "historian.md"])
def test_another_page_does_not(page: str) -> None:
    assert forgive_releases(WRONG, example(page)) == WRONG


@pytest.mark.parametrize("heading", ["(V0) Cups", "Cups (v1.x)", "v0 → v1 cups", "Cups (deprecated)"])
def test_what_one_release_of_several_has_another_may_lack(heading: str) -> None:
    lacks = Verdict("a", "fail", "parsed", reason="ImportError", detail="ImportError: cannot import name 'Cup'")
    assert forgive_releases(lacks, example("tea.md", heading)).verdict == "unverified"
    assert forgive_releases(lacks, example("tea.md", "Cups of a1)")) == lacks
    asks = Verdict("a", "fail", "ran", reason="tea.BadRequest")
    assert forgive_releases(asks, example("tea.md", "Cups (v1)")) == asks


def test_a_proposal_may_show_what_is_not_there_and_has_slips_all_the_same() -> None:
    assert forgive_releases(WRONG, example("tea.md", "TEP 12 - Cups with lids", "Use")).verdict == "unverified"
    slip = Verdict("a", "fail", "found", reason="SyntaxError")
    assert forgive_releases(slip, example("tea.md", "TEP 12 - Cups with lids")) == slip
    assert forgive_releases(WRONG, example("tea.md", "STEP 1 - Cups")) == WRONG


@pytest.mark.parametrize("verdict", ["pass", "unverified", "error", "skip"])
def test_what_is_not_wrong_stays(verdict: str) -> None:
    one = Verdict("a", verdict, "ran", reason="fragment")
    assert forgive_releases(one, example("CHANGELOG.md")) == one


@pytest.mark.parametrize(
    "heading", ["TODO", "TODO list", "Roadmap", "Road map for 2.0", "Wish list", "Future work", "Planned features"]
)
def test_a_section_about_plans_forgives_what_ran(heading: str) -> None:
    assert forgive_releases(WRONG, example("tea.md", heading)).reason == "incomplete"
    unread = replace(WRONG, level="found", reason="SyntaxError")
    assert forgive_releases(unread, example("tea.md", heading)) == unread


@pytest.mark.parametrize(
    "heading",
    [
        *("Todo list", "A todo list for tea", "Planned steeping", "TODO lists of teas"),
        *("Wish list of an app", "A wishlist", "Roadmaps of kitchens", "Wishlist endpoint"),
    ],
)
def test_a_list_that_the_page_makes_is_no_plan(heading: str) -> None:
    assert forgive_releases(WRONG, example("tea.md", heading)) == WRONG


def led(lead: str) -> Example:
    return Example("a", Block("tea.md", "python", "brew(2)", 1, 1, lead=lead), "python", "s")


@pytest.mark.parametrize(
    "lead",
    [
        "Python 2::",
        "Py2 only:",
        "On Python 2, this gives:",
        "That fails on Py2.7, and one may write",
        "On Python 3 it is a text. It can be mixed on Py2 even though that is illegal with Python 3. For example:",
    ],
)
def test_an_example_for_python_2_is_no_mistake(lead: str) -> None:
    found = forgive_releases(WRONG, led(lead))
    assert (found.verdict, found.reason) == ("unverified", "missing-toolchain")
    assert found.detail.startswith("is for Python 2, as the page says above it: ")


@pytest.mark.parametrize(
    "lead",
    [
        *("It works on Python 2 and 3:", "The same on Python 2.x and Python 3.x:", "Python 3:", "Pour 2 cups:"),
        *("Works with Python 2.7+:", "It is there from Python 2.7 on:", "For Python 2.6 or later:"),
        *("In Python 2.7 and newer:", "Unlike in Python 2:", "Other than in Python 2:", "This differs from Python 2:"),
        "It is as with Python 2:",
    ],
)
def test_an_example_for_either_python_counts(lead: str) -> None:
    assert forgive_releases(WRONG, led(lead)) == WRONG


@pytest.mark.parametrize(
    ("trail", "forgiven"),
    [
        ("in Python 2.x or:", True),
        ("on Py2, and", True),
        ("in Python 2 and 3.", False),
        ("In Python 2.x, this is it:", False),  # begins anew, and may lead what stands below it
        ("", False),
    ],
)
def test_the_sentence_of_an_example_may_end_below_it(trail: str, forgiven: bool) -> None:
    one = Example("a", Block("tea.md", "python", "brew(2)", 1, 1, lead="It is brewed by:", trail=trail), "python", "s")
    found = forgive_releases(WRONG, one)
    assert (found.detail.partition(":")[0] == "is for Python 2, as the page says below it") == forgiven
    assert (found == WRONG) != forgiven
