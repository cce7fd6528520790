"""What the markers of a block mean for its example, before and after a language has read it."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from docverify.instructions import read_flags
from docverify.model import UNCLAIMED, Block, Example, Expectation, Refusal, Step
from docverify.ports import Compiled, Language

UNTOLD = "docverify cannot tell what this marker asks for, and does not run the example"
UNCOMPARED = frozenset({"skip", "unsupported", "reported", "ignore-output", "aside", "synopsis"})
"""Kinds of which one keeps a block from being compared as the output of the example above it."""
NOT_RUN = {
    "output": "output of what stands above it",
    "aside": "shown beside the output of the example above",
    "synopsis": "shows how something is written",
}
"""Kinds of which one says that a block is no example, and why it is none."""
FAILING = frozenset({"raises", "may-raise", "no-build"})


def kinds(block: Block) -> frozenset[str]:
    return frozenset(marker.kind for marker in block.markers) if block.markers else frozenset()


def name_of(block: Block) -> str:
    """The first name that the page gives the block."""
    return next((marker.value for marker in block.markers if marker.kind == "name"), "")


def refused(block: Block, language: Language | None) -> Refusal | None:
    """The marker that keeps an example from being run; the marker is the reason."""
    for marker in block.markers:
        if marker.kind == "skip" or (marker.kind == "build" and not isinstance(language, Compiled)):
            return Refusal("skip", marker.text)
        python = language is not None and language.family == "python"
        if marker.kind == "unsupported" or (marker.kind == "needs" and not python):
            return Refusal("skip", marker.text, UNTOLD)
        if marker.kind in NOT_RUN:
            return Refusal("unverified", "not-executable", NOT_RUN[marker.kind])
    return None


def announced(block: Block) -> Expectation:
    """What markers say happens, before anything is read."""
    raising = next((marker for marker in block.markers if marker.kind in ("raises", "no-build")), None)
    return Expectation("exception", line=raising.line) if raising else UNCLAIMED


def honour(example: Example) -> Example:
    """The example as its language read it, with what its markers ask for."""
    found = kinds(example.block)
    if found.isdisjoint({*FAILING, "ignore-output", "needs"}):
        return example
    refusal = example.refusal
    if found & FAILING and refusal and refusal.verdict == "fail":  # not to compile is an error too
        example = replace(example, steps=(Step(example.block.code, example.block.line),), refusal=None)
    if "ignore-output" in found:
        example = replace(
            example,
            steps=tuple(replace(step, expected=None) for step in example.steps),
            expectation=announced(example.block),
        )
    return replace(example, steps=(*_imports(example), *example.steps)) if example.steps else example


def flags(block: Block) -> tuple[str, ...]:
    """How the options of a directive ask for its output to be compared, in doctest's names."""
    asked = read_flags(f"# doctest: {block.attributes.get('options', '')}")
    return tuple(dict.fromkeys(one.value for _, one in asked if one.kind == "compare"))


def _imports(example: Example) -> Sequence[Step]:
    """The modules that must be there, without a name in the session: one that is missing ends the example."""
    return [Step(f'__import__("{name}")', line) for name, line in _needed(example.block)]


def _needed(block: Block) -> Iterator[tuple[str, int]]:
    return ((marker.value, marker.line) for marker in block.markers if marker.kind == "needs")
