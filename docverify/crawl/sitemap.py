"""Lists of pages that a site offers: sitemaps, their indexes, and `llms.txt`."""

import re
from collections.abc import Iterable, Iterator
from xml.parsers import expat

from msgspec import Struct

from docverify.address import join
from docverify.crawl.inflate import Refused, gunzip

LARGEST = 50 * 1024 * 1024
"""Bytes of a sitemap; what its specification allows."""
MOST = 50_000
"""Pages in one sitemap; the same."""
_LINK = re.compile(r"\]\(\s*<?([^()\s<>]{1,2048})|<(https?://[^\s<>]{1,2048})>")


class Sitemap(Struct, frozen=True):
    """What one file lists, in plain form; when it breaks off, what stands before."""

    pages: tuple[str, ...] = ()
    maps: tuple[str, ...] = ()
    """Further sitemaps."""
    problem: str = ""


def read_sitemap(body: bytes, url: str) -> Sitemap:
    """XML or one address a line, packed or not. When a page was changed last is not read: its host knows better."""
    try:
        data = gunzip(body, LARGEST) if body.startswith(b"\x1f\x8b") else body[:LARGEST]
    except Refused as refused:
        return Sitemap(problem=f"{refused}")
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        lines = data.decode("utf-8", "replace").split()
        return Sitemap(_addresses([line for line in lines[:MOST] if line.startswith(("http://", "https://"))], url))
    reader = _Reader()
    problem = reader.read(data)
    return Sitemap(_addresses(reader.pages, url), _addresses(reader.maps, url), problem)


def read_list(text: str, url: str) -> tuple[str, ...]:
    """The pages that an `llms.txt` names."""
    return _addresses(_named(text), url)


def _named(text: str) -> Iterator[str]:
    return (match[1] or match[2] for match in _LINK.finditer(text))


def _addresses(written: Iterable[str], url: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (join(url, one) for one in written))))


class _Reader:
    """Collects the text of each `loc` that belongs to a page or a sitemap, and to no image of one."""

    def __init__(self) -> None:
        self.pages: list[str] = []
        self.maps: list[str] = []
        self._path: list[str] = []
        self._text: list[str] = []

    def read(self, data: bytes) -> str:
        """Why it was not read to its end; empty when it was."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        parser.EntityDeclHandler = _refuse
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            return f"is no sound XML: {expat.ErrorString(error.code)}, line {error.lineno}"
        except (Refused, ValueError, LookupError) as error:
            return f"is no sitemap: {error}"
        return ""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        del attributes
        self._path.append(name.rpartition(":")[2])
        self._text.clear()
        if len(self._path) > 16:
            raise Refused("it is nested too deeply")

    def _end(self, name: str) -> None:
        del name
        where, text = self._path[-2:], "".join(self._text).strip()
        self._path.pop()
        if where == ["url", "loc"]:
            self.pages.append(text)
        elif where == ["sitemap", "loc"]:
            self.maps.append(text)
        if len(self.pages) + len(self.maps) > MOST:
            raise Refused(f"it lists more than {MOST} pages")


def _refuse(*_: object) -> None:
    raise Refused("it declares entities")
