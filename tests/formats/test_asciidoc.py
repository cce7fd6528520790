"""Every block of an AsciiDoc page is found with the text that its reader sees, and with true lines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docverify.model import Block, Page, Problem
from docverify.registry import members
from tests.cases import read_cases
from tests.formats.growth import grows_linearly, seconds
from tests.formats.lines import split
from tests.formats.shown import TAB, read, show

MARKS = (
    *("----", "....", "====", "****", "____", "++++", "////", "--", "```", "```py", "|===", "!===", ",==="),
    *("[source,py]", "[source]", "[listing]", "[tabs]", "[verse]", "[NOTE]", "[discrete]", '[cols="1,a"]'),
    *("[[a]]", "[role=primary]", "[role=secondary]", "[indent=0]", "[", '["', ".Title", "* item", "- ", ". "),
    *("term::", "a;;", "+", "= T", "== T", "T\n-", "a|", "|b", "2*|", "// skip: next", "//", ":a: b", ":!a:"),
    *(":a: b \\", "<1> x", "ifdef::a[]", "ifndef::a[]", "endif::[]", "ifeval::[1 < 2]", "include::b.adoc[]"),
    *("image::x[]", "code::x[]", " ", "    ", "\t", "text", "a # <1>", "\n", "\n\n", "\r\n", "\r", "---", "'''"),
    *("\0", "\f", "\u2028", "\ud800", "é"),
)
PIECES = st.sampled_from(MARKS)
LINES = st.lists(PIECES, max_size=3).map("".join)
PAGES = st.lists(LINES, max_size=15).map("\n".join) | st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200)


def read_with(text: str, files: dict[str, str | None]) -> tuple[list[Block], list[Problem]]:
    return members("formats")["asciidoc"].blocks(Page("docs/a.adoc", "asciidoc", text, files=files))


def placed(blocks: list[Block]) -> list[tuple[str, str, int, int]]:
    return [(block.code, block.file, block.line, block.end_line) for block in blocks]


def broken(block: Block, lines: list[str]) -> list[str]:
    """What is wrong with the lines of a block in whose text nothing was put in; empty when they are true."""
    if not block.code:
        return [] if block.end_line == block.line - 1 else [f"{block.line}: an empty block ends on {block.end_line}"]
    code = block.code.split("\n")
    ends = ((block.line, code[0]), (block.end_line, code[-1]))
    return [f"{line}: {shown!r}" for line, shown in ends if shown.strip() not in lines[line - 1]]


@pytest.mark.parametrize(("text", "expected"), read_cases("asciidoc.cases", __file__))
def test_blocks_are_as_on_the_page(text: str, expected: str) -> None:
    assert show(*read(text.replace(TAB, "\t"), "asciidoc")) == expected


@settings(deadline=None)
@given(PAGES)
def test_any_text_has_blocks_whose_lines_are_true(text: str) -> None:
    blocks, problems = read(text, "asciidoc")
    lines = [*split(text), ""]
    assert [wrong for block in blocks for wrong in broken(block, lines)] == []
    assert all(0 < problem.line <= len(lines) for problem in problems)


@settings(deadline=None)
@given(PAGES)
def test_the_kind_of_line_end_changes_nothing(text: str) -> None:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    assert read(text, "asciidoc") == read(text.replace("\n", "\r\n"), "asciidoc")


@settings(deadline=None)
@given(PAGES, PAGES)
def test_any_text_may_include_any_other(text: str, other: str) -> None:
    read_with(text, {"b.adoc": other})


def test_a_block_holds_all_that_the_page_says() -> None:
    blocks, _ = read("[#tea]\n== Tea\n\nRun this:\n\n.tea.py\n[source,py]\n----\nbrew()\n----\n", "asciidoc")
    assert blocks == [
        Block(
            page="a.md",
            language="py",
            code="brew()",
            line=9,
            end_line=9,
            heading=("Tea",),
            slug="tea",
            anchor="tea",
            info="source,py",
            attributes={"title": "tea.py"},
            lead="Run this:",
        )
    ]


def test_code_of_an_included_file_stands_in_that_file() -> None:
    blocks, problems = read_with("----\ninclude::../src/a.py[]\n----\n", {"../src/a.py": "a\nb\n"})
    assert (placed(blocks), problems) == ([("a\nb", "src/a.py", 1, 2)], [])


INCLUDED = "# tag::one[]\na\n# tag::two[]\n  b\n# end::two[]\n# end::one[]\nc\n"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", (INCLUDED.strip("\n"), 1, 7)),
        ("tag=one", ("a\n  b", 2, 4)),
        ("tag=two", ("  b", 4, 4)),
        ("tag=two,indent=0", ("b", 4, 4)),
        ("tags=one;!two", ("a", 2, 2)),
        ("tags=**", ("a\n  b\nc", 2, 7)),
        ("tags=*", ("a\n  b", 2, 4)),
        ("tags=!one", ("c", 7, 7)),
        ("tags=!*", ("c", 7, 7)),
        ("lines=4", ("  b", 4, 4)),
        ("lines=2;4", ("a\n  b", 2, 4)),
        ('lines="6..-1"', ("# end::one[]\nc", 6, 7)),
        ("lines=7..", ("c", 7, 7)),
    ],
)
def test_an_include_names_its_lines(asked: str, expected: tuple[str, int, int]) -> None:
    blocks, problems = read_with(f"----\ninclude::b.rb[{asked}]\n----\n", {"b.rb": INCLUDED})
    code, line, end_line = expected
    assert (placed(blocks), problems) == ([(code, "docs/b.rb", line, end_line)], [])


def test_code_of_two_files_stands_on_the_page() -> None:
    blocks, _ = read_with("----\nx\ninclude::b.rb[lines=7]\n----\n", {"b.rb": INCLUDED})
    assert placed(blocks) == [("x\nc", "", 2, 3)]


def test_an_included_page_has_its_blocks_headings_and_includes() -> None:
    other = "== Two\n\n----\na\n----\n\ninclude::deep/c.adoc[leveloffset=+1]\n"
    deep = "== Three\n\n----\ninclude::d.py[]\n----\n"
    files = {"b.adoc": other, "deep/c.adoc": deep, "deep/d.py": "b\n"}
    blocks, problems = read_with("= One\n\ninclude::b.adoc[]\n\n----\nc\n----\n", files)
    assert placed(blocks) == [("a", "docs/b.adoc", 4, 4), ("b", "docs/deep/d.py", 1, 1), ("c", "", 6, 6)]
    assert [block.heading for block in blocks] == [("One", "Two"), *[("One", "Two", "Three")] * 2]
    assert problems == []


def test_included_files_are_asked_for_by_the_names_that_attributes_make() -> None:
    text = ":dir: ../src\n\ninclude::{dir}/a.adoc[]\n\n:dir: lib\n\n----\ninclude::{dir}/b.py[]\n----\n"
    wanted = members("formats")["asciidoc"].wants(Page("a.adoc", "asciidoc", text))
    assert list(wanted) == ["../src/a.adoc", "lib/b.py"]


def test_the_families_of_a_module_are_folders_beside_its_pages() -> None:
    text = "include::example$a.rb[]\ninclude::other:partial$b.adoc[]\n"
    wanted = members("formats")["asciidoc"].wants(Page("modules/ROOT/pages/x/p.adoc", "asciidoc", text))
    assert list(wanted) == ["../../examples/a.rb", "../../../other/partials/b.adoc"]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("include::b.rb[tag=three]", "b.rb has no tag three"),
        ("include::c.rb[]", "the included file c.rb cannot be had"),
        ("include::{x}/c.rb[]", "an include names {x}, which the page does not set"),
        ("include::https://example.com/c.rb[]", "the include of https://example.com/c.rb names no file of the source"),
    ],
)
def test_what_cannot_be_included_is_a_problem_on_its_line(line: str, what: str) -> None:
    _, problems = read_with(f"\n{line}\n", {"b.rb": INCLUDED, "c.rb": None})
    assert [(problem.line, problem.what, problem.fatal) for problem in problems] == [(2, what, False)]


def test_an_optional_file_may_be_missing() -> None:
    assert read_with("include::c.rb[opts=optional]\n", {"c.rb": None}) == ([], [])


def test_files_that_include_each_other_end() -> None:
    twice = "include::b.adoc[]\n----\na\n----\ninclude::b.adoc[]\n"
    blocks, problems = read_with("include::b.adoc[]\n", {"b.adoc": twice})
    assert 0 < len(blocks) <= 2_000
    assert "the included file b.adoc cannot be had" in {problem.what for problem in problems}


def test_attributes_that_hold_each_other_end() -> None:
    entries = ":a0: xxxxxxxxxx\n" + "".join(f":a{n + 1}: {{a{n}}}{{a{n}}}\n" for n in range(60))
    blocks, _ = read(f"{entries}\n[subs=attributes]\n----\n" + "{a60}" * 5_000 + "\n----\n", "asciidoc")
    assert len(blocks[0].code) < 10_000_000


@pytest.mark.parametrize("mark", ["====\n", "|===\na|\n", "****\n====\n_____\n"])
def test_any_nesting_is_read(mark: str) -> None:
    nested = "".join(mark.replace("=\n", "=" * count + "\n") for count in range(1, 500))
    _, problems = read(f"{nested}----\na\n----\n", "asciidoc")
    assert problems


HEAVY = {
    "blocks": "== T\n\nText:\n\n[source,python]\n----\nprint(1) # <1>\n----\n\n",
    "openings": "====\n\n--\n\n",
    "tables": "|===\n|a a|b\n|===\n",
    "cells": "|a a|b\n",
    "conditions": "ifdef::a[]\n",
    "attribute lists": '[source,"a",b="c]\n',
    "unclosed quotes": '["' * 400 + "]\n",
    "terms": "a::\n\n",
    "equal headings": "== a\n",
    "underlined": "aaaa\n----\n",
    "paragraphs": "  a\nb\n",
    "callouts": "<1> a\n" + "<1>" * 100 + "\n\n",
}


@pytest.mark.parametrize("name", HEAVY)
def test_time_grows_with_the_page_and_not_with_its_square(name: str) -> None:
    assert grows_linearly(lambda count: HEAVY[name] * count, 250, "asciidoc")


@pytest.mark.parametrize("line", ["a", " ", "=", "a::", "|", "[", "{a}", "*a ", "`", "<1>", "\\|", "a b|", "== [["])
def test_a_long_line_takes_no_longer_than_many_short_ones(line: str) -> None:
    text = line * (2_000_000 // len(line))
    assert seconds(f":a: b\n\n{text}\n\n[subs=normal]\n----\n{text}\n----\n\n|===\n{text}\n|===\n", "asciidoc") < 12
