"""Reads transcripts of Python's and IPython's prompts as pages have them: stray indent, lost marks, prose between."""

import ast
import re

from msgspec import Struct

from docverify.languages.python_code.syntax import UNREADABLE, compiles, incomplete, tree

PROMPT = re.compile(r"^([ \t]*)(?:>>>|In ?\[\d*\]:)(?: (.*)|$|(?=\S)(.*))")
_PROMPTED = re.compile(r"^([ \t]*)(>>> .*)$", re.MULTILINE)
_MORE = re.compile(r"^[ \t]*\.\.\.(?: (.*)|)$|^[ \t]*\.{3,}:(?: (.*)|)$")
_OUT = re.compile(r"^[ \t]*Out ?\[\d*\]:[ \t]?")
_ASIDE = re.compile(r"\n[ \t]*(?:\n[ \t]*(?:#[^\n]*|@\w+)?)*\n?\Z")
"""Comments below the blank line that ends an output: they speak of the next prompt."""
_CHAINED = re.compile(r"(?:else|elif|except|finally|case)\b|[)\]}]")
_COMPOUND = re.compile(r"\s*(?:@|(?:async|def|class|if|for|while|with|try)\b|match\b.*:\s*$)", re.MULTILINE)
_STARTED = re.compile(
    r"[ \t]*(?:(?:\([\w.+-]+\) ?)?(?:[\w.@~:/-]*[$%#] |[A-Z]:[^>\n]*> ?|> )(?:\S*/)?i?python[\d.]*\b.*"
    r"|I?Python \d.*|\[(?:GCC|Clang|MSC)\b.*|Type [\"'].*)"
)
"""What a terminal shows before the first prompt: the command that starts Python, and its greeting."""
_OLD = re.compile(r"\s*(?:print|exec|raise) ")
"""Statements that an older Python knew otherwise."""
_LEAVES = re.compile(r"\b(?:exit|quit)\b")
_LEFT = re.compile(r"\$ [a-z]")
"""A prompt of the shell to which who left Python comes back."""
_TWO_SIGNS = re.compile(r"^([ \t]*)>>(?= )", re.MULTILINE)
_TABBED = re.compile(r"^[ \t]*(?:>>>|\.\.\.)\t.*", re.MULTILINE)
_TYPED = re.compile(r"(?:^>> .*\n?)+", re.MULTILINE)
"""Lines one below the other with prompts of two signs."""
_ANY_PROMPT = re.compile(r"[ \t]*(?:>>>? |>>>$|\.\.\.)|\s*$")
MOST_MISTAKES = 2
"""Statements of one transcript from which they are no slips."""
LONGEST = 5_000
"""Characters of a statement up to which a line without a prompt is tried as more of it."""


class Piece(Struct, gc=False):
    """A statement at a prompt, and the text that stands under it."""

    code: str
    line: int
    """1-based, within the block."""
    under: list[str]
    indent: int = 0
    open: bool = True
    """True while no output has been seen."""
    bare: bool = False
    """True when a line of it stands without any prompt."""

    def shown(self) -> str | None:
        """What the page shows under it; None when a blank line or the next prompt follows at once."""
        lines = [_dedented(line, self.indent) for line in self.under]
        if not lines or not lines[0].strip() or (_LEAVES.search(self.code) and _LEFT.match(lines[0])):
            return None
        lines[0] = _OUT.sub("", lines[0])
        return _ASIDE.sub("", "\n".join(lines).rstrip() + "\n").rstrip()


def is_transcript(code: str) -> bool:
    """True when the first line that is not blank has a prompt."""
    first = next((line for line in code.split("\n") if line.strip()), "")
    return bool(PROMPT.match(first))


def is_foreign(code: str) -> bool:
    """True where half of what stands at several prompts is Python of no release: other languages have `>>>` too."""
    found = [one.code for one in pieces(code)[1]]
    strange = [one for one in found if not compiles(one) and not _OLD.match(one)]
    return len(strange) >= MOST_MISTAKES and len(strange) * 2 >= len(found)


def has_prompts(code: str) -> bool:
    return (">> " in code or ">>>" in code or "In" in code) and any(map(PROMPT.match, _prompted(code).split("\n")))


def with_told_output(code: str) -> str:
    """The code of a script whose output stands behind prompts, `len(x)` above `>>> 3`, with that in comments.

    Else the code as it is: where a prompt holds what does something, it is one.
    """
    first = next((line for line in code.split("\n") if line.strip()), "")
    if ">>> " not in code or PROMPT.match(first):
        return code
    shown = [match[2] or match[3] or "" for line in code.split("\n") if (match := PROMPT.match(line))]
    if not any(map(_is_plain, shown)) or any(compiles(one) and not _is_plain(one) for one in shown):
        return code
    return _PROMPTED.sub(r"\1# \2", code)


def _is_plain(text: str) -> bool:
    """True for a value that does nothing."""
    try:
        ast.literal_eval(text.strip())
    except UNREADABLE:
        return False
    return True


def pieces(code: str) -> tuple[str, list[Piece]]:
    """The text before the first prompt, and the statements in order."""
    before: list[str] = []
    found: list[Piece] = []
    for number, line in enumerate(_prompted(code).split("\n"), 1):
        prompt = PROMPT.match(line)
        if prompt:
            _at_prompt(found, prompt, number)
        elif not found:
            before.append(line)
        elif not _continued(found[-1], line):
            found[-1].open = False
            found[-1].under.append(line)
    greeting = all(_STARTED.fullmatch(line) for line in before if line.strip())
    return "" if greeting else "\n".join(before), found


def _prompted(code: str) -> str:
    """With prompts of two signs as such of three, where they can be no output: the block begins with one, and all that
    stands at them is Python, or else every line has a prompt. A tab behind a prompt is as wide as on a terminal.
    """
    code = _TABBED.sub(lambda line: line[0].expandtabs(), code)
    if not _TWO_SIGNS.search(code):
        return code
    if code.startswith(">> "):
        typed = [re.sub(r"^>> ", "", text, flags=re.MULTILINE) for text in _TYPED.findall(code)]
        meant = all(map(compiles, typed))
    else:
        meant = all(map(_ANY_PROMPT.match, code.split("\n")))
    return _TWO_SIGNS.sub(r"\1>>>", code) if meant else code


def _at_prompt(found: list[Piece], prompt: re.Match[str], number: int) -> None:
    text = prompt[2] if prompt[2] is not None else prompt[3] or ""
    last = found[-1] if found else None
    if last and last.open and last.code.strip() and _goes_on(last.code, text):
        last.code += "\n" + text
        return
    found.append(Piece(text, number, [], len(prompt[1].expandtabs())))


def _goes_on(code: str, line: str) -> bool:
    """True when a line at a first prompt belongs to the statement before it: some pages know no other prompt."""
    if len(code) > LONGEST or not line.strip():
        return False
    if line.startswith((" ", "\t")) or _CHAINED.match(line) or incomplete(code):
        joined = f"{code}\n{line}"
        return compiles(joined) or incomplete(joined)
    return False


def _continued(piece: Piece, line: str) -> bool:
    """Adds the line when it is code; True when it was."""
    if not piece.open:
        return False
    more = _MORE.match(line)
    if more:
        return _at_second_prompt(piece, more[1] or more[2] or "")
    if len(piece.code) > LONGEST:
        return False
    text = _dedented(line, piece.indent)
    if not incomplete(piece.code):
        indented = piece.bare and text.startswith((" ", "\t"))
        if not indented or not compiles(f"{piece.code}\n{text}"):
            return False
    piece.code += "\n" + text
    piece.bare = True
    return True


def _at_second_prompt(piece: Piece, text: str) -> bool:
    """`...` goes on with a statement; alone under one that is whole it stands for output that is left out.

    Under several it is a blank line: only who takes `...` for the prompt of a script has them at one prompt.
    """
    if not text.strip() and not (is_compound(piece.code) or incomplete(piece.code) or _is_several(piece.code)):
        return False
    piece.code += "\n" + text
    return True


def _is_several(code: str) -> bool:
    """True for more than one statement, each on lines of its own."""
    if "\n" not in code or len(code) > LONGEST:
        return False
    try:
        body = tree(code).body
    except UNREADABLE:
        return False
    return len(body) > 1 and body[0].lineno < body[-1].lineno


def _dedented(line: str, indent: int) -> str:
    """The line without the indent of its prompt, as far as it has it."""
    room = len(line) - len(line.lstrip(" "))
    return line[min(indent, room) :]


def is_compound(code: str) -> bool:
    return bool(_COMPOUND.match(code))
