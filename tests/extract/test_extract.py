"""Every block becomes one row: in which language, under which id, whose output, or why it is not run."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docverify.extract import extract
from docverify.model import Block, Example, Expectation, Page, Refusal, Step
from tests.cases import read_cases
from tests.extract.languages import LANGUAGES, FakeLanguage
from tests.formats.shown import read

CASES = [case for file in ("rows", "claims", "markers") for case in read_cases(f"{file}.cases", __file__)]
PIECES = st.sampled_from(
    [
        *("```python\nprint(1)\n```\n", "```\n1\n```\n", "```output\n2\n```\n", "```sh\n...\n```\n", "```x\n```\n"),
        *("    >>> a\n", "\n", "Output:\n\n", "text\n\n", "# T\n", "<!-- skip: next -->\n"),
        '=== "a"\n\n    ```py\n    b\n    ```\n',
    ]
)


def rows(text: str) -> list[Example]:
    blocks, _ = read(text)
    return extract(Page("a.md", "markdown", text), blocks, LANGUAGES)


def show(example: Example) -> str:
    words = [example.id.removeprefix("a.md"), example.language or "-"]
    words += ["guessed"] if example.block.guessed else []
    words += [f"({', '.join([example.session, *example.also])})"] if example.session else []
    words += [f"named {example.name}"] if example.name else []
    words += [f"imports {step.code[12:-2]}" for step in example.steps if step.code.startswith("__import__")]
    if example.refusal:
        words.append(f"{example.refusal.verdict}: {example.refusal.reason}")
        words += [f"({example.refusal.detail})"] if example.refusal.detail else []
    if example.expectation.kind != "nothing":
        sure = "" if example.expectation.certain else "perhaps "
        shown = example.expectation
        words.append(" ".join([f"shows {sure}{shown.kind} {shown.text!r}@{shown.line}", *shown.flags]))
    words += [f"by {example.expected_by.removeprefix('a.md')}"] if example.expected_by else []
    return " ".join(words)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_blocks_become_rows(text: str, expected: str) -> None:
    assert "".join(f"{show(example)}\n" for example in rows(text)) == expected


@settings(deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join))
def test_no_block_is_lost_and_no_id_is_given_twice(text: str) -> None:
    blocks, _ = read(text)
    examples = rows(text)
    assert [example.block.line for example in examples] == [block.line for block in blocks]
    assert len({example.id for example in examples}) == len(blocks)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join))
def test_a_claim_is_seen_from_both_sides(text: str) -> None:
    """An output belongs to the example right above it, and to no other."""
    examples = rows(text)
    pairs = [(above, below) for above, below in pairwise(examples) if below.expected_by]
    assert [above.id for above, _ in pairs] == [below.expected_by for _, below in pairs]
    assert [below.block.code for _, below in pairs] == [
        one.expectation.text for one in examples if one.expectation.kind != "nothing"
    ]


@settings(deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join))
def test_what_is_not_run_says_why_and_has_no_session(text: str) -> None:
    assert all(bool(example.refusal) != bool(example.session) for example in rows(text))


def test_an_example_is_whole() -> None:
    block = Block("docs/a.md", "py", "brew()", 4, 4, heading=("Tea",), slug="tea")
    output = Block("docs/a.md", "text", "hot", 8, 8, heading=("Tea",), slug="tea", adjacent=True)
    examples = extract(Page("docs/a.md", "markdown", ""), [block, output], LANGUAGES)
    assert examples[0] == Example(
        id="docs/a.md#tea:python:1",
        block=block,
        language="python",
        session="docs/a.md:python",
        steps=(Step("brew()", 4, "value"),),
        expectation=Expectation("output", "hot", line=8, certain=False),
    )


def test_a_block_that_two_languages_are_certain_of_is_of_neither() -> None:
    twin = FakeLanguage("twin", (), "twin", ">>> ")
    block = Block("a.md", "", ">>> a", 1, 1)
    examples = extract(Page("a.md", "markdown", ""), [block], {**LANGUAGES, "twin": twin})
    refusal = Refusal("unverified", "unknown-language", "no language given")
    assert examples == [Example("a.md#:text:1", block, "", refusal=refusal)]


def test_a_page_of_ten_thousand_blocks_is_one_pass() -> None:
    blocks = [Block("a.md", ("python", "")[line % 2], "1", line, line, adjacent=True) for line in range(10_000)]
    examples = extract(Page("a.md", "markdown", ""), blocks, LANGUAGES)
    assert (len(examples), sum(bool(example.expected_by) for example in examples)) == (10_000, 5_000)


def test_groups_have_a_limit_and_stand_apart_from_whatever_a_name_holds() -> None:
    text = "".join(f"```{{doctest}} g{number}\n>>> a\n```\n" for number in range(30))
    found = [example.session for example in rows(text)]
    assert (len(set(found)), found[-1]) == (25, "a.md:python")
    blocks, _ = read('=== "a[b]"\n\n    ```py\n    b\n    ```\n```{testcode} *\na\n```\n')
    found = [example.session for example in extract(Page("[a].md", "markdown", ""), blocks, LANGUAGES)]
    assert found == ["[a].md:python:a(b)", "[a].md:python"]


def test_few_examples_of_a_page_run_in_all_groups() -> None:
    groups = "".join(f"```{{doctest}} g{number}\n>>> a\n```\n" for number in range(3))
    found = rows(groups + "```{testcode} *\na\n```\n" * 30)
    assert [1 + len(example.also) for example in found] == [1] * 3 + [4] * 24 + [1] * 6


@pytest.mark.parametrize("label", ["python", "sh"])
def test_a_block_as_long_as_a_book_is_not_read_as_code(label: str) -> None:
    """The tree of Python of some megabytes takes gigabytes."""
    [example] = rows(f"```{label}\n" + "x = 1\n" * 100_000 + "```\n")
    assert example.refusal == Refusal("unverified", "resource-limit", "longer than 200,000 characters")
    assert example.block.code.count("\n") == 99_999


def test_a_label_of_one_site_alone_stands_for_what_its_config_says() -> None:
    text = "```tea\nprint(1)\n```\n\n```pot\n1\n```\n"
    page = Page("a.md", "markdown", text, labels={"tea": "python", "python": "pot"})
    first, second = extract(page, read(text)[0], LANGUAGES)
    assert (first.language, first.block.language, first.refusal) == ("python", "python", None)
    assert second.refusal == Refusal("unverified", "unknown-language", "`pot`")
