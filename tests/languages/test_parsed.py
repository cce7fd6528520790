"""In data nothing runs: valid syntax is a pass, and what is not valid is wrong only when one small repair mends it."""

from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Any

import pytest

import fixtures
from docverify.extract import extract
from docverify.languages.data_code.grammar import LONGEST, Grammar
from docverify.model import Block, Example, Marker, Page, Refusal
from docverify.ports import Sandbox, Served
from docverify.registry import members
from tests.cases import read_cases
from tests.languages import grammars
from tests.languages.building import FIRST_LINE, block

PAGE = Path(fixtures.__file__).parent / "languages" / "parsed.md"
FOLDER = Path(__file__).with_name("parsed")
LANGUAGES = {name: one for name, one in members("languages").items() if not one.driver or isinstance(one, Served)}
GRAMMARS = [name for name, one in LANGUAGES.items() if isinstance(one, Grammar)]
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


@pytest.fixture(scope="module")
def wall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with grammars.wall(tmp_path_factory.mktemp("state")) as opened:
        yield opened


@pytest.fixture(scope="module")
def judgements(wall: Sandbox) -> dict[tuple[str, str], str]:
    """Of every case, by label and code: all that grammars have to read in one session."""
    given = [(str(case.values[0]), str(case.values[1])) for case in CASES]
    examples = [example(block(code, label), number) for number, (label, code) in enumerate(given)]
    return dict(zip(given, map(show, grammars.ask(wall, examples)), strict=True))


def read(code: str, label: str, **fields: Any) -> Refusal:
    """What is said before any grammar has read it."""
    refusal = example(block(code, label, **fields)).refusal
    assert isinstance(refusal, Refusal)
    return refusal


def example(found: Block, number: int = 1) -> Example:
    language = LABELS[found.language]
    read: Example = language.read(Example(f"a.md#:{language.name}:{number}", found, language.name))
    return read


def show(refusal: Refusal) -> str:
    return f"{refusal.verdict} {refusal.reason or refusal.level}: {refusal.detail}\n"


@pytest.mark.parametrize(("label", "code", "expected"), CASES)
def test_a_block_is_judged_as_its_author_means_it(
    label: str, code: str, expected: str, judgements: dict[tuple[str, str], str]
) -> None:
    assert judgements[label, code] == expected


def test_every_block_of_the_page_ends_as_its_section_is_named(wall: Sandbox) -> None:
    page = Page("parsed.md", "markdown", PAGE.read_text(encoding="utf-8"))
    blocks, problems = members("formats")["markdown"].blocks(page)
    found = extract(page, blocks, members("languages"))
    ends = [one.reason if one.verdict == "unverified" else one.verdict for one in grammars.ask(wall, found)]
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
    """As much text as a block may have; nothing of it is what people write."""
    for code in HOSTILE:
        start = process_time()
        refusal = read(code, name)
        assert process_time() - start < 15, code[:20]
        assert refusal.verdict in ("pass", "unverified"), code[:20]


@pytest.mark.parametrize("name", sorted(GRAMMARS))
def test_no_text_is_called_wrong_by_a_grammar_or_costs_another_its_judgement(name: str, wall: Sandbox) -> None:
    """Whatever takes it long or makes it crash ends behind the wall, and for one block alone."""
    blocks = [block(code[:4_000], name) for code in HOSTILE]
    said = grammars.ask(wall, [example(one, number) for number, one in enumerate(blocks)])
    assert {one.verdict for one in said} <= {"pass", "unverified"}
    assert {one.level for one in said} <= {"found", "parsed"}


def test_a_grammar_gives_up_on_what_it_reads_again_and_again(wall: Sandbox) -> None:
    said = grammars.ask(wall, [example(block("/*" * 2_000, "swift"))])
    assert said == [Refusal("unverified", "timeout", "Swift: not parsed: it takes its grammar too long")]


def test_code_that_is_too_long_for_a_grammar_is_not_parsed() -> None:
    assert read("a()\n" * LONGEST, "swift").detail == "Swift: longer than 16,000 characters, and not parsed"


def test_a_grammar_that_is_not_installed_is_said_with_the_command() -> None:
    tea = Grammar("tea", "Tea", ("tea",), "tree_sitter_tea", "kettle")
    found = tea.read(Example("a.md#:tea:1", block("pour()", "tea"), "tea"))
    said = Refusal("unverified", "missing-toolchain", "Tea: to have it parsed: pip install 'docverify[grammars]'")
    assert (found.refusal, found.to_parse) == (said, False)


@pytest.mark.parametrize("label", sorted(LABELS))
def test_ten_megabytes_are_no_example(label: str) -> None:
    huge = block("[" * 10_000_000, label)
    (one,) = extract(Page("a.md", "markdown", ""), [huge], members("languages"))
    assert one.refusal is not None
    assert (one.refusal.verdict, one.refusal.reason) == ("unverified", "resource-limit")
