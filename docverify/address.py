"""Web addresses: the one form in which two that mean the same page are equal, and what a site's pages begin with."""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, quote, urljoin, urlsplit

LONGEST = 2048
"""Characters of the longest address that is asked for."""
PORTS = {"http": 80, "https": 443}

_BREAKS = re.compile(r"[\t\n\r]")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})|%")
_ESCAPED = re.compile(r"%(?![0-9A-Fa-f]{2})|%[0-9A-Fa-f]?[a-f]|%[2-7][0-9A-F]|[^!-~]|[\"<>\\^`{|}]")
"""Something in a path or query that has another, usual form."""
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_SAFE = "/%:@!$&'()*+,;=~-._?[]"
_SESSION = re.compile(r";jsessionid=[^/;?]*", re.IGNORECASE)
_TRACKING = re.compile(
    r"(?:utm_\w+|gclid|fbclid|msclkid|mc_[ce]id|_ga|_gl|phpsessid)(?:=|$)"
    r"|C=[NMSD];O=[AD]$",  # the order of a server's own listing of a folder
    re.IGNORECASE,
)
_FILE = re.compile(r"[^/]\.[A-Za-z][A-Za-z0-9]{1,7}$")
"""The end of a path that names a file and no folder; `/v1.2` and `/2.x` are folders."""
_HOST = re.compile(r"[a-z0-9._-]+|\[[0-9a-f:.]+\]")


def plain(url: str) -> str:
    """The address without user, fragment, default port and what only follows its reader; empty when it is none."""
    parts = _split(url)
    if parts is None or parts.scheme not in PORTS:
        return ""
    host = _host(parts)
    if not host:
        return ""
    path = _without_dots(_escape(_SESSION.sub("", parts.path))) or "/"
    query = _query(parts.query) if parts.query else ""
    whole = f"{parts.scheme}://{host}{path}{'?' if query else ''}{query}"
    return whole if len(whole) <= LONGEST else ""


def join(base: str, written: str) -> str:
    """What a link on a page means, in its plain form; empty for what is no web address."""
    try:
        return plain(urljoin(base, written))
    except ValueError:
        return ""


def origin(url: str) -> str:
    """Scheme, host and port of an address in its plain form."""
    return url[: url.find("/", url.find("//") + 2)]


def top(url: str) -> str:
    """What the pages of the site begin with: the address, or the folder of the file that it names."""
    address = plain(url).partition("?")[0]
    start = len(origin(address))
    if _FILE.search(address[start:]):
        address = address.rpartition("/")[0]
    return address.rstrip("/")


def lies_below(url: str, start: str) -> bool:
    """True for the top of a site and everything below it; both in plain form."""
    return url.startswith(start) and url[len(start) : len(start) + 1] in ("", "/", "?")


def hide_user(url: str) -> str:
    """The address as it may be shown: without a user and a password."""
    scheme, mark, rest = url.partition("://")
    authority, slash, path = rest.partition("/")
    return f"{scheme}{mark}{authority.rpartition('@')[2]}{slash}{path}" if mark else url


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(_BREAKS.sub("", url.strip()))
    except ValueError:
        return None


def _host(parts: SplitResult) -> str:
    """With its port, when that is not the usual one; empty when there is no such host."""
    try:
        name, port = parts.hostname or "", parts.port
        host = f"[{name}]" if ":" in name else name if name.isascii() else name.encode("idna").decode("ascii")
    except ValueError:
        return ""
    if not _HOST.fullmatch(host):
        return ""
    return host if port in (None, PORTS[parts.scheme]) else f"{host}:{port}"


def _escape(text: str) -> str:
    """What must be escaped is, in UTF-8 and upper case; what need not be is not."""
    if not _ESCAPED.search(text):
        return text
    return _ESCAPE.sub(_unescape, quote(text, safe=_SAFE, errors="replace"))


def _unescape(match: re.Match[str]) -> str:
    if match[1] is None:
        return "%25"
    character = chr(int(match[1], 16))
    return character if character in _UNRESERVED else match[0].upper()


def _without_dots(path: str) -> str:
    if "/." not in path:
        return path
    kept: list[str] = []
    parts = path.split("/")
    for part in parts[1:]:
        if part == "..":
            kept[-1:] = []
        elif part != ".":
            kept.append(part)
    if parts[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _query(query: str) -> str:
    """Parts in their order, since some servers read them so."""
    return "&".join(_kept(query))


def _kept(query: str) -> Iterator[str]:
    for part in query.split("&"):
        if part and not _TRACKING.match(part):
            yield _escape(part)
