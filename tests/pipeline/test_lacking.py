"""What is said of examples that need a package which is not installed."""

import pytest

from docverify.mentions import Mention
from docverify.model import Block, Example, Verdict
from docverify.pipeline.lacking import Lacking, explain

ID = "a.md#:python:1"
EXAMPLE = Example(ID, Block("a.md", "python", "import tea.pot", 1, 1), "python")
OTHER = Example(ID, Block("a.md", "python", "import cup", 1, 1), "python")
ABSENT = Lacking(Mention("python", "tea", "tea==9", "a.md", 3), "missing-package", "there is no such version")
BROKEN = Lacking(Mention("python", "tea", "tea", "a.md", 3), "error", "no answer")


def missing(detail: str) -> Verdict:
    return Verdict(ID, "unverified", "parsed", reason="missing-package", detail=detail)


@pytest.mark.parametrize("verdict", ["fail", "drift", "flaky"])
def test_an_example_that_imports_what_cannot_be_had_is_not_wrong(verdict: str) -> None:
    said = explain(Verdict(ID, verdict, "ran", kind="output", detail="differs"), EXAMPLE, "python", [ABSENT])
    assert (said.verdict, said.reason, said.kind) == ("unverified", "missing-package", "")
    assert said.detail == "needs the package tea==9, which could not be installed: there is no such version"


def test_a_registry_that_does_not_answer_is_an_error_of_ours() -> None:
    said = explain(missing("needs the package `tea`, which is not installed"), EXAMPLE, "python", [BROKEN])
    assert (said.verdict, said.reason) == ("error", "")


@pytest.mark.parametrize("verdict", ["pass", "fail", "skip"])
def test_an_example_that_does_not_import_it_is_what_it_was(verdict: str) -> None:
    was = Verdict(ID, verdict, "ran", detail="x")
    assert explain(was, OTHER, "python", [ABSENT]) == was
    assert explain(was, EXAMPLE, "javascript", [ABSENT]) == was


def test_an_example_that_passes_without_it_passes() -> None:
    was = Verdict(ID, "pass", "ran")
    assert explain(was, EXAMPLE, "python", [ABSENT]) == was


def test_a_missing_package_comes_with_what_to_write() -> None:
    said = explain(missing("needs the package `yaml`, which is not installed"), OTHER, "python", [ABSENT])
    assert said.detail.endswith('not installed: `install = ["pyyaml"]` under `[environments.python]`')


def test_a_module_that_stands_for_one_of_the_readers_is_no_package() -> None:
    said = explain(missing("needs the package `mylib`, which is not installed"), OTHER, "python", [ABSENT])
    assert (said.reason, said.detail) == ("fragment", "needs `mylib`, which stands for something of the reader's")


@pytest.mark.parametrize("detail", ["needs an optional part of `yaml`: `yaml.c`", "needs Tk"])
def test_where_nothing_can_be_written_nothing_is_proposed(detail: str) -> None:
    assert explain(missing(detail), OTHER, "python", [ABSENT]).detail == detail
