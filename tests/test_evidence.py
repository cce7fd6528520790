"""A request in one line, as reports and issues show it."""

import pytest

from docverify.evidence import asked
from docverify.model import Request


@pytest.mark.parametrize(
    ("request_", "line"),
    [
        (Request("GET", "api.test", "/cups", 200), "200 GET api.test/cups"),
        (Request("GET", "api.test", "/cups", 422, refusal="no tea"), "422 GET api.test/cups: no tea"),
        (Request("", "api.test"), "refused api.test"),
        (Request("TCP", "127.0.0.1:6379"), "TCP 127.0.0.1:6379"),
    ],
)
def test_it_begins_with_its_answer_where_there_can_be_one(request_: Request, line: str) -> None:
    assert asked(request_) == line
