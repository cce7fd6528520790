"""Everything that one run needs, as plain data: can be pickled and sent to another machine."""

from msgspec import Struct

from docverify.model.config import Limits
from docverify.model.example import Step


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


class Task(Struct, frozen=True, gc=False):
    """One example as the driver needs it."""

    example: str
    """Id of the example."""
    driver: str
    """Name of the program inside the sandbox that runs it: `python` or `shell`."""
    session: str
    steps: tuple[Step, ...]
    files: tuple[WrittenFile, ...] = ()
    """Written to the working folder before it runs."""
    file: str = ""
    """The file whose lines the steps' lines are, when that is not the page: tracebacks name it."""
    setup: bool = False
    """True when a marker says that it runs before the other examples of its session."""


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
    """`page-order`, `alone`, or `together`: in page order, as if the page had no groups."""
    tasks: tuple[Task, ...]
    environment: Environment
    limits: Limits
