"""What a block of Go leaves to its reader is found on its page, and in what that documents."""

import pytest
from msgspec.structs import replace

from docverify.languages.go import go
from docverify.languages.go_code.wrapping import wrap
from docverify.model import Example
from tests.languages.building import page

MODULE = "example.com/go-teapot/v2@v2.1.0"


def borrowed(*codes: str, packages: tuple[str, ...] = ()) -> tuple[str, ...]:
    """By the last block of a page."""
    examples = page(*codes, language="go")
    made = go.completed(examples[-1], examples, packages)
    return made.borrowed if made else ()


def sure(*codes: str, packages: tuple[str, ...] = ()) -> bool:
    examples = page(*codes, language="go")
    made = go.completed(examples[-1], examples, packages)
    assert made is not None
    return made.sure


@pytest.mark.parametrize(
    ("statement", "use", "given"),
    [
        ('import "example.com/teapot"', "teapot.Pour()", 'import teapot "example.com/teapot"'),
        ('import pot "example.com/teapot"', "pot.Pour()", 'import pot "example.com/teapot"'),
        ('import (\n\t"fmt"\n\t"example.com/tea/pot"\n)', "pot.Pour()", 'import pot "example.com/tea/pot"'),
        ('import "example.com/teapot/v3"', "teapot.Pour()", 'import teapot "example.com/teapot/v3"'),
        ('import "gopkg.in/tea.v3"', "tea.Pour()", 'import tea "gopkg.in/tea.v3"'),
        ('import "example.com/go-tea"', "tea.Pour()", 'import tea "example.com/go-tea"'),
        ('import "example.com/golang-tea"', "tea.Pour()", 'import tea "example.com/golang-tea"'),
        ('import "example.com/tea/log"', "log.Pour()", 'import log "example.com/tea/log"'),
    ],
)
def test_an_import_of_the_page_is_borrowed(statement: str, use: str, given: str) -> None:
    assert borrowed(statement, use) == (given,)
    assert sure(statement, f"cup := {use}")


def test_what_the_page_documents_is_imported_by_the_names_that_it_may_have() -> None:
    assert borrowed("pot := teapot.New()\n", packages=(MODULE,)) == ('import teapot "example.com/go-teapot/v2"',)
    assert borrowed("kettle.New()", packages=(MODULE,)) == ()


def test_the_import_above_counts_more_than_that_below_and_than_what_is_documented() -> None:
    examples = page(
        'import "example.com/far/pot"', 'import "example.com/near/pot"', "pot.Pour()", 'import "b/pot"', language="go"
    )
    made = go.completed(examples[2], examples, ("example.com/pot@v1.0.0",))
    assert made is not None
    assert made.borrowed == ('import pot "example.com/near/pot"',)


def test_a_variable_is_no_package() -> None:
    assert borrowed('import "example.com/pot"', "pot := 1\npot.Pour()") == ()
    assert borrowed('import "example.com/pot"', "func pour(pot Teapot) {\n\tpot.Pour()\n}") == ()
    assert borrowed('import "example.com/pot"', "cup.pot.Pour()") == ()


def test_a_definition_of_a_block_above_is_borrowed_with_what_it_needs_itself() -> None:
    given = borrowed(
        'import "example.com/tea"\n\nleaves := tea.Leaves()\nother := 3',
        "func brew(n int) int { return n }",
        "pot := brew(leaves)",
        "pour(pot)",
    )
    assert given == (
        'import tea "example.com/tea"',
        "leaves := tea.Leaves()",
        "func brew(n int) int { return n }",
        "pot := brew(leaves)",
    )
    assert not sure("pot := 1", "cup := pour(pot)")


def test_what_others_have_made_of_a_package_may_be_what_is_shown() -> None:
    assert not sure('import "example.com/teapot"', "teapot.PrintDefaults()")


def test_the_nearest_definition_counts_and_none_of_below() -> None:
    assert borrowed("pot := 1", "pot := 2", "pour(pot)") == ("pot := 2",)
    examples = page("pour(pot)", "pot := 1", language="go")
    assert go.completed(examples[0], examples, ()) is None


@pytest.mark.parametrize(
    "code",
    [
        "cup{pot: 1}",
        "cup.pot()",
        "pot := 2\npour(pot)",
        "package tea\n\nvar cup = pot",
        "http.ListenAndServe(pot, nil)",
    ],
)
def test_what_is_no_name_of_that_block_or_never_ends_borrows_nothing(code: str) -> None:
    assert borrowed("pot := 1", code) == ()


def test_what_is_borrowed_stands_above_and_has_no_lines_of_the_page() -> None:
    one: Example = page("pour(pot)", language="go")[0]
    text = wrap(replace(one, borrowed=('import tea "example.com/tea"', "pot := tea.Pot()")), "e").text
    assert 'import tea "example.com/tea";' in text
    assert text.index("//line e/borrowed.go:1\npot := tea.Pot()") < text.index(f"//line e/main.go:{one.block.line}\n")
