"""What stands above an example on its page."""

from collections.abc import Sequence

from docverify.model import Example


def above(example: Example, page: Sequence[Example]) -> Sequence[Example]:
    """The examples of the page before this one, in its order; none where it is not among them."""
    return page[: next((number for number, one in enumerate(page) if one.id == example.id), 0)]
