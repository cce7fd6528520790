"""Many nouns in a fraction of their memory: a run keeps a row for each of a hundred thousand examples."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Generic, TypeVar, overload

import msgspec

Noun = TypeVar("Noun", bound=msgspec.Struct)
Thing = TypeVar("Thing")

BUNDLE = 100
"""Nouns that are packed, and made again, at once."""
LEVEL = 1
"""Of zlib: nouns of one kind are alike, so that the fastest finds nearly all that there is to find."""


class Packed(Sequence[Noun], Generic[Noun]):
    """Nouns of one kind, kept compressed in bundles and made again where they are read.

    Read from the first to the last; one in the middle costs its bundle.
    """

    def __init__(self, kind: type[Noun], nouns: Iterable[Noun] = ()) -> None:
        self._decoder = msgspec.msgpack.Decoder(tuple[kind, ...])  # type: ignore[valid-type]
        self._bundles: list[bytes | tuple[Noun, ...]] = []
        self._open: list[Noun] = []
        self.extend(nouns)

    def extend(self, nouns: Iterable[Noun]) -> None:
        for noun in nouns:
            self._open.append(noun)
            if len(self._open) == BUNDLE:
                self._bundles.append(_pack(tuple(self._open)))
                self._open.clear()

    def __len__(self) -> int:
        return len(self._bundles) * BUNDLE + len(self._open)

    def __iter__(self) -> Iterator[Noun]:
        for bundle in self._bundles:
            yield from self._unpack(bundle)
        yield from self._open

    @overload
    def __getitem__(self, place: int) -> Noun: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Noun, ...]: ...
    def __getitem__(self, place: int | slice) -> Noun | tuple[Noun, ...]:
        wanted = range(len(self))[place]
        if isinstance(wanted, int):
            bundle, rest = divmod(wanted, BUNDLE)
            return self._unpack(self._bundles[bundle])[rest] if bundle < len(self._bundles) else self._open[rest]
        return tuple(self[one] for one in wanted)

    def _unpack(self, bundle: bytes | tuple[Noun, ...]) -> tuple[Noun, ...]:
        return self._decoder.decode(zlib.decompress(bundle)) if isinstance(bundle, bytes) else bundle


def _pack(nouns: tuple[Noun, ...]) -> bytes | tuple[Noun, ...]:
    try:
        return zlib.compress(msgspec.msgpack.encode(nouns), LEVEL)
    except UnicodeEncodeError:  # an example may print half of a surrogate pair, which UTF-8 cannot hold
        return nouns


def in_bundles(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    """The same, so many at a time that neither their number nor their size costs much."""
    rest = iter(things)
    while bundle := list(islice(rest, BUNDLE)):
        yield bundle
