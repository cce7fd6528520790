"""What the config declares to run before the examples of each page runs there, and is on no page."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from docverify.extract import may_begin
from docverify.ports import Compiled, Served
from docverify.registry import members
from tests.cli.conftest import Command

Write = Callable[[str, str], Path]

LANGUAGES = {
    "javascript": ('const pot = { tea: "assam" };', "console.log(pot.tea)"),
    "perl": ('our $tea = "assam";', 'print "$tea\\n";'),
    "php": ('$tea = "assam";', 'echo $tea, "\\n";'),
    "python": ('tea = "assam"', "print(tea)"),
    "ruby": ('$tea = "assam"', "puts $tea"),
    "shell": ("echo assam > tin", "cat tin"),
    "sql": ("create table tin (tea text); insert into tin values ('assam');", "select tea from tin;"),
}
"""A setup, and an example that needs it."""
CONFIG = '[[sources]]\npath = "docs"\n\n[sources.setup.python]\nfile = "begin.py"\n'
PAGE = """\
# Tea

```python
print(cups)
```

```text
3
```

```python
cups = 4
```

```sh
echo tea
```
"""


@pytest.fixture
def rows(docverify: Command) -> Callable[..., list[dict]]:
    def check(*words: str) -> list[dict]:
        found: list[dict] = json.loads(docverify("check", "--format", "json", *words).out)["examples"]
        return found

    return check


def declared(language: str, code: str) -> str:
    return f"[[sources]]\npath = 'docs'\n\n[sources.setup.{language}]\ncode = '''\n{code}\n'''\n"


def test_every_language_with_sessions_is_shown() -> None:
    known = members("languages").items()
    begun = {name for name, one in known if may_begin(one) and not isinstance(one, Compiled | Served)}
    assert begun == set(LANGUAGES)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_each_session_of_a_page_begins_with_it(write: Write, rows: Callable[..., list[dict]], language: str) -> None:
    setup, example = LANGUAGES[language]
    write("docverify.toml", declared(language, setup))
    page = f"```{language}\n{example}\n```\n\n```text\nassam\n```\n"
    write("docs/a.md", page)
    write("docs/b.md", page)
    assert [(row["page"], row["verdict"], row["level"]) for row in rows() if row["session"]] == [
        ("docs/a.md", "pass", "matched"),
        ("docs/b.md", "pass", "matched"),
    ]


def test_go_borrows_of_it_what_an_example_lacks(write: Write, rows: Callable[..., list[dict]]) -> None:
    write(
        "docverify.toml", declared("go", 'import str "strings"\n\nfunc brew() string { return str.ToUpper("assam") }')
    )
    write("docs/a.md", "```go\nfmt.Println(brew())\n```\n\n```text\nASSAM\n```\n\n```go\nfmt.Println(3)\n```\n")
    found = [(row["verdict"], row["level"], row["reading"]) for row in rows() if row["language"] == "go"]
    assert found == [("pass", "matched", "supplied"), ("pass", "ran", "page-order")]


def test_it_is_no_row_and_pages_are_as_they_are(write: Write, rows: Callable[..., list[dict]]) -> None:
    write("docverify.toml", CONFIG)
    write("begin.py", "cups = 3\n#> 5\n")
    write("docs/a.md", PAGE)
    found = rows()
    assert [row["id"].rpartition("#")[2] for row in found] == [
        "tea:python:1",
        "tea:text:1",
        "tea:python:2",
        "tea:shell:1",
    ]
    assert [row["verdict"] for row in found] == ["pass", "unverified", "pass", "pass"]


def test_one_that_changed_runs_the_pages_again(write: Write, rows: Callable[..., list[dict]]) -> None:
    write("docverify.toml", CONFIG)
    write("begin.py", "cups = 3\n")
    write("docs/a.md", PAGE)
    rows()
    assert all(row["cached"] for row in rows())
    write("begin.py", "cups = 5\n")
    first, *_ = rows()
    assert (first["cached"], first["verdict"], first["actual"]) == (False, "drift", "5\n")


@pytest.mark.parametrize("source", [".", "docs", "docs/a.md"])
def test_a_source_that_is_named_and_lies_within_one_of_the_config_is_read_as_that_is(
    write: Write, rows: Callable[..., list[dict]], source: str
) -> None:
    write("docverify.toml", CONFIG)
    write("begin.py", "cups = 3\n")
    write("docs/a.md", PAGE)
    within = source != "."
    assert rows(source)[0]["verdict"] == ("pass" if within else "unverified")


def test_one_that_fails_is_an_error_of_its_own_language_alone(write: Write, docverify: Command) -> None:
    write("docverify.toml", CONFIG)
    write("begin.py", "cups = 3\nraise ValueError('no tea')\n")
    write("docs/a.md", PAGE)
    said = docverify("check", "--format", "json")
    found = {row["id"].rpartition("#")[2]: row for row in json.loads(said.out)["examples"]}
    assert said.code == 2
    assert {name: (row["verdict"], row["blame"]) for name, row in found.items()} == {
        "tea:python:1": ("error", "setup"),
        "tea:text:1": ("unverified", ""),
        "tea:python:2": ("error", "setup"),
        "tea:shell:1": ("pass", ""),
    }
    why = "the setup of python did not come to its end (begin.py:2): ValueError: no tea"
    assert found["tea:python:1"]["detail"] == why
    assert "correct the setup, then: docverify check docs/a.md" in docverify("report").out


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("cups = (3", "begin.py: the setup of python cannot run: SyntaxError: '(' was never closed"),
        ("\n", 'docverify.toml:5: "sources.setup.python.file" is empty'),
    ],
)
def test_one_that_cannot_run_stops_the_check(write: Write, docverify: Command, code: str, why: str) -> None:
    write("docverify.toml", CONFIG)
    write("begin.py", code)
    write("docs/a.md", PAGE)
    said = docverify("check")
    assert (said.code, said.out) == (2, "")
    assert why in said.err


def test_what_is_compiled_one_by_one_has_none(write: Write, docverify: Command) -> None:
    write("docverify.toml", declared("rust", "use tea::Pot;"))
    said = docverify("check")
    assert said.code == 2
    assert '"sources.setup.rust" does not know "rust"' in said.err
    assert "known are: go, " in said.err


def test_it_is_told_of_where_an_example_is_explained_and_planned(write: Write, docverify: Command) -> None:
    write("docverify.toml", CONFIG)
    write("begin.py", "cups = 3\n")
    write("docs/a.md", PAGE.replace("3\n", "4\n"))
    assert "the first of its session; begun by begin.py; needs cups" in docverify("explain", "tea:python:1").out
    told = json.loads(docverify("explain", "tea:python:1", "--format", "json").out)
    assert told["setup"] == "begin.py"
    assert [one["reading"] for one in told["readings"]] == ["page-order", "alone", "without setup"]
    assert json.loads(docverify("explain", "tea:shell:1", "--format", "json").out)["setup"] == ""
    planned = docverify("plan").out
    assert "begin.py:1    python  1 step; first, as a setup" in planned
    assert "3 examples in 2 sessions on 1 page would run" in planned


def test_placeholders_have_their_values_in_it(write: Write, rows: Callable[..., list[dict]]) -> None:
    write("docverify.toml", declared("python", 'key = "YOUR_KEY"') + '\n[placeholders]\nYOUR_KEY = "k1"\n')
    write("docs/a.md", "```python\nprint(key)\n```\n\n```text\nk1\n```\n")
    assert rows()[0]["verdict"] == "pass"


def test_a_page_that_is_right_without_it_is_right(write: Write, rows: Callable[..., list[dict]]) -> None:
    write("docverify.toml", declared("python", "import os\nos.environ['TEA'] = 'assam'"))
    write("docs/a.md", "```python\nimport os\nprint(os.environ.get('TEA'))\n```\n\n```text\nNone\n```\n")
    first, _ = rows()
    assert (first["verdict"], first["level"], first["reading"]) == ("pass", "matched", "without setup")
