"""Corrected text stands where the documented one stood, behind the same prefix, and nothing else changes."""

import pytest

from docverify.rewrite.correction import Correction
from docverify.rewrite.lines import replace
from docverify.rewrite.merge import merge


def written(page: str, expected: str, actual: str, mode: str = "block", line: int = 1) -> str | None:
    given = Correction("a", line, page.count("\n") + 1, expected, actual, mode)
    lines = merge(expected, actual, mode, (), keep=True)
    assert lines is not None
    return replace(page, given, lines, lambda _, text: text)


@pytest.mark.parametrize("prefix", ["", "  ", "\t", "> ", "  > > ", "1.  ".replace("1.", "  ")])
def test_a_prefix_stays_and_is_that_of_lines_that_come_in(prefix: str) -> None:
    page = f"before\n{prefix}one\n{prefix}two\nbehind "
    wanted = f"before\n{prefix}one\n{prefix}2\n{prefix}three\nbehind "
    assert written(page, "one\ntwo", "one\n2\nthree\n") == wanted


def test_line_ends_and_blanks_of_other_lines_stay() -> None:
    assert written("x  \r\n1\r\n\t\r\n", "1", "2\n3\n") == "x  \r\n2\r\n3\r\n\t\r\n"


def test_a_blank_line_that_comes_in_ends_with_no_blanks() -> None:
    assert written("> a\n> b\n", "a\nb", "a\n\nb\n") == "> a\n>\n> b\n"


def test_a_comment_beside_code_is_rewritten_and_code_never_is() -> None:
    assert written("y = 3\nx = 1 + 1  # => 3\n", "3", "2", "value") == "y = 3\nx = 1 + 1  # => 2\n"
    assert written("y = 3\n", "3", "2", "value") is None


def test_a_comment_beside_code_cannot_grow() -> None:
    assert written("print(x)  # 3\n", "3", "2\n4\n", "exec") is None


def test_comments_on_lines_of_their_own_can() -> None:
    assert written("print(x)\n#> 3\n", "3", "2\n4\n", "exec") == "print(x)\n#> 2\n#> 4\n"


def test_a_value_in_a_pages_own_notation_is_found() -> None:
    assert written("f();  // => [1,2]\n", "[ 1, 2 ]", "[ 1, 3 ]", "value") == "f();  // => [ 1, 3 ]\n"


def test_an_output_prompt_stays() -> None:
    assert written("In [1]: x\nOut[1]: 3\n", "3", "4\n5\n", "single", 2) == "In [1]: x\nOut[1]: 4\n5\n"


def test_output_that_is_gone_goes_from_under_a_prompt_alone() -> None:
    assert written(">>> x\n3\n>>> y\n", "3", "", "single", 2) == ">>> x\n>>> y\n"
    assert written("3\n", "3", "") is None


def test_text_above_the_place_is_not_it() -> None:
    assert written(">>> 3\n3\n>>> 4\n3\n", "3", "4\n", "single", 4) == ">>> 3\n3\n>>> 4\n4\n"


def test_what_stands_otherwise_on_the_page_is_left_alone() -> None:
    assert written("a &lt; b\n", "a < b", "a > b\n") is None
