"""Verdicts seen against history, what they have in common, and what should be done to the tracker."""

from msgspec import Struct


class History(Struct, frozen=True, gc=False):
    """What earlier runs said of one example."""

    example: str
    verdict: str = ""
    """Of its last complete run; empty when it was never seen."""
    fingerprint: str = ""
    passes: int = 0
    """Passing runs in a row up to now, the run at hand included; cached verdicts do not count."""
    failures: int = 0
    """Runs in a row that called it wrong, the run at hand included."""
    absent: int = 0
    """Complete runs in a row in which it was not on its page any more."""
    first_failed: str = ""
    """When the present streak of failures began, RFC 3339; empty outside one."""
    last_output: str = ""
    """Output of its last passing run."""
    name: str = ""
    """Stays its own when it moves to another id; empty when an older docverify wrote this."""
    text: str = ""
    """Its code in the last complete run, by which it is known again; cut when it is long."""
    packages: tuple[str, ...] = ()
    """What was installed when it passed last, `name==version`."""
    stable: str = ""
    """`last_output` with `...` for what changes from run to run; empty when nothing is known to."""
    deprecations: tuple[str, ...] | None = None
    """What it warned of when it passed last; None when an older docverify wrote this, or it never did."""


class Finding(Struct, frozen=True, gc=False):
    """A verdict seen against history."""

    example: str
    page: str
    line: int
    state: str
    """`new`, `still`, `fixed`, `flaky` or `gone`."""
    verdict: str
    detail: str = ""
    cause: str = ""
    """Key of its cause; empty for `flaky`."""


class Cause(Struct, frozen=True, gc=False):
    """What several findings have in common; one issue a cause."""

    key: str
    """`sha256("v1", page, masked signature)[:16]`."""
    page: str
    verdict: str
    signature: str
    examples: tuple[str, ...]
    """Ids, in page order."""
    fingerprint: str
    """Over the fingerprints of its examples."""


class Issue(Struct, frozen=True):
    """An issue of ours as the tracker holds it."""

    ref: str
    """The tracker's own name for it: a number, or a file name."""
    key: str
    """From the marker on line 1 of its body."""
    title: str
    body: str
    state: str = "open"
    """`open` or `closed`."""
    state_reason: str = ""
    """`completed`, `not_planned`, `duplicate` or empty."""
    fingerprint: str = ""
    """From the marker: what the body shows."""
    examples: tuple[str, ...] = ()
    """From the marker: ids of the examples it is about."""
    locked: bool = False
    closed_at: str = ""
    """RFC 3339; empty while it is open."""
    closed_by_us: bool = False
    labels: tuple[str, ...] = ()
    url: str = ""


class Action(Struct, frozen=True, gc=False):
    """What should be done to the tracker."""

    kind: str
    """`open`, `update`, `comment`, `reopen` or `close`."""
    key: str
    reason: str
    """Why, for a person."""
    ref: str = ""
    """The issue that it is about; empty for `open`."""
    title: str = ""
    body: str = ""
    """The whole body for `open`; for `update`, only our own section, up to the end marker."""
    comment: str = ""
    state_reason: str = ""
    labels: tuple[str, ...] = ()


class Outcome(Struct, frozen=True, gc=False):
    """What became of an action."""

    action: Action
    done: bool
    ref: str = ""
    problem: str = ""
