"""Makes a page of the copy of one: decoded, in its format, with what it is built from."""

from msgspec.structs import replace

from docverify.crawl.content import choose_format
from docverify.crawl.frontier import Step
from docverify.crawl.notes import unpack_notes
from docverify.crawl.origins import Origins
from docverify.crawl.shelf import NOT_KEPT, Shelf
from docverify.model import Page, Problem
from docverify.ports import Place


class Workshop:
    """Makes the pages of one site."""

    def __init__(self, shelf: Shelf, place: Place, origins: Origins) -> None:
        self.shelf = shelf
        self.place = place
        self.origins = origins

    async def make(self, step: Step) -> Page | Problem:
        """The page of which the shelf has a copy; a shell without anything behind it is a problem.

        What makes it none will be the same in the next crawl, so it matters only where a page was, or has to be.
        """
        url, known = step.url, step.known or step.url in self.place.known
        taken = await self.shelf.take(url)
        if taken is None:
            return Problem(url, NOT_KEPT, fatal=True)
        copy, (text, problems) = taken
        fatal = next((problem for problem in problems if problem.fatal), None)
        if fatal:
            return fatal if known or step.seed else replace(fatal, what=f"not checked: {fatal.what}", fatal=False)
        page = Page(url, choose_format(url, copy.media_type, self.place), text, url=url, problems=problems)
        links = unpack_notes(copy.notes).links
        found = await self.origins.find(page, links)
        if isinstance(found, Page):
            return replace(page, source=found)
        if links.empty:
            hint = "name its Markdown, llms.txt or OpenAPI file as a source of its own, or exclude it"
            return Problem(url, "holds nothing without JavaScript, and was not checked", hint, fatal=known)
        return replace(page, problems=(*page.problems, found)) if found else page
