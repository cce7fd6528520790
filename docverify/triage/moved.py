"""Which example of before is which example of now, when its page was edited.

An id names a place on a page; what stands there may have moved to another. The text decides first, then the nearest
text under the same heading, then the place.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from docverify.model import History, Row

TEXT_LIMIT = 2_000
"""Characters of an example's text that are remembered; a digest of the whole stands behind a text that is cut."""
NEAR = 0.6
"""How alike two texts are, from 0 to 1, that are still called one example."""
COMPARED = 400
"""Pairs of texts under one heading that are compared; where there are more, only places count."""
FORGOTTEN = 30
"""Complete runs without an example after which it is forgotten."""
_BESIDE = "\t"
_WORD = re.compile(r"\w+|[^\w\s]")


class Place(Struct, frozen=True):
    """Where an example stands, or stood."""

    example: str
    page: str
    slug: str
    language: str
    ordinal: int
    text: str
    here: bool = True
    """False when the last run did not see it any more."""


def carry(before: Mapping[str, History], rows: Sequence[Row], pages: Iterable[str] = ()) -> dict[str, History]:
    """The histories under the ids that their examples have in this run, by example id.

    An id that nobody has any more is there as a history that is forgotten.
    One whose example went, and whose id another example took, is kept beside it: see `shown`.
    """
    if _all_stay(before, rows):
        return dict(before)
    moves = follow_moves(before, rows, pages)
    taken = set(moves.values())
    carried = {example: History(example, absent=FORGOTTEN) for example, to in moves.items() if example != to}
    for example, past in before.items():
        to = moves.get(example) or (f"{example}{_BESIDE}{past.name}" if example in taken else example)
        if to != example and example not in carried and example not in taken:
            carried[example] = History(example, absent=FORGOTTEN)
        carried[to] = past if to == example else replace(past, example=to)
    return carried


def _all_stay(before: Mapping[str, History], rows: Sequence[Row]) -> bool:
    """True when every example stands where it stood, with the text that it had: the rule, and cheap to see."""
    if not before:
        return True
    staying = {row.id for row in rows if (past := before.get(row.id)) and past.text and is_text_of(past.text, row.code)}
    return len(staying) == len(before)


def follow_moves(before: Mapping[str, History], rows: Sequence[Row], pages: Iterable[str] = ()) -> dict[str, str]:
    """Id of before to id of now, for every example that is still there."""
    present = {*pages, *(row.page for row in rows)}
    new = [_place(row.id, normal(row.code)) for row in rows]
    old = [_place(past.example, past.text, here=past.absent == 0) for past in before.values()]
    renamed = _renamed(old, new, present)
    old = [replace(place, page=renamed.get(place.page, place.page)) for place in old]
    pairs = _Pairs(old, new)
    pairs.join(lambda place: place.example, lambda place: not place.text)
    pairs.join(lambda place: (place.page, place.slug, place.language, place.text), _has_text)
    pairs.join(lambda place: (place.page, place.text), _has_text)
    pairs.join(
        lambda place: place.text, lambda place: bool(place.text) and _page(place.example) not in present, alone=True
    )
    pairs.join_nearest()
    pairs.join(_spot, lambda place: _BESIDE not in place.example)
    return pairs.moves


def normal(code: str) -> str:
    """A text by which an example is known again: without spaces at the end of lines, and cut when it is long."""
    text = "\n".join(line.rstrip() for line in code.strip("\n").splitlines())
    text = text.encode("utf-8", "replace").decode()
    if len(text) <= TEXT_LIMIT:
        return text
    return f"{text[:TEXT_LIMIT]}\n{sha256(text.encode()).hexdigest()[:16]}"


def is_text_of(text: str, code: str) -> bool:
    """True when this is the code's text by which an example is known again."""
    return (text == code and len(code) <= TEXT_LIMIT) or text == normal(code)


def name(example: str, text: str, taken: Collection[str] = ()) -> str:
    """Eight hex digits that stay an example's own wherever it moves and whatever its text becomes."""
    number = 0
    while True:
        parts = f"{number}\n{example}\n{text}"
        made = sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        if made not in taken:
            return made
        number += 1


def known_pages(before: Mapping[str, History]) -> set[str]:
    """Paths of the pages whose examples are not forgotten."""
    return {_page(example) for example, past in before.items() if past.absent < FORGOTTEN}


def shown(example: str) -> str:
    """The id that an example had on its page, also when another example has it now."""
    return example.partition(_BESIDE)[0]


class _Pairs:
    """Examples of before and of now that are one, as far as it is known."""

    def __init__(self, old: Sequence[Place], new: Sequence[Place]) -> None:
        self.moves: dict[str, str] = {}
        self._old = list(old)
        self._new = list(new)

    def join(self, trait: Callable[[Place], Hashable], holds: Callable[[Place], bool], *, alone: bool = False) -> None:
        """Those with the same trait are one, in their order; `alone`: only where one before and one now have it."""
        waiting = _grouped([place for place in self._old if holds(place)], trait)
        found = _grouped(self._new, trait)
        for mark, olds in waiting.items():
            news = found.get(mark, [])
            if alone and not len(olds) == len(news) == 1:
                continue
            for old, new in _in_order(olds, news):
                self.moves[old.example] = new.example
        self._drop_known()

    def join_nearest(self) -> None:
        waiting = _grouped([place for place in self._old if place.here and place.text], _section)
        found = _grouped(self._new, _section)
        for mark, olds in waiting.items():
            for old, new in _nearest(olds, found.get(mark, [])):
                self.moves[old.example] = new.example
        self._drop_known()

    def _drop_known(self) -> None:
        found = set(self.moves.values())
        self._old = [place for place in self._old if place.example not in self.moves]
        self._new = [place for place in self._new if place.example not in found]


def _in_order(olds: Sequence[Place], news: Sequence[Place]) -> list[tuple[Place, Place]]:
    """As many as before: one by one. Otherwise those that kept their id stay, and the rest follow in order."""
    if len(olds) == len(news):
        return list(zip(olds, news, strict=True))
    ids = {place.example for place in olds} & {place.example for place in news}
    kept = [(old, new) for old in olds for new in news if old.example == new.example]
    rest = [[place for place in places if place.example not in ids] for places in (olds, news)]
    return [*kept, *zip(*rest, strict=False)]


def _nearest(olds: Sequence[Place], news: Sequence[Place]) -> list[tuple[Place, Place]]:
    if not 0 < len(olds) * len(news) <= COMPARED:
        return []
    words = {text: _words(text) for text in {place.text for place in (*olds, *news)}}
    every = [(old, new, _likeness(words[old.text], words[new.text])) for old in olds for new in news]
    scored = [(score, -abs(old.ordinal - new.ordinal), old, new) for old, new, score in every]
    pairs: dict[str, tuple[Place, Place]] = {}
    for score, _, old, new in sorted(scored, key=lambda item: item[:2], reverse=True):
        if score >= NEAR and old.example not in pairs and all(new is not other for _, other in pairs.values()):
            pairs[old.example] = (old, new)
    return list(pairs.values())


def _likeness(one: Counter[object], other: Counter[object]) -> float:
    """From 0 to 1; linear, for a page that was written anew makes every text of it be held against every other."""
    return 2 * sum((one & other).values()) / (sum(one.values()) + sum(other.values()) or 1)


def _words(text: str) -> Counter[object]:
    """The words and signs of a text, alone and as neighbours."""
    words = _WORD.findall(text)
    return Counter([*words, *pairwise(words)])


def _renamed(old: Sequence[Place], new: Sequence[Place], present: set[str]) -> dict[str, str]:
    """Pages that went, each with the page that came and shows at least half of its examples."""
    known = {place.page for place in old}
    went, came = (_texts(places) for places in (old, new))
    shared = [
        (sum((texts & came[page]).values()), gone, page)
        for gone, texts in went.items()
        if gone not in present
        for page in came
        if page not in known
    ]
    renamed: dict[str, str] = {}
    for count, gone, page in sorted(shared, key=lambda item: (-item[0], *item[1:])):
        if count * 2 >= went[gone].total() and gone not in renamed and page not in renamed.values():
            renamed[gone] = page
    return renamed


def _texts(places: Iterable[Place]) -> dict[str, Counter[str]]:
    """By page."""
    texts: dict[str, Counter[str]] = {}
    for place in places:
        if place.text:
            texts.setdefault(place.page, Counter())[place.text] += 1
    return texts


def _grouped(places: Iterable[Place], trait: Callable[[Place], Hashable]) -> dict[Hashable, list[Place]]:
    groups: dict[Hashable, list[Place]] = {}
    for place in sorted(places, key=lambda place: place.ordinal):
        groups.setdefault(trait(place), []).append(place)
    return groups


def _place(example: str, text: str, *, here: bool = True) -> Place:
    page, _, rest = shown(example).rpartition("#")
    section, _, ordinal = rest.rpartition(":")
    slug, _, language = section.partition(":")
    return Place(example, page, slug, language, int(ordinal) if ordinal.isdecimal() else 0, text, here)


def _page(example: str) -> str:
    """Where it stood, whatever that page is called now."""
    return shown(example).rpartition("#")[0]


def _section(place: Place) -> Hashable:
    return place.page, place.slug, place.language


def _spot(place: Place) -> Hashable:
    return place.page, place.slug, place.language, place.ordinal


def _has_text(place: Place) -> bool:
    return bool(place.text)
