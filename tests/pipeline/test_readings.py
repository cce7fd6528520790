"""One page in several readings: an example passes when it passes in one that is reasonable."""

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from docverify import plan
from docverify.extract import extract, setups
from docverify.model import Example, Limits, Page, Plan, Provided, Run, Setup, Shown, StepRun, Verdict
from docverify.pipeline.again import MOST_TABS
from docverify.pipeline.readings import Reader, agreed
from docverify.registry import members

GROUPS = """
```{testsetup} *
base = 1
```
```{doctest} tea
>>> cup = base
```
```{doctest} milk
>>> cup
1
```
"""


class FakeSandbox:
    """Runs Python that only binds and reads names: each session knows the names that its examples bound."""

    def __init__(self, *supplied: str, kind: str = "sure") -> None:
        self.supplied = supplied
        """Names that a session has once it is supplied."""
        self.kind = kind
        """What it is told of them: `sure` or `guessed`."""
        self.readings: list[tuple[str, list[str]]] = []

    def run(self, whole: Plan, started: Callable[[str], None]) -> list[Run]:
        started("")
        self.readings.append((whole.reading, [task.example.rpartition(":")[2] for task in whole.tasks]))
        names: dict[str, set[str]] = {}
        return [
            self.task(whole, number, names.setdefault(task.session, set())) for number, task in enumerate(whole.tasks)
        ]

    def task(self, whole: Plan, number: int, known: set[str]) -> Run:
        task = whole.tasks[number]
        if task.steps[0].code == "forever = 1":
            return Run(task.example, whole.reading, "timeout")
        if task.example == plan.supply_of(task.session):
            known.update(self.supplied)
            told = json.dumps({self.kind: self.supplied})
            return Run(task.example, whole.reading, "end", (StepRun(told),))
        for step in task.steps:
            name, _, value = step.code.partition(" = ")
            read = name.partition(".")[0] if not value else value if value.isidentifier() else ""
            if "." in name and "spoilt" in known:
                missing = Shown(
                    "AttributeError", f"'Cup' object has no attribute '{name.rpartition('.')[2]}'", step.line
                )
                return Run(task.example, whole.reading, "exception", (StepRun(),), missing)
            if value == "get_event_loop()" and "spoilt" in known:
                missing = Shown("RuntimeError", "There is no current event loop in thread 'MainThread'.", step.line)
                return Run(task.example, whole.reading, "exception", (StepRun(),), missing)
            if read and read not in known:
                missing = Shown("NameError", f"name '{read}' is not defined", step.line, read)
                return Run(task.example, whole.reading, "exception", (StepRun(),), missing)
            known.add(name)
        printed = f"{whole.hash_seed}\n" if "hashes" in known else "3\n" if "spoilt" in known else "1\n"
        return Run(task.example, whole.reading, "end", tuple(StepRun(printed) for _ in task.steps))

    def close(self) -> None: ...


def page(text: str) -> Sequence[Example]:
    blocks, _ = members("formats")["markdown"].blocks(Page("a.md", "markdown", text))
    return extract(Page("a.md", "markdown", text), blocks, members("languages"))


def verdicts(text: str, *supplied: str, kind: str = "sure") -> tuple[list[Verdict], FakeSandbox]:
    sandbox, examples = FakeSandbox(*supplied, kind=kind), page(text)
    whole = plan.plan(examples, members("languages"), {}, Limits())
    assert whole
    found = Reader(sandbox, members("languages"), lambda _: None).verdicts(examples, whole, lambda _: False)
    return list(found.values()), sandbox


def test_what_a_group_lacks_the_page_may_have() -> None:
    found, sandbox = verdicts(GROUPS)
    assert [(one.verdict, one.level, one.reading) for one in found] == [
        ("pass", "ran", "page-order"),
        ("pass", "ran", "page-order"),
        ("pass", "matched", "together"),
    ]
    assert sandbox.readings == [("page-order", ["1", "1", "2", "3"]), ("together", ["1", "2", "3"])]


def test_a_page_whose_examples_pass_is_run_once() -> None:
    _, sandbox = verdicts(GROUPS.replace("milk", "tea"))
    assert sandbox.readings == [("page-order", ["1", "2", "3"])]


def test_a_page_without_groups_has_no_such_reading() -> None:
    found, sandbox = verdicts("```py\ncup\n```\n```py\nbase = 1\n```\n")
    assert [one.verdict for one in found] == ["unverified", "pass"]
    assert [reading for reading, _ in sandbox.readings] == ["page-order", "supplied"]


def test_what_takes_as_long_as_it_may_is_waited_for_once() -> None:
    text = "".join(f"```py\n{code}\n```\n" for code in ("forever = 1", "spoilt = 1", "cup = forever", "forever.lid"))
    found, sandbox = verdicts(text)
    assert [(one.verdict, one.reason) for one in found][:2] == [("unverified", "timeout"), ("pass", "")]
    waited = [reading for reading, tasks in sandbox.readings if "1" in tasks]
    assert waited == ["page-order"], sandbox.readings


def test_what_is_wrong_and_may_look_for_a_file_is_run_once_more_for_that() -> None:
    """Without what takes as long as it may."""
    text = "```py\nforever = 1\n```\n```py\n>>> cup = 'green.txt'\n2\n```\n"
    found, sandbox = verdicts(text)
    assert [(one.verdict, one.reason) for one in found] == [("unverified", "timeout"), ("drift", "output")]
    assert [tasks for reading, tasks in sandbox.readings if reading == "watched"] == [["2"]]


TABS = """
=== "Tea"
    ```py
    cup = 1
    ```
=== "Milk"
    ```py
    >>> pot
    >>> cup = 2
    ```

Below:

```py
>>> cup
1
```
"""


def test_what_stands_below_tabs_goes_on_with_one_of_them() -> None:
    found, sandbox = verdicts(TABS)
    assert [(one.verdict, one.reading) for one in found] == [
        ("pass", "page-order"),
        ("unverified", "page-order"),
        ("pass", "tabs"),
    ]
    assert sandbox.readings[:2] == [("page-order", ["1", "2", "3"]), ("tabs", ["1", "3"])]


def test_what_is_wrong_after_one_of_several_tabs_may_be_right_after_another() -> None:
    found, _ = verdicts(TABS.replace(">>> cup\n1", ">>> cup\n2"))
    assert [(one.verdict, one.reason) for one in found[2:]] == [("unverified", "fragment")]


def test_a_page_of_which_nothing_needs_what_tabs_make_has_no_such_reading() -> None:
    _, sandbox = verdicts(TABS.replace("```py\n>>> cup", "```py\n>>> mug"))
    assert "tabs" not in [reading for reading, _ in sandbox.readings]


ABOVE_TABS = """
```py
pot = 1
```
=== "Tea"
    ```py
    cup = pot
    ```
=== "Milk"
    ```py
    mug = pot
    ```
=== "Water"
    ```py
    glass = kettle
    ```
"""


def test_in_each_tab_is_what_stands_above_them_in_none() -> None:
    found, sandbox = verdicts(ABOVE_TABS)
    assert [(one.verdict, one.reading) for one in found] == [
        ("pass", "page-order"),
        ("pass", "tabs"),
        ("pass", "tabs"),
        ("unverified", "page-order"),
    ]
    assert sandbox.readings[1:3] == [("tabs", ["1", "2"]), ("tabs", ["1", "3"])]


def test_a_page_is_not_read_with_any_number_of_tabs() -> None:
    tabs = "".join(f'=== "Tea {n}"\n    ```py\n    cup = pot\n    ```\n' for n in range(MOST_TABS + 2))
    found, sandbox = verdicts(f"```py\npot = 1\n```\n{tabs}")
    assert [one.verdict for one in found] == ["pass"] * (MOST_TABS + 1) + ["unverified"] * 2
    assert [reading for reading, _ in sandbox.readings].count("tabs") == MOST_TABS


def test_what_a_page_leaves_to_its_reader_is_supplied_once_for_all_that_lack_it() -> None:
    found, sandbox = verdicts(
        "```py\nx = 1\n```\n```py\ncup = pot\n```\n```py\n>>> cup\n1\n```\n```py\nmilk\n```\n", "pot"
    )
    assert [(one.verdict, one.level, one.reading) for one in found] == [
        ("pass", "ran", "page-order"),
        ("pass", "ran", "supplied"),
        ("pass", "matched", "supplied"),
        ("unverified", "parsed", "page-order"),
    ]
    assert [reading for reading, _ in sandbox.readings] == ["page-order", "supplied"]


def test_what_was_supplied_for_sure_and_still_fails_is_wrong() -> None:
    found, sandbox = verdicts("```py\n>>> pot\n2\n```\n", "pot")
    assert [(one.verdict, one.reading) for one in found] == [("drift", "supplied, alone")]
    assert [reading for reading, _ in sandbox.readings] == ["page-order", "supplied", "alone"]


def test_what_was_guessed_may_be_spoilt_by_the_examples_above() -> None:
    text = "```py\nspoilt = 1\n```\n```py\n>>> pot\n1\n```\n"
    found, _ = verdicts(text, "pot", kind="guessed")
    assert [(one.verdict, one.reading) for one in found] == [("pass", "page-order"), ("pass", "supplied, alone")]
    found, _ = verdicts(text.replace("\n1\n", "\n2\n"), "pot", kind="guessed")
    assert [(one.verdict, one.reason) for one in found] == [("pass", ""), ("unverified", "fragment")]


def test_what_the_page_does_in_between_may_not_be_meant() -> None:
    text = "```py\nhashes = 1\n```\n```py\nhashes\ncup = 1\n```\n```py\n>>> hashes\n7\n```\n"
    _, sandbox = verdicts(text)
    assert sandbox.readings[:3] == [("page-order", ["1", "2", "3"]), ("alone", ["3"]), ("makers", ["1", "3"])]


def test_what_met_the_state_of_others_may_be_right_after_its_makers() -> None:
    text = "# Tea\n```py\ncup = 1\n```\n```py\nspoilt = 1\n```\n# Milk\n```py\ncup.lid\n```\n"
    found, sandbox = verdicts(text)
    assert [(one.verdict, one.reading) for one in found[2:]] == [("pass", "makers")]
    assert sandbox.readings == [("page-order", ["1", "2", "1"]), ("makers", ["1", "1"])]
    found, _ = verdicts(text.replace("cup = 1\n```\n```py\nspoilt", ">>> cup = 1\n>>> spoilt"))
    assert [(one.verdict, one.reason, one.reading) for one in found[1:]] == [("unverified", "fragment", "page-order")]


def test_what_met_the_state_of_others_and_needs_nothing_of_them_may_be_right_alone() -> None:
    program = "from asyncio import get_event_loop\nloop = get_event_loop()"
    found, sandbox = verdicts(f"```py\nspoilt = 1\n```\n```py\n{program}\n```\n")
    assert [(one.verdict, one.reading) for one in found] == [("pass", "page-order"), ("pass", "alone")]
    assert sandbox.readings == [("page-order", ["1", "2"]), ("alone", ["2"])]


def test_what_depends_on_hashes_is_not_compared() -> None:
    found, sandbox = verdicts("```py\n>>> hashes = 1\n7\n```\n```py\ncup = {1}\n```\n")
    assert [(one.verdict, one.reason) for one in found] == [("unverified", "incomplete"), ("pass", "")]
    assert sandbox.readings[-2:] == [("page-order", ["1"]), ("alone", ["1"])]
    found, _ = verdicts("```py\n>>> hashes = {1}\n2\n```\n")
    assert [(one.verdict, one.reading) for one in found] == [("pass", "page-order, other surroundings")]


def test_where_nothing_on_a_page_rests_on_hashes_it_is_not_run_with_others() -> None:
    found, sandbox = verdicts("```py\n>>> hashes = 1\n7\n```\n")
    assert [(one.verdict, one.kind) for one in found] == [("drift", "output")]
    assert sandbox.readings == [("page-order", ["1"]), ("alone", ["1"])]


def test_what_one_run_alone_has_shown_may_be_chance() -> None:
    found, _ = verdicts("```py\nhashes = 1\n```\n```py\n>>> hashes\n7\n```\n")
    assert [(one.verdict, one.reason) for one in found] == [("pass", ""), ("unverified", "incomplete")]
    found, sandbox = verdicts("```py\nspoilt = 1\n```\n```py\n>>> spoilt\n7\n```\n")
    assert [one.verdict for one in found] == ["pass", "drift"]
    assert [names for reading, names in sandbox.readings if reading == "page-order"] == [["1", "2"], ["1", "2"]]


def test_what_never_ends_is_run_once() -> None:
    found, sandbox = verdicts(GROUPS + "```py\nforever = 1\n```\n")
    assert [one.verdict for one in found] == ["pass", "pass", "pass", "unverified"]
    assert sandbox.readings == [("page-order", ["1", "1", "1", "2", "3", "4"]), ("together", ["1", "2", "3"])]


def begun(text: str, **codes: str) -> tuple[list[Verdict], FakeSandbox]:
    """A page with a setup by language, which has the first verdicts."""
    shown = Page("a.md", "markdown", text, setup={language: Setup(code) for language, code in codes.items()})
    examples = [*setups(shown, page(text), members("languages"), Provided()), *page(text)]
    sandbox, whole = FakeSandbox(), plan.plan(examples, members("languages"), {}, Limits())
    assert whole
    found = Reader(sandbox, members("languages"), lambda _: None).verdicts(examples, whole, lambda _: False)
    return list(found.values()), sandbox


def test_a_setup_runs_before_each_session_in_each_reading() -> None:
    found, sandbox = begun(GROUPS + "```sh\nmug = 1\n```\n", python="pot = 1")
    assert [one.verdict for one in found] == ["pass"] * 5
    assert sandbox.readings == [
        ("page-order", [*["python declared"] * 2, "1", "1", "2", "3", "1"]),
        ("together", ["python declared", "1", "2", "3", "1"]),
    ]
    _, sandbox = begun("```py\nmug = 1\n```\n```py\n>>> pot\n2\n```\n", python="pot = 1")
    assert sandbox.readings[1] == ("alone", ["python declared", "2"])


def test_a_setup_that_fails_says_nothing_of_pages_and_nothing_of_other_languages() -> None:
    found, sandbox = begun("```py\nmug = 1\n```\n```py\npot\n```\n```sh\ntin = 1\n```\n", python="jug")
    why = "the setup of python did not come to its end (setup.python:1): NameError: name 'jug' is not defined"
    assert [(one.blame, one.detail) for one in found if one.verdict == "error"] == [("setup", why)] * 3
    assert [one.verdict for one in found if one.verdict != "error"] == ["pass"]
    assert [reading for reading, _ in sandbox.readings] == ["page-order", "page-order"]


def test_what_is_wrong_after_its_setup_alone_is_right() -> None:
    _, right = begun("```pycon\n>>> cup = 1\n1\n```\n", python="spoilt = 1")[0]
    assert (right.verdict, right.reading) == ("pass", "without setup")
    _, wrong = begun("```pycon\n>>> cup = 1\n7\n```\n", python="spoilt = 1")[0]
    assert (wrong.verdict, wrong.actual) == ("drift", "3\n")
    assert wrong.reading == "page-order, without setup"


WRONG_BETWEEN = """
```pycon
>>> cup = 1
1
```
```pycon
>>> pot = 1
2
```
```pycon
>>> jug = 1
2
```
```pycon
>>> mug = 1
1
```
"""


def test_only_what_failed_is_run_again_with_what_it_builds_on() -> None:
    sandbox, examples = FakeSandbox(), page(WRONG_BETWEEN)
    whole = plan.plan(examples, members("languages"), {}, Limits())
    assert whole
    reader = Reader(sandbox, members("languages"), lambda _: None)
    found = reader.verdicts(examples, whole, lambda name: name.endswith(":2"))
    assert [one.confirmed for one in found.values()] == [False, True, False, False]
    first, *again = [names for reading, names in sandbox.readings if reading == "page-order"]
    assert first == ["1", "2", "3", "4"]
    assert again
    assert all(names == ["1", "2"] or len(names) == 3 for names in again)
    assert sum(names == ["1", "2"] for names in again) >= 2


def conclusion(word: str, fingerprint: str = "f") -> Verdict:
    return Verdict("a", word, "ran", detail="printed `4`", fingerprint=fingerprint)


FAIL, PASS, OURS = conclusion("fail"), conclusion("pass"), conclusion("error")


def test_runs_that_agree_confirm() -> None:
    assert agreed(FAIL, [FAIL, FAIL]).confirmed
    assert agreed(FAIL, [FAIL, conclusion("fail", "other")]) == FAIL


def test_runs_that_disagree_are_flaky_and_say_how_often() -> None:
    found = agreed(FAIL, [PASS, FAIL])
    assert (found.verdict, found.kind) == ("flaky", "")
    assert found.detail == "wrong in 2 of 3 identical runs: printed `4`"
    assert agreed(FAIL, [PASS, OURS]).detail.startswith("wrong in 1 of 2 identical runs")


def test_a_run_in_which_our_side_failed_neither_confirms_nor_makes_flaky() -> None:
    assert agreed(FAIL, [FAIL, OURS]) == FAIL


class Faulty:
    """A language in which docverify itself fails at the examples that name a word."""

    def __init__(self, language: Any, attribute: str, word: str) -> None:
        self.language, self.attribute, self.word = language, attribute, word

    def __getattr__(self, name: str) -> Any:
        return self._fail if name == self.attribute else getattr(self.language, name)

    def _fail(self, first: Any, *_: object) -> None:
        examples = first if isinstance(first, list) else [first]
        if any(self.word in one.block.code for one in examples):
            raise IndexError("out of range")


@pytest.mark.parametrize(
    ("attribute", "verdicts"), [("reason", ["pass", "error", "pass"]), ("supplies", ["error", "error", "error"])]
)
def test_a_defect_of_ours_costs_no_more_than_a_page_and_is_said(attribute: str, verdicts: list[str]) -> None:
    sandbox, examples = FakeSandbox(), page("```py\ncup = 1\n```\n```py\npot\n```\n```py\n>>> cup\n1\n```\n")
    languages = {**members("languages"), "python": Faulty(members("languages")["python"], attribute, "pot")}
    whole = plan.plan(examples, languages, {}, Limits())
    assert whole
    found = list(Reader(sandbox, languages, lambda _: None).verdicts(examples, whole, lambda _: False).values())
    assert [one.verdict for one in found] == verdicts
    assert "defect of docverify: IndexError: out of range" in found[1].detail
