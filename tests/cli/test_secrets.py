"""A real credential is added outside of the sandbox: the backend gets it, and nobody else ever sees it."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.cli.conftest import Command

SECRET = "s3cr3t-of-staging"
PAGE = """\
# Staging

```python
import os
from urllib.request import Request, urlopen

request = Request("https://api.cups.test/whoami", headers={"Authorization": "Bearer YOUR_KEY"})
print(urlopen(request).read().decode(), os.environ["CUPS_KEY"])
```
"""


class Echo(BaseHTTPRequestHandler):
    """Answers with the credential that it was sent."""

    sent: list[str]
    named: list[str]

    def do_GET(self) -> None:
        self.sent.append(self.headers["Authorization"])
        self.named.append(self.headers["Host"])
        if self.path == "/moved":
            self.send_response(307)
            self.send_header("Location", f"http://{self.headers['Host']}/whoami")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        data = self.headers["Authorization"].encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def staging() -> Iterator[tuple[str, list[str]]]:
    handler = type("Handler", (Echo,), {"sent": [], "named": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}"
        yield url, handler.sent
        assert all(f"http://{name}" == url for name in handler.named), "staging is called by its own name"
        server.shutdown()
        thread.join()


CONFIG = """
[backends.cups]
url = "{url}"
scope = "run"
hosts = ["api.cups.test"]
secrets = {{ key = "env:STAGING_KEY" }}
placeholders = {{ YOUR_KEY = "{{secret.key}}" }}
env = {{ CUPS_KEY = "{{secret.key}}" }}
"""


def test_a_secret_reaches_the_backend_and_nothing_else(
    write: Callable[[str, str], Path],
    folder: Path,
    docverify: Command,
    staging: tuple[str, list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url, sent = staging
    monkeypatch.setenv("STAGING_KEY", SECRET)
    write("docverify.toml", CONFIG.format(url=url))
    write("a.md", PAGE)
    said = docverify("check", "--format", "json", "a.md")
    (row,) = json.loads(said.out)["examples"]
    bearer, _, variable = row["actual"].strip().rpartition(" ")
    assert (row["verdict"], row["level"], set(sent)) == ("pass", "reached", {f"Bearer {SECRET}"})
    assert bearer == f"Bearer {variable}"
    kept = [path for path in folder.rglob("*") if path.is_file()]
    assert [path for path in kept if SECRET.encode() in path.read_bytes()] == []
    assert SECRET not in said.out + said.err


SHOWN = """\
# Staging

```sh
curl -s -H "Authorization: Bearer YOUR_KEY" "https://api.cups.test/whoami?key=YOUR_KEY"
```

```json
{"cup": "jug"}
```

```python
import os
from urllib.request import Request, urlopen

reply = urlopen(Request("https://api.cups.test/whoami", headers={"Authorization": "Bearer YOUR_KEY"}))
int(reply.read().decode() + os.environ["CUPS_KEY"])
```
"""


def test_nor_does_anything_that_is_told_of_a_failure_hold_it(
    write: Callable[[str, str], Path],
    folder: Path,
    docverify: Command,
    staging: tuple[str, list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STAGING_KEY", SECRET)
    write("docverify.toml", CONFIG.format(url=staging[0]) + 'replay = "recordings"\n')
    write("a.md", SHOWN)
    ids = ("a.md#staging:shell:1", "a.md#staging:python:1")
    commands = [("check", "a.md", "--har", "traffic"), ("issues", "--apply"), ("record", "a.md"), ("report",)]
    commands += [("explain", one) for one in ids]
    said = [docverify(*words) for words in commands]
    assert "opened " in said[1].out
    assert "recorded a.md 2 exchanges" in said[2].out
    assert set(staging[1]) == {f"Bearer {SECRET}"}
    kept = [path for path in folder.rglob("*") if path.is_file()]
    assert {"a.md.har", "a.md.json"} <= {path.name for path in kept}
    assert [path for path in kept if SECRET.encode() in path.read_bytes()] == []
    assert [one for one in said if SECRET in one.out + one.err] == []


def test_a_reply_that_leads_elsewhere_in_the_system_is_followed(
    write: Callable[[str, str], Path],
    docverify: Command,
    staging: tuple[str, list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STAGING_KEY", SECRET)
    write("docverify.toml", CONFIG.format(url=staging[0]))
    call = 'curl -s -L --location-trusted -H "Authorization: Bearer YOUR_KEY" http://api.cups.test/moved'
    write("a.md", f"```sh\n{call}\n```\n")
    (row,) = json.loads(docverify("check", "--format", "json", "a.md").out)["examples"]
    assert (row["verdict"], row["level"]) == ("pass", "reached")
    assert [(one["path"], one["status"]) for one in row["requests"]] == [("/moved", 307), ("/whoami", 200)]


@pytest.mark.parametrize("value", [None, ""])
def test_a_secret_that_is_not_there_or_empty_judges_nothing(
    write: Callable[[str, str], Path],
    docverify: Command,
    staging: tuple[str, list[str]],
    monkeypatch: pytest.MonkeyPatch,
    value: str | None,
) -> None:
    monkeypatch.delenv("STAGING_KEY", raising=False)
    if value is not None:
        monkeypatch.setenv("STAGING_KEY", value)
    write("docverify.toml", CONFIG.format(url=staging[0]))
    write("a.md", PAGE)
    said = docverify("check", "--format", "json", "a.md")
    (row,) = json.loads(said.out)["examples"]
    assert (said.code, row["verdict"]) == (2, "error")
    assert row["detail"] == "the backend cups needs the secret key: STAGING_KEY is not set"
