"""Ruby: scripts, and transcripts of irb."""

from collections.abc import Sequence

from docverify.model import Example, Run


class Ruby:
    """Reads Ruby blocks, and knows which ends of a run say nothing against a page."""

    name = "ruby"
    aliases = ("rb", "irb", "pry", "rbx", "jruby", "ruby-irb", "ruby3")
    family = "ruby"
    driver = "ruby"
    programs = ("ruby",)
    install = "sudo apt-get install -y ruby"

    def recognises(self, code: str) -> bool:
        if ">" not in code.lstrip().partition("\n")[0]:
            return False
        from docverify.languages.ruby_code.prompts import is_certain

        return is_certain(code)

    def read(self, example: Example) -> Example:
        from docverify.languages.ruby_code.reading import read_block  # only who has a block in it needs its reader

        return read_block(example)

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:
        from docverify.languages.ruby_code.endings import reason  # only what ran has an ending

        return reason(example, run, page)


ruby = Ruby()
