"""In data nothing runs: valid syntax is a pass, and what is not valid is wrong only when one small repair mends it."""

from pathlib import Path
from time import process_time
from typing import Any

import pytest

import fixtures
from docverify.extract import extract
from docverify.languages.data_code.grammar import LONGEST, Grammar, judge
from docverify.model import Block, Example, Marker, Page, Refusal
from docverify.registry import members
from tests.cases import read_cases
from tests.languages.building import FIRST_LINE, block

PAGE = Path(fixtures.__file__).parent / "languages" / "parsed.md"
FOLDER = Path(__file__).with_name("parsed")
LANGUAGES = {name: one for name, one in members("languages").items() if not one.driver}
LABELS = {label: one for one in LANGUAGES.values() for label in (one.name, *one.aliases)}
CASES = [
    pytest.param(file.stem, *case.values, id=f"{file.stem}: {case.id}")
    for file in sorted(FOLDER.glob("*.cases"))
    for case in read_cases(file.name, str(file))
]
HOSTILE = (
    *("[" * 100_000, "{" * 100_000, "<a>" * 50_000, "(" * 100_000, "{a:" * 60_000, "- " * 90_000, "/*" * 90_000),
    *('"' * 100_001, "'" * 100_001, '\\"' * 90_000, "<!--" * 50_000, "<a" * 90_000, "a: " * 60_000, "&" * 100_000),
    *("\0" * 100_000, "a\0b", "\ud800", "#" * 100_000, "\n" * 100_000, "@@ -1 +1 @@\n" * 15_000, "\t" * 100_000),
    *("RUN a \\\n" * 20_000, "RUN <<A\n" * 20_000, "a{b:c;" * 30_000, '"""' * 60_000, "${{" * 60_000, "x = [" * 30_000),
    *(
        "a" * 190_000,
        "a b " * 45_000,
        "<a b='" * 30_000,
        "</a>" * 45_000,
        "{}" * 90_000,
        "=> a " * 30_000,
        "x ? y : " * 20_000,
        "class A {" * 20_000,
        "-> " * 60_000,
        "@" * 100_000,
        "... " * 45_000,
        "\\" * 100_000,
    ),
    *(
        '{"a": "b" ' * 18_000,
        "- a: *b\n" * 20_000,
        "a = 'b\n" * 20_000,
        "[a\n" * 60_000,
        "{ a(b: " * 25_000,
        "é" * 90_000,
    ),
)


def read(code: str, label: str, **fields: Any) -> Refusal:
    return judged(block(code, label, **fields))


def judged(found: Block) -> Refusal:
    language = LABELS[found.language]
    refusal = language.read(Example(f"a.md#:{language.name}:1", found, language.name)).refusal
    assert isinstance(refusal, Refusal)
    return refusal


def show(refusal: Refusal) -> str:
    return f"{refusal.verdict} {refusal.reason or refusal.level}: {refusal.detail}\n"


@pytest.mark.parametrize(("label", "code", "expected"), CASES)
def test_a_block_is_judged_as_its_author_means_it(label: str, code: str, expected: str) -> None:
    assert show(read(code, label)) == expected


def test_every_block_of_the_page_ends_as_its_section_is_named() -> None:
    page = Page("parsed.md", "markdown", PAGE.read_text(encoding="utf-8"))
    blocks, problems = members("formats")["markdown"].blocks(page)
    found = extract(page, blocks, members("languages"))
    ends = [
        one.refusal.reason if one.refusal.verdict == "unverified" else one.refusal.verdict
        for one in found
        if one.refusal
    ]
    assert problems == []
    assert [(one.id, end) for one, end in zip(found, ends, strict=True)] == [
        (one.id, one.block.heading[-1]) for one in found
    ]


@pytest.mark.parametrize("name", sorted(LANGUAGES))
def test_every_language_has_cases(name: str) -> None:
    assert {label for label in LABELS if LABELS[label].name == name} & {file.stem for file in FOLDER.glob("*.cases")}


@pytest.mark.parametrize("name", sorted(LANGUAGES))
def test_a_block_without_a_label_stays_without_one(name: str) -> None:
    assert not any(LANGUAGES[name].recognises(code) for code in ("{}", "a: 1", "<a/>", "FROM a", "@@ -1 +1 @@"))


def test_no_label_means_two_languages() -> None:
    labels = [label for one in members("languages").values() for label in {one.name, *one.aliases}]
    assert sorted(labels) == sorted(set(labels))


WRONG = '{"a": 1\n "b": 2}'


def test_a_slip_is_told_with_its_line() -> None:
    assert read(WRONG, "json") == Refusal(
        "fail", "SyntaxError", f"SyntaxError: not valid JSON: a comma is missing (line {FIRST_LINE})"
    )


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"guessed": True}, "pseudo-code"),
        ({"fidelity": "whitespace-lossy", "origin": "html"}, "pseudo-code"),
        ({"markers": (Marker("raises", "fails", 1),)}, "not-executable"),
    ],
)
def test_a_slip_is_not_held_against_a_page_that_may_mean_it(fields: dict[str, Any], reason: str) -> None:
    refusal = read(WRONG, "json", **fields)
    assert (refusal.verdict, refusal.reason) == ("unverified", reason)


@pytest.mark.parametrize("name", sorted(LANGUAGES))
def test_no_text_takes_long_or_is_called_wrong(name: str) -> None:
    """As much text as a block may have, or as a grammar is given; nothing of it is what people write."""
    longest = LONGEST if isinstance(LANGUAGES[name], Grammar) else None
    for code in HOSTILE:
        start = process_time()
        refusal = read(code[:longest], name)
        assert process_time() - start < 15, code[:20]
        assert refusal.verdict in ("pass", "unverified"), code[:20]


def test_a_grammar_gives_up_on_what_it_reads_again_and_again() -> None:
    assert read("/*" * 2_000, "swift") == Refusal(
        "unverified", "missing-toolchain", "Swift: not parsed: it takes too long"
    )


def test_code_that_is_too_long_for_a_grammar_is_not_parsed() -> None:
    assert read("a()\n" * LONGEST, "swift").detail == "Swift: longer than 4,000 characters, and not parsed"


def test_a_grammar_that_is_not_installed_is_said_with_the_command() -> None:
    tea = Grammar("tea", "Tea", ("tea",), "tree_sitter_tea", "kettle")
    assert judge(block("pour()", "tea"), tea) == Refusal(
        "unverified", "missing-toolchain", "Tea: to have it parsed: pip install 'docverify[grammars]'"
    )


@pytest.mark.parametrize("label", sorted(LABELS))
def test_ten_megabytes_are_no_example(label: str) -> None:
    huge = block("[" * 10_000_000, label)
    (one,) = extract(Page("a.md", "markdown", ""), [huge], members("languages"))
    assert one.refusal is not None
    assert (one.refusal.verdict, one.refusal.reason) == ("unverified", "resource-limit")
