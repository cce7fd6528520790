"""Examples that stand one after the other, one a language, and of which a reader chooses one by its language.

Slate writes them, with a class for each language and nothing around the set.
"""

import re
from collections.abc import Mapping, Sequence

from docverify.formats.hypertext.tabs import Tab
from docverify.formats.hypertext.tree import Spot

_CHOSEN = re.compile(r"(?:^|\s)tab-([\w+#.-]+)")
_TAGS = re.compile(r"(?:\s|</?(?:div|pre)[^<>]*>)*")


def find_runs(spots: Sequence[Spot], ends: Sequence[int], text: str) -> dict[int, Tab]:
    """By `mem_id` of the block; `ends` are where the inside of each ends in the text."""
    found: dict[int, Tab] = {}
    run: dict[str, Spot] = {}
    last = -1
    for spot, end in zip(spots, ends, strict=True):
        label = _label(spot)
        follows = 0 <= last <= spot.start and _TAGS.fullmatch(text, last, spot.start)
        if run and not (label and follows and label not in run):
            found |= _members(run)
            run = {}
        if label:
            run[label] = spot
        last = end
    return found | _members(run)


def _label(spot: Spot) -> str:
    classes = spot.node.attributes.get("class") or ""
    chosen = _CHOSEN.search(classes)
    return chosen[1].replace("--", " ") if chosen and "highlight" in classes.split() else ""


def _members(run: Mapping[str, Spot]) -> dict[int, Tab]:
    if len(run) < 2:
        return {}
    group = next(iter(run.values())).node.mem_id
    return {spot.node.mem_id: Tab(group, label) for label, spot in run.items()}
