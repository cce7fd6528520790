"""What replies of a backend say for and against an example."""

from typing import Any

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

LACKS = "unsupported-by-backend"


def exchange(status: int, problem: str = "", **said: Any) -> Exchange:
    request = Request("GET", "api.example.com", said.get("path", "/cups"), status)
    sent, body = Body(content=said.get("sent", "").encode()), said.get("body", "").encode()
    received = Body(content=body, size=len(body))
    return Exchange(0, "api", request, sent, received, problem, failed=said.get("failed", False))


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
        (
            replace(FAIL, expected="requests.exceptions.SSLError: no"),
            [exchange(200)],
            "unverified parsed unsupported-by-backend",
        ),
        (PASS, [exchange(200, failed=True)], "unverified ran unsupported-by-backend"),
        (FAIL, [exchange(200, failed=True)], "unverified parsed unsupported-by-backend"),
        (FAIL, [exchange(400)], "fail parsed"),
        (FAIL, [exchange(400, path="/cups/%3CcupId%3E")], "unverified parsed placeholder"),
        (FAIL, [exchange(400, sent='{"key": "YOUR_KEY"}')], "unverified parsed placeholder"),
        (PASS, [exchange(404, path="/cups/:cupId")], "unverified ran placeholder"),
        (PASS, [exchange(200, path="/cups/:cupId")], "pass reached"),
        (FAIL, [exchange(404)], "unverified parsed unsupported-by-backend"),
        (FAIL, [exchange(400, body='{"error": "Missing push configuration"}')], "unverified parsed " + LACKS),
        (FAIL, [exchange(400, body="This authentication method is unsupported.")], "unverified parsed " + LACKS),
        (FAIL, [exchange(400, body='{"error": "unsupported parameter: tea"}')], "fail parsed"),
        (FAIL, [exchange(200, body='{"cups": []}')], "unverified parsed " + LACKS),
        (FAIL, [exchange(200, body="[]"), exchange(200, body='{"ok": true}')], "unverified parsed " + LACKS),
        (FAIL, [exchange(200, body='{"cups": [], "pots": [1]}')], "fail parsed"),
        (FAIL, [exchange(200, body='{"cup": {}}')], "fail parsed"),
        (replace(FAIL, detail="TypeError: brew() takes 1 argument"), [exchange(200, body="[]")], "fail parsed"),
        (replace(FAIL, verdict="drift", kind="output"), [exchange(200, body="[]")], "drift parsed"),
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
    found = weighed(FAIL, exchange(422, body='{"code": 7, "error": "no tea"}'), exchange(200, body='{"error": ""}'))
    assert [(one.status, one.refusal) for one in found.requests] == [(422, "no tea (code 7)"), (200, "")]
    assert found.detail == "KeyError: 'id'; the backend api answered 422 to GET api.example.com/cups"


def test_what_stands_for_a_value_that_a_reply_gave_is_no_placeholder() -> None:
    given = replace(exchange(404, path="/cups/{cup}"), path="/cups/c1")
    assert weighed(PASS, given).reason == "unsupported-by-backend"


def test_a_refusal_that_the_output_hides_is_told_all_the_same() -> None:
    found = weighed(replace(PASS, level="matched"), exchange(404, body="no cup"))
    told = "the backend api answered 404 to GET api.example.com/cups: no cup, of which the page says nothing"
    assert (found.verdict, found.level, found.detail) == ("pass", "matched", told)


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("assert get(url).status_code == 404", "reached"),
        ("try: get(url)\nexcept HTTPError as error: assert error.code in (403, 404)", "reached"),
        ("get(url + '/v404')", ""),
        ("get(url, 1404)", ""),
    ],
)
def test_a_refusal_of_which_the_code_speaks_is_meant(code: str, level: str) -> None:
    [one] = page(code)
    run = Run(one.id, "page-order", "end", exchanges=(exchange(404),))
    found = weigh_requests(Case(one, run, [one], python), replace(PASS, example=one.id))
    assert (found.verdict, found.level) == (("pass", level) if level else ("unverified", "ran"))


def test_a_refusal_that_the_example_swallowed_is_told() -> None:
    told = "the backend api answered 404 to GET api.example.com/cups, of which the page says nothing"
    assert weighed(PASS, exchange(404)).detail == told


GOOD = '```json\n{"id": "a"}\n```'
ERROR = '```json\n{"code": 7, "error": "no cup"}\n```'
SHOWN = """\
# Cups

```sh
curl https://api.example.com/cups
```

{below}
"""


def shown(below: str, status: int, body: str, verdict: Verdict = PASS, *, failed: bool = False) -> Verdict:
    whole = Page("a.md", "markdown", SHOWN.format(below=below))
    examples = extract(whole, markdown.blocks(whole)[0], members("languages"))
    example = examples[0]
    run = Run(example.id, "page-order", "end", exchanges=(exchange(status, body=body, failed=failed),))
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
        (ERROR, 404, '{"code": 7, "error": "no jug"}', "pass matched answered 404, as the page shows"),
        (ERROR, 404, '{"code": 8, "error": "no cup"}', "drift ran `code` is 8, the page shows 7"),
        (ERROR, 200, '{"cups": []}', "pass reached"),
        (f"It answers `404 Not Found`:\n\n{ERROR}", 404, "{}", "pass matched answered 404, as the page shows"),
        (f"It may answer with status 404:\n\n{ERROR}", 200, '{"code": "a", "error": 1}', "pass reached"),
        (
            f"{GOOD}\n\nWith error 404:\n\n{ERROR}",
            404,
            "{}",
            "pass matched answered 404, as the page shows",
        ),
        (f"{GOOD}\n\nWith error 404:\n\n{ERROR}", 200, '{"id": "b"}', "pass matched"),
        (f"{GOOD}\n\n{ERROR}", 404, '{"code": 7, "error": ""}', None),
    ],
)
def test_the_reply_that_the_page_shows_is_compared_with_what_came(
    below: str, status: int, body: str, told: str | None
) -> None:
    found = shown(below, status, body)
    assert f"{found.verdict} {found.level} {found.detail}".strip() == told if told else found.verdict == "unverified"


def test_an_error_behind_a_good_status_is_documented_like_any_other() -> None:
    body = '{"code": 7, "error": "no cup"}'
    assert shown(ERROR, 200, body, FAIL, failed=True).detail == "answered 200 with an error, as the page shows"
    assert shown('```json\n{"cups": []}\n```', 200, body, failed=True).reason == "unsupported-by-backend"


TABS = """\
=== "curl"
    ```sh
    curl https://api.example.com/cups
    ```

=== "Python"
    ```python
    print("cups")
    ```

```json
{"id": "a"}
```
"""


def test_the_reply_below_a_tab_group_is_that_of_each_member() -> None:
    whole = Page("a.md", "markdown", TABS)
    examples = extract(whole, markdown.blocks(whole)[0], members("languages"))
    for example in examples[:2]:
        run = Run(example.id, "page-order", "end", exchanges=(exchange(200, body='{"id": 7}'),))
        found = weigh_requests(Case(example, run, examples, python), replace(PASS, example=example.id))
        assert found.detail == "`id` is a number, the page shows a text"


def test_the_reply_in_a_tab_is_that_of_its_request_alone() -> None:
    reply = '    ```json\n    {"id": "a"}\n    ```\n'
    whole = Page("a.md", "markdown", TABS.replace('=== "Python"', f'{reply}\n=== "Python"').rpartition("```json")[0])
    examples = extract(whole, markdown.blocks(whole)[0], members("languages"))
    told = {}
    for example in (examples[0], examples[2]):
        run = Run(example.id, "page-order", "end", exchanges=(exchange(200, body='{"id": "b"}'),))
        told[example.language] = weigh_requests(Case(example, run, examples, python), replace(PASS, example=example.id))
    assert {language: one.level for language, one in told.items()} == {"shell": "matched", "python": "reached"}


def test_a_documented_refusal_is_none() -> None:
    assert shown("```http\nHTTP/1.1 404 Not Found\n```", 404, "", FAIL).verdict == "pass"
    assert shown("```http\nHTTP/1.1 409 Conflict\n```", 404, "", FAIL).verdict == "unverified"
