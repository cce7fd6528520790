"""A package is looked into when the config says so, or when it is newer than when an example passed."""

from docverify.drift.suspicion import Matrix, Suspect, by_history, by_matrix, candidates
from docverify.model import Environment, History

PYTHON = Environment("python", "key", "/layer", ("green-tea==1.5", "milk==2.0"))
RELEASES = ["1.0.0", "1.0.1", "1.2.0", "1.5", "1.6"]


def passed_with(*packages: str) -> dict[str, History]:
    return {"a": History("a", "pass", passes=3, packages=packages)}


def test_the_matrix_is_looked_into_for_its_own_language() -> None:
    matrix = [Matrix("python", "Green_Tea", ("1.0",)), Matrix("javascript", "milk", ("1.0",))]
    assert by_matrix(["a"], PYTHON, matrix) == [Suspect("python", "Green_Tea", "1.5", ("1.0",), ("a",))]
    assert by_matrix([], PYTHON, matrix) == []


def test_what_is_newer_than_at_the_last_pass_is_looked_into() -> None:
    before = passed_with("green-tea==1.2", "milk==2.0", "sugar==1")
    assert by_history(["a", "b"], PYTHON, before) == [Suspect("python", "green-tea", "1.5", ("1.2",), ("a",))]


def test_what_is_the_same_or_older_than_at_the_last_pass_is_not() -> None:
    assert by_history(["a"], PYTHON, passed_with("green-tea==1.6", "milk==2.0")) == []
    assert by_history(["a"], PYTHON, passed_with()) == []


def test_the_candidates_end_with_the_one_that_is_checked() -> None:
    suspect = Suspect("python", "green-tea", "1.5", ("1.0",), ("a",))
    assert candidates(suspect, RELEASES) == (["1.0.0", "1.0.1", "1.2.0", "1.5"], ["1.0.0"])


def test_a_start_stands_for_the_newest_that_begins_so() -> None:
    suspect = Suspect("javascript", "tea", "2.0", ("1",), ("a",))
    assert candidates(suspect, ["1.2.0", "1.3.0", "2.0"]) == (["1.3.0", "2.0"], ["1.3.0"])


def test_without_a_list_the_starts_are_all_that_is_known() -> None:
    suspect = Suspect("python", "green-tea", "1.5", ("1.0", "1.2"), ("a",))
    assert candidates(suspect, []) == (["1.0", "1.2", "1.5"], ["1.0", "1.2"])
