"""What a backend replies to the examples is recorded, answers in its place, and is held against it later."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command

Write = Callable[[str, str], Path]
SERVICE = Path(__file__).parents[1] / "backends" / "service.py"
FILE = "recordings/docs/cups.md.json"
CONFIG = f"""
[[sources]]
path = "docs"

[backends.cups]
start = [{sys.executable!r}, "service.py", "{{port}}"]
ready = {{ http = "/health" }}
reset = {{ http = "POST /reset" }}
hosts = ["api.cups.test"]
replay = "recordings"
secrets = {{ key = "env:CUPS_KEY" }}
placeholders = {{ YOUR_KEY = "{{secret.key}}" }}
"""
ALONE = CONFIG.replace("\nstart", "\n# start").replace("\nready", "\n# ready").replace("\nreset", "\n# reset")
PAGE = """\
# Cups

```python
import json
from urllib.request import Request, urlopen

cup = b'{"size": 1, "token": "t-123456789"}'
print(json.load(urlopen(Request("https://api.cups.test/cups", cup, {"Key": "YOUR_KEY"}))))
```

```
{'cups': [{'size': 1, 'token': 't-123456789'}]}
```

```sh
id=$(curl -s -d '{"tea": "green"}' https://api.cups.test/named | grep -o '[0-9a-f]\\{32\\}')
curl -s https://api.cups.test/named/$id
```

```
{"cup": {"tea": "green"}}
```
"""


@pytest.fixture
def project(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUPS_KEY", "the-real-key")
    write("docverify.toml", CONFIG)
    write("docs/cups.md", PAGE)
    write("service.py", SERVICE.read_text(encoding="utf-8"))


def checked(docverify: Command, *words: str) -> tuple[int, list[dict[str, Any]]]:
    said = docverify("check", "--format", "json", *words)
    return said.code, [row for row in json.loads(said.out)["examples"] if row["reason"] != "not-executable"]


@pytest.mark.usefixtures("project")
def test_what_was_recorded_answers_where_nothing_else_does(write: Write, docverify: Command, folder: Path) -> None:
    said = docverify("record")
    assert (said.code, said.out.splitlines()[0]) == (0, f"recorded docs/cups.md 3 exchanges with cups: {FILE}")
    text = (folder / FILE).read_text()
    assert "the-real-key" not in text
    assert "t-123456789" not in text
    write("docverify.toml", ALONE)
    (folder / "service.py").unlink()
    code, rows = checked(docverify)
    assert [(row["verdict"], row["level"]) for row in rows] == [("pass", "matched"), ("pass", "matched")]
    assert [request["status"] for row in rows for request in row["requests"]] == [200, 201, 200]
    assert code == 0
    assert all(row["cached"] for row in checked(docverify)[1])  # what it follows from is all there


@pytest.mark.usefixtures("project")
def test_a_check_can_do_with_the_recordings_of_what_is_there(docverify: Command, folder: Path) -> None:
    docverify("record")
    (folder / "service.py").unlink()
    assert [row["verdict"] for row in checked(docverify)[1]] == ["error", "error"]
    assert [row["verdict"] for row in checked(docverify, "--replay")[1]] == ["pass", "pass"]


@pytest.mark.usefixtures("project")
def test_tenants_and_what_replies_gave_are_known_to_recordings_too(write: Write, docverify: Command) -> None:
    apart = CONFIG.replace("reset = {", 'tenant = { var = "APP", value = "p{page_hash}" }\nreset = {')
    more = 'placeholders = { YOUR_APP = "{APP}", "<cupId>" = "{capture.cup}", '
    captures = 'captures = { cup = { request = "POST /named", member = "made.id" } }\n'
    write("docverify.toml", apart.replace("placeholders = { ", more) + captures)
    made = '```sh\ncurl -s -d \'{"tea": "green"}\' https://api.cups.test/named\n```\n\n'
    read = '```sh\ncurl -s https://api.cups.test/named/<cupId>\n```\n\n```\n{"cup": {"tea": "green"}}\n```\n\n'
    own = '```sh\ncurl -s -d 1 https://api.cups.test/of/YOUR_APP\n```\n\n```\n{"cups": [1]}\n```\n'
    write("docs/cups.md", made + read + own)
    docverify("record")
    told = [[(row["verdict"], row["level"]) for row in checked(docverify, *more)[1]] for more in ((), ("--replay",))]
    assert told == [[("pass", "reached"), ("pass", "matched"), ("pass", "matched")]] * 2


@pytest.mark.usefixtures("project")
def test_what_was_not_recorded_is_not_judged(write: Write, docverify: Command) -> None:
    docverify("record")
    write("docs/cups.md", PAGE.replace('"size": 1, ', '"colour": "red", "size": 1, '))
    row = checked(docverify, "--replay")[1][0]
    assert (row["verdict"], row["reason"]) == ("unverified", "unsupported-by-backend")
    assert "POST api.cups.test/cups came to nothing: no recording of it" in row["detail"]


@pytest.mark.usefixtures("project")
def test_a_backend_that_replies_in_another_shape_than_it_did_has_drifted(write: Write, docverify: Command) -> None:
    docverify("record")
    assert [row["verdict"] for row in checked(docverify)[1]] == ["pass", "pass"]
    now = SERVICE.read_text(encoding="utf-8").replace('{"cup": NAMED', '{"cup": [1], "was": NAMED')
    write("service.py", now)
    write("docs/cups.md", PAGE.replace('```\n{"cup": {"tea": "green"}}\n```\n', ""))
    code, rows = checked(docverify)
    assert [(row["verdict"], row["kind"]) for row in rows] == [("pass", ""), ("drift", "response")]
    assert rows[1]["detail"].endswith("`cup` is a list, the recording has an object")
    assert code == 1


@pytest.mark.usefixtures("project")
def test_what_others_recorded_is_no_drift_of_this_backend(docverify: Command, folder: Path) -> None:
    docverify("record")
    of_production = (folder / FILE).read_text().replace('"kind": "process"', '"kind": "url"').replace('"cup"', '"jug"')
    (folder / FILE).write_text(of_production)
    assert [row["verdict"] for row in checked(docverify)[1]] == ["pass", "pass"]


@pytest.mark.usefixtures("project")
def test_how_far_a_backend_answers_as_it_was_recorded_is_told(docverify: Command, folder: Path) -> None:
    docverify("record")
    said = docverify("record", "--compare")
    assert (said.code, said.out) == (0, "cups 3 requests: 100% agree in status, 100% in shape\n")
    other = (folder / FILE).read_text().replace('"status": 201', '"status": 202').replace('"cup":', '"jug":')
    (folder / FILE).write_text(other)
    told = docverify("record", "--compare").out.splitlines()
    assert told[0] == "docs/cups.md POST /named: answered 201, the recording has 202"
    assert told[2] == "cups 3 requests: 67% agree in status, 67% in shape"
    assert (
        "\n  backend cups: of 3 recorded requests 67% agree in status, 67% in shape (compared "
        in docverify("check").out
    )
    (kept,) = json.loads(docverify("check", "--format", "json").out)["fidelity"]
    assert (kept["backend"], kept["requests"], kept["status"], kept["shape"]) == ("cups", 3, 2, 2)
    rows = [json.loads(line) for line in docverify("record", "--compare", "--format", "json").out.splitlines()]
    assert [(row["request"].split("/")[1], bool(row["status"])) for row in rows] == [
        ("cups", False),
        ("named", True),
        ("named", False),
    ]


@pytest.mark.usefixtures("project")
def test_a_page_that_could_not_run_keeps_its_recording_and_one_that_asks_nothing_has_none(
    write: Write, docverify: Command, folder: Path
) -> None:
    docverify("record")
    before = (folder / FILE).read_text()
    write("service.py", "raise SystemExit('no tea')")
    said = docverify("record")
    assert (said.code, (folder / FILE).read_text()) == (2, before)
    assert "error docs/cups.md: the backend cups ended by itself, with 1: no tea" in said.out
    write("service.py", SERVICE.read_text(encoding="utf-8"))
    write("docs/cups.md", "```python\nprint(1)\n```\n")
    assert docverify("record").out == "nothing was recorded: no example reached a backend\n"
    assert not (folder / FILE).exists()


@pytest.mark.usefixtures("project")
def test_what_pages_ask_can_be_had_as_har(docverify: Command, folder: Path) -> None:
    docverify("check", "--har", "traffic")
    archive = json.loads((folder / "traffic/docs/cups.md.har").read_text())
    asked = [(one["request"]["method"], one["response"]["status"]) for one in archive["log"]["entries"]]
    assert asked == [("POST", 200), ("POST", 201), ("GET", 200)]
    assert "the-real-key" not in json.dumps(archive)


@pytest.mark.parametrize(
    ("config", "words", "said"),
    [
        ("", ("record",), "no backend is recorded: none has replay beside what answers today"),
        ("", ("check", "--replay"), "no backend has recordings"),
        (CONFIG, ("record", "--compare"), "the backend cups has no recordings in "),
    ],
)
def test_where_there_is_nothing_to_record_or_replay_it_is_said_what_to_do(
    write: Write, docverify: Command, config: str, words: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_KEY", "x")
    write("docs/cups.md", PAGE)
    write("docverify.toml", config or '[[sources]]\npath = "docs"\n')
    write("service.py", SERVICE.read_text(encoding="utf-8"))
    found = docverify(*words)
    assert found.code == 2
    assert said in found.err
    assert "next: " in found.err


def test_without_recordings_nothing_is_judged_by_them(write: Write, docverify: Command) -> None:
    write("docverify.toml", ALONE)
    write("docs/cups.md", PAGE)
    code, rows = checked(docverify)
    assert (code, {row["verdict"] for row in rows}) == (2, {"error"})
    assert "the backend cups has no recordings in " in rows[0]["detail"]


@pytest.mark.usefixtures("project")
def test_two_backends_do_not_write_into_one_folder(write: Write, docverify: Command) -> None:
    write(
        "docverify.toml", CONFIG + CONFIG[CONFIG.index("\n[backends.cups]") :].replace("backends.cups", "backends.pots")
    )
    said = docverify("record")
    assert (said.code, "two backends have the same folder of recordings" in said.err) == (2, True)
