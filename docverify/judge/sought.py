"""What an example looks for in its folder and does not find: a library may go on without a word of it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from docverify.judge.quoted import quoted
from docverify.judge.steps import OF_ASSIGNMENT
from docverify.model import WRONG, Example, Sought, Verdict
from docverify.order import above
from docverify.tracebacks import last_part

_NO_MATTER = frozenset(("SyntaxError", "IndentationError", "NameError", "ImportError", "ModuleNotFoundError"))
"""Errors that no file explains."""
LONGEST = 120
"""Characters of a path that are told."""
_FILE = re.compile(r"[^./]\.\w{1,12}\Z")
"""The end of a file's name: what has none, `Europe/Paris`, libraries look for in folders of their own as well."""
_OF_FILES = re.compile(r"['\"](?:[^'\"\n./*]*+[./*])[^'\"\n]*['\"]|\b(?:listdir|scandir|iterdir|walk)\(")
"""Code that may name a file, or ask what is in a folder."""


def may_lack_file(verdicts: Mapping[str, Verdict], page: Sequence[Example]) -> list[str]:
    """The ids of those that are wrong and that a file may make right: they, or what they stand on, may look for one."""
    wrong = [one for one in page if one.id in verdicts and _is_explained(verdicts[one.id])]
    return [one.id for one in wrong if any(_OF_FILES.search(each.block.code) for each in _stands_on(one, page))]


def _is_explained(verdict: Verdict) -> bool:
    may_be = last_part(verdict.reason) not in _NO_MATTER and not verdict.detail.startswith(OF_ASSIGNMENT)
    return verdict.verdict in WRONG and may_be


def doubt_sought(
    verdicts: Mapping[str, Verdict], page: Sequence[Example], sought: Mapping[str, Sequence[Sought]]
) -> dict[str, Verdict]:
    """By example id: an example is not held to what a file of the reader's decides, be it one that an example looked
    for which it stands on. `sought` is by example id, too: what a page makes is no more among it."""
    found = dict(verdicts)
    for example in page:
        verdict = verdicts.get(example.id)
        if verdict and sought and _is_explained(verdict):
            why = next(filter(None, (_lacks(one, sought.get(one.id, ())) for one in _stands_on(example, page))), "")
            detail = f"{why}: {verdict.detail}"
            doubted = replace(verdict, verdict="unverified", kind="", reason="missing-file", blame="", detail=detail)
            found[example.id] = doubted if why else verdict
    return found


def _lacks(example: Example, sought: Sequence[Sought]) -> str:
    """A file that its code names, or a folder of which it takes what is in it; empty for neither."""
    texts = (text for step in example.steps for text in quoted(step.code))
    named = {text.rpartition("/")[2] for text in texts if _FILE.search(text)} if sought else set()
    for one in sought:
        line = one.path.partition("\n")[0][:LONGEST]
        if one.kind == "folder" and _OF_FILES.search(example.block.code):
            return f"takes what is in the reader's folder `{line}`"
        if one.kind == "file" and one.path.rpartition("/")[2] in named:
            return f"looks for the file `{line}`, which no example on the page makes"
    return ""


def _stands_on(example: Example, page: Sequence[Example]) -> Iterator[Example]:
    """The example, and those above it that make what it needs, what they need, and so on."""
    yield example
    needed = set(example.needs)
    for one in reversed(above(example, page)):
        if one.session == example.session and not needed.isdisjoint(one.defines):
            needed |= one.needs
            yield one
