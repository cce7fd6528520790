"""How many elements are open at once at some place of a page.

Pure.
"""

from collections.abc import Sequence


def nesting(marks: Sequence[str]) -> int:
    """The most that are ever open; `marks` are the page's tags in order, as `<b` and `</b`.

    An end without a beginning ends nothing.
    """
    opened = dict.fromkeys(marks, 0)
    openings = {mark: f"<{mark[2:]}" for mark in opened if mark[1] == "/"}
    total = most = 0
    for mark in marks:
        opening = openings.get(mark)
        if opening is None:
            opened[mark] += 1
            total += 1
            if total > most:
                most = total
        elif opened.get(opening):
            opened[opening] -= 1
            total -= 1
    return most
