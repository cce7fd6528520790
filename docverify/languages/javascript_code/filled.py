"""Objects that examples further up have filled, where a page shows what comes of an empty one."""

import re
from collections.abc import Sequence

from docverify.languages.javascript_code.literals import Value, value_of
from docverify.languages.javascript_code.sameness import is_same
from docverify.model import Example, Run
from docverify.order import above


def filled_above(example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:
    """Reason and detail where an object has all that the page shows, and besides what others have put into it."""
    index = len(run.steps) - 1
    step, done = example.steps[index], run.steps[index]
    more = _more(value_of((step.expected or "").strip()), value_of((done.value or done.stdout).strip()))
    for name in sorted(example.needs) if more else ():
        given = re.compile(rf"\(\s*{re.escape(name)}\s*,[^\n]*")
        if not given.search(step.code) or any(_is_named(key, example.block.code) for key in more):
            continue
        for one in above(example, page):
            calls = given.findall(one.block.code)
            if name in one.defines | one.needs and all(any(_is_named(key, call) for call in calls) for key in more):
                return "fragment", f"its `{name}` may be another one than that which `{one.id}` fills"
    return None


def optional_above(example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:
    """Reason and detail where an object lacks a part of what the page shows, and several examples make its maker.

    One of another section may have set an option that brings it.
    """
    index = len(run.steps) - 1
    step, done = example.steps[index], run.steps[index]
    wanted, got = value_of((step.expected or "").strip()), value_of((done.value or done.stdout).strip())
    if not _more(got, wanted):
        return None
    for name in sorted(example.needs):
        makers = [one for one in page if name in one.defines]
        if len(makers) > 1 and all(one.block.heading != example.block.heading for one in makers):
            return "fragment", f"its `{name}` may have another option than that of `{makers[0].id}`"
    return None


def _more(wanted: Value | None, got: Value | None) -> set[str]:
    """The keys that an object has besides those of the page, when it has those as the page shows them."""
    if wanted is None or got is None or wanted.kind != "{" or got.kind != "{":
        return set()
    runs = dict(zip(got.keys, got.members, strict=False))
    held = all(
        key in runs and is_same(value, runs[key]) for key, value in zip(wanted.keys, wanted.members, strict=False)
    )
    return set(runs) - set(wanted.keys) if held else set()


def _is_named(key: str, call: str) -> bool:
    return bool(re.search(rf"(?<![\w$]){re.escape(key)}(?![\w$])", call))
