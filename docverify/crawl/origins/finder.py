"""The source of a rendered page, from the nearest place to the farthest."""

from msgspec.structs import replace

from docverify.crawl.origins.checkout import Checkout
from docverify.crawl.origins.origin import Get, Origin, Texts
from docverify.crawl.origins.repositories import Clone, Repositories
from docverify.crawl.origins.shells import Shells
from docverify.crawl.origins.twins import Copies, Twins
from docverify.formats.hypertext.links import Links
from docverify.model import Page, Problem, SourceConfig
from docverify.ports import Place
from docverify.reading.repository import fetch
from docverify.registry import members

INCLUDES = 8
"""Files that include each other in a row."""
MOST_FILES = 200
"""Files that one page includes."""


class Origins:
    """Finds what each page of one site is built from.

    The order: a checkout that the user named, a Markdown twin that the site names, Sphinx's copies, the repository of
    an edit link; for an empty shell also files that are usually beside one.
    All that is asked for stands on a page of strangers: `get` is the crawl's own, with its limits; repositories are
    few, on https, and on hosts of forges or the site's own.
    """

    def __init__(self, get: Get, config: SourceConfig, place: Place, clone: Clone = fetch) -> None:
        texts = Texts(get, place)
        twins = Twins(texts, config, place)
        checkout: list[Origin] = [Checkout(config, place)] if config.checkout else []
        repositories = Repositories(texts, place, clone)
        self.origins = (*checkout, twins, Copies(texts), repositories, Shells(texts, config))

    async def find(self, page: Page, links: Links) -> Page | Problem | None:
        """The source with every file that it includes; None when there is none to be had, or the page is one itself.

        A problem is never fatal: the page itself is there.
        """
        problem: Problem | None = None
        if page.format != "html":
            return None
        for origin in self.origins:
            found = await origin.find(page, links)
            if isinstance(found, Page):
                return await _complete(found, origin)
            problem = problem or found
        return problem


async def _complete(page: Page, origin: Origin) -> Page:
    """A file that cannot be had is None there, so that nobody asks for it again."""
    reader = members("formats")[page.format]
    for _ in range(INCLUDES):
        wanted = [name for name in reader.wants(page) if name not in page.files][:MOST_FILES]
        if not wanted or len(page.files) >= MOST_FILES:
            break
        page = replace(page, files=page.files | await origin.files(page, wanted))
    left = [name for name in reader.wants(page) if name not in page.files]
    return replace(page, files=page.files | dict.fromkeys(left)) if left else page
