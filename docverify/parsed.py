"""Examples in languages in which nothing runs: valid syntax is all that they claim, so `parsed` is a pass."""

import re
from collections.abc import Callable

from msgspec.structs import replace

from docverify.model import Example, Refusal

_LEFT_OUT = re.compile(r"\.\.\.|…|<[^<>\n]+>|^\s*(?://|/\*)|[^:]//", re.MULTILINE)
"""Signs that an author left something out or wrote beside the data."""


def parse(example: Example, name: str, load: Callable[[str], object]) -> Example:
    """The example with what `load` says of it, which raises ValueError for what is not valid.

    A block that is not valid is never called wrong: pages show pieces, elisions and comments where the format has none.
    """
    code = example.block.code
    try:
        load(code)
    except (ValueError, RecursionError) as error:
        reason = "pseudo-code" if _LEFT_OUT.search(code) else "fragment"
        detail = f"not valid {name} as it stands: {error}"
        return replace(example, refusal=Refusal("unverified", reason, detail, "found"))
    return replace(example, refusal=Refusal("pass", "", f"valid {name}; nothing runs", "parsed"))
