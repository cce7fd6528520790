"""Shell scripts: one step; a block of this label whose lines have prompts is a transcript."""

from collections.abc import Sequence

from msgspec.structs import replace

from docverify.languages.shell_code.others import other_shell
from docverify.languages.shell_code.placeholders import fill_in
from docverify.languages.shell_code.prompts import is_transcript, other_program
from docverify.languages.shell_code.transcripts import transcript
from docverify.model import Example, Refusal, Run, Step


class Shell:
    """Reads shell scripts. Their syntax is known only to the shell that runs them."""

    name = "shell"
    aliases = ("sh", "bash", "zsh", "ksh", "dash", "ash", "shellscript", "shell-script", "bsh", "posix-shell", "curl")
    family = "shell"
    driver = "shell"

    def recognises(self, code: str) -> bool:  # noqa: ARG002  (the port's: only prompts make a shell certain)
        return False

    def read(self, example: Example) -> Example:
        code = example.block.code
        if is_transcript(code):
            return transcript(example, root=False)
        if all(not line.strip() or line.lstrip().startswith("#") for line in code.split("\n")):
            return replace(example, refusal=Refusal("unverified", "not-executable", "holds no command"))
        odd = fill_in(code) or other_shell(code) or other_program(code)
        if odd:
            return replace(example, refusal=Refusal("unverified", *odd))
        return replace(example, steps=(Step(code, example.block.line),))

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:
        from docverify.languages.shell_code.endings import reason  # only what ran has an ending

        return reason(example, run, page)


shell = Shell()
