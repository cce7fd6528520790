"""What changes from run to run is hidden, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify.masks import mask, pieces

CASES = {
    "<Client object at 0x7f3a2b1c4d50>": "<Client object at <ADDRESS>>",
    "no order 6f9619ff-8b86-4d01-b42d-00cf4fc964ff": "no order <ID>",
    "commit 3f2a1bc09d": "commit <ID>",
    "the cafe was defaced": "the cafe was defaced",
    "0xff and 255": "0xff and 255",
    "at 2024-02-03T10:11:12.5Z": "at <TIME>",
    "at 2024-02-03 10:11:12+02:00 sharp": "at <TIME> sharp",
    "since 2024-02-03": "since <TIME>",
    "Thu, 01 Feb 2024 10:11:12 GMT": "<TIME> <TIME> GMT",
    "took 0.25s, then 3 minutes": "took <DURATION>, then <DURATION>",
    "3 items and 4 others": "3 items and 4 others",
    "No such file or directory: '/home/ann/shop/data.csv'": "No such file or directory: '<PATH>/data.csv'",
    "No such file or directory: '/tmp/tmpab1/data.csv'": "No such file or directory: '<TEMPORARY>'",
    "open C:\\Users\\ann\\data.csv": "open <PATH>\\data.csv",
    "see https://example.org/a/b/c": "see https://example.org/a/b/c",
    "connect to 127.0.0.1:45123 failed": "connect to 127.0.0.1:<PORT> failed",
    "localhost:8080C:\\a\\b": "localhost:<PORT><PATH>\\b",  # seen only once the port is hidden
    "localhost:8080 or port 54321": "localhost:<PORT> or port <PORT>",
    "invalid syntax (line 12)": "invalid syntax (line <LINE>)",
    "process with pid 4711": "process with pid <PROCESS>",
    "KeyError: 'missing_3'": "KeyError: 'missing_3'",
}


@pytest.mark.parametrize("text", CASES)
def test_what_changes_becomes_a_token(text: str) -> None:
    assert mask(text) == CASES[text]


PIECES = st.sampled_from(
    [*CASES, "/", "\\", ":", "0x", "deadbeef1", "12:00:00", "2024-01-01", "<", ">", "s", " ", "a", "1", "."]
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=8).map("".join))
def test_masking_twice_is_masking_once(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@given(st.text())
def test_the_pieces_of_a_text_are_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text


def test_what_is_hidden_is_one_piece() -> None:
    assert pieces("at 2024-02-03 10:11:12, 3 cups") == ["at", " ", "2024-02-03 10:11:12", ",", " ", "3", " ", "cups"]
