"""The labels of our issues: their looks, and what becomes of an issue's labels when ours change."""

from collections.abc import Iterable

from msgspec import Struct

IDENTITY = "docverify"
REGRESSED = "docverify: regressed"
FLAKY = "docverify: flaky"
OUTCOMES = {"fail": "docverify: fail", "drift": "docverify: drift"}


class Label(Struct, frozen=True, gc=False):
    """How a label looks when it is created; one that exists keeps the looks that people gave it."""

    name: str
    colour: str
    description: str


LABELS = (
    Label(IDENTITY, "0e8a16", "Filed by docverify about an example in the documentation"),
    Label(OUTCOMES["fail"], "b60205", "The example does not do what the page says"),
    Label(OUTCOMES["drift"], "d93f0b", "The example works, yet not as the page shows"),
    Label(REGRESSED, "b60205", "It failed again after it was closed"),
    Label(FLAKY, "fbca04", "It opened and closed more than once: a person decides"),
    Label("cause: missing-import", "c5def5", "The page uses a name or a module that it does not have"),
    Label("cause: output", "c5def5", "The output is not the one that the page shows"),
    Label("P1", "b60205", "On a page that every reader sees first"),
    Label("P2", "d93f0b", "An example is wrong"),
    Label("P3", "fbca04", "Only the shown text is wrong"),
)


def merge(present: Iterable[str], added: Iterable[str]) -> tuple[str, ...]:
    """The labels once ours are added: people's labels stay, and of the outcomes only the newest does.

    As on GitHub, upper and lower case make no difference.
    """
    new = tuple(added)
    stale = set(OUTCOMES.values()) - set(new) if set(new) & set(OUTCOMES.values()) else set()
    kept = [label for label in present if label.lower() not in stale]
    return (*kept, *(label for label in new if not has(kept, label)))


def has(present: Iterable[str], name: str) -> bool:
    """Whether the label is among them, in whatever case."""
    return name.lower() in {label.lower() for label in present}
