"""`docverify issues`: what the last check would do to the tracker; `--apply` does it."""

import argparse
import os
import sys

import msgspec

from docverify import escape, triage
from docverify.cli import workplace
from docverify.model import Action, Outcome
from docverify.pipeline import issues

DONE = {"open": "opened", "update": "updated", "comment": "commented on", "reopen": "reopened", "close": "closed"}
"""What each kind of action is called when it is done."""


def run(arguments: argparse.Namespace) -> int:
    place = workplace.find(arguments.state)
    result = workplace.last_result(place.state).result
    tracker = issues.open_tracker(place.config.tracker, place.state, os.environ)
    store = workplace.open_store(place.state)
    try:
        decision = issues.decide(result, store, tracker, place.config.tracker)
        if arguments.format == "json":
            workplace.write(msgspec.json.encode(msgspec.structs.replace(result, actions=decision.actions)).decode())
        if not arguments.apply:
            if arguments.format == "text":
                show(decision)
            return 0
        outcomes = issues.apply(decision, store, tracker, say if arguments.format == "text" else lambda _: None)
    finally:
        store.close()
    if arguments.format == "text":
        close(decision, outcomes)
    return 0 if all(outcome.done for outcome in outcomes) else 2


def show(decision: triage.Decision) -> None:
    for action in decision.actions:
        sys.stdout.write(line("would", action) + "\n")
    wait(decision)
    if decision.actions:
        sys.stdout.write(f"{counted(len(decision.actions))}; docverify issues --apply does it\n")
    elif not decision.waiting:
        sys.stdout.write("nothing to do\n")


def say(outcome: Outcome) -> None:
    """An action that was done may still have something to tell, for instance that a label was dropped."""
    if outcome.done:
        sys.stdout.write(line("did", outcome.action, outcome.ref) + "\n")
    if outcome.problem:
        sys.stderr.write(f"docverify: {escape.terminal(outcome.problem)}\n")


def close(decision: triage.Decision, outcomes: list[Outcome]) -> None:
    wait(decision)
    done = sum(outcome.done for outcome in outcomes)
    left = len(decision.actions) - done
    sys.stdout.write(f"{counted(done)} done{f', {left} left for the next time' if left else ''}\n")


def wait(decision: triage.Decision) -> None:
    for waiting in decision.waiting:
        name = " ".join(part for part in (waiting.ref, waiting.key) if part)
        sys.stdout.write(
            escape.terminal(f"waiting {name}: {waiting.reason}" if name else f"nothing: {waiting.reason}") + "\n"
        )


def line(how: str, action: Action, ref: str = "") -> str:
    """`would open [docverify] install: … (new failure)`."""
    verb = f"would {action.kind}" if how == "would" else DONE[action.kind]
    words = [verb, ref or action.ref, action.title.replace(escape.BREAK, "")]
    return escape.terminal(" ".join(word for word in words if word) + f" ({action.reason})")


def counted(number: int) -> str:
    return f"{number} action{'s' * (number != 1)}"
