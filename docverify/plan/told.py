"""Files that the sentence above a block says the block is: `Create a file pots.py with:`."""

import re

from docverify.model import Example
from docverify.prose import last_sentence

_MARKUP = re.compile(r":[\w.+-]+:(?=`)|[`*\"]")
"""Roles, and what sets a name off from the words around it."""
_NAME = re.compile(r"(?<![\w./@:-])(?:[\w-][\w.-]*/)*\w[\w-]*\.[a-z]\w{0,9}(?![\w/(-]|\.\w)")
_SMALL = (
    r"(?:(?:for (?:instance|example)|e\.g|in|and|as well as|then|given|assum(?:e|ing)|suppose|with|here(?: is|'s)"
    r"|that's|where|the|an?|our|your|this|sample|example|file|first|now|next|finally)\b\W*)*"
)
_BEFORE = re.compile(
    rf".*\b(?:create|save|write|put|copy|paste)\b.*|.*\bcontents? of\b.*|.*\bfile (?:called|named)\W*|\W*{_SMALL}",
    re.IGNORECASE,
)
"""What stands before a name behind which nothing but a colon stands."""
_FILE = r"\W*(?: ?(?:text |source |configuration |csv |json |yaml )?(?:file|script|module|template)\b)?"
_SAYS = (
    r"(?:,? (?:which |that )?(?:(?:could|can|should|may|might|would|will) )?(?:in full )?"
    r"(?:be|is|are|has|have|reads?|contains?|containing|looks? like|written|with|as|like|of this form)\b[^.;:]{0,50})"
)
_AFTER = re.compile(rf"{_FILE}\s*:*", re.IGNORECASE)
_CONTENT = re.compile(rf"{_FILE}(?: (?:above|below))?{_SAYS}\s*:*", re.IGNORECASE)
_CHANGES = re.compile(
    r"\b(?:add|append|chang|edit|updat|modif|insert|remov|extend|revis|lines?\b|fragment|part\b|section|excerpt|snippet)",
    re.IGNORECASE,
)
"""What is done to a file that is there already, or of which the block is a part."""
_USES = re.compile(
    r"\b(?:run\b|running|execut|import|install|us(?:e|es|ed|ing)\b|open|load|read\b|process|convert|pars|invok|call\b"
    r"|output|print|show|look at|after\b|not\b|n't\b|instead)",
    re.IGNORECASE,
)
_RUNS_AS = {".py": "python", ".sh": "shell"}


def file_told(example: Example) -> str:
    """The path of the one file that the block is, by the sentence above it; empty when that says something else."""
    code, lead = example.block.code, example.block.lead
    text = _MARKUP.sub("", last_sentence(lead)) if lead.endswith(":") else ""
    names = set(_NAME.findall(text))
    if len(names) != 1 or ">>> " in code:
        return ""
    (name,) = names
    before, _, after = text.partition(name)
    if any(other.search(part) for other in (_CHANGES, _USES) for part in (before, after)):
        return ""
    whole = _CONTENT.fullmatch(after) or (_AFTER.fullmatch(after) and _BEFORE.fullmatch(before))
    base = name.rpartition("/")[2]
    return name if whole and base not in code.partition("\n")[2] and _is_of(example, base) else ""


def changes(example: Example, name: str) -> bool:
    """Whether the block is another state of the file, or a part of it, by the sentence above it."""
    text = last_sentence(example.block.lead)
    return name in text and bool(_CHANGES.search(text) or file_told(example))


def _is_of(example: Example, base: str) -> bool:
    """A program is in the language of its file, and a transcript is none."""
    suffix = f".{base.rpartition('.')[2]}"
    return example.language != "console" and (
        _RUNS_AS.get(suffix, example.language) == example.language
        and (example.language not in _RUNS_AS.values() or suffix in _RUNS_AS)
    )
