"""Over the wire: a backend gets the real secret, the example and the record only its stand-in."""

import json
from base64 import b64encode

import httpx
import pytest

from docverify.model import Exchange
from tests.proxy.backends import Asked, Replied, Served, backend, routed, speaking

REAL = "real/secret+1"
SECRETS = {"sk_test_1": REAL}


def repeat(asked: Asked) -> Replied:
    """Says again what it was told, in each place where a server might."""
    told = {"target": asked.target, "headers": asked.headers, "body": asked.body.decode()}
    body = json.dumps(told).encode()
    login = asked.header("authorization") or ""
    return 200, [("X-Login", login), ("Content-Length", str(len(body)))], [body[:40], body[40:]]


def nowhere(exchanges: list[Exchange]) -> bool:
    return not any(form in repr(exchanges) for form in (REAL, "real%2Fsecret", b64encode(b"real/secret").decode()[:12]))


def test_the_backend_gets_the_secret_and_nobody_else_does() -> None:
    seen: list[Asked] = []

    def reply(asked: Asked) -> Replied:
        seen.append(asked)
        return repeat(asked)

    with backend(speaking(reply)) as port, Served(routed(port, secrets=SECRETS)) as served:
        url = f"http://127.0.0.1:{served.port}/a?key=sk_test_1"
        answer = httpx.post(url, json={"key": "sk_test_1"}, headers={"Authorization": "Bearer sk_test_1"})
        login = httpx.get(url, auth=("sk_test_1", ""))
        exchanges = served.end()
    assert seen[0].target == "/a?key=real%2Fsecret%2B1"
    assert json.loads(seen[0].body) == {"key": REAL}
    assert seen[0].header("authorization") == f"Bearer {REAL}"
    assert seen[0].header("accept-encoding") == "identity"
    assert seen[1].header("authorization") == "Basic " + b64encode(f"{REAL}:".encode()).decode()
    assert answer.json()["target"] == "/a?key=sk_test_1"
    assert json.loads(answer.json()["body"]) == {"key": "sk_test_1"}
    assert answer.headers["x-login"] == "Bearer sk_test_1"
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert login.headers["x-login"] == "Basic " + b64encode(b"sk_test_1:").decode()
    assert REAL not in answer.text + login.text
    assert nowhere(exchanges)
    assert exchanges[0].request.path == "/a?key=sk_test_1"
    assert exchanges[0].received.content == answer.content


@pytest.mark.parametrize("length", [100_000, None])
def test_in_bodies_that_are_not_held_it_is_found_where_they_are_cut(length: int | None) -> None:
    def reply(asked: Asked) -> Replied:
        body = asked.body + b"-" * (100_000 - len(asked.body))
        assert REAL.encode() in asked.body
        headers = [("Content-Length", str(length))] if length else []
        cut = asked.body.index(REAL.encode()) + 4
        return 200, headers, [body[:cut], body[cut:]]

    with backend(speaking(reply)) as port, Served(routed(port, secrets=SECRETS)) as served:
        sent = iter([b"a sk_te", b"st_1", b" b"])
        answer = httpx.post(f"http://127.0.0.1:{served.port}/", content=sent, headers={"Content-Type": "text/plain"})
        exchanges = served.end()
    assert answer.content.startswith(b"a sk_test_1 b-")
    assert len(answer.content) == 100_000 - len(REAL) + len("sk_test_1")
    assert nowhere(exchanges)


def test_an_answer_in_which_no_secret_could_be_seen_is_refused() -> None:
    def reply(_: Asked) -> Replied:
        return 200, [("Content-Encoding", "gzip"), ("Content-Length", "3")], [b"\x1f\x8b\x08"]

    with backend(speaking(reply)) as port, Served(routed(port, secrets=SECRETS)) as served:
        assert httpx.get(f"http://127.0.0.1:{served.port}/").status_code == 502
        (exchange,) = served.end()
    assert "packed" in exchange.problem
    assert exchange.received.content == b""


def test_without_secrets_a_packed_answer_is_passed_on() -> None:
    def reply(asked: Asked) -> Replied:
        packed = asked.header("accept-encoding") or ""
        return 200, [("Content-Encoding", packed), ("Content-Length", "3")], [b"abc"]

    with backend(speaking(reply)) as port, Served(routed(port)) as served:
        url = f"http://127.0.0.1:{served.port}/"
        with httpx.stream("GET", url, headers={"Accept-Encoding": "x-own"}) as answer:
            assert (answer.headers["content-encoding"], b"".join(answer.iter_raw())) == ("x-own", b"abc")


def test_what_a_head_alone_says_of_length_stays() -> None:
    def reply(_: Asked) -> Replied:
        return 200, [("Content-Length", "3")], []

    with backend(speaking(reply)) as port, Served(routed(port, secrets=SECRETS)) as served:
        assert httpx.head(f"http://127.0.0.1:{served.port}/").headers["content-length"] == "3"
