"""What knows a language; what more than the first protocol a language can do is a protocol each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from msgspec import Struct

from docverify.model import Example, Merged, Program, Run, Step, StepRun


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
class Served(Protocol):
    """A language whose examples are told to a server: it refuses them as `needs-network`, with the steps that they have
    where a backend is one."""

    port: int
    """Where examples find it on their own machine, or at its name."""


@runtime_checkable
class Unordered(Protocol):
    """A language that prints the members of its sets or maps in no order that a page could promise."""

    def may_vary(self, code: str) -> bool:
        """Whether that order may bear on what the code prints. Pure."""
        ...


@runtime_checkable
class Noting(Protocol):
    """A language that knows its values in more notations than its own prompt has. Pure."""

    def tells(self, step: Step, done: StepRun) -> bool | None:
        """Whether what the step showed is the value that its page shows; None where the page may mean no value."""
        ...


@runtime_checkable
class Importing(Protocol):
    """A language in which imports are the dearest part of many examples. Pure."""

    def imports(self, example: Example) -> tuple[str, ...]:
        """The import statements with which the example begins, when they are worth being made once for many pages."""
        ...


class Supplied(Struct, frozen=True):
    """What a session was supplied with: names, and paths."""

    sure: frozenset[str] = frozenset()
    """Those that can mean nothing else: imports of the page, of what it documents, and those that everybody knows."""
    guessed: frozenset[str] = frozenset()
    """Objects that may not be the ones that are meant: who fails with them may do so because of them."""
    outside: frozenset[str] = frozenset()
    """Ids of examples that take what is documented from where only those have it who develop it, and now found it."""
    files: frozenset[str] = frozenset()
    """Paths of empty files and of folders that were made: who names one may fail because of that."""
    documented: frozenset[str] = frozenset()
    """Names that what is documented has: the ones that are meant where the page shows what comes of them."""


class Lack(Struct, frozen=True):
    """Which examples of a session lack something, by their ids."""

    lacking: frozenset[str] = frozenset()
    """Those that what their page leaves to its reader may bring further."""
    lost: frozenset[str] = frozenset()
    """Those that did not come to their end, whyever: they bring nothing to the others."""
    seeking: frozenset[str] = frozenset()
    """Those that did not find a file or a folder."""


@runtime_checkable
class Proving(Protocol):
    """A language that knows of code which did not run that it cannot: of the body of a function, say. Pure."""

    def disproof(self, example: Example, page: Sequence[Example]) -> tuple[str, str, int] | None:
        """Reason, detail and line of the page; None when nothing is sure."""
        ...


@runtime_checkable
class Supplying(Protocol):
    """A language that can supply what a page leaves to its reader: imports, and objects made elsewhere. Pure."""

    def supplies(self, session: Sequence[Example], lack: Lack, packages: Sequence[str]) -> tuple[Step, ...]:
        """A step that binds what is lacking and no other example brings; none when nothing is lacking.

        `session` holds the examples that share state, in page order; `packages` are the requirements of what they
        document.
        """
        ...

    def supplied(self, run: Run) -> Supplied:
        """What that step bound."""
        ...


class Completion(Struct, frozen=True):
    """What an example can be run with that it leaves to its reader."""

    borrowed: tuple[str, ...]
    """Code that stands before its own."""
    sure: bool = True
    """False when a definition of another block may not be the one that is meant: then it can only pass."""


@runtime_checkable
class Completing(Protocol):
    """A compiled language that knows what an example leaves to its reader. Pure."""

    def completed(self, example: Example, page: Sequence[Example], packages: Sequence[str]) -> Completion | None:
        """None when nothing is known; `packages` are the requirements of what the page documents."""
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
    asks_all: bool
    """False when only those are shown that could not run."""

    def question(self, example: Example) -> Step | None:
        """The example as the compiler is to read it, its dialect as the mode; None when it is nothing for it."""
        ...

    def opinion(self, example: Example, said: str, page: Sequence[Example]) -> Opinion | None:
        """What follows from what the program said of the example; None when that is nothing for certain."""
        ...
