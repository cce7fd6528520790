"""Bytes become text; what is no text is said, and what is not quite text is read all the same."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify.model import Problem
from docverify.reading.decode import decode


def test_utf8_is_read() -> None:
    assert decode("a\r\nü 中\n".encode(), "a.md") == ("a\r\nü 中\n", ())


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_says_the_encoding_and_is_no_text(mark: bytes, encoding: str) -> None:
    assert decode(mark + "a ü 中\n".encode(encoding), "a.md") == ("a ü 中\n", ())


def test_what_is_not_utf8_is_replaced_and_its_place_is_said() -> None:
    problem = Problem("a.md", "is not UTF-8: byte 0xe9 at offset 7, read as \ufffd", "save it as UTF-8", line=2)
    assert decode(b"one\ncaf\xe9\n", "a.md") == ("one\ncaf\ufffd\n", (problem,))


def test_the_place_counts_the_byte_order_mark() -> None:
    _, problems = decode(codecs.BOM_UTF8 + b"\xff", "a.md")
    assert [problem.what for problem in problems] == ["is not UTF-8: byte 0xff at offset 3, read as \ufffd"]


def test_half_a_character_at_the_end_is_said() -> None:
    text, problems = decode(codecs.BOM_UTF16_LE + "ab".encode("utf-16-le") + b"c", "a.md")
    assert text == "ab\ufffd"
    assert [problem.what for problem in problems] == ["is not UTF-16-LE: byte 0x63 at offset 6, read as \ufffd"]


def test_a_file_with_nul_bytes_is_no_text() -> None:
    problem = Problem("a.md", "is not text: it holds NUL bytes", "if it is a page, save it as UTF-8", fatal=True)
    assert decode(b"\x89PNG\r\n\0\0", "a.md") == ("", (problem,))


def test_a_nul_byte_far_into_a_file_does_not_cost_the_page() -> None:
    text = "a line\n" * 2000 + "\0\n"
    assert decode(text.encode(), "a.md") == (text, ())


def test_noise_without_nul_bytes_is_no_text() -> None:
    problem = Problem("a.md", "is not text", "if it is a page, save it as UTF-8", fatal=True)
    assert decode(bytes(range(1, 256)), "a.md") == ("", (problem,))


def test_a_legacy_encoding_is_text() -> None:
    text, problems = decode("Grüße aus dem Süden\f\x1b[0m\n".encode("latin-1"), "a.md")
    assert (text.count("\ufffd"), [problem.fatal for problem in problems]) == (3, [False])


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_problem(data: bytes) -> None:
    text, problems = decode(data, "a.md")
    text.encode()  # no lone surrogates, which no report could hold
    assert not any(problem.fatal for problem in problems) or text == ""


@given(st.text())
def test_what_was_saved_as_utf8_is_read_back(text: str) -> None:
    if text.encode("utf-8", "ignore").decode() == text and "\0" not in text and not text.startswith("\ufeff"):
        assert decode(text.encode(), "a.md") == (text, ())


CHINESE = '# 快速开始\n\n安装之后，运行下面的命令：\n\n```python\nprint("你好，世界")\n```\n'
JAPANESE = "# はじめに\n\nインストールしたら、次のコマンドを実行します。\n\n```python\nprint('こんにちは')\n```\n"
RUSSIAN = "# Начало\n\nПосле установки выполните команду:\n\n```python\nprint('привет')\n```\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(CHINESE, "gb18030"), (CHINESE, "gbk"), (JAPANESE, "shift_jis"), (JAPANESE, "euc_jp"), (RUSSIAN, "cp1251")],
)
def test_a_page_that_does_not_say_its_encoding_is_read_as_it_looks_and_told(text: str, encoding: str) -> None:
    read, problems = decode(text.encode(encoding), "a.md")
    assert read == text
    assert [(one.what[:38], one.fatal) for one in problems] == [("is not UTF-8 and does not say what it ", False)]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="gb2312">', "gbk"),
        ('<META http-equiv="Content-Type" content="text/html; charset=Shift_JIS">', "cp932"),
        ('<?xml version="1.0" encoding="big5"?>', "big5"),
        (".. -*- coding: gb18030 -*-", "gb18030"),
        (":encoding: euc-jp", "euc_jp"),
        ('<meta charset="iso-2022-jp">', "iso2022_jp"),
    ],
)
def test_a_page_that_says_its_encoding_is_read_in_it(head: str, encoding: str) -> None:
    text = f"{head}\n文字\n"
    assert decode(text.encode(encoding), "a.html") == (text, ())


def test_what_the_server_says_comes_before_what_the_page_says() -> None:
    text = '<meta charset="big5">中文'
    assert decode(text.encode("gbk"), "a.html", "GBK") == (text, ())


def test_utf8_that_is_called_something_else_is_utf8() -> None:
    text = '<meta charset="gbk">中文é'
    assert decode(text.encode(), "a.html", "iso-8859-1") == (text, ())


@pytest.mark.parametrize(
    "name", ["no-such", "rot13", "base64", "utf-8\0", "x" * 500, "undefined", "idna", "unicode_escape", "utf-7"]
)
def test_an_encoding_that_is_none_is_ignored(name: str) -> None:
    text, problems = decode(b"caf\xe9", "a.html", name)
    assert text == "caf\ufffd"
    assert len(problems) == 1


def test_one_wrong_byte_in_utf8_does_not_make_it_another_encoding() -> None:
    text, problems = decode(CHINESE.encode() + b"\xff", "a.md")
    assert text == CHINESE + "\ufffd"
    assert [one.what for one in problems] == ["is not UTF-8: byte 0xff at offset 96, read as \ufffd"]
