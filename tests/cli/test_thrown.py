"""Where a page says beside a statement of JavaScript that it throws, what stands below it is still held against it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.machine import needs

Write = Callable[[str, str], Path]

THROWS = "const pour = (cups) => { if (cups < 0) throw new RangeError('no cup: ' + cups); return cups; };\n"
SAID = {
    "pour(-1) // RangeError: no cup: -1": True,
    "pour(-1) // RangeError": True,
    "pour(-1) // throws RangeError": True,
    "pour(-1) // => Throws an error.": True,
    "pour(-1) // throws": True,
    "pour(-1) // → no cup": True,
    "cups = pour(-1) // Uncaught RangeError: no cup: -1": True,
    "console.log(pour(-1)) // RangeError: no cup: -1": True,
    "await Promise.reject(new RangeError('no cup')) // rejects with RangeError": True,
    "pour(-1) // throws, for want of cups": True,
    "pour(-1) // throws: there are no such cups": True,
    "pour(-1) // => throws 'no cup: -1'": True,
    'pour(-1) // throws error "no cup: -1"': True,
    "pour(-1) // throws 'no cup: -2'": False,
    "pour(-1) // throws: TypeError, for want of cups": False,
    "pour(-1) // RangeError: no cup: -2": False,
    "pour(-1) // throws TypeError": False,
    "pour(-1) // no cups at all": False,
    "pour(kettle) // throws an error": False,
}
"""Whether the statement ends as the comment beside it says."""


@pytest.mark.parametrize("statement", SAID)
def test_what_stands_below_an_error_that_is_meant_counts(write: Write, docverify: Command, statement: str) -> None:
    needs("node")
    write("a.md", f"```js\n{THROWS}{statement}\npour(3) // 3\n```\n\n```js\n{THROWS}{statement}\npour(3) // 4\n```\n")
    right, wrong = json.loads(docverify("check", "a.md", "--format", "json").out)["examples"]
    if SAID[statement]:
        assert (right["verdict"], right["level"], wrong["verdict"]) == ("pass", "matched", "drift")
        assert wrong["detail"] == "printed `3`, the page shows `4`"
    else:
        assert "matched" not in (right["level"], wrong["level"])


def test_an_error_that_is_not_thrown_is_not_made_up(write: Write, docverify: Command) -> None:
    needs("node")
    write("a.md", f"```js\n{THROWS}pour(1) // throws RangeError\n```\n")
    [one] = json.loads(docverify("check", "a.md", "--format", "json").out)["examples"]
    assert (one["verdict"], one["level"]) == ("pass", "ran")
