"""Every sample, example and piece of code in a description of an interface is found, with true lines."""

import json
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from docverify.formats.trees.node import Node
from docverify.formats.trees.yaml_text import read_yaml
from docverify.model import Block, Page, Problem
from docverify.registry import members
from tests.cases import read_cases
from tests.formats.growth import grows_linearly, seconds
from tests.formats.shown import TAB, read, show

NAMES = (
    *("openapi", "info", "paths", "/a", "get", "post", "summary", "description", "x-codeSamples", "lang", "source"),
    *("requestBody", "responses", "200", "content", "application/json", "example", "examples", "value", "$ref"),
    *("components", "schemas", "externalValue", "tags", "<<"),
)
LEAVES = st.sampled_from(["a", "#/paths", "#/components/schemas/a", "```\nb\n```\n", "b.yaml#/x", "{}", "", "\u2028\0"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
    max_leaves=20,
)
MARKS = (
    *("a: ", "- ", "|\n", ">-\n", "  ", "\n", "&x ", "*x", "<<: ", "? ", "[", "]", "{", "}", ", ", '"', "'", "#"),
    *("---\n", "...\n", "!t ", "%YAML 1.2\n", "x", "1", "\t", "\0", "\ufeff", "\ud800", "\x85", "é", "\u2028"),
    *("openapi: 3\n", "0x1", "~", "yes", "1e5", "null"),
)
PIECES = st.sampled_from(MARKS)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def read_with(text: str, files: dict[str, str | None]) -> tuple[list[Block], list[Problem]]:
    return members("formats")["openapi"].blocks(Page("api/openapi.yaml", "openapi", text, files=files))


def with_sample(source: str) -> str:
    return f"openapi: 3.0.0\npaths:\n  /a:\n    get:\n      x-codeSamples:\n        - lang: sh\n          {source}"


def bare(node: Node) -> Any:
    if isinstance(node.value, list):
        return [bare(one) for one in node.value]
    return {key: bare(one) for key, one in node.value.items()} if isinstance(node.value, dict) else node.value


@pytest.mark.parametrize(("text", "expected"), read_cases("openapi.cases", __file__))
def test_blocks_are_as_in_the_document(text: str, expected: str) -> None:
    assert show(*read(text.replace(TAB, "\t"), "openapi")) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("source: |\n            a\n\n              b\n", ("a\n\n  b", 8, 10)),
        ("source: |2-\n              a\n            b\n", ("  a\nb", 8, 9)),
        ("source: >\n            a\n            b\n", ("a b", 8, 8)),
        ('source: "a\\nb"\n', ("a\nb", 7, 7)),
        ("source: a\n", ("a", 7, 7)),
        ("source:\n            a\n", ("a", 8, 8)),
        ("source: 'a\n            b'\n", ("a b", 7, 7)),
        ("source: &x |\n            a\n", ("a", 8, 8)),
    ],
)
def test_a_sample_stands_where_its_text_does(source: str, expected: tuple[str, int, int]) -> None:
    blocks, problems = read(with_sample(source), "openapi")
    assert [(block.code, block.line, block.end_line) for block in blocks] == [expected]
    assert problems == []


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029"])
def test_only_line_ends_end_lines(character: str) -> None:
    blocks, _ = read(f"x: a{character}b\n" + with_sample(f"source: |\n            c{character}d\n"), "openapi")
    assert [(block.code, block.line, block.end_line) for block in blocks] == [(f"c{character}d", 9, 9)]


def test_a_sample_may_be_a_file() -> None:
    text = with_sample("source: {$ref: samples/get.sh}\n")
    assert list(members("formats")["openapi"].wants(Page("api/openapi.yaml", "openapi", text))) == [
        "samples/get.sh",
        "../samples/get.sh",
    ]
    blocks, problems = read_with(text, {"samples/get.sh": "\na\n"})
    assert [(block.code, block.file, block.line, block.end_line) for block in blocks] == [
        ("\na", "api/samples/get.sh", 1, 2)
    ]
    assert problems == []


FILES: dict[str, str | None] = {
    "paths/a.yaml": "get:\n  responses:\n    200: {$ref: '../all.json#/responses/ok'}\n",
    "all.json": '{"responses": {"ok": {"content": {"text/csv": {"examples": {"x": {\n"externalValue": "b.csv"}}}}}}}',
    "b.csv": "a,b\n",
}


def test_what_is_in_other_documents_is_found_there() -> None:
    blocks, problems = read_with("openapi: 3.0.0\npaths:\n  /a: {$ref: paths/a.yaml}\n", FILES)
    assert [(block.code, block.language, block.file, block.line, block.slug) for block in blocks] == [
        ("a,b", "csv", "api/b.csv", 1, "get-a")
    ]
    assert problems == []


@pytest.mark.parametrize("name", FILES)
def test_a_document_that_is_not_there_is_a_problem(name: str) -> None:
    _, problems = read_with("openapi: 3.0.0\npaths:\n  /a: {$ref: paths/a.yaml}\n", {**FILES, name: None})
    assert [problem.line for problem in problems] == [3]


@pytest.mark.parametrize("text", ["openapi: 3\na: b: c\n", '{"openapi": "3",\n}', "swagger: '2\n"])
def test_a_broken_document_that_is_meant_is_not_checked(text: str) -> None:
    assert [problem.fatal for problem in read(text, "openapi")[1]] == [True]


@pytest.mark.parametrize("text", ["", "a: b: c\n", "{", "null", "- a", "a\0b", "# Title\n\ntext: [\n"])
def test_any_other_file_is_passed_over_and_said_to_be(text: str) -> None:
    blocks, problems = read(text, "openapi")
    assert (blocks, [problem.fatal for problem in problems]) == ([], [False])


@settings(deadline=None)
@given(VALUES, VALUES)
def test_any_document_is_read(value: Any, other: Any) -> None:
    text = json.dumps(
        {"openapi": "3", "info": other, "paths": {"/a": value, "/b": {"get": value}}, "components": other}
    )
    read(text, "openapi")
    read(yaml.safe_dump(json.loads(text)), "openapi")
    read_with(text, {"b.yaml": yaml.safe_dump(value)})


@settings(deadline=None)
@given(TEXTS, st.integers(0, 300))
def test_any_text_is_read(text: str, end: int) -> None:
    for one in (text, with_sample("source: |\n            a\n")[:end] + text):
        lines = one.split("\n")
        assert all(0 < problem.line <= len(lines) for problem in read(one, "openapi")[1])


@settings(deadline=None)
@given(VALUES)
def test_yaml_is_read_as_its_own_package_reads_it(value: Any) -> None:
    text = yaml.safe_dump(value, allow_unicode=False)
    if "<<" not in text:
        assert bare(read_yaml(text)) == yaml.safe_load(text)


def test_aliases_that_hold_each_other_end() -> None:
    levels = "".join(f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 9)}]\n" for n in range(40))
    deep = "".join(f"d{n + 1}: &d{n + 1} {'[' * 150}*d{n}{']' * 150}\n" for n in range(40))
    merged = "".join(f"m{n + 1}: &m{n + 1} {{k{n}: 1, <<: [*m{n}, *m{n}]}}\n" for n in range(300))
    content = "".join(f"          application/{name}: {{example: *{name}40}}\n" for name in ("a", "d", "m"))
    text = f"openapi: 3\na0: &a0 [1]\nd0: &d0 [1]\nm0: &m0 {{}}\n{levels}{deep}{merged}"
    text += f"paths:\n  /a:\n    post:\n      requestBody:\n        content:\n{content}      x-loop: &x [*x]\n"
    assert seconds(text, "openapi") < 5
    problems = [problem.what for problem in read(text, "openapi")[1]]
    assert problems == ["an example is too large to be read"] * 2


def test_one_thing_that_all_operations_refer_to_is_read_so_often_and_no_more() -> None:
    paths = "".join(f"  /{n}: {{$ref: '#/x'}}\n" for n in range(30_000))
    samples = "{post: {x-codeSamples: [" + "{lang: sh, source: a}," * 100 + "]}}"
    blocks, _ = read(f"openapi: 3\nx: {samples}\npaths:\n{paths}", "openapi")
    assert len(blocks) <= 50_100


HOSTILE = (
    *("[" * 100_000, "{" * 100_000, "- " * 100_000, "? " * 100_000, "a: " * 100_000, "a" * 5_000_000),
    *("a: b\n" * 100_000, "- &a *a\n" * 100_000, '"\\' * 1_000_000, "\n" * 5_000_000),
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_ends_soon(text: str) -> None:
    assert seconds(f"openapi: 3\nx:\n  {text}", "openapi") < 5


def test_time_grows_with_the_document_and_not_with_its_square() -> None:
    assert grows_linearly(_operations, 100, "openapi")


def _operations(count: int) -> str:
    part = with_sample("source: |\n            a\n").partition("paths:\n")[2]
    return "openapi: 3\npaths:\n" + "".join(part.replace("/a", f"/a{n}") for n in range(count))
