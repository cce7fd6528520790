"""Where recordings answer, no connection is made, whatever is asked."""

import httpx
import pytest

from docverify.proxy.replayed import LONGEST
from docverify.proxy.routes import Called
from tests.proxy.backends import Served, routed

Reply = tuple[int, tuple[tuple[str, str], ...], bytes]
HEADERS = (("Content-Type", "text/plain"), ("Content-Length", "999"), ("X-Tea", "green"))


def answering(called: Called) -> Reply | None:
    if called.target == "/none":
        return None
    said = f"{called.method} {called.target} {len(called.body)}".encode()
    return (204, HEADERS, b"") if called.target == "/empty" else (200, HEADERS, said)


def asked(method: str, path: str, body: bytes = b"") -> tuple[int, str, str | None, str]:
    """Status and body, a header, and what was recorded as a problem."""
    with Served(routed(1, answering=answering)) as served:
        with httpx.Client(base_url=f"http://127.0.0.1:{served.port}", headers={"Host": "api.example.com"}) as client:
            answer = client.request(method, path, content=iter([body[:10], body[10:]]) if body else None)
        (exchange,) = served.end()
    return answer.status_code, answer.text, answer.headers.get("x-tea"), exchange.problem


@pytest.mark.parametrize(
    ("method", "path", "body", "told"),
    [
        ("GET", "/cups?a", b"", (200, "GET /cups?a 0", "green", "")),
        ("POST", "/cups", b"x" * 100_000, (200, "POST /cups 100000", "green", "")),
        ("HEAD", "/cups", b"", (200, "", "green", "")),
        ("DELETE", "/empty", b"", (204, "", "green", "")),
    ],
)
def test_a_recording_answers_as_a_server_does(method: str, path: str, body: bytes, told: tuple[object, ...]) -> None:
    assert asked(method, path, body) == told


def test_it_says_a_status_in_words_too() -> None:
    with Served(routed(1, answering=lambda _: (422, (), b""))) as served:
        said = served.say(b"GET / HTTP/1.1\r\nHost: api.example.com\r\nConnection: close\r\n\r\n")
    assert said.lower().startswith(b"http/1.1 422 unprocessable entity\r\n")


def test_what_was_not_recorded_is_refused_and_told() -> None:
    status, _, _, problem = asked("GET", "/none")
    assert (status, problem) == (501, "no recording of it: docverify record")


def test_an_endless_body_is_not_kept() -> None:
    status, _, _, problem = asked("POST", "/cups", b"x" * (LONGEST + 1))
    assert (status, problem) == (413, f"its body is longer than {LONGEST} bytes, and no recording has such")
