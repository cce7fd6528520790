"""Clock zone, locale and hash seed are the same in every run, and hide nothing that a reader's interpreter has."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from docverify.model import Environment, Plan, SandboxReport
from docverify.pipeline.walls import find_tier
from docverify.registry import members
from docverify.sandbox.inside.withheld import withheld
from docverify.sandbox.wall.surroundings import HERE
from tests.results import result
from tests.sandbox.conftest import Runner, plan, task

SET = "print({name for name in 'abcdefgh'})"
CHILD = f"import subprocess, sys\nprint(subprocess.check_output(['python3', '-c', {SET!r}], text=True), end='')"
PERL = """perl -e 'print join(",", keys %{{map { $_ => 1 } "a" .. "h"}}), "\\n"'"""


def printed(tier: str, state: Path, asked: Plan) -> list[str]:
    """What each example prints behind a wall that only this page has."""
    wall = find_tier(tier).open(state, 4)
    try:
        return [run.steps[0].stdout for run in wall.run(asked, lambda _: None)]
    finally:
        wall.close()


@pytest.mark.parametrize("tier", ["bwrap", "none"])
def test_two_runs_print_a_set_alike_whatever_interpreter_prints_it(tier: str, state: Path) -> None:
    asked = plan(task(0, SET), task(1, CHILD), task(2, PERL, driver="shell"))
    first, again = printed(tier, state, asked), printed(tier, state, asked)
    assert first == again
    assert first[0] == first[1]
    assert sorted(first[2].strip().split(",")) == list("abcdefgh")


def test_another_seed_shows_what_is_chance(state: Path) -> None:
    asked = plan(task(0, SET), task(1, PERL, driver="shell"))
    first, other = printed("bwrap", state, asked), printed("bwrap", state, replace(asked, hash_seed=2))
    assert first[0] != other[0]
    assert first[1] != other[1]


def test_the_interpreter_is_in_no_way_special(python: Runner) -> None:
    flags = "import sys, time\nprint(sys.flags.hash_randomization, sys.flags.isolated, sys.flags.ignore_environment)"
    zone = "import os, sys, time\nprint(time.tzname[0], os.environ['LANG'], sys.stdout.encoding)"
    assert [run.steps[0].stdout for run in python(flags, zone)] == ["1 0 0\n", "UTC C.UTF-8 utf-8\n"]


@pytest.mark.parametrize("tier", ["bwrap", "none"])
def test_what_is_installed_stands_in_for_no_module_of_an_interpreter_of_ours(tier: str, tmp_path: Path) -> None:
    """It is on the path of an example's own processes, and after the standard library in the example."""
    layer = tmp_path / "layer"
    layer.mkdir()
    for name in ("json", "select", "tea"):
        (layer / f"{name}.py").write_text("print('the layer')\n")
    code = "import json, sys, tea\nprint('json' in sys.modules and json.__file__.endswith('json/__init__.py'))"
    child = "import subprocess\nprint(subprocess.check_output(['python3', '-c', 'import tea'], text=True), end='')"
    asked = replace(plan(task(0, code), task(1, child)), environments={"python": Environment(path=str(layer))})
    assert printed(tier, tmp_path, asked) == ["the layer\nTrue\n", "the layer\n"]


def test_the_seed_is_there_at_the_start_and_the_rest_when_it_is_over() -> None:
    given = {"PATH": "/bin", "PYTHONHASHSEED": "1", "PYTHONPATH": "/layer", "PYTHONSTARTUP": "tea.py"}
    early, late = withheld(given)
    assert early == {"PATH": "/bin", "PYTHONHASHSEED": "1"}
    assert late == {"PYTHONPATH": "/layer", "PYTHONSTARTUP": "tea.py"}


def test_they_are_told(tmp_path: Path) -> None:
    assert find_tier("none").probe(tmp_path)[0].surroundings == HERE
    said = members("reports")["text"].render(result([], sandbox=SandboxReport("none", surroundings=HERE)))
    assert "clock zone UTC, locale C.UTF-8, hash seed 1" in said


@pytest.mark.parametrize("tier", ["bwrap", "none"])
def test_another_run_can_have_another_zone_folder_and_other_process_ids(tier: str, state: Path) -> None:
    code = "import os, time\nprint(time.strftime('%z'), os.path.basename(os.getcwd()), os.getpid())"
    asked = plan(task(0, code))
    (first,), (other,) = (
        printed(tier, state, asked),
        printed(tier, state, replace(asked, zone="Etc/GMT-14", elsewhere=True)),
    )
    assert first.split()[:2] == ["+0000", "page"]
    assert other.split()[:2] == ["+1400", "elsewhere"]
    assert first.split()[2] != other.split()[2]
