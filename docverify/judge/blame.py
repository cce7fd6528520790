"""Which side a failure came from: for whoever reads of it, to know where to look first."""

import re
import sys

from msgspec.structs import replace

from docverify.judge.case import Case
from docverify.judge.refusals import first_refused
from docverify.model import WRONG, Run, Verdict

PAGE, LIBRARY, REQUEST, BACKEND, SANDBOX, REGISTRY, SETUP = (
    "page",
    "client-library",
    "refused-request",
    "backend",
    "sandbox",
    "registry",
    "setup",
)
_OURS = ("error", "unverified")
_AT = re.compile(r"^\s+at (?:.*\()?(?P<place>[^()\n]+:\d+:\d+)\)?$", re.MULTILINE)
_PACKAGES = re.compile(r"/node_modules/(?!.*/node_modules/)(?P<name>(?:@[^/]+/)?[^/]+)/")
_OWN = ("", "__main__", "<stdin>")
_UNREAD = ("SyntaxError", "IndentationError", "TabError")
"""Code that nothing could read ran nowhere: its last frame is what reads code."""


def blame(case: Case, verdict: Verdict) -> Verdict:
    """The verdict with the side that the run tells of."""
    if verdict.verdict not in WRONG:
        return verdict
    if first_refused(case.run.exchanges):
        return replace(verdict, blame=REQUEST)
    library = raised_in(case.run) if verdict.verdict == "fail" else ""
    return replace(verdict, blame=LIBRARY) if library and not _is_shown(library, case) else verdict


def settle(verdict: Verdict) -> Verdict:
    """The verdict with a side where it needs one, and with none where nothing went wrong."""
    if verdict.verdict == "drift" and verdict.kind in ("version", "deprecation"):
        return replace(verdict, blame=verdict.blame if verdict.kind == "deprecation" else LIBRARY)
    if verdict.verdict in WRONG:
        return verdict if verdict.blame else replace(verdict, blame=PAGE)
    return verdict if verdict.verdict in _OURS or not verdict.blame else replace(verdict, blame="")


def _is_shown(module: str, case: Case) -> bool:
    """True for a module whose file the page itself shows."""
    told = (text for one in case.page for text in (one.block.info, one.block.file, *one.block.attributes.values()))
    return any(f"{module}.py" in text for text in told)


def raised_in(run: Run) -> str:
    """The package, or module, whose code raised the error that ended the run; empty where that is the page's own."""
    shown = run.exception
    if shown is None or shown.type in _UNREAD:
        return ""
    tops = [frame.partition(".")[0] for frame in shown.frames]
    own = [top for top in tops if top not in sys.stdlib_module_names or top in _OWN]
    if own and own[-1] not in _OWN:
        return own[-1]
    first = _AT.search(shown.traceback) if not shown.frames else None
    package = _PACKAGES.search(first["place"]) if first else None
    return package["name"] if package else ""
