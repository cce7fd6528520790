"""What replies of a backend say for and against an example."""

import pytest
from msgspec.structs import replace

from docverify.extract import extract
from docverify.formats.markdown import markdown
from docverify.judge.asking import weigh_requests
from docverify.judge.case import Case
from docverify.languages.python import python
from docverify.model import Body, Exchange, Page, Request, Run, Verdict
from docverify.registry import members
from tests.languages.building import page

EXAMPLE = page("```python\nimport requests\n```\n")[0]
PASS = Verdict(EXAMPLE.id, "pass", "ran")
FAIL = Verdict(EXAMPLE.id, "fail", "parsed", reason="KeyError", detail="KeyError: 'id'")


def exchange(status: int, problem: str = "") -> Exchange:
    return Exchange(0, "api", Request("GET", "api.example.com", "/cups", status), Body(), Body(), problem)


def weighed(verdict: Verdict, *exchanges: Exchange) -> Verdict:
    run = Run(EXAMPLE.id, "page-order", "end", exchanges=exchanges)
    return weigh_requests(Case(EXAMPLE, run, [EXAMPLE], python), verdict)


@pytest.mark.parametrize(
    ("verdict", "exchanges", "told"),
    [
        (PASS, [], "pass ran"),
        (PASS, [exchange(200)], "pass reached"),
        (PASS, [exchange(200), exchange(404)], "unverified ran unsupported-by-backend"),
        (PASS, [exchange(0, "no backend has this host")], "unverified ran unsupported-by-backend"),
        (replace(PASS, level="matched"), [exchange(201)], "pass matched"),
        (replace(PASS, level="matched"), [exchange(404)], "pass matched"),
        (FAIL, [exchange(200)], "fail parsed"),
        (FAIL, [exchange(400)], "fail parsed"),
        (FAIL, [exchange(404)], "unverified parsed unsupported-by-backend"),
        (FAIL, [exchange(0, "the backend ended midway")], "unverified parsed unsupported-by-backend"),
    ],
)
def test_a_reply_counts_for_an_example_and_a_refusal_against_nobody_who_is_not_to_blame(
    verdict: Verdict, exchanges: list[Exchange], told: str
) -> None:
    found = weighed(verdict, *exchanges)
    reason = found.reason if found.verdict == "unverified" else ""
    assert f"{found.verdict} {found.level} {reason}".strip() == told


def test_the_requests_are_evidence() -> None:
    found = weighed(FAIL, exchange(422))
    assert [one.status for one in found.requests] == [422]
    assert found.detail == "KeyError: 'id'; the backend api answered 422 to GET api.example.com/cups"


def test_a_refusal_that_the_example_swallowed_is_told() -> None:
    told = "the backend api answered 404 to GET api.example.com/cups, of which the page says nothing"
    assert weighed(PASS, exchange(404)).detail == told


SHOWN = """\
# Cups

```sh
curl https://api.example.com/cups
```

{below}
"""


def shown(below: str, status: int, body: str, verdict: Verdict = PASS) -> Verdict:
    whole = Page("a.md", "markdown", SHOWN.format(below=below))
    examples = extract(whole, markdown.blocks(whole)[0], members("languages"))
    example = examples[0]
    told = replace(exchange(status), received=Body(content=body.encode(), size=len(body)))
    run = Run(example.id, "page-order", "end", exchanges=(told,))
    return weigh_requests(Case(example, run, examples, python), replace(verdict, example=example.id))


@pytest.mark.parametrize(
    ("below", "status", "body", "told"),
    [
        ('```json\n{"id": "a"}\n```', 200, '{"id": "b"}', "pass matched"),
        ('```json\n{"id": "a"}\n```', 200, '{"id": 7}', "drift ran `id` is a number, the page shows a text"),
        ('```json\n{"cup": 1}\n```', 200, '{"id": 7}', "pass reached"),
        ('# Elsewhere\n\n```json\n{"id": "a"}\n```', 200, '{"id": 7}', "pass reached"),
        ("```http\nHTTP/1.1 201 Created\n```", 201, "", "pass matched"),
        ("```http\nHTTP/1.1 201 Created\n```", 200, "", "drift ran answered 200, the page shows 201"),
        ('```http\nHTTP/1.1 200 OK\nA: b\n\n{"id": "a"}\n```', 200, "{}", "pass reached"),
        ("```http\nHTTP/1.1 404 Not Found\n```", 404, "", "pass matched answered 404, as the page shows"),
    ],
)
def test_the_reply_that_the_page_shows_is_compared_with_what_came(
    below: str, status: int, body: str, told: str
) -> None:
    found = shown(below, status, body)
    assert f"{found.verdict} {found.level} {found.detail}".strip() == told


def test_a_documented_refusal_is_none() -> None:
    assert shown("```http\nHTTP/1.1 404 Not Found\n```", 404, "", FAIL).verdict == "pass"
    assert shown("```http\nHTTP/1.1 409 Conflict\n```", 404, "", FAIL).verdict == "unverified"
