"""A recording is read as it was written, and its bodies are to the byte what was said."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify.cassettes.written import Cassette, Kept, Said, read, said, write
from docverify.errors import BackendError

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
BODIES = (
    st.binary()
    | st.text().map(lambda text: text.encode("utf-8", "replace"))
    | st.builds(lambda value, indent: json.dumps(value, indent=indent).encode(), VALUES, st.sampled_from([None, 2, 3]))
)


def cassette(body: bytes = b"") -> Cassette:
    kept = Kept("a.md#:python:1", Said("POST", "https://a/b", **said(body)), Said(status=200, **said(body)))
    return Cassette(kind="url", backend="api", page="a.md", exchanges=(kept,))


@given(BODIES)
def test_a_body_is_what_it_was(body: bytes) -> None:
    found = read(write(cassette(body)), "a.json")
    assert found == cassette(body)
    assert found.exchanges[0].reply.body() == body


def test_json_can_be_read_in_the_file_and_text_line_by_line() -> None:
    assert b'"json": {\n          "size": 1\n        }' in write(cassette(b'{"size": 1}'))
    assert b'"text": [\n          "a",\n          "b"\n        ]' in write(cassette(b"a\nb"))
    assert b'"base64": "/w=="' in write(cassette(b"\xff"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"[]", "no recording"),
        (b"\xff", "no recording"),
        (b'{"schema": "docverify.recording/9", "backend": "a", "page": "b", "exchanges": []}', "of another version"),
        (write(cassette(b'{"a": 1}')).replace(b'"spaced"', b'"neat"'), "no recording: 'neat'"),
        (write(cassette(b"\xff")).replace(b'"/w=="', b'"/"'), "no recording"),
        (write(cassette()).replace(b'"status": 200', b'"status": 101'), "lacks method, url or status"),
        (write(cassette()).replace(b'"method": "POST",', b""), "lacks method, url or status"),
    ],
)
def test_what_is_none_is_told_with_its_name(text: bytes, why: str) -> None:
    with pytest.raises(BackendError, match=rf"^a\.json: .*{why}"):
        read(text, "a.json")
