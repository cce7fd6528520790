"""Arguments on the command line that a page gives to its examples itself."""

import re
from collections.abc import Sequence

from docverify.model import Example
from docverify.order import above

_GIVES = re.compile(r"\b(?:process|sys)\.argv\b(?:\s*\[[^\]\n]*\])?\s*(?:\+?=(?!=)|\.(?:push|splice|append|extend)\()")
_SPOKEN = re.compile(r"(?:#|//|/\*).*")
_ANNOUNCED = re.compile(
    r"error|fail|\bexit|invalid|wrong|unknown|missing|required|reject|abort|usage|\bhelp|too many", re.IGNORECASE
)


def gives_arguments(example: Example, page: Sequence[Example]) -> bool:
    """True when the example, or one above it, sets them, and nothing says that they are meant to be refused.

    A program that ends with an error then does so for what the page gives it, and not for what a reader would.
    """
    if not any(_GIVES.search(one.block.code) for one in (*above(example, page), example)):
        return False
    return not _ANNOUNCED.search("\n".join([example.block.lead, *_SPOKEN.findall(example.block.code)]))
