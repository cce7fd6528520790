"""What a verdict says that the page shows wrongly, and where that stands."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from docverify.model import Example, Step, Unlike, Verdict

BLOCK = "block"
"""Mode of text that is a block, or a comment that ends one; others are those of steps."""


class Correction(Struct, frozen=True):
    """One documented text that is not what happened."""

    example: str
    line: int
    """1-based, of the page: the text stands there or below."""
    end_line: int
    """The last line on which it can stand."""
    expected: str
    actual: str
    mode: str
    flags: tuple[str, ...] = ()
    file: str = ""
    """The file that it stands in, when that is not the page."""
    start: int = 0
    """The line on which the block begins."""
    output: str = ""
    """Id of the block that is the text, when it has one of its own."""
    html: bool = False
    """True for a block that is written in HTML."""


def corrections(examples: Sequence[Example], verdicts: Mapping[str, Verdict]) -> list[Correction]:
    """One for each place where output differs from the page."""
    outputs = {one.expected_by: one for one in examples if one.expected_by}
    return [
        _correction(example, place, outputs.get(example.id))
        for example in examples
        if example.id in verdicts
        for place in _places(verdicts[example.id])
    ]


def _places(verdict: Verdict) -> Sequence[Unlike]:
    if verdict.verdict != "drift" or verdict.kind != "output" or not verdict.expected:
        return ()
    return (Unlike(verdict.line, verdict.expected, verdict.actual), *verdict.further)


def _correction(example: Example, place: Unlike, output: Example | None) -> Correction:
    block = output.block if output else example.block
    step = None if output else _step(example, place.line)
    mode, flags = (step.mode, step.flags) if step else (BLOCK, example.expectation.flags)
    return Correction(
        example=example.id,
        line=block.line if output else max(place.line, block.line),
        end_line=block.end_line,
        expected=place.expected,
        actual=place.actual,
        mode=mode,
        flags=flags,
        file=block.file,
        start=block.line,
        output=output.id if output else "",
        html=block.style == "html" or block.origin != "source",
    )


def _step(example: Example, line: int) -> Step | None:
    """The last step that begins on the line or above it, and under which the page shows something."""
    claiming = (step for step in reversed(example.steps) if step.expected is not None and step.line <= line)
    return next(claiming, None)
