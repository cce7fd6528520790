"""How many elements are open at once at some place of a page.

Pure.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet


def nesting(marks: Sequence[str], ignored: AbstractSet[str] = frozenset()) -> int:
    """The most that are ever open; `marks` are the page's tags in order, as `<b` and `</b`, `ignored` names of some.

    An end without a beginning ends nothing.
    """
    names = {mark: mark.strip("</").lower() for mark in set(marks)}
    counted = {mark: name for mark, name in names.items() if name not in ignored}
    endings = {mark for mark in counted if mark[1] == "/"}
    opened = dict.fromkeys(counted.values(), 0)
    total = most = 0
    for mark in filter(counted.__contains__, marks):
        name = counted[mark]
        if mark not in endings:
            opened[name] += 1
            total += 1
            if total > most:
                most = total
        elif opened[name]:
            opened[name] -= 1
            total -= 1
    return most
