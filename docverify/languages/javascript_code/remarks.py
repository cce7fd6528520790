"""What one comment says: that a value follows, the value, and what is said of it besides."""

import re

from msgspec import Struct

from docverify.languages.javascript_code.literals import leading
from docverify.languages.javascript_code.tokens import Token

_MARK = re.compile(
    r"(?:(?P<arrow>[=~\-]{1,3}>|[⇒→➜➔➝⟶⟹⇨⇾↦↪▶►]|={1,3}(?=\s)|>(?=\s))"
    r"|(?:(?P<printed>(?:expected )?outputs?|prints?|logs)|returns?|results?(?: is| in)?|evaluates to|yields|gives"
    r"|(?:is )?equal to)\b\s*(?P<colon>:|=>)?)\s*",
    re.IGNORECASE,
)
_BORDER = re.compile(r"^[ \t]*\*(?!/)[ \t]?", re.MULTILINE)
_BESIDE = re.compile(
    r"\s+\([^()]*\)\.?|[.!]+|(?:\s{2,}|\t)\s*[^\W\d].*|\s*(?:[-–—]+|,|;|//|#|<--?)\s+[^\W\d].*|\s+(?:because|since|as|not)\b.*",
    re.DOTALL,
)
"""What may stand behind a value and speak of it."""
_HEDGED = re.compile(
    r"\b(?:if|when|unless|or|otherwise|approx\w*|about|e\.?g|examples?|var(?:y|ies)|depend\w*|may|might|could|should|today"
    r"|now|current\w*|locale|usually|typically|like|similar|random\w*|items?|elements?|times?|in [A-Z])\b|[~≈±]",
    re.IGNORECASE,
)
"""What says that a value is one of several, or no value at all."""
_ERROR = re.compile(r"(?:Uncaught )?(?:[A-Z]\w*)?(?:Error|Exception|Warning)\b")
_FRAMES = re.compile(r"(?<=\n)[ \t]*at (?:async )?[^\n]*[:.(][^\n]*(?:\n[ \t]*(?:at [^\n]*|\.{3}|…|\(\.{3}\)))*\s*\Z")
"""Where a trace says how an error came about: of the machine that it was copied from."""


class Remark(Struct, frozen=True, gc=False):
    """A comment that may show a value."""

    text: str
    """Without the mark before it."""
    marked: bool = False
    """True when it says that a value follows."""
    printed: bool = False
    """True when it says that the value is printed."""


def said(comment: Token, *, marks: bool = True) -> Remark:
    text = comment.text.removeprefix("//").removeprefix("/*").removesuffix("*/")
    text = _BORDER.sub("", text) if "\n" in text else text
    match = _MARK.match(text.strip()) if marks else None
    if match is None:
        return Remark(text.strip())
    marked = bool(match["arrow"] or match["colon"])
    return Remark(text.strip()[match.end() :].strip(), marked, bool(match["printed"]))


def value_in(text: str) -> tuple[str, bool] | None:
    """The value with which the text begins, where the rest speaks of it, and whether it does so without a doubt."""
    found, rest = leading(text)
    if found is None or (rest and not _BESIDE.fullmatch(rest)):
        return None
    return str(found), not _HEDGED.search(rest)


def without_frames(text: str) -> str:
    """An error as it is told, without the trace below it."""
    match = _FRAMES.search(text)
    return text[: match.start()].rstrip() if match and _ERROR.match(text) else text
