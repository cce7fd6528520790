"""The command that a report or an issue shows is one to paste."""

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify.reproduce import check_command, same_command, update_command


@pytest.mark.parametrize(
    ("example", "command"),
    [
        ("docs/tea.md#steep:python:2", "docverify check docs/tea.md -k 'steep:python:2'"),
        ("docs/my tea.md#steep:python:2", "docverify check 'docs/my tea.md' -k 'steep:python:2'"),
        ("docs/快速.md#:python:1", "docverify check docs/快速.md -k '#:python:1'"),
        ("https://x.test/a.git//docs/tea.md#b:sh:1", "docverify check https://x.test/a.git -k 'b:sh:1'"),
        ("-rf.md#it's:sh:1", "docverify check ./-rf.md -k 'it'\"'\"'s:sh:1'"),
    ],
)
def test_the_command_checks_this_example(example: str, command: str) -> None:
    assert check_command(example, ("docs", "https://x.test/a.git")) == command


@given(st.text(st.characters(exclude_characters="#")), st.text(st.characters(exclude_characters="#"), min_size=1))
def test_a_page_cannot_add_words_to_the_command(page: str, part: str) -> None:
    words = shlex.split(check_command(f"{page}#{part}", ()))
    assert words[:2] + words[3:4] == ["docverify", "check", "-k"]
    assert words[2].removeprefix("./") == page.removeprefix("./")
    assert words[4].removeprefix("#") == part.removeprefix("#")
    assert len(words) == 5


@pytest.mark.parametrize(
    ("pages", "command"),
    [
        (["docs/tea.md", "docs/tea.md"], "docverify update docs/tea.md"),
        (["docs/my tea.md", "-rf.md"], "docverify update 'docs/my tea.md' ./-rf.md"),
        (["https://x.test/a.git//docs/tea.md"], "docverify update https://x.test/a.git"),
        ([f"docs/{number}.md" for number in range(9)], "docverify update docs"),
    ],
)
def test_the_command_accepts_what_these_pages_show(pages: list[str], command: str) -> None:
    assert update_command(pages, ("docs", "do", "https://x.test/a.git")) == command


def test_a_command_is_about_what_the_user_named() -> None:
    assert same_command("docverify ledger --update", []) == "docverify ledger --update"
    assert same_command("docverify update --yes", ["my docs", "-a.md"]) == "docverify update --yes 'my docs' ./-a.md"
