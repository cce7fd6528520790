"""Every block of a Markdown page is found, whole, with true lines, and with what stands around it."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from docverify.model import Block, Page, Problem
from docverify.registry import members
from tests.cases import read_cases
from tests.formats.growth import grows_linearly, seconds
from tests.formats.lines import broken, split
from tests.formats.shown import TAB, read, show

CASES = [
    case
    for file in ("fences", "containers", "html", "markers", "shortcodes", "surroundings")
    for case in read_cases(f"{file}.cases", __file__)
]

PIECES = st.sampled_from(
    [
        *(
            "```",
            "~~~",
            "````",
            "```python",
            "```{note}",
            "```{code-cell} x",
            ":::",
            ":::{tip}",
            "::: code-group",
            "``` [a]",
        ),
        *(
            "> ",
            ">",
            "- ",
            "1. ",
            "    ",
            "\t",
            "  ",
            " ",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            "text",
            "# T",
            "===",
            "---",
            "+++",
        ),
        *('=== "a"', "!!! note", "[^1]: x", "[a]: b", "a|b", "-|-", "% ", "skip: next", ":x: y", "#| eval: false"),
        *(
            "{{< tabs >}}",
            '{{< tab "a" >}}',
            "{{< /tab >}}",
            "{{< highlight sh >}}",
            "{{< /highlight >}}",
            "{% highlight sh %}",
            "{% endhighlight %}",
            "{% comment %}",
            "{% endcomment %}",
            "{: .language-sh}",
        ),
        *(
            '--8<-- "a"',
            "--8<--",
            "{{#include a}}",
            "<<< a",
            '{% include "a" %}',
            "<!--@include: a-->",
            "```{literalinclude} a",
            "::: a",
            "::: {.panel-tabset}",
            "/// tab | a",
            "///",
            "@tab a",
            "// [!code --]",
            "{/* skip: next */}",
            "```{eval-rst}",
            ".. code:: x",
            "<CodeGroup>",
            "</CodeGroup>",
        ),
        *(
            "<!--",
            "-->",
            "<pre>",
            "</pre>",
            "<code>",
            "</code>",
            "<div>",
            "<TabItem label='a'>",
            "</TabItem>",
            "<Tabs>",
        ),
        *("<!-- skip: next -->", "<!-- skip: start -->", "<!-- skip: end -->", "invisible-code-block: py"),
        *(
            "\0",
            "\f",
            "\x0b",
            "\x85",
            "\u2028",
            "\ufeff",
            "\ud800",
            "é",
            "\\",
            "`",
            "*",
            "[",
            "]",
            "(",
            "&lt;",
            "{",
            "}",
        ),
    ]
)
LINES = st.lists(PIECES, max_size=4).map("".join)
PAGES = st.lists(LINES, max_size=15).map("\n".join) | st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_blocks_are_as_on_the_page(text: str, expected: str) -> None:
    text = text.replace(TAB, "\t")
    blocks, problems = read(text)
    assert show(blocks, problems) == expected
    assert [wrong for block in blocks for wrong in broken(block, split(text))] == []


@pytest.mark.parametrize(("text", "expected"), read_cases("includes.cases", __file__))
def test_included_files_are_read_where_they_stand(text: str, expected: str) -> None:
    """The page stands in a folder of its own, and what it includes is shown relative to that."""
    page, *files = text.split("======= ")
    named = {name: body for name, _, body in (file.partition("\n") for file in files)}
    assert show(*read_with_files(page, named)).replace(" file=book/", " ") == expected


def read_with_files(text: str, files: dict[str, str]) -> tuple[list[Block], list[Problem]]:
    """As the pipeline does: what the format asks for is brought until it asks for nothing more."""
    markdown = members("formats")["markdown"]
    page = Page("book/a.md", "markdown", text)
    while wanted := [name for name in markdown.wants(page) if name not in page.files]:
        page = replace(page, files=page.files | {name: files.get(name) for name in wanted})
    return markdown.blocks(page)


@settings(deadline=None)
@given(PAGES)
def test_any_text_has_blocks_whose_lines_are_true(text: str) -> None:
    blocks, problems = read(text)
    lines = split(text)
    assert [wrong for block in blocks for wrong in broken(block, lines)] == []
    assert all(0 < problem.line <= len(lines) for problem in problems)


@settings(deadline=None)
@given(PAGES)
def test_the_kind_of_line_end_changes_nothing(text: str) -> None:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    assert read(text) == read(text.replace("\n", "\r\n")) == read(text.replace("\n", "\r"))


@settings(deadline=None)
@given(PAGES)
def test_a_byte_order_mark_changes_nothing(text: str) -> None:
    text = text.lstrip("\ufeff")
    assert read(text) == read("\ufeff" + text)


@settings(deadline=None)
@given(PAGES)
def test_a_page_below_lines_of_text_is_the_same_further_down(text: str) -> None:
    """Unless its first line is one that only counts as such."""
    text = text.removeprefix("\ufeff")
    if text.startswith(("---", "+++")):
        text = "# T\n" + text
    above, _ = read("\n" + text)
    below, _ = read("\n\n\n\n" + text)
    assert [block.line + 3 for block in above] == [block.line for block in below]


@pytest.mark.parametrize("character", ["\f", "\x0b", "\x1c", "\x85", "\u2028", "\0"])
def test_only_line_ends_end_lines(character: str) -> None:
    blocks, _ = read(f"a{character}b\n\n```\nc{character}d\n```\n")
    assert [(block.code, block.line, block.end_line) for block in blocks] == [(f"c{character}d", 4, 4)]


def test_a_block_holds_all_that_the_page_says() -> None:
    assert read('# Tea\n\nRun this:\n\n```py title="tea.py"\nbrew()\n```\n')[0] == [
        Block(
            page="a.md",
            language="py",
            code="brew()",
            line=6,
            end_line=6,
            heading=("Tea",),
            slug="tea",
            info='py title="tea.py"',
            attributes={"title": "tea.py"},
            lead="Run this:",
        )
    ]


def test_a_problem_says_what_to_do() -> None:
    problem = Problem("a.md", "a fence is not closed", "add the closing fence", line=1)
    assert read("```\n")[1] == [problem]


def test_an_empty_page_has_nothing() -> None:
    assert read("") == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        ">" * 100_000 + " a\n",
        "- " * 100_000 + "a\n",
        "".join("  " * depth + "- a\n" for depth in range(500)),
        "".join("    " * depth + '=== "a"\n' for depth in range(500)),
        "```{note}\n" * 500,
    ],
)
def test_containers_that_are_too_deep_are_a_problem(text: str) -> None:
    _, problems = read(text)
    assert "containers are nested too deep to be read" in {problem.what for problem in problems}


@pytest.mark.parametrize("depth", [1, 10, 40])
def test_containers_as_deep_as_people_write_are_read(depth: int) -> None:
    blocks, problems = read("> " * depth + "```\n" + "> " * depth + "a\n" + "> " * depth + "```\n")
    assert [block.code for block in blocks] == ["a"]
    assert problems == []


@settings(deadline=None)
@given(PAGES, PAGES)
def test_blocks_of_any_included_text_stand_in_its_file(text: str, other: str) -> None:
    """Or on the page, and each line is one of the file that it is said to be in."""
    blocks, problems = read_with_files(f'{text}\n\n--8<-- "b"\n', {"b": other, "a": other})
    counts = {"": len(split(text)) + 3, "book/b": len(split(other)), "book/a": len(split(other))}
    assert all(0 < block.line <= block.end_line + 1 <= counts[block.file] + 1 for block in blocks)
    assert all(0 < problem.line <= counts[""] for problem in problems)


def test_files_that_include_each_other_over_and_over_end() -> None:
    files = {name: f'--8<-- "{then}"\n' * 100 for name, then in ("bc", "cd", "de", "ef")}
    start = process_time()
    _, problems = read_with_files('--8<-- "b"\n' * 100, files | {"f": "a\n"})
    assert process_time() - start < 10
    assert [problem.what for problem in problems] == ["the page includes too many files"]


HEAVY = {
    "blocks": "# T\n\nText:\n\n```python\nprint(1)\n```\n\n",
    "unclosed directives": "```{note}\n",
    "footnotes": "[^1]: a\n",
    "HTML and comments": "<div>\n<!-- a -->\n",
    "unclosed elements": "<div><pre>\n\n",
    "unclosed elements in lists": "- <pre>\n",
    "comments on one line": "<!-- a -->",
    "tabs": '=== "a"\n\n    x\n\n',
    "tags": '<TabItem label="a">\n\n',
    "equal headings": "# a\n",
    "tables": "a|b\n-|-\n1|2\n\n",
    "definitions": "[a]: b\n",
    "unclosed fences in indented code": "    ```a\nx\n",
    "tabs in indented code": '    === "a"\n\n\nx\n',
    "divisions that do not end": "::: a\n",
    "divisions in divisions": "::: {.panel-tabset}\n# a\n",
    "shortcodes that do not end": "{{< highlight go >}}\n\n{% highlight a %}\n\n",
    "shortcodes on one line": "{{< tab >}}",
    "includes": '--8<-- "a"\n',
    "tabs with blocks": "<Tab label='a'>\n\n```\na\n```\n\n",
    "braces": "{/*\n\n",
    "quotes with a heading and text below": "> # a\nb\n",
    "tags among quotes": "<tabs>\n&\n>>> ",
    "deleted lines": "```\na // [!code --]\n```\n",
}


@pytest.mark.parametrize("name", HEAVY)
def test_time_grows_with_the_page_and_not_with_its_square(name: str) -> None:
    assert grows_linearly(lambda count: HEAVY[name] * count, 500)


@pytest.mark.parametrize(
    ("before", "unit", "after"),
    [
        ("import a", "'", "x\n"),
        ("---\n", " ", "x\n---\n"),
        ("---\nkernelspec:\n  language: a", "1", "x\n---\n"),
        ("```python\n%", "\t", "\n```\n"),
    ],
    ids=["quotes of an import", "blanks of front matter", "a version", "blanks of a tag"],
)
def test_one_long_line_takes_no_time(before: str, unit: str, after: str) -> None:
    assert seconds(before + unit * 20_000 + after) < 1


def test_ten_thousand_blocks_take_seconds() -> None:
    text = HEAVY["blocks"] * 10_000
    assert seconds(text) < 10
    blocks, _ = read(text)
    assert (len(blocks), blocks[-1].line, blocks[-1].slug) == (10_000, 79_998, "t-9999")


def test_a_page_of_millions_of_lines_is_a_problem() -> None:
    """As a parser that knows every one of them until the end would take gigabytes."""
    blocks, problems = read("x\n" * 3_000_001)
    assert blocks == []
    assert [(problem.what, problem.fatal) for problem in problems] == [
        ("has more than 3,000,000 lines and was not read", True)
    ]


def test_text_below_a_quote_goes_on_with_it_on_ordinary_pages() -> None:
    """As CommonMark has it; where that was looked for too often, only what has the sign is the quote's."""
    blocks, _ = read("> a\n    no code\n\n" + "> # a\nb\n" * 300 + "\n> ```\n> b\n> ```\n")
    assert [block.code for block in blocks] == ["b"]


@pytest.mark.parametrize("line", ['"', '"a', "'a\"", "{", "<!--", ":", "x" * 5_000])
def test_any_line_between_scissors_names_a_file(line: str) -> None:
    blocks, problems = read(f"-8<-\n{line}\n-8<-\n\n```\na\n```\n")
    assert [block.code for block in blocks] == ["a"]
    assert len(problems) == 1
