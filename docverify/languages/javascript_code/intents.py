"""What code says of itself: that it leaves something out, or that it is meant to fail."""

import re

from docverify.languages.javascript_code.tokens import comments
from docverify.model import Example, Shown
from docverify.prose import last_sentence

_ALONE = re.compile(r"(?://|/\*|\*)?\s*(?:\.{3}|…)")
"""A comment that begins with an ellipsis."""
_INSTEAD = re.compile(
    r"…|/\*\s*\.{3}|//\s*\.{3}|\.{3}\s*\*/|\(\s*\.{3}\s*\)|\{\s*\.{3}\s*\}|\[\s*\.{3}\s*\]"
    r"|(?P<quote>['\"`])(?:\.{3,}|…+)(?P=quote)"
    r"|['\"`][^'\"`\n]{0,200}(?<![\w.])\.{3}[ ][^'\"`.\n]{1,60}[ ]\.{3}(?![\w.])[^'\"`\n]{0,200}['\"`]"
)
STANDS_FOR = re.compile(
    r"[=(\[,:?]\s*/\*+[^*]*\*+/\s*[)\],;:]|=\s*/\*[^*]*\*/[^\S\n]*\n|[=(\[,:]\s*//[^\n]*\n\s*[)\],;]"
    r"|[=(\[,:]\s*\{\s*(?:/\*[^*]*\*/|//[^\n]*\n)\s*\}"
)
"""A comment instead of a value."""
_OWN = re.compile(
    r"\b(?:your|the rest|more code|implementation|goes here|omitted|etc\.?|same as|see above|todo|assum(?:e|es|ing))\b",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r"throw|error|exception|\brejects?\b|reject(?:ed|ion)|fail|❌|✗|✘|🚫|wrong|invalid|illegal"
    r"|not (?:allowed|a function|defined|ok|work)|do not do"
    r"|won't|doesn't|does not|can't|cannot|\bbad\b|\bintentional|\bdeliberate|\bon purpose\b|undefined|crash|🔥|💥|⚠",
    re.IGNORECASE,
)
_UNSUPPORTED = re.compile(
    r"\W*(?:\w+ ){0,3}(?:unsupported|not supported|invalid|incorrect|wrong|bad|will throw|throws|fails|don't|do not)\b"
    r"[^.]{0,60}:\W*\Z",
    re.IGNORECASE,
)
"""A sentence that announces code which does not work."""
_THROWS = re.compile(r"\bthrow\b|Promise\.reject|\breject\(|\.abort\(|process\.exit")
_THROWN = re.compile(r"\bthrow new [\w$.]+\(\s*(?P<quote>['\"`])(?P<text>[^'\"`\\\n$]{4,})(?P=quote)")
_FAILS = re.compile(r"\b(?:this|these|which) (?:\w+ )?(?:will )?fails?\b", re.IGNORECASE)
"""What a comment says of a test that is there to fail."""
_FILE = re.compile(r"(?://|/\*)\s*((?:[\w.@-]+/)*[\w.@-]+\.[cm]?[jt]sx?)\s*(?:\*/)?\Z")
_EXPORTS = re.compile(r"^[ \t]*(?:module\.exports\s*=|export default\b)", re.MULTILINE)
_BEFORE = re.compile(r"\W*(?:v\d[\d.x]*|before|old|previously|deprecated|legacy|removed)\W*\Z", re.IGNORECASE)
_OR = re.compile(r"\W*(?:or|alternatively|or alternatively)\W*\Z", re.IGNORECASE)
"""A comment between two ways of which one is enough."""
CHANGES = re.compile(
    r"\bMath\.random|(?i:\brandom\w*\(|\buuid(?:_?v?[14678])?\(|nanoid|\b[cu]l?[iu]id2?\(|\bulid)|\bv[14678]\("
    r"|\b(?:now|today|tomorrow|yesterday)\(\)|\bDate\b|\bperformance\.|\bhrtime|\bcrypto\."
    r"|\w\\\\\w|\bprocess\.|__dirname|__filename"  # paths of Windows, and what else is another elsewhere
)
"""What shows something else in each run, or elsewhere."""
CALLED = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]*(?:\.[\w$]+)*)\(")
"""What is called, by its whole name."""
_ENGINES = re.compile(r" is not (?:a function|a constructor|defined|iterable)$|^Cannot (?:read|set) propert(?:y|ies) ")
_TEXT = re.compile(r"'[^'\\\n]*'|\"[^\"\\\n]*\"|`[^`\\$\n]*`")
_PLACE = re.compile(r"%[sdifjoO]")
LONG = 8
"""Letters of a message from which it stands in the code by no accident."""
NEAR = 3
"""Lines around an error of which every comment counts."""


def leaves_out(code: str) -> bool:
    """True when an ellipsis, or a comment, stands for code that the page does not show."""
    return elides(code) or any(_OWN.search(token.text) for token in comments(code)) or bool(STANDS_FOR.search(code))


def elides(code: str) -> bool:
    """True when an ellipsis stands for code, or for data."""
    return any(_ALONE.match(token.text) for token in comments(code)) or bool(_INSTEAD.search(code))


def file_of(code: str) -> str:
    """The name of the file that the block is, when its first comment says so."""
    match = next((_FILE.match(token.text) for token in comments(code)[:1] if token.line == 0), None)
    return match[1] if match else ""


def is_module(code: str) -> bool:
    """True when it says what it is to other files: what it makes else is its own."""
    return bool(_EXPORTS.search(code))


def is_past(code: str) -> bool:
    """True when its first comment says that it is how things were."""
    return any(_BEFORE.match(token.text) for token in comments(code)[:1] if token.line == 0)


def is_otherwise(example: Example, line: int) -> bool:
    """True below a comment that says nothing but "or": what stands above it may not be meant to come before."""
    place = line - example.block.line
    return any(_OR.match(one.text) for one in comments(example.block.code) if one.first and one.line < place)


def line_of(example: Example, number: int) -> str:
    """The line of the page, when it stands in the example."""
    lines = example.block.code.split("\n")
    place = number - example.block.line
    return lines[place] if 0 <= place < len(lines) else ""


def means_error(example: Example, line: int, error: str) -> bool:
    """True when comments near the line, or the sentence above the block, speak of an error, or one names this error."""
    if _UNSUPPORTED.match(last_sentence(example.block.lead)):
        return True
    place = line - example.block.line
    spoken = comments(example.block.code)
    near = " ".join(one.text for one in spoken if line == 0 or abs(one.line - place) <= NEAR or one.line == 0)
    return any(error in one.text for one in spoken) or bool(_MEANT.search(near))


def tells_of_failing_tests(example: Example) -> bool:
    return any(_FAILS.search(one.text) for one in comments(example.block.code))


def throws_itself(example: Example, shown: Shown) -> bool:
    """True when the error is one that the example's own code throws, in words that stand in it.

    What asserts something throws no error of the interpreter's.
    """
    code, line = example.block.code, line_of(example, shown.line)
    first = shown.message.strip().split("\n")[0]
    is_own = first in code and (len(first) > LONG or ((len(first) > 3 or not first) and "throw" in code))
    asserts = "assert" in line and shown.type != "SyntaxError" and not _ENGINES.search(first)
    return asserts or bool(_THROWS.search(line)) or is_own or _is_filled_in(first, code)


def tells_what_it_throws(code: str, printed: str) -> bool:
    """True when a line that was printed is the message of an error that the code throws: something caught and told it.

    The name of the error may stand before it.
    """
    thrown = {re.escape(match["text"].strip()) for match in _THROWN.finditer(code)}
    return any(re.search(rf"^[^\w\n]*(?:\w*Error: )?{text}[^\w\n]*$", printed, re.MULTILINE) for text in thrown)


def _is_filled_in(message: str, code: str) -> bool:
    """True for a text of the code with places for values, when the message has these in it."""
    for text in _TEXT.findall(code) if "%" in code else ():
        parts = _PLACE.split(text[1:-1])
        if len(parts) > 1 and sum(map(len, parts)) > LONG and _holds_in_order(parts, message):
            return True
    return False


def _holds_in_order(parts: list[str], message: str) -> bool:
    """True when it begins with the first part, ends with the last, and has the others one after the other between."""
    first, *between, last = parts
    at, end = len(first), len(message) - len(last)
    for part in between:
        found = message.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return at <= end and message.startswith(first) and message.endswith(last)
