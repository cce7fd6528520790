"""Java: programs, and snippets that a class of ours is put around."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from docverify.model import UNCLAIMED, Example, Expectation, Merged, Program, Refusal, Run, Step

_SPEAKS = re.compile(
    r"\bprint(?:ln|f)?\b|\bSystem\.(?:out|err)|\bformat\(|\blog(?:ger)?\.|\bwrite\(|\bthrow\b|StackTrace"
)
_VARIES = re.compile(
    r"\bHash(?:Map|Set)\b|\b(?:Map|Set)\.of|currentTimeMillis|nanoTime|\bnow\(|\bRandom\b|Math\.random|UUID|\bThread\b|\bDate\(\)"
    r"|Executor|CompletableFuture|parallel|hashCode|\bgetenv|getProperty|\bProcess|Runtime|toSet\(|groupingBy|\bRunnable\b"
    r"|\bLocale\b|\bZone\w*|Instant\.|\bidentityHashCode|new Object\(|\bFile\(|\bPaths?\b",
)

_ANSWERS = re.compile("")
"""At a prompt every value is shown."""
_SHOWS_ERROR = Refusal("unverified", "incomplete", "shows an error at JShell's prompt", "found")
_HASHED = re.compile(r"Hash|Set|Map|identity|import (?!java\.)")
"""What may print in the order of hashes, code of others included."""


class Java:
    """Reads Java blocks, makes programs of them, and knows which ends say nothing against a page."""

    name = "java"
    aliases = ("java8", "java11", "java17", "java21", "jdk", "jshell")
    family = "java"
    driver = "program"
    programs = ("javac", "java")
    install = "sudo apt-get install -y default-jdk-headless"

    def recognises(self, code: str) -> bool:
        if "jshell>" not in code:
            return False
        from docverify.languages.java_code.prompts import is_transcript

        return is_transcript(code)

    def may_vary(self, code: str) -> bool:
        return bool(_HASHED.search(code))

    def read(self, example: Example) -> Example:
        from docverify.languages.built_code.blocks import read_block  # only who has a block in it needs its reader
        from docverify.languages.built_code.notation import JAVA
        from docverify.languages.java_code import prompts
        from docverify.languages.script_code.scripts import settled

        code, first = example.block.code, example.block.line
        if prompts.is_transcript(code):
            if prompts.shows_error(code):
                return replace(example, refusal=_SHOWS_ERROR)
            shown = prompts.answers(code)
            whole = Expectation("output", shown, first + 1) if shown else UNCLAIMED
            made = replace(example, steps=(Step(code, first),), expectation=whole, refusal=None)
            return settled(made, varies=_VARIES, speaks=_ANSWERS)
        return read_block(example, JAVA, _VARIES, _SPEAKS)

    def program(self, example: Example, layer: str) -> Program:
        from docverify.languages.java_code import wrapping

        return wrapping.program(example, layer)

    def merged(self, examples: Sequence[Example], layer: str) -> Merged | None:
        from docverify.languages.java_code import wrapping

        return wrapping.merged(examples, layer)

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:
        from docverify.languages.built_code.endings import reason  # only what ran has an ending
        from docverify.languages.built_code.notation import JAVA
        from docverify.languages.java_code import wrapping
        from docverify.languages.java_code.endings import ENDINGS
        from docverify.languages.script_code.text import read

        return reason(example, run, page, read(wrapping.source(example.block.code), JAVA), ENDINGS)


java = Java()
