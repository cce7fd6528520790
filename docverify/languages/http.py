"""Raw HTTP: requests are read for their form, and sent where a backend answers."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from docverify.languages.http_code.messages import Message, messages
from docverify.languages.sql_code.services import lost
from docverify.model import Example, Refusal, Run, Step

_LEFT_OUT = re.compile(r"\.{3}|…")
_PLACEHOLDER = re.compile(r"\{\{[^{}\n]*\}\}|<[a-z][\w -]*>|\bYOUR[_-]\w+", re.IGNORECASE)


class Http:
    """Reads messages as pages write them; a request is sent to the host that it names."""

    name = "http"
    aliases = ("https", "rest", "restclient", "rest-client", "http-request", "http-response", "raw-http")
    family = "http"
    driver = "http"
    port = 80

    def recognises(self, code: str) -> bool:  # noqa: ARG002  (the port's: the guess knows a request line)
        return False

    def read(self, example: Example) -> Example:
        code, first = example.block.code, example.block.line
        found = messages(code)
        refusal = _judged(code, found)
        if refusal.reason != "needs-network":
            return replace(example, refusal=refusal)
        lines = code.split("\n")
        ends = [*(message.line for message in found[1:]), len(lines)]
        steps = tuple(
            Step("\n".join(lines[message.line : end]), first + message.line)
            for message, end in zip(found, ends, strict=True)
            if message.method
        )
        is_whole = all(one.host and not _PLACEHOLDER.search(one.target) for one in found if one.method)
        return replace(example, refusal=refusal, steps=steps if is_whole else ())

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:  # noqa: ARG002
        if run.hosts:
            return "needs-network", f"needs the network: {', '.join(run.hosts[:3])}"
        return lost(run, "HTTP")


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
