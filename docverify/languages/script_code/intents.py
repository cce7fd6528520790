"""What code says of itself: that it leaves something out, needs something of the reader's, or is meant to fail."""

import re

from docverify.languages.script_code.text import Text
from docverify.model import Example

_ELISION = re.compile(r"…|\[\.\.\.\]|(?<![\w.)\]])\.{3}(?![\w.(\[$@&*])|(?<=[(,]) *\.\.\.")
_COMMENT = re.compile(
    r"(?:\.{3}|…|etc\.?)(?:\s|$)|(?:\s|^)(?:\.{3}|…)|your (?:code|own)\b|\bgoes here\b", re.IGNORECASE
)
_PLACEHOLDER = re.compile(
    r"(?<![\w<$>])<(?!<)[A-Za-z][\w .:-]*>(?!\w)|\bYOUR[_-]?[A-Z]\w*"
    r"|\b(?:your|my)[_-](?:api|token|key|secret|access)\w*"
    r"|\bx{4,}\b|\{\{[^{}\n]+\}\}|\{%",
)
_MEANT = re.compile(
    r"raise|throw|\bdie|croak|error|exception|fail|❌|✗|✘|🚫|wrong|invalid|illegal|not allowed|won't|doesn't|does not"
    r"|\bbad\b|\bintentional|\bdeliberate|\bon purpose\b|\btypo\b|\bcannot\b|\bcan't\b|\bnot (?:ok|valid)\b|undefined"
    r"|missing",
    re.IGNORECASE,
)
_SHELL = re.compile(
    r"\s*(?:[$%#] )?(?:sudo|gem|bundle|rails|rake|rbenv|cpanm?|composer|php|perl|ruby|npm|npx|git|cd|curl|wget|docker"
    r"|apt(?:-get)?|brew|make|export|mkdir|echo|cat|sqlite3|psql|mysql)\s+[-\w./:~'\"@=]+(?:\s[^(=;]*)?$"
)
_DATA = re.compile(
    r"\s*(?:[\w.-]+:(?:\s|$)(?!.*[=(])|\[[\w.\"' -]+\]\s*$|<[?!/](?!php)|(?:GET|POST|PUT|DELETE|PATCH|HTTP/)\S*\s"
    r"|\d{1,3}(?:\.\d{1,3}){3}\s|[{\[]\s*$|[│├└┌╭╰|+]|\d{4}-\d\d-\d\d|[\w/.-]+:\d+:)"
)
_PROSE = re.compile(r"\s*[A-Z]?[a-z']+,?(?: [A-Za-z'`-]+,?){3,}[.:!?]?\s*$")
_DIFF = re.compile(r"^(?:[-+](?![-+=\d])\s?\S|@@ )", re.MULTILINE)
_SIGNATURE = re.compile(r"(?:->|→|⇒) *[A-Za-z_]\w*(?: or \w+)*\s*$|^\s*[\w.:]+\([^)\n]*\[,", re.MULTILINE)
_RESULT = re.compile(r"^\s*(?:=>|#=>|==>|→)", re.MULTILINE)


def leaves_out(text: Text) -> bool:
    """True when an ellipsis, or a comment, stands for code that the page does not show."""
    comments = any(_COMMENT.search(comment.text) for comment in text.comments)
    return comments or bool(_ELISION.search("\n".join(text.bare)))


def placeholder(text: Text) -> str:
    """What a reader has to put something of theirs in the place of; empty when there is none."""
    match = _PLACEHOLDER.search("\n".join(text.lines))
    return match[0] if match else ""


def means_error(example: Example, text: Text, line: int, error: str) -> bool:
    """True when comments at the page's line, next to it, or at the top of the example, speak of an error."""
    place = line - example.block.line
    near = [one.text for one in text.comments if one.line == 0 or abs(one.line - place) <= 2]
    spoken = " ".join(near)
    return error in spoken or bool(_MEANT.search(spoken))


def explained(text: Text, line: int) -> tuple[str, str] | None:
    """Reason and detail when text that does not compile is something other than wrong code. `line` is an index."""
    first = next((one for one in text.lines if one.strip()), "")
    code = "\n".join(text.lines)
    here = text.bare[min(max(line, 0), len(text.bare) - 1)]
    near = "\n".join(text.bare[max(0, line - 1) : line + 2])
    for holds, reason, detail in (
        (_SHELL.match(first), "not-executable", "commands of a shell"),
        (_DIFF.search(code) and all(one[:1] in "+- @\t" for one in text.lines if one), "not-executable", "a diff"),
        (_DATA.match(first), "not-executable", "data or output, not code"),
        (placeholder(text), "placeholder", "holds a placeholder"),
        (leaves_out(text), "pseudo-code", "leaves out a part of its code"),
        (_SIGNATURE.search(code), "pseudo-code", "a signature, not code"),
        (_RESULT.search(near), "pseudo-code", "shows output among its code"),
        (_PROSE.match(here), "pseudo-code", "holds a sentence"),
    ):
        if holds:
            return reason, detail
    return None
