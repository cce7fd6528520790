"""A tab group is one comparison, and what is wrong in one language alone names the others."""

from docverify.comparisons import compare, name_others
from docverify.model import Comparison, Row, Variant
from tests.results import row

RUN = frozenset({"python", "javascript", "shell"})


def tabbed(line: int, tab: str, language: str, verdict: str = "pass", **fields: object) -> Row:
    return row(f"a.md:{line}", verdict, id=f"{language}:{line}", tab=tab, language=language, **fields)


PYTHON = tabbed(3, "set1/Python", "python", "fail")
SCRIPT = tabbed(9, "set1/Node", "javascript")
CURL = tabbed(15, "set1/curl", "shell")


def compared(*rows: Row) -> list[Row]:
    return name_others(rows, compare(rows, RUN))


def test_members_of_a_tab_group_are_one_comparison() -> None:
    other = tabbed(30, "set2/Python", "python")
    assert compare([PYTHON, SCRIPT, CURL, other, row("a.md:40")], RUN) == [
        Comparison(
            "a.md",
            3,
            (),
            (
                Variant("javascript", ("javascript:9",), "pass"),
                Variant("python", ("python:3",), "fail"),
                Variant("shell", ("shell:15",), "pass"),
            ),
        )
    ]


def test_what_a_tab_installs_is_not_what_it_shows() -> None:
    pip, npm = tabbed(2, "set1/Python", "shell", "fail"), tabbed(8, "set1/Node", "shell")
    [found] = compare([pip, PYTHON, npm, SCRIPT], RUN)
    assert [(one.language, one.examples) for one in found.variants] == [
        ("javascript", ("javascript:9",)),
        ("python", ("python:3",)),
    ]


def test_one_language_in_several_tabs_compares_nothing() -> None:
    assert compare([tabbed(3, "set1/npm", "shell"), tabbed(9, "set1/yarn", "shell")], RUN) == []
    assert compare([PYTHON, tabbed(9, "set1/JSON", "json")], RUN) == []
    assert compare([PYTHON, tabbed(9, "set1/out", "javascript", "unverified", reason="not-executable")], RUN) == []


def test_the_worst_of_a_language_is_its_verdict() -> None:
    [found] = compare([tabbed(3, "set1/P", "python"), tabbed(6, "set1/P", "python", "drift"), SCRIPT], RUN)
    assert [one.verdict for one in found.variants] == ["pass", "drift"]


def test_who_is_wrong_alone_names_those_that_pass() -> None:
    assert [one.passes_in for one in compared(PYTHON, SCRIPT, CURL)] == [("javascript", "shell"), (), ()]


def test_who_is_not_alone_names_nobody() -> None:
    assert not any(one.passes_in for one in compared(PYTHON, tabbed(9, "set1/Node", "javascript", "drift"), CURL))
    assert not any(one.passes_in for one in compared(PYTHON, tabbed(9, "set1/Node", "javascript", "unverified")))
