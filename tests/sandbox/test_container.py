"""The container tier, against a stand-in for an engine: what it asks for, and that it runs pages as the others do."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from docverify.cli.main import run
from docverify.errors import SandboxError, UsageError
from docverify.model import Environment, Limits, Plan
from docverify.pipeline.walls import find_tier
from docverify.ports import Sandbox
from docverify.sandbox import container
from docverify.sandbox.wall.host import Needs
from tests.sandbox.conftest import plan, task

ENGINE = Path(__file__).with_name("engine.py")
PYTHON = f"{sys.version_info[0]}.{sys.version_info[1]}"


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A `docker` on the PATH; returns where it writes its words down."""
    log = tmp_path / "words.json"
    programs = tmp_path / "programs"
    programs.mkdir()
    lines = f'#!/bin/sh\nPYTHONPATH={":".join(sys.path)} exec {sys.executable} {ENGINE} "$@"\n'
    (programs / "docker").write_text(lines)
    (programs / "docker").chmod(0o755)
    monkeypatch.setenv("ENGINE_LOG", str(log))
    monkeypatch.setenv("IMAGE_PATH", "/usr/bin:/bin")
    monkeypatch.setenv("IMAGE_ID", "sha256:leaf")
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin:/usr/sbin")
    monkeypatch.setattr(container, "ENGINES", ("docker",))
    return log


@pytest.fixture
def opened(engine: Path, tmp_path: Path) -> Iterator[Sandbox]:  # noqa: ARG001  it has to be there
    found = find_tier("container:tea:1").open(tmp_path, 3)
    yield found
    found.close()


def words(log: Path) -> list[str]:
    found: list[str] = json.loads(log.read_text())
    return found


@pytest.mark.usefixtures("engine")
def test_every_probe_holds_in_a_container(tmp_path: Path) -> None:
    report, seen = find_tier("container:tea:1").probe(tmp_path)
    assert [(name, what) for name, held, what in seen if not held] == []
    assert (report.tier, report.held) == ("container", len(seen))
    assert "image tea:1" in report.description
    assert "never with a real engine" in report.description


def test_the_engine_is_asked_for_all_that_makes_a_wall_of_it() -> None:
    limits = Limits(seconds=5, memory=512, processes=32)
    asked = container.engine_words("/usr/bin/docker", Needs({}, (), limits), {"/a": "/b"}, 60_003)
    assert asked[:2] == ["/usr/bin/docker", "run"]
    assert set(asked) >= {
        "--rm",
        "--pull=never",
        "--network=none",
        "--read-only",
        "--cap-drop=ALL",
        "--security-opt=no-new-privileges",
        "--user=60003:60003",
        "--pids-limit=40",
        "--memory=576m",
        "--memory-swap=576m",
        "--volume=/a:/b:ro",
    }
    assert not any("docker.sock" in word or "--privileged" in word for word in asked)
    assert "--http-proxy=false" in container.engine_words("podman", Needs({}, (), limits), {}, 60_000)


def test_nothing_of_the_host_can_be_written_to(opened: Sandbox, engine: Path) -> None:
    opened.run(plan(task(0, "x = 1")), lambda _: None)
    assert all(word.endswith(":ro") for word in words(engine) if word.startswith("--volume="))


def test_a_page_runs_as_behind_the_other_walls(opened: Sandbox) -> None:
    began: list[str] = []
    tasks = [task(0, "x = 20"), task(1, "1 / 0"), task(2, "print(x + 1)"), task(3, "echo $((2 + 3))", driver="shell")]
    runs = opened.run(plan(*tasks), began.append)
    assert [run.ended for run in runs] == ["end", "exception", "end", "end"]
    assert [run.steps[0].stdout for run in runs[2:]] == ["21\n", "5\n"]
    assert began == ["e0", "e1", "e2", "e3"]


def test_an_example_that_never_ends_costs_the_others_nothing(opened: Sandbox) -> None:
    tasks = [task(0, "x = 1"), task(1, "while True: pass"), task(2, "print(x)")]
    assert [run.ended for run in opened.run(plan(*tasks, seconds=1.0), lambda _: None)] == ["end", "timeout", "end"]


def test_an_example_that_takes_its_session_along_costs_the_others_nothing(opened: Sandbox) -> None:
    tasks = [task(0, "x = 1"), task(1, "import os\nos.kill(1, 9); os.kill(-1, 9)"), task(2, "print(x)")]
    runs = opened.run(plan(*tasks), lambda _: None)
    assert [runs[0].ended, runs[2].ended] == ["end", "end"]
    assert runs[2].steps[0].stdout == "1\n"


def test_two_pages_never_see_each_other(opened: Sandbox) -> None:
    opened.run(plan(task(0, "open('/tmp/left', 'w').close()")), lambda _: None)
    look = "import os\nprint(os.listdir('/tmp'), len(os.listdir('/work')), os.listdir('/page') if 0 else '')"
    assert opened.run(plan(task(0, look)), lambda _: None)[0].steps[0].stdout.startswith("[] 1 ")


def test_nothing_is_left_when_it_is_closed(opened: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    opened.run(plan(task(0, "x = 1")), lambda _: None)
    assert list(tmp_path.glob("docverify-*")) != []
    opened.close()
    assert [one for one in tmp_path.glob("docverify-*") if "engine" not in one.name] == []


def test_installed_packages_are_seen_in_a_container(opened: Sandbox, tmp_path: Path) -> None:
    layer = tmp_path / "layer"
    layer.mkdir()
    (layer / "tea.py").write_text("leaf = 'oolong'\n")
    one = plan(task(0, "import tea\nprint(tea.leaf)"))
    installed = Plan(one.page, one.reading, one.tasks, {"python": Environment(path=str(layer))}, one.limits)
    assert opened.run(installed, lambda _: None)[0].steps[0].stdout == "oolong\n"


def test_a_program_that_the_image_lacks_is_no_fault_of_the_page(opened: Sandbox) -> None:
    one = plan(task(0, "x = 1"), task(1, "1", driver="brew"))
    needy = Plan(one.page, one.reading, one.tasks, {}, one.limits, programs=("sh", "kettle"))
    runs = opened.run(needy, lambda _: None)
    assert [(run.ended, run.problem) for run in runs] == [("end", ""), ("error", "the image has no kettle")]


@pytest.mark.usefixtures("engine")
def test_an_image_that_is_not_there_is_said_with_what_fetches_it(tmp_path: Path) -> None:
    report, _ = find_tier("container:coffee:1").probe(tmp_path)
    assert report.tier == "absent"
    assert "image not known" in report.description
    assert report.hint == "docker pull coffee:1"


@pytest.mark.usefixtures("engine")
def test_an_image_with_another_python_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "OURS", "3.99")
    report, seen = find_tier("container:tea:1").probe(tmp_path)
    assert (report.tier, seen) == ("absent", [])
    assert report.description == f"the image has Python {PYTHON}; packages are installed for Python 3.99"


@pytest.mark.usefixtures("engine")
def test_without_an_image_or_an_engine_there_is_no_container(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_tier("container").probe(tmp_path)[0].description == "no image is named"
    monkeypatch.setenv("PATH", "/nonexistent")
    report, _ = find_tier("container:tea:1").probe(tmp_path)
    assert (report.tier, report.hint) == ("absent", "sudo apt-get install -y podman")


@pytest.mark.usefixtures("engine")
def test_an_engine_that_fails_is_our_side_and_no_verdict(tmp_path: Path) -> None:
    opened = find_tier("container:coffee:1").open(tmp_path, 0)
    with pytest.raises(SandboxError, match="image not known"):
        opened.run(plan(task(0, "x = 1")), lambda _: None)
    opened.close()


def test_only_a_tier_that_takes_an_argument_is_given_one() -> None:
    with pytest.raises(UsageError, match="sandbox bwrap takes no argument, and was given 'tea'"):
        find_tier("bwrap:tea")


def test_the_environment_of_the_host_stays_outside(
    opened: Sandbox, engine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEA_TOKEN", "secret")
    run = opened.run(plan(task(0, "import os\nprint(os.environ.get('TEA_TOKEN'), os.environ['HOME'])")), lambda _: None)
    assert run[0].steps[0].stdout == "None /work\n"
    assert os.environ["TEA_TOKEN"] not in json.dumps(words(engine))


def checked(folder: Path) -> tuple[bool, str]:
    """Whether the one example came from the cache, and what is said of the sandbox."""
    run(["check", "tea.md", "--sandbox", "container:tea:1", "--format", "json", "--output", "result.json"])
    result = json.loads((folder / "result.json").read_text())
    (row,) = result["examples"]
    assert (row["verdict"], row["level"]) == ("pass", "ran")
    return row["cached"], result["sandbox"]["description"]


@pytest.fixture
def page(engine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: ARG001  it has to be there
    (tmp_path / "tea.md").write_text("```python\nprint(1)\n```\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_ran_in_an_image_is_kept_until_the_image_holds_something_else(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [checked(page)[0] for _ in range(2)] == [False, True]
    monkeypatch.setenv("IMAGE_ID", "sha256:bag")
    assert [checked(page)[0] for _ in range(2)] == [False, True]


def test_nothing_is_kept_of_an_image_that_the_engine_cannot_tell_and_that_is_said(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("IMAGE_ID")
    for _ in range(2):
        assert checked(page)[0] is False
    assert checked(page)[1].endswith("the engine does not tell what the image holds")


def test_without_an_engine_or_an_image_a_container_follows_from_nothing_that_can_be_told(
    engine: Path,  # noqa: ARG001  it has to be there
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert container.Container("tea:1").recipe()[3] == "sha256:leaf"
    assert container.Container().recipe() == ()
    monkeypatch.setenv("PATH", "/nonexistent")
    assert container.Container("tea:1").recipe() == ()


@pytest.mark.usefixtures("engine")
def test_an_engine_that_does_not_run_is_not_asked_for_an_image(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENGINE_DOWN", "docker: Cannot connect to the daemon. Is the docker daemon running?")
    report, _ = find_tier("container:tea:1").probe(tmp_path)
    assert "Is the docker daemon running?" in report.description
    assert report.hint == "docker info"
