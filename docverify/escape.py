"""Makes untrusted text safe to show: what a page holds or an example prints must never act on its reader.

On a terminal an escape sequence could repaint the screen.
On GitHub a `@name` pings, a `#12` links, a `fixes #12` closes, and a comment could pose as our own marker.
"""

import re

BREAK = "\u200b"
"""A zero-width space: invisible, and enough to keep two characters from being read as one sign."""

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 and C1 controls, without newline and tab
    "\u2028\u2029"  # line separators that only some programs take as line ends
    "\u202a-\u202e\u2066-\u2069"  # bidirectional embeddings, overrides and isolates
    "\ud800-\udfff"  # lone surrogates, which no encoder accepts
    "\U000e0000-\U000e007f"  # invisible tag characters
    "\u200b\ufeff]"  # zero-width: a word that is two, or two that are one
)
_JOINS = "[\u0590-\u1fff\u2190-\ufefe\U00010000-\U000dffff]"
_JOINER = re.compile(f"(?<!{_JOINS})\u200d|\u200d(?!{_JOINS})")
"""A zero-width joiner that joins neither letters nor pictures."""
_ANSI = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
    r"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC and the other strings: titles, links
    r"|\x1b[ -/]*[0-~]"  # two-character escapes
    r"|\x9b[0-?]*[ -/]*[@-~]"  # CSI as one C1 character
)
_COMMAND = re.compile(r"^([^\S\n]*):(?=:)", re.MULTILINE)
_LEGACY_COMMAND = re.compile(r"##(?=\[)")
_SIGNS = (
    (re.compile(r"@(?=\w)"), "@" + BREAK),
    (re.compile(r"#(?=\d)"), BREAK + "#" + BREAK),
    (re.compile(r"(GH)-(?=\d)", re.IGNORECASE), r"\1" + BREAK + "-"),
    (re.compile(r"://"), ":" + BREAK + "//"),
    (re.compile(r"\b(www)\.", re.IGNORECASE), r"\1" + BREAK + "."),
    (re.compile(r"\b(?=[a-f]*[0-9])(?=[0-9]*[a-f])([0-9a-f]{6})(?=[0-9a-f]{1,34}\b)"), r"\1" + BREAK),
)
"""What GitHub turns into a mention, a reference or a link, each with what breaks it."""

_SECRET = re.compile(
    r"\b(gh[oprsu]_|npm_)[A-Za-z0-9]{36,}|\b(github_pat_)\w{22,}|\b(glpat-)[\w-]{20,}|\b(hf_)[A-Za-z0-9]{30,}"
    r"|\b([rs]k_live_)[A-Za-z0-9]{16,}|\b(xox[abeprs]-)[A-Za-z0-9-]{10,}|\b(A[KS]IA)[A-Z0-9]{16}\b|\b(AIza)[\w-]{35}"
    r"|(-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----)[^-]+"
)
"""Keys by the form that their makers gave them: a page, an example or a service may hold one that works."""
_SECRET_BEGINS = (
    "ghp_",
    "gho_",
    "ghr_",
    "ghs_",
    "ghu_",
    "npm_",
    "pat_",
    "pat-",
    "hf_",
    "k_live_",
    "xox",
    "KIA",
    "SIA",
    "AIza",
    "-----BEGIN",
)
"""One of them is in every text that holds one: a plain search is a hundred times faster."""
_MARKDOWN = re.compile(r"([\\`*_{}\[\]|~])")


def terminal(text: str) -> str:
    """The text with control characters, escape sequences and bidirectional overrides shown visibly, as in `\\x1b`.

    So are the signs by which a GitHub runner knows commands (`::error::`, however far it is indented): what is shown on
    a terminal stands in the log of a job as well.
    """
    return _LEGACY_COMMAND.sub(r"#\\x23", _COMMAND.sub(r"\1\\x3a", _shown(text)))


def without_sequences(text: str) -> str:
    """The text as a terminal shows it, without colours and titles."""
    return _ANSI.sub("", text)


def plain(text: str) -> str:
    """The text without escape sequences, for where many can read it: what is left of control characters is shown
    visibly, and of secrets only what they are."""
    return masked(_shown(without_sequences(text.replace("\r\n", "\n"))))


def masked(text: str) -> str:
    if not any(begin in text for begin in _SECRET_BEGINS):
        return text
    return _SECRET.sub(lambda secret: f"{secret[secret.lastindex or 0]}…", text)


def fenced(text: str, label: str = "text") -> str:
    """A Markdown fence around the text, longer than any run of backticks in it; a comment in it cannot pose as ours."""
    body = _without_comments(plain(text)).rstrip("\n")
    fence = "`" * max(3, _longest_run(body) + 1)
    return f"{fence}{re.sub(r'[^A-Za-z0-9+#.-]', '', label)}\n{body}\n{fence}"


def code(text: str) -> str:
    """The text as one line of inline code; a table needs its `|` escaped besides."""
    line = _without_comments(_one_line(text))
    if not line:
        return ""
    ticks = "`" * (_longest_run(line) + 1)
    pad = " " if "`" in (line[0], line[-1]) else ""
    return f"{ticks}{pad}{line}{pad}{ticks}"


def inline(text: str) -> str:
    """The text as one line of Markdown prose that shows it as it is: it formats, links, pings and closes nothing."""
    line = _MARKDOWN.sub(r"\\\1", _one_line(text))
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _broken(line)


def title(text: str) -> str:
    """The text as a title, which GitHub shows without Markdown: one line that links and pings nothing."""
    return _broken(_without_comments(_one_line(text)))


def cut(text: str, limit_bytes: int) -> str:
    """The text in at most so many UTF-8 bytes; what was cut is said at its end."""
    data = text.encode("utf-8", "replace")
    if len(data) <= limit_bytes:
        return text
    mark = f"\n… cut: {len(data)} bytes in all"
    room = limit_bytes - len(mark.encode())
    if room <= 0:
        return data[:limit_bytes].decode("utf-8", "ignore")
    return data[:room].decode("utf-8", "ignore").rstrip() + mark


def _shown(text: str) -> str:
    shown = _HIDDEN.sub(_visible, text)
    return _JOINER.sub(_visible, shown) if "\u200d" in shown else shown


def _visible(match: re.Match[str]) -> str:
    point = ord(match.group())
    if point < 0x100:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"


def _one_line(text: str) -> str:
    return " ".join(plain(text).split())


def _without_comments(text: str) -> str:
    return text.replace("<!--", f"<{BREAK}!--")


def _broken(line: str) -> str:
    for sign, broken in _SIGNS:
        line = sign.sub(broken, line)
    return line


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)
