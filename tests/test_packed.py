"""What is packed is there as it was, in its order, and takes a fraction of the memory."""

import sys

from hypothesis import given
from hypothesis import strategies as st

from docverify.model import Row
from docverify.packed import BUNDLE, Packed, in_bundles
from tests.results import row

COUNTS = st.integers(0, 3 * BUNDLE)


def rows(count: int) -> list[Row]:
    return [row(f"docs/tea.md:{line}") for line in range(1, count + 1)]


@given(COUNTS, COUNTS)
def test_what_is_packed_is_there_as_it_was(first: int, more: int) -> None:
    packed = Packed(Row, rows(first))
    packed.extend(rows(more))
    wanted = [*rows(first), *rows(more)]
    assert (list(packed), len(packed)) == (wanted, len(wanted))


def test_one_is_found_by_its_place() -> None:
    wanted = rows(BUNDLE + 3)
    packed = Packed(Row, wanted)
    assert [packed[place] for place in (0, BUNDLE, -1)] == [wanted[place] for place in (0, BUNDLE, -1)]
    assert packed[BUNDLE - 1 : BUNDLE + 1] == tuple(wanted[BUNDLE - 1 : BUNDLE + 1])


def test_half_of_a_surrogate_pair_survives() -> None:
    wanted = [*rows(BUNDLE), row(actual="\ud83c")] * BUNDLE
    assert list(Packed(Row, wanted)) == wanted


def test_what_is_packed_is_small() -> None:
    packed = Packed(Row, rows(10 * BUNDLE))
    held = sum(sys.getsizeof(bundle) for bundle in packed._bundles)
    assert held < 100 * len(packed)


@given(COUNTS)
def test_bundles_hold_all_in_order(count: int) -> None:
    bundles = list(in_bundles(rows(count)))
    assert [one for bundle in bundles for one in bundle] == rows(count)
    assert all(0 < len(bundle) <= BUNDLE for bundle in bundles)
