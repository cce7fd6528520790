"""`issues`: from the last result to what should be done to the tracker, and, when asked for, doing it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from docverify import triage
from docverify.errors import UsageError
from docverify.model import Outcome, Result, TrackerConfig
from docverify.ports import OpenTracker, Store
from docverify.registry import members


def open_tracker(config: TrackerConfig, state: Path, environ: Mapping[str, str]) -> OpenTracker:
    trackers = members("trackers")
    if config.kind not in trackers:
        known = ", ".join(sorted(trackers))
        raise UsageError(f"tracker.kind is {config.kind!r}; known kinds are {known}", "change docverify.toml")
    tracker: OpenTracker = trackers[config.kind].open(config, state, dict(environ))
    return tracker


def decide(result: Result, store: Store, tracker: OpenTracker, config: TrackerConfig) -> triage.Decision:
    ledger = triage.Ledger(histories=store.histories(), known=store.issues())
    doubt = triage.distrust(result)
    return triage.actions(result, ledger, [] if doubt else tracker.issues(), config)


def apply(
    decision: triage.Decision, store: Store, tracker: OpenTracker, done: Callable[[Outcome], None]
) -> list[Outcome]:
    """Does the actions one after the other; stops at the first that fails: the rest waits for a tracker that works."""
    outcomes: list[Outcome] = []
    for action in decision.actions:
        store.intend(action)
        outcome = tracker.act(action)
        store.remember([outcome])
        outcomes.append(outcome)
        done(outcome)
        if not outcome.done:
            break
    return outcomes
