"""A configuration is read as it is meant, and what is wrong in one is named where it stands."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify.config import parse, parse_table, sources_from_arguments
from docverify.errors import UsageError
from docverify.model import Config, EnvironmentConfig, Limits, Setup, SourceConfig, TrackerConfig
from docverify.tomlplace import find_line
from tests.cases import read_cases

CHOICES = {
    "tracker.kind": ("outbox", "github"),
    "environments": ("python", "shell"),
    "sources.setup": ("python", "shell"),
}

WHOLE = """
fail_on = ["version", "response"]

[[sources]]
path = "docs"
include = ["*.md"]
exclude = ["drafts/"]

[[sources]]
git = "https://git.example/a.git"
revision = "v1"

[sources.setup.python]
code = "import tea"

[sources.setup.shell]
file = "docs/begin.sh"

[environments.python]
install = ["attrs==25.3", "."]

[limits]
seconds = 5
processes = 8

[matrix]
attrs = ["24.1", "latest"]

[placeholders]
"<cupId>" = "c1"

[tracker]
kind = "github"
repository = "owner/name"
base_url = "https://git.example/api/v3"
token_env = "DOCS_TOKEN"
"""
MEANT = Config(
    sources=(
        SourceConfig(path="docs", include=("*.md",), exclude=("drafts/",)),
        SourceConfig(
            git="https://git.example/a.git",
            revision="v1",
            setup={"python": Setup("import tea"), "shell": Setup(file="docs/begin.sh")},
        ),
    ),
    environments={"python": EnvironmentConfig(install=("attrs==25.3", "."))},
    limits=Limits(seconds=5.0, processes=8),
    matrix={"attrs": ("24.1", "latest")},
    tracker=TrackerConfig("github", "owner/name", "https://git.example/api/v3", "DOCS_TOKEN"),
    placeholders={"<cupId>": "c1"},
    fail_on=("version", "response"),
)


def refusal(text: str) -> str:
    with pytest.raises(UsageError) as caught:
        parse(text, "docverify.toml", choices=CHOICES)
    return "".join(f"{line}\n" for line in (caught.value.message, caught.value.hint) if line)


def test_every_key_is_read() -> None:
    assert parse(WHOLE, "docverify.toml", choices=CHOICES) == MEANT


def test_an_empty_text_means_the_defaults() -> None:
    assert parse("", "docverify.toml", choices=CHOICES) == Config()


def test_a_project_file_holds_the_same_in_its_table() -> None:
    lines = [line.replace("[", "[tool.docverify.", 1) if line.startswith("[") else line for line in WHOLE.split("\n")]
    text = "\n".join(lines).replace("[tool.docverify.[", "[[tool.docverify.")
    text = text.replace("fail_on", '[project]\nname = "tea"\n\n[tool.docverify]\nfail_on')
    assert parse_table(text, "pyproject.toml", choices=CHOICES) == MEANT


@pytest.mark.parametrize("text", ["", "[tool.other]\n", "tool = 3\n", '[project]\nname = "docverify"\n'])
def test_a_project_file_without_the_table_says_nothing(text: str) -> None:
    assert parse_table(text, "pyproject.toml") is None


def test_in_a_project_file_a_key_has_its_whole_name() -> None:
    with pytest.raises(UsageError) as caught:
        parse_table("[tool.docverify]\n[tool.docverify.limits]\nsecnds = 3\n", "pyproject.toml")
    assert caught.value.message == (
        'pyproject.toml:3: "tool.docverify.limits.secnds" is not a known key, in the line: secnds = 3'
    )
    assert caught.value.hint == 'did you mean "tool.docverify.limits.seconds"?'


def test_a_project_file_whose_table_is_no_table_is_refused() -> None:
    with pytest.raises(UsageError, match=r'pyproject.toml:2: "tool.docverify" must be a table'):
        parse_table("[tool]\ndocverify = 3\n", "pyproject.toml")


@pytest.mark.parametrize(("text", "expected"), read_cases("test_config.cases", __file__))
def test_what_is_wrong_is_named_where_it_stands(text: str, expected: str) -> None:
    assert refusal(text) == expected


def test_nesting_without_end_is_refused() -> None:
    assert "not valid TOML" in refusal("x = " + "[" * 100_000)


@given(st.lists(st.sampled_from(["", "# a comment", "    ", "\t# [limits]"]), max_size=6), st.integers(0, 3))
def test_the_line_of_a_key_does_not_depend_on_what_stands_around_it(noise: list[str], place: int) -> None:
    statements = ['a = """', "b = 1", '"""', "[t]", "b = [", "1,", "]", "[[u]]", "[[u]]", "b = 2"]
    spans = [(0, 3), (3, 4), (4, 7), (7, 8), (8, 9), (9, 10)]
    keys = [("a",), ("t",), ("t", "b"), ("u",), ("u", 1), ("u", 1, "b")]
    lines: list[str] = []
    starts = []
    for number, (start, end) in enumerate(spans):
        lines += noise if number >= place else []
        starts.append(len(lines) + 1)
        lines += statements[start:end]
    text = "\n".join(lines)
    tomllib.loads(text)
    assert [find_line(text, key) for key in keys] == starts


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("docs", SourceConfig(path="docs")),
        (".", SourceConfig(path=".")),
        ("docs/a@b.md", SourceConfig(path="docs/a@b.md")),
        ("repo.git", SourceConfig(git="repo.git")),
        (".git", SourceConfig(path=".git")),
        ("git@git.example:owner/name.git", SourceConfig(git="git@git.example:owner/name.git")),
        ("ssh://git@git.example/owner/name", SourceConfig(git="ssh://git@git.example/owner/name")),
        ("git://git.example/name", SourceConfig(git="git://git.example/name")),
        ("file:///srv/name", SourceConfig(git="file:///srv/name")),
        ("https://git.example/name.git", SourceConfig(git="https://git.example/name.git")),
        ("git+https://git.example/name", SourceConfig(git="https://git.example/name")),
        ("git+https://git.example/name@v1/x", SourceConfig(git="https://git.example/name", revision="v1/x")),
        ("git+ssh://git@git.example/name@v1", SourceConfig(git="ssh://git@git.example/name", revision="v1")),
        ("https://docs.example/", SourceConfig(url="https://docs.example/")),
    ],
)
def test_an_argument_tells_its_kind_by_its_form(argument: str, expected: SourceConfig) -> None:
    assert sources_from_arguments([argument]) == (expected,)


def test_paths_are_relative_to_the_working_folder() -> None:
    assert sources_from_arguments(["docs", "/srv/x", "r.git", "https://docs.example"], "/work") == (
        SourceConfig(path="/work/docs"),
        SourceConfig(path="/srv/x"),
        SourceConfig(git="/work/r.git"),
        SourceConfig(url="https://docs.example"),
    )


@pytest.mark.parametrize("argument", ["", "git+nothing", "https://ann:secret@docs.example/"])
def test_an_argument_that_names_nothing_is_refused(argument: str) -> None:
    with pytest.raises(UsageError):
        sources_from_arguments([argument])
