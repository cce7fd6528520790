"""What markers say of an example is a part of what the page says of it."""

from typing import Any

import pytest
from msgspec.structs import replace

from docverify.extract import extract
from docverify.judge import aftermath, reading
from docverify.model import Block, Example, Marker, Page, Run, StepRun, Verdict
from docverify.registry import members
from tests.languages.building import block, raising, read, run


def marked(code: str, *kinds: str, label: str = "python", **fields: Any) -> Example:
    """An example as a page with these markers has it."""
    markers = tuple(Marker(kind, f"<!-- {kind} -->", 9) for kind in kinds)
    return example_of(replace(block(code, label, **fields), markers=markers))


def example_of(one: Block) -> Example:
    return extract(Page("a.md", "markdown", ""), [one], members("languages"))[0]


def short(one: Example, done: Run) -> str:
    verdict = reading(one, done, [one], members("languages")[one.language])
    return " ".join(part for part in (verdict.verdict, verdict.level, verdict.reason, "|", verdict.detail) if part)


ERROR = "Traceback (most recent call last):\n  x\nKeyError: 'a'\n"


@pytest.mark.parametrize("kind", ["raises", "may-raise"])
@pytest.mark.parametrize(
    ("code", "label", "done", "expected"),
    [
        ("{}['a']", "python", {"error": "KeyError"}, "pass ran | ended in KeyError: no, as its marker says"),
        ("f()  # raises", "python", {"error": "ValueError"}, "pass ran | ended in"),
        ("print 1", "python", {"error": "SyntaxError"}, "pass ran | ended in SyntaxError: no, as its marker says"),
        (
            "import tea",
            "python",
            {"error": "ModuleNotFoundError", "name": "tea"},
            "unverified parsed missing-package |",
        ),
        ("x", "python", {"error": "NameError", "name": "x"}, "unverified parsed fragment |"),
        ("false", "sh", {"exit_code": 1}, "pass ran | ended in ended with exit code 1"),
        ("$ false", "console", {"code": 1}, "pass ran | ended in"),
        (f">>> {{}}['a']\n{ERROR}", "python", {"stderr": ERROR}, "pass matched |"),
        (f">>> {{}}['b']\n{ERROR}", "python", {"stderr": ERROR.replace("'a'", "'b'")}, "drift ran output |"),
        ("f = 1", "python", {"ended": "timeout"}, "unverified parsed timeout |"),
    ],
)
def test_an_announced_error_is_no_failure(
    kind: str, code: str, label: str, done: dict[str, Any], expected: str
) -> None:
    one = marked(code, kind, label=label)
    given = dict(done)
    error, step = given.pop("error", ""), StepRun(stderr=given.pop("stderr", ""), exit_code=given.pop("code", None))
    found = raising(one, error, "no", **given) if error else run(one, step, **given)
    assert short(one, found).startswith(expected)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("raises", "fail ran no-error | ran without the error that its marker announces"), ("may-raise", "pass ran |")],
)
def test_an_announced_error_that_never_comes(kind: str, expected: str) -> None:
    one = marked("print(1)", kind)
    assert short(one, run(one, StepRun("1\n"))) == expected


@pytest.mark.parametrize("kind", ["setup", "teardown"])
def test_scaffolding_is_never_wrong_itself(kind: str) -> None:
    one = marked("{}['a']", kind)
    expected = f"unverified parsed incomplete | a {kind} did not come to its end: KeyError: no"
    assert short(one, raising(one, "KeyError", "no")) == expected
    assert short(one, run(one)) == "pass ran |"


def test_output_that_is_not_to_be_compared_is_not() -> None:
    one = marked(">>> 1\n2", "ignore-output")
    assert short(one, run(one, StepRun("1\n"))) == "pass ran | its marker says not to compare what it prints"


@pytest.mark.parametrize("kind", ["setup", "raises"])
def test_what_follows_from_a_broken_setup_or_an_announced_error_is_a_fragment(kind: str) -> None:
    first = replace(marked("cup = {}['a']", kind), id="a.md#:python:1")
    second = replace(marked("cup"), id="a.md#:python:2")
    verdicts = {
        first.id: Verdict(first.id, "pass", "ran") if kind == "raises" else Verdict(first.id, "unverified", "parsed"),
        second.id: Verdict(second.id, "fail", "parsed", reading="page-order"),
    }
    found = aftermath(verdicts, [first, second])[second.id]
    assert (found.verdict, found.reason) == ("unverified", "fragment")


def test_a_broken_setup_may_be_the_cause_of_anything() -> None:
    first = replace(marked("boot()", "setup"), id="a.md#:python:1")
    second = replace(marked("tea.brew()"), id="a.md#:python:2")
    verdicts = {
        first.id: Verdict(first.id, "unverified", "parsed"),
        second.id: Verdict(second.id, "fail", "parsed", reading="page-order"),
    }
    assert aftermath(verdicts, [first, second])[second.id].reason == "fragment"


@pytest.mark.parametrize(
    ("above", "code", "reason"),
    [
        ("register(tea)", "brew(tea)", "fragment"),
        ("register(tea)", "{}['a']", "KeyError"),  # needs nothing of the page
        ("cup = register(tea)", "brew(tea)", "KeyError"),  # is for its name, which the one below does not need
        (">>> register(tea)\n1", "brew(tea)", "KeyError"),  # is for what it shows
    ],
)
def test_what_a_call_right_above_was_to_change_is_lacking_alone_too(above: str, code: str, reason: str) -> None:
    first, second = (replace(read(one), id=f"a.md#:python:{n}") for n, one in enumerate((above, code)))
    verdicts = {
        first.id: Verdict(first.id, "unverified", "parsed", reason="fragment"),
        second.id: Verdict(second.id, "fail", "parsed", reason="KeyError", reading="page-order, alone"),
    }
    assert aftermath(verdicts, [first, second])[second.id].reason == reason
    finished = {**verdicts, first.id: Verdict(first.id, "pass", "ran")}
    assert aftermath(finished, [first, second])[second.id].reason == "KeyError"
