"""What we conclude about one example; the closed lists of words."""

from msgspec import Struct

VERDICTS = ("pass", "fail", "drift", "flaky", "skip", "unverified", "error")
"""In the order of the design's table."""

WRONG = ("fail", "drift")
"""Verdicts against a page."""
LEVELS = ("found", "parsed", "built", "ran", "reached", "matched")
"""Each includes those before it."""

REMEMBERED_KINDS = ("baseline", "deprecation")
"""Kinds of drift that are held against an earlier run, and against nothing that a page shows."""
DRIFT_KINDS = ("output", "baseline", "deprecation", "response", "version", "published")

REASONS = (
    "fragment",
    "placeholder",
    "missing-package",
    "missing-toolchain",
    "missing-file",
    "needs-network",
    "needs-credentials",
    "needs-input",
    "needs-display",
    "long-running",
    "timeout",
    "resource-limit",
    "incomplete",
    "pseudo-code",
    "unknown-language",
    "not-executable",
    "unsupported-by-backend",
    "no-sandbox",
)
"""Why an example is `unverified`."""


BLAMES = ("page", "client-library", "refused-request", "backend", "sandbox", "registry", "setup")
"""The sides that a failure may come from."""


class Request(Struct, frozen=True, gc=False):
    """One request that an example sent to a backend, or tried to send to a host that is not one."""

    method: str = ""
    host: str = ""
    path: str = ""
    status: int = 0
    """0 when it was refused by the sandbox."""
    seconds: float = 0.0
    refusal: str = ""
    """What the backend said is wrong with it, or why it came to nothing; empty when it was answered."""


class Unlike(Struct, frozen=True, gc=False):
    """A further place where an example shows something other than its page."""

    line: int
    """1-based, of the page."""
    expected: str
    actual: str


class Verdict(Struct, frozen=True):
    """What we conclude about one example, with its evidence."""

    example: str
    verdict: str
    level: str
    kind: str = ""
    """Kind of drift; empty for other verdicts."""
    reason: str = ""
    """One of REASONS for `unverified`, the marker's text for `skip`, else a short cause such as an exception's type."""
    detail: str = ""
    """One line for a person: what happened."""
    reading: str = ""
    """The reading that held; for a failure, those that were tried, joined by `, `."""
    line: int = 0
    """1-based line of the page where it went wrong; 0 when that is the whole example."""
    expected: str = ""
    actual: str = ""
    requests: tuple[Request, ...] = ()
    seconds: float = 0.0
    fingerprint: str = ""
    """Hash of what the run showed, masked; empty when nothing ran."""
    stable: str = ""
    """Its output with `...` for what changes from run to run; empty when nothing is known to."""
    deprecations: tuple[str, ...] = ()
    """Warnings of what will be gone in a later release, one line each."""
    confirmed: bool = False
    """True when three runs in fresh sandboxes agreed."""
    further: tuple[Unlike, ...] = ()
    """Of a drift of kind `output`: the places below the first one."""
    blame: str = ""
    """One of BLAMES where evidence tells which side it came from; the page, where none does."""
