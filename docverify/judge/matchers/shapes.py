"""The shape of a reply: which members it has, and of which kind each is. Values are every reader's own."""

import json

from docverify.judge.matchers.replies import Bare, Documented, Members, documented, stands_for_any

KINDS = {dict: "an object", list: "a list", str: "a text", bool: "a truth value", int: "a number", float: "a number"}
CODES = ("code", "error_code", "errorCode", "status")
"""Members by which a service says which of its errors it means."""
SHOWN = "the page shows"
OCCASIONAL = frozenset({"warning", "warnings", "error", "errors", "notice", "notices", "next", "previous", "cursor"})
"""Members that a service sends only where there is something to say, or to go on to."""
_WORDS = {"true": KINDS[bool], "false": KINDS[bool], "null": ""}


def unlike(wanted: str, got: str) -> str | None:
    """Where the reply has another shape than the page shows, in words; empty for nowhere.

    None when the two have so little in common that the page must mean something else, or either is no JSON.
    """
    shown = documented(wanted)
    try:
        value = json.loads(got)
    except (ValueError, RecursionError):
        return None
    if shown is None or not _is_about(shown, value):
        return None
    return _differs(shown, value, "")


def _is_about(shown: Documented, value: object) -> bool:
    """True when at least half of the members that are shown are there, or both are lists."""
    if isinstance(shown, Members):
        names = [name for name, _ in shown.pairs]
        there = sum(name in value for name in names) if isinstance(value, dict) else 0
        return bool(there) and there * 2 >= len(names)
    return isinstance(shown, list) and isinstance(value, list)


def _differs(shown: Documented, value: object, where: str) -> str:
    if stands_for_any(shown):
        return ""
    if isinstance(shown, Members) and value == {} and where:  # as with a list: what it holds is each reader's own
        return ""
    if isinstance(shown, Members) and isinstance(value, dict):
        return next(filter(None, (_member(name, one, value, where) for name, one in shown.pairs)), "")
    if isinstance(shown, list) and isinstance(value, list):
        return _item(shown, value, where)
    wanted, found = _kind(shown), _plain(value)
    if wanted in ("", found) or value is None:  # what may be null is null for some readers
        return ""
    named = f"`{where}`" if where else "the reply"
    return f"{named} is {found}, {SHOWN} {wanted}"


def _member(name: str, shown: Documented, value: dict[str, object], where: str) -> str:
    inner = f"{where}.{name}" if where else name
    if name in value:
        return _differs(shown, value[name], inner)
    return "" if stands_for_any(name) or name.lower() in OCCASIONAL else f"`{inner}` is not in the reply"


def _item(shown: list[Documented], value: list[object], where: str) -> str:
    """Each that came must have the shape of one that is shown; an empty list has any."""
    known = [one for one in shown if not stands_for_any(one)]
    if not known or len(known) < len(shown):
        return ""
    for one in value[:100]:
        found = [_differs(each, one, f"{where}[]") for each in known]
        if all(found):
            return found[0]
    return ""


def _kind(shown: Documented) -> str:
    """In words; empty for what may be of any kind."""
    if isinstance(shown, Members):
        return KINDS[dict]
    if isinstance(shown, Bare):
        return _WORDS.get(shown.text, KINDS[int])
    return KINDS[type(shown)]


def _plain(value: object) -> str:
    return KINDS.get(type(value), "")


def unlike_code(wanted: str, got: str) -> str:
    """Where an error has another code than the page shows, in words; empty for nowhere, and where it shows none."""
    shown = documented(wanted)
    try:
        value = json.loads(got)
    except (ValueError, RecursionError):
        return ""
    return _other_code(shown, value, "") if isinstance(shown, Members) and isinstance(value, dict) else ""


def _other_code(shown: Members, value: dict[str, object], where: str) -> str:
    for name, one in shown.pairs:
        found, inner = value.get(name), f"{where}.{name}" if where else name
        if isinstance(one, Members) and isinstance(found, dict):
            other = _other_code(one, found, inner)
            if other:
                return other
        elif name in CODES and isinstance(found, str | int) and not stands_for_any(one):
            wanted = one.text if isinstance(one, Bare) else str(one)
            if wanted != str(found):
                return f"`{inner}` is {str(found)[:60]}, the page shows {wanted[:60]}"
    return ""
