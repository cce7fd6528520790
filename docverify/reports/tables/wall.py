"""The wall that the examples ran behind, as a report has to tell of it."""

from docverify.columns import flow
from docverify.model import Result, SandboxReport
from docverify.reports.tables.writing import Paint, clean


def banner(result: Result, paint: Paint) -> list[str]:
    """What must not be overlooked: a run without a wall, or no run at all."""
    sandbox = result.sandbox
    if sandbox.tier == "none":
        return [paint("NO SANDBOX: the examples ran with all of your rights on this machine.", "bold", "red")]
    if sandbox.tier == "absent":
        return [paint("NOTHING WAS RUN: no sandbox on this machine; examples were only parsed.", "bold", "red")]
    return []


def disclosure(sandbox: SandboxReport, paint: Paint, columns: int) -> list[str]:
    """The wall that the examples ran behind, with what installs one where there is none."""
    held = f" ({sandbox.held} of {sandbox.probes} probes held)" if sandbox.probes else ""
    said = f"sandbox: {clean(sandbox.description) or clean(sandbox.tier)}{held}"
    if around := sandbox.surroundings:
        said += f"; clock zone {clean(around.zone)}, locale {clean(around.locale)}, hash seed {around.hash_seed}"
    styles = ("bold", "red") if sandbox.tier in ("none", "absent") else ("dim",)
    pieces = said.replace("; ", ";\n").split("\n")
    lines = [paint(f"  {line}", *styles) for line in flow(pieces, columns - 2)]
    return [*lines, f"  {clean(sandbox.hint)}"] if sandbox.hint else lines
