"""What a backend says is wrong with a request, wherever it says it."""

import pytest

from docverify.judge.refusals import rule, says_error
from docverify.model import Body, Exchange, Request


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('{"code": 101, "error": "Object not found."}', "Object not found. (code 101)"),
        ('{"error": {"message": "no such cup", "type": "invalid_request"}}', "no such cup (code invalid_request)"),
        ('{"errors": [{"message": "Cannot query field"}]}', "Cannot query field"),
        ('{"detail": [{"msg": "field required"}]}', "field required"),
        ('{"errors": [{"code": 7, "detail": "no cup"}], "code": 3}', "no cup (code 3)"),
        (
            '{"type": "a:b", "detail": "not valid", "validation": [{"code": "required", "message": "no name"}]}',
            "no name (code a:b)",
        ),
        ('{"title": "Request body is invalid", "type": "about:blank"}', "Request body is invalid (code about:blank)"),
        ('{"error": true}', ""),
        ("[1]", ""),
        ("<html><body>\n<h1>Not Found</h1>", "Not Found"),
        ("no cup\nof tea", "no cup"),
        ("", ""),
    ],
)
def test_the_rule_is_told_on_one_line(body: str, told: str) -> None:
    assert rule(Exchange(0, "api", Request("GET", status=400), Body(), Body(content=body.encode()))) == told


def test_what_was_answered_says_nothing() -> None:
    assert rule(Exchange(0, "api", Request("GET", status=200), Body(), Body(content=b'{"error": "x"}'))) == ""


@pytest.mark.parametrize(
    ("errors", "body", "is_error"),
    [
        ({"error": "*"}, '{"error": "no"}', True),
        ({"error": "*"}, '{"error": null}', False),
        ({"error": "*"}, '{"error": []}', False),
        ({"error": "*"}, "{}", False),
        ({"ok": "false"}, '{"ok": false}', True),
        ({"ok": "false"}, '{"ok": true}', False),
        ({"data.status": "5"}, '{"data": {"status": 5}}', True),
        ({"status": "error", "errors": "*"}, '{"status": "fine", "errors": [1]}', True),
        ({"error": "*"}, "no JSON", False),
        ({}, '{"error": "no"}', False),
    ],
)
def test_a_body_is_an_error_where_the_config_says_how(errors: dict[str, str], body: str, is_error: bool) -> None:
    assert says_error(body.encode(), errors) is is_error
