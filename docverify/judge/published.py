"""A site that shows something other than what it is built from."""

from msgspec.structs import replace

from docverify.judge.case import fingerprint
from docverify.model import WRONG, Block, Example, Verdict

LONGEST_LINE = 80


def compare_published(verdict: Verdict, example: Example) -> Verdict:
    """The verdict with what is wrong of the publication; a failure stays one, and its detail says what else differs."""
    block = example.block
    if not block.published:
        return verdict
    if verdict.verdict in WRONG:
        return replace(verdict, detail=f"{verdict.detail} ({in_words(block)})")
    if verdict.verdict not in ("pass", "unverified"):
        return verdict
    found = replace(
        verdict,
        verdict="drift",
        kind="published",
        reason="published",
        detail=in_words(block),
        line=block.line,
        expected=block.published,
        actual=block.code,
    )
    return replace(found, fingerprint=fingerprint(found))


def in_words(block: Block) -> str:
    """One line: where the site and its source differ first."""
    shown, written = ([line.strip() for line in text.split("\n")] for text in (block.code, block.published))
    shown, written = ([line for line in lines if line] for lines in (shown, written))
    for one, other in zip(shown, written, strict=False):
        if one.split() != other.split():
            return f"the site shows {_quoted(one)}, its source {_quoted(other)}"
    if len(shown) > len(written):
        return f"the site shows {_quoted(shown[len(written)])}, which its source does not"
    return f"the site leaves out {_quoted(written[len(shown)])}" if len(written) > len(shown) else "the site differs"


def _quoted(line: str) -> str:
    return f"`{line[: LONGEST_LINE - 1]}…`" if len(line) > LONGEST_LINE else f"`{line}`"
