"""What code in braces says of itself: that it leaves something out, or needs something of the reader's."""

import re

from docverify.languages.script_code.text import Text

_ELISION = re.compile(
    r"…|^\s*\.\.\.[;,]?\s*$|\{\s*\.\.\.\s*\}|\[\.\.\.\]|\(\s*\.\.\.\s*\)\s*;|=\s*\.\.\.|\?\?\?", re.MULTILINE
)
_COMMENT = re.compile(
    r"\.\.\.|…|\betc\b|your (?:code|own)\b|\bgoes here\b|\bomitted\b|\bsnip(?:ped)?\b|--cut--", re.IGNORECASE
)
_PLACEHOLDER = re.compile(
    r"\bYOUR[_-]?[A-Z]\w*|\b(?:your|my)[_-](?:api|token|key|secret|access|project|bucket)\w*|\bx{4,}\b|\{\{[^{}\n]+\}\}|\{%"
    r"|<(?:your|my|the)[ _-][^<>\n]*>",
)
_SHELL = re.compile(
    r"\s*(?:[$%#] |(?:sudo|go|cargo|rustup|rustc|gcc|g\+\+|clang|make|mvn|gradle|\./gradlew|java|javac|git|cd|curl"
    r"|apt(?:-get)?|brew|docker|npm) [\w./-]+)"
)
_DATA = re.compile(
    r"\s*(?:[\w.-]+:(?:\s|$)(?!.*[=({;])|\[[\w.\"' -]+\]\s*$|<[?!/]|\{\s*$\s*\"|error(?:\[E\d+\])?: |[│├└┌╭╰])",
    re.MULTILINE,
)
_PROMPT = re.compile(r"^(?:jshell|irust|evcxr|gore|>>|\(gdb\|lldb\))> ", re.MULTILINE)


def leaves_out(text: Text) -> bool:
    """True when an ellipsis, or a comment, stands for code that the page does not show."""
    comments = any(_COMMENT.search(comment.text) for comment in text.comments)
    return comments or bool(_ELISION.search("\n".join(text.bare)))


def placeholder(text: Text) -> str:
    """What a reader has to put something of theirs in the place of; empty when there is none."""
    match = _PLACEHOLDER.search("\n".join(text.lines))
    return match[0] if match else ""


def explained(text: Text) -> tuple[str, str] | None:
    """Reason and detail when text that does not compile is something other than wrong code."""
    first = next((line for line in text.lines if line.strip()), "")
    code = "\n".join(text.lines)
    for holds, reason, detail in (
        (_SHELL.match(first) and not first.rstrip().endswith((";", "{")), "not-executable", "commands of a shell"),
        (all(line[:1] in "+-@ \t" for line in text.lines if line) and code[:1] in "+-@", "not-executable", "a diff"),
        (_DATA.match(first), "not-executable", "data or output, not code"),
        (_PROMPT.search(code), "pseudo-code", "a transcript of a prompt, not a program"),
        (placeholder(text), "placeholder", f"holds the placeholder `{placeholder(text)}`"),
        (leaves_out(text), "pseudo-code", "leaves out a part of its code"),
    ):
        if holds:
            return reason, detail
    return None
