"""JSON, JSON Lines, and JSON with the liberties of JSONC and JSON5: data, in which nothing runs."""

from collections.abc import Sequence

from docverify.languages.data_code.liberties import liberty, plain, without_comments
from docverify.languages.data_code.strict import explain, load, repairs
from docverify.model import Example, Run
from docverify.parsed import Malformed, Syntax, parse, signs


class Json:
    name = "json"
    aliases = (
        *("json", "application/json", "geojson", "topojson", "jsonld", "json-ld", "webmanifest", "importmap", "har"),
        *(
            "jsonl",
            "jsonlines",
            "json-lines",
            "ndjson",
            "ldjson",
            "jsonc",
            "json5",
            "json-with-comments",
            "json-object",
        ),
    )
    family = "json"
    driver = ""

    def recognises(self, code: str) -> bool:  # noqa: ARG002  (the port's: data without a label is mostly output)
        return False

    def read(self, example: Example) -> Example:
        return parse(example, SYNTAXES.get(example.block.language, STRICT))

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:  # noqa: ARG002
        return None


json = Json()


def load_commented(code: str) -> str:
    return load(without_comments(code))


def load_loose(code: str) -> str:
    """Nothing is in its place in what is loaded: a fault is told without one."""
    try:
        return load(plain(code))
    except Malformed as error:
        raise Malformed(error.what) from None


def explain_loose(code: str, _: Malformed) -> tuple[str, str] | None:
    return signs(code) or liberty(code)


STRICT = Syntax("JSON", load, explain, repairs)
COMMENTED = Syntax("JSON with comments", load_commented, lambda code, fault: explain(without_comments(code), fault))
LOOSE = Syntax("JSON5", load_loose, explain_loose)
SYNTAXES = {"jsonc": COMMENTED, "json-with-comments": COMMENTED, "json5": LOOSE}
