"""What an example asks of others for: an address, an answer, a key."""

import re
from collections.abc import Sequence

from docverify.languages.endings.network import unreachable
from docverify.model import Example, Run, Shown
from docverify.order import above

Reason = tuple[str, str] | None

CONNECTION = re.compile(
    r"E(?:CONNREFUSED|NOTFOUND|AI_AGAIN|TIMEDOUT|NETUNREACH|HOSTUNREACH|CONNRESET)\b|fetch failed|socket hang up"
)
_NO_HOST = re.compile(r"Failed to parse URL from (?:\.{0,2}/|[\w.-]+\.\w+$|[\w/-]+$)|input: '/(?!/)", re.MULTILINE)
_HOST = re.compile(
    r"E(?:CONNREFUSED|NOTFOUND|AI_AGAIN|TIMEDOUT|CONNRESET|NETUNREACH|HOSTUNREACH) ([\w.:-]+)|https?://([\w.-]+)"
)
_STANDS = re.compile(r"\binput: '((?:my|your|some|the)[.-][\w.:-]+)'")
"""An address whose name says whose it is."""
_PORT = re.compile(r"(?<![A-Za-z\d+.-])[a-z][a-z\d+.-]*://[^\s'\"`/]*:[A-Za-z_]\w*(?=[/?'\"`])")
"""An address with a word where the number of its port would be."""
_CREDENTIALS = re.compile(
    r"(?:api[_ -]?key|credentials?|access[_ ]token|auth[_ ]?token|secret[_ ]key|password)\b.{0,80}"
    r"(?:must|missing|not|no\b|unable|required|set\b|invalid|provide)"
    r"|(?:no|missing|unable to locate|could not find|invalid|provide|set).{0,40}"
    r"(?:api[_ -]?key|credentials|access token)"
    r"|\b401\b|Unauthorized|authentication (?:failed|required)",
    re.IGNORECASE,
)


def lacks_address(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    """Reason and detail of an address that is none, or is the reader's."""
    if _NO_HOST.search(f"{shown.message}\n{shown.traceback}"):
        return "needs-network", "asks for an address without a host, as pages in browsers do"
    is_invalid = "Invalid URL" in shown.message
    stands = _STANDS.search(f"{shown.message}\n{shown.traceback}") if is_invalid else None
    codes = [one.block.code for one in (*above(example, page), example)] if is_invalid else []
    without = next(filter(None, map(_PORT.search, codes)), None)
    named = stands[1] if stands else without[0] if without else ""
    return ("placeholder", f"`{named}` stands for an address of the reader's") if named else None


def lacks_connection(run: Run, text: str, code: str) -> Reason:
    """The same of what nobody answers; `text` is the error with what was printed."""
    if run.hosts or not CONNECTION.search(text):
        return unreachable(run, text, code)
    host = _HOST.search(text) or _HOST.search(code)
    return "needs-network", f"needs the network: {host[1] or host[2]}" if host else "needs a service on the network"


def lacks_credentials(text: str) -> Reason:
    """The same of who asks for a key."""
    match = _CREDENTIALS.search(text[:2_000])
    return ("needs-credentials", f"needs credentials: {match[0]}") if match else None
