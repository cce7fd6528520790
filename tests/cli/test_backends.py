"""Examples that call a service run as they stand on the page, against an instance that is started for them."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Command

Write = Callable[[str, str], Path]
SERVICE = str(Path(__file__).parents[1] / "backends" / "service.py")

CONFIG = f"""
[[sources]]
path = "docs"

[backends.cups]
start = [{sys.executable!r}, {SERVICE!r}, "{{port}}"]
ready = {{ http = "/health" }}
reset = {{ http = "POST /reset" }}
hosts = ["api.cups.test"]
placeholders = {{ YOUR_CUP = "mug" }}
"""

PAGE = """\
# Cups

```python
import json
from urllib.request import urlopen

print(json.load(urlopen("https://api.cups.test/cups")))
```

```
{'cups': []}
```

```python
print(json.load(urlopen("https://api.cups.test/cups", data=b'"YOUR_CUP"')))
```

```
{'cups': ['mug']}
```

```sh
curl -s http://api.cups.test/cups
```

```python
print("no call")
```

```python
urlopen("https://api.pots.test/pots")
```
"""


def checked(docverify: Command, *words: str) -> tuple[int, list[dict[str, object]]]:
    said = docverify("check", "--format", "json", *words)
    return said.code, [row for row in json.loads(said.out)["examples"] if row["reason"] != "not-executable"]


def test_a_page_runs_as_it_stands(write: Write, docverify: Command) -> None:
    write("docverify.toml", CONFIG)
    write("docs/cups.md", PAGE)
    code, rows = checked(docverify)
    assert [(row["verdict"], row["level"], row["reason"]) for row in rows] == [
        ("pass", "matched", ""),
        ("pass", "matched", ""),
        ("pass", "reached", ""),
        ("pass", "ran", ""),
        ("unverified", "parsed", "needs-network"),
    ]
    assert [[(one["method"], one["path"], one["status"]) for one in row["requests"]] for row in rows[:3]] == [
        [("GET", "/cups", 200)],
        [("POST", "/cups", 200)],
        [("GET", "/cups", 200)],
    ]
    assert code == 0


QUIET = """\
```python
from urllib.request import urlopen

try:
    urlopen("http://203.0.113.7/pots")
except OSError:
    pass
```

```python
print("tea")
```

```sh
curl -s -m 2 http://203.0.113.8/ || true
```
"""


def test_a_call_to_an_address_is_told_where_its_error_is_swallowed_and_of_no_other_example(
    write: Write, docverify: Command
) -> None:
    write("docverify.toml", CONFIG)
    write("docs/pots.md", QUIET)
    _, rows = checked(docverify)
    assert [(row["verdict"], row["reason"], row["detail"]) for row in rows] == [
        ("unverified", "needs-network", "needs the network: 203.0.113.7"),
        ("pass", "", ""),
        ("unverified", "needs-network", "needs the network: 203.0.113.8"),
    ]


def test_no_page_sees_what_another_one_left(write: Write, docverify: Command) -> None:
    write("docverify.toml", CONFIG)
    for name in "abc":
        write(f"docs/{name}.md", PAGE)
    _, rows = checked(docverify)
    assert {row["verdict"] for row in rows[:2] + rows[5:7] + rows[10:12]} == {"pass"}


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("dying", "the backend cups ended by itself, with 1: no cups today"),
        ("slow", "the backend cups was not ready after 0.5 seconds"),
    ],
)
def test_without_its_backend_nothing_is_judged(write: Write, docverify: Command, how: str, said: str) -> None:
    config = CONFIG.replace('"{port}"]', f'"{{port}}", "{how}"]').replace('"/health" }', '"/health", seconds = 0.5 }')
    write("docverify.toml", config)
    write("docs/cups.md", PAGE)
    code, rows = checked(docverify)
    assert {(row["verdict"], row["detail"]) for row in rows} == {("error", said)}
    assert code == 2


def test_a_backend_that_ends_midway_judges_nothing(write: Write, docverify: Command) -> None:
    write("docverify.toml", CONFIG)
    write("docs/cups.md", PAGE + "\n```sh\ncurl -s -X POST http://api.cups.test/end\n```\n")
    code, rows = checked(docverify)
    assert {row["verdict"] for row in rows} == {"error"}
    assert "out of cups" in str(rows[0]["detail"])
    assert code == 2


def test_a_backend_that_answers_garbage_judges_nothing(write: Write, docverify: Command) -> None:
    write("docverify.toml", CONFIG)
    write("docs/cups.md", PAGE.replace("http://api.cups.test/cups", "http://api.cups.test/garbage"))
    code, rows = checked(docverify)
    assert (code, {row["verdict"] for row in rows}) == (2, {"error"})
    assert "cups" in str(rows[0]["detail"])


def test_what_a_backend_may_have_changed_is_kept_only_where_its_version_is_told(
    write: Write, docverify: Command
) -> None:
    write("docverify.toml", CONFIG)
    write("docs/cups.md", PAGE)
    checked(docverify)
    assert not any(row["cached"] for row in checked(docverify)[1])
    write("docverify.toml", CONFIG + f'version = [{sys.executable!r}, "-c", "print(1)"]\n')
    checked(docverify)
    assert all(row["cached"] for row in checked(docverify)[1])


def test_raw_requests_are_sent_and_their_documented_replies_compared(write: Write, docverify: Command) -> None:
    write("docverify.toml", CONFIG)
    sent = '```http\nPOST /cups HTTP/1.1\nHost: api.cups.test\n\n"mug"\n```\n\n'
    write(
        "docs/cups.md", sent + '```json\n{"cups": ["jug"]}\n```\n\n' + sent + '```json\n{"cups": 2, "total": 1}\n```\n'
    )
    _, rows = checked(docverify)
    told = [(row["verdict"], row["level"], row["detail"]) for row in rows if row["language"] == "http"]
    assert told == [("pass", "matched", ""), ("drift", "ran", "`cups` is a list, the page shows a number")]


CAPTURING = (
    CONFIG
    + """
[backends.cups.captures.cup]
request = "POST /cups"
member = "cups.0"
"""
)

CAPTURED = """\
# Cups

```python
from urllib.request import urlopen

urlopen("https://api.cups.test/cups", data=b'"jug"')
```

```sh
curl -s http://api.cups.test/cups/<cupId>
```

```json
{"cup": "jug"}
```

```javascript
const reply = await fetch("https://api.cups.test/cups/:cupId");
console.log(reply.status);
```

```
200
```
"""


def test_an_id_that_a_reply_gave_is_known_to_the_examples_below_in_every_language(
    write: Write, docverify: Command
) -> None:
    write("docverify.toml", CAPTURING.replace('YOUR_CUP = "mug"', '"<cupId>" = "{capture.cup}"'))
    write("docs/cups.md", CAPTURED)
    _, rows = checked(docverify)
    told = [(row["verdict"], row["level"], [one["path"] for one in row["requests"]]) for row in rows if row["requests"]]
    assert told == [
        ("pass", "reached", ["/cups"]),
        ("pass", "matched", ["/cups/{cup}"]),
        ("pass", "matched", ["/cups/{cup}"]),
    ]


def test_without_the_reply_that_gives_it_nothing_is_called_wrong(write: Write, docverify: Command) -> None:
    write("docverify.toml", CAPTURING.replace('YOUR_CUP = "mug"', '"<cupId>" = "{capture.cup}"'))
    write("docs/cups.md", CAPTURED.replace("urlopen(", "print("))
    _, rows = checked(docverify)
    told = [(row["verdict"], row["reason"]) for row in rows[1:] if row["requests"]]
    assert told == [("unverified", "placeholder")] * 2
    assert "stands for what a reply to POST /cups gives, and none did" in str(rows[1]["detail"])


def test_a_placeholder_that_nobody_declared_is_no_mistake_of_the_page(write: Write, docverify: Command) -> None:
    write("docverify.toml", CONFIG)
    write(
        "docs/cups.md",
        '```python\nfrom urllib.request import urlopen\nurlopen("http://api.cups.test/cups/{cupId}")\n```\n',
    )
    _, rows = checked(docverify)
    assert [(row["verdict"], row["reason"]) for row in rows] == [("unverified", "placeholder")]
    assert str(rows[0]["detail"]).startswith("sends the placeholder `{cupId}`: the backend cups answered 404")


def test_what_an_example_asked_for_is_explained(write: Write, docverify: Command) -> None:
    write("docverify.toml", CONFIG)
    write("docs/cups.md", PAGE.replace("http://api.cups.test/cups", "http://api.cups.test/saucers"))
    said = docverify("explain", "docs/cups.md#cups:shell:1").out
    assert "requests\n  404 GET api.cups.test/saucers\n" in said
    said = docverify("explain", "docs/cups.md#cups:python:4").out
    assert "requests\n  refused api.pots.test\n" in said


APART = CONFIG.replace('reset = { http = "POST /reset" }', 'tenant = { var = "APP", value = "p{page_hash}" }').replace(
    'YOUR_CUP = "mug"', 'YOUR_APP = "{APP}"'
)
CALLS = """\
```python
import json, os
from urllib.request import urlopen

print(json.load(urlopen("https://api.cups.test/of/YOUR_APP", data=b'"mug"')))
```

```
{'cups': ['mug']}
```

```python
print(json.load(urlopen("https://api.cups.test/process")), os.environ.get("APP"))
```
"""


def test_pages_of_tenants_see_nothing_of_each_other_and_cost_no_restart(write: Write, docverify: Command) -> None:
    write("docverify.toml", APART + 'env = { APP = "{APP}" }\n')
    for name in "abc":
        write(f"docs/{name}.md", CALLS)
    _, rows = checked(docverify, "--jobs", "1")
    assert {(row["verdict"], row["level"]) for row in rows[::2]} == {("pass", "matched")}
    said = {str(row["actual"]) for row in rows[1::2]}
    assert len(said) == 1
    assert "'process': " in said.pop()
    assert len({row["requests"][0]["path"] for row in rows[::2]}) == 1  # as the pages have it, whatever it was


SEED = '[{"request": "POST /named", "body": {"size": 1}, "name": "Cup", "id": "made.id"}]'
READS = """\
```sh
curl -s https://api.cups.test/named/<cupId>
```

```
{"cup": {"size": 1}}
```
"""


def test_pages_find_what_their_backend_is_filled_with(write: Write, docverify: Command) -> None:
    write("docverify.toml", CONFIG.replace('YOUR_CUP = "mug"', '"<cupId>" = "{seed.Cup.0}"') + 'seed = "{page}.json"\n')
    write("docs/cups.md", READS)
    write("docs/cups.json", SEED)
    _, rows = checked(docverify, "docs/cups.md")
    assert [(row["verdict"], row["level"], row["detail"]) for row in rows] == [("pass", "matched", "")]


def test_a_seed_that_does_not_work_judges_nothing(write: Write, docverify: Command) -> None:
    write("docverify.toml", CONFIG + 'seed = "seed.json"\n')
    write("docs/cups.md", PAGE)
    write("seed.json", '[{"request": "PUT /cups"}]')
    code, rows = checked(docverify)
    assert (code, {row["verdict"] for row in rows}) == (2, {"error"})
    assert "cups could not be filled: PUT /cups was answered by 501" in str(rows[0]["detail"])


def test_what_a_backend_says_of_a_seed_is_told_without_secrets(
    write: Write, docverify: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_KEY", "the-real-key")
    write("docverify.toml", CONFIG + 'seed = "seed.json"\nsecrets = { key = "env:CUPS_KEY" }\n')
    write("docs/cups.md", PAGE)
    say = "import sys; sys.exit('no ' + sys.argv[1])"
    write("seed.json", json.dumps([{"exec": [sys.executable, "-c", say, "{secret.key}"]}]))
    said = docverify("check", "--format", "json")
    assert "could not be filled" in said.out
    assert "no docverify-" in said.out
    assert "the-real-key" not in said.out


LOGGING = """\
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        sys.exit(print("asked with", self.headers.get("Key"), flush=True) if "Key" in self.headers else self.answer())

    def answer(self):
        self.send_response(200)
        self.end_headers()

HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


def test_the_last_words_of_a_backend_are_told_without_secrets(
    write: Write, docverify: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_KEY", "the-real-key")
    ends = "import os; os.write(1, b'key ' + os.environ['CUPS_KEY'].encode()); os._exit(3)"
    for code, said in ((LOGGING, "asked with docverify-"), (ends, "key docverify-")):
        write("logging.py", code)
        start = f'start = [{sys.executable!r}, "logging.py", "{{port}}"]\nhosts = ["api.cups.test"]\n'
        more = 'secrets = { key = "env:CUPS_KEY" }\nplaceholders = { YOUR_KEY = "{secret.key}" }\n'
        write("docverify.toml", f"[backends.cups]\n{start}{more}")
        write("cups.md", "```sh\ncurl -s -H 'Key: YOUR_KEY' http://api.cups.test/cups\n```\n")
        found = docverify("check", "--format", "json", "cups.md")
        told = f"{found.out}{docverify('explain', 'cups.md#:shell:1').out}{docverify('doctor').out}"
        assert found.code == 2
        assert said in found.out
        assert "the-real-key" not in told


def test_a_page_that_ends_its_backend_takes_no_other_page_along(write: Write, docverify: Command) -> None:
    call, end = (f"```sh\ncurl -s {what}\n```\n" for what in ("api.cups.test/cups", "-X POST api.cups.test/end"))
    reset = 'reset = { http = "POST /reset" }'
    apart = 'tenant = { var = "APP", value = "p{page_hash}" }'
    for clean, after in ((reset, "pass"), ("", "pass"), (apart, "pass"), ('scope = "run"', "error")):
        write("docverify.toml", CONFIG.replace(reset, clean))
        for name, page in (("a", end), ("b", call), ("c", call)):
            write(f"docs/{name}.md", page)
        code, rows = checked(docverify, "--jobs", "1")
        told = {str(row["page"])[-4:-3]: row["verdict"] for row in rows}
        assert (code, told) == (2, {"a": "error", "b": after, "c": after})
        assert {"out of cups" in str(row["detail"]) for row in rows if row["verdict"] == "error"} == {True}


WRONG = "```python\nprint(len('jug'))\n#> 4\n```\n"


@pytest.mark.parametrize("broken", ["dying", "slow", "garbage", "midway"])
def test_without_its_backend_no_issue_is_opened_or_closed(
    write: Write, docverify: Command, folder: Path, broken: str
) -> None:
    write("docverify.toml", CONFIG)
    write("docs/cups.md", f"{PAGE}\n# Jugs\n\n{WRONG}")
    assert docverify("check").code == 1
    assert docverify("issues", "--apply").out.count("opened ") == 1
    before = {path: path.read_bytes() for path in (folder / ".docverify" / "outbox").iterdir()}
    calls = {"garbage": "curl -s api.cups.test/garbage", "midway": "curl -s -X POST api.cups.test/end"}
    mended = f"{PAGE}\n# Jugs\n\n{WRONG.replace('4', '3')}\n# Mugs\n\n{WRONG.replace('jug', 'mugs and jugs')}"
    write("docs/cups.md", f"{mended}\n# More\n\n```sh\n{calls.get(broken, 'true')}\n```\n")
    if broken not in calls:
        config = CONFIG.replace('"{port}"]', f'"{{port}}", "{broken}"]')
        write("docverify.toml", config.replace('"/health" }', '"/health", seconds = 0.5 }'))
    for _ in range(3):
        assert docverify("check").code == 2
        assert docverify("issues", "--apply").out.endswith("0 actions done\n")
    assert {path: path.read_bytes() for path in (folder / ".docverify" / "outbox").iterdir()} == before


def test_an_id_that_may_be_anything_on_a_page_is_told(write: Write, docverify: Command) -> None:
    write("docverify.toml", CONFIG.replace('YOUR_CUP = "mug"', '"<cupId>" = "{seed.Cup.0}"') + 'seed = "seed.json"\n')
    write("docs/cups.md", READS)
    write("seed.json", '[{"request": "POST /cups", "body": 7, "name": "Cup", "id": "cups.0"}]')
    code, rows = checked(docverify)
    assert (code, {row["verdict"] for row in rows}) == (2, {"error"})
    assert "the backend cups gave '7' for {seed.Cup.0}, which may mean anything on a page" in str(rows[0]["detail"])


def test_the_sessions_of_a_page_can_each_begin_clean(write: Write, docverify: Command) -> None:
    asked, shown = "curl -s -d 1 http://api.cups.test/cups", '{"cups": [1]}'
    same = f"import subprocess\nprint(subprocess.getoutput('{asked}'))"
    write("docs/cups.md", f"```sh\n{asked}\n```\n\n```\n{shown}\n```\n\n```python\n{same}\n```\n\n```\n{shown}\n```\n")
    write("docverify.toml", CONFIG)
    assert [row["reading"] for row in checked(docverify)[1]] == ["page-order", "alone"]
    write("docverify.toml", CONFIG + 'scope = "session"\n')
    assert [row["reading"] for row in checked(docverify)[1]] == ["page-order", "page-order"]


SIDES = """\
# Cups

```python
from urllib.request import urlopen

urlopen("http://api.cups.test/refused")
```

```python
print(len("jug"))
#> 4
```

```sh
curl -s http://api.cups.test/failed
```
"""


def test_every_failure_says_which_side_it_came_from_with_its_requests(write: Write, docverify: Command) -> None:
    write("docverify.toml", CONFIG.replace("[backends.cups]", '[backends.cups]\nerrors = { error = "*" }'))
    write("docs/cups.md", SIDES)
    _, rows = checked(docverify)
    assert [(row["verdict"], row["blame"]) for row in rows] == [
        ("fail", "refused-request"),
        ("drift", "page"),
        ("unverified", "refused-request"),
    ]
    assert str(rows[2]["detail"]).startswith(
        "the backend cups answered 200 with an error to GET api.cups.test/failed: a cup needs a name (code 9)"
    )
    asked = "422 GET api.cups.test/refused: a cup needs a name (code 9)"
    text = docverify("check").out
    assert f"  {asked}\n  came from a request that the backend refused" in text
    assert asked in docverify("explain", "docs/cups.md#cups:python:1").out
    docverify("issues", "--apply")
    issues = [path.read_text() for path in Path(".docverify/outbox").glob("*.md")]
    assert any(f"\n{asked}\n" in one and "| Came from | a request that the backend refused |" in one for one in issues)


def test_a_backend_that_is_down_is_to_blame_itself(write: Write, docverify: Command) -> None:
    write("docverify.toml", CONFIG.replace('"{port}"]', '"{port}", "dying"]'))
    write("docs/cups.md", PAGE)
    assert {row["blame"] for row in checked(docverify)[1]} == {"backend"}


def test_what_replies_say_of_their_end_is_news_where_they_did_not_before(write: Write, docverify: Command) -> None:
    write("docs/cups.md", "```sh\ncurl -s http://api.cups.test/cups\n```\n")
    write("docverify.toml", CONFIG)
    assert [(row["verdict"], row["deprecations"]) for row in checked(docverify)[1]] == [("pass", [])]
    service = Path(SERVICE).read_text(encoding="utf-8").replace('"/old"', '"/cups"')
    write("docverify.toml", CONFIG.replace(SERVICE, str(write("service.py", service))))
    code, [row] = checked(docverify)
    assert (code, row["verdict"], row["kind"], row["deprecations"]) == (
        0,
        "drift",
        "deprecation",
        [
            "GET api.cups.test/cups is answered with Deprecation: @1688169599",
            "GET api.cups.test/cups is answered with Sunset: Sat, 31 Dec 2033 23:59:59 GMT",
        ],
    )


LANGUAGES = """\
# Cups

=== "Python"

    ```python
    from urllib.request import urlopen

    print(urlopen("http://api.cups.test/cups").status_code)
    ```

=== "Node"

    ```javascript
    const reply = await fetch("http://api.cups.test/cups");
    console.log(reply.status);
    ```

=== "curl"

    ```sh
    curl -s http://api.cups.test/cups
    ```

=== "Ruby"

    ```ruby
    url = "http://api.cups.test/cups"
    ```
"""


def test_what_fails_in_one_language_names_those_in_which_it_passes(write: Write, docverify: Command) -> None:
    write("docverify.toml", CONFIG)
    write("docs/cups.md", LANGUAGES)
    said = json.loads(docverify("check", "--format", "json").out)
    rows = {row["language"]: row for row in said["examples"]}
    assert (rows["python"]["verdict"], rows["python"]["passes_in"]) == ("fail", ["javascript", "ruby", "shell"])
    assert rows["ruby"]["detail"] == "sent no request, though the same in javascript, python, shell does"
    [comparison] = said["comparisons"]
    assert [(one["language"], one["verdict"]) for one in comparison["variants"]] == [
        ("javascript", "pass"),
        ("python", "fail"),
        ("ruby", "pass"),
        ("shell", "pass"),
    ]
    assert "passes in javascript, ruby, shell" in docverify("check").out
    docverify("issues", "--apply")
    [issue] = Path(".docverify/outbox").glob("*.md")
    assert "| Passes in | javascript, ruby, shell |" in issue.read_text(encoding="utf-8")


def test_what_is_shown_of_a_refused_request_is_not_held_against_a_page_that_leaves_imports_out(
    write: Write, docverify: Command
) -> None:
    write("docverify.toml", CONFIG)
    below = "```python\nimport http.client\n```\n"
    called = '>>> c = http.client.HTTPSConnection("api.cups.test")\n>>> c.request("GET", "/saucers")'
    asked = f"{called}\n>>> r = c.getresponse()"
    write("docs/cups.md", f"```pycon\n{asked}\n```\n\n```pycon\n>>> r.status\n200\n```\n\n{below}")
    _, rows = checked(docverify)
    assert [row["verdict"] for row in rows] == ["unverified", "unverified", "pass"]
