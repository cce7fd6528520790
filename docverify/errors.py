"""What stops a command: bad input and broken surroundings. A failed example is data, never one of these.

DocverifyError                 exit code 2, one clear message
├── UsageError                 a wrong argument or config key
├── SourceError                a path, repository or site that cannot be had
├── SandboxError               the wall could not be raised
├── BackendError               a backend did not start, or is not there any more
├── InstallError               packages could not be resolved or installed
├── StoreError                 the database cannot be used
└── TrackerError               the tracker did not answer as it must
"""

from collections.abc import Sequence


class DocverifyError(Exception):
    """We could not check. The message says where and what; `hint` says what to do next."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(DocverifyError):
    """A wrong argument or config key."""


class SourceError(DocverifyError):
    """A path, repository or site that cannot be had."""


class SandboxError(DocverifyError):
    """The wall could not be raised."""


class BackendError(DocverifyError):
    """A backend did not start, was not ready in time, or is not there any more; no example is judged by that."""


class InstallError(DocverifyError):
    """Packages could not be resolved or installed.

    `blamed` are the requirements that the package manager speaks of; `final` is True when its registries answered, so
    that asking again changes nothing.
    """

    def __init__(self, message: str, hint: str = "", blamed: Sequence[str] = (), *, final: bool = False) -> None:
        super().__init__(message, hint)
        self.blamed = tuple(blamed)
        self.final = final


class ToolchainError(InstallError):
    """There is no package manager to install packages with; the hint installs it."""


class StoreError(DocverifyError):
    """The database cannot be used."""


class TrackerError(DocverifyError):
    """The tracker did not answer as it must; nothing may be opened or closed."""
