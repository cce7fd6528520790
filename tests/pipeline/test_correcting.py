"""A page is corrected until a run agrees with it; what does not hold is left as the page has it."""

from collections.abc import Callable, Mapping, Sequence

import pytest

from docverify.extract import extract
from docverify.masks import mask
from docverify.model import Page, Unlike, Verdict
from docverify.pipeline.correcting import Corrected, Correcting
from docverify.pipeline.pages import ReadPage
from docverify.registry import members
from docverify.rewrite.texts import Rewritten

PAGE = """\
```pycon
>>> tea
1
>>> milk
2
```

```python
print(sugar)
```

```text
3
```
"""
Shown = Callable[[], Mapping[str, str]]


def read(page: Page) -> ReadPage:
    blocks, problems = members("formats")[page.format].blocks(page)
    return ReadPage(page, tuple(extract(page, blocks, members("languages"))), tuple(problems))


class FakeWall:
    """Says of each name what it shows, and holds that against the page; `shown` gives one table a run."""

    def __init__(self, *tables: Mapping[str, str]) -> None:
        self.tables = list(tables)
        self.runs = 0
        self.agrees = str.__eq__
        self.names_all = True

    def run(self, page: ReadPage) -> dict[str, Verdict]:
        table = self.tables[min(self.runs, len(self.tables) - 1)]
        self.runs += 1
        return {one.id: self.verdict(page, one.id, table) for one in page.examples if one.steps}

    def verdict(self, page: ReadPage, name: str, table: Mapping[str, str]) -> Verdict:
        example = next(one for one in page.examples if one.id == name)
        found: list[Unlike] = []
        for step in example.steps:
            actual = next(table[word] for word in table if word in step.code)
            expected = step.expected or example.expectation.text
            if not self.agrees(expected, actual):
                line = example.expectation.line if step.expected is None else step.line + 1
                found.append(Unlike(line, expected, actual))
        if not found:
            return Verdict(name, "pass", "matched")
        first, further = found[0], tuple(found[1:]) if self.names_all else ()
        said = {"line": first.line, "expected": first.expected, "actual": first.actual, "further": further}
        return Verdict(name, "drift", "ran", kind="output", detail=f"printed {first.actual}", **said)


def correct(wall: FakeWall, text: str = PAGE, asked: Sequence[str] | None = None) -> Corrected:
    first = read(Page("a.md", "markdown", text))
    is_asked = (lambda _: True) if asked is None else lambda name: name in asked
    return Correcting(first, members("formats")["markdown"], wall.run, read, is_asked).corrected()


def text_of(found: Corrected) -> str:
    return next((file.after for file in found.files), found.page.text)


@pytest.mark.parametrize(("names_all", "runs"), [(True, 3), (False, 5)])
def test_every_place_is_corrected_also_where_a_run_names_one_an_example(names_all: bool, runs: int) -> None:
    wall = FakeWall({"tea": "5", "milk": "6", "sugar": "7"})
    wall.names_all = names_all
    found = correct(wall)
    assert wall.runs == runs
    assert text_of(found) == PAGE.replace("\n1\n", "\n5\n").replace("\n2\n", "\n6\n").replace("\n3\n", "\n7\n")
    assert found.changed == ("a.md#:python:1", "a.md#:python:2")
    assert not found.problems


def test_a_page_that_agrees_is_run_once() -> None:
    wall = FakeWall({"tea": "1", "milk": "2", "sugar": "3"})
    assert text_of(correct(wall)) == PAGE
    assert wall.runs == 1


def test_what_prints_something_else_in_each_run_is_left_as_it_is() -> None:
    tables = [{"tea": "5", "milk": "2", "sugar": str(number)} for number in range(10, 30)]
    found = correct(FakeWall(*tables))
    assert text_of(found) == PAGE.replace("\n1\n", "\n5\n")
    assert [problem.line for problem in found.problems] == [9]
    assert "in each run" in found.problems[0].what


def test_what_stays_as_the_page_has_it_may_be_another_in_each_run() -> None:
    page = PAGE.replace("\n3\n", "\nat 10:00:00 a\n")
    tables = [{"tea": "1", "milk": "2", "sugar": f"at 11:00:{number} b"} for number in range(10, 30)]
    wall = FakeWall(*tables)
    wall.agrees = lambda expected, actual: mask(expected) == mask(actual)
    assert text_of(correct(wall, page)) == page.replace("00 a", "00 b")


def test_output_that_would_end_its_own_fence_is_not_written() -> None:
    for odd in ("```", "x\n```\n<!-- hidden", "x\n```\n\nprose\n\n```text\ny"):
        found = correct(FakeWall({"tea": "1", "milk": "2", "sugar": odd}))
        assert text_of(found) == PAGE
        assert "read as before" in found.problems[0].what


def test_output_with_a_prompt_in_it_is_not_written_under_a_prompt() -> None:
    found = correct(FakeWall({"tea": ">>> evil()\nx", "milk": "2", "sugar": "3"}))
    assert text_of(found) == PAGE
    assert "read as before" in found.problems[0].what


def test_only_what_is_asked_for_is_corrected() -> None:
    wall = FakeWall({"tea": "5", "milk": "6", "sugar": "7"})
    assert text_of(correct(wall, asked=["a.md#:python:2"])) == PAGE.replace("\n3\n", "\n7\n")


def test_what_stands_in_a_file_that_the_page_includes_is_corrected_there() -> None:
    text, part = '```python\ntea\n# => 1\n```\n\n--8<-- "part.md"\n', "```pycon\n>>> milk\n2\n```\n"
    first = read(Page("docs/a.md", "markdown", text, files={"part.md": part}))
    wall = FakeWall({"tea": "1", "milk": "6"})
    found = Correcting(first, members("formats")["markdown"], wall.run, read, lambda _: True).corrected()
    assert found.files == (Rewritten("docs/part.md", part, part.replace("2", "6")),)
    assert not found.problems


def test_other_kinds_of_drift_and_failures_are_none_of_it() -> None:
    class Failing(FakeWall):
        def verdict(self, page: ReadPage, name: str, table: Mapping[str, str]) -> Verdict:  # noqa: ARG002
            return Verdict(name, "fail", "parsed", expected="1", actual="2", line=3)

    assert correct(Failing({})) == Corrected(Page("a.md", "markdown", PAGE))
