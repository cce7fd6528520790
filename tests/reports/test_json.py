"""The JSON report is the whole result, in a fixed order, and fulfils the shipped schema."""

import json
from importlib.resources import files
from typing import Any

import jsonschema
import msgspec
import pytest

from docverify import schema
from docverify.model import Action, Finding, Problem, Request, Result
from docverify.published import Published
from docverify.registry import members
from tests.results import drift, result, row

FULL = result(
    [row(requests=(Request("GET", "tea.example", "/leaves", 200, 0.1),)), drift(), row(verdict="skip", reason="later")],
    findings=(Finding("docs/tea.md#steep:python:9", "docs/tea.md", 9, "new", "drift", cause="0" * 16),),
    actions=(Action("open", "0" * 16, "new failure", title="Wrong tea", labels=("docverify",)),),
    problems=(Problem("docs/teapot.md", "the fence is never closed", line=3),),
)


def rendered(one: Result) -> str:
    text: str = members("reports")["json"].render(one)
    return text


def shipped() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((files("docverify") / "data" / "result.schema.json").read_text("utf-8"))
    return found


def test_it_reads_back_as_the_same_result() -> None:
    assert Published(encoded=rendered(FULL).encode()).result == FULL


def test_counts_are_in_a_fixed_order() -> None:
    one = result(summary=msgspec.structs.replace(FULL.summary, languages={"shell": 1, "python": 2}))
    other = result(summary=msgspec.structs.replace(FULL.summary, languages={"python": 2, "shell": 1}))
    assert rendered(one) == rendered(other)


def test_half_of_a_surrogate_pair_is_kept() -> None:
    assert json.loads(rendered(result([row(actual="\ud83c")])))["examples"][0]["actual"] == "\ud83c"


def test_the_shipped_schema_is_the_one_of_the_nouns() -> None:
    update = (
        "python -c 'from docverify import schema; print(schema.text(), end=\"\")' > docverify/data/result.schema.json"
    )
    assert shipped() == schema.schema(), f"run: {update}"


@pytest.mark.parametrize("one", [FULL, result()], ids=["full", "empty"])
def test_results_fulfil_the_schema(one: Result) -> None:
    jsonschema.Draft202012Validator.check_schema(shipped())
    jsonschema.validate(json.loads(rendered(one)), shipped(), cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    ("field", "value"),
    [("verdict", "passed"), ("level", "done"), ("kind", "weather"), ("line", "3"), ("id", None)],
)
def test_a_word_outside_the_closed_lists_is_refused(field: str, value: Any) -> None:
    wrong = json.loads(rendered(FULL))
    wrong["examples"][0][field] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, shipped(), cls=jsonschema.Draft202012Validator)


def test_no_field_may_be_missing() -> None:
    wrong = json.loads(rendered(FULL))
    del wrong["examples"][0]["cached"]
    with pytest.raises(jsonschema.ValidationError, match="'cached' is a required property"):
        jsonschema.validate(wrong, shipped(), cls=jsonschema.Draft202012Validator)
