"""Where a page of a site leads: to other pages, to other forms of itself, and to what it is built from."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from msgspec import Struct

from docverify.formats.hypertext.forges import LONGEST, read_blob

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_BLANKS = "\t\n\f\r "
_BREAKS = re.compile(r"[\t\n\r]")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_REFRESH = re.compile(r"\s*[\d.]*\s*[;,]?\s*url\s*=\s*(['\"]?)(.*)\1\s*$", re.IGNORECASE | re.DOTALL)
_MAYBE_SOURCE = re.compile(
    r"/_?(?:edit|blob|tree|raw|blame|src)/|//raw\.githubusercontent\.com/|[?&]mode=edit|(?:^|/)_sources/"
    r"|\.(?:mdx?|markdown|rst|rest|adoc|asciidoc|ipynb)(?:\.txt)?(?:[?#]|$)"
)
_BEGINS_WITH_PATH = re.compile(r"/?[\w.-][^:]*$")
_TO_LINES = re.compile(r"#(?:L|l|line)-?\d")
"""A link to a line of code belongs to the thing that the line defines, never to the page."""
_SAYS_SO = re.compile(
    r"\b(?:edit|improve|suggest|source|modify)\b|\bview (?:this page|on|as|in)\b|\bmarkdown\b"
    r"|edit[-_]?(?:this|link|page)",
    re.IGNORECASE,
)
LONGEST_LABEL = 80
"""Characters of a link's text that still is the label of a button."""

_ROOTS = (
    "#root,#app,#__next,#__nuxt,#___gatsby,#svelte,#swagger-ui,#redoc,#redoc-container,#main-app,app-root,"
    "redoc,rapi-doc,elements-api,scalar-api-reference,[data-reactroot],[ng-app],[ng-version]"
)
_UNSEEN = ("script", "style", "noscript", "template", "svg", "iframe")
SHELL_TEXT = 200
"""Characters that a shell with the root of an application shows at most: a name, a menu, "Loading"."""
BARE_TEXT = 30
"""The same without such a root."""


class Links(Struct, frozen=True):
    """What a page of a site says about where it leads; every address is absolute and without a fragment."""

    follow: tuple[str, ...] = ()
    """Addresses of web pages, each once, in page order; without those that say `nofollow`, and without `sources`."""
    canonical: str = ""
    refresh: str = ""
    """Where the page sends its reader on to."""
    alternates: tuple[tuple[str, str], ...] = ()
    """Media type and address of other forms of the page."""
    sources: tuple[str, ...] = ()
    """Addresses of what the page is built from, or of its editor, in page order."""
    nofollow: bool = False
    noindex: bool = False
    generator: str = ""
    empty: bool = False
    """True for a shell that shows nothing without JavaScript."""


def read_links(root: "LexborHTMLParser", url: str) -> Links:
    """Everything that the page at this address leads to; it may lose its scripts by that."""
    head = _Head(url)
    body = _Body(head)
    for node in root.css("a[href],area[href],frame[src],base[href],link[href],meta"):
        name, attributes = node.tag, node.attributes
        if name in ("base", "link", "meta"):
            body.sources.update(dict.fromkeys(head.read(name, attributes)))
        else:
            body.read(node, attributes)
    return Links(
        follow=tuple(url for url in body.found if url not in body.sources),
        canonical=head.canonical,
        refresh=head.refresh,
        alternates=tuple(head.alternates),
        sources=tuple(body.sources),
        nofollow="nofollow" in head.robots or "none" in head.robots,
        noindex="noindex" in head.robots or "none" in head.robots,
        generator=head.generator,
        empty=not head.refresh and _is_empty(root, len(body.found)),
    )


class _Href(NamedTuple):
    """An address as a browser takes it from an attribute, without its fragment."""

    address: str
    is_path: bool
    may_be_source: bool
    """Whether it has the form of a link to what a page is built from."""


def _read_href(written: str) -> _Href:
    return _known_href(written) if len(written) <= LONGEST else _look(written)


def _look(written: str) -> _Href:
    address = _BREAKS.sub("", written.partition("#")[0].strip(_BLANKS))
    return _Href(address, bool(_BEGINS_WITH_PATH.match(address)), bool(_MAYBE_SOURCE.search(written)))


_known_href = lru_cache(16_384)(_look)
"""What a page leads to, its neighbours lead to as well."""


class _Head:
    """What stands in the head of a page, and the address that its links are relative to."""

    def __init__(self, url: str) -> None:
        self.base = url
        self._based_on = self._folder = ""
        self.based = False
        self.canonical = ""
        self.refresh = ""
        self.generator = ""
        self.robots: set[str] = set()
        self.alternates: list[tuple[str, str]] = []

    def join(self, href: _Href) -> str:
        """The absolute address; empty for one that is not of the web, or is none."""
        if len(href.address) > LONGEST:
            return ""
        if self.base != self._based_on:
            self._based_on, self._folder = self.base, _folder(self.base)
        return _join(self._folder if href.is_path else self.base, href.address)

    def read(self, name: str, attributes: dict[str, str | None]) -> Iterator[str]:
        """Takes in one element; what it names as the page's source is handed back."""
        if name == "meta":
            self._meta(attributes)
            return
        address = self.join(_read_href(attributes.get("href") or ""))
        if name == "base":
            self.base, self.based = (address or self.base) if not self.based else self.base, True
        elif _has_word(attributes, "rel", "canonical"):
            self.canonical = self.canonical or address
        elif _has_word(attributes, "rel", "edit") and address:
            yield address
        elif _has_word(attributes, "rel", "alternate") and address:
            kind = (attributes.get("type") or "").partition(";")[0].strip().lower()
            self.alternates.append((kind, address))

    def _meta(self, attributes: dict[str, str | None]) -> None:
        content = attributes.get("content") or ""
        name = (attributes.get("name") or "").lower()
        if name == "robots":
            self.robots.update(word.strip().lower() for word in content.split(","))
        elif name == "generator":
            self.generator = self.generator or " ".join(content.split())
        elif (attributes.get("http-equiv") or "").lower() == "refresh":
            match = _REFRESH.match(content[:LONGEST])
            self.refresh = self.refresh or (self.join(_read_href(match[2])) if match else "")


class _Body:
    """What a reader may follow, in page order."""

    def __init__(self, head: _Head) -> None:
        self.head = head
        self.found: dict[str, None] = {}
        self.sources: dict[str, None] = {}
        self._told: set[str] = set()
        """Links that were taken in, and that no label could make a source of."""

    def read(self, node: "LexborNode", attributes: dict[str, str | None]) -> None:
        written = attributes.get("href") or attributes.get("src") or ""
        plain = "rel" not in attributes
        if plain and written in self._told:
            return
        href = _read_href(written)
        address = self.head.join(href)
        if not address:
            return
        if plain or not _has_word(attributes, "rel", "nofollow"):
            self.found[address] = None
        if plain and not href.may_be_source:
            self._told.add(written)
        elif _is_source(node, attributes, written, address):
            self.sources[address] = None


def _folder(base: str) -> str:
    """What addresses that begin with a path are relative to; the same for the neighbours of a page."""
    path = base.partition("?")[0]
    return f"{path.rpartition('/')[0]}/" if path.count("/") > 2 else base


@lru_cache(65_536)
def _join(base: str, address: str) -> str:
    """Pages of a site lead to each other: most pairs are met again."""
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() not in ("http", "https"):
        return ""
    try:
        whole = urljoin(base, address).partition("#")[0]
        return whole if urlsplit(whole).netloc and whole.startswith(("http://", "https://")) else ""
    except ValueError:
        return ""


def _has_word(attributes: dict[str, str | None], key: str, word: str) -> bool:
    return word in (attributes.get(key) or "").lower().split()


def _is_source(node: "LexborNode", attributes: dict[str, str | None], written: str, address: str) -> bool:
    """True for a link to what this page is built from, by its relation, its form, its label, or the page's own name."""
    if not _MAYBE_SOURCE.search(written) or _TO_LINES.search(written):
        return _has_word(attributes, "rel", "edit") and "/issues/new" not in address
    blob = read_blob(address)
    if blob and blob.known and blob.verb == "edit":
        return True
    if "/_sources/" in address:
        return True
    return (blob is not None or _is_text_file(address)) and bool(_SAYS_SO.search(_label(node, attributes)))


def _is_text_file(address: str) -> bool:
    """A page's own text beside it; what looks like a file of a repository was judged as one."""
    path = unquote(urlsplit(address).path)
    return ":" not in path and not re.search(r"/_?(?:edit|blob|tree|raw|blame|src)/", path)


def _label(node: "LexborNode", attributes: dict[str, str | None]) -> str:
    """What a link is called: its text when that is as short as a button's, and what stands for it."""
    text = " ".join(node.text(deep=True)[: 4 * LONGEST_LABEL].split())
    said = (attributes.get(key) or "" for key in ("title", "aria-label", "class", "rel"))
    return " ".join(chain([text] if len(text) <= LONGEST_LABEL else [], said))


def _is_empty(root: "LexborHTMLParser", links: int) -> bool:
    """True when what a reader sees is made by scripts alone; the tree has lost its scripts then."""
    body = root.body
    if body is None or body.css_first("pre,code,textarea,frameset"):
        return False
    rooted = body.css_first(_ROOTS) is not None
    if not rooted and (links or root.css_first("script") is None):
        return False
    root.strip_tags(list(_UNSEEN))
    seen = root.body.text(deep=True) if root.body else ""
    return len(" ".join(seen.split())) <= (SHELL_TEXT if rooted else BARE_TEXT)
