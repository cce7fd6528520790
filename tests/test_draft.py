"""What formats tell a draft."""

from docverify.draft import Draft
from docverify.model import Page, Problem


def test_a_problem_is_told_once_a_place() -> None:
    """A page that includes itself leads there again and again."""
    draft = Draft(Page("a.rst", "rst", ""))
    for line in (3, 4, 3, 3):
        draft.report("the page includes itself", line, "take one out")
    assert draft.finish()[1] == [Problem("a.rst", "the page includes itself", "take one out", line) for line in (3, 4)]
