"""Drift of kind `deprecation`: a warning that was not there when the example passed last."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from docverify.judge.case import fingerprint
from docverify.model import Example, History, Verdict
from docverify.triage.moved import is_text_of


def weigh(
    found: Mapping[str, Verdict], examples: Sequence[Example], before: Mapping[str, History]
) -> dict[str, Verdict]:
    """The verdicts by example id; the code has to be what it was, or the warning may be of what was written since."""
    known = {one.id: before[one.id] for one in examples if one.id in before and _is_known(one, before[one.id])}
    return {name: _compare(one, known[name]) if name in known else one for name, one in found.items()}


def _is_known(example: Example, past: History) -> bool:
    return past.deprecations is not None and is_text_of(past.text, example.block.code)


def _compare(verdict: Verdict, past: History) -> Verdict:
    new = [one for one in verdict.deprecations if one not in (past.deprecations or ())]
    if verdict.verdict != "pass" or not new:
        return verdict
    more = f" and {len(new) - 1} more" if len(new) > 1 else ""
    detail = f"warns of what it did not when it passed last: {new[0]}{more}"
    found = replace(verdict, verdict="drift", kind="deprecation", reason="deprecation", detail=detail)
    found = replace(found, expected="", actual="\n".join(new))
    return replace(found, fingerprint=fingerprint(found))
