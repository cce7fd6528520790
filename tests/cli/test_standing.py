"""A check of which nothing changed is answered without reading a page, and of which anything did is not."""

import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from docverify import watch
from docverify.model import SourceConfig
from docverify.ports import OpenSource, Place
from docverify.registry import members
from docverify.store import standing
from tests.cli.conftest import Command

PAGE = """# Tea

```python
print("green")
#> green
```

```python
print("black")
#> white
```
"""
INCLUDING = """Tea
===

.. literalinclude:: brew.py
"""
STATE = Path(".docverify")
OF_A_RUN = ("started", "seconds")


class Counted:
    """Folders as a source, with how often one was opened."""

    name = "path"

    def __init__(self) -> None:
        self.source, self.opened = members("sources")["path"], 0

    def accepts(self, config: SourceConfig) -> bool:
        return bool(self.source.accepts(config))

    def open(self, config: SourceConfig, place: Place) -> OpenSource:
        self.opened += 1
        opened: OpenSource = self.source.open(config, place)
        return opened


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counted]:
    monkeypatch.setattr(watch, "SETTLED", 0)  # the pages of a test are younger than that
    counted = Counted()
    monkeypatch.setitem(members("sources").loaded, "path", counted)
    return counted


@pytest.fixture
def check(docverify: Command) -> Callable[..., dict[str, Any]]:
    def result(*words: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(docverify("check", "docs", "--jobs", "1", "--format", "json", *words).out)
        return found

    return result


@pytest.fixture
def standing_check(check, write, source) -> Callable[..., dict[str, Any]]:
    """The check, after it was answered without reading a page."""
    write("docs/tea.md", PAGE)
    write("docs/more/water.rst", INCLUDING)
    write("docs/more/brew.py", "print(1)\n")
    check()
    check()
    assert source.opened == 2
    check()
    assert source.opened == 2
    return check


def test_it_says_the_same_again(docverify, write, check, source):
    write("docs/tea.md", PAGE)
    check()
    second, third = check(), check()
    assert source.opened == 2
    assert [key for key in second if second[key] != third[key] and key not in OF_A_RUN] == []
    assert third["started"] >= second["started"]
    assert json.loads(docverify("report", "--format", "json").out) == third
    assert docverify("check", "docs").code == 1
    assert source.opened == 2


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("docs/tea.md", PAGE.replace("green", "brown")),
        ("docs/coffee.md", PAGE),
        ("docs/.gitignore", "tea.md\n"),
        (".gitignore", "docs/more\n"),
        ("docs/more/brew.py", "print(2)\n"),
        ("docverify.toml", "[limits]\nseconds = 9\n"),
    ],
)
def test_a_file_that_is_written_is_seen(standing_check, write, source, name, text):
    write(name, text)
    standing_check()
    assert source.opened == 3


def test_a_page_that_is_gone_is_seen(standing_check, source):
    Path("docs/tea.md").unlink()
    result = standing_check()
    assert source.opened == 3
    assert [page["path"] for page in result["pages"]] == ["docs/more/water.rst"]


@pytest.mark.parametrize("words", [("--fresh",), ("--audit", "1"), ("-k", "tea"), ("--confirm",)])
def test_another_question_is_answered_anew(standing_check, source, words):
    standing_check(*words)
    assert source.opened >= 3


def test_a_run_in_between_may_change_what_is_known(standing_check, docverify, source):
    docverify("check", "docs/tea.md")
    assert source.opened == 3
    standing_check()
    assert source.opened == 4
    standing_check()
    assert source.opened == 4


def test_an_answer_that_is_too_old_does_not_stand(standing_check, source):
    kept = standing.load(STATE)
    assert kept
    standing.save(STATE, msgspec.structs.replace(kept, until=0))
    standing_check()
    assert source.opened == 3


@pytest.mark.parametrize("name", [standing.FILE, "result.json"])
@pytest.mark.parametrize("damage", [b"", b"tea", None])
def test_a_damaged_state_costs_time_and_nothing_else(standing_check, source, name, damage):
    (STATE / name).unlink()
    if damage is not None:
        (STATE / name).write_bytes(damage)
    assert len(standing_check()["examples"]) == 3
    assert source.opened == 3


def test_a_source_that_cannot_tell_is_read_each_time(docverify, write, source, monkeypatch):
    class Silent:
        def __init__(self, opened: OpenSource) -> None:
            self.pages, self.files, self.blocks = opened.pages, opened.files, opened.blocks

    monkeypatch.setattr(source, "open", lambda config, place: Silent(Counted.open(source, config, place)))
    write("docs/tea.md", PAGE)
    for times in (1, 2, 3):
        docverify("check", "docs")
        assert source.opened == times


def test_json_is_utf_8_whatever_the_terminal_can_show(docverify, write, monkeypatch):
    shown = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", shown)
    write("docs/tea.md", "```python\nprint('té')\n#> thé\n```\n")
    docverify("check", "docs", "--format", "json")
    (row,) = json.loads(shown.buffer.getvalue())["examples"]
    assert (row["expected"], row["actual"]) == ("thé", "té\n")
