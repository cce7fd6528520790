"""A release that warns of what will be gone is listed, though nothing of it is shown."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Command
from tests.environments.packages import make_project

Write = Callable[[str, str], Path]
QUIET = "def brew():\n    return 'tea'\n"
WARNS = """import warnings
def brew():
    _inner()
    return 'tea'
def _inner():
    warnings.warn('old', DeprecationWarning)
"""
CONFIG = '[environments.python]\ninstall = ["./tea"]\n'
PAGE = """# Tea

```pycon
>>> import tea
>>> tea.brew()
'tea'
```
"""


def told(docverify: Command) -> tuple[int, list[tuple[str, str, str, list[str]]]]:
    said = docverify("check", "tea.md", "--format", "json")
    rows = json.loads(said.out)["examples"]
    return said.code, [(one["verdict"], one["level"], one["kind"], one["deprecations"]) for one in rows]


def test_a_warning_that_a_library_hides_is_known(docverify: Command, write: Write, folder: Path) -> None:
    write("tea.md", PAGE)
    write("docverify.toml", CONFIG)
    make_project(folder / "tea", "tea", QUIET)
    assert told(docverify) == (0, [("pass", "matched", "", [])])
    make_project(folder / "tea", "tea", WARNS)
    warned = ["DeprecationWarning: old"]
    assert told(docverify) == (0, [("drift", "matched", "deprecation", warned)])
    assert "deprecation: warns of what it did not" in docverify("check", "tea.md").out
    write("docverify.toml", 'fail_on = ["deprecation"]\n' + CONFIG)
    assert told(docverify)[0] == 1
    assert docverify("update", "tea.md", "--yes").code == 0
    assert told(docverify) == (0, [("pass", "matched", "", warned)])
    make_project(folder / "tea", "tea", QUIET)
    assert told(docverify) == (0, [("pass", "matched", "", [])])
