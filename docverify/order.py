"""What stands above and below an example on its page."""

from collections.abc import Sequence

from docverify.model import Example


def above(example: Example, page: Sequence[Example]) -> Sequence[Example]:
    """The examples of the page before this one; all where it is not among them."""
    return page[: _place(example, page)]


def below(example: Example, page: Sequence[Example]) -> Sequence[Example]:
    """The examples of the page after this one; none where it is not among them."""
    return page[_place(example, page) + 1 :]


def _place(example: Example, page: Sequence[Example]) -> int:
    return next((number for number, one in enumerate(page) if one.id == example.id), len(page))
