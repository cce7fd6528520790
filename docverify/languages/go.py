"""Go: programs, and snippets that are the body of one; `// Output:` is what they print."""

import re
from collections.abc import Sequence

from docverify.model import Example, Merged, Program, Run
from docverify.ports import Completion

_SPEAKS = re.compile(r"\bPrint|\bFprint|\bprintln\(|\blog\.|\bos\.Std|\bslog\.|\bpanic\(|\bWrite|\bExecute")
_VARIES = re.compile(
    r"\btime\.(?:Now|Since|Tick|After)|\.(?:Now|Timestamp)\(|\brand\.|\bgo func|^\s*go \w|%p|\bruntime\.|\bunsafe\."
    r"|\bos\.(?:Getpid|Hostname|Environ|Getenv|TempDir)|\brange \w*(?:[mM]ap|[mM])\b|\bmap\[|\bMkdirTemp|\bCreateTemp"
    r"|\bselect \{|\blog\.",
    re.MULTILINE,
)


class Go:
    """Reads Go blocks, makes programs of them, and knows which ends say nothing against a page."""

    name = "go"
    aliases = ("golang", "go-lang", "go1", "gotest")
    family = "go"
    driver = "program"
    programs = ("go",)
    install = "sudo apt-get install -y golang-go"

    def recognises(self, code: str) -> bool:  # noqa: ARG002  (the port's: nothing makes a block certainly Go)
        return False

    def read(self, example: Example) -> Example:
        from docverify.languages.built_code.blocks import read_block  # only who has a block in it needs its reader
        from docverify.languages.built_code.notation import GO

        return read_block(example, GO, _VARIES, _SPEAKS)

    def program(self, example: Example, layer: str) -> Program:
        from docverify.languages.go_code import wrapping

        return wrapping.program(example, layer)

    def merged(self, examples: Sequence[Example], layer: str) -> Merged | None:
        from docverify.languages.go_code import wrapping

        return wrapping.merged(examples, layer)

    def completed(self, example: Example, page: Sequence[Example], packages: Sequence[str]) -> "Completion | None":
        from docverify.languages.go_code.completing import completed  # only for what does not build by itself

        return completed(example, page, packages)

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:
        from docverify.languages.built_code.endings import reason  # only what ran has an ending
        from docverify.languages.built_code.notation import GO
        from docverify.languages.go_code.endings import ENDINGS
        from docverify.languages.script_code.text import read

        return reason(example, run, page, read(example.block.code, GO), ENDINGS)


go = Go()
