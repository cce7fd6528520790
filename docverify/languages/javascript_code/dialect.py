"""JavaScript and its dialects: they share a session, and the driver tells them apart by what it can read."""

from collections.abc import Sequence

from msgspec import Struct

from docverify.model import Example, Run, Step, StepRun
from docverify.ports import Lack, Opinion, Supplied


class Dialect(Struct, frozen=True):
    """Reads blocks of one dialect, and knows which ends of a run say nothing against a page."""

    name: str
    aliases: tuple[str, ...]
    family: str = "javascript"
    driver: str = "javascript"
    programs: tuple[str, ...] = ("node",)
    install: str = "sudo apt-get install -y nodejs"
    checker: str = "typescript"
    compiler: tuple[str, str] = ("typescript", "tsc")
    is_checked: bool = True
    asks_all: bool = True

    def recognises(self, code: str) -> bool:  # noqa: ARG002  (the port's: a prompt may be that of a quotation)
        return False

    def read(self, example: Example) -> Example:
        from docverify.languages.javascript_code.reading import read  # only who has a block in it needs its reader

        return read(example)

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:
        from docverify.languages.javascript_code.endings import reason  # only what ran has an ending

        return reason(example, run, page)

    def tells(self, step: Step, done: StepRun) -> bool | None:
        from docverify.languages.javascript_code.sameness import tells  # only what is unlike the page is asked about

        return tells(step, done)

    def supplies(self, session: Sequence[Example], lack: Lack, packages: Sequence[str]) -> tuple[Step, ...]:
        from docverify.languages.javascript_code.supplies import supplies  # only pages that lack something need it

        return supplies(session, lack, packages)

    def supplied(self, run: Run) -> Supplied:
        from docverify.languages.endings.supplied import supplied

        return supplied(run)

    def question(self, example: Example) -> Step | None:
        from docverify.languages.javascript_code.opinions import question  # only who has the compiler asks it

        return question(example)

    def opinion(self, example: Example, said: str, page: Sequence[Example]) -> Opinion | None:
        from docverify.languages.javascript_code.opinions import opinion  # only what was asked has an answer

        return opinion(example, said, page)
