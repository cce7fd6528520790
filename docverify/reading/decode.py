"""Turns the bytes of a page into text: UTF-8, what a byte order mark or the page itself says, or what it looks like."""

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
DECLARED_WITHIN = 4096
"""Bytes at the beginning in which a page says its encoding."""
ENOUGH = 16
"""Bytes beyond ASCII from which on an encoding can be told by its looks."""

WIDER = {
    "ascii": "cp1252",
    "big5": "big5hkscs",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "shift_jis": "cp932",
}
"""What pages mean by a name, as browsers read it, where that is more than the name says."""
LEGACY = ("gb18030", "cp932", "euc_jp", "big5", "euc_kr", "cp1251", "koi8_r", "cp1252", "cp1250")
"""Encodings that a page is looked at for when nothing says which it has."""

_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_CHARACTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_DECLARED = re.compile(
    rb"""coding[:=]\s*["']?([\w.:-]+)"""  # Python and Emacs, an XML declaration, an AsciiDoc attribute
    rb"""|<meta[^>]{0,200}charset\s*=\s*["']?([\w.:-]+)""",
    re.IGNORECASE,
)
_OF_PAGES = re.compile(r"ascii|big5|cp\d|euc|gb|hz|iso|johab|koi8|mac|shift|tis|utf-(?!7)")
"""Codecs that pages are written in; Python has others, which compute what they read."""
_SAVE = "save it as UTF-8"


def decode(data: bytes, where: str, declared: str = "") -> tuple[str, tuple[Problem, ...]]:
    """The text without its byte order mark, and what was wrong; a fatal problem when the bytes are no text at all.

    `declared` is the encoding that a server names.
    """
    mark, encoding = next(((mark, name) for mark, name in MARKS if data.startswith(mark)), (b"", ""))
    body = data[len(mark) :]
    if encoding in ("", "utf-8") and b"\0" in body[:HEAD]:
        return "", (Problem(where, "is not text: it holds NUL bytes", f"if it is a page, {_SAVE}", fatal=True),)
    text = _strictly(body, encoding or "utf-8") if b"\x1b" not in body else None
    if text is not None:
        return text, ()
    said = _known(declared)  # a server that says UTF-8 of everything, as many do, must not silence the page
    named = encoding or ("" if said == "utf-8" else said) or _declared(body)
    for name in (named if b"\x1b" in body else "", encoding or "utf-8", "" if encoding else named):
        text = _strictly(body, name)
        if text is not None:
            return text, ()
    if not encoding and _is_noise(body):
        return "", (Problem(where, "is not text", f"if it is a page, {_SAVE}", fatal=True),)
    looks = "" if encoding else _looks_like(body)
    if looks:
        what = f"is not UTF-8 and does not say what it is: read as {looks}, which it looks like"
        return body.decode(looks, "replace"), (Problem(where, what, _SAVE),)
    return body.decode(encoding or "utf-8", "replace"), (_describe(body, len(mark), encoding or "utf-8", where),)


def _declared(body: bytes) -> str:
    """The encoding that the page itself names; empty when it names none that is known."""
    match = _DECLARED.search(body, 0, DECLARED_WITHIN)
    return _known((match[1] or match[2]).decode("ascii", "replace")) if match else ""


def _known(name: str) -> str:
    """The codec of a name; empty when there is none, or none that makes text of bytes."""
    try:
        codec = codecs.lookup(name) if name else None
    except (LookupError, ValueError):
        return ""
    if codec is None or not _OF_PAGES.match(codec.name):
        return ""
    return WIDER.get(codec.name, codec.name)


def _strictly(body: bytes, encoding: str) -> str | None:
    if not encoding:
        return None
    try:
        text = body.decode(encoding)
        if encoding != "utf-8":
            text.encode()  # a codec may let lone surrogates through, which no report can hold
    except ValueError:
        return None
    return text


def _looks_like(body: bytes) -> str:
    """A legacy encoding that all of the bytes fit; empty when most of it is UTF-8 or there is too little to tell."""
    beyond = len(_BEYOND_ASCII.findall(body))
    if beyond < ENOUGH or sum(map(len, _CHARACTER.findall(body))) * 2 > beyond:
        return ""
    from charset_normalizer import from_bytes  # costs as much as everything else that reads pages

    best = from_bytes(body, cp_isolation=list(LEGACY), enable_fallback=False).best()
    return WIDER.get(best.encoding, best.encoding) if best else ""


def _is_noise(body: bytes) -> bool:
    """True when more than one byte in twenty is a control character: a legacy encoding has none of them."""
    return len(_CONTROLS.findall(body)) * 20 > len(body)


def _describe(body: bytes, mark: int, encoding: str, where: str) -> Problem:
    try:
        body.decode(encoding)
        start = 0
    except UnicodeDecodeError as error:
        start = error.start
    line = body[:start].decode(encoding, "replace").count("\n") + 1
    what = f"is not {encoding.upper()}: byte 0x{body[start]:02x} at offset {start + mark}, read as \ufffd"
    return Problem(where, what, _SAVE, line=line)
