"""What a user may configure, with the defaults."""

from msgspec import Struct


class SourceConfig(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """Where documentation comes from: exactly one of `path`, `git` and `url`."""

    path: str = ""
    git: str = ""
    url: str = ""
    revision: str = ""
    """Branch, tag or commit of a git source; empty for its default branch."""
    include: tuple[str, ...] = ()
    """Globs in `.gitignore` syntax, relative to the source; empty for every page of a known format."""
    exclude: tuple[str, ...] = ()


class EnvironmentConfig(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """What one language's examples may import."""

    install: tuple[str, ...] = ()
    """Requirements, or a local project: `.`."""


class Limits(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """What one example may use; `memory` counts for the whole sandbox."""

    seconds: float = 10.0
    memory: int = 1024
    """MiB."""
    output: int = 256
    """KiB of each of stdout and stderr that are kept."""
    processes: int = 64


class TrackerConfig(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """Where issues live."""

    kind: str = "outbox"
    repository: str = ""
    """`owner/name`, for GitHub."""
    base_url: str = ""
    """API root of a GitHub Enterprise server; empty for github.com."""
    token_env: str = "GITHUB_TOKEN"
    """Name of the environment variable that holds the token."""
    open_per_run: int = 5
    """New issues a run may open; the rest wait for the next one."""
    open_at_once: int = 10
    """Open issues of ours at which no further one is opened."""


class Config(Struct, frozen=True, forbid_unknown_fields=True):
    """A whole `docverify.toml`, or `[tool.docverify]` of a `pyproject.toml`."""

    sources: tuple[SourceConfig, ...] = ()
    environments: dict[str, EnvironmentConfig] = {}
    limits: Limits = Limits()
    tracker: TrackerConfig = TrackerConfig()
    fail_on: tuple[str, ...] = ()
    """Further kinds of drift that make the exit code 1."""
