"""Where a long text can be read in parts.

docutils copies the rest of its lines at every list, which costs the square of a long page.
"""

import re
from collections.abc import Iterator, Sequence

ENOUGH = 80
"""Lines of a part."""

MOST = 1_000
"""Lines of a part where nothing shows that it may end: then any line that is not indented begins the next."""

_TABLE_TOP = re.compile(r"=+(?: +=+)+ *")
_TABLE_RULE = re.compile(r"=+[ =]*")


def chunks(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First line of each part, and the line after its last one.

    A part begins at a line without indent below a blank one: what goes on across that is only a list, whose items mean
    the same when it is read as two; code that `::` announced; or a table without an outline.
    """
    first, above, rules = 0, "", 0
    for number, line in enumerate(lines):
        if not line:
            continue
        if line[0] != " " and number - first >= ENOUGH:
            open_below = rules or above.endswith("::") or lines[number - 1]
            if not open_below or number - first >= MOST:
                yield first, number
                first, rules = number, 0
        rules = _rules(lines, number, rules)
        above = line
    yield first, len(lines)


def _rules(lines: Sequence[str], number: int, rules: int) -> int:
    """How many rules of a table are above the line after this one; 0 outside of tables."""
    line = lines[number]
    if line[0] != "=":
        return rules
    if not rules:
        return int(bool(_TABLE_TOP.fullmatch(line)))
    if not _TABLE_RULE.fullmatch(line):
        return rules
    return 0 if rules == 2 or not "".join(lines[number + 1 : number + 2]) else rules + 1
