"""A Redis console takes words and shows replies as Redis's own does."""

import io

import pytest

from docverify.sandbox.inside.redis_session import Refusal, read, show, split


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('SET cup "Earl Grey"', [b"SET", b"cup", b"Earl Grey"]),
        (r'SET cup "a\n\x00\"b"', [b"SET", b"cup", b'a\n\x00"b']),
        (r"SET cup 'it\'s'", [b"SET", b"cup", b"it's"]),
        ('  GET\tcup ""', [b"GET", b"cup", b""]),
        (r'SET cup "\xff"', [b"SET", b"cup", b"\xff"]),
        ("", []),
    ],
)
def test_a_line_is_taken_apart_as_the_console_does(line: str, words: list[bytes]) -> None:
    assert split(line) == words


def test_an_open_quote_is_refused() -> None:
    with pytest.raises(ValueError, match="Invalid argument"):
        split('SET cup "Earl')


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        (b"+OK\r\n", "OK"),
        (b"-ERR unknown command\r\n", "(error) ERR unknown command"),
        (b":7\r\n", "(integer) 7"),
        (b"$-1\r\n", "(nil)"),
        (b"*-1\r\n", "(nil)"),
        (b"*0\r\n", "(empty array)"),
        (b'$4\r\na\n"\xff\r\n', r'"a\n\"\xff"'),
        (b"*2\r\n$1\r\na\r\n*2\r\n:1\r\n*1\r\n+b\r\n", '1) "a"\n2) 1) (integer) 1\n   2) 1) b'),
    ],
)
def test_a_reply_is_shown_as_the_console_does(sent: bytes, shown: str) -> None:
    assert show(read(io.BytesIO(sent))) == shown


def test_the_numbers_of_ten_stand_below_one_another() -> None:
    assert show([1] * 10).splitlines()[0] == " 1) (integer) 1"


def test_an_error_is_none_of_the_texts() -> None:
    assert isinstance(read(io.BytesIO(b"-WRONGTYPE no\r\n")), Refusal)


@pytest.mark.parametrize("sent", [b"", b"+OK", b"$5\r\n", b"$5\r\nab", b"*2\r\n:1\r\n"])
def test_a_server_that_goes_away_is_noticed(sent: bytes) -> None:
    with pytest.raises(EOFError):
        read(io.BytesIO(sent))
