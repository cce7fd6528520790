"""Blocks that nothing runs here are read by grammars behind the wall, and cost no other block anything."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pytest

from docverify.cli.main import run
from docverify.languages.data_code.parsers import PARSERS
from docverify.languages.data_code.trees import Tree
from docverify.model import Example, Limits, Plan, Refusal, Run, Shown, StepRun
from docverify.pipeline.parsing import UNWALLED, Grammars
from docverify.pipeline.readings import without_toolchain
from docverify.ports import Sandbox
from docverify.registry import members
from docverify.sandbox import none
from tests.languages import grammars
from tests.languages.building import FIRST_LINE, example, read

PAGE = """
```swift
let cup = 1
```

```python
print("tea")
```

```hcl
cups = 1
```

```swift
let cups = [1, 2
print(cups)
```
"""
RIGHT = {
    "c": 'printf("%d\\n", cups);',
    "cpp": "auto cups = std::vector<int>{1, 2};",
    "go": "cups := []int{1, 2}\nfmt.Println(cups)",
    "java": "var cups = List.of(1, 2);",
    "javascript": "const cups = await pour()\nreturn cups",
    "jsx": "const pot = <Pot cups={2}>tea</Pot>",
    "perl": "my @cups = (1, 2);",
    "php": "$cups = [1, 2];",
    "ruby": "cups.each { |cup| cup.pour }",
    "rust": "let cups = vec![1, 2];",
    "tsx": "const pot: Pot = <Pot cups={2}>tea</Pot>",
    "typescript": "const cups: number[] = [1, 2]",
}
WRONG = {"perl": "my @cups = (1, 2;\nsub }", "ruby": "def cup\n  ]\nend", "php": "$cups = = [1;\nif {"}
"""Anything else is wrong for the others."""
NEEDS = "needs `kettle`, which this machine does not have: apt-get install kettle"


@pytest.fixture(scope="module")
def wall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with grammars.wall(tmp_path_factory.mktemp("state")) as opened:
        yield opened


class Fake:
    """A sandbox in which every block ends so."""

    def __init__(self, **ended: object) -> None:
        self.ended = ended

    def run(self, plan: Plan, started: object) -> Sequence[Run]:  # noqa: ARG002  the port's
        return [msgspec.structs.replace(Run(task.example, plan.reading, "end"), **self.ended) for task in plan.tasks]


def told(**ended: object) -> Refusal:
    (said,) = grammars.ask(Fake(**ended), [read("let cup = 1", "swift")])  # type: ignore[arg-type]
    return said


def test_a_page_has_its_verdicts_and_only_what_ran_counts_as_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.md").write_text(PAGE)
    monkeypatch.chdir(tmp_path)
    assert run(["check", "page.md", "--format", "json", "--output", "result.json"]) == 1
    result = json.loads((tmp_path / "result.json").read_text())
    assert [(one["verdict"], one["level"], one["reason"]) for one in result["examples"]] == [
        ("unverified", "parsed", "missing-toolchain"),
        ("pass", "ran", ""),
        ("pass", "parsed", ""),
        ("fail", "found", "SyntaxError"),
    ]
    assert (result["coverage"]["runnable"], result["coverage"]["ran"]) == (1, 1)


def test_without_a_wall_no_grammar_reads_anything() -> None:
    found = Grammars(None, members("languages"), Limits()).verdicts([read("a = 1", "hcl")], {}, lambda _: None)
    (verdict,) = found.values()
    assert (verdict.verdict, verdict.level, verdict.reason) == ("unverified", "found", "no-sandbox")
    assert verdict.detail == UNWALLED


def test_where_the_user_asks_for_no_wall_grammars_are_processes_of_their_own_all_the_same(tmp_path: Path) -> None:
    opened = none.tier.open(tmp_path, 0)
    try:
        (said,) = grammars.ask(opened, [read("a = 1", "hcl")])
    finally:
        opened.close()
    assert said == Refusal("pass", "", "valid HCL; nothing runs", "parsed")


def test_a_page_without_grammars_needs_no_sandbox() -> None:
    unread = read("let cup = 1\n...\n", "swift")
    assert Grammars(None, members("languages"), Limits()).verdicts([unread], {}, lambda _: None) == {}


@pytest.mark.parametrize(
    ("ended", "reason"),
    [
        ({"ended": "timeout"}, "timeout"),
        ({"ended": "lost"}, "resource-limit"),
        ({"ended": "limit", "limit": "memory"}, "resource-limit"),
        ({"ended": "exit", "exit_code": 1}, "resource-limit"),
        ({"ended": "exception", "exception": Shown("ImportError", "no such\nlibrary")}, "missing-toolchain"),
        ({"steps": (StepRun(value='{"died": 24}'),)}, "timeout"),
        ({"steps": (StepRun(value='{"died": 11}'),)}, "resource-limit"),
        ({"steps": (StepRun(value='{"slow": true}'),)}, "timeout"),
        ({"steps": (StepRun(value='{"whole": 7}'),)}, "resource-limit"),
        ({"steps": (StepRun(value='{"whole": false, "missing": "; rm"}'),)}, "resource-limit"),
        ({"steps": (StepRun(value="nonsense"),)}, "resource-limit"),
        ({"steps": ()}, "resource-limit"),
    ],
)
def test_a_grammar_that_does_not_answer_says_nothing_of_the_page(ended: dict[str, object], reason: str) -> None:
    said = told(**ended)
    assert (said.verdict, said.level, said.reason) == ("unverified", "found", reason)


@pytest.mark.parametrize("at", [-5, 10**9])
def test_a_place_that_is_none_is_on_the_page_all_the_same(at: int) -> None:
    said = told(steps=(StepRun(value=msgspec.json.encode(Tree(missing=")", at=at, errors=1)).decode()),))
    assert said.detail == f"SyntaxError: not valid Swift: `)` is missing (line {FIRST_LINE})"


def absent(one: Example, wall: Sandbox) -> Refusal:
    """What is said of an example whose toolchain is not on this machine."""
    (said,) = grammars.ask(wall, [one], {one.id: without_toolchain(one.id, NEEDS)})
    return said


@pytest.mark.parametrize("name", sorted(PARSERS))
def test_a_block_whose_toolchain_is_missing_is_parsed_and_keeps_its_reason(name: str, wall: Sandbox) -> None:
    said = absent(read(RIGHT[name], name), wall)
    assert (said.verdict, said.level, said.reason) == ("unverified", "parsed", "missing-toolchain")
    assert said.detail.startswith(f"{NEEDS}; parsed")


@pytest.mark.parametrize("name", sorted(PARSERS))
def test_one_that_is_not_valid_is_told_with_its_line_and_never_wrong(name: str, wall: Sandbox) -> None:
    said = absent(example(f"{RIGHT[name]}\n{WRONG.get(name, ') ) = {{')}", name), wall)
    assert (said.verdict, said.level, said.reason) == ("unverified", "found", "missing-toolchain")
    assert said.detail.startswith(f"{NEEDS}; not parsed: line 1")


def test_php_has_a_grammar_for_files_and_one_for_pieces(wall: Sandbox) -> None:
    assert absent(read("<p><?php echo $cups; ?></p>", "php"), wall).level == "parsed"
    assert absent(read("<p><?php echo $cups = = ?></p>", "php"), wall).level == "found"


def test_what_was_typed_at_a_prompt_is_parsed_and_what_it_shows_is_not(wall: Sandbox) -> None:
    assert absent(read("irb> [1, 2].sum\n=> 3 cups) of", "ruby"), wall).level == "parsed"
