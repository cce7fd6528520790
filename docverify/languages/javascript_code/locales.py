"""Words of other languages, of which a library knows nothing until somebody tells it."""

import re

from docverify.languages.javascript_code.literals import value_of
from docverify.languages.javascript_code.tokens import tokens
from docverify.model import Example, Run

_CODES = "ar bg ca cs da de el es fa fi fr he hi hr hu id it ja ko lt lv nb nl no pl pt ro ru sk sl sv th tr uk vi zh"
_LOCALE = re.compile(rf"(?:{'|'.join(_CODES.split())})(?:[-_][A-Za-z]{{2,4}})?")


def untold(example: Example, run: Run) -> tuple[str, str] | None:
    """Reason and detail for a text that comes back as it was given, beside the name of another language than English.

    What the page shows of it takes rules, or words, of that language: here nobody loaded them.
    """
    index = len(run.steps) - 1
    shown, got = value_of(example.steps[index].expected or ""), value_of(run.steps[index].value or "")
    if shown is None or got is None or (shown.kind, got.kind) != ("string", "string"):
        return None
    given = [token.text[1:-1] for token in tokens(example.steps[index].code) if token.kind == "string"]
    named = next((text for text in given if _LOCALE.fullmatch(text)), "")
    if not named or got.text[1:-1] not in given or got.text[1:-1] == named:
        return None
    return "fragment", f"needs what is to be known of the language `{named}`, which nobody loads"
