"""Tables as consoles and pages draw them, as rows with `|` between their columns."""

import re

_RULER = re.compile(r"\s*[+|├┌└╞]?[\s:]*[-─=]+(?:[-─=+┼┬┴|:╪\s]*[-─=]+)*[\s:]*[+|┤┐┘╡]?\s*")
_COUNT = re.compile(r"\s*(?:\(\d+ rows?\).*|Query OK.*|Empty set.*|Time: .*|\d+ rows? (?:in set|affected).*)", re.I)
_EMPTY = {"NULL", "null", "<null>", "(null)", "[NULL]", "[null]"}


def rows(text: str) -> str:
    """The rows of a drawn table, without its names; what is no drawn table is as it was."""
    lines = [line for line in text.split("\n") if line.strip() and not _COUNT.fullmatch(line)]
    rulers = [number for number, line in enumerate(lines) if _RULER.fullmatch(line) and _draws(line)]
    if not rulers:
        return "\n".join(lines)
    columns = re.search(r"[|│]", "".join(lines)) is not None
    head = _head(rulers)
    body = [line for number, line in enumerate(lines) if number > head and number not in rulers]
    spans = [] if columns else [match.span() for match in re.finditer(r"[-─=]+", lines[head])]
    return "\n".join("|".join(_cells(line, spans)) for line in body)


def _draws(line: str) -> bool:
    return len(re.findall(r"[-─=]", line)) > 1


def _head(rulers: list[int]) -> int:
    """Index of the ruler below the names of the columns."""
    return rulers[1] if len(rulers) > 1 and rulers[0] == 0 else rulers[0]


def _cells(line: str, spans: list[tuple[int, int]]) -> list[str]:
    if spans:
        ends = [start for start, _ in spans[1:]] + [len(line)]
        parts = [line[start:end] for (start, _), end in zip(spans, ends, strict=True)]
    else:
        parts = re.split(r"[|│]", line.strip().strip("|│"))
    plain = [part.strip() for part in parts]
    return ["" if part in _EMPTY else part for part in plain]
