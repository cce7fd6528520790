"""A request of raw HTTP is sent as its page shows it."""

import pytest

from docverify.sandbox.inside.http_session import read


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("GET https://tea.example/cups", ("GET", "https://tea.example/cups", {}, "")),
        (
            'POST /cups HTTP/1.1\nHost: tea.example\nContent-Type: application/json\n\n{"kind": "green"}\n',
            ("POST", "/cups", {"host": "tea.example", "content-type": "application/json"}, '{"kind": "green"}'),
        ),
        (
            "GET https://tea.example/cups\n    ?kind=green\n    &size=2\n# a remark\nAccept: text/plain\n\n###",
            ("GET", "https://tea.example/cups?kind=green&size=2", {"accept": "text/plain"}, ""),
        ),
    ],
)
def test_a_request_is_read_as_it_is_written(text: str, found: tuple[object, ...]) -> None:
    assert read(text) == found


def test_what_is_no_request_is_refused() -> None:
    with pytest.raises(ValueError, match="no request: tea"):
        read("tea")
