"""Placeholders have their values where an example is run, and stay on the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify.extract import extract
from docverify.extract.filling import fill
from docverify.formats.markdown import markdown
from docverify.model import Page, Provided
from docverify.placeholders import Filling, Placeholder, find, read
from docverify.registry import members

PAGE = Page("a.md", "markdown", "```sh\necho <objectId>\n```\n```\n<objectId>\n```\n")


def test_an_example_runs_with_values_and_shows_what_the_page_has() -> None:
    blocks, _ = markdown.blocks(PAGE)
    example, output = extract(PAGE, blocks, members("languages"), Provided({"<objectId>": "x1"}))
    assert [step.code for step in example.steps] == ["echo x1"]
    assert (example.block.code, output.block.code) == ("echo <objectId>", "<objectId>")
    assert example.expectation.text == "x1"


@pytest.mark.parametrize(
    ("declared", "code", "filled"),
    [
        ("<cupId>", "curl /cups/<cupId>", "curl /cups/c1"),
        (
            "<cupId>",
            "curl /cups/{cupId} /cups/:cupId /cups/{{ cup_id }} {{cupid}} <your-cup-id>",
            "curl /cups/c1 /cups/c1 /cups/c1 c1 c1",
        ),
        ("{cupId}", "curl /cups/YOUR_CUP_ID /cups/${CUP_ID} your-cup-id", "curl /cups/c1 /cups/c1 c1"),
        (
            "<key>",
            "-H 'Key: [YOUR_KEY]' -H 'Key: {YOUR_KEY}' -H 'Key: {key}'",
            "-H 'Key: c1' -H 'Key: c1' -H 'Key: c1'",
        ),
        ("<key>", "get(your_key, 'your_key'); import {key} from 'x'", "get(your_key, 'c1'); import {key} from 'x'"),
        ("<id>", "List<id> </id> map<id>", "List<id> </id> map<id>"),
        ("<id>", "<id>5</id>", "<id>5</id>"),
        (":id", "find(:id); get /cups/:id", "find(:id); get /cups/c1"),
        ("YOUR_KEY", "YOUR_KEY YOUR_KEY_ID 'YOUR_KEY'", "c1 YOUR_KEY_ID 'c1'"),
        ("{id}", 'id = "a"\nget(f"/cups/{id}")', 'id = "a"\nget(f"/cups/{id}")'),
        ("{id}", "get(f'/cups/{id}')", "get(f'/cups/c1')"),
        ("{id}", "for (const id of ids) fetch(`/cups/${id}`)", "for (const id of ids) fetch(`/cups/${id}`)"),
        ("{id}", "const {id} = cup; get(`/${id}`)", "const {id} = cup; get(`/${id}`)"),
        ("{id}", "cups.map(({id, lid}) => `/cups/${id}`)", "cups.map(({id, lid}) => `/cups/${id}`)"),
        ("<key>", 'KEY=a; curl -H "key: ${KEY}"', 'KEY=a; curl -H "key: ${KEY}"'),
        (
            "<key>",
            'curl -d \'{"key": "{key}"}\' # the key of a reader',
            'curl -d \'{"key": "c1"}\' # the key of a reader',
        ),
        ("Ed1nuqPvcm", "get Ed1nuqPvcm Ed1nuqPvcm2 {ed1nuqpvcm}", "get c1 Ed1nuqPvcm2 {ed1nuqpvcm}"),
        ("https://API_URL", "curl https://API_URL/cups API_URL", "curl c1/cups API_URL"),
    ],
)
def test_a_placeholder_is_declared_once_and_filled_in_every_style(declared: str, code: str, filled: str) -> None:
    assert Filling({declared: "c1"}).fill(code) == filled


def test_the_text_that_is_declared_counts_before_its_name() -> None:
    assert Filling({"<id>": "a", "{id}": "b"}).fill("/<id> /{id} /:id") == "/a /b /a"


def test_a_variable_that_the_page_gave_a_value_above_is_its_own() -> None:
    whole = Page("a.md", "markdown", '```sh\nID=5\n```\n```sh\ncurl "/cups/${ID}"\n```\n')
    blocks, _ = markdown.blocks(whole)
    assert fill(blocks, {"<id>": "c1"}) == blocks


def test_what_a_value_brings_in_is_not_filled_again() -> None:
    assert Filling({"a": "b", "b": "c"}).fill("a b") == "b c"


@given(st.text(), st.dictionaries(st.text(min_size=1).filter(lambda text: not read(text)), st.text(), max_size=3))
def test_code_without_placeholders_stays_as_it_is(code: str, values: dict[str, str]) -> None:
    if not any(old in code for old in values):
        assert Filling(values).fill(code) == code


@given(st.text(alphabet="{}<>$:/aI_ YOUR-"))
def test_every_placeholder_that_is_found_can_be_declared_by_what_it_is_called(code: str) -> None:
    for found in find(code):
        assert read(found.text) is not None
        assert found.name == Placeholder(f"<{found.word}>", found.style, found.word).name
