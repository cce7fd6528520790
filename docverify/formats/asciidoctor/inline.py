"""What a reader sees of a line: marks of formatting, links and anchors leave their text."""

import re

LONGEST = 2_000
"""Characters of a line whose marks are read; some of their rules look at the rest of it for each mark."""

_ROLE = r"(?:\[[^\[\]]*\])?"
_FORMATS = (
    *(re.compile(rf"{_ROLE}{mark}{mark}(.+?){mark}{mark}") for mark in (r"\*", "`", "_", "#")),
    *(
        re.compile(rf"(?<![\w;:}}{mark}\\]){_ROLE}{mark}(\S|\S.*?\S){mark}(?![\w{mark}])")
        for mark in (r"\*", "`", "_", "#")
    ),
)
_SUBSTITUTIONS = (
    (re.compile(r"\[\[[^\]]*\]\]|\(\(\(?[^()]*\)\)\)?"), ""),
    (re.compile(r"<<[^<>,]*,([^<>]*)>>"), r"\1"),
    (re.compile(r"<<#?([^<>]*)>>"), r"\1"),
    (re.compile(r"(?:pass|kbd|btn):[a-z,]*\[([^\]]*)\]"), r"\1"),
    (re.compile(r"(?:anchor|image|icon|footnote|indexterm):[^\[\s]*\[[^\]]*\]"), ""),
    (re.compile(r"(?:link:|xref:|mailto:|\b(?:https?|ftp)://)[^\[\s]*\[([^\]]*)\]"), r"\1"),
    (re.compile(r"(?<!\w)\+{1,3}([^+]+)\+{1,3}(?!\w)"), r"\1"),
)


def visible(text: str) -> str:
    """The text of a heading, or of a label."""
    if len(text) > LONGEST:
        return text.strip()
    for pattern, instead in _SUBSTITUTIONS:
        text = pattern.sub(instead, text)
    return unformatted(text).strip()


def unformatted(line: str) -> str:
    """The line without the marks of bold, italic, monospaced and marked text."""
    if len(line) > LONGEST:
        return line
    for pattern in _FORMATS:
        line = pattern.sub(r"\1", line)
    return line
