"""A failure comes from the page unless its run tells of another side."""

import pytest
from msgspec.structs import replace

from docverify.judge.blame import blame, raised_in, settle
from docverify.judge.case import Case
from docverify.languages.python import python
from docverify.model import Body, Exchange, Request, Run, Shown, Verdict
from tests.languages.building import read

PAGE = [read("x = 1", attributes={"title": "pot.py"}), read("import teapot, pot", number=2)]
FAIL = Verdict(PAGE[1].id, "fail", "parsed", reason="ValueError")
DRIFT = replace(FAIL, verdict="drift", kind="output")
STACK = "Error: no\n    at check (/layers/javascript/node_modules/@tea/pot/index.js:3:9)\n    at docs/a.md:4:1"


def blamed(verdict: Verdict, frames: tuple[str, ...] = (), traceback: str = "", status: int = 0) -> str:
    asked = (Exchange(0, "api", Request("GET", status=status), Body(), Body()),) if status else ()
    shown = Shown("ValueError", frames=frames, traceback=traceback)
    run = Run(PAGE[1].id, "page-order", "exception", exception=shown, exchanges=asked)
    return settle(blame(Case(PAGE[1], run, PAGE, python), verdict)).blame


@pytest.mark.parametrize(
    ("frames", "side"),
    [
        ((), "page"),
        (("__main__",), "page"),
        (("__main__", "json.decoder"), "page"),
        (("__main__", "teapot.client", "json.decoder"), "client-library"),
        (("__main__", "teapot", "__main__"), "page"),
        (("__main__", "pot"), "page"),
    ],
)
def test_the_side_is_whose_code_raised_it(frames: tuple[str, ...], side: str) -> None:
    assert blamed(FAIL, frames) == side


def test_the_stack_of_javascript_tells_as_much() -> None:
    assert blamed(FAIL, traceback=STACK) == "client-library"
    assert blamed(FAIL, traceback="Error: no\n    at docs/a.md:4:1\n" + STACK) == "page"


def test_code_that_nothing_could_read_is_the_pages_whoever_read_it() -> None:
    unread = Shown("SyntaxError", "no", line=1, frames=("acorn",))
    assert raised_in(Run(PAGE[1].id, "page-order", "exception", exception=unread)) == ""


def test_a_refused_request_counts_before_the_library_that_told_of_it() -> None:
    assert blamed(FAIL, ("__main__", "teapot.client"), status=422) == "refused-request"
    assert blamed(FAIL, ("__main__", "teapot.client"), status=200) == "client-library"


def test_a_release_is_the_librarys_and_what_holds_is_nobodys() -> None:
    assert blamed(DRIFT) == "page"
    assert blamed(replace(DRIFT, kind="version")) == "client-library"
    assert blamed(replace(FAIL, verdict="pass", blame="refused-request")) == ""
    assert blamed(replace(FAIL, verdict="error", blame="backend")) == "backend"
