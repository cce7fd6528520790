"""Marks of formatting that are opened and never closed: a parser opens each again in every paragraph below it.

A page of thousands would grow to the square of its length, so no more than a few may stay open.
Pure.
"""

import re
from collections import Counter
from collections.abc import Iterator

FEWEST, MOST = 4, 64
"""Marks that may be open at once, by how large the page is."""
_WORK = 2_000_000
"""Elements that the open marks of a page may come to."""
_MARK = re.compile(r"<(/?)(a|b|big|body|code|em|font|html|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])", re.IGNORECASE)
_ALONE = frozenset({"a", "nobr"})
"""The next one closes the one before."""


def cut_formatting(text: str) -> str:
    """The text, in which a mark that would be one too many no longer is a tag: nearly always as it was."""
    surplus = list(_find_surplus(text))
    if not surplus:
        return text
    parts = [text[start:end] for start, end in zip([0, *(at + 1 for at in surplus)], [*surplus, len(text)], strict=True)]
    return "&lt;".join(parts)


def _find_surplus(text: str) -> Iterator[int]:
    most = max(FEWEST, min(MOST, _WORK // (text.count("<") + 1)))
    opened: Counter[str] = Counter()
    total = 0
    for match in _MARK.finditer(text):
        name = match[2].lower()
        if match[1]:
            if opened[name]:
                opened[name] -= 1
                total -= 1
        elif name in _ALONE and opened[name]:
            continue
        elif total < most:
            opened[name] += 1
            total += 1
        else:
            yield match.start()
