"""Reads one file into a page, or says why that cannot be."""

import os
import stat
from collections.abc import Iterable, Iterator

from docverify.model import Page, Problem
from docverify.reading.decode import decode

LIMIT = 64 * 1024 * 1024
"""Bytes of the largest page that is read."""


def read_page(file: str, path: str, format_name: str) -> Page | Problem:
    """The page that the file at this absolute path holds; `path` is its identity."""
    try:
        data = _read(file)
    except OSError as error:
        return Problem(path, f"cannot be read: {error.strerror}", "check its permissions", fatal=True)
    if data is None:
        return Problem(path, "is no regular file", fatal=True)
    return make_page(Page(path=path, format=format_name, text="", local=os.path.abspath(file)), data)


def make_page(page: Page, data: bytes) -> Page | Problem:
    """The page with the text that the bytes hold."""
    if len(data) > LIMIT:
        return describe_large(page.path)
    text, problems = decode(data, page.path)
    fatal = next((problem for problem in problems if problem.fatal), None)
    if fatal is not None:
        return fatal
    return Page(page.path, page.format, text, page.url, page.source_url, page.revision, page.local, problems)


def describe_large(path: str) -> Problem:
    """Says that a page is over the limit."""
    what = f"is larger than {LIMIT // 1024 // 1024} MiB and was not read"
    return Problem(path, what, "split it, or exclude it", fatal=True)


def drop_doubles(pages: Iterable[Page | Problem]) -> Iterator[Page | Problem]:
    """The pages, with a problem for each whose identity was there before: reports could not tell the two apart."""
    seen: set[str] = set()
    for page in pages:
        if isinstance(page, Page) and page.path in seen:
            yield Problem(page.path, "two files have this name, in different Unicode forms", "rename one", fatal=True)
            continue
        if isinstance(page, Page):
            seen.add(page.path)
        yield page


def _read(file: str) -> bytes | None:
    """At most one byte more than the limit; None for a pipe or a device, which is not waited for."""
    descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        return stream.read(LIMIT + 1)
