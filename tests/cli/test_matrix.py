"""An example that a newer release of a package made wrong says which one; nothing else of the page does."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.environments.packages import make_wheel
from tests.environments.test_go import Machine

Write = Callable[[str, str], Path]
CONFIG = '[environments.python]\ninstall = ["tea==1.0"]\n'
MATRIX = f'{CONFIG}\n[matrix]\ntea = ["1.0", "latest"]\n'
PAGE = """# Tea

```python
import tea
print(tea.VERSION < "1.2")
```

```
True
```

```python
print(1)
```

```
2
```
"""
NAMED = "wrong since tea 1.2, right with 1.1: printed `False`, the page shows `True`"


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that all packages come from."""
    folder = tmp_path / "packages"
    for release in ("1.0", "1.1", "1.2", "1.3", "2.0rc1"):
        make_wheel(folder, "tea", release)
    for name, value in {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(folder),
        "UV_CACHE_DIR": str(tmp_path / "uv"),
    }.items():
        monkeypatch.setenv(name, value)
    return folder


def told(docverify: Command) -> list[tuple[str, str, bool]]:
    said = docverify("check", "tea.md", "--format", "json")
    result = json.loads(said.out)
    assert {tuple(one["packages"]) for one in result["environments"].values()} <= {("tea==1.0",), ("tea==1.3",)}
    return [(one["kind"], one["detail"], one["cached"]) for one in result["examples"] if one["language"] == "python"]


@pytest.mark.usefixtures("packages")
def test_the_matrix_names_the_first_wrong_release(docverify: Command, write: Write) -> None:
    write("docverify.toml", MATRIX)
    write("tea.md", PAGE)
    other = ("output", "printed `1`, the page shows `2`")
    assert told(docverify) == [("version", NAMED, False), (*other, False)]
    assert told(docverify) == [("version", NAMED, True), (*other, True)]


@pytest.mark.usefixtures("packages")
def test_so_does_what_passed_before_the_package_changed(docverify: Command, write: Write) -> None:
    write("tea.md", PAGE.replace("2\n", "1\n"))
    write("docverify.toml", CONFIG)
    assert [kind for kind, _, _ in told(docverify)] == ["", ""]
    write("docverify.toml", CONFIG.replace("1.0", "1.3"))
    assert told(docverify) == [("version", NAMED, False), ("", "", False)]


def test_a_package_that_nothing_installs_is_a_mistake(docverify: Command, write: Write) -> None:
    write("docverify.toml", CONFIG.replace("tea", "cup") + '\n[matrix]\ntea = ["1.0", "latest"]\n')
    write("tea.md", PAGE)
    said = docverify("check", "tea.md")
    assert said.code == 2
    assert '"matrix.tea"' in said.err


def test_so_it_does_for_modules_of_go(
    docverify: Command, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "machine").mkdir()
    machine = Machine(tmp_path / "machine")
    for version, minutes in (("v1.0.0", 2), ("v1.1.0", 2), ("v1.2.0", 3), ("v1.3.0", 3)):
        machine.add("tea.example/tea", version, green=f"const Minutes = {minutes}")
    for name, value in machine.environ.items():
        monkeypatch.setenv(name, value)
    write(
        "docverify.toml",
        '[environments.go]\ninstall = ["tea.example/tea"]\n[matrix]\n"tea.example/tea" = ["v1.0", "latest"]\n',
    )
    code = 'import "tea.example/tea/green"\n\nfmt.Println(green.Minutes, "minutes")\n'
    write("tea.md", f"# Tea\n\n```go\n{code}```\n\n```\n2 minutes\n```\n")
    found = json.loads(docverify("check", "tea.md", "--format", "json").out)["examples"][0]
    assert (found["verdict"], found["kind"]) == ("drift", "version")
    assert found["detail"].startswith("wrong since tea.example/tea v1.2.0, right with v1.1.0: ")
