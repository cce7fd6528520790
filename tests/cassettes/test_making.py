"""What was asked becomes a recording, without what gives access, and without what cannot be kept whole."""

import gzip
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from docverify.cassettes.making import Origin, make
from docverify.cassettes.written import Cassette, write
from docverify.model import Body, Exchange, Request

TOKEN = "r:71d48a4d2a9f1c6e"
JSON = (("Content-Type", "application/json"), ("Date", "Mon, 01 Jan 2024 00:00:00 GMT"))
FORM = (("Content-Type", "application/x-www-form-urlencoded"),)
NAMES = st.sampled_from(["password", "client_secret", "apiKey", "X-Auth-Token", "refreshToken"])


def exchange(path: str = "/a", sent: Body | None = None, received: Body | None = None, **more: Any) -> Exchange:
    request = Request(more.pop("method", "GET"), "api.test", path, more.pop("status", 200))
    fields = {"backend": "api", "scheme": "https", **more}
    return Exchange(task=0, request=request, sent=sent or Body(), received=received or Body(), **fields)


def body(value: Any, *headers: tuple[str, str]) -> Body:
    return Body((*JSON, *headers), json.dumps(value).encode())


def made(*exchanges: Exchange) -> Cassette:
    return make(
        Origin("api", "url", ("in-the-config",)), "a.md", [("a.md#:python:1", one) for one in exchanges]
    ).cassette


def test_a_token_is_the_same_word_wherever_it_stands_and_nowhere_itself() -> None:
    headers = (("X-Session-Token", TOKEN), ("Authorization", f"Bearer {TOKEN}"))
    cassette = made(
        exchange(f"/sessions/{TOKEN}"),
        exchange("/login?api_key=abc&size=1", received=body({"user": {"sessionToken": TOKEN}, "tokens": 3})),
        exchange("/me", body({"text": f"it is {TOKEN}."}, *headers)),
    )
    first, login, me = cassette.exchanges
    word = login.reply.json["user"]["sessionToken"]
    assert word.startswith("masked-")
    assert first.request.url == f"https://api.test/sessions/{word}"
    assert me.request.json == {"text": f"it is {word}."}
    assert me.request.headers[1:] == (f"X-Session-Token: {word}", f"Authorization: Bearer {word}")
    assert login.request.url.startswith("https://api.test/login?api_key=masked-")
    assert login.request.url.endswith("&size=1")
    assert login.reply.json["tokens"] == 3


@given(NAMES, st.from_regex(r"[A-Za-z0-9+/]{8,40}", fullmatch=True))
def test_nothing_that_gives_access_is_in_the_file(name: str, secret: str) -> None:
    form = Body(FORM, f"{name}={secret}&a=b".encode())
    asked = exchange(f"/{secret}/x", form, body({name: [secret], "other": f"<{secret}>"}), method="POST")
    text = write(made(asked, exchange("/cookie", received=Body((("Set-Cookie", f"sid={secret}; Path=/"),), b""))))
    assert secret not in text.decode()


@given(NAMES, st.from_regex(r"[A-Za-z0-9+/]{8,40}", fullmatch=True))
def test_nor_is_it_in_elements_of_xml_or_parts_of_a_form(name: str, secret: str) -> None:
    element = f'<a xmlns:x="y"><x:{name} kind="k">{secret}</x:{name}><of>{secret}</of></a>'
    disposition = f'--XX\r\nContent-Disposition: form-data; name="{name}"\r\nContent-Type: text/plain'
    form = Body(
        (("Content-Type", "multipart/form-data; boundary=XX"),), f"{disposition}\r\n\r\n{secret}\r\n--XX--".encode()
    )
    asked = exchange("/x", form, Body((("Content-Type", "text/xml"),), element.encode()), method="POST")
    text = write(made(asked)).decode()
    assert secret not in text
    assert "of" in text


@pytest.mark.parametrize(
    "key",
    [
        "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
        "AKIAIOSFODNN7EXAMPLE",
        f"AIza{'Sy' * 17}A",
        f"sk-proj-{'a1' * 12}",
        f"github_pat_{'a1' * 12}",
        f"glpat-{'a1' * 10}",
        f"npm_{'a1' * 18}",
        f"SG.{'a1' * 11}.{'b2' * 11}",
        f"ya29.{'a1' * 12}",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc",
        "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----",
    ],
)
def test_a_key_is_known_by_its_form(key: str) -> None:
    (one,) = made(exchange(received=Body((), f"use {key}!".encode()))).exchanges
    assert one.reply.text == ("use masked-1!",)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Basic YTpi", "Basic masked-1"),
        ("Bearer in-the-config", "Bearer in-the-config"),
        (
            "AWS4-HMAC-SHA256 Credential=AKIA77/20240101/eu/s3, SignedHeaders=host;date, Signature=ab12",
            "AWS4-HMAC-SHA256 Credential=masked-1/20240101/eu/s3, SignedHeaders=host;date, Signature=masked-2",
        ),
        (
            'Digest username="ada", realm="tea", nonce="n", uri="/a"',
            'Digest username="masked-1", realm="tea", nonce="masked-2", uri="/a"',
        ),
    ],
)
def test_of_credentials_what_gives_access_is_masked_and_the_rest_can_be_read(said: str, kept: str) -> None:
    (one,) = made(exchange(sent=Body((("Authorization", said),)))).exchanges
    assert one.request.headers == (f"Authorization: {kept}",)


def test_a_stand_in_of_ours_stays_since_it_is_of_use_to_nobody() -> None:
    stand_in = "docverify-0123456789abcdef01234567"
    (one,) = made(exchange(sent=Body((("Authorization", f"Bearer {stand_in}"),)))).exchanges
    assert one.request.headers == (f"Authorization: Bearer {stand_in}",)


def test_a_packed_reply_is_kept_as_it_reads() -> None:
    packed = Body((*JSON, ("Content-Encoding", "gzip")), gzip.compress(b'{"size": 1}'))
    (one,) = made(exchange(received=packed)).exchanges
    assert (one.reply.json, one.reply.headers) == ({"size": 1}, ("Content-Type: application/json",))
    broken = Body((("Content-Encoding", "gzip"),), b"\x1f\x8bno")
    assert made(exchange(received=broken)).exchanges[0].reply.headers == ("Content-Encoding: gzip",)


def test_what_is_not_whole_or_of_another_backend_is_left_out_and_told() -> None:
    asked = (
        exchange("/long?token=abc", received=Body(content=b"a", truncated=True, size=9)),
        exchange("/gone", problem="the example broke its request off"),
        exchange("/other", backend="other"),
        exchange(method="TCP"),
        exchange("/socket", status=101),
    )
    found = make(Origin("api", "url"), "a.md", [("x", one) for one in asked])
    assert found.cassette.exchanges == ()
    assert found.left_out == (
        "GET /long?token=masked-1: too long to be kept",
        "GET /gone: the example broke its request off",
        "GET /socket: another protocol was spoken",
    )


def test_the_path_that_was_asked_for_is_kept_where_pages_have_another() -> None:
    (one,) = made(replace(exchange("/cups/{cup}"), path="/cups/7")).exchanges
    assert one.request.url == "https://api.test/cups/7"
