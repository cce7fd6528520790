"""What formats tell a draft."""

from docverify.draft import Draft
from docverify.model import Page, Problem
from tests.formats.shown import read


def test_a_problem_is_told_once_a_place() -> None:
    """A page that includes itself leads there again and again."""
    draft = Draft(Page("a.rst", "rst", ""))
    for line in (3, 4, 3, 3):
        draft.report("the page includes itself", line, "take one out")
    assert draft.finish()[1] == [Problem("a.rst", "the page includes itself", "take one out", line) for line in (3, 4)]


def test_a_block_has_the_sentence_right_below_it_where_prose_stands_there() -> None:
    told, apart, titled, last = ["```py\nbrew()\n```\n\n"] * 4
    text = f"{told}It fails. Do not.\n\n{apart}{titled}# Tea\n\nIt is hot.\n\n{last}- a list\n"
    assert [block.trail for block in read(text)[0]] == ["It fails.", "", "", ""]


def test_of_a_site_nobody_looks_for_what_stands_right_below() -> None:
    text = "<p>So:</p><pre>brew()</pre><p>It is hot.</p><p>It fails.</p><pre>pour()</pre>"
    assert [(block.lead, block.trail) for block in read(text, "html")[0]] == [("So:", ""), ("It fails.", "")]
