"""Docstrings of Python modules."""

from collections.abc import Callable, Sequence

from docverify.model import Block, Page, Problem


class Docstrings:
    """Prompts, sections and fences in docstrings: doctest, numpydoc, Google's style, reStructuredText, Markdown."""

    name = "docstrings"
    suffixes = ()
    named_suffixes = (".py", ".pyi")
    media_types = ("text/x-python",)

    def wants(self, page: Page) -> Sequence[str]:
        from docverify.formats.pydoc.packages import packages

        around = packages(page)
        if "include::" not in page.text:
            return around
        from docverify.formats.restructured.files import wanted

        return [*around, *wanted(page)]

    def blocks(self, page: Page) -> tuple[list[Block], list[Problem]]:
        from docverify.formats.pydoc.reading import read  # docutils costs more than the rest of our start

        return read(page)

    def spell(self, text: str) -> Callable[[int, str], str | None]:
        from docverify.formats.pydoc.spelling import spell

        return spell(text)


docstrings = Docstrings()
