"""C and C++ read alike."""

import re
from collections.abc import Sequence

from docverify.languages.built_code.blocks import read_block
from docverify.languages.built_code.notation import C as NOTATION
from docverify.languages.c_code.wrapping import Dialect, merged, program
from docverify.languages.script_code.text import read
from docverify.model import Example, Merged, Program, Run

_SPEAKS = re.compile(
    r"\b\w*printf\b|\bputs\b|\bputc\w*\b|\bfputs?\b|\bcout\b|\bcerr\b|\bclog\b|\bwrite\b|\bprint\w*\b|\bperror\b|<<"
)
_VARIES = re.compile(
    r"\bs?rand\w*\s*\(|\btime\s*\(|\bclock\b|chrono|%p|\bthread\b|\bpthread|\basync\b|\bfork\b|\bgetpid|random_device|mt19937"
    r"|\bgetenv\b|\btypeid\b|__(?:FILE|LINE|DATE|TIME|func)__|\bunordered_|\bhash\b|\bsizeof\b|\blocal(?:e|time)\b|\bwcout\b"
    r"|\bnumeric_limits|(?:U?INT|U?LONG|SIZE|CHAR|FLT|DBL)_M(?:AX|IN)|&\w+ *<<|source_location|\bstacktrace|\bwhat\(\)"
    r"|\bstrerror\b|\bperror\b|\bvoid ?\*|^[ \t]*#[ \t]*if|\bcomplex\b|\bcreal|\bcimag",
    re.MULTILINE,
)


class Reader:
    """Reads blocks of one of the two, makes programs of them, and knows which ends say nothing against a page."""

    driver = "program"
    dialect: Dialect

    def recognises(self, code: str) -> bool:  # noqa: ARG002  (the port's: nothing makes a block certainly C)
        return False

    def read(self, example: Example) -> Example:
        return read_block(example, NOTATION, _VARIES, _SPEAKS)

    def program(self, example: Example, layer: str) -> Program:  # noqa: ARG002  (nothing is installed for C yet)
        return program(example, self.dialect)

    def merged(self, examples: Sequence[Example], layer: str) -> Merged | None:  # noqa: ARG002
        """What a program includes itself is read anew for each: no other may see it."""
        return merged(examples, self.dialect)

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:
        from docverify.languages.built_code.endings import reason  # only what ran has an ending
        from docverify.languages.c_code.endings import ENDINGS

        return reason(example, run, page, read(example.block.code, NOTATION), ENDINGS)
