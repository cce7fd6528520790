"""Which release of a package to try next, and what those that were tried come to."""

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

Answer = Literal["right", "wrong", "untold"]
"""What an example comes to with one release; `untold` where it could not be installed, or not be judged with it."""


class Flip(Struct, frozen=True):
    """Where an example that was right becomes wrong."""

    last_right: str
    first_wrong: str
    untold: tuple[str, ...] = ()
    """Releases in between that tell nothing: the first wrong one may be one of them."""
    wrong_before: tuple[str, ...] = ()
    """Releases with which it is wrong too, though a later one is right."""


def next_release(releases: Sequence[str], answers: Mapping[str, Answer], starts: Sequence[str]) -> str:
    """The release to try: empty when nothing more can be learnt by one.

    `releases` are all from the oldest to the one that is checked, which is wrong. `starts` are those that the example
    may be right with, the oldest first; as long as none is, the newest of them is tried. Then the span between the last
    that is right and the first that is wrong is halved.
    """
    right, wrong = _span(releases, answers)
    if right < 0:
        return next((one for one in reversed(starts) if one in releases and one not in answers), "")
    between = [one for one in releases[right + 1 : wrong] if one not in answers]
    return between[(len(between) - 1) // 2] if between else ""


def conclude(releases: Sequence[str], answers: Mapping[str, Answer]) -> Flip | None:
    """None when it is right with none of them, or wrong with none."""
    right, wrong = _span(releases, answers)
    if right < 0 or wrong >= len(releases):
        return None
    untold = tuple(releases[right + 1 : wrong])
    before = tuple(one for one in releases[:right] if answers.get(one) == "wrong")
    return Flip(releases[right], releases[wrong], untold, before)


def _span(releases: Sequence[str], answers: Mapping[str, Answer]) -> tuple[int, int]:
    """Places of the last release that is right, -1 for none, and of the first behind it that is wrong."""
    told = [answers.get(one) for one in releases]
    right = max((place for place, one in enumerate(told) if one == "right"), default=-1)
    wrong = next((place for place in range(right + 1, len(told)) if told[place] == "wrong"), len(told))
    return right, wrong
