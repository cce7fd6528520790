"""What follows from an earlier failure on the page, and is none of its own."""

import re
from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from docverify.judge.conclusion import is_lost, is_refused
from docverify.judge.markers import FAILING, kinds
from docverify.model import WRONG, Example, Verdict

_SHELLS = ("shell", "console")
_MEANS_CODE = ("pseudo-code", "placeholder", "fragment", "missing-toolchain")
_IMPORT = re.compile(r"^[^\n]*\b(?:import|require)\b[^\n]*", re.MULTILINE)
_WORD = re.compile(r"[A-Za-z_]\w*")
_SETS_UP = re.compile(
    r"config|setup|set_up|register|install\(|\bset_\w+\(|\bpatch|\b\w+\.\w+ = |\.connect\b"
    r"|^[ \t]*(?:>>> |\.\.\. )?@\w+\.\w",  # a decorator of an object that it belongs to: `@app.get(…)`
    re.MULTILINE,
)
"""Code that changes how a library behaves for what comes after it."""
_FILE = re.compile(r"['\"`](?:(?:[\w.~-]*/)+|(?<=open\(.)|(?<=Stream\(.))(?P<name>[\w.~-]+\.[A-Za-z]\w{0,8})['\"`]")
"""A file in a folder, or one that is opened, by its name."""
_WRITES = re.compile(
    r"['\"][wax]b?\+?['\"]|\bto_\w+\(|write|save|dump|store|export|create|touch|copy|mkdir", re.IGNORECASE
)

_LOOK = re.compile(r"(?:console\.log\(|print\()?([A-Za-z_$][\w$]*)(?:\.[A-Za-z_$][\w$]*)+\)?")
"""A statement that shows a part of an object, and calls nothing of it."""
_CHANGE = re.compile(r"^[ \t]*(?:await )?([A-Za-z_$][\w$]*)(?:\.\w+)+\(", re.MULTILINE)
"""A statement that calls something on an object."""
_VARIANT = re.compile(
    r"^[ \t]*(?:>>> )?@(\w++)([\w.]*+)[^\n]*\n[ \t]*(?:\.\.\. )?((?:async )?def \w+)\(", re.MULTILINE | re.ASCII
)
"""A decorator, and what it stands above: under one name each may add to what was there."""


def aftermath(verdicts: Mapping[str, Verdict], page: Sequence[Example]) -> dict[str, Verdict]:
    """By example id: an example that fails and needs what an unfinished one was to bring is a fragment of that.

    So is one that shows something else of what a backend refused to the example above it.

    So is one that does once more what another did, and for which nothing may be left.

    One that was tried alone as well, and failed so too, needs nothing from the page: its failure is its own. But where
    it needs names, and the example right above it had an effect and nothing else, that effect is lacking alone too. And
    so is, where it adds a variant to a function, what an unfinished example was to add.
    """
    found = dict(verdicts)
    unfinished: list[Example] = []
    finished: list[Example] = []
    done: dict[str, Example] = {}
    for number, example in enumerate(page):
        verdict = verdicts.get(example.id)
        if verdict is None:
            unfinished += [example] if _is_refused_code(example) else []
            continue
        why = ""
        if verdict.verdict in WRONG and "alone" not in verdict.reading:
            fair = [one for one in unfinished if one.id not in verdicts or verdicts[one.id].verdict not in WRONG]
            why = _unfinished(example, unfinished, finished, page) or _changed(example, fair)
            why = why or _refused(example, page[:number], verdicts)
        elif verdict.verdict in WRONG and unfinished:
            why = _variant(example, unfinished) or _without_effect(example, unfinished[-1], page[number - 1])
        twin = done.get(example.block.code)
        if twin and not why and verdict.verdict == "fail" and _is_meant_alike(twin, example):
            why = f"does once more what `{twin.id}` did"
        if why:
            found[example.id] = replace(verdict, verdict="unverified", kind="", reason="fragment", detail=why)
        if verdict.verdict == "pass":
            done.setdefault(example.block.code, example)
        if is_lost(verdict) or FAILING.intersection(kinds(example)):
            unfinished.append(example)
        else:
            finished.append(example)
    return found


def _is_meant_alike(one: Example, other: Example) -> bool:
    """True for examples of the same code that are to end alike."""
    return (one.language, one.block.attributes, one.expectation.kind, one.expectation.text) == (
        other.language,
        other.block.attributes,
        other.expectation.kind,
        other.expectation.text,
    )


def _is_refused_code(example: Example) -> bool:
    """True for code that does not run as it stands, and of which a reader may have made what does.

    Of a shell, whose state is its files, that would explain all that comes after it.
    """
    refusal = example.refusal
    if refusal is None or example.language in _SHELLS:
        return False
    return refusal.verdict == "fail" or refusal.reason in _MEANS_CODE


def _unfinished(
    example: Example, unfinished: Sequence[Example], finished: Sequence[Example], page: Sequence[Example]
) -> str:
    """From which of the unfinished examples it follows; empty for none."""
    shared = [one for one in reversed(unfinished) if _is_shared(one, example)]
    ended = [one for one in finished if _is_shared(one, example)] if shared else []
    imported = {name for one in ended for name in one.defines - _made(one)}
    places = {one.id: number for number, one in enumerate(page)}
    anew = {name: places[one.id] for one in ended for name in (_made(one) & example.needs) - one.needs}
    since = ({name for name, place in anew.items() if place > places[one.id]} for one in shared)
    root = next((one for one, made in zip(shared, since, strict=True) if _brings(one, example, imported, made)), None)
    return _follows(root)


def _changed(example: Example, unfinished: Sequence[Example]) -> str:
    """For an example that only shows parts of an object, on which one that could not run calls something.

    One that is wrong does nothing to it even where it is as its page has it.
    """
    codes = [step.code.strip().rstrip(";") for step in example.steps]
    looked_at = {match[1] for match in map(_LOOK.fullmatch, codes) if match} - example.defines
    if not codes or not all(map(_LOOK.fullmatch, codes)):
        return ""
    shared = [one for one in reversed(unfinished) if _is_shared(one, example)]
    calls = (one for one in shared if any(match[1] in looked_at for match in _CHANGE.finditer(one.block.code)))
    return _follows(next(calls, None))


def _follows(root: Example | None) -> str:
    return f"follows from `{root.id}`, which did not come to its end" if root else ""


def _variant(example: Example, unfinished: Sequence[Example]) -> str:
    """For an example that defines a function under a decorator, as an unfinished one of the same section does.

    What the decorator is of is not its own: to what it makes itself nobody else adds.
    """
    own = {one for one in _VARIANT.findall(example.block.code) if one[0] in example.needs}
    near = (one for one in reversed(unfinished) if one.block.heading == example.block.heading)
    return _follows(next((one for one in near if own & set(_VARIANT.findall(one.block.code))), None))


def _without_effect(example: Example, unfinished: Example, above: Example) -> str:
    """For an example of the same section, when the one above it has only calls, of which nothing is shown."""
    if unfinished is not above:
        return ""
    bare = not above.defines and above.needs and all(step.expected is None for step in above.steps)
    if not (bare and example.needs and example.block.heading == above.block.heading and _is_shared(above, example)):
        return ""
    return _follows(above)


def _refused(example: Example, above: Sequence[Example], verdicts: Mapping[str, Verdict]) -> str:
    """The same of one that a backend or the network refused: only who made last what is needed can have brought it."""
    nearest = (one for one in reversed(above) if _is_shared(one, example) and _made(one) & example.needs)
    root = next(nearest, None)
    verdict = verdicts.get(root.id) if root else None
    if root is None or verdict is None or not is_refused(verdict):
        return ""
    how = "needs the network" if verdict.reason == "needs-network" else "its backend refused"
    return f"follows from `{root.id}`, which {how}"


def _writes_for(earlier: Example, example: Example) -> bool:
    """True when it was to write a file of which the other speaks too."""
    return bool(_WRITES.search(earlier.block.code)) and not _files(earlier).isdisjoint(_files(example))


def _files(example: Example) -> set[str]:
    """The files in folders of which it speaks; modules that it imports are nothing that another example made."""
    return set(_FILE.findall(_IMPORT.sub("", example.block.code)))


def _made(example: Example) -> set[str]:
    """What it defines and does not import: that is the same whatever a backend says."""
    imports = "\n".join(_IMPORT.findall(example.block.code))
    return {name for name in example.defines if not re.search(rf"\b{re.escape(name)}\b", imports)}


def _is_shared(earlier: Example, example: Example) -> bool:
    if earlier.refusal:  # what does not run is in no session
        return earlier.language == example.language
    return example.session in (earlier.session, *earlier.also)


def _brings(earlier: Example, example: Example, imported: Collection[str], anew: Collection[str]) -> bool:
    """Names, a file, settings of a library that both use, or, in a shell, whose state is its files, anything at all.

    So may a setup: that is what it is for. What is `imported` by another example too, or made `anew` since, is there
    without it.
    """
    if earlier.language in _SHELLS or "setup" in kinds(earlier) or _writes_for(earlier, example):
        return True
    names = (earlier.defines & example.needs).difference(anew)
    if names & _made(earlier) or names.difference(imported):
        return True
    named = earlier.defines | earlier.needs if earlier.steps else set(_WORD.findall(earlier.block.code))
    shared = named & (example.defines | example.needs)
    return bool(shared and _SETS_UP.search(earlier.block.code))
