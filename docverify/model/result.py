"""The result of a run as it is published: `docverify check --format json` writes one `Result`."""

from collections.abc import Sequence

from msgspec import Struct

from docverify.model.document import Problem
from docverify.model.example import Expectation
from docverify.model.issue import Action, Finding
from docverify.model.verdict import Request

SCHEMA = "docverify.result/1"


class Surroundings(Struct, frozen=True):
    """What every example has around it, so that the same page says the same on every machine."""

    zone: str
    """Of the clock."""
    locale: str
    hash_seed: int
    """Where the hashes of Python and Perl begin: it decides the order in which sets are printed."""


class SandboxReport(Struct, frozen=True):
    """The wall that the examples ran behind, as every report discloses it."""

    tier: str
    """`bwrap`, `container` or `none`; `absent` when there was no wall and nothing ran."""
    description: str = ""
    probes: int = 0
    held: int = 0
    """How many of the probes held."""
    hint: str = ""
    """The command that installs a wall, when there is none."""
    surroundings: Surroundings | None = None
    """Of the examples; null when nothing could run."""


class Packages(Struct, frozen=True, gc=False):
    """What examples could import, as it was resolved."""

    language: str
    """The family of their languages."""
    packages: tuple[str, ...]
    """`name==version`, sorted."""


class PageRow(Struct, frozen=True, gc=False):
    """A page of the result."""

    path: str
    url: str = ""
    source_url: str = ""
    error: str = ""
    revision: str = ""


class Row(Struct, frozen=True):
    """One block of one page, with what was concluded about it."""

    id: str
    page: str
    line: int
    end_line: int
    language: str
    code: str
    guessed: bool = False
    origin: str = "source"
    fidelity: str = "exact"
    heading: tuple[str, ...] = ()
    tab: str = ""
    session: str = ""
    expectation: Expectation = Expectation()
    verdict: str = "unverified"
    level: str = "found"
    kind: str = ""
    reason: str = ""
    detail: str = ""
    reading: str = ""
    expected: str = ""
    actual: str = ""
    diff: str = ""
    requests: tuple[Request, ...] = ()
    seconds: float = 0.0
    fingerprint: str = ""
    cached: bool = False
    confirmed: bool = False
    expected_by: str = ""
    file: str = ""
    """The file that the code stands in, when that is not the page: `line` and `end_line` are then lines of it."""
    anchor: str = ""
    """Id of the nearest heading on the page, where the page gives one."""
    name: str = ""
    """What the page calls the example, for other tools."""
    environment: str = ""
    """Key of `environments`: what it could import; empty where that is the bare toolchain, and where it did not run."""
    stable: str = ""
    """Its output with `...` for what changes from run to run; empty when nothing is known to."""
    deprecations: tuple[str, ...] = ()
    """Warnings of what will be gone in a later release, one line each."""
    blame: str = ""
    """Which side a failure came from; empty where nothing went wrong."""
    passes_in: tuple[str, ...] = ()
    """Where it is wrong in its language alone: the languages in which its tab group shows the same, and passes."""


class Summary(Struct, frozen=True):
    """Counts of the rows."""

    verdicts: dict[str, int] = {}
    levels: dict[str, int] = {}
    reasons: dict[str, int] = {}
    """Of the `unverified` rows."""
    languages: dict[str, int] = {}


class Coverage(Struct, frozen=True, gc=False):
    """How much of the documentation was verified, in blocks."""

    blocks: int = 0
    runnable: int = 0
    ran: int = 0
    reached: int = 0
    matched: int = 0


class Variant(Struct, frozen=True, gc=False):
    """What a tab group shows in one language."""

    language: str
    examples: tuple[str, ...]
    """Ids, in page order."""
    verdict: str
    """The worst of theirs."""


class Comparison(Struct, frozen=True):
    """A tab group that shows the same thing in several languages."""

    page: str
    line: int
    """Of its first example."""
    heading: tuple[str, ...]
    variants: tuple[Variant, ...]
    """By language, in alphabetical order; two or more."""


class Fidelity(Struct, frozen=True, gc=False):
    """How far a backend agrees with what was recorded, of the real service or of itself."""

    backend: str
    requests: int
    """Recorded ones, which were sent to it."""
    status: int
    """How many of them were answered with the recorded status."""
    shape: int
    """How many of them were answered in the recorded shape."""
    compared: str
    """When: RFC 3339."""


class Result(Struct, frozen=True):
    """Everything that one run found."""

    schema: str
    docverify: str
    """Version of docverify."""
    started: str
    """RFC 3339."""
    seconds: float
    sandbox: SandboxReport
    sources: tuple[str, ...]
    summary: Summary
    coverage: Coverage
    pages: tuple[PageRow, ...]
    examples: Sequence[Row]
    """A tuple, but for a run at hand: that keeps them packed."""
    findings: tuple[Finding, ...] = ()
    actions: tuple[Action, ...] = ()
    problems: tuple[Problem, ...] = ()
    complete: bool = True
    """False when a page could not be read or our side failed: such a run closes nothing."""
    comparisons: tuple[Comparison, ...] = ()
    environments: dict[str, Packages] = {}
    """By key: what was installed for the examples."""
    fidelity: tuple[Fidelity, ...] = ()
    """Of the backends that answered, as they were compared last."""
