"""One correction on one page, and whether the page that comes of it says all else as before."""

from collections.abc import Sequence

from msgspec.structs import replace

from docverify.model import Example
from docverify.ports import Format, Nested, Spelled
from docverify.rewrite import lines
from docverify.rewrite.correction import Correction
from docverify.rewrite.merge import PROMPTED, Line, is_kept, merge

MODULES = (".py", ".pyi")
NOT_FOUND = "what it shows stands on the page in a way that cannot be rewritten"
NOTHING = "prints nothing, and a block of output cannot be empty"
ODD = "prints what no page should hold, or too much of it"
HTML = "what it shows is written in HTML"
BREAKS = "with its output in place the page would not read as before"
AGAIN = "prints something else in each run: write `...` for what changes"
NOT_ACCEPTED = "with its output in place it would still differ"


def rewrite(text: str, correction: Correction, reader: Format, *, keep: bool) -> tuple[str, str]:
    """The page, and why it cannot be; one of the two is empty. A page in which nothing changes is given back as it is.

    `text` is that of the file which the correction names; `keep`: times, ids and the like that the page shows stay.
    """
    refused = _refused(correction)
    if refused:
        return "", refused
    merged = merge(correction.expected.rstrip("\n"), correction.actual, correction.mode, correction.flags, keep=keep)
    if merged is None:
        return "", ODD
    if is_kept(merged, correction.expected.rstrip("\n")):
        return text, ""
    if isinstance(reader, Nested) and not correction.file:
        found = _within(text, correction, merged, reader)
    else:
        spell = reader.spell(text) if isinstance(reader, Spelled) and not correction.file else _as_it_is
        found = lines.replace(text, correction, merged, spell)
    return (found, "") if found is not None else ("", NOT_FOUND)


def _within(text: str, correction: Correction, merged: Sequence[Line], reader: Nested) -> str | None:
    """What a cell showed is a text of its own; else it stands in what the author wrote in one."""
    said = "\n".join(line.text for line in merged)
    found = reader.rewritten(text, correction.line, correction.expected, said) if correction.output else None

    def change(written: str, start: int) -> str | None:
        line = start + correction.line - correction.start
        place = replace(correction, line=line, end_line=written.count("\n") + 1)
        return lines.replace(written, place, merged, _as_it_is)

    return found or reader.changed(text, correction.start, change)


def _refused(correction: Correction) -> str:
    if correction.html:
        return HTML
    if correction.file.endswith(MODULES) and any(sign in correction.actual for sign in ("\\", '"""', "'''")):
        return ODD  # a page shows the file as it is, and in a string of it they mean something else
    return NOTHING if not correction.actual.strip() and correction.mode not in PROMPTED else ""


def _as_it_is(_line: int, said: str) -> str:
    return said


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
