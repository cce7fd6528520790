"""`docverify check --strict` and `docverify ledger`, as a project that ratchets its documentation uses them."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Command

FRAGMENT = "# Tea\n\n```python\nbrew(leaves)\n```\n"
FINE = "# Tea\n\n```python\nprint(80)\n```\n"


def test_a_project_ratchets_its_documentation(
    docverify: Command, folder: Path, write: Callable[[str, str], Path]
) -> None:
    write("docverify.toml", '[[sources]]\npath = "docs"\n')
    page = write("docs/a.md", FRAGMENT)
    assert docverify("check").code == 0
    strict = docverify("check", "--strict")
    assert strict.code == 1
    assert (
        "docs/a.md:4 is unverified (fragment) and not in docverify.ledger; mend it, or docverify ledger" in strict.out
    )
    assert "1 not listed" in docverify("ledger").out
    assert not (folder / "docverify.ledger").exists()

    assert docverify("ledger", "--update").code == 0
    assert "docs/a.md#tea:python:1 fragment " in (folder / "docverify.ledger").read_text()
    assert docverify("check", "--strict").code == 0
    assert docverify("ledger").out.endswith("\n1 accepted\n")

    page.write_text(FINE)
    strict = docverify("check", "--strict", "--format", "json")
    assert strict.code == 1
    (problem,) = json.loads(strict.out)["problems"]
    assert (problem["where"], problem["what"]) == ("docverify.ledger", "docs/a.md#tea:python:1 is pass now")
    docverify("ledger", "--update")
    assert docverify("check", "--strict").code == 0


def test_a_part_of_the_documentation_says_nothing_of_the_rest(
    docverify: Command, folder: Path, write: Callable[[str, str], Path]
) -> None:
    write("docverify.toml", '[[sources]]\npath = "docs"\n')
    write("docs/a.md", FRAGMENT)
    write("docs/b.md", FRAGMENT)
    docverify("ledger", "--update")
    told = "mend it, or docverify ledger --update docs/a.md"
    write("docs/a.md", FRAGMENT + FRAGMENT)
    assert told in docverify("check", "docs/a.md", "--strict").out
    write("docs/a.md", FRAGMENT)
    assert docverify("check", "docs/a.md", "--strict").code == 0
    assert docverify("check", "--strict", "-k", "a.md").code == 0
    docverify("ledger", "docs/a.md", "--update")
    assert (folder / "docverify.ledger").read_text().count("#tea:python:1") == 2


def test_a_ledger_that_cannot_be_read_is_an_error(docverify: Command, write: Callable[[str, str], Path]) -> None:
    write("docverify.ledger", "nonsense\n")
    write("a.md", FINE)
    said = docverify("check", "a.md", "--strict")
    assert said.code == 2
    assert "docverify.ledger:1" in said.err
