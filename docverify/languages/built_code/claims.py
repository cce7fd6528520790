"""What a block shows of its own output: a comment `Output:` at the end of it, as Go has it."""

import re

from docverify.languages.script_code.text import Text
from docverify.model import UNCLAIMED, Expectation

_HEAD = re.compile(r"(?P<unordered>unordered )?outputs?:(?P<text>.*)\Z", re.IGNORECASE | re.DOTALL)
_MARK = re.compile(r"\s*// ?")


def claimed(text: Text, first: int, *, certain: bool) -> Expectation:
    """`first` is the page's line of the first line; lines in any order are no claim that could be compared."""
    own = {comment.line: comment for comment in text.comments if comment.own_line}
    heads = [(comment, head) for comment in own.values() if (head := _HEAD.match(comment.text))]
    if len(heads) != 1 or heads[0][1]["unordered"]:
        return UNCLAIMED
    comment, head = heads[0]
    below = comment.line + comment.text.count("\n") + 1
    lines = [head["text"].strip() if below == comment.line + 1 else head["text"]]
    while below in own:
        lines.append(_MARK.sub("", text.lines[below], count=1))
        below += 1
    shown = "\n".join(line.rstrip() for line in "\n".join(lines).split("\n")).strip("\n")
    if _goes_on(text, below) or not shown:
        return UNCLAIMED
    return Expectation("output", shown, first + comment.line + (not lines[0].strip()), certain=certain)


def _goes_on(text: Text, line: int) -> bool:
    """True when code follows: then the comment speaks of a part of the output."""
    return bool("".join(text.bare[line:]).strip("} \t"))
