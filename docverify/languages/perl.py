"""Perl: scripts, whose lexical variables are there further down the page."""

import re
from collections.abc import Sequence

from docverify.model import Example, Run

_HASHED = re.compile(r"%|->|\b(?:keys|values|each|use)\b")
"""What may print in the order of hashes, code of others included."""


class Perl:
    """Reads Perl blocks, and knows which ends of a run say nothing against a page."""

    name = "perl"
    aliases = ("pl", "perl5", "pm")
    family = "perl"
    driver = "perl"
    programs = ("perl",)
    install = "sudo apt-get install -y perl"

    def recognises(self, code: str) -> bool:  # noqa: ARG002  (the port's: Perl has no prompt)
        return False

    def may_vary(self, code: str) -> bool:
        return bool(_HASHED.search(code))

    def read(self, example: Example) -> Example:
        from docverify.languages.perl_code.reading import read_block  # only who has a block in it needs its reader

        return read_block(example)

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:
        from docverify.languages.perl_code.endings import reason  # only what ran has an ending

        return reason(example, run, page)


perl = Perl()
