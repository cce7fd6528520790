"""Builders of examples, pages and runs: each takes only what a test is about."""

from collections.abc import Sequence
from typing import Any

from docverify.model import Block, Example, Run, Shown, Step, StepRun
from docverify.registry import members

FIRST_LINE = 10
"""Where a built block begins on its page."""


def block(code: str, label: str = "python", line: int = FIRST_LINE, **fields: Any) -> Block:
    code = code.rstrip("\n")
    return Block("a.md", label, code, line, line + code.count("\n"), **fields)


def example(code: str, language: str = "python", number: int = 1, **fields: Any) -> Example:
    """An example as it is before a language reads it."""
    line, slug = fields.pop("line", FIRST_LINE), fields.pop("slug", "")
    of_block = {key: fields.pop(key) for key in ("attributes", "fidelity", "heading", "lead", "trail") if key in fields}
    return Example(
        **{
            "id": f"a.md#{slug}:{language}:{number}",
            "block": block(code, language, line, slug=slug, **of_block),
            "language": language,
            "session": f"a.md:{members('languages')[language].family}",
            **fields,
        }
    )


def read(code: str, language: str = "python", number: int = 1, **fields: Any) -> Example:
    """An example as its language reads it."""
    found: Example = members("languages")[language].read(example(code, language, number, **fields))
    return found


def page(*codes: str, language: str = "python") -> list[Example]:
    """The examples of a page, ten lines apart."""
    return [read(code, language, number, line=10 * number) for number, code in enumerate(codes, 1)]


def run(one: Example, *steps: StepRun, **fields: Any) -> Run:
    """A run that came to its end; a step for each that the example has."""
    done = steps or tuple(StepRun() for _ in one.steps)
    return Run(**{"example": one.id, "reading": "page-order", "ended": "end", "steps": done, **fields})


def raising(one: Example, type_name: str, message: str = "", **fields: Any) -> Run:
    """A run that an exception ended on the first line, in its last step."""
    given = {"line": one.block.line, "bases": ("Exception",), **fields}
    shown = Shown(type_name, message, **given)
    return run(one, ended="exception", exception=shown)


def show(one: Example) -> str:
    """What a language made of a block, as text for cases."""
    if one.refusal:
        refusal = one.refusal
        if refusal.verdict == "fail":  # the words are those of the interpreter that runs the tests
            return f"fail {refusal.reason} on {refusal.detail.rpartition('(')[2].rstrip(')')}\n"
        return f"{refusal.verdict} {refusal.reason} ({refusal.level}): {refusal.detail}".rstrip(": ") + "\n"
    names = [f"{word}: {', '.join(sorted(given))}\n" for word, given in _names(one) if given]
    return "".join(_step(step) for step in one.steps) + "".join(names)


def _names(one: Example) -> Sequence[tuple[str, frozenset[str]]]:
    return ("defines", one.defines), ("needs", one.needs)


def _step(step: Step) -> str:
    head = " ".join([f"{step.line}", step.mode, *step.flags])
    code = "".join(f"  {line}".rstrip() + "\n" for line in step.code.split("\n"))
    shown = (
        "" if step.expected is None else "".join(f"  = {line}".rstrip() + "\n" for line in step.expected.split("\n"))
    )
    return f"{head}\n{code}{shown}"
