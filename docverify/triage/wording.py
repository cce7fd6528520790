"""What an issue says of each kind of drift; anything else is held against the page, and fails."""

from msgspec import Struct

from docverify.model import Row


class Wording(Struct, frozen=True):
    """Words about one kind."""

    title: str
    happens: str
    """What the example does, as the end of a sentence that begins with it."""
    expected: str = "Expected (from the page)"
    """The heading over what it is held against."""
    silent: str = "The page shows no output, so a reader expects the example to run to its end."
    """What is said where that is no text."""


FAILS = Wording("it does not do what the page says", "does not do what its page says")
KINDS = {
    "output": Wording("the output is not as shown", "works, yet shows something else than its page"),
    "response": Wording("the reply is not as shown", "works, yet is answered otherwise than its page shows"),
    "version": Wording(
        "a newer release made it wrong", "is right with an earlier release of what it uses, and no longer"
    ),
    "baseline": Wording(
        "it prints something else than before",
        "works, yet prints something else than when it passed last",
        "Expected (from its last good run)",
        "It printed nothing when it passed last.",
    ),
    "deprecation": Wording(
        "it warns of what will be gone",
        "works, yet warns of what will be gone in a later release",
        silent="It gave no such warning when it passed last.",
    ),
    "published": Wording(
        "the site shows something else than its source",
        "is not the one that its source has",
        "Expected (from the source of the site)",
    ),
}


def wording(row: Row) -> Wording:
    return KINDS.get(row.kind, KINDS["output"]) if row.verdict == "drift" else FAILS
