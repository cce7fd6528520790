"""Settings that a program takes from files and variables: the page shows them in other blocks, or not at all."""

import re
import sys
from collections.abc import Sequence

from docverify.languages.python_code.intents import line_of
from docverify.model import Example, Shown
from docverify.order import above
from docverify.tracebacks import MISUSES, ends_outside, last_part

Reason = tuple[str, str] | None

_FILES = frozenset(("ini", "toml", "yaml", "json", "dotenv", "env", "properties"))
_SHELLS = frozenset(("shell", "console", "powershell"))
_BARE = re.compile(r"['\"`]?([A-Za-z]\w*)['\"`]?")
_NAMED = re.compile(r"['\"`]([A-Za-z]\w+)['\"`]|\b([A-Z][A-Z\d_]+)\b")
"""A word in quotes, or in capitals as settings have them."""
_LISTED = re.compile(r"^([A-Za-z]\w*)(?:\.\w+)*$", re.MULTILINE)
"""A name on a line of its own, as who checks several values says of which each line that follows speaks."""
_TEXT = re.compile(r"^[ \t]*('{3}|\"{3}).*?\1", re.MULTILINE | re.DOTALL)
"""One that begins a line: what is documented there, or is shown as output."""
_ASKED = re.compile(r"\b\w*(?:settings?|config(?:uration)?|conf|cfg|environ|env)\b *(?:[.\[]|\(\s*\))", re.IGNORECASE)
"""Also one that is made of nothing: it takes all that it needs from its surroundings."""
_OF_SETTINGS = re.compile(
    r"(?:Config|Configuration|Settings?)(?:Error|Exception|Missing)?|(?:Missing|No|Unset)\w*Settings?\w*"
)
_NO_VALUE = re.compile(
    r"\b(?:missing|no|without) (?:a )?(?:value|key|option|setting)|\bnot (?:set|defined|configured)\b"
)
_LOOKED_UP = frozenset(("AttributeError", "KeyError"))


def needs_setting(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    """For what a library does not find among its settings, where no Python of the page gives it there.

    It looked for the name itself: what the interpreter finds missing is a part of the library.
    """
    kind, (said, _, rest) = last_part(shown.type), shown.message.strip().partition("\n")
    inside = ends_outside(shown) and shown.frames[-1] not in sys.stdlib_module_names
    bare = _BARE.fullmatch(said) if kind in _LOOKED_UP else None
    if inside and _OF_SETTINGS.fullmatch(kind) and _NO_VALUE.search(said):
        return "fragment", f"needs a setting, which nothing on the page gives it: {said[:120]}"
    if not inside or (kind in MISUSES and not bare):
        return None
    before, listed = above(example, page), _LISTED.findall(rest)
    for name in [bare[1]] if bare else [*(one[1] or one[2] for one in _NAMED.finditer(said)), *listed]:
        if not any(_gives(one, name) for one in (*before, example) if one.language == example.language):
            giver = next((one for one in reversed(before) if _sets(one, name)), None)
            if giver and giver.language in _SHELLS:
                return "needs-credentials", f"needs the environment variable for `{name}`, which `{giver.id}` sets"
            if giver:
                return "missing-file", f"needs the file with `{name}`, of which `{giver.id}` shows what is in it"
            if (bare or name in listed) and _ASKED.search(line_of(example, shown.line)):
                return "fragment", f"needs `{name}` among its settings, which nothing on the page sets"
    return None


def _gives(example: Example, name: str) -> bool:
    """True for code that may hand it over: a part of something, an argument, an entry. A name of its own is none, and
    neither is one that is only declared."""
    given = re.compile(rf"[^\n]\b{name}\b(?:['\"]?\]? *=(?!=)|['\"]\]? *:[ \t]*[^\s=#])", re.IGNORECASE)
    return any(given.search(_TEXT.sub("", step.code)) for step in example.steps)


def _sets(example: Example, name: str) -> bool:
    """True for a file or a shell that gives it a value, whatever stands before or behind it in the name there."""
    if example.language not in _FILES | _SHELLS:
        return False
    return re.search(rf"(?:^|[\s._\"']){name}(?:__\w+)?[\"']? *[=:]", example.block.code, re.IGNORECASE) is not None
