"""How what backs a verdict is worded, alike in every report and issue."""

from docverify.model import Request

CAME_FROM = {
    "page": "the page",
    "client-library": "the library that it calls",
    "refused-request": "a request that the backend refused",
    "backend": "the backend",
    "sandbox": "the sandbox",
    "registry": "a package that could not be had",
    "setup": "the setup that the config declares",
}
"""By side."""
UNREACHED = "sent no request"
"""How it begins what is said of an example that should have."""
LONGEST = 300
"""Characters of a request on its line."""


def asked(request: Request) -> str:
    """A request on one line, with the status of its answer; what is no HTTP has none, nor what was refused."""
    unanswered = "" if request.method == "TCP" else "refused"
    answer = str(request.status) if request.status else unanswered
    said = " ".join(f"{answer} {request.method} {request.host}{request.path}".split())[:LONGEST]
    return f"{said}: {request.refusal[:LONGEST]}" if request.refusal else said
