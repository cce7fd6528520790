"""What the verdicts on a page, taken together, make doubtful in each of them."""

from collections.abc import Mapping, Sequence

from docverify.judge.inside import doubt_inside
from docverify.judge.misread import doubt_misread
from docverify.model import Example, Verdict


def doubt_page(verdicts: Mapping[str, Verdict], page: Sequence[Example]) -> dict[str, Verdict]:
    """By example id."""
    return doubt_inside(doubt_misread(verdicts, page), page)
