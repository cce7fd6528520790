"""Which block of a site is which block of its source: by text as far as that goes, then by place and likeness."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

from docverify.join.losses import find_keys, says_something
from docverify.join.templates import is_pattern_of
from docverify.model import Block
from docverify.registry import members

LOOKED_AT = 32
"""Blocks of one text that are weighed against each other for a place."""
LONGEST_RUN = 12
"""Blocks in a row that only their places could tell apart; of more, places tell nothing."""
LIKE = 0.6
"""Share of words that two texts have in common at least, when each is meant to be the other."""
COMPARED = 20_000
"""Characters of each of two texts whose likeness is measured."""

_WORD = re.compile(r"\w+|[^\w\s]")
_COUNTS = re.compile(r"^\d+-|-\d+$")
"""The number that a site gives to a section, and the one that tells equal headings of a page apart."""
UNSAID = frozenset({"", "default", "none", "text", "txt", "plain", "plaintext", "plain-text", "nohighlight"})
"""Labels that a generator gives to a block without one."""

Pairs = dict[int, int]
"""Index of a block of the site to the index of its block in the source."""


def pair_by_text(site: Sequence[Block], source: Sequence[Block]) -> Pairs:
    """The blocks whose texts are one but for what generators lose."""
    pairs: Pairs = {}
    taken: set[int] = set()
    shown, written = ([find_keys(block.code) for block in blocks] for blocks in (site, source))
    while shown_keys := _next_keys(shown, pairs):
        places: dict[str, list[int]] = {}
        for index, key in _next_keys(written, taken).items():
            places.setdefault(key, []).append(index)
        for index, key in shown_keys.items():
            if key in places and says_something(key):
                expected = pairs.get(index - 1, -1) + 1
                chosen = _choose(site[index], source, places[key], expected)
                pairs[index] = places[key].pop(chosen)
                taken.add(pairs[index])
                if not places[key]:
                    del places[key]
    return pairs


def _next_keys(blocks: Sequence[Iterator[str]], done: Pairs | set[int]) -> dict[int, str]:
    """The next key of each block that has no partner yet; empty when there is no further kind of key."""
    keys = ((index, next(one, "")) for index, one in enumerate(blocks) if index not in done)
    return {index: key for index, key in keys if key}


def _choose(block: Block, source: Sequence[Block], places: Sequence[int], expected: int) -> int:
    """Which of the places, all of one text, it is: seen, under the same heading, next in order."""

    def distance(number: int) -> tuple[bool, int, bool, int]:
        other = source[places[number]]
        apart = (block.slug != other.slug) + (not _same_heading(block, other))
        return is_hidden(other), apart, places[number] < expected, number

    return min(range(min(len(places), LOOKED_AT)), key=distance)


def is_hidden(block: Block) -> bool:
    """True for a block of a source that no reader sees, and that others may need."""
    attributes = block.attributes
    if block.style == "hidden" or "hide" in attributes or "hidden" in attributes:
        return True
    directive = attributes.get("directive", "").lower()
    tags = attributes.get("tags", "")
    return directive in ("testsetup", "testcleanup") or "remove-input" in tags or "remove-cell" in tags


def pair_by_place(site: Sequence[Block], source: Sequence[Block], known: Pairs) -> Pairs:
    """Of the blocks without a partner, those that stand at one place and are alike beyond chance."""
    taken = set(known.values())
    free = [index for index, block in enumerate(source) if index not in taken and not is_hidden(block)]
    pairs: Pairs = {}
    for run in _runs(site, known):
        first, last = known.get(run[0] - 1, -1), known.get(run[-1] + 1, len(source))
        between = [index for index in free if first < index < last] if len(run) <= LONGEST_RUN else []
        if between and len(between) <= LONGEST_RUN:
            pairs.update(_pair_alike(site, source, run, between))
            pairs.update(_pair_missing(site, source, [one for one in run if one not in pairs], between))
    return pairs


def _pair_missing(site: Sequence[Block], source: Sequence[Block], run: list[int], between: list[int]) -> Pairs:
    """A block of an included file that cannot be had is the next one that the site shows under the same heading.

    Where the site shows more or fewer of them than the source includes, nothing tells which is which.
    """
    missing = [index for index in between if not source[index].code.strip()]
    pairs: Pairs = {}
    for index in missing:
        rivals = [other for other in missing if _same_heading(source[other], source[index])]
        shown = [one for one in run if _same_heading(site[one], source[index])]
        if len(rivals) == len(shown):
            pairs[shown[rivals.index(index)]] = index
    return pairs


def _runs(site: Sequence[Block], known: Pairs) -> Iterator[list[int]]:
    """Indexes of the blocks without a partner, those in a row together."""
    run: list[int] = []
    for index in chain(range(len(site)), [-1]):
        if index >= 0 and index not in known:
            run.append(index)
        elif run:
            yield run
            run = []


def _pair_alike(site: Sequence[Block], source: Sequence[Block], run: list[int], between: list[int]) -> Pairs:
    """Two blocks of which each is most like the other, and that may be one by heading, language and tab."""
    likeness = {
        (one, other): _likeness(site[one].code, source[other].code)
        for one in run
        for other in between
        if _may_be_one(site[one], source[other])
    }
    pairs: Pairs = {}
    for (one, other), value in likeness.items():
        rivals = [rival for pair, rival in likeness.items() if (pair[0] == one) != (pair[1] == other)]
        if value >= LIKE and all(rival < value for rival in rivals):
            pairs[one] = other
    return pairs


def _may_be_one(shown: Block, written: Block) -> bool:
    labels = {_family(shown.language), _family(written.language)}
    tabs = {block.tab.partition("/")[2].casefold() for block in (shown, written) if block.tab}
    return _same_heading(shown, written) and (len(labels) == 1 or bool(labels & UNSAID)) and len(tabs) <= 1


def _same_heading(shown: Block, written: Block) -> bool:
    """By the words of the nearest one; a page's title may stand on the site alone, or in the source alone."""
    if not shown.slug or not written.slug:
        return len(shown.heading) <= 1 and len(written.heading) <= 1
    return shown.slug == written.slug or _COUNTS.sub("", shown.slug) == _COUNTS.sub("", written.slug)


def _family(label: str) -> str:
    """What labels of one language have in common; a label that no language knows is its own."""
    return _families().get(label, label)


@cache
def _families() -> dict[str, str]:
    languages = members("languages").values()
    return {label: language.family for language in languages for label in (language.name, *language.aliases)}


def _likeness(shown: str, written: str) -> float:
    return 1.0 if is_pattern_of(written, shown) else alike(shown, written)


def alike(one: str, other: str) -> float:
    """How much two texts have in common, from 0 to 1: Dice's coefficient of their words and signs."""
    words, others = (Counter(_WORD.findall(text[:COMPARED])) for text in (one, other))
    total = words.total() + others.total()
    return 2 * (words & others).total() / total if total else 0.0
