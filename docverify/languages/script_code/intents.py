"""What code says of itself: that it leaves something out, needs something of the reader's, or is meant to fail."""

import re

from docverify.languages.script_code.text import Text
from docverify.model import Example

_ELISION = re.compile(
    r"…|\[\.{3}\]|(?<![\w.)\]])\.{3,}(?![\w.(\[$@&*])|(?<=[(,]) *\.{3}|->\.{3}"
    r"|^[ \t]*\.\. \w[\w ]* \.\.[ \t]*$",
    re.MULTILINE,
)
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
    r"|missing|no longer|\bthis is not\b|\bwarn|\bdeprecat|\bremoved\b|\bobsolete\b|\bpreviously\b"
    r"|\bbefore\W*$|\bold\b",
    re.IGNORECASE,
)
_SHELL = re.compile(
    r"\s*[$%] [a-z]|\s*(?:# )?(?:sudo|gem|bundle|rails|rake|rbenv|cpanm?|composer|php|perl|ruby|npm|npx|git|cd|curl"
    r"|wget|docker|apt(?:-get)?|brew|make|export|mkdir|echo|cat|sqlite3|psql|mysql)\s+[-\w./:~'\"@=]+(?:\s[^(=;]*)?$"
)
_DATA = re.compile(
    r"\s*(?:[\w.-]+:(?:\s|$)(?!.*[=(])|\[[\w.\"' -]+\]\s*$|<[?!/](?!php)|(?:GET|POST|PUT|DELETE|PATCH|HTTP/)\S*\s"
    r"|\d{1,3}(?:\.\d{1,3}){3}\s|[{\[]\s*$|[│├└┌╭╰|+]|\d{4}-\d\d-\d\d|[\w/.-]+:\d+:)"
)
_PROSE = re.compile(r"\s*[A-Z]?[a-z']+,?(?: [A-Za-z'`-]+,?){3,}[.:!?]?\s*$")
_SENTENCE = re.compile(r"\s*[A-Za-z][\w'’]*,?(?: +[\w'’`$.,;:()/*-]+){3,}\s*")
_DRAWN = re.compile(r"^\s*[-=+|]{6,}\s*$|^[^\n\"'{(]*[^|]\|[^|\n]*[^|]\|(?!\|)[^\n\"'})]*$", re.MULTILINE)
_CODE = re.compile(r"[=({\[]|\.\w+$|\bdo\b|::|->")
_DIFF = re.compile(r"^(?:[-+](?![-+=\d])\s?\S|@@ )", re.MULTILINE)
_SIGNATURE = re.compile(r"[\w)\]?!}] *(?:->|→|⇒) +[\w\[-]|^\s*[\w.:]+\([^)\n]*\[,", re.MULTILINE)
_TYPED = re.compile(r"[\w>]\((?:[^()\n]*,\s*)?\??[A-Za-z_\\][\w\\|]*\s+(?:&|\.{3})?\$\w")
"""What is handed over stands there as a declaration does, with its type."""
_DECLARES = re.compile(r"\bfunction\b|\bfn\b|\bcatch\b|\bsub\b|\bmethod\b")
_OPTIONS = re.compile(r"\s*--?[a-z][\w-]*(?:[ =][\w<>\[\]-]+)*\s*$")
_PROMPTED = re.compile(r"\s*>+ \S")
_WORDS = re.compile(r"[ \t]*[A-Za-z][\w'-]*(?:[ \t]+[A-Za-z0-9][\w'-]*)+[.!]?[ \t]*")
_STATEMENT = re.compile(
    r"\s*(?:puts|p|pp|print|say|echo|raise|throw|die|require|require_relative|include|extend|prepend|return|yield|use"
    r"|private|public|protected|alias|undef|not|new|import|package|no|local|our|my|break|next|defined|exit|fail|sleep)\b"
)
_DEFAULTS = re.compile(r"\s*[\w.:]+\([^()\n]*\w\s*=\s*[^()\n]+\)\s*")
_RESULT = re.compile(r"^\s*(?:</?[a-z][\w-]*>|=>|#=>|==>|[→➔➜⇒⟹]|-?\d[\d.,]*\s*$|[A-Z]+\(0x)", re.MULTILINE)


def leaves_out(text: Text) -> bool:
    """True when an ellipsis, or a comment, stands for code that the page does not show."""
    comments = any(_COMMENT.search(comment.text) for comment in text.comments)
    return comments or bool(_ELISION.search("\n".join(text.bare)))


def placeholder(text: Text) -> str:
    """What a reader has to put something of theirs in the place of; empty when there is none."""
    match = _PLACEHOLDER.search("\n".join(text.lines))
    return match[0] if match else ""


def means_error(example: Example, text: Text, line: int, error: str) -> bool:
    """True when comments at the page's line, next to it or at the top, or the words above the example, speak of one."""
    place = line - example.block.line
    near = [one.text for one in text.comments if one.line == 0 or abs(one.line - place) <= 3]
    spoken = " ".join([*near, example.block.lead, *example.block.heading[-1:]])
    return error in spoken or bool(_MEANT.search(spoken))


def _shows_result(lines: str) -> bool:
    """An arrow behind something whole, which is no operator there."""
    heads = [line.partition("=>")[0] for line in lines.split("\n") if "=>" in line]
    return any(head.strip() and all(head.count(a) == head.count(b) for a, b in ("()", "[]", "{}")) for head in heads)


def is_at_end(example: Example, text: Text, line: int) -> bool:
    """True for the page's line of an error in the example's last line of code, or below what it calls there."""
    place = line - example.block.line
    return not 0 <= place < last_line(text)


def last_line(text: Text) -> int:
    """Index of the last line that holds code."""
    return max((number for number, line in enumerate(text.bare) if line.strip()), default=0)


_FILES = re.compile(
    r"^[ \t]*(?:#|//|--|-#|/\*|<!--|;)[ \t]*(?:file(?:name)?:?[ \t]*)?([\w./-]+\.[a-z]\w{0,5})[ \t]*(?:\*/|-->)?$",
    re.MULTILINE,
)
"""A line that names the file of what is below it."""


def is_signature(text: Text) -> bool:
    """True for one line that names arguments with their defaults."""
    lines = [line for line in text.bare if line.strip()]
    return len(lines) == 1 and bool(_DEFAULTS.fullmatch(lines[0]))


def words_alone(text: Text) -> bool:
    """True for words with nothing between them that makes code of them: a command, or a part of a sentence."""
    lines = [line for line in text.lines if line.strip()]
    return bool(lines) and all(_WORDS.fullmatch(line) and not _STATEMENT.match(line) for line in lines)


def _is_typed_call(line: str) -> bool:
    return bool(_TYPED.search(line)) and not _DECLARES.search(line)


def _is_prose(text: Text, near: str) -> bool:
    """True when half of the lines are words and nothing else, or one at the error is and ends like a sentence."""
    if any(_SENTENCE.fullmatch(line) and not re.search(r"[=;(]", line) for line in near.split("\n")):
        return True
    lines = [line for line in text.lines if line.strip()]
    words = [line for line in lines if _SENTENCE.fullmatch(line) and not _CODE.search(line)]
    return len(words) * 2 >= len(lines)


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
        (_SIGNATURE.search(code) or _is_typed_call(here), "pseudo-code", "a signature, not code"),
        (_OPTIONS.match(here), "not-executable", "options of a command"),
        (_PROMPTED.match(here), "pseudo-code", "holds prompts"),
        (_RESULT.search(near) or _shows_result(near), "pseudo-code", "shows what comes of its code among it"),
        (_PROSE.match(here) or _is_prose(text, near), "pseudo-code", "holds a sentence"),
        (_DRAWN.search(code), "not-executable", "a drawing or a table"),
        (len(set(_FILES.findall(code))) > 1, "pseudo-code", "shows several files"),
    ):
        if holds:
            return reason, detail
    return None
