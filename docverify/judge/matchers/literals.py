"""Values that a page shows as JSON, and the run as Python writes them."""

import ast
import json
import re
from typing import Any

_WORDS = re.compile(r"\b(?:true|false|null)\b")
"""What JSON writes in its own words; all else of it is a matter of quotes and layout."""
_FAILS = (ValueError, SyntaxError, TypeError, RecursionError, MemoryError)


def is_json_of(shown: str, printed: str) -> bool:
    """True when the shown text is the JSON of the printed value."""
    if not (_WORDS.search(shown) and shown[:1] in ("{", "[") and printed[:1] in ("{", "[")):
        return False
    try:
        return _ordered(json.loads(shown)) == _ordered(ast.literal_eval(printed))
    except _FAILS:
        return False


def _ordered(value: Any) -> str:
    """As JSON, which tells 1 from true."""
    return json.dumps(value, sort_keys=True)
