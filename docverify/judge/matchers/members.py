"""Members of sets and maps, which come in no order: of JSON's objects always, else where the language has none."""

import re
from collections.abc import Sequence

from docverify.judge.matchers.brackets import bracketed, rewritten
from docverify.judge.matchers.notation import QUOTE

_KEYED = re.compile(rf"\s*+{QUOTE}[^{QUOTE}\n]*+{QUOTE}:")


def in_order(text: str, *, unordered: bool = False) -> str:
    """A text in plain notation with the members of its braces sorted, which are objects of JSON or `unordered`; a form.

    A text whose brackets do not fit together stays as it is.
    """

    def write(opener: str, members: Sequence[str], _: str) -> str:
        has_order = opener != "{" or not (unordered or all(map(_KEYED.match, members)))
        return bracketed(opener, members if has_order else sorted(members))

    return rewritten(text, write)
