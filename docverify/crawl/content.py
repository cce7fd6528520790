"""What kind of content a reply holds, and which format reads it."""

import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from docverify.ports import Place
from docverify.reading import find_format

HTML = frozenset({"text/html", "application/xhtml+xml"})
UNKNOWN = frozenset({"", "text/plain", "application/octet-stream", "binary/octet-stream"})
"""What servers say of a file whose name tells them nothing: then the name tells us."""
LISTS = ("llms.txt", "llms-full.txt")
"""Markdown files that are called otherwise."""

_TEXT = re.compile(r"text/|application/(?:.*\b(?:json|xml|yaml|x-yaml|gzip|x-gzip|octet-stream)\b|toml)|binary/|$")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([^\s"';]{1,40})""", re.IGNORECASE)
_ASSETS = re.compile(
    r"\.(?:7z|a?png|avif|bmp|bz2|deb|dmg|docx?|eot|epub|exe|gif|ico|inv|iso|jar|jpe?g|mkv|mobi|mov|mp[34]|msi|od[pst]"
    r"|og[agv]|otf|pdf|pptx?|ps|rar|rpm|svgz?|tar|t?gz|tbz2?|tiff?|ttf|txz|wasm|wav|web[mp]|whl|woff2?|xlsx?|xz|zip|zst)$",
    re.IGNORECASE,
)


def read_content_type(header: str) -> tuple[str, str]:
    """Media type and charset of a `Content-Type`, in lower case; empty where it has none."""
    charset = _CHARSET.search(header)
    return header.partition(";")[0].strip().lower(), charset[1].lower() if charset else ""


def is_asset(path: str) -> bool:
    """True for the path of an image, an archive and the like, which no page is."""
    return bool(_ASSETS.search(path))


def is_wanted(headers: Mapping[str, str]) -> bool:
    """True when the body may be text, or a packed sitemap."""
    return bool(_TEXT.match(read_content_type(headers.get("content-type", ""))[0]))


def choose_format(url: str, media_type: str, place: Place) -> str:
    """The name of the format of what lies there; empty when it is no page."""
    if media_type in place.media_types:
        return place.media_types[media_type]
    name = unquote(urlsplit(url).path).rpartition("/")[2]
    if media_type not in UNKNOWN:
        return ""
    if name in LISTS:
        return place.media_types.get("text/markdown", "")
    return find_format(name, place.suffixes)
