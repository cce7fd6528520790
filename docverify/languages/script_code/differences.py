"""Output that is not the page's, where it depends on more than the example and the page give."""

import re
from collections import Counter
from collections.abc import Sequence

from docverify.languages.script_code.endings import rebound
from docverify.languages.script_code.intents import leaves_out
from docverify.languages.script_code.text import Text
from docverify.model import Example, Run

Reason = tuple[str, str] | None

_NAME = re.compile(r"[$@%]?[A-Za-z_]\w*;?")
_FILE = re.compile(
    r"(?:open|read\w*|each_line|foreach|new|load\w*|file|file_get_contents|fopen|parse\w*|<)\W{1,3}[\"']"
    r"([\w./-]*\.\w{1,8}|\w*(?:test|bin|data)file\w*)[\"']",
    re.IGNORECASE,
)
_WRITES = re.compile(r"writ|puts|print|>|put_contents|fputs|[\"'][wa][+b]?[\"']", re.IGNORECASE)


def differs(example: Example, run: Run, page: Sequence[Example], text: Text) -> Reason:
    """Reason and detail when output that differs says nothing against the page; None when it does."""
    compared = any(step.expected is not None and "UNCERTAIN" not in step.flags for step in example.steps)
    if run.ended != "end" or not (compared or example.expectation.kind == "output"):
        return None
    if leaves_out(text):
        return "pseudo-code", "leaves out a part of its code, so what it shows is not compared"
    if _same_members(example, run):
        return "incomplete", "shows the same members in another order"
    if _is_object(example, run):
        return "incomplete", "shows an object by a text that stands for it"
    if run.reading == "alone":
        return None
    return _premise(example, run, page) or _strange_file(example, page) or rebound(example, page)


def _same_members(example: Example, run: Run) -> bool:
    """True for a hash with the pairs of the page: equal, and in the order of a release or of how it was made."""
    last = len(run.steps) - 1
    wanted = example.steps[last].expected if 0 <= last < len(example.steps) else None
    if not wanted or not wanted.startswith("{"):
        return False
    return Counter(re.findall(r"\w+|\S", wanted)) == Counter(re.findall(r"\w+|\S", run.steps[last].value or ""))


def _is_object(example: Example, run: Run) -> bool:
    """True for an object that has no notation, where the page writes a text."""
    last = len(run.steps) - 1
    wanted = example.steps[last].expected if 0 <= last < len(example.steps) else None
    return (wanted or "").startswith(('"', "'")) and (run.steps[last].value or "").startswith("#<")


def _premise(example: Example, run: Run, page: Sequence[Example]) -> Reason:
    """A statement that is a name alone, which another section sets, tells what the example begins with."""
    last = len(run.steps) - 1
    code = example.steps[last].code if 0 <= last < len(example.steps) else ""
    name = re.sub(r"(?m)^\s*(?:#|//).*|\s(?:#|//).*", "", code).strip().rstrip(";")
    if not _NAME.fullmatch(name) or name not in example.needs:
        return None
    near = [one for one in page if name in one.defines and one.block.slug == example.block.slug]
    return None if near else ("fragment", f"its `{name}` may not be the one that the page sets elsewhere")


def _strange_file(example: Example, page: Sequence[Example]) -> Reason:
    """A file that several examples write, or none, is not certain to be the one that the page means."""
    for name in dict.fromkeys(_FILE.findall(example.block.code)):
        writers = [one for one in page if name in one.block.code and _WRITES.search(one.block.code)]
        titles = [one for one in page if name in one.block.info]
        if not any(one.id == example.id for one in writers) and len(writers) + len(titles) != 1:
            return "missing-file", f"needs `{name}` as the page means it, and the page does not say what is in it"
    return None
