"""What a page holds or an example prints acts on nobody."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify import escape

ANYTHING = st.text(st.characters(codec=None), max_size=200)
PIECES = (
    "`",
    "```",
    "<!--",
    "-->",
    "@me",
    "#12",
    "fixes #1",
    "\x1b[31m",
    "\x1b]0;t\x07",
    "\u202e",
    "::error::",
    "\n",
    "\r",
)
MORE = (" ", "https://x.y/1", "GH-7", "<b>", "|", "abc1234", "中")
NASTY = st.lists(st.sampled_from(PIECES + MORE), max_size=12).map("".join)
TEXTS = ANYTHING | NASTY


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("a\tb\nc", "a\tb\nc"),
        ("\u202eevil\u2066", "\\u202eevil\\u2066"),
        ("bell\x07 del\x7f c1\x9b", "bell\\x07 del\\x7f c1\\x9b"),
        ("over\rwritten", "over\\x0dwritten"),
        ("family 👩‍👩‍👧 中文 שלום", "family 👩‍👩‍👧 中文 שלום"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("pay\u200bpal \u200d\ufeffx", "pay\\u200bpal \\u200d\\ufeffx"),
        ("نمی\u200cخواهم क्\u200dष", "نمی\u200cخواهم क्\u200dष"),
    ],
)
def test_a_terminal_shows_what_would_have_acted_on_it(text: str, shown: str) -> None:
    assert escape.terminal(text) == shown


@pytest.mark.parametrize(
    "text", ["::error::x", "  ::set-output name=a::b", "ok\n\u3000::stop-commands::t", "see ##[error]x"]
)
def test_a_runner_obeys_no_command_in_the_output(text: str) -> None:
    shown = escape.terminal(text)
    assert not re.search(r"(?m)^\s*::|##\[", shown)
    assert shown.replace(r"\x3a", ":").replace(r"\x23", "#") == text


def test_commands_are_left_alone_where_nothing_obeys_them() -> None:
    assert escape.plain("::before { color: green }") == "::before { color: green }"
    assert escape.terminal("a::b") == "a::b"


@given(TEXTS)
def test_a_terminal_gets_no_control_character_but_newline_and_tab(text: str) -> None:
    shown = escape.terminal(text)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
    assert escape.terminal(shown) == shown


@pytest.mark.parametrize(
    "secret",
    [
        "ghp_" + "0" * 36,
        "npm_" + "aB3" * 12,
        "AKIA" + "IOSFODNN7EXAMPLE",
        "xoxb-" + "1234567890-abc",
        "-----BEGIN RSA PRIVATE KEY-----" + "\nMIIEow\nIBAAK\n",
    ],
)
def test_what_many_can_read_holds_no_secret(secret: str) -> None:
    for shown in (escape.fenced, escape.inline, escape.code, escape.title):
        assert secret[-12:].strip() not in shown(f"token: {secret}.")
    assert secret[:3] in escape.fenced(secret)


def test_names_that_begin_like_a_secret_are_none() -> None:
    text = "npm_config_fetch_retries, AKIA, ghp_token, hf_hub_download and -----BEGIN CERTIFICATE-----"
    assert escape.plain(text) == text


@given(TEXTS, st.sampled_from(["text", "python", "", "a`b\nc"]))
def test_a_fence_ends_where_it_was_closed_and_not_before(text: str, label: str) -> None:
    lines = escape.fenced(text, label).split("\n")
    fence = re.match("`+", lines[0])
    assert fence is not None
    assert lines[-1] == fence.group()
    assert not any(re.match(rf" {{0,3}}`{{{len(fence.group())},}}", line) for line in lines[1:-1])
    assert "`" not in lines[0][len(fence.group()) :]


@given(TEXTS)
def test_no_comment_can_be_made_anywhere(text: str) -> None:
    for shown in (escape.fenced(text), escape.inline(text), escape.code(text), escape.title(text)):
        assert "<!--" not in shown


@given(TEXTS)
def test_prose_pings_links_and_closes_nothing(text: str) -> None:
    shown = escape.inline(text)
    assert not re.search(r"@\w|#\d|GH-\d|://|<|>|\n", shown, re.IGNORECASE)


@given(TEXTS)
def test_a_title_is_one_line_that_pings_and_links_nothing(text: str) -> None:
    assert not re.search(r"@\w|#\d|://|\n|\x1b", escape.title(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a*b*_c_ [d](e)", "a\\*b\\*\\_c\\_ \\[d\\](e)"),
        ("<b> & `x` | y", "&lt;b&gt; &amp; \\`x\\` \\| y"),
        ("two\nlines\tone", "two lines one"),
        ("fixes #12 for @octocat", f"fixes {escape.BREAK}#{escape.BREAK}12 for @{escape.BREAK}octocat"),
        ("读取 CSV：完成", "读取 CSV：完成"),
    ],
)
def test_prose_shows_the_text_as_it_is(text: str, shown: str) -> None:
    assert escape.inline(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"), [("a", "`a`"), ("a`b", "``a`b``"), ("`a`", "`` `a` ``"), ("", ""), ("\n", "")]
)
def test_inline_code_holds_its_backticks(text: str, shown: str) -> None:
    assert escape.code(text) == shown


@given(TEXTS, st.integers(0, 300))
def test_a_cut_text_keeps_to_its_bytes(text: str, limit: int) -> None:
    shown = escape.cut(text, limit)
    assert len(shown.encode("utf-8", "replace")) <= limit
    assert shown == text or len(text.encode("utf-8", "replace")) > limit


def test_a_cut_is_marked() -> None:
    assert escape.cut("中" * 50, 60) == "中" * 11 + "\n… cut: 150 bytes in all"
