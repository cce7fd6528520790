"""Consoles of databases that run as servers: known, and not run without one."""

from msgspec.structs import replace

from docverify.model import Example, Refusal


def without_server(example: Example, name: str) -> Example:
    detail = f"needs a {name} server, and no backend is one"
    return replace(example, refusal=Refusal("unverified", "needs-network", detail))
