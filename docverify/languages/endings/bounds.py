"""Runs that met a bound of the sandbox, or ended before their last statement."""

import re

from docverify.model import Run, Shown
from docverify.tracebacks import SETS_LIMIT, TIMED_OUT, last_part

SERVES = re.compile(
    r"serve_forever|run_forever|\.run\((?:host|port|debug|app|\))|uvicorn|gunicorn|runserver|http\.server|flask run"
    r"|while True|while 1:|while :|\btail -f|\bwatch |\bserve\b|\blisten\(|mainloop\(|npm (?:start|run dev)"
    r"|docker (?:run|compose up)"
)
"""Code that runs until someone stops it."""
DEFIES = re.compile(r"\btrap (?:''|\"\") |\bSIG_IGN\b")
"""Code that nobody can ask to stop."""
CRASHES = {"SIGSEGV", "SIGABRT", "SIGBUS", "SIGFPE", "SIGILL", "SIGTRAP"}
"""Signals that end a program by its own fault."""
EXHAUSTED = re.compile(
    r"MemoryError|(?:Cannot|could not) allocate memory|memory allocation of \d+ bytes failed|\bbad_alloc\b"
    r"|Resource temporarily unavailable|can't start new thread"
    r"|No space left on device|File too large|Too many open files|out of memory|Array buffer allocation failed",
    re.IGNORECASE,
)
_TIMED_OUT = re.compile(r"\btimed[ -]?out\b", re.IGNORECASE)
LIMITS = {
    "memory": "used more memory than it may",
    "output": "printed more than it may",
    "processes": "started more processes than it may",
    "cpu": "used more processor time than it may",
    "file-size": "wrote a larger file than it may",
}


def bounded(run: Run, code: str) -> tuple[str, str] | None:
    """Reason and detail of a run that a bound ended; None for one that came to its own end."""
    if run.ended == "timeout":
        return _overtime(run, code)
    if run.ended == "limit" or run.limit:
        return "resource-limit", LIMITS.get(run.limit, "used more than it may")
    if run.ended == "lost":
        return "incomplete", "its session ended under it"
    if run.ended == "signal":
        return _signalled(run)
    return None


def ran_out(shown: Shown, code: str) -> tuple[str, str] | None:
    """Reason and detail of an error that tells of a limit of time which the code sets itself."""
    tells = TIMED_OUT.search(last_part(shown.type)) or _TIMED_OUT.search(shown.message.split("\n")[0])
    is_own = tells and SETS_LIMIT.search(code)
    return ("timeout", f"ran into a limit of time that it sets itself: {shown.type}") if is_own else None


def _overtime(run: Run, code: str) -> tuple[str, str]:
    if SERVES.search(code) and not DEFIES.search(code):
        return "long-running", "runs until it is stopped"
    return "timeout", f"did not end within {run.seconds:.0f} s" if run.seconds >= 1 else "did not end in time"


def _signalled(run: Run) -> tuple[str, str] | None:
    if run.signal in ("SIGXCPU", "SIGXFSZ"):
        return "resource-limit", f"was ended by {run.signal}"
    if run.signal == "SIGSYS":
        return "incomplete", "used a system call that the sandbox refuses"
    if run.signal in CRASHES:
        return None
    return "incomplete", f"was ended by {run.signal} before its last statement"


def exhausted(text: str) -> tuple[str, str] | None:
    match = EXHAUSTED.search(text)
    return ("resource-limit", f"met a limit of the sandbox: {match[0]}") if match else None
