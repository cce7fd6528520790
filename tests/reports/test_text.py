"""The text report leads from what was not checked to what to do next."""

import re
from textwrap import dedent
from typing import Any

import pytest

from docverify.model import Action, Comparison, Expectation, Finding, Problem, Request, Result, SandboxReport, Variant
from docverify.registry import members
from tests.results import drift, result, row


def rendered(one: Result, **how: Any) -> str:
    text: str = members("reports")["text"].render(one, **how)
    return text


def lines_with(one: Result, word: str) -> list[str]:
    return [line for line in rendered(one).split("\n") if word in line]


def test_a_whole_report() -> None:
    one = result(
        [
            row("docs/tea.md:3"),
            row("docs/tea.md:5", level="ran"),
            drift("docs/tea.md:9"),
            row(
                "docs/tea.md:20",
                "fail",
                reason="KeyError",
                detail="KeyError: 'oolong'",
                actual="Traceback (most recent call last):\n  …\nKeyError: 'oolong'\n",
                reading="page-order, alone",
                confirmed=True,
                blame="client-library",
            ),
            row("docs/zh/茶.md:8", "unverified", level="parsed", reason="fragment", detail="needs `pot`"),
            row("docs/tea.md:31", "unverified", reason="needs-network", detail="tea.example"),
            row("docs/tea.md:33", "unverified", level="found", reason="not-executable"),
            row("docs/tea.md:40", "skip", level="found", reason="skip: next (boils the sea)"),
        ],
        problems=(Problem("docs/teapot.md", "the fence is never closed", "close it", line=7),),
    )
    assert rendered(one, width=80) == dedent("""\
        problem    docs/teapot.md:7 the fence is never closed; close it
        unverified docs/zh/茶.md:8  fragment: needs `pot`
        unverified docs/tea.md:31   needs-network: tea.example
        skip       docs/tea.md:40   skip: next (boils the sea)

        drift docs/tea.md:9 printed `4`, the page shows `3`
          -3
          +4
          tried: page-order, alone
          correct line 14 or the code, then: docverify check docs/tea.md -k 'steep:python:9'

        fail docs/tea.md:20 KeyError: 'oolong'
          Traceback (most recent call last):
            …
          KeyError: 'oolong'
          came from the library that it calls; tried: page-order, alone; seen in three fresh sandboxes
          correct it, then: docverify check docs/tea.md -k 'steep:python:20'

        8 blocks on 2 pages in 1.2 s
          pass        2  1 matched what the page shows · 1 ran, nothing to compare
          fail        1  not as the page says, under every reading
          drift       1  1 output (- as the page shows, + as it ran)
          skip        1  a marker says so
          unverified  3  1 fragment · 1 needs-network · 1 not-executable
          levels: 2 found · 1 parsed · 4 ran · 1 matched; 5 of 8 runnable blocks ran
          if what ran is right: docverify update docs/tea.md
          sandbox: bubblewrap 0.8.0, own namespaces, seccomp (13 of 13 probes held)
        """)


def test_colour_changes_no_character() -> None:
    one = result([row(), drift(), row(verdict="fail", detail="no"), row(verdict="skip", reason="later")])
    coloured = rendered(one, colour=True)
    assert "\x1b[31m-3\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == rendered(one)


def test_every_finding_begins_its_line() -> None:
    verdicts = ("fail", "drift", "flaky", "error")
    one = result([row(f"a.md:{line}", verdict, detail="why") for line, verdict in enumerate(verdicts, 1)])
    found = re.findall(r"(?m)^(fail|drift|flaky|error) a\.md:(\d+) why$", rendered(one))
    assert found == [("fail", "1"), ("drift", "2"), ("flaky", "3"), ("error", "4")]


def test_a_page_cannot_paint_on_the_terminal() -> None:
    evil = "\x1b[2J\x1b]0;title\x07\u202e\nfail other.md:1 forged"
    one = result(
        [
            row(
                f"{evil}:1",
                "fail",
                detail=evil,
                reason=evil,
                actual=evil,
                reading=f"{evil}, alone",
                id=f"{evil}#{evil}",
            ),
            drift(diff=f"-{evil}", detail=evil),
            row("a.md:4", "skip", reason=evil),
        ],
        problems=(Problem(evil, evil, evil),),
        sandbox=SandboxReport(tier="bwrap", description=evil),
    )
    shown = rendered(one)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e]", shown)
    assert "\nfail other.md" not in shown.replace("\n  fail other.md", "")


def test_a_long_diff_says_how_much_is_left_out() -> None:
    diff = "\n".join(f"+{number}" for number in range(100))
    assert lines_with(result([drift(diff=diff)]), "more lines") == ["  … 76 more lines"]


def test_of_a_long_traceback_the_end_is_shown() -> None:
    actual = "\n".join(f"frame {number}" for number in range(30))
    shown = rendered(result([row(verdict="fail", detail="deep", actual=actual)]))
    assert "  … 6 lines above\n  frame 6\n" in shown
    assert "  frame 29\n" in shown


def test_what_the_first_line_says_is_not_said_again() -> None:
    one = result([row(verdict="fail", reason="KeyError", detail="KeyError: 'tea'", actual="KeyError: 'tea'")])
    assert rendered(one).count("KeyError") == 1


@pytest.mark.parametrize(
    ("fields", "command"),
    [
        ({"id": "a b/tea.md#steep:python:1"}, "docverify check 'a b/tea.md' -k 'steep:python:1'"),
        ({"id": "茶.md#泡茶:python:1"}, "docverify check 茶.md -k '泡茶:python:1'"),
        ({"id": "tea.md#:python:1"}, "docverify check tea.md -k '#:python:1'"),
        ({"id": "it's.md#a:python:1"}, "docverify check 'it'\"'\"'s.md' -k 'a:python:1'"),
        ({"id": "$(reboot).md#a:python:1"}, "docverify check '$(reboot).md' -k 'a:python:1'"),
        (
            {"id": "https://x.example/d.git//tea.md#a:python:1"},
            "docverify check https://x.example/d.git -k 'a:python:1'",
        ),
    ],
)
def test_the_next_command_can_be_pasted(fields: dict[str, Any], command: str) -> None:
    one = result([row(verdict="fail", detail="no", **fields)], sources=("https://x.example/d.git",))
    assert lines_with(one, "docverify check") == [f"  correct it, then: {command}"]


def test_drift_without_a_place_on_the_page_names_none() -> None:
    one = result([drift(expectation=Expectation(), kind="baseline", detail="3 became 4")])
    assert lines_with(one, "baseline: 3") == ["drift docs/tea.md:9 baseline: 3 became 4"]
    assert "correct line" not in rendered(one)


def test_no_sandbox_is_said_first_and_last() -> None:
    one = result([row(level="ran")], sandbox=SandboxReport(tier="none"))
    lines = rendered(one).split("\n")
    assert lines[0] == "NO SANDBOX: the examples ran with all of your rights on this machine."
    assert lines[-2] == "  sandbox: none"


def test_an_absent_sandbox_is_said_once_with_what_installs_one() -> None:
    sandbox = SandboxReport(tier="absent", description="none found", hint="sudo apt-get install -y bubblewrap")
    one = result([row(verdict="unverified", level="parsed", reason="no-sandbox")] * 3, sandbox=sandbox)
    assert rendered(one) == dedent("""\
        NOTHING WAS RUN: no sandbox on this machine; examples were only parsed.

        3 blocks on 1 page in 1.2 s
          unverified  3  3 no-sandbox
          levels: 3 parsed; 0 of 3 runnable blocks ran
          sandbox: none found
          sudo apt-get install -y bubblewrap
        """)


def test_an_empty_result_is_a_result() -> None:
    assert rendered(result()).startswith("0 blocks on 0 pages in 1.2 s\n")


def test_what_waits_at_the_tracker_is_counted() -> None:
    one = result(
        [row()],
        findings=(Finding("id", "docs/tea.md", 3, "fixed", "pass"),),
        actions=(Action("open", "k", "new"), Action("open", "l", "new"), Action("close", "m", "fixed")),
    )
    assert lines_with(one, "issues:") == ["  issues: 2 open, 1 close; see `docverify issues`"]
    assert lines_with(one, "fixed since") == ["  fixed since the last run: 1"]


def test_a_run_that_could_not_check_everything_says_what_that_means() -> None:
    one = result([row()], problems=(Problem("a.md", "cannot be read", fatal=True),))
    assert lines_with(one, "closes no issue") == ["  something could not be checked, so this run closes no issue"]


def test_counts_flow_within_the_width() -> None:
    reasons = ("fragment", "placeholder", "missing-package", "needs-network", "timeout", "unknown-language")
    one = result([row(verdict="unverified", reason=reason) for reason in reasons])
    shown = rendered(one, width=60).split("\n")
    start = next(number for number, line in enumerate(shown) if line.startswith("  unverified"))
    assert shown[start : start + 3] == [
        "  unverified  6  1 fragment · 1 placeholder",
        "                 1 missing-package · 1 needs-network",
        "                 1 timeout · 1 unknown-language",
    ]


def test_a_finding_begins_with_the_file_where_it_is_mended() -> None:
    page = "https://tea.example/steep.html"
    one = result(
        [row(f"{page}:7", "fail", detail="cold", file="docs/steep.md"), row(f"{page}:9", "fail", detail="wet")]
    )
    assert [line for line in rendered(one).split("\n") if line.startswith("fail ")] == [
        "fail docs/steep.md:7 cold",
        f"fail {page}:9 wet",
    ]


def test_a_site_that_is_not_its_source_is_shown_with_both() -> None:
    detail = "the site shows `pour(1)`, its source `pour(2)`"
    one = drift(
        "https://tea.example/steep.html:9",
        file="docs/steep.md",
        kind="published",
        detail=detail,
        diff="-pour(2)\n+pour(1)",
        expected="pour(2)",
        actual="pour(1)",
        reading="page-order",
    )
    command = "docverify check https://tea.example/steep.html -k 'steep:python:9'"
    assert rendered(result([one])).split("\n\n")[0] == dedent(f"""\
        drift docs/steep.md:9 published: {detail}
          -pour(2)
          +pour(1)
          - its source, + the site
          publish the site anew, or correct its source, then: {command}""")
    assert lines_with(result([one]), "1 published") == ["  drift       1  1 published"]


def test_what_differs_from_the_last_good_run_says_what_its_sides_are() -> None:
    one = drift(kind="baseline", detail="printed `4`, its last good run shows `3`", expectation=Expectation())
    text = rendered(result([one]))
    assert "drift docs/tea.md:9 baseline: printed `4`, its last good run shows `3`\n  -3\n  +4\n" in text
    assert "- its last good run, + this one" in text
    assert "correct it, or show it on the page if it is right, then: docverify check" in text
    assert "  if what ran is right: docverify update docs/tea.md" in text
    assert lines_with(result([one]), "1 baseline") == ["  drift       1  1 baseline"]


def test_a_new_warning_says_what_to_do_about_it() -> None:
    one = drift(kind="deprecation", detail="warns of old", expected="", actual="warns of old", diff="")
    assert "use what replaces it, then: docverify check" in rendered(result([one]))


def test_the_sides_of_a_diff_are_named_only_where_one_is_shown() -> None:
    one = drift(
        kind="version", detail="wrong since tea 2", expected="", actual="Traceback\nKeyError: 1", diff="+KeyError"
    )
    assert lines_with(result([one]), "1 version") == ["  drift       1  1 version"]
    assert lines_with(result([drift()]), "1 output") == ["  drift       1  1 output (- as the page shows, + as it ran)"]


def test_the_requests_of_a_failure_are_shown_with_what_was_said_to_them() -> None:
    asked = [Request("POST", "api.test", f"/cups/{n}", 201) for n in range(7)]
    refused = Request("PUT", "api.test", "/cups\x1b[31m", 422, refusal="name is\nrequired (code 7)")
    one = row(verdict="fail", detail="no", blame="refused-request", requests=(*asked, refused))
    assert lines_with(result([one]), "  …") == ["  … 3 requests before"]
    assert lines_with(result([one]), "422") == ["  422 PUT api.test/cups\\x1b[31m: name is⏎required (code 7)"]
    assert lines_with(result([one]), "came") == ["  came from a request that the backend refused"]


def test_a_drift_from_the_page_says_so_by_its_diff() -> None:
    assert lines_with(result([drift(blame="page")]), "came from") == []
    assert lines_with(result([drift(blame="client-library")]), "came from") == [
        "  came from the library that it calls; tried: page-order, alone"
    ]


def variants(**verdicts: str) -> tuple[Variant, ...]:
    return tuple(Variant(language, (language,), verdict) for language, verdict in verdicts.items())


def test_pages_on_which_a_language_lags_behind_are_a_matrix() -> None:
    one = result(
        [],
        comparisons=(
            Comparison("docs/a.md", 3, (), variants(javascript="pass", python="pass")),
            Comparison("docs/a.md", 9, (), variants(javascript="pass", python="fail", shell="pass")),
            Comparison("docs/茶.md", 3, (), variants(python="unverified", shell="pass")),
            Comparison("docs/c.md", 3, (), variants(python="pass", shell="pass")),
        ),
    )
    assert rendered(one).split("\n\n")[0] == dedent("""\
        tab groups in several languages
          passed of shown  javascript  python  shell
          docs/a.md               2/2     1/2    1/1
          docs/茶.md                -     0/1    1/1
          1 other tab group passes in each of several languages""")


def test_what_passes_everywhere_is_counted_and_without_tab_groups_nothing_is_said() -> None:
    even = tuple(Comparison("docs/a.md", line, (), variants(python="pass", shell="pass")) for line in (3, 9))
    told = "  2 tab groups pass in each of several languages"
    assert rendered(result([], comparisons=even)).split("\n\n")[0] == f"tab groups in several languages\n{told}"
    assert "tab group" not in rendered(result([row()]))


def test_a_failure_in_one_language_names_the_others() -> None:
    assert lines_with(result([row(verdict="fail", passes_in=("javascript", "shell"))]), "passes") == [
        "  passes in javascript, shell"
    ]


def test_passes_without_a_request_where_others_send_one_are_counted() -> None:
    silent = row(level="ran", detail="sent no request, though others of its page that call `client` do")
    told = lines_with(result([silent, row("docs/tea.md:9", level="ran")]), "without a request")
    assert told == ["  pass        2  2 ran, nothing to compare, 1 without a request where others send one"]
