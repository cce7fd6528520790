"""An example that should have asked a backend, as others of its page do, says that it did not."""

import pytest
from msgspec.structs import replace

from docverify.evidence import UNREACHED
from docverify.judge.unreached import note_unreached
from docverify.model import Example, Request, Verdict
from tests.languages.building import read

SENT = (Request("GET", "api.cups.test", "/cups", 200),)
REACHED = read("client.cups.list()", number=1)


def noted(one: Example, *others: Example, verdict: str = "pass", level: str = "ran", detail: str = "") -> str:
    reached = others or (REACHED,)
    verdicts = {each.id: Verdict(each.id, "pass", "reached", requests=SENT) for each in reached}
    verdicts[one.id] = Verdict(one.id, verdict, level, detail=detail)
    found = note_unreached(verdicts, [*reached, one], ("cups.backend", "api.cups.test", "*.eu.cups.test"))
    assert {name: replace(each, detail="") for name, each in found.items()} == {
        name: replace(each, detail="") for name, each in verdicts.items()
    }
    return found[one.id].detail


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("client.cups.delete('c1')", "others of its page that call `client` do"),
        ("url = 'https://api.cups.test/cups'", "it names api.cups.test"),
        ("url = 'https://a.eu.cups.test'", "it names eu.cups.test"),
        ("url = 'https://my-api.cups.test/cups'", ""),
        ("url = 'https://api.cups.testing'", ""),
        ("print(len('cups'))", ""),
        ("import json\nprint(json.dumps({}))", ""),
        ("def client(): ...\nclient()", ""),
    ],
)
def test_only_what_speaks_for_a_request_counts(code: str, why: str) -> None:
    assert noted(read(code, number=2)) == (f"{UNREACHED}, though {why}" if why else "")


def test_the_same_in_another_language_counts() -> None:
    python, script = read("x = 1", number=2), read("fetch(url)", "javascript")
    python = replace(python, block=replace(python.block, tab="set1/Python"))
    script = replace(script, block=replace(script.block, tab="set1/Node"))
    assert noted(python, script) == f"{UNREACHED}, though the same in javascript does"


def test_what_else_is_said_of_it_stays() -> None:
    assert noted(read("client.x()", number=2), detail="not compared").startswith(f"not compared; {UNREACHED}")


def test_of_what_was_compared_or_failed_nothing_is_said() -> None:
    one = read("client.x()", number=2)
    assert noted(one, level="matched") == noted(one, verdict="fail", level="parsed") == ""
