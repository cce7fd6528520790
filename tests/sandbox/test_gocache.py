"""Go's own packages are compiled once, into a folder of ours, with nothing of the user's."""

from pathlib import Path

import pytest

from docverify.sandbox.wall import command
from docverify.sandbox.wall.gocache import INSIDE, compiled
from docverify.sandbox.wall.toolchains import Toolchain

GO = """\
#!/bin/sh
case $1 in
  version) echo "go version go1.99 linux/amd64" ;;
  list) printf 'fmt\\nnet/http\\ninternal/abi\\n' ;;
  build) shift; mkdir -p "$GOCACHE"; echo "$@" "$GOFLAGS" >> "$GOCACHE/calls"; exit STATUS ;;
esac
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("GOFLAGS", "-mod=users-own")
    return tmp_path


def go(folder: Path, status: int = 0) -> str:
    path = folder / "go"
    path.write_text(GO.replace("STATUS", str(status)))
    path.chmod(0o755)
    return str(path)


def test_it_is_made_once_of_what_this_release_has(home: Path) -> None:
    folder = home / "cache" / "docverify" / "go1.99-linux-amd64"
    assert compiled(go(home)) == compiled(go(home)) == str(folder)
    assert (folder / "calls").read_text() == "fmt net/http -p=2\n"


def test_what_was_not_made_whole_is_not_there(home: Path) -> None:
    assert compiled(go(home, status=1)) == ""
    assert compiled(str(home / "no-such-go")) == ""
    assert compiled(go(home)).endswith("go1.99-linux-amd64")


def test_the_sandbox_sees_it_at_a_place_of_its_own() -> None:
    made = [Toolchain("/usr/local/go", "/usr/local/go/bin", "/home/ann/.cache/docverify/go1.99")]
    assert ("/home/ann/.cache/docverify/go1.99", INSIDE) in command.folders({}, made)
    assert command.environment({}, made)["GOCACHE"] == INSIDE
    assert "GOCACHE" not in command.environment({}, [Toolchain("/usr/local/go", "/usr/local/go/bin")])
