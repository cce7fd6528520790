"""What a page does not show is compared with the last good run, in the parts that are the same in every run."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.environments.packages import make_wheel

Write = Callable[[str, str], Path]
CONFIG = '[environments.python]\ninstall = ["tea==1.0"]\n'
PAGE = """# Tea

```python
import tea
print(tea.VERSION)
```

```python
print("up", open("/proc/uptime").read().split()[0], "so far")
```
"""


@pytest.fixture(autouse=True)
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for release in ("1.0", "1.1"):
        make_wheel(tmp_path / "packages", "tea", release)
    settings = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path / "packages"), "UV_CACHE_DIR": str(tmp_path / "uv")}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)


def told(docverify: Command, *words: str) -> tuple[int, list[tuple[str, str, str]]]:
    said = docverify("check", "tea.md", "--format", "json", *words)
    rows = json.loads(said.out)["examples"]
    return said.code, [(one["verdict"], one["kind"], one["stable"]) for one in rows]


def test_a_new_package_that_prints_something_else_is_listed(docverify: Command, write: Write) -> None:
    write("tea.md", PAGE)
    write("docverify.toml", CONFIG)
    assert told(docverify) == (0, [("pass", "", ""), ("pass", "", "")])
    uptime = ("pass", "", "up ... so far\n")
    assert told(docverify, "--fresh") == (0, [("pass", "", ""), uptime])
    assert told(docverify, "--fresh") == (0, [("pass", "", ""), ("pass", "", "")])
    assert "  up ... so far\n" in docverify("explain", "tea.md#tea:python:2").out
    write("docverify.toml", CONFIG.replace("1.0", "1.1"))
    assert told(docverify) == (0, [("drift", "baseline", ""), ("pass", "", "")])
    assert "printed `1.1`, its last good run shows `1.0`" in docverify("check", "tea.md").out
    write("docverify.toml", 'fail_on = ["baseline"]\n' + CONFIG.replace("1.0", "1.1"))
    assert told(docverify)[0] == 1
    write("docverify.toml", CONFIG)
    assert told(docverify) == (0, [("pass", "", ""), ("pass", "", "")])


def test_what_is_right_now_is_taken_as_it_is_when_a_person_says_so(docverify: Command, write: Write) -> None:
    write("tea.md", PAGE)
    write("docverify.toml", CONFIG)
    told(docverify)
    write("docverify.toml", CONFIG.replace("1.0", "1.1"))
    assert "if what ran is right: docverify update tea.md" in docverify("check", "tea.md").out
    asked = docverify("update", "tea.md")
    assert asked.code == 1
    assert asked.out.startswith(
        "drift tea.md:4 baseline: printed `1.1`, its last good run shows `1.0`\n  -1.0\n  +1.1\n"
    )
    assert asked.out.endswith("1 not as before; 0 taken as they are now\nnext: docverify update --yes tea.md\n")
    assert told(docverify)[1][0] == ("drift", "baseline", "")
    assert docverify("update", "tea.md", "--yes", "-k", "python:2").out == "nothing to rewrite\n"
    assert docverify("update", "tea.md", "--yes").code == 0
    assert docverify("update", "tea.md").out == "nothing to rewrite\n"
    assert told(docverify)[1][0] == ("pass", "", "")
    assert docverify("update", "tea.md").out == "nothing to rewrite\n"
    write("docverify.toml", CONFIG)
    assert told(docverify, "--fresh")[1][0] == ("drift", "baseline", "")
