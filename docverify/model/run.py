"""What came out of a run: data that untrusted code wrote, bounded in size."""

from msgspec import Struct

from docverify.model.exchange import Exchange


class StepRun(Struct, frozen=True, gc=False):
    """What one step showed."""

    stdout: str = ""
    stderr: str = ""
    """Empty for steps of a console, whose two streams are one, as on a terminal."""
    value: str | None = None
    """`repr` of the value, for steps of the modes `value` and `assigned`."""
    text: str | None = None
    """`str` of the same value, where it differs from its `repr`."""
    exit_code: int | None = None
    """For commands and shell scripts."""


class Shown(Struct, frozen=True, gc=False):
    """The exception that ended an example."""

    type: str
    """Qualified name as a traceback prints it: `ValueError`, `pkg.Error`."""
    message: str = ""
    line: int = 0
    """1-based line on the page of the innermost frame that stands on the page; 0 when there is none."""
    name: str = ""
    """The name that was missing: of a NameError, an AttributeError, a module or a file."""
    bases: tuple[str, ...] = ()
    """Names of the type's base classes, nearest first."""
    traceback: str = ""
    """As the interpreter prints it."""
    frames: tuple[str, ...] = ()
    """Module names of the frames, outermost first."""
    causes: tuple[str, ...] = ()
    """`Type: message` of the exceptions that it was raised from or while handling, nearest first."""


class Sought(Struct, frozen=True, gc=False, array_like=True):
    """What an example looked for in the folder that it ran in."""

    kind: str
    """`file` for one that is not there, `folder` for one that it listed and that has nothing in it."""
    path: str
    """Relative to that folder."""


class Run(Struct, frozen=True, gc=False):
    """What one example did under one reading."""

    example: str
    reading: str
    ended: str
    """`end` (its last statement was reached), `built` (and not run, as a marker asks), `exception`, `exit` (early, see
    `exit_code`), `signal`, `timeout`, `limit`, `lost` (its session died under it) or `error` (our side failed, see
    `problem`)."""
    steps: tuple[StepRun, ...] = ()
    """One for each step that was begun."""
    exception: Shown | None = None
    exit_code: int | None = None
    signal: str = ""
    """Its name, for instance `SIGSEGV`."""
    limit: str = ""
    """Which limit it ran into: `memory`, `output`, `processes`, `cpu` or `file-size`."""
    seconds: float = 0.0
    hosts: tuple[str, ...] = ()
    """Names that it tried to resolve, as the sandbox's own resolver saw them."""
    astray: bool = False
    """True when it tried to reach an address to which no way leads, or a port at which nobody listens."""
    exchanges: tuple[Exchange, ...] = ()
    """What it asked backends for, in order."""
    truncated: bool = False
    moment: float = 0.0
    """When it ended, in seconds since 1970; 0 where that is not known."""
    sought: tuple[Sought, ...] = ()
    """Where its plan asks for it."""
    warned: tuple[str, ...] = ()
    """Deprecations that it caused, `Category: text`, also those that nobody is shown."""
    problem: str = ""
