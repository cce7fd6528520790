"""Puts another text into the file of a page: as it was encoded, whole or not at all, and only where it was read."""

import os
import stat
from contextlib import suppress

from docverify.model import Page
from docverify.reading.decode import LEGACY, MARKS, WIDER, decode

PLAIN = ("utf-8", *dict.fromkeys((*WIDER.values(), *LEGACY)))


class Unwritten(Exception):
    """A page was not written, and its file is as it was; the message says why."""


def write_page(page: Page, text: str, root: str) -> None:
    """Raises Unwritten for a file that is not as it was read, lies outside of the root, or cannot be replaced."""
    file = page.local
    if os.path.islink(file) or not _is_within(os.path.realpath(file), os.path.realpath(root)):
        raise Unwritten("is a symbolic link, or lies outside of the folder that docverify works in")
    try:
        with open(file, "rb") as stream:
            was, mode = stream.read(), stat.S_IMODE(os.fstat(stream.fileno()).st_mode)
        if decode(was, page.path)[0] != page.text:
            raise Unwritten("has changed since it was read")
        _replace(file, encode(text, was, page), was, mode)
    except OSError as error:
        raise Unwritten(f"cannot be written: {error.strerror}") from error


def encode(text: str, was: bytes, page: Page) -> bytes:
    """The text in the encoding of the bytes that the page was; raises Unwritten where that is not certain."""
    mark, name = next(((mark, name) for mark, name in MARKS if was.startswith(mark)), (b"", ""))
    for encoding in (name,) if name else PLAIN:
        with suppress(ValueError):
            if mark + page.text.encode(encoding) == was:
                data = mark + text.encode(encoding)
                if decode(data, page.path)[0] == text:
                    return data
    raise Unwritten("has an encoding in which the output cannot be written")


def _replace(file: str, data: bytes, was: bytes, mode: int) -> None:
    """By a new file beside it that takes its name: a reader sees the one or the other."""
    part = f"{file}.docverify-{os.getpid()}.part"
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with open(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fchmod(stream.fileno(), mode)
            os.fsync(stream.fileno())
        with open(file, "rb") as stream:
            if stream.read() != was:
                raise Unwritten("has changed since it was read")
        os.replace(part, file)
    except BaseException:
        os.unlink(part)
        raise


def _is_within(file: str, root: str) -> bool:
    return os.path.commonpath((file, root)) == root
