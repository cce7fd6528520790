"""A backend is started, ready, clean and there; or an error names it and holds its last words."""

import json
import os
import select
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path

import pytest

from docverify.backends.instance.asking import ask
from docverify.backends.instance.versions import describe_backends
from docverify.errors import BackendError
from docverify.model import BackendConfig
from docverify.model.config import Ready, Reset
from docverify.ports import OpenBackend
from docverify.registry import members

SERVICE = str(Path(__file__).with_name("service.py"))
HEALTH = Ready(http="/health", seconds=10.0)


def start(how: str = "") -> tuple[str, ...]:
    return (sys.executable, SERVICE, "{port}", *([how] if how else []))


def opened(config: BackendConfig, name: str = "cups") -> OpenBackend:
    (kind,) = [one for one in members("backends").values() if one.accepts(config)]
    found: OpenBackend = kind.open(name, config, Path(__file__).parent, dict(os.environ))
    return found


@pytest.fixture
def service() -> Iterator[OpenBackend]:
    found = opened(BackendConfig(start=start(), ready=HEALTH, reset=Reset(http="POST /reset")))
    found.begin()
    yield found
    found.close()


def words(backend: OpenBackend) -> dict[str, str]:
    return {"port": str(backend.target()[1])}


def cups(backend: OpenBackend) -> int:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(backend.upstream() + "/cups", timeout=5) as answer:
        return len(json.load(answer)["cups"])


def fill(backend: OpenBackend) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    opener.open(backend.upstream() + "/cups", data=b"1", timeout=5).close()


def test_one_that_began_is_ready_and_is_gone_when_it_is_closed(service: OpenBackend) -> None:
    assert ask(service.upstream(), "GET", "/health") == 200
    service.check()
    service.close()
    with pytest.raises(OSError, match="refused"):
        ask(service.upstream(), "GET", "/health")


HOLDS = f"""
import os, sys
from pathlib import Path
from docverify.backends.process import process
from docverify.model import BackendConfig
found = process.open("cups", BackendConfig(start=({sys.executable!r}, {SERVICE!r}, "{{port}}")), Path("."), os.environ)
found.begin()
print(found.process.pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_it_does_not_outlive_docverify_however_that_ends(how: signal.Signals) -> None:
    environ = {**os.environ, "PYTHONPATH": ":".join(path for path in sys.path if path)}
    with subprocess.Popen([sys.executable, "-c", HOLDS], stdin=-1, stdout=-1, env=environ) as holder:
        assert holder.stdout
        handle = os.pidfd_open(int(holder.stdout.readline()))
        poll = select.poll()
        poll.register(handle, select.POLLIN)
        assert not poll.poll(0)
        holder.send_signal(how)
        assert poll.poll(20_000), "it runs on"
        os.close(handle)


def test_a_reset_leaves_nothing_of_what_was_done(service: OpenBackend) -> None:
    fill(service)
    assert cups(service) == 1
    port = service.target()[1]
    service.clean({})
    assert (cups(service), service.target()[1]) == (0, port)


def test_without_a_reset_it_is_started_anew() -> None:
    found = opened(BackendConfig(start=start(), ready=HEALTH))
    found.begin()
    fill(found)
    found.clean({})
    try:
        assert cups(found) == 0
    finally:
        found.close()


def test_a_command_can_reset_it(service: OpenBackend) -> None:
    code = "import sys, urllib.request as r; r.urlopen('http://127.0.0.1:' + sys.argv[1] + '/reset', data=b'')"
    other = opened(BackendConfig(url=service.upstream(), reset=Reset(exec=(sys.executable, "-c", code, "{port}"))))
    fill(service)
    other.clean(words(other))
    assert cups(service) == 0


@pytest.mark.parametrize(
    ("config", "said"),
    [
        (
            BackendConfig(start=("no-such-program",)),
            "cups cannot be started: No such file .*: no-such-program",
        ),
        (BackendConfig(start=start("dying"), ready=HEALTH), r"cups ended by itself, with 1: no cups today"),
        (BackendConfig(start=start("silent"), ready=Ready(seconds=0.3)), r"cups was not ready after 0.3 seconds"),
        (
            BackendConfig(start=start("slow"), ready=Ready(http="/health", seconds=0.5)),
            "was not ready after 0.5 seconds",
        ),
        (
            BackendConfig(start=start("endless"), ready=Ready(http="/health", seconds=0.5)),
            "was not ready after 0.5 seconds",
        ),
        (BackendConfig(url="http://127.0.0.1:9", ready=HEALTH), "cups at http://127.0.0.1:9 does not answer"),
    ],
)
def test_one_that_cannot_be_had_is_an_error_with_its_last_words(config: BackendConfig, said: str) -> None:
    found = opened(config)
    with pytest.raises(BackendError, match=said):
        found.begin()
    found.close()


def test_one_that_ends_midway_is_noticed(service: OpenBackend) -> None:
    with suppress(HTTPException):
        ask(service.upstream(), "POST", "/end")
    process = service.process  # type: ignore[attr-defined]
    process.wait(10)
    with pytest.raises(BackendError, match=r"cups ended by itself, with 0: .*out of cups"):
        service.check()


@pytest.mark.parametrize(
    ("reset", "said"),
    [
        (Reset(http="GET /nowhere"), "GET /nowhere was answered by 404"),
        (Reset(exec=(sys.executable, "-c", "raise SystemExit('no water')")), "ended with 1: no water"),
        (Reset(exec=("no-such-program",)), "could not be reset"),
    ],
)
def test_a_reset_that_fails_is_an_error(service: OpenBackend, reset: Reset, said: str) -> None:
    other = opened(BackendConfig(url=service.upstream(), reset=reset))
    with pytest.raises(BackendError, match=said):
        other.clean(words(other))


def test_what_verdicts_follow_from_is_told_by_every_backend_or_by_none() -> None:
    told = BackendConfig(version=(sys.executable, "-c", "print('7.2')"))
    here = Path(__file__).parent
    assert describe_backends({"cups": told}, here, os.environ) == ("cups", "7.2\n")
    assert describe_backends({"cups": told, "pots": BackendConfig()}, here, os.environ) == ()
    assert describe_backends({"cups": BackendConfig(version=("false",))}, here, os.environ) == ()


def test_verdicts_follow_from_what_fills_a_backend(tmp_path: Path) -> None:
    told = {"cups": BackendConfig(version=("true",), seed="seeds/{page}.json")}
    (tmp_path / "seeds" / "docs").mkdir(parents=True)
    empty = describe_backends(told, tmp_path, os.environ)
    (tmp_path / "seeds" / "docs" / "cups.json").write_text("[]")
    filled = describe_backends(told, tmp_path, os.environ)
    (tmp_path / "seeds" / "docs" / "cups.json").write_text("[ ]")
    assert len({empty, filled, describe_backends(told, tmp_path, os.environ)}) == 3
