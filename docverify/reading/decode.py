"""Turns the bytes of a page into text: UTF-8, or what a byte order mark says."""

import codecs
import re

from docverify.model import Problem

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the head of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
HEAD = 8192
"""Bytes at the beginning in which a NUL means that the file is no text; what version control looks at too."""

_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAVE = "save it as UTF-8"


def decode(data: bytes, where: str) -> tuple[str, tuple[Problem, ...]]:
    """The text without its byte order mark, and what was wrong; a fatal problem when the bytes are no text at all."""
    mark, encoding = next(((mark, name) for mark, name in MARKS if data.startswith(mark)), (b"", "utf-8"))
    body = data[len(mark) :]
    if encoding == "utf-8" and b"\0" in body[:HEAD]:
        return "", (Problem(where, "is not text: it holds NUL bytes", f"if it is a page, {_SAVE}", fatal=True),)
    try:
        return body.decode(encoding), ()
    except UnicodeDecodeError as error:
        wrong = error.start
    if encoding == "utf-8" and _is_noise(body):
        return "", (Problem(where, "is not text", f"if it is a page, {_SAVE}", fatal=True),)
    return body.decode(encoding, "replace"), (_describe(body, wrong, len(mark), encoding, where),)


def _is_noise(body: bytes) -> bool:
    """True when more than one byte in twenty is a control character: a legacy encoding has none of them."""
    return len(_CONTROLS.findall(body)) * 20 > len(body)


def _describe(body: bytes, start: int, mark: int, encoding: str, where: str) -> Problem:
    line = body[:start].decode(encoding, "replace").count("\n") + 1
    what = f"is not {encoding.upper()}: byte 0x{body[start]:02x} at offset {start + mark}, read as \ufffd"
    return Problem(where, what, _SAVE, line=line)
