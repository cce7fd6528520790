"""JavaScript and its dialects: they share a session, and the driver tells them apart by what it can read."""

from collections.abc import Sequence

from msgspec import Struct

from docverify.model import Example, Run


class Dialect(Struct, frozen=True):
    """Reads blocks of one dialect, and knows which ends of a run say nothing against a page."""

    name: str
    aliases: tuple[str, ...]
    family: str = "javascript"
    driver: str = "javascript"
    programs: tuple[str, ...] = ("node",)
    install: str = "sudo apt-get install -y nodejs"

    def recognises(self, code: str) -> bool:  # noqa: ARG002  (the port's: a prompt may be that of a quotation)
        return False

    def read(self, example: Example) -> Example:
        from docverify.languages.javascript_code.reading import read  # only who has a block in it needs its reader

        return read(example)

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:
        from docverify.languages.javascript_code.endings import reason  # only what ran has an ending

        return reason(example, run, page)
