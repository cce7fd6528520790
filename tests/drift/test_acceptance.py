"""What a person accepts is what the next runs are held against; it is neither a pass nor a failure."""

from msgspec.structs import replace

from docverify.drift.acceptance import accept
from docverify.model import History
from tests.results import drift

PAST = History(
    "docs/tea.md#steep:python:9",
    "drift",
    failures=3,
    first_failed="2026-01-02T03:04:05Z",
    last_output="3 cups\n",
    stable="... cups\n",
    deprecations=("DeprecationWarning: pot",),
)


def test_of_another_output_only_the_output_is_taken() -> None:
    found = accept(drift(kind="baseline", actual="4 pots\n", stable="... pots\n", deprecations=("new",)), PAST)
    assert found == replace(PAST, failures=0, first_failed="", last_output="4 pots\n", stable="... pots\n")


def test_of_new_warnings_only_the_warnings_are_taken() -> None:
    found = accept(drift(kind="deprecation", actual="4 pots\n", deprecations=("new",)), PAST)
    assert found == replace(PAST, failures=0, first_failed="", deprecations=("new",))
