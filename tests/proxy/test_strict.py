"""What a service would refuse is refused before a backend that would let it pass."""

import json
from collections.abc import Sequence

import httpx
import pytest

from docverify.config.backends import STRICT
from docverify.proxy.routes import Called
from docverify.proxy.strict import get_with_body, json_content_type, make_rules
from tests.proxy.backends import Asked as Got
from tests.proxy.backends import Replied, Served, backend, routed, speaking

HOST = {"Host": "api.example.com"}
FORM = "application/x-www-form-urlencoded"


def known(method: str, path: str, names: Sequence[str]) -> str:
    return next((name for name in names if (method, path, name) != ("GET", "/cups", "size")), "")


RULES = make_rules(STRICT, known)


@pytest.mark.parametrize(
    ("method", "path", "kind", "body", "why"),
    [
        ("POST", "/cups", FORM, b'{"size": 1}', f"its body is JSON, and its Content-Type is {FORM}"),
        ("POST", "/cups", "", b"[1]", "its body is JSON, and its Content-Type is missing"),
        ("GET", "/cups", "application/json", b"{}", "a GET has a body"),
        ("GET", "/cups?size=1&colour=", "", b"", "its query has colour, which GET /cups does not know"),
        ("DELETE", "/cups?all=1", "", b"", "its query has all, which DELETE /cups does not know"),
        ("HEAD", "/cups?all=1", "", b"", ""),
    ],
)
def test_what_breaks_a_rule_is_answered_by_400_and_never_asked(
    method: str, path: str, kind: str, body: bytes, why: str
) -> None:
    asked: list[Got] = []

    def reply(got: Got) -> Replied:
        asked.append(got)
        return 204, [], []

    headers = {**HOST, **({"Content-Type": kind} if kind else {})}
    with backend(speaking(reply)) as port, Served(routed(port, rules=RULES)) as served:
        with httpx.Client(base_url=f"http://127.0.0.1:{served.port}", headers=headers) as client:
            answer = client.request(method, path, content=body)
        (exchange,) = served.end()
    assert (answer.status_code, asked, exchange.request.status, exchange.problem) == (400, [], 400, "")
    assert (json.loads(answer.content)["detail"] if answer.content else "") == why


def test_what_breaks_none_is_passed_on_with_all_of_its_body() -> None:
    def reply(got: Got) -> Replied:
        return 200, [("X-Size", str(len(got.body)))], [got.body]

    body = b'{"size": "' + b"x" * 300_000 + b'"}'
    with (
        backend(speaking(reply)) as port,
        Served(routed(port, rules=RULES)) as served,
        httpx.Client(base_url=f"http://127.0.0.1:{served.port}", headers=HOST) as client,
    ):
        sent = client.post("/cups", content=body, headers={"Content-Type": "application/json"})
        chunked = client.post("/pots", content=iter([b"a", b"b"]))
        got = client.get("/cups?size=3")
    assert [(one.status_code, len(one.content)) for one in (sent, chunked, got)] == [(200, 300_012), (200, 2), (200, 0)]


@pytest.mark.parametrize(
    ("kind", "begun"), [("application/json", b"{}"), ("text/csv", b"[1]"), (FORM, b"a=1"), ("", b"{tea} [x]")]
)
def test_what_is_no_json_or_says_what_it_is_breaks_no_rule(kind: str, begun: bytes) -> None:
    assert json_content_type(Called("POST", "/", (("Content-Type", kind),), begun)) == ""
    assert get_with_body(Called("GET", "/", (), b"")) == ""


def test_each_word_of_a_config_is_a_rule() -> None:
    assert len(RULES) == len(STRICT)
