"""Blocks that nothing runs here, read by the grammars of their languages behind the wall.

A grammar is a program of others, and what it reads is text of strangers: it has a session of its own, apart from the
examples of the page, and can cost none of them anything.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from docverify.errors import SandboxError
from docverify.languages.data_code.grammar import is_installed
from docverify.languages.data_code.parsers import code_of, parser_of, read_instead
from docverify.model import Example, Limits, Parser, Plan, Run, Step, Task, Verdict
from docverify.pipeline.readings import failure_of_ours, refused
from docverify.ports import Sandbox

DRIVER = "grammar"
READING = "parsed"
UNWALLED = "not parsed: there is no sandbox for its grammar"


class Grammars(Struct, frozen=True):
    """The grammars behind one worker's wall; None where none stands: then nothing is parsed."""

    sandbox: Sandbox | None
    languages: Mapping[str, Any]
    limits: Limits

    def verdicts(
        self, examples: Sequence[Example], absent: Mapping[str, Verdict], started: Callable[[str], None]
    ) -> dict[str, Verdict]:
        """By example id, of all that they read. `absent` is what is said of examples that this machine cannot run."""
        tasks = tuple(self._tasks(examples, absent))
        if self.sandbox is None or not tasks:
            return {task.example: unwalled(task.example) for task in tasks}
        by_id = {example.id: example for example in examples}
        page = by_id[tasks[0].example].block.page
        try:
            runs = self.sandbox.run(Plan(page, READING, tasks, {}, self.limits), started)
        except SandboxError as error:
            return {task.example: failure_of_ours(task.example, error.message) for task in tasks}
        return {run.example: self._verdict(by_id[run.example], run, absent.get(run.example)) for run in runs}

    def _tasks(self, examples: Sequence[Example], absent: Mapping[str, Verdict]) -> Iterator[Task]:
        for example in examples:
            parser = self._parser(example, absent.get(example.id))
            if parser:
                step = Step(code_of(example), example.block.line)
                yield Task(example.id, DRIVER, f"{example.block.page}:{DRIVER}", (step,), DRIVER, parser=parser)

    def _parser(self, example: Example, said: Verdict | None) -> Parser | None:
        """What is to read it; None when nothing would be learnt by that."""
        if example.to_parse:
            own: Parser = self.languages[example.language].parser
            return own
        other = parser_of(example) if said and said.reason == "missing-toolchain" else None
        return other if other and is_installed(other) else None

    def _verdict(self, example: Example, run: Run, said: Verdict | None) -> Verdict:
        if run.ended == "error":
            return failure_of_ours(example.id, run.problem)
        if said is None:
            refusal = self.languages[example.language].parsed(example, run)
            return refused(replace(example, refusal=refusal))
        more = read_instead(example, run)
        return replace(said, level=more.level, detail=f"{said.detail}; {more.detail}") if more else said


def unwalled(example: str) -> Verdict:
    return Verdict(example, "unverified", "found", reason="no-sandbox", detail=UNWALLED)
