"""What was recorded can be read by what reads HAR 1.2."""

import json
from typing import Any

import pytest

from docverify.model import Body, Exchange, Request
from docverify.proxy.har import write_har

POST = Exchange(
    task=1,
    backend="api",
    request=Request("POST", "api.example.com", "/a?b=c&b=%20&d", 302, 0.25),
    sent=Body((("Content-Type", "application/json"), ("X", "1")), b'{"a": "\xc3\xa9"}', False, 11),
    received=Body((("Content-Type", "image/png"), ("Location", "/b")), b"\x89PNG", True, 100),
    scheme="https",
    version="2",
    started=1_000_000_000.5,
)
REFUSED = Exchange(None, "", Request("GET", "other.example.com", "/"), Body(), Body(), "no backend has the host")
FORWARDED = Exchange(1, "redis", Request("TCP", "127.0.0.1:6379"), Body(), Body())
UNREADABLE = Exchange(1, "", Request("", "127.0.0.1"), Body(), Body(), "it is no request of HTTP/1.1")


def test_an_exchange_is_an_entry() -> None:
    archive: dict[str, Any] = json.loads(json.dumps(write_har([POST])))
    assert archive["log"]["version"] == "1.2"
    assert archive["log"]["creator"]["name"] == "docverify"
    assert archive["log"]["entries"] == [
        {
            "startedDateTime": "2001-09-09T01:46:40.500+00:00",
            "time": 250,
            "request": {
                "method": "POST",
                "url": "https://api.example.com/a?b=c&b=%20&d",
                "httpVersion": "HTTP/2",
                "cookies": [],
                "headers": [{"name": "Content-Type", "value": "application/json"}, {"name": "X", "value": "1"}],
                "queryString": [
                    {"name": "b", "value": "c"},
                    {"name": "b", "value": " "},
                    {"name": "d", "value": ""},
                ],
                "headersSize": -1,
                "bodySize": 11,
                "postData": {"mimeType": "application/json", "text": '{"a": "é"}'},
            },
            "response": {
                "status": 302,
                "statusText": "Found",
                "httpVersion": "HTTP/2",
                "cookies": [],
                "headers": [{"name": "Content-Type", "value": "image/png"}, {"name": "Location", "value": "/b"}],
                "content": {"size": 100, "mimeType": "image/png", "text": "iVBORw==", "encoding": "base64"},
                "redirectURL": "/b",
                "headersSize": -1,
                "bodySize": 100,
            },
            "cache": {},
            "timings": {"send": 0, "wait": 250, "receive": 0},
            "comment": "",
        }
    ]


def test_a_refused_request_is_one_and_says_why() -> None:
    (entry,) = write_har([REFUSED])["log"]["entries"]
    assert (entry["request"]["url"], entry["response"]["status"]) == ("http://other.example.com/", 0)
    assert entry["comment"] == "no backend has the host"
    assert "postData" not in entry["request"]


@pytest.mark.parametrize("exchange", [FORWARDED, UNREADABLE])
def test_what_is_no_request_of_http_is_none(exchange: Exchange) -> None:
    assert write_har([exchange])["log"]["entries"] == []
