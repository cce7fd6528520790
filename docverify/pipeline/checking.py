"""What compilers say of the examples of a page: they are asked of all at once, and run nothing of them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from docverify import judge
from docverify.errors import BackendError, SandboxError
from docverify.model import Example, Plan, Step, Task, Verdict
from docverify.ports import Checked, Sandbox

READING = "checked"


class Question(Struct, frozen=True):
    """All that one compiler is asked of one page: one task, with a step an example."""

    plan: Plan
    examples: tuple[Example, ...]


class Compilers(Struct, frozen=True):
    """The compilers behind one worker's wall."""

    sandbox: Sandbox
    languages: Mapping[str, Any]
    find_missing: Callable[[Sequence[str]], str]
    """The first of some programs that this machine does not have."""

    def weigh(self, verdicts: Mapping[str, Verdict], examples: Sequence[Example], whole: Plan) -> dict[str, Verdict]:
        """The verdicts with what is said beside the runs; a compiler that fails or is too slow says nothing."""
        found = dict(verdicts)
        unrun = {name for name, verdict in verdicts.items() if judge.could_not_run(verdict)}
        for question in self.questions(examples, whole, unrun):
            for example, said in self._answers(question):
                opinion = self.languages[example.language].opinion(example, said, examples)
                found[example.id] = judge.weigh_opinion(found[example.id], opinion, example.block.code)
        return found

    def questions(self, examples: Sequence[Example], whole: Plan, unrun: Collection[str]) -> list[Question]:
        """One for each compiler that is there, where an example is its own and not only seen by others."""
        run = {task.example for task in whole.tasks}
        groups: dict[str, list[Example]] = {}
        for example in examples:
            language = self.languages.get(example.language)
            if example.id not in run or not isinstance(language, Checked) or not self._is_there(language, whole):
                continue
            if language.asks_all or (example.id in unrun and self._family(example) in whole.environments):
                groups.setdefault(language.checker, []).append(example)
        asked = {name: group for name, group in groups.items() if any(map(self._is_own, group))}
        made = [question(checker, group, whole, self.languages) for checker, group in asked.items()]
        return [one for one in made if one.examples]

    def _family(self, example: Example) -> str:
        return str(self.languages[example.language].family)

    def _is_own(self, example: Example) -> bool:
        return bool(self.languages[example.language].is_checked)

    def _is_there(self, language: Checked, whole: Plan) -> bool:
        package, program = language.compiler
        layers = whole.environments.values()
        installed = any(one.startswith(f"{package}==") for layer in layers for one in layer.packages)
        return installed or not self.find_missing((program,))

    def _answers(self, question: Question) -> list[tuple[Example, str]]:
        """What was said of each example; those of which nothing was said are left out."""
        try:
            run = self.sandbox.run(question.plan, lambda _: None)[-1]
        except (SandboxError, BackendError):
            return []
        told = zip(question.examples, run.steps, strict=False)
        return [(example, step.value) for example, step in told if step.value]


def question(checker: str, examples: Sequence[Example], whole: Plan, languages: Mapping[str, Any]) -> Question:
    asked: list[tuple[Example, Step]] = []
    for example in examples:
        step = languages[example.language].question(example)
        asked += [(example, step)] if step else []
    steps, family = tuple(step for _, step in asked), languages[examples[0].language].family
    task = Task(examples[0].id, checker, checker, steps, family)
    plan = replace(whole, reading=READING, tasks=(task,), merged=(), preload=())
    return Question(plan, tuple(example for example, _ in asked))
