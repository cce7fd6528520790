"""The text of an issue: what it says, what it cannot do, and that it fits."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify import marker, triage
from docverify.model import DRIFT_KINDS, REMEMBERED_KINDS, PageRow, Request, Row
from docverify.triage.body import LIMIT, TITLE_LIMIT, Story, chosen_labels, compose, title
from docverify.triage.wording import KINDS, wording
from tests.results import drift, result
from tests.triage.nights import failing

BODIES = Path(__file__).parent / "bodies"
PAGE = PageRow("docs/快速开始.md", "https://docs.test/快速开始", "https://git.test/blob/main/docs/快速开始.md")
FAILING = failing(
    "docs/快速开始.md:8",
    heading=("快速开始", "读取 CSV"),
    expected="3 rows",
    actual="Traceback (most recent call last):\nAttributeError: module 'foo' has no attribute 'read_table'",
    reading="page-order, alone",
    code="import foo\nfoo.read_table('a.csv')",
    diff="-3 rows\n+Traceback (most recent call last):",
    requests=(Request("GET", "127.0.0.1", "/tea", 422, refusal="`leaves` is required ``` @me <!-- docverify:end -->"),),
    blame="refused-request",
)
DRIFTING = drift(
    "docs/tea.md:9", heading=("Steep",), code="print(2 + 2)", detail="printed `4`, the page shows `3`", fingerprint="f1"
)
ANYTHING = st.text(max_size=300) | st.sampled_from(
    ["<!-- docverify:end -->", "```\n@me fixes #1", "\x1b[1m|", "x" * 70_000]
)


def story(*rows: Row, earlier: str = "") -> Story:
    night = result(rows, pages=(PAGE, PageRow("docs/tea.md")))
    return Story(triage.causes(rows, DRIFT_KINDS)[0], rows, night, earlier)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("fail", story(FAILING, failing("docs/快速开始.md:20"), earlier="acme/foo#3")),
        ("drift", story(DRIFTING)),
    ],
)
def test_an_issue_tells_a_maintainer_all(name: str, told: Story) -> None:
    expected = (BODIES / f"{name}.txt").read_text(encoding="utf-8")
    assert f"{title(told)}\n{', '.join(chosen_labels(told.cause, told.rows[0]))}\n\n{compose(told)}\n" == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            FAILING,
            "[docverify] 快速开始 \"读取 CSV\" (8th python block): AttributeError: module 'foo' has no attribute "
            "'read_t…",
        ),
        (DRIFTING, '[docverify] tea "Steep" (9th python block): the output is not as shown'),
        (failing("docs/api/index.md:1", "KeyError: 'a'"), "[docverify] api: KeyError: 'a'"),
        (failing("README.md:1", "exit code 2", reason="exit"), "[docverify] README: exit code 2"),
        (
            failing("docs/a.md:1", "pinged @octocat\nfixes #1", reason="pinged"),
            "[docverify] a: pinged @\u200boctocat fixes \u200b#\u200b1",
        ),
    ],
)
def test_a_title_says_where_and_what(row: Row, expected: str) -> None:
    assert title(story(row)) == expected


@pytest.mark.parametrize(
    ("detail", "told"),
    [
        ("SyntaxError: invalid syntax (line 4)", "SyntaxError: invalid syntax"),
        ("SyntaxError: invalid syntax (tea.py, line 4)", "SyntaxError: invalid syntax"),
        ("exit code 2: bash: eval: line 3: syntax error near `('", "exit code 2: syntax error near `('"),
        ("exit code 127: bash: line 1: brew: command not found", "exit code 127: brew: command not found"),
        ("ValueError: bad leaf at line 9 of the list", "ValueError: bad leaf of the list"),
        ("FileNotFoundError: no file /srv/tea/leaves.csv", "FileNotFoundError: no file leaves.csv"),
        ("TypeError: <object at 0x7f0000001234>", "TypeError: <object at …>"),
    ],
)
def test_a_title_holds_nothing_that_was_hidden(detail: str, told: str) -> None:
    reason = detail.partition(":")[0].replace("exit code 2", "exit-code").replace("exit code 127", "exit-code")
    assert title(story(failing("docs/a.md:1", detail, reason=reason))) == f"[docverify] a: {told}"


@pytest.mark.parametrize(
    ("number", "which"),
    [(1, ""), (2, " (2nd python block)"), (3, " (3rd python block)"), (11, " (11th python block)"),
     (21, " (21st python block)")],
)  # fmt: skip
def test_a_title_says_which_block_of_its_section(number: int, which: str) -> None:
    assert title(story(drift(f"docs/a.md:{number}"))) == f"[docverify] a{which}: the output is not as shown"


def test_a_title_holds_no_line_number_and_no_address() -> None:
    told = title(story(failing("docs/tea.md:1", detail="ValueError: line 7 of /tmp/x1/a.py at 0x7f0000001234")))
    assert not re.search("7", told)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (FAILING, ("docverify", "docverify: fail", "P2")),
        (failing("docs/quickstart.md:3"), ("docverify", "docverify: fail", "P1")),
        (failing("a.md:3", "ImportError: x"), ("docverify", "docverify: fail", "cause: missing-import", "P2")),
        (DRIFTING, ("docverify", "docverify: drift", "cause: output", "P3")),
    ],
)
def test_labels_say_outcome_cause_and_priority(row: Row, expected: tuple[str, ...]) -> None:
    assert chosen_labels(triage.causes([row])[0], row) == expected


def test_what_changes_from_night_to_night_is_not_in_the_text() -> None:
    again = result([FAILING], started="2030-01-01T00:00:00Z", seconds=77.0, pages=(PAGE,))
    told = story(FAILING)
    assert compose(told) == compose(Story(told.cause, told.rows, again))


@given(ANYTHING, ANYTHING, ANYTHING)
def test_nothing_that_a_page_or_a_run_says_gets_out_of_its_place(detail: str, actual: str, heading: str) -> None:
    body = compose(story(failing(detail=detail, actual=actual, code=actual, heading=(heading,), diff=detail)))
    assert len(body.encode()) <= LIMIT
    assert body.count("<!-- docverify:") == 2
    assert body.endswith(marker.END)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", body)
    outside = re.sub(r"(?ms)^(`{3,})[^\n]*\n.*?^\1$", "", body)
    assert not re.search(r"@\w|(?<!`)fixes #\d", outside)


@given(st.text(max_size=400))
def test_a_title_is_short(detail: str) -> None:
    assert len(title(story(failing(detail=detail)))) <= TITLE_LIMIT


def test_a_cut_is_said() -> None:
    body = compose(story(failing(actual="中" * 50_000)))
    assert "… cut: 150000 bytes in all" in body


def test_an_issue_about_hundreds_of_examples_fits() -> None:
    rows = [failing(f"docs/tea.md:{number}") for number in range(2_000)]
    body = compose(story(*rows))
    assert len(body.encode()) <= LIMIT
    assert "and 1979 more" in body


def test_a_link_cannot_be_broken_out_of() -> None:
    page = PageRow("docs/tea.md", "javascript:alert(1)", "https://git.test/a b) [x](https://evil.test")
    night = result([DRIFTING], pages=(page,))
    body = compose(Story(triage.causes([DRIFTING])[0], (DRIFTING,), night))
    assert "javascript" not in body
    assert "[source](https://git.test/a%20b%29%20%5Bx%5D%28https://evil.test)" in body


@pytest.mark.parametrize("kind", DRIFT_KINDS)
def test_each_kind_of_drift_is_told_in_its_own_words(kind: str) -> None:
    text = compose(story(drift(kind=kind, detail="what differs")))
    assert wording(drift(kind=kind)) is KINDS[kind]
    assert f"{KINDS[kind].happens}: what differs." in text
    heading = "### Expected\n" if kind == "deprecation" else f"### {KINDS[kind].expected}\n"
    assert heading in text
    assert ("docverify update docs/tea.md" in text) is (kind in REMEMBERED_KINDS)


def test_a_release_that_made_an_example_wrong_is_no_matter_of_text() -> None:
    told = story(drift(kind="version", detail="wrong since tea 2.0, right with 1.9: KeyError: 1", expected=""))
    assert title(told).endswith(": a newer release made it wrong")
    assert chosen_labels(told.cause, told.rows[0]) == ("docverify", "docverify: drift", "P2")
    assert "works" not in compose(told)


def test_every_kind_of_drift_has_words() -> None:
    assert set(KINDS) == set(DRIFT_KINDS)
