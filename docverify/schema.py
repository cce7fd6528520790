"""The JSON Schema of a result, made from the nouns: what `check --format json` writes fulfils it."""

import json
from typing import Any

import msgspec

from docverify.model import BLAMES, DRIFT_KINDS, LEVELS, REASONS, SCHEMA, VERDICTS, Result

DIALECT = "https://json-schema.org/draft/2020-12/schema"
WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "Row": {"verdict": VERDICTS, "level": LEVELS, "kind": ("", *DRIFT_KINDS), "blame": ("", *BLAMES)},
    "Finding": {"verdict": VERDICTS, "state": ("new", "still", "fixed", "flaky", "gone")},
    "Action": {"kind": ("open", "update", "comment", "reopen", "close")},
}
"""Fields that hold one of a closed list of words."""
COUNTED = {"verdicts": VERDICTS, "levels": LEVELS, "reasons": REASONS}
"""Fields of the summary, with the words that they count."""


def schema() -> dict[str, Any]:
    """The schema as plain data."""
    (reference,), nouns = msgspec.json.schema_components([Result], ref_template="#/$defs/{name}")
    for noun in nouns.values():
        # Every field is always written, those that have a default too.
        noun["required"] = list(noun["properties"])
        for field in noun["properties"].values():
            field.pop("default", None)
    for name, fields in WORDS.items():
        for field, words in fields.items():
            nouns[name]["properties"][field]["enum"] = list(words)
    for field, words in COUNTED.items():
        nouns["Summary"]["properties"][field]["propertyNames"] = {"enum": list(words)}
    nouns["Result"]["properties"]["schema"]["const"] = SCHEMA
    return {"$schema": DIALECT, "$id": "urn:" + SCHEMA.replace(".", ":").replace("/", ":"), **reference, "$defs": nouns}


def text() -> str:
    """The shipped file, `docverify/data/result.schema.json`."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
