"""What pages tell their readers to install is there for their examples, and what cannot be had is never their fault."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.environments.packages import make_wheel
from tests.environments.test_environments import NOWHERE

Write = Callable[[str, str], Path]

CONFIG = '[[sources]]\npath = "docs"\n\n[environments.python]\ninferred = true\n'
INSTALL = "# Install\n\n```console\n$ pip install tea cups\n```\n"
TEA = "# Tea\n\n```python\nimport tea\nprint(tea.VERSION)\n```\n\n```\n1.0\n```\n"
LEAVES = "# Leaves\n\n```sh\npip install tea==0.9\n```\n\n```python\nimport tea\nassert tea.VERSION == '0.9'\n```\n"
ABSENT = """# Absent

```sh
pip install tea milk
```

```python
import tea
```

```python
try:
    import milk
except ImportError:
    milk = None
milk.pour()
```

```python
import yaml
```
"""


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that all packages come from."""
    folder = tmp_path / "packages"
    make_wheel(folder, "tea")
    make_wheel(folder, "tea", "0.9")
    make_wheel(folder, "cups")
    settings = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(folder), "UV_CACHE_DIR": str(tmp_path / "uv")}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    return folder


def told(docverify: Command, *words: str) -> dict[str, tuple[str, str, str]]:
    """Verdict, reason and detail of each Python example, by page and ordinal."""
    said = json.loads(docverify("check", *words, "--format", "json").out)
    rows = [one for one in said["examples"] if one["language"] == "python"]
    names = (one["id"].replace("docs/", "").replace(".md#", " ").split(":") for one in rows)
    keys = (f"{name[0].split()[0]} {name[-1]}" for name in names)
    return {
        key: (one["verdict"], one.get("reason", ""), one.get("detail", "")) for key, one in zip(keys, rows, strict=True)
    }


@pytest.mark.usefixtures("packages")
def test_each_page_gets_what_it_names_and_what_it_imports_of_others(docverify: Command, write: Write) -> None:
    write("docverify.toml", CONFIG)
    for name, text in {"install": INSTALL, "tea": TEA, "leaves": LEAVES}.items():
        write(f"docs/{name}.md", text)
    assert {key: one[0] for key, one in told(docverify).items()} == {"tea 1": "pass", "leaves 1": "pass"}
    environments = Path(".docverify/environments/locks")
    assert sorted(json.loads(lock.read_text())["packages"] for lock in environments.iterdir()) == [
        ["tea==0.9"],
        ["tea==1.0"],
    ]


@pytest.mark.usefixtures("packages")
def test_nothing_is_taken_from_pages_unless_the_config_says_so(docverify: Command, write: Write) -> None:
    write("docverify.toml", CONFIG.replace("true", "false"))
    write("docs/tea.md", INSTALL + TEA)
    assert told(docverify)["tea 1"][:2] == ("unverified", "missing-package")


@pytest.mark.usefixtures("packages")
def test_what_the_config_names_goes_before_what_the_page_names(docverify: Command, write: Write) -> None:
    write("docverify.toml", CONFIG + 'install = ["tea==1.0"]\n')
    write("docs/leaves.md", LEAVES.replace("'0.9'", "'1.0'"))
    assert told(docverify)["leaves 1"][0] == "pass"


@pytest.mark.usefixtures("packages")
def test_what_a_registry_does_not_have_makes_nothing_fail(docverify: Command, write: Write) -> None:
    write("docverify.toml", CONFIG)
    write("docs/absent.md", ABSENT)
    found = told(docverify)
    assert found["absent 1"][0] == "pass"
    assert found["absent 2"][:2] == ("unverified", "missing-package")
    assert "needs the package milk, which could not be installed" in found["absent 2"][2]
    assert found["absent 3"][2].endswith('`install = ["pyyaml"]` under `[environments.python]`')


def test_a_registry_that_does_not_answer_is_no_fault_of_the_page(
    docverify: Command, write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("PIP_NO_INDEX", "PIP_FIND_LINKS", "UV_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    settings = {"UV_DEFAULT_INDEX": NOWHERE, "UV_HTTP_RETRIES": "0", "UV_CACHE_DIR": str(tmp_path / "uv")}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    write("docverify.toml", CONFIG)
    write("docs/tea.md", INSTALL + TEA + "\n```python\nprint(1)\n```\n")
    found = told(docverify)
    assert (found["tea 1"][0], found["tea 2"][0]) == ("error", "pass")


def test_pages_run_again_when_their_packages_are_others(docverify: Command, write: Write, packages: Path) -> None:
    """The page that uses them is the same, and so is all that is configured."""
    write("docverify.toml", CONFIG)
    write("docs/tea.md", TEA)
    write("docs/install.md", INSTALL)
    assert told(docverify)["tea 1"][0] == "pass"
    assert "from the cache" in docverify("check").out
    make_wheel(packages, "tea", "0.8")
    write("docs/install.md", INSTALL.replace("tea cups", "tea==0.8"))
    assert told(docverify)["tea 1"][0] == "drift"


PAGES = {
    "python": "```sh\npip install iniconfig==2.1.0\n```\n\n```python\nimport iniconfig\n```\n",
    "javascript": "```sh\nnpm install ms@2.1.3\n```\n\n```js\nconst ms = require('ms');\nconsole.log(ms('1s'));\n```\n",
    "go": '```sh\ngo get github.com/google/uuid@v1.6.0\n```\n\n```go\npackage main\n\nimport (\n\t"fmt"\n\n\t'
    '"github.com/google/uuid"\n)\n\nfunc main() {\n\tfmt.Println(uuid.Nil)\n}\n```\n',
    "rust": '```toml\n[dependencies]\nitoa = "1"\n```\n\n```rust\nlet _ = itoa::Buffer::new().format(1);\n```\n',
    "java": "```xml\n<dependency>\n<groupId>com.google.code.gson</groupId>\n<artifactId>gson</artifactId>\n"
    "<version>2.11.0</version>\n</dependency>\n```\n\n```java\nimport com.google.gson.Gson;\n"
    "System.out.println(new Gson().toJson(1));\n```\n",
}


@pytest.mark.parametrize("language", PAGES)
def test_the_machines_own_registry_serves(docverify: Command, write: Write, language: str) -> None:
    write("docverify.toml", f'[[sources]]\npath = "a.md"\n[environments.{language}]\ninferred = true\n')
    write("a.md", PAGES[language])
    rows = json.loads(docverify("check", "--format", "json").out)["examples"]
    assert [(one["verdict"], one["level"]) for one in rows if one["language"] == language] == [("pass", "ran")]
