"""The difference between what the page shows and what happened, bounded, for people."""

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
    for number, (one, other) in enumerate(zip(wanted, got, strict=False), 1):
        if one != other:
            place = f"line {number} is" if number > 1 else "printed"
            return f"{place} {_apart(other, one, by)}"
    if len(got) > len(wanted):
        return f"printed {_quoted(got[len(wanted)])} after what {by} shows"
    return f"ended before {_quoted(wanted[len(got)])}, which {by} shows" if len(wanted) > len(got) else "differs"


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
