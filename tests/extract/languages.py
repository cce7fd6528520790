"""Languages that know as much as these tests need."""

from collections.abc import Sequence

from msgspec.structs import replace

from docverify.model import Example, Refusal, Run, Step


class FakeLanguage:
    """Runs anything line by line; after a line with its prompt, a line without one is documented output."""

    def __init__(self, name: str, aliases: tuple[str, ...], family: str, prompt: str) -> None:
        self.name = name
        self.aliases = aliases
        self.family = family
        self.driver = family
        self.prompt = prompt

    def recognises(self, code: str) -> bool:
        return code.startswith(self.prompt)

    def read(self, example: Example) -> Example:
        if "..." in example.block.code:
            return replace(example, refusal=Refusal("unverified", "pseudo-code", "elided"))
        lines = example.block.code.split("\n")
        shows = self.recognises(example.block.code) and not all(line.startswith(self.prompt) for line in lines)
        mode = "value" if example.expectation.kind == "output" else "exec"
        step = Step(example.block.code, example.block.line, mode, expected="shown" if shows else None)
        return replace(example, steps=(step,))

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:
        raise NotImplementedError("nothing runs in these tests")


PYTHON = FakeLanguage("python", ("py", "pycon", "doctest"), "python", ">>> ")
SHELL = FakeLanguage("shell", ("sh", "bash"), "shell", "#!")
CONSOLE = FakeLanguage("console", ("shell-session",), "shell", "$ ")
LANGUAGES = {language.name: language for language in (PYTHON, SHELL, CONSOLE)}
