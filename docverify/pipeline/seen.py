"""What pages came to in one run, whether they ran or were recalled."""

from collections.abc import Sequence

from msgspec import Struct

from docverify.comparisons import compare
from docverify.model import Comparison, Page, PageRow, Problem, Row
from docverify.packed import Packed


class Seen(Struct, frozen=True):
    """What one page came to; a page that could not be had has a problem alone."""

    page: PageRow | None
    rows: Sequence[Row]
    problems: Sequence[Problem]
    runnable: frozenset[str] = frozenset()
    """Languages of the page that docverify runs."""
    seconds: float = 0.0
    recalled: bool = False
    unsure: bool = False
    """True when something of our side kept an example from being looked into: another run may say more."""


class Gathered(Struct):
    """What all pages of a run came to."""

    pages: list[PageRow]
    rows: Packed[Row]
    problems: list[Problem]
    runnable: set[str]
    comparisons: list[Comparison] = []
    recalled: bool = True
    """True as long as no page had to be judged anew."""

    def add(self, seen: Seen) -> None:
        self.pages += [seen.page] if seen.page else []
        self.rows.extend(seen.rows)
        self.problems += seen.problems
        self.runnable |= seen.runnable
        self.comparisons += compare(seen.rows, seen.runnable)
        self.recalled = self.recalled and (seen.recalled or seen.page is None)


def shown(page: Page, problems: Sequence[Problem]) -> PageRow:
    error = next((problem.what for problem in problems if problem.fatal), "")
    source = page.source or page
    return PageRow(page.path, page.url, source.source_url, error, source.revision)
