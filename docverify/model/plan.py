"""Everything that one run needs, as plain data: can be pickled and sent to another machine."""

from msgspec import Struct

from docverify.model.config import Limits
from docverify.model.example import Step
from docverify.model.network import Network

HASH_SEED = 1
"""Where hashes begin in every reading but the one that asks what depends on it."""
ZONE = "UTC"
"""The same, of clocks."""


class Environment(Struct, frozen=True, gc=False):
    """The resolved set of packages and toolchain that a session runs with."""

    language: str = "python"
    key: str = ""
    """Hash of lock and toolchain; empty for the bare toolchain."""
    path: str = ""
    """Absolute path of the read-only layer on this machine; empty when nothing is installed."""
    packages: tuple[str, ...] = ()
    """Resolved versions, `name==version`, sorted."""


class WrittenFile(Struct, frozen=True, gc=False):
    """A file that a block's title names and that examples of the page use."""

    path: str
    """Relative to the working folder, without `..`."""
    text: str


class Program(Struct, frozen=True, gc=False):
    """How one example of a compiled language is built and run, as data."""

    files: tuple[WrittenFile, ...]
    """Relative to a folder that the build has for itself."""
    build: tuple[tuple[str, ...], ...]
    """Commands, run in that folder one after the other; `{build}` in a word stands for its path, and `{layer}` for the
    folder of what is installed for the language."""
    run: tuple[str, ...]
    """The command that runs the example in the page's working folder; `{build}` stands for the same."""
    source: str
    """The file of `files` that the example's code stands in: what a compiler names in its errors."""
    offset: int = 0
    """What has to be added to a line of `source` to have the line on the page."""
    environ: dict[str, str] = {}
    """Variables of the build and of the run, besides those that every example has."""
    unmarked: str = "exit"
    """How a run counts that ends with status 0 and without its end marker: `exit` or `end`."""


class Merged(Struct, frozen=True, gc=False):
    """Several examples of a page in one build."""

    language: str
    """The family of their language."""
    files: tuple[WrittenFile, ...]
    build: tuple[tuple[str, ...], ...]
    programs: dict[str, Program]
    """By example id: `run`, `source`, `offset`, `environ` and `unmarked` of each; its `files` and `build` are empty."""
    environ: dict[str, str] = {}
    """Variables of the build."""


class Wrapping(Struct, frozen=True, gc=False):
    """What a reader puts around a piece of code before it is compiled."""

    place: str
    before: str
    after: str


class Parser(Struct, frozen=True, gc=False):
    """A program of others that says where code is not as its language has it."""

    module: str
    """The Python package that holds it."""
    function: str = "language"
    wrappings: tuple[Wrapping, ...] = ()
    endless: str = ""
    """Pattern of code that it never comes back from; empty where none is known."""


class Task(Struct, frozen=True, gc=False):
    """One example as the driver needs it."""

    example: str
    """Id of the example."""
    driver: str
    """What runs it inside the sandbox: `python`, `shell`, `program`, or the name of a talker, for instance
    `javascript`; `grammar` only reads it."""
    session: str
    steps: tuple[Step, ...]
    language: str = "python"
    """The family of its language: what is installed for that is what it can use."""
    files: tuple[WrittenFile, ...] = ()
    """Written to the working folder before it runs."""
    file: str = ""
    """The file whose lines the steps' lines are, when that is not the page: tracebacks name it."""
    setup: bool = False
    """True when a marker says that it runs before the other examples of its session."""
    program: Program | None = None
    """For the driver `program`."""
    parser: Parser | None = None
    """For the driver `grammar`."""


class Session(Struct, frozen=True, gc=False):
    """The examples of a page and language that share state, in page order."""

    id: str
    page: str
    language: str
    examples: tuple[str, ...]


class Plan(Struct, frozen=True, gc=False):
    """One sandbox: the sessions of one page, their tasks in page order over one working folder."""

    page: str
    reading: str
    """`page-order`, `alone`, `together` as if the page had no groups, or `tabs` with one of each set of these."""
    tasks: tuple[Task, ...]
    environments: dict[str, Environment]
    """By family of languages, where something is installed."""
    limits: Limits
    merged: tuple[Merged, ...] = ()
    """Builds that several tasks share; each task can also be built alone."""
    programs: tuple[str, ...] = ()
    """Programs of the machine that its languages need."""
    preload: tuple[str, ...] = ()
    """Import statements with which its first example begins, and that every session of it may have behind it."""
    hash_seed: int = HASH_SEED
    """Where hashes begin; another one shows what of an output is chance."""
    zone: str = ZONE
    """Of the clock."""
    watched: bool = False
    """True for a run that tells what its examples of Python look for around them, and of which nothing else counts."""
    elsewhere: bool = False
    """True to run in another working folder, with later process ids."""
    network: Network = Network()
