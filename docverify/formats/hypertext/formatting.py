"""Marks of formatting that are opened and never closed: a parser opens each again in every paragraph below it.

A page of thousands would grow to the square of its length, so no more than a few may stay open.
Pure.
"""

import re
from collections import Counter
from collections.abc import Iterator

from docverify.formats.hypertext.nesting import nesting

FEWEST, MOST = 4, 64
"""Marks that may be open at once, by how large the page is."""
_WORK = 2_000_000
"""Elements that the open marks of a page may come to."""
_MARK = re.compile(
    r"</?[bcefhistuBCEFHISTU](?:[iI][gG]|[oO][dD][eEyY]|[mM]|[oO][nN][tT]|[tT][mM][lL]|[tT]|[mM][aA][lL][lL]"
    r"|[tT][rR](?:[iI][kK][eE]|[oO][nN][gG]))?(?=[\s/>])"
)
"""`b`, `big`, `body`, `code`, `em`, `font`, `html`, `i`, `s`, `small`, `strike`, `strong`, `tt`, `u`, and tags that are
none. Each `<a>` and `<nobr>` closes the one before, so there is never more than one.
"""


def cut_formatting(text: str) -> str:
    """The text, in which a mark that would be one too many no longer is a tag: nearly always as it was."""
    most = max(FEWEST, min(MOST, _WORK // (text.count("<") + 1)))
    if nesting(_MARK.findall(text)) <= most:
        return text
    surplus = list(_find_surplus(text, most))
    ends = [*surplus, len(text)]
    return "&lt;".join(text[start:end] for start, end in zip([0, *(at + 1 for at in surplus)], ends, strict=True))


def _find_surplus(text: str, most: int) -> Iterator[int]:
    opened: Counter[str] = Counter()
    total = 0
    for match in _MARK.finditer(text):
        name = match[0].strip("</").lower()
        if match[0][1] == "/":
            if opened[name]:
                opened[name] -= 1
                total -= 1
        elif total < most:
            opened[name] += 1
            total += 1
        else:
            yield match.start()
