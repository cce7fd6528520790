"""One correction on one page, and whether the page that comes of it says all else as before."""

from collections.abc import Sequence

from docverify.model import Example
from docverify.ports import Format, Nested, Spelled
from docverify.rewrite import lines
from docverify.rewrite.correction import Correction
from docverify.rewrite.merge import PROMPTED, is_kept, merge

NOT_FOUND = "what it shows stands on the page in a way that cannot be rewritten"
NOTHING = "prints nothing, and a block of output cannot be empty"
ODD = "prints what no page should hold, or too much of it"
ELSEWHERE = "what it shows stands in {file}"
HTML = "what it shows is written in HTML"
BREAKS = "with its output in place the page would not read as before"
AGAIN = "prints something else in each run: write `...` for what changes"
NOT_ACCEPTED = "with its output in place it would still differ"


def rewrite(text: str, correction: Correction, reader: Format, *, keep: bool) -> tuple[str, str]:
    """The page, and why it cannot be; one of the two is empty. A page in which nothing changes is given back as it is.

    `keep`: times, ids and the like that the page shows stay.
    """
    refused = _refused(correction)
    if refused:
        return "", refused
    merged = merge(correction.expected.rstrip("\n"), correction.actual, correction.mode, correction.flags, keep=keep)
    if merged is None:
        return "", ODD
    if is_kept(merged, correction.expected.rstrip("\n")):
        return text, ""
    if isinstance(reader, Nested):
        said = "\n".join(line.text for line in merged)
        found = reader.rewritten(text, correction.line, correction.expected, said)
    else:
        spell = reader.spell(text) if isinstance(reader, Spelled) else lambda _, said: said
        found = lines.replace(text, correction, merged, spell)
    return (found, "") if found is not None else ("", NOT_FOUND)


def _refused(correction: Correction) -> str:
    if correction.file:
        return ELSEWHERE.format(file=correction.file)
    if correction.html:
        return HTML
    return NOTHING if not correction.actual.strip() and correction.mode not in PROMPTED else ""


def is_same(before: Sequence[Example], after: Sequence[Example], correction: Correction, grown: int | None) -> bool:
    """True when the rewritten page has the same examples, and all of their code, but for the corrected text.

    `grown`: lines by which the page became longer, all of them in the corrected block; None where lines tell nothing.
    """
    if len(before) != len(after):
        return False
    pairs = list(zip(before, after, strict=True))
    place = correction.output or correction.example
    ends = [other.block.end_line - one.block.end_line for one, other in pairs if one.id == place]
    if grown is not None and ends != [grown]:
        return False
    return all(_head(one) == _head(other) and _is_as_before(one, other, correction) for one, other in pairs)


def _head(example: Example) -> tuple[object, ...]:
    refusal = example.refusal and (example.refusal.verdict, example.refusal.reason)
    block = example.block
    return example.id, example.language, example.session, example.expected_by, refusal, block.heading, block.tab


def _is_as_before(one: Example, other: Example, correction: Correction) -> bool:
    if one.id == correction.output:
        return True
    if one.id != correction.example or correction.output:
        return one.block.code == other.block.code
    if correction.mode in PROMPTED:
        return [(step.mode, step.code) for step in one.steps] == [(step.mode, step.code) for step in other.steps]
    return len(one.steps) == len(other.steps) and _bare(one) == _bare(other)


def _bare(example: Example) -> list[str]:
    """What stands before the comments of its lines."""
    lines = example.block.code.split("\n")
    return [bare for line in lines if (bare := line.split("#")[0].split("//")[0].rstrip())]
