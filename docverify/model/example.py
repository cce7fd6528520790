"""What a block claims: the steps a reader would take, and what the page says they show."""

from msgspec import Struct

from docverify.model.document import Block

AT_PROMPT = ("single", "assigned")
"""Modes of statements that a prompt takes one at a time."""


class Step(Struct, frozen=True, gc=False):
    """A part of an example that is run and reported on its own: a statement at a prompt, a command, a whole script."""

    code: str
    line: int
    """1-based line of its first line on the page."""
    mode: str = "exec"
    """How the driver runs it:

    - `exec`: statements, or a whole script;
    - `single`: as a prompt does, showing values;
    - `assigned`: the same, for an assignment under which the page shows something: what the name is worth is recorded;
    - `raises`: the same, for a statement under which the page shows an error: it is told and the session goes on;
    - `value`: the value of the expression, or of the assigned name, is recorded without being printed;
    - `supply`: no code of the page; JSON that says what the session is to be given before its examples;
    - `command`: a command at a shell's prompt.
    """
    expected: str | None = None
    """What the page shows under this step; None when it says nothing of it."""
    flags: tuple[str, ...] = ()
    """Comparison flags in doctest's names, for instance `ELLIPSIS` or `SKIP`, and some of our own.

    With `PRINTED` the page shows what the step prints, and what it is worth where it prints nothing.
    """


class Expectation(Struct, frozen=True, gc=False):
    """What the page says happens."""

    kind: str = "nothing"
    """`nothing`, `output`, `steps` (each step has its own), `exception` or `exit-code`."""
    text: str = ""
    """The documented output, traceback or value, as on the page."""
    line: int = 0
    """1-based line where it stands on the page; 0 for nothing."""
    exit_code: int | None = None
    certain: bool = True
    """False when the page only suggests that the text is this example's output (a fence without a label below it)."""
    flags: tuple[str, ...] = ()
    """How the page asks for it to be compared, in doctest's names; VALUE for text that is no print."""


UNCLAIMED = Expectation()

VALUE = "execute_result"
"""Info string of a block that is the value of the last expression above it, and the flag of such an expectation."""


class Refusal(Struct, frozen=True, gc=False):
    """Why an example is not run: a verdict that is known before any run."""

    verdict: str
    """`skip`, `unverified`, `fail` (a syntax error under every reading) or `pass` (at `parsed`, where nothing runs)."""
    reason: str = ""
    detail: str = ""
    level: str = "found"


class Example(Struct, frozen=True):
    """A block that claims to be code, with what the page expects of it; or a setup that the config declares."""

    id: str
    """`docs/install.md#quick-start:python:2`: page, slug of the nearest heading, language, ordinal under it."""
    block: Block
    language: str
    """Canonical name from the registry, or the page's own label when no language of ours knows it."""
    session: str = ""
    """Which examples share state with it: page, language family, tab and group; empty when it is not run."""
    steps: tuple[Step, ...] = ()
    expectation: Expectation = UNCLAIMED
    refusal: Refusal | None = None
    """Set when it is not run."""
    expected_by: str = ""
    """Id of the example whose output this block is."""
    defines: frozenset[str] = frozenset()
    """Top-level names that it binds, in languages where that is known."""
    needs: frozenset[str] = frozenset()
    """Names that it reads at top level and does not bind itself."""
    also: tuple[str, ...] = ()
    """Further sessions in which it runs too: a setup may belong to several groups."""
    name: str = ""
    """What the page calls it, for other tools."""
    borrowed: tuple[str, ...] = ()
    """Code that its page leaves to the reader, and that it is run with: imports, and definitions of blocks above."""
    declared: str = ""
    """Of a setup that the config declares: where it stands. It is on no page and no row; empty for all others."""
    to_parse: bool = False
    """True when a grammar is to read it behind the wall; its refusal is what holds where that cannot be."""
