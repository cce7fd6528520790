"""The command line as a user meets it: in an empty folder, with what it prints and its exit code."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from docverify.cli.main import run
from docverify.registry import members
from docverify.trackers.github import GitHubTracker
from fixtures.github import Contract, FakeGitHub
from tests.trackers.conftest import REPOSITORY, FakeClock


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


Command = Callable[..., Said]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    place = tmp_path / "project"
    place.mkdir()
    monkeypatch.chdir(place)
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    return place


@pytest.fixture
def docverify(folder: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command in the folder; `docverify("check", "a.md")`."""

    assert Path.cwd() == folder

    def command(*words: str) -> Said:
        try:
            code = run(words)
        except SystemExit as error:  # how argparse ends
            code = int(error.code or 0)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return command


@pytest.fixture
def write(folder: Path) -> Callable[[str, str], Path]:
    def page(name: str, text: str) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return page


@pytest.fixture(scope="session")
def contract() -> Contract:
    return Contract()


@pytest.fixture
def github(contract: Contract, write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch):
    """A fake GitHub that the folder's config names; nobody waits between two writes to it."""
    monkeypatch.setitem(members("trackers").loaded, "github", GitHubTracker(FakeClock()))
    with FakeGitHub(contract).running() as fake:
        monkeypatch.setenv("GITHUB_API_URL", fake.url)
        monkeypatch.setenv("GITHUB_TOKEN", fake.token)
        write("docverify.toml", f'[tracker]\nkind = "github"\nrepository = "{REPOSITORY}"\n')
        yield fake
