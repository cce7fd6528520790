"""Compilers are asked once a page, of what they know, and their silence is no error."""

import json
from collections.abc import Callable, Sequence

from docverify import plan
from docverify.errors import SandboxError
from docverify.extract import extract
from docverify.model import Environment, Example, Limits, Page, Plan, Run, StepRun, Verdict
from docverify.pipeline.checking import Compilers
from docverify.registry import members

PAGE = "```js\nlet cup\n```\n```ts\nlet pot: Pot\n```\n```python\nx = 1\n```\n```tsx\nlet lid: Lid\n```\n"
HOLDS = json.dumps({"drawn": [], "readings": {"page-order strict": []}, "vague": False})
LAYER = Environment("javascript", "k", "/layer", ("typescript==5.9.3",))


class FakeSandbox:
    """Says the same of every step, or breaks."""

    def __init__(self, *said: str | None, breaks: bool = False) -> None:
        self.said = said
        self.breaks = breaks
        self.asked: list[Plan] = []

    def run(self, asked: Plan, started: Callable[[str], None]) -> list[Run]:  # noqa: ARG002
        self.asked.append(asked)
        if self.breaks:
            raise SandboxError("gone", "")
        return [Run("", asked.reading, "end", tuple(StepRun(value=text) for text in self.said))]

    def close(self) -> None: ...


def examples_of(text: str) -> list[Example]:
    formats, languages = members("formats"), members("languages")
    page = Page("a.md", "markdown", text)
    return extract(page, formats["markdown"].blocks(page)[0], languages)


def weigh(text: str, sandbox: FakeSandbox, *, layer: Environment = LAYER, there: bool = False) -> dict[str, str]:
    """The level of each example, by its language."""
    examples, languages = examples_of(text), members("languages")
    whole = plan.plan(examples, languages, {"javascript": layer}, Limits())
    assert whole is not None
    verdicts = {one.id: Verdict(one.id, "unverified", "parsed", reason="fragment") for one in examples}

    def find_missing(programs: Sequence[str]) -> str:
        return "" if there else programs[0]

    found = Compilers(sandbox, languages, find_missing).weigh(verdicts, examples, whole)
    return {one.language: found[one.id].level for one in examples}


def test_a_page_is_one_task_with_a_step_an_example_of_the_family() -> None:
    sandbox = FakeSandbox(None, HOLDS, None)
    assert weigh(PAGE, sandbox) == {
        "javascript": "parsed",
        "typescript": "built",
        "python": "parsed",
        "tsx": "parsed",
    }
    (asked,) = sandbox.asked
    (task,) = asked.tasks
    assert (asked.reading, task.driver, task.language) == ("checked", "typescript", "javascript")
    assert [(step.mode, step.line) for step in task.steps] == [("javascript", 2), ("typescript", 5), ("tsx", 11)]
    assert asked.environments == {"javascript": LAYER}


def test_a_page_without_types_asks_nobody() -> None:
    sandbox = FakeSandbox(HOLDS)
    weigh("```js\nlet cup\n```\n", sandbox)
    assert sandbox.asked == []


def test_nobody_is_asked_where_there_is_no_compiler() -> None:
    sandbox, other = FakeSandbox(), Environment("javascript", "k", "/layer", ("typescript-eslint==8.0.0",))
    weigh(PAGE, sandbox, layer=other)
    assert sandbox.asked == []
    weigh(PAGE, sandbox, layer=other, there=True)
    assert len(sandbox.asked) == 1


def test_a_compiler_that_breaks_or_ends_early_says_nothing() -> None:
    assert set(weigh(PAGE, FakeSandbox(breaks=True)).values()) == {"parsed"}
    assert set(weigh(PAGE, FakeSandbox()).values()) == {"parsed"}


def test_what_ran_is_not_asked_where_only_what_could_not_run_is() -> None:
    sandbox, page = FakeSandbox("[['tea', 'cup', 2, 'import']]"), "```python\nfrom tea import cup\n```\n"
    examples, languages = examples_of(page), members("languages")
    whole = plan.plan(examples, languages, {"python": Environment("python", "k", "/layer", ("tea==1",))}, Limits())
    assert whole is not None
    compilers = Compilers(sandbox, languages, lambda _: "")
    ran, unrun = (
        {one.id: Verdict(one.id, *verdict) for one in examples}
        for verdict in (("pass", "ran"), ("unverified", "parsed", "", "needs-network"))
    )
    assert compilers.weigh(ran, examples, whole) == ran
    assert not sandbox.asked
    (found,) = compilers.weigh(unrun, examples, whole).values()
    assert (found.verdict, found.reason, found.line) == ("fail", "ImportError", 2)
