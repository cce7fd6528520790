"""What follows from an earlier failure on the page, and is none of its own."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from docverify.model import Example, Verdict

_WRONG = ("fail", "drift")


def aftermath(verdicts: Mapping[str, Verdict], page: Sequence[Example]) -> dict[str, Verdict]:
    """By example id: an example that fails and needs what an unfinished one was to define is a fragment of that.

    A shell's state is its files, so there every failure after an unfinished example of its session follows from that.
    """
    found = dict(verdicts)
    unfinished: list[Example] = []
    for example in page:
        verdict = verdicts.get(example.id)
        if verdict is None:
            if example.refusal and example.defines:
                unfinished.append(example)
            continue
        root = _root(example, unfinished) if verdict.verdict in _WRONG else None
        if root:
            detail = f"follows from `{root.id}`, which did not come to its end"
            found[example.id] = replace(verdict, verdict="unverified", kind="", reason="fragment", detail=detail)
        if verdict.level in ("found", "parsed"):
            unfinished.append(example)
    return found


def _root(example: Example, unfinished: Sequence[Example]) -> Example | None:
    for earlier in unfinished:
        if earlier.session == example.session and (earlier.defines & example.needs or _is_shell(example)):
            return earlier
    return None


def _is_shell(example: Example) -> bool:
    return example.language in ("shell", "console")
