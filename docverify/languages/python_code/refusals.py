"""Why code that does not compile is not run: a mistake of its page, or something else than code."""

import re

from docverify.model import Block, Refusal
from docverify.prose import last_sentence

TRANSCRIPTS = ("pycon", "pycon3", "python-repl", "python-console", "pyrepl", "doctest", "ipythonconsole")
_DETECTED = re.compile(r" \(detected at line \d+\)")
_LINE = re.compile(r"\bon line (\d+)")
"""Line numbers in the compiler's own words, which count from the top of the code and not of the page."""
_OUTPUT = re.compile(r"<[A-Za-z_][^\n]*>")
_PAST = re.compile(r"\W*(?:before|bad|wrong|incorrect|invalid|don't|instead of)\b", re.IGNORECASE)


def refusal(code: str, error: SyntaxError, block: Block, prompt: int = 0) -> Refusal:
    """Why code that does not compile is not run. `prompt`: the line, in the block, of the prompt where it stands."""
    from docverify.languages.python_code.oddities import explained, has_keywords  # what compiles needs none
    from docverify.languages.python_code.slips import is_slip

    odd = explained(code, error, prompt=bool(prompt))
    if odd:
        return Refusal("unverified", *odd)
    kind = type(error).__name__
    by_default = block.origin == "html" or block.style == "indented"
    if by_default and not prompt and not has_keywords(code):
        return Refusal("unverified", "pseudo-code", "may be no Python: its label may be the default of its page")
    if block.language in TRANSCRIPTS and not prompt and not has_keywords(code):
        return Refusal("unverified", "not-executable", "output, not code: its label is that of a transcript")
    if _PAST.match(last_sentence(block.lead)):
        return Refusal("unverified", "pseudo-code", "shows how it was before, or how it is not to be")
    if block.fidelity != "exact" and kind != "SyntaxError":
        return Refusal("unverified", "pseudo-code", f"the HTML does not keep whitespace: {kind}")
    before = block.line - 1 + max(prompt - 1, 0)
    if prompt and _OUTPUT.fullmatch(code.strip()):
        return Refusal("fail", kind, f"{kind}: output stands behind a prompt (line {before + 1})")
    if not is_slip(code, error):
        return Refusal("unverified", "pseudo-code", f"no small correction makes Python of it: {kind}")
    said = _LINE.sub(lambda match: f"on line {before + int(match[1])}", _DETECTED.sub("", error.msg))
    return Refusal("fail", kind, f"{kind}: {said} (line {before + (error.lineno or 1)})")
