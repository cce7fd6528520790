"""Jupyter notebooks."""

from collections.abc import Callable, Sequence

from docverify.model import Block, Page, Problem


class Notebook:
    """Notebooks of formats 3 and 4: code with what it showed, and Markdown."""

    name = "notebook"
    suffixes = (".ipynb", ".ipynb.txt")
    named_suffixes = ()
    media_types = ("application/x-ipynb+json",)

    def wants(self, page: Page) -> Sequence[str]:
        from docverify.formats.jupyter.reading import Reader

        if "include" not in page.text:
            return ()
        reader = Reader(page)
        reader.read()
        return list(reader.wanted)

    def blocks(self, page: Page) -> tuple[list[Block], list[Problem]]:
        from docverify.formats.jupyter.reading import Reader

        reader = Reader(page)
        reader.read()
        return reader.draft.finish()

    def rewritten(self, text: str, line: int, old: str, new: str) -> str | None:
        from docverify.formats.jupyter.writing import rewritten

        return rewritten(text, line, old, new)

    def changed(self, text: str, line: int, change: Callable[[str, int], str | None]) -> str | None:
        from docverify.formats.jupyter.writing import changed

        return changed(text, line, change)


notebook = Notebook()
