"""Transcripts of a shell's prompts, with the output of each command below it."""

from collections.abc import Sequence

from docverify.languages.shell_code.prompts import is_transcript
from docverify.languages.shell_code.transcripts import transcript
from docverify.model import Example, Run


class Console:
    """Reads what a page shows of a terminal."""

    name = "console"
    aliases = (
        *("shell-session", "shellsession", "sh-session", "bash-session", "bashsession", "shell-console", "terminal"),
        *(
            "sh-console",
            "shconsole",
            "bash-console",
            "zsh-session",
            "term",
            "trycmd",
            "prompt",
            "command-line",
            "cmdline",
        ),
    )
    family = "shell"
    driver = "shell"

    def recognises(self, code: str) -> bool:
        return is_transcript(code)

    def read(self, example: Example) -> Example:
        return transcript(example, root=True)

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:
        from docverify.languages.shell_code.endings import reason  # only what ran has an ending

        return reason(example, run, page)


console = Console()
