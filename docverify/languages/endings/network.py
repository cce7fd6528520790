"""Runs that needed a network, or a service on it, which the sandbox does not have."""

import re

from docverify.model import Run

_TROUBLE = re.compile(
    r"Temporary failure in name resolution|Name or service not known|nodename nor servname|Network is unreachable"
    r"|No route to host|Connection refused|could not resolve|unable to resolve|getaddrinfo|no such host|dial tcp"
    r"|Failed to establish a new connection|Max retries exceeded|Could not connect|failed to connect|unable to connect"
    r"|cannot connect to|Connection to .{1,80} (?:failed|refused)|Error 111 connecting|Failed to fetch|urlopen error"
    r"|No matching distribution found|Could not find a version that satisfies|unable to access 'http"
    r"|ServerSelectionTimeoutError|NoBrokersAvailable|All connection attempts failed|network error"
    r"|attempts to connect to \S+ failed"
    r"|Connect call failed|ConnectionRefusedError|Address family not supported"
    r"|Cannot assign requested address|\bEADDRNOTAVAIL\b",
    re.IGNORECASE,
)
_HOSTLESS = re.compile(r"bad URI\(no host provided\)|unknown url type: '/|Invalid URL '/")
"""Of an address whose first part the page leaves to its reader."""
_HOSTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"host='([^']+)'(?:, port=(\d+))?",
        r"(?:resolve|resolving)(?: host(?:name)?)?(?: address)?[: ]+[‘'\"]?([\w.-]+\.\w+)",
        r"(?:EAI_AGAIN|ENOTFOUND) ([\w.-]+)",
        r"(?:connect|connecting|connection) to (?:server at )?[\"']?([\w.-]+)[\"']?(?:[: ](?:port )?(\d+))?",
        r"https?://(?:[^/\s@'\"]*@)?([\w.-]+)",
        r"lookup ([\w.-]+)",
        r"Connect call failed \('([^']+)', (\d+)",
        r"(?<![\w-])(?<![\w-]\.)([\w-]+(?:\.[\w-]+)*):(\d{2,5})\b",
        r"(?<![\w.])(?!127\.|0\.0\.0\.0)(\d{1,3}(?:\.\d{1,3}){3})(?![\w.])",
    )
)
_QUIET = {6: "curl", 7: "curl", 4: "wget"}
"""Statuses by which a client that is told to be quiet says that it found no host."""


def unreachable(run: Run, text: str, code: str) -> tuple[str, str] | None:
    """Reason and detail when the run asked for a host, or its text speaks of a connection that could not be made."""
    if run.hosts:
        return "needs-network", f"needs the network: {', '.join(run.hosts[:3])}"
    if not run.astray and not _TROUBLE.search(text) and not _HOSTLESS.search(text):
        return None
    host = _host(text) or ("" if _HOSTLESS.search(text) else _host(code))
    return "needs-network", f"needs the network: {host}" if host else "needs a service on the network"


def unheard(status: int | None, code: str) -> tuple[str, str] | None:
    """The same of a client that says nothing, by the status that it ended with."""
    client = _QUIET.get(status or 0)
    host = _host(code) if client and re.search(rf"\b{client}\b", code) else ""
    return ("needs-network", f"needs the network: {host}") if host else None


def _host(text: str) -> str:
    for pattern in _HOSTS:
        match = pattern.search(text)
        if match:
            return ":".join(part for part in match.groups() if part)
    return ""
