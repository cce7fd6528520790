"""The texts that a page is made of: its own, and those of the files that it includes, all by their identity."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from docverify.formats.including import find_identity
from docverify.model import Page


class Rewritten(Struct, frozen=True):
    """A file with another text."""

    path: str
    """Its identity, as a page has one."""
    before: str
    after: str


def texts_of(page: Page) -> dict[str, str]:
    """Those that are there; the page's own is the first."""
    included = {find_identity(page, name): text for name, text in page.files.items() if text is not None}
    return {page.path: page.text, **included, page.path: page.text}


def with_texts(page: Page, texts: Mapping[str, str]) -> Page:
    """The page, made of these texts where it has them in another form; the same one where nothing differs."""
    files = {
        name: text if text is None else texts.get(find_identity(page, name), text) for name, text in page.files.items()
    }
    found = replace(page, text=texts.get(page.path, page.text), files=files)
    return page if found == page else found


def differing(before: Page, after: Page) -> tuple[Rewritten, ...]:
    """What was rewritten between two states of one page, its own text first."""
    now = texts_of(after)
    return tuple(Rewritten(path, text, now[path]) for path, text in texts_of(before).items() if now[path] != text)
