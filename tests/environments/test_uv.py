"""What uv says on many lines is one line that names what it is about."""

import pytest

from docverify.environments.requirement import Requirement
from docverify.environments.uv import explain, find_blamed

OLD = """\
Using CPython 3.11.7
  × No solution found when resolving dependencies:
  ╰─▶ Because nope was not found in the package registry and you require
      nope, we can conclude that your requirements are unsatisfiable.
"""
NEW = """\
error: Request failed after 3 retries in 7.3s
  cause: Failed to fetch: https://me:secret@pip.example/simple/six/
  cause: tcp connect error

hint: go online
"""
BUILD = """\
Building wheel...
Traceback (most recent call last):
ValueError: no water
error: Failed to build `/srv/kettle`
  cause: The build backend returned an error
"""


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            OLD,
            "No solution found when resolving dependencies: Because nope was not found in the package registry "
            "and you require nope, we can conclude that your requirements are unsatisfiable.",
        ),
        (
            NEW,
            "Request failed after 3 retries in 7.3s: Failed to fetch: https://pip.example/simple/six/: "
            "tcp connect error",
        ),
        (BUILD, "ValueError: no water: Failed to build `/srv/kettle`: The build backend returned an error"),
        ("", "uv gave no reason"),
    ],
)
def test_it_is_told_on_one_line_without_passwords(said: str, told: str) -> None:
    assert explain(said) == told


def test_a_long_story_is_cut() -> None:
    assert len(explain("error: " + "x" * 10_000)) == 600


@pytest.mark.parametrize(
    ("said", "blamed"),
    [
        ("Because there is no version of attrs==99", ["attrs==99"]),
        ("Because zope-interface was not found", ["Zope.Interface[x]>=1"]),
        ("Failed to fetch", ["attrs==99", "Zope.Interface[x]>=1", "six"]),
    ],
)
def test_the_requirement_that_it_speaks_of_is_named(said: str, blamed: list[str]) -> None:
    wanted = [Requirement(text) for text in ("attrs==99", "Zope.Interface[x]>=1", "six")]
    assert [requirement.text for requirement in find_blamed(said, wanted)] == blamed
