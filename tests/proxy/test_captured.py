"""What a reply gave goes out in the place of its stand-in, whoever asks, and is shown by its name."""

import json
import socket

import httpx
import pytest

from docverify.model import Capture
from docverify.proxy.captured import Captured
from docverify.proxy.heads import Head
from docverify.proxy.routes import Route, Wanted
from tests.proxy.backends import Asked, Replied, Served, backend, routed, speaking

CUP = Wanted("cup", "700000000000001", Capture("POST /cups", "data.id"))
IDS = iter(["a/1", 52])


def give(asked: Asked) -> Replied:
    """A new id for each cup; else what was asked for."""
    told = {"data": {"id": next(IDS)}} if (asked.method, asked.target) == ("POST", "/cups") else asked.target
    body = json.dumps([told, asked.body.decode()] if isinstance(told, str) else told).encode()
    return 200, [("Content-Length", str(len(body)))], [body]


def test_the_last_reply_counts_and_the_record_tells_both() -> None:
    with backend(speaking(give)) as port, Served(routed(port, wanted=(CUP,))) as served:
        base, where = f"http://127.0.0.1:{served.port}", f"/cups/{CUP.stand_in}"
        early = httpx.get(base + where).json()
        httpx.post(f"{base}/cups")
        first = httpx.put(base + where, json={"id": CUP.stand_in}).json()
        httpx.post(f"{base}/cups")
        second = httpx.get(base + where, headers={"If-None-Match": CUP.stand_in}).json()
        exchanges = served.end()
    assert early[0] == where
    assert first == ["/cups/a%2F1", '{"id":"a/1"}']
    assert second[0] == "/cups/52"
    assert [one.request.path for one in exchanges[::2]] == ["/cups/{cup}"] * 3
    assert [one.path for one in exchanges[::2]] == [where, "/cups/a%2F1", "/cups/52"]
    assert [one.lacks for one in exchanges] == [("POST /cups",), (), (), (), ()]


def test_who_leaves_before_a_reply_is_whole_has_what_it_gave() -> None:
    def slow(asked: Asked) -> Replied:
        if asked.method == "POST":
            parts = [b'{"data": {"id": "late"}, "more": "', *[b"." * 1000] * 50, b'"}']
            return 200, [("Content-Length", str(sum(map(len, parts))))], parts
        return 200, [("Content-Length", "0")], []

    with backend(speaking(slow)) as port, Served(routed(port, wanted=(CUP,))) as served:
        with socket.create_connection(("127.0.0.1", served.port)) as near:
            near.sendall(f"POST /cups HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nContent-Length: 0\r\n\r\n".encode())
            assert near.recv(1) == b"H"
        httpx.get(f"http://127.0.0.1:{served.port}/cups/{CUP.stand_in}")
        exchanges = served.end()
    assert exchanges[-1].path == "/cups/late"


@pytest.mark.parametrize(
    ("method", "path", "status", "body", "known"),
    [
        ("POST", "/cups?big=1", 201, b'{"data": {"id": "x"}}', "x"),
        ("POST", "/cups", 201, b'{"data": {"id": 0}}', "0"),
        ("POST", "/cups", 404, b'{"data": {"id": "x"}}', None),
        ("POST", "/cups/x", 200, b'{"data": {"id": "x"}}', None),
        ("GET", "/cups", 200, b'{"data": {"id": "x"}}', None),
        ("POST", "/cups", 200, b'{"data": {"id": true}}', None),
        ("POST", "/cups", 200, b'{"data": {"id": "a\\r\\nb: c"}}', None),
        ("POST", "/cups", 200, b'{"data": []}', None),
        ("POST", "/cups", 200, b"[" * 100_000, None),
    ],
)
def test_only_what_the_config_names_is_taken(
    method: str, path: str, status: int, body: bytes, known: str | None
) -> None:
    captured = Captured([Route("api", ("api.test",), "http://127.0.0.1:1", wanted=(CUP,))])
    captured.learn("api", Head(method, "api.test", 80, "api.test", path, ()), status, body)
    assert captured.known.get(CUP.stand_in) == known


def test_any_part_of_a_path_may_be_another_one() -> None:
    wanted = Wanted("lid", "700000000000002", Capture("POST /cups/*/lids", "id"))
    captured = Captured([Route("api", ("api.test",), "http://127.0.0.1:1", wanted=(wanted,))])
    for path, body in (("/cups/5/lids", b'{"id": "a"}'), ("/cups/5/6/lids", b'{"id": "b"}')):
        captured.learn("api", Head("POST", "api.test", 80, "api.test", path, ()), 200, body)
    assert captured.known == {wanted.stand_in: "a"}
