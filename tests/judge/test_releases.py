"""What stands where a page tells of releases is not called wrong: it is the code of another one."""

import pytest

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


@pytest.mark.parametrize("verdict", ["pass", "unverified", "error", "skip"])
def test_what_is_not_wrong_stays(verdict: str) -> None:
    one = Verdict("a", verdict, "ran", reason="fragment")
    assert forgive_releases(one, example("CHANGELOG.md")) == one
