"""Recordings that answer: in the order in which they were made, page by page."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from docverify.cassettes.carrying import carried
from docverify.cassettes.likeness import Question, differences, likeness, question
from docverify.cassettes.making import headers_of
from docverify.cassettes.written import Cassette, Kept, Said

EXACT = 3


class _Track(Struct, frozen=True):
    kept: Kept
    question: Question


class Player:
    """What was recorded of one backend."""

    def __init__(self, cassettes: Iterable[Cassette]) -> None:
        self._pages: dict[str, list[_Track]] = {}
        for one in cassettes:
            tracks = self._pages.setdefault(one.page, [])
            tracks += [_Track(kept, asked(kept.request)) for kept in one.exchanges]
        self._page = ""
        self._played: set[int] = set()

    def turn_to(self, page: str) -> None:
        """The page runs from its beginning."""
        self._page = page
        self._played.clear()

    def find(self, wanted: Question) -> Said | None:
        """The reply to this request: of its page, else to the letter of another one; None for none.

        What the request has in the place of a recorded value, the reply has too.

        Of several that are as like, the first that was not played, and the last one again once all were.
        """
        own = self._pages.get(self._page, [])
        found = self._best(own, wanted, 1)
        others = (track for page, tracks in self._pages.items() if page != self._page for track in tracks)
        track = found or self._best(list(others), wanted, EXACT)
        return carried(track.kept.reply, differences(wanted, track.question)) if track else None

    def _best(self, tracks: Sequence[_Track], wanted: Question, least: int) -> _Track | None:
        ranked = [(likeness(wanted, track.question), number) for number, track in enumerate(tracks)]
        best = max((rank for rank, _ in ranked), default=0)
        if best < least:
            return None
        like = [number for rank, number in ranked if rank == best]
        chosen = next((number for number in like if id(tracks[number]) not in self._played), like[-1])
        self._played.add(id(tracks[chosen]))
        return tracks[chosen]


def asked(request: Said) -> Question:
    """A recorded request as it is compared."""
    return question(request.method, request.url, headers_of(request), request.body())
