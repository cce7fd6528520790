"""The registry is the one list of formats, languages, sources, walls, trackers and reports."""

import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from docverify import ports, registry
from docverify.model import Result

ROOT = Path(registry.__file__).parent.parent


class Report:
    """A report as another package would bring it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, result: Result, *, colour: bool = False, width: int = 100) -> str:
        return f"{len(result.examples)} {colour} {width}"


loud, quiet = Report("loud"), Report("text")
"""One with a name of its own, and one that poses as ours."""


def module(**values: Any) -> ModuleType:
    made = ModuleType("made")
    vars(made).update(values)
    return made


@pytest.mark.parametrize("kind", sorted(registry.KINDS))
def test_members_fulfil_their_port_under_their_own_name(kind: str) -> None:
    found = registry.members(kind)
    assert found
    assert {name: member.name for name, member in found.items()} == {name: name for name in found}
    assert [name for name, member in found.items() if not isinstance(member, registry.KINDS[kind])] == []


def test_ours_come_in_alphabetical_order() -> None:
    assert list(registry.members("reports"))[:2] == ["json", "text"]


def test_only_values_of_the_kind_count() -> None:
    made = module(report=loud, Report=Report, name="text", _hidden=quiet)
    assert registry._values(made, ports.Report) == {"loud": loud}


def test_another_package_adds_a_name_and_replaces_none(monkeypatch: pytest.MonkeyPatch) -> None:
    group = "docverify.reports"
    entries = [EntryPoint(name, f"{__name__}:{name}", group) for name in ("loud", "quiet")]
    monkeypatch.setattr(registry, "_entry_points", lambda asked: entries if asked == group else [])
    found = registry.members.__wrapped__("reports")
    assert type(found["text"]).__module__ == "docverify.reports.text"
    assert found["loud"].name == "loud"


LOADED = """
import sys
from docverify.registry import members
dict(members("languages"))
print(*(name for name in sys.modules if name.endswith("_code.endings")))
"""


def test_how_runs_end_is_read_when_one_has_ended() -> None:
    """Every command reads the languages, and few judge a run: these modules take as long as all languages."""
    command = [sys.executable, "-c", LOADED]
    loaded = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60).stdout
    assert loaded.split() == []


ALONE = """
import sys
from docverify.registry import members
members("reports")["json"]
print("docverify.reports.text" in sys.modules, "importlib.metadata" in sys.modules)
"""


def test_one_of_ours_is_loaded_alone() -> None:
    command = [sys.executable, "-I", "-c", f"sys = __import__('sys'); sys.path.insert(0, {str(ROOT)!r}){ALONE}"]
    loaded = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60).stdout
    assert loaded == "False False\n"


@pytest.mark.parametrize("name", ["tea", "no.such", "../text", ""])
def test_a_name_that_nothing_has_is_no_member(name: str) -> None:
    assert name not in registry.members("reports")
