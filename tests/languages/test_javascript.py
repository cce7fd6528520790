"""What JavaScript blocks claim: scripts, what their comments say, and transcripts."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docverify.languages.javascript import javascript
from docverify.languages.javascript_code.literals import canonical, kind
from docverify.languages.javascript_code.tokens import bare, statements, tokens
from docverify.languages.jsx import jsx
from docverify.languages.tsx import tsx
from docverify.languages.typescript import typescript
from docverify.model import Expectation
from tests.cases import read_cases
from tests.languages.building import read, show

PIECES = [
    "a",
    "(",
    ")",
    "{",
    "}",
    "`",
    "${",
    "'",
    "/",
    "// 1",
    "/*",
    "*/",
    "\n",
    ";",
    "=",
    "=>",
    "> b",
    ".c",
    "[",
    "]",
    "1",
]


@pytest.mark.parametrize(("code", "expected"), read_cases("javascript.cases", __file__))
def test_a_block_is_read_as_its_author_means_it(code: str, expected: str) -> None:
    assert show(read(code, "javascript")) == expected


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_every_step_stands_on_the_page_where_it_says(pieces: list[str]) -> None:
    found = read(" ".join(pieces), "javascript")
    code = found.block.code.split("\n")
    for step in found.steps:
        for offset, line in enumerate(step.code.split("\n")):
            assert line in code[step.line - found.block.line + offset]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_no_character_is_lost_between_tokens(pieces: list[str]) -> None:
    code = " ".join(pieces)
    found = tokens(code)
    assert all(code[token.start : token.end] == token.text for token in found)
    gaps = zip([0, *(token.end for token in found)], [*(token.start for token in found), len(code)], strict=True)
    assert not "".join(code[start:end] for start, end in gaps).strip()


def test_a_transcript_that_shows_output_says_so() -> None:
    assert read("> 1 + 1\n2", "javascript").expectation == Expectation("steps", line=10)
    assert read("tea()", "javascript").expectation == Expectation()


def test_all_dialects_share_a_session_and_a_driver() -> None:
    dialects = (javascript, typescript, jsx, tsx)
    assert {(one.family, one.driver, one.programs) for one in dialects} == {("javascript", "javascript", ("node",))}
    assert len({alias for one in dialects for alias in one.aliases}) == sum(len(one.aliases) for one in dialects)


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("a\n.b()\n", 1),
        ("a\nb", 2),
        ("a =\nb", 1),
        ("if (a)\n  b()\nelse\n  c()\nd", 2),
        ("a; b", 2),
        ("function a() {\n}\nb()", 2),
        ("const a = {\n}\n[1].map(b)", 1),
        ("try {\n} catch (e) {\n}\nfinally {\n}\na", 2),
        ("`a\n${b\n}`\nc", 2),
        ("a() // => 1\n[b].map(a) // => [2]", 2),
        ("a() // one\n[b].map(a)", 1),
        ("a() // => 1\n.b() // => 2", 1),
        ("a(b, // => 1\n[c])", 1),
    ],
)
def test_statements_end_where_their_lines_do_not_go_on(code: str, count: int) -> None:
    assert len(statements(code)) == count


def test_bare_code_keeps_its_lines() -> None:
    code = "a /* b\nc */ = 'd' // e\nx(/f/, `g\n${h}`)"
    assert [line.strip() for line in bare(code).split("\n")] == ["a", '= ""', 'x("", ""', 'h"")']


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("42", "42"),
        ("-1.5e3", "-1.5e3"),
        ("10n", "10n"),
        ("[1,2 , 'a']", "[ 1, 2, 'a' ]"),
        ('{"a":{b: [ ]}, "c-d": null,}', '{ a: { b: [] }, "c-d": null }'),
        ("undefined", "undefined"),
        ("trueish", None),
        ("[1, 2, ...]", "[ 1, 2, ... ]"),
        ("{ a }", None),
        ("5 cups", None),
        ("[1 2]", None),
        ("Map(1) {'a'=>1}", "Map(1) { 'a' => 1 }"),
        ("Set(2) { 1,2 }", "Set(2) { 1, 2 }"),
        ("Uint8Array(2) [\n  1,\n  2\n]", "Uint8Array(2) [ 1, 2 ]"),
        ("(2) [1, 2]", "[ 1, 2 ]"),
        ("[Object: null prototype] { a: 1 }", "{ a: 1 }"),
        ("[Function: pour]", "[Function: pour]"),
        ("2020-01-02T03:04:05.000Z", "2020-01-02T03:04:05.000Z"),
        ("12:30", None),
        ("1.2.3", None),
        ("[" * 100_000, None),
    ],
)
def test_a_literal_is_written_as_the_console_does(text: str, expected: str | None) -> None:
    assert canonical(text) == expected


def test_literals_are_of_a_kind() -> None:
    texts = ("1", "'a'", "[1]", "{}", "true", "tea pot")
    assert [kind(text) for text in texts] == ["number", "string", "[", "{", "word", ""]


@pytest.mark.parametrize(
    "code",
    [
        "(" * 50_000,
        "`${" * 30_000,
        "// 1\n" * 20_000,
        "a // 1\n" * 10_000,
        "/" * 50_000,
        "/*" * 50_000,
        "'" * 50_000,
        "console.log(a)\n" + "// [\n" * 3_000,
        "> a\n" * 20_000,
        "a = " * 20_000,
        "const a = 1, " * 10_000,
    ],
)
def test_no_text_takes_long(code: str) -> None:
    start = process_time()
    read(code, "javascript")
    assert process_time() - start < 2
