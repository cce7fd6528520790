"""Where examples stand on their page."""

from docverify.order import above, below
from tests.languages.building import page


def test_what_stands_above_and_below_leaves_out_the_example_itself() -> None:
    first, second, third = examples = page("a", "b", "c")
    assert (above(second, examples), below(second, examples)) == ([first], [third])
    assert (above(first, examples), below(third, examples)) == ([], [])


def test_above_what_is_not_on_the_page_stands_all_of_it() -> None:
    *examples, other = page("a", "b", "c")
    assert (above(other, examples), below(other, examples)) == (examples, [])
