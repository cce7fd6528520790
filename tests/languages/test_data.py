"""In data nothing runs: valid syntax is a pass, and what is not valid is never called wrong."""

import pytest

from docverify.model import Block, Example, Refusal
from docverify.registry import members

VALID = {
    "json": ["{}", "[1, 2]", '"tea"', '{"a": 1}\n{"a": 2}\n', " null "],
    "toml": ["", 'a = 1\n[tea]\nkind = "green"', "# a comment\n"],
}
INVALID = {
    "json": [
        ('{"a": 1, ...}', "pseudo-code"),
        ('{"a": 1} // the first', "pseudo-code"),
        ('{"token": <your token>}', "pseudo-code"),
        ('"a": 1', "fragment"),
        ("", "fragment"),
        ("[" * 100_000, "fragment"),
        ('{"url": "https://tea.example"', "fragment"),
    ],
    "toml": [("a = ...", "pseudo-code"), ("a =", "fragment"), ("[tea", "fragment")],
}


def read(language: str, code: str) -> Refusal:
    block = Block(page="a.md", language=language, code=code, line=1, end_line=1)
    refusal = members("languages")[language].read(Example(id="a.md#:x:1", block=block, language=language)).refusal
    assert isinstance(refusal, Refusal)
    return refusal


@pytest.mark.parametrize(("language", "code"), [(name, code) for name, codes in VALID.items() for code in codes])
def test_what_is_valid_passes_at_parsed(language: str, code: str) -> None:
    refusal = read(language, code)
    assert (refusal.verdict, refusal.level, refusal.reason) == ("pass", "parsed", "")


@pytest.mark.parametrize(
    ("language", "code", "reason"), [(name, code, reason) for name, codes in INVALID.items() for code, reason in codes]
)
def test_what_is_not_valid_cannot_be_verified(language: str, code: str, reason: str) -> None:
    refusal = read(language, code)
    assert (refusal.verdict, refusal.level, refusal.reason) == ("unverified", "found", reason)
    assert refusal.detail.startswith(f"not valid {language.upper()} as it stands: ")


@pytest.mark.parametrize("language", ["json", "toml"])
def test_data_without_a_label_stays_without_one(language: str) -> None:
    assert not members("languages")[language].recognises("{}")
