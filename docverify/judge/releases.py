"""Sections and pages about releases: they show code of other releases, so that this one need not run it."""

import re
from collections.abc import Iterable

from msgspec.structs import replace

from docverify.model import WRONG, Block, Example, Verdict

_TITLE = re.compile(
    r"\W*(?:(?:how to |guide to )?(?:upgrad(?:e|ing)|migrat(?:e|ing)|migration (?:guide|from|to)|porting (?:from|to))\b"
    r"|change ?log\b|changes\b(?! (?:feed|stream))|release (?:notes|history)\b|releases?\W*$|what'?s new\b|history\W*$"
    r"|deprecat(?:ed|ions?)\b|breaking changes?\b|backwards?[ -]incompatib|removed in\b"
    r"|.*(?:\bv\d[\d.]* ?(?:→|[-=]>|to) ?v\d|\(deprecated\)\W*$)"
    r"|(?:version |release )?v?\d+(?:\.\d+)+(?:(?:a|b|rc)\d+)?\W*(?:$|[(\[–—-]|\d{4}))",
    re.IGNORECASE,
)
"""A number of a release alone, or with its date: `2.1 Steeping` is a numbered section."""
_OF_ONE = re.compile(r"\W*\(?v\d+(?:\.(?:\d+|x))*\)|.*\(v\d+(?:\.(?:\d+|x))*\)\W*$", re.IGNORECASE)
"""What one release of several has, or one of several services: `Cups (v1)`."""
_PROPOSAL = re.compile(
    r"(?!STEP|DEEP|KEEP|SLEEP)[A-Z]{1,4}EP[ -]?\d+\b|\W*TODOs?(?: list)?\W*$"
    r"|(?i:\W*(?:(?:road ?map|wish ?list)(?: (?:for|to)\b.*)?\W*$"
    r"|(?:future|planned) (?:work|plans?|features?|ideas?|directions?)\b))"
)
"""A proposal for what is to be made: it shows what is not there, or not so. A `Todo list` is what tutorials make."""
_VERSION_2 = r"(?:Python|Py)[ -]?2(?:\.[\dx])?"
_OR_3 = r",? ?(?:and|or|/|&|\+|-|to) ?(?:Python |Py)?3"
_NO_LATER = r"(?!\.?\d|\+|,? (?:(?:and|or) )?(?:later|newer|higher|above|up|upwards|on|onwards?)\b)"
"""It says to which release of Python 2 it goes back, and holds here too."""
_ON_PYTHON_2 = re.compile(
    rf"(?<!unlike )(?<!than )(?<!\bas )\b(?:[io]n|under|with|for|of|run) {_VERSION_2}\b{_NO_LATER}"
    rf"|^{_VERSION_2}(?: only)?\W*$",
    re.IGNORECASE,
)
_ON_EITHER = re.compile(rf"\b2(?:\.[\dx])?{_OR_3}", re.IGNORECASE)
"""What follows holds here too."""
_LACKING = ("ImportError", "ModuleNotFoundError", "AttributeError")
_FILE = re.compile(
    r"(?:upgrad(?:e|ing)|migrating|migration[-_]guide|change[-_]?(?:log|s)|history|news|release[-_]?notes|releases?"
    r"|what'?s?[-_]?new|porting)(?:\W.*)?",
    re.IGNORECASE,
)

_FOLDER = re.compile(
    r"(?:change[-_]?logs?|release[-_]?notes|releases?|what'?s?[-_]?new|news|upgrading|migrations?)", re.IGNORECASE
)
_NUMBER = re.compile(r"(?:version[-_ ]?|v)?\d+(?:\.(?:\d+|x))+(?:(?:a|b|rc)\d+)?(?:\.[a-z]+)?", re.IGNORECASE)
"""The name of a file that is about one release."""


def tells_of_releases(page: str, headings: Iterable[str]) -> bool:
    """True for the page at this path, or a section below these headings, when it is about releases."""
    *folders, name = page.split("/")
    if _FILE.fullmatch(name) or any(_FOLDER.fullmatch(one) for one in folders[-2:]) or _NUMBER.fullmatch(name):
        return True
    return any(_TITLE.match(one) for one in headings)


def forgive_releases(verdict: Verdict, example: Example) -> Verdict:
    """The verdict, where nothing is called wrong that only another release may run."""
    block = example.block
    if verdict.verdict not in WRONG:
        return verdict
    lacks = verdict.reason in _LACKING and any(_OF_ONE.match(one) for one in block.heading)
    proposes = verdict.level != "found" and any(_PROPOSAL.match(one) for one in block.heading)
    if lacks or proposes or tells_of_releases(block.page, block.heading):
        detail = f"stands where the page tells of other releases: {verdict.detail}"
        return replace(verdict, verdict="unverified", kind="", reason="incomplete", detail=detail)
    said = next((where for where, words in _around(block) if _is_of_python_2(words)), "")
    if example.language == "python" and said:
        detail = f"is for Python 2, as the page says {said} it: {verdict.detail}"
        return replace(verdict, verdict="unverified", kind="", reason="missing-toolchain", detail=detail)
    return verdict


def _around(block: Block) -> Iterable[tuple[str, str]]:
    """What the page says above the block, and below it where a small letter goes on with a sentence there."""
    return ("above", block.lead), ("below", block.trail if block.trail[:1].islower() else "")


def _is_of_python_2(words: str) -> bool:
    return bool(_ON_PYTHON_2.search(words)) and not _ON_EITHER.search(words)
