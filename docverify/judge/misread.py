"""Pages that are not written as they are read: of one language, most of their examples do not even parse."""

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from docverify.model import WRONG, Example, Verdict

FEWEST = 6
"""So many slips on one page may have been made one by one."""
_OLDER = re.compile(r"Missing parentheses in call to|multiple exception types|leading zeros in decimal")
"""What Python says of code for Python 2: nothing of that is misread."""


def doubt_misread(verdicts: Mapping[str, Verdict], page: Sequence[Example]) -> dict[str, Verdict]:
    """By example id: nobody mistypes more than half of a page; it shows its code in a way of its own."""
    found = dict(verdicts)
    for language in {example.language for example in page}:
        names = [example.id for example in page if example.language == language]
        mistyped = [name for name in names if name in found and _is_mistyped(found[name])]
        if len(mistyped) >= FEWEST and 2 * len(mistyped) > len(names):
            found |= {name: _doubted(found[name], len(mistyped), len(names)) for name in mistyped}
    return found


def _is_mistyped(verdict: Verdict) -> bool:
    is_unread = verdict.verdict in WRONG and verdict.reason == "SyntaxError"
    return is_unread and not _OLDER.search(verdict.detail)


def _doubted(verdict: Verdict, mistyped: int, all_of_them: int) -> Verdict:
    detail = (
        f"{verdict.detail}; so {mistyped} of the {all_of_them} examples here do not parse: they may be no plain code"
    )
    return replace(verdict, verdict="unverified", kind="", reason="pseudo-code", detail=detail)
