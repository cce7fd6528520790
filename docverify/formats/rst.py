"""reStructuredText pages."""

from collections.abc import Sequence

from docverify.model import Block, Page, Problem


class Rst:
    """What docutils reads, with the directives of Sphinx and of extensions that show code."""

    name = "rst"
    suffixes = (".rst", ".rst.txt", ".rest")
    named_suffixes = (".txt",)
    media_types = ("text/x-rst", "text/prs.fallenstein.rst")

    def wants(self, page: Page) -> Sequence[str]:
        if "include::" not in page.text and "plot::" not in page.text and "execute::" not in page.text:
            return ()
        from docverify.formats.restructured.files import wanted

        return wanted(page)

    def blocks(self, page: Page) -> tuple[list[Block], list[Problem]]:
        from docverify.draft import Draft
        from docverify.formats.including import Library
        from docverify.formats.restructured.reading import Reader  # docutils costs more than the rest of our start

        draft = Draft(page)
        Reader(draft, Library(page)).read(page.text)
        return draft.finish()


rst = Rst()
