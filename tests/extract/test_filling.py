"""Placeholders have their values where an example is run, and stay on the page."""

from hypothesis import given
from hypothesis import strategies as st

from docverify.extract import extract
from docverify.extract.filling import fill
from docverify.formats.markdown import markdown
from docverify.model import Page, Provided
from docverify.registry import members

PAGE = Page("a.md", "markdown", "```sh\necho <objectId>\n```\n```\n<objectId>\n```\n")


def test_an_example_runs_with_values_and_shows_what_the_page_has() -> None:
    blocks, _ = markdown.blocks(PAGE)
    example, output = extract(PAGE, blocks, members("languages"), Provided({"<objectId>": "x1"}))
    assert [step.code for step in example.steps] == ["echo x1"]
    assert (example.block.code, output.block.code) == ("echo <objectId>", "<objectId>")
    assert example.expectation.text == "x1"


def test_what_a_value_brings_in_is_not_filled_again() -> None:
    assert fill("a b", {"a": "b", "b": "c"}) == "b c"


@given(st.text(), st.dictionaries(st.text(min_size=1), st.text(), max_size=3))
def test_code_without_placeholders_stays_as_it_is(code: str, values: dict[str, str]) -> None:
    if not any(old in code for old in values):
        assert fill(code, values) == code
