"""The difference between what the page shows and what happened, bounded, for people."""

from docverify.judge.matchers.elisions import agrees, is_elision
from docverify.judge.matchers.layout import tidy

MOST_LINES = 60
LONGEST_LINE = 200
FEWEST_LINES = 4
"""Lines that a page shows from which it is no accident that they are there."""
LONGEST_QUOTED = 80
"""Characters of a line that a sentence quotes."""
BEFORE = 20
"""Of those, how many stand before the first that is another one, where that is far from the line's begin."""
COMPARED_LINES = 400
"""Lines of each side that are compared: the effort grows with their product."""


def diff(expected: str, actual: str) -> str:
    """Lines of a unified diff without its headers: `-` is the page, `+` what happened; empty when nothing differs."""
    import difflib  # costs more than the rest of this module's start

    wanted, got = _lines(expected), _lines(actual)
    changes = difflib.unified_diff(wanted, got, n=2, lineterm="")
    lines = [line for number, line in enumerate(changes) if number > 1]
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"@@ {len(lines) - MOST_LINES} more lines @@"]
    return "\n".join("@@" if line.startswith("@@ -") else line for line in lines).removeprefix("@@\n")


def _lines(text: str) -> list[str]:
    lines = text.rstrip("\n").split("\n") if text else []
    return [line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE] + "…" for line in lines[:COMPARED_LINES]]


def in_words(expected: str, actual: str, by: str = "the page") -> str:
    """One line: where the two differ first; `by` is what shows what was expected."""
    wanted, got = tidy(expected).split("\n"), tidy(actual).split("\n")
    if not actual.strip():
        return f"printed nothing, {by} shows {_quoted(wanted[0])}"
    place, elided = 0, False
    for one in wanted:
        if is_elision(one):
            elided = True
            continue
        here = next((at for at in range(place, len(got)) if agrees(one, got[at])), -1) if elided else place
        if here < 0:
            return f"printed no {_quoted(one)} where {by} shows it below what it leaves out"
        if here == len(got):
            return f"ended before {_quoted(one)}, which {by} shows"
        if not elided and not agrees(one, got[here]):
            return f"{f'line {here + 1} is' if here else 'printed'} {_apart(got[here], one, by)}"
        place, elided = here + 1, False
    return "differs" if elided or place == len(got) else f"printed {_quoted(got[place])} after what {by} shows"


def shows_part(expected: str, actual: str) -> bool:
    """True when all lines of the page are there, several, in order and with others between or behind them."""
    wanted, got = tidy(expected).split("\n"), tidy(actual).split("\n")
    if not FEWEST_LINES <= len(wanted) < len(got):
        return False
    left = iter(got)
    return all(line in left for line in wanted)


def _apart(got: str, wanted: str, by: str) -> str:
    """Two lines, so that what tells them apart is seen."""
    if got.strip() == wanted.strip():
        return f"{_quoted(got)} after {_margin(got)} blanks, {by} shows it after {_margin(wanted)}"
    pairs = enumerate(zip(got, wanted, strict=False))
    shared = next((place for place, (one, other) in pairs if one != other), min(len(got), len(wanted)))
    start = shared - BEFORE if shared > LONGEST_QUOTED - BEFORE else 0
    return f"{_quoted(got, start)}, {by} shows {_quoted(wanted, start)}"


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip())


def _quoted(line: str, start: int = 0) -> str:
    line = f"…{line[start:]}" if start else line.strip()
    return f"`{line[: LONGEST_QUOTED - 1]}…`" if len(line) > LONGEST_QUOTED else f"`{line}`"
