"""A rewritten page is the same page, but for the text that was corrected."""

from msgspec.structs import replace

from docverify.extract import extract
from docverify.model import Example, Page
from docverify.registry import members
from docverify.rewrite.correction import Correction, corrections
from docverify.rewrite.page import is_same, rewrite

PAGE = "```python\nprint(1)\n```\n\n```text\n2\n```\n"
GIVEN = Correction("a.md#:python:1", 6, 6, "2", "1\n", "block", output="a.md#:text:1")
READER = members("formats")["markdown"]


def examples(text: str) -> list[Example]:
    page = Page("a.md", "markdown", text)
    return extract(page, READER.blocks(page)[0], members("languages"))


def same(text: str, grown: int | None) -> bool:
    return is_same(examples(PAGE), examples(text), GIVEN, grown)


def test_only_the_corrected_text_may_differ() -> None:
    assert same(PAGE.replace("2", "1"), 0)
    assert not same(PAGE.replace("print(1)", "print(2)"), 0)
    assert not same(PAGE + "\n```text\nmore\n```\n", 0)
    assert not same(PAGE.replace("python", "ruby"), 0)


def test_all_lines_that_came_in_stand_in_the_corrected_block() -> None:
    assert same(PAGE.replace("2", "1\n3"), 1)
    assert not same(PAGE + "prose\n", 1)


def test_what_would_mean_something_else_in_a_module_and_what_is_html_is_refused() -> None:
    module = Correction("a", 6, 6, "2", "\\1", "block", file="b.py")
    assert "no page should hold" in rewrite(PAGE, module, READER, keep=True)[1]
    assert rewrite(PAGE, replace(module, file="b.md"), READER, keep=True) == (PAGE.replace("2", "\\1"), "")
    assert "HTML" in rewrite(PAGE, Correction("a", 6, 6, "2", "1", "block", html=True), READER, keep=True)[1]


def test_no_verdict_is_no_correction() -> None:
    assert corrections(examples(PAGE), {}) == []
