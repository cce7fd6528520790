"""What will be gone is known from what a run printed, and from what the sandbox saw."""

import pytest

from docverify.judge.deprecations import deprecations
from docverify.model import Body, Exchange, Request, Run, StepRun


def told(stderr: str, *warned: str) -> tuple[str, ...]:
    return deprecations(Run("a", "page-order", "end", (StepRun("", stderr),), warned=warned))


@pytest.mark.parametrize(
    ("stderr", "found"),
    [
        ("/src/a.md:3: DeprecationWarning: steep() is old\n  steep()\n", ("DeprecationWarning: steep() is old",)),
        ("(node:17) [DEP0040] DeprecationWarning: `punycode`\n", ("DeprecationWarning: `punycode`",)),
        ("PHP Deprecated:  Function strftime() is deprecated in /src/a.md on line 3\n",
         ("Deprecated: Function strftime() is deprecated",)),
        ("a.md:3: warning: constant ::Fixnum is deprecated\n", ("deprecated: constant ::Fixnum is deprecated",)),
        ("defined(@array) is deprecated at a.md line 3.\n", ("deprecated: defined(@array) is deprecated",)),
        ("FutureWarning: soon\nFutureWarning: soon\n", ("FutureWarning: soon",)),
        ("UserWarning: too hot\nwarning: unused\n", ()),
    ],
)  # fmt: skip
def test_each_language_says_it_in_its_own_way(stderr: str, found: tuple[str, ...]) -> None:
    assert told(stderr) == found


def test_what_is_seen_twice_is_told_once_and_without_what_changes() -> None:
    stderr = "a.md:3: DeprecationWarning: gone in 2 s, see 0x7f3a5512\n"
    (found,) = told(stderr, "DeprecationWarning: gone in 3 s, see 0x7f3a5599")
    assert "0x" not in found


def test_php_says_it_among_the_output() -> None:
    printed = "1\n\nDeprecated: Function strftime() is deprecated in /src/a.md on line 3\n2"
    run = Run("a", "page-order", "end", (StepRun(printed),), warned=("Deprecated: Function strftime() is deprecated",))
    assert deprecations(run) == ("Deprecated: Function strftime() is deprecated",)


@pytest.mark.parametrize(
    ("header", "value", "is_told"),
    [
        ("deprecation", "@1688169599", True),
        ("Deprecation", "true", True),
        ("Deprecation", "false", False),
        ("Deprecation", "?0", False),
        ("Sunset", "Sat, 31 Dec 2033 23:59:59 GMT", True),
        ("Warning", '299 api "Deprecated API"', True),
        ("Warning", '110 cache "Response is Stale", 299 - "old"', True),
        ("Warning", '110 cache "Response is Stale"', False),
        ("Link", '<https://api.test/next>; rel="next"', False),
        ("Link", '<https://api.test/old>; rel="deprecation"; type="text/html"', True),
        ("X-Deprecation", "true", False),
    ],
)
def test_replies_tell_of_it_by_their_headers(header: str, value: str, is_told: bool) -> None:
    asked = Request("GET", "api.test", "/cups/5f2b6c1e-0d7c-4a53-9a43-3f0f6a1f4a11?page=2", 200)
    exchange = Exchange(0, "api", asked, Body(), Body(((header, value),)))
    found = deprecations(Run("a", "page-order", "end", exchanges=(exchange, exchange)))
    assert found == ((f"GET api.test/cups/<ID> is answered with {header.title()}: {value}",) if is_told else ())
