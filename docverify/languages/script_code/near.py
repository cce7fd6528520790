"""Names that are nearly the same."""

SHORTEST_TYPO = 5
"""Letters of a name from which a near miss of it is a typo and not another name."""


def is_typo(name: str, known: str) -> bool:
    """True when one letter inside the name is wrong, missing or too much, or two changed places."""
    if len(known) < SHORTEST_TYPO or name == known or name[0] != known[0] or abs(len(name) - len(known)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(name, known, strict=False)) if a != b), min(len(name), len(known)))
    left, right = name[start:], known[start:]
    if left[:2] == right[1::-1] and left[2:] == right[2:]:
        return True
    return left[1:] == right[1:] or left == right[1:] or left[1:] == right
