"""What others saved in HAR is a recording like any other."""

import json
from pathlib import Path
from typing import Any

import pytest

from docverify.cassettes.archives import read_archive
from docverify.cassettes.folder import load
from docverify.cassettes.written import Kept, Said
from docverify.errors import BackendError
from docverify.model import Body, Exchange, Request
from docverify.proxy.har import write_har


def archive(*entries: Any) -> bytes:
    return json.dumps({"log": {"version": "1.2", "creator": {"name": "x"}, "entries": entries}}).encode()


def entry(url: str = "https://api.test/a", status: int = 200, post: Any = None, **content: str) -> Any:
    request = {"method": "POST" if post else "GET", "url": url, "headers": [{"name": ":path", "value": "/a"}]}
    packed = [{"name": "content-encoding", "value": "br"}, {"name": "X-Tea", "value": "green"}]
    reply = {"status": status, "headers": packed, "content": {"size": 1, "mimeType": "a/b", **content}}
    return {"request": {**request, **({"postData": post} if post else {})}, "response": reply, "time": 1}


def read(*entries: Any) -> tuple[Kept, ...]:
    return read_archive(archive(*entries), "a.har", "a.md", lambda url: "//api.test/" in url).exchanges


def test_an_entry_is_an_exchange_as_it_reads() -> None:
    (one,) = read(entry(text='{"a": 1}'))
    assert one.request == Said("GET", "https://api.test/a")
    assert one.reply == Said(status=200, headers=("X-Tea: green",), json={"a": 1}, layout="spaced")


@pytest.mark.parametrize(
    ("post", "body"),
    [
        ({"mimeType": "text/plain", "text": "a"}, b"a"),
        ({"mimeType": "image/png", "text": "/w==", "comment": "base64"}, b"\xff"),
        ({"mimeType": "a/b", "params": [{"name": "a", "value": "b c"}, {"name": "d"}]}, b"a=b+c&d="),
    ],
)
def test_a_body_is_what_was_sent(post: Any, body: bytes) -> None:
    (one,) = read(entry(post=post, text="/w==", encoding="base64"))
    assert (one.request.body(), one.reply.body()) == (body, b"\xff")


def test_what_was_not_answered_or_asked_of_others_is_left_out() -> None:
    assert read(entry(status=0), entry("https://ads.test/a"), entry(status=101)) == ()


def test_what_docverify_writes_is_read_as_it_was() -> None:
    sent, received = Body((("Content-Type", "a/b"),), b"\xff", size=1), Body((("X", "y"),), b"tea", size=3)
    written = write_har([Exchange(0, "api", Request("PUT", "api.test", "/a?b", 201), sent, received, scheme="https")])
    (one,) = read_archive(json.dumps(written).encode(), "a.har", "a.md", lambda _: True).exchanges
    assert (one.request.method, one.request.url, one.request.body()) == ("PUT", "https://api.test/a?b", b"\xff")
    assert one.reply == Said(status=201, headers=("X: y",), text=("tea",))


@pytest.mark.parametrize(
    "text", [b"", b"[]", b'{"log": {}}', archive({"request": {}}), archive(entry(text="!", encoding="base64"))]
)
def test_what_is_none_is_told_with_its_name(text: bytes) -> None:
    with pytest.raises(BackendError, match=r"^a\.har: no recording in HAR: "):
        read_archive(text, "a.har", "a.md", lambda _: True)


def test_in_a_folder_it_is_of_the_page_that_it_is_named_after_and_of_no_kind(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "cups.md.har").write_bytes(
        archive(entry(), entry("https://eu.api.test/b"), entry("https://c.test"))
    )
    (found,) = load("api", ("api.test", "*.api.test"), tmp_path)
    assert (found.page, found.kind) == ("docs/cups.md", "")
    assert [one.request.url for one in found.exchanges] == ["https://api.test/a", "https://eu.api.test/b"]
