"""PHP: scripts with or without their opening tag, pages of HTML with code in them, and transcripts of its prompt."""

from collections.abc import Sequence

from docverify.model import Example, Run


class Php:
    """Reads PHP blocks, and knows which ends of a run say nothing against a page."""

    name = "php"
    aliases = ("php5", "php7", "php8", "html+php", "php-html", "inline-php", "phtml")
    family = "php"
    driver = "php"
    programs = ("php",)
    install = "sudo apt-get install -y php-cli"

    def recognises(self, code: str) -> bool:
        if not code.lstrip().startswith("php "):
            return False
        from docverify.languages.php_code.prompts import is_transcript

        return is_transcript(code)

    def read(self, example: Example) -> Example:
        from docverify.languages.php_code.reading import read_block  # only who has a block in it needs its reader

        return read_block(example)

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:
        from docverify.languages.php_code.endings import reason  # only what ran has an ending

        return reason(example, run, page)


php = Php()
