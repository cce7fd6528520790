"""How far the backends that examples were judged with can be trusted."""

from docverify.model import Fidelity, Result
from docverify.reports.tables.writing import clean, count


def agreement(one: Fidelity) -> str:
    """Its shares in words."""
    return f"{one.status / one.requests:.0%} agree in status, {one.shape / one.requests:.0%} in shape"


def fidelity(result: Result) -> list[str]:
    """A line for each that was compared with recordings."""
    return [
        f"  backend {clean(one.backend)}: of {count(one.requests, 'recorded request')} {agreement(one)}"
        f" (compared {one.compared[:10]})"
        for one in result.fidelity
        if one.requests
    ]
