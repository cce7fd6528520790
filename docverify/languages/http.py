"""Raw HTTP: requests are read for their form, and sent nowhere without a backend."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from docverify.languages.http_code.messages import Message, messages
from docverify.model import Example, Refusal, Run

_LEFT_OUT = re.compile(r"\.{3}|…")
_PLACEHOLDER = re.compile(r"\{\{[^{}\n]*\}\}|<[a-z][\w -]*>|\bYOUR[_-]\w+", re.IGNORECASE)


class Http:
    name = "http"
    aliases = ("https", "rest", "restclient", "rest-client", "http-request", "http-response", "raw-http")
    family = "http"
    driver = ""

    def recognises(self, code: str) -> bool:  # noqa: ARG002  (the port's: the guess knows a request line)
        return False

    def read(self, example: Example) -> Example:
        return replace(example, refusal=_judged(example.block.code, messages(example.block.code)))

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:  # noqa: ARG002
        return None


http = Http()


def _judged(code: str, found: Sequence[Message]) -> Refusal:
    """As for data: what is not valid is never called wrong, since pages show pieces."""
    if not found:
        return Refusal("unverified", "not-executable", "holds no request")
    wrong = next((message.wrong for message in found if message.wrong), "")
    if wrong:
        partial = "pseudo-code" if _LEFT_OUT.search(code) else "fragment"
        reason = "placeholder" if _PLACEHOLDER.search(wrong) else partial
        return Refusal("unverified", reason, f"not valid HTTP as it stands: {wrong}")
    requests = [message for message in found if message.method]
    if not requests:
        return Refusal("unverified", "not-executable", "a response, and no request", "parsed")
    hosts = list(dict.fromkeys(one.host for one in requests if one.host and not _PLACEHOLDER.search(one.host)))
    named = ", ".join(hosts[:3]) or "a host that the page does not name"
    return Refusal("unverified", "needs-network", f"needs the network: {named}", "parsed")
