"""What documentation is made of: pages, their blocks, the markers beside them, and what is wrong with a page."""

from msgspec import Struct

from docverify.model.config import Setup


class Problem(Struct, frozen=True, gc=False):
    """Something that kept us from reading or checking a part of the input: where, what, and what to do next."""

    where: str
    """A path or URL, as the user knows it."""
    what: str
    """One sentence without a full stop at its end."""
    hint: str = ""
    """What to do next, in the imperative."""
    line: int = 0
    """1-based; 0 when the problem is not about one line."""
    fatal: bool = False
    """True when the page could not be checked because of it."""


class Page(Struct, frozen=True):
    """One document of a source, read and decoded."""

    path: str
    """Its identity: POSIX path relative to the folder of the config, `URL//path` for git, the URL for a site."""
    format: str
    """Name of the format that reads it, for instance `markdown`."""
    text: str
    url: str = ""
    """Where a reader sees it, when that is known."""
    source_url: str = ""
    """Where an author edits it, when that is known."""
    revision: str = ""
    """The commit it was read at, for a git source."""
    local: str = ""
    """Absolute path of the file on this machine; empty when there is none."""
    problems: tuple[Problem, ...] = ()
    files: dict[str, str | None] = {}
    """Text of each file that the page includes, by the name that its format uses; None when it cannot be had."""
    language: str = ""
    """Label that blocks without one have on this site, when its pages or its config say so."""
    labels: dict[str, str] = {}
    """What labels of this site alone stand for, when its config says so."""
    setup: dict[str, Setup] = {}
    """By language, what runs before its examples, when the config of this site says so."""
    source: "Page | None" = None
    """What a page of a site is built from, when that could be had."""


class Marker(Struct, frozen=True, gc=False):
    """An instruction that the page's author left for tools, in a comment or an info string."""

    kind: str
    """What it asks for: a key of `docverify.instructions.KINDS`, for instance `skip`, `output` (the block is the output
    of the one before it), or `unsupported` for one that is recognised and not honoured."""
    text: str
    """As written on the page: it is the reason that reports show."""
    line: int
    value: str = ""
    """What it names: a group, a module, a name."""


class Block(Struct, frozen=True):
    """One piece of code or output on a page."""

    page: str
    language: str
    """The label as written, in lower case, without attributes; empty when the page gives none."""
    code: str
    """Exact text, without the prefix of its container, lines joined by `\\n`, no newline at the end."""
    line: int
    """1-based line of the first code line in the source file."""
    end_line: int
    """1-based line of the last code line; `line - 1` for an empty block."""
    heading: tuple[str, ...] = ()
    """Texts of the headings above it, outermost first."""
    slug: str = ""
    """Slug of the nearest heading, as GitHub makes it; empty before any heading."""
    anchor: str = ""
    """Id of the nearest heading on the page, where the page gives one."""
    info: str = ""
    """The whole info string."""
    attributes: dict[str, str] = {}
    """`title="a.py"` and the like, from the info string; a bare word maps to the empty string."""
    markers: tuple[Marker, ...] = ()
    tab: str = ""
    """Tab group and label, `group/label`; empty outside tabs."""
    style: str = "fence"
    """How the page marks it as code: `fence`, `indented`, `html` (a `<pre>` element) or `hidden` (inside a comment)."""
    adjacent: bool = False
    """True when nothing but blank lines and comments stands between the block before it and this one."""
    lead: str = ""
    """The end of the paragraph before it, on one line; empty where something else than prose stands right before it."""
    trail: str = ""
    """The first sentence of the paragraph right below it; empty where something else than prose stands there, and
    on a site."""
    guessed: bool = False
    """True when the language is not from the page but from rules."""
    origin: str = "source"
    """`source` or `html`."""
    fidelity: str = "exact"
    """`exact` or `whitespace-lossy`."""
    file: str = ""
    """Identity of the file that the code stands in, when that is not the page; `line` is then a line of it."""
    published: str = ""
    """What the page's source holds in place of this code, when the site shows something else; empty when the two agree
    or nobody compared. `code` is then what the site shows: the source may be ahead of it."""
