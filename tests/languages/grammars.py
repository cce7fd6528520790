"""What grammars say of blocks, asked of them as `check` does, and behind the same wall."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from docverify.model import Example, Limits, Refusal, Verdict
from docverify.pipeline.parsing import Grammars
from docverify.ports import Sandbox
from docverify.registry import members
from docverify.sandbox import bwrap

SLOT = 9
"""Of the host's uids for sandboxes; other tests have lower ones."""


@contextmanager
def wall(folder: Path) -> Iterator[Sandbox]:
    opened = bwrap.tier.open(folder, SLOT)
    try:
        yield opened
    finally:
        opened.close()


def ask(sandbox: Sandbox, examples: Sequence[Example], absent: Mapping[str, Verdict] | None = None) -> list[Refusal]:
    """What is said of each example once its grammar has read it, where it has one."""
    grammars = Grammars(sandbox, members("languages"), Limits(seconds=60.0))
    found = grammars.verdicts(examples, absent or {}, lambda _: None)
    return [_said(example, found.get(example.id)) for example in examples]


def _said(example: Example, verdict: Verdict | None) -> Refusal:
    if verdict is None:
        assert example.refusal is not None
        return example.refusal
    return Refusal(verdict.verdict, verdict.reason, verdict.detail, verdict.level)
