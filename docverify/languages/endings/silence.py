"""Commands that failed without a word, on the way to something that the page shows."""

from collections.abc import Sequence

from docverify.model import Step, StepRun


def passed_over(steps: Sequence[Step], done: Sequence[StepRun], index: int) -> bool:
    """True when nobody speaks of the command's failure, it printed nothing, and a later one shows what it does.

    Many commands answer no with their status; what stands further down tells whether that mattered.
    """
    here = done[index]
    if not here.exit_code or here.stdout.strip() or here.stderr.strip() or index >= len(steps):
        return False
    if steps[index].mode != "command" or _is_spoken_of(steps[index]):
        return False
    return any(map(_is_spoken_of, steps[index + 1 : len(done)]))


def _is_spoken_of(step: Step) -> bool:
    return step.expected is not None and "UNCERTAIN" not in step.flags
