"""The seams: what a format, language, source, sandbox, store, tracker and report must be able to do.

Each kind has one protocol here and one folder.
A member is one file that holds one value of its kind, found by the registry.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from msgspec import Struct

from docverify.model import (
    Action,
    Block,
    Credential,
    Example,
    History,
    Issue,
    Merged,
    Outcome,
    Page,
    Plan,
    Problem,
    Program,
    Result,
    Row,
    Run,
    SandboxReport,
    SourceConfig,
    Status,
    Step,
    TrackerConfig,
)


@runtime_checkable
class Format(Protocol):
    """Reads the blocks of a page. Pure."""

    name: str
    suffixes: tuple[str, ...]
    """Ends of file names, in lower case: every such file of a source is a page."""
    named_suffixes: tuple[str, ...]
    """Ends of file names that are a page only where the user names the file, or a glob of `include` ends like them."""
    media_types: tuple[str, ...]
    """What a server calls such pages, in lower case, without parameters."""

    def wants(self, page: Page) -> Sequence[str]:
        """Names of the files that the page includes and whose text is not in `page.files` yet.

        A name is a POSIX path relative to the page; one that begins with `/` is looked for in the folder of the source,
        then in each folder above it. Asked again once they are there, since a file may include others.
        """
        ...

    def blocks(self, page: Page) -> tuple[list[Block], list[Problem]]:
        """Every block of the page in page order, and what is wrong with the page."""
        ...


@runtime_checkable
class Language(Protocol):
    """Knows what an example in one language means. Pure."""

    name: str
    aliases: tuple[str, ...]
    """Labels that pages use for it, in lower case."""
    family: str
    """Dialects of one family share a session: `python`, `shell`."""
    driver: str
    """The program inside the sandbox that runs it."""

    def recognises(self, code: str) -> bool:
        """True when a block without a label is certainly of this language (a transcript with prompts)."""
        ...

    def read(self, example: Example) -> Example:
        """The example with its steps, the expectations that stand inside the block, names, or a refusal."""
        ...

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:
        """Reason and detail when the run's end does not show that the page is wrong; None when it does."""
        ...


@runtime_checkable
class Installed(Protocol):
    """A language that needs programs of the machine."""

    programs: tuple[str, ...]
    """All of them are needed, for instance `node`."""
    install: str
    """The command that installs them on Debian."""


@runtime_checkable
class Importing(Protocol):
    """A language in which imports are the dearest part of many examples. Pure."""

    def imports(self, example: Example) -> tuple[str, ...]:
        """The import statements with which the example begins, when they are worth being made once for many pages."""
        ...


class Supplied(Struct, frozen=True):
    """The names that a session was supplied with."""

    sure: frozenset[str] = frozenset()
    """Those that can mean nothing else: imports of the page, of what it documents, and those that everybody knows."""
    guessed: frozenset[str] = frozenset()
    """Objects that may not be the ones that are meant: who fails with them may do so because of them."""


@runtime_checkable
class Supplying(Protocol):
    """A language that can supply what a page leaves to its reader: imports, and objects made elsewhere. Pure."""

    def supplies(
        self, session: Sequence[Example], lacking: Collection[str], packages: Sequence[str]
    ) -> tuple[Step, ...]:
        """A step that binds what the examples `lacking` need and the others do not bring; none when nothing is lacking.

        `session` holds the examples that share state, in page order; `packages` are the requirements of what they
        document.
        """
        ...

    def supplied(self, run: Run) -> Supplied:
        """What that step bound."""
        ...


@runtime_checkable
class Compiled(Protocol):
    """A language whose examples are built before they run; its driver is `program`. Pure.

    `layer` is what stands in commands and variables for the folder of what is installed for the language; empty when
    nothing is.
    """

    def program(self, example: Example, layer: str) -> Program:
        """One example, for a build of its own."""
        ...

    def merged(self, examples: Sequence[Example], layer: str) -> Merged | None:
        """Several examples of one page in one build; None where that makes no sense."""
        ...


class Opinion(Struct, frozen=True):
    """What a compiler says of an example that it does not run."""

    problem: str = ""
    """What is wrong, in one line that begins with the compiler's own number for it; empty when the example holds."""
    line: int = 0
    """1-based line of the page; 0 when there is no problem."""
    told: str = ""
    """All that the compiler says of it."""


@runtime_checkable
class Checked(Protocol):
    """A language with a compiler that can say whether an example holds, and runs nothing of it. Pure."""

    checker: str
    """The program inside the sandbox that asks the compiler."""
    compiler: tuple[str, str]
    """The package that it is, and the program by which a machine has it."""
    is_checked: bool
    """False when its examples are shown to the compiler for what they declare alone."""

    def question(self, example: Example) -> Step | None:
        """The example as the compiler is to read it, its dialect as the mode; None when it is nothing for it."""
        ...

    def opinion(self, example: Example, said: str, page: Sequence[Example]) -> Opinion | None:
        """What follows from what the program said of the example; None when that is nothing for certain."""
        ...


class Place(Struct, frozen=True):
    """Where a source works: what it may keep, and whom it tells."""

    root: Path
    """The folder that page paths are relative to."""
    state: Path
    """Where clones and the cache of a crawl are kept."""
    suffixes: Mapping[str, str]
    """End of a file name to the name of the format that reads it."""
    named_suffixes: Mapping[str, str] = {}
    """The same for files that are pages only when the user names them."""
    media_types: Mapping[str, str] = {}
    """What a server calls a page to the name of the format that reads it."""
    progress: Progress | None = None
    offline: bool = False
    """True when nothing may be fetched: sites come from the cache alone."""
    credentials: Mapping[str, Credential] = {}
    """By host, or by `host:port`."""
    environ: Mapping[str, str] = {}
    known: frozenset[str] = frozenset()
    """Paths of the pages whose examples an earlier run judged: one that cannot be had is never taken for gone."""


class OpenSource(Protocol):
    """A source that answered."""

    def pages(self) -> Generator[Page | Problem]:
        """Pages in a stable order, and a problem for each that could not be had."""
        ...

    def files(self, page: Page, names: Sequence[str]) -> dict[str, str | None]:
        """The text of files that the page includes; None for one that does not exist or lies outside of the source."""
        ...

    def blocks(self, page: Page) -> tuple[list[Block], list[Problem]] | None:
        """What its format makes of a page of this source, once, where the source had to parse it anyway."""
        ...


@runtime_checkable
class Watched(Protocol):
    """An open source whose pages follow from files of this machine, and from nothing else."""

    def watched(self) -> Mapping[str, Status | None] | None:
        """By path, what was there before it was read, links followed: of the pages and all that they follow from.

        None when something of it may have changed again without a trace.
        """
        ...


@runtime_checkable
class Source(Protocol):
    """A kind of place that documentation comes from."""

    name: str

    def accepts(self, config: SourceConfig) -> bool: ...

    def open(self, config: SourceConfig, place: Place) -> OpenSource: ...


class Sandbox(Protocol):
    """A wall that is ready to run plans."""

    def run(self, plan: Plan, started: Callable[[str], None]) -> list[Run]:
        """Runs the plan's tasks; as many runs as tasks, in their order. `started` is told each example's id."""
        ...

    def close(self) -> None: ...


@runtime_checkable
class Tier(Protocol):
    """A kind of wall: probed before it is used, never assumed."""

    name: str

    def probe(self, state: Path) -> tuple[SandboxReport, list[tuple[str, bool, str]]]:
        """The disclosure, and each probe with whether it held and what was seen."""
        ...

    def open(self, state: Path, slot: int) -> Sandbox:
        """A sandbox for one worker; `slot` is its number, from 0."""
        ...


@runtime_checkable
class Trusting(Protocol):
    """A tier that holds nothing back: whatever an example does, it does to this machine."""

    def trusts(self, source: SourceConfig) -> bool:
        """False for pages that others can change."""
        ...


@runtime_checkable
class Given(Protocol):
    """A tier that takes an argument: `--sandbox NAME:ARGUMENT`."""

    def given(self, argument: str) -> Tier: ...


@runtime_checkable
class Described(Protocol):
    """A tier whose runs follow from nothing but what it can tell; what ran in another is never kept for later."""

    def recipe(self) -> tuple[str, ...]:
        """Texts that change with whatever else than the page could change a verdict, besides our own code."""
        ...


class Store(Protocol):
    """What is remembered between runs."""

    def record(self, result: Result, histories: Iterable[History]) -> None:
        """Keeps a run whole, with the histories that follow from it, in one transaction."""
        ...

    def histories(self) -> dict[str, History]:
        """By example id."""
        ...

    def issues(self) -> dict[str, str]:
        """Issues that we know to exist: key to the tracker's own name."""
        ...

    def remember(self, outcomes: Iterable[Outcome]) -> None: ...

    def intend(self, action: Action) -> None:
        """Written before an action is tried, so that one whose answer was lost is looked for and not repeated."""
        ...

    def close(self) -> None: ...


class OpenTracker(Protocol):
    """A tracker that answered."""

    def issues(self) -> list[Issue]:
        """Every issue of ours, open and closed; raises TrackerError rather than returning a list that may be short."""
        ...

    def act(self, action: Action) -> Outcome: ...


@runtime_checkable
class Tracker(Protocol):
    """A kind of place where issues live."""

    name: str

    def open(self, config: TrackerConfig, state: Path, environ: dict[str, str]) -> OpenTracker: ...


class Progress(Protocol):
    """Told what is going on while it goes on; called from several threads."""

    def phase(self, text: str, total: int = 0) -> None:
        """What is being done now; `total` is the number of examples that will finish in it."""
        ...

    def started(self, example: str) -> None:
        """The id of an example that begins to run."""
        ...

    def finished(self, row: Row) -> None:
        """An example that has its verdict."""
        ...

    def crawled(self, pages: int, queued: int, rate: float) -> None:
        """How many pages of a site are there, how many more are known, and pages a second."""
        ...

    def found(self, blocks: int) -> None:
        """So many more blocks were found."""
        ...


@runtime_checkable
class Report(Protocol):
    """Writes a result for a kind of reader. Pure."""

    name: str

    def render(self, result: Result, *, colour: bool = False, width: int = 100) -> str: ...
