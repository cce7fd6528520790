"""What pages say of packages: certain names and nothing else, since strangers wrote the pages."""

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify.environments.crates import read_dependency
from docverify.mentions import read_mentions
from docverify.mentions.mention import is_stand_in
from docverify.model import Block
from tests.cases import read_cases

PARTS = [
    *("pip install ", "npm i ", "go get ", "cargo add ", "tea", "@", "==", "1.0", " ", "\n", "$", "`", "'", '"', "-"),
    *(
        "--features ",
        "=",
        "/",
        "..",
        "git+",
        "https://evil",
        "[",
        "]",
        ",",
        ";",
        "&&",
        "\\",
        "@npm:",
        "file:",
        "{",
        "}",
    ),
    *("[dependencies]\n", " = ", "{ version = ", "path", "<dependency>", "<groupId>", "</dependency>", "\0", "é"),
]
SAFE = {
    "python": r"[A-Za-z0-9][\w.-]*(\[[\w.,-]+\])?([<>=!~]=?=?\d[\w.*+!-]*,?)*",
    "javascript": r"(@[\w.~-]+/)?[\w.~-]+(@[\^~]?[\w.+-]+)?",
    "go": r"[\w.-]+\.[\w-]+(/[\w.~-]+)+(@[\w.+-]+)?",
    "java": r"[\w.-]+:[\w.-]+:[\w.-]+",
}


def block(code: str, language: str = "", line: int = 1) -> Block:
    return Block("tea.md", language, code, line, line + code.count("\n"))


@pytest.mark.parametrize(("text", "expected"), read_cases("test_mentions.cases", __file__))
def test_a_block_is_read(text: str, expected: str) -> None:
    label, _, code = text.removesuffix("\n").partition("\n")
    found = read_mentions([block(code, label)])
    assert "".join(f"{one.line} {one.language} {one.name} {one.requirement}\n" for one in found) == expected


def test_a_mention_knows_where_it_stands() -> None:
    [mention] = read_mentions([block("# tea\npip install tea", "sh", 7)])
    assert (mention.page, mention.line) == ("tea.md", 8)


@given(st.lists(st.sampled_from(PARTS), max_size=14).map("".join), st.sampled_from(["", "sh", "toml", "xml", "python"]))
def test_whatever_a_page_says_a_requirement_is_a_name_with_a_version(code: str, label: str) -> None:
    """No option, no address, no path, nothing that a shell or a package manager would expand."""
    for mention in read_mentions([block(code, label)]):
        assert "\n" not in mention.requirement
        if mention.language == "rust":
            assert re.fullmatch(r"[A-Za-z][\w-]*", read_dependency(mention.requirement)[0])
        else:
            assert re.fullmatch(SAFE[mention.language], mention.requirement)
            assert ".." not in mention.requirement.split("/")


@pytest.mark.parametrize(
    "code",
    [
        "pip install " + "tea " * 4_000,
        "<dependency>" * 1_600,
        "<dependency>" + "<groupId>a</groupId>" * 900,
        "<!--" * 4_900,
        "[dependencies]\n" + "a = 1\n" * 3_000,
        "[dependencies]\n" * 1_300,
        "implementation '" * 1_200,
        "pip install " + "\\\n" * 9_000,
        "$ pip install tea\n" * 1_100,
        "pip install " + "a-" * 9_900,
        "pip install tea" + ">=1," * 4_900,
        "go get " + "a." * 9_900,
        "pip install " + "'" * 19_000,
    ],
)
def test_no_block_takes_long(code: str) -> None:
    began = process_time()
    for label in ("", "toml", "xml", "groovy", "console"):
        list(read_mentions([block(code, label)]))
    assert process_time() - began < 5


@pytest.mark.parametrize(
    "name", ["your-package", "mylib", "package", "foo", "@scope/x", "demo", "some-thing", "Example", "x"]
)
def test_what_stands_for_a_name_is_none(name: str) -> None:
    assert is_stand_in(name)


@pytest.mark.parametrize("name", ["mypy", "attrs", "my", "@babel/core", "packaging", "barcode", "foolscap", "d3", "x2"])
def test_a_name_is_no_stand_in(name: str) -> None:
    assert not is_stand_in(name)
