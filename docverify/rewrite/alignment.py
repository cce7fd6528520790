"""Which of the old pieces stay, which give way, and what comes in: the cheapest way from one sequence to another."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

SAME, STANDS, REPLACED, DROPPED, ADDED, COVERED = "same", "stands", "replaced", "dropped", "added", "covered"
LARGEST = 250_000
"""Pairs of pieces that are weighed: time and memory grow with them."""


class Move(NamedTuple):
    """One piece: `same` and `stands` keep the old one, `covered` is new and left out where an elision stands for it."""

    kind: str
    old: int = -1
    new: int = -1


class Weights(NamedTuple):
    """How pieces are compared."""

    same: Callable[[str, str], bool]
    covers: Callable[[str], bool]
    """True for a piece that stands for any number of new ones."""
    stands: Callable[[str], bool] = lambda _: False
    """True for a piece that stays whatever is new, and stands for nothing."""


def align(old: Sequence[str], new: Sequence[str], weights: Weights) -> list[Move] | None:
    """The moves in the order of the result; None for more than can be weighed."""
    if len(old) * len(new) > LARGEST:
        return None
    table = _weigh(old, new, weights)
    moves: list[Move] = []
    i = j = 0
    while i < len(old) or j < len(new):
        kind = table[i][j][1]
        moves.append(Move(kind, i if i < len(old) else -1, j if j < len(new) else -1))
        i += kind in (SAME, STANDS, REPLACED, DROPPED)
        j += kind in (SAME, REPLACED, ADDED, COVERED)
    return moves


Cell = tuple[float, str]


def _weigh(old: Sequence[str], new: Sequence[str], weights: Weights) -> list[list[Cell]]:
    """For each pair of places the least cost from there to the ends, and the move that begins it."""
    table: list[list[Cell]] = [[(0.0, "")] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old), -1, -1):
        for j in range(len(new), -1, -1):
            if i < len(old) or j < len(new):
                table[i][j] = min(_choices(old[i : i + 1], new[j : j + 1], weights, table, (i, j)), key=_cost)
    return table


def _choices(
    old: Sequence[str], new: Sequence[str], weights: Weights, table: list[list[Cell]], place: tuple[int, int]
) -> list[Cell]:
    """What can be done with the next old and the next new piece, each with its cost; the best liked first."""
    i, j = place
    found: list[Cell] = []
    if old and (weights.covers(old[0]) or weights.stands(old[0])):
        found.append((table[i + 1][j][0], STANDS))
        if new and weights.covers(old[0]):
            found.append((table[i][j + 1][0] + 0.05, COVERED))
    elif old:
        if new:
            cost, kind = (0.0, SAME) if weights.same(old[0], new[0]) else (_unlike(old[0], new[0]), REPLACED)
            found.append((table[i + 1][j + 1][0] + cost, kind))
        found.append((table[i + 1][j][0] + 1.6, DROPPED))
    if new:
        found.append((table[i][j + 1][0] + 1.0, ADDED))
    return found


def _cost(cell: Cell) -> float:
    return cell[0]


def _unlike(old: str, new: str) -> float:
    """Pieces that share a word are rather one another than those that share none."""
    return 1.0 if set(old.split()) & set(new.split()) else 1.4
