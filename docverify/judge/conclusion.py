"""Several readings of one example: which of them counts."""

import re
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from docverify.judge.difference import shows_part
from docverify.judge.matchers.volatile import shape, stable
from docverify.judge.varying import elide, holds, in_words, is_telling
from docverify.model import LEVELS, WRONG, Verdict

ENDLESS = ("timeout", "long-running", "resource-limit")
"""Reasons of examples that are not tried in further readings."""
ELSEWHERE = "other surroundings"
LEAST_ID = 3
"""Digits from which on a number may be that of an author's process; one of the sandbox's has less."""
_NUMBER = re.compile(r"\d+")
_PLACED = re.compile(r"/page\b|/home/user\b")
_CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
_ZONED = re.compile(r"local|fromtimestamp|mktime|astimezone|[Zz]one|\bDate\(|\bdate +[-+\"']|toISO|toJSON|\.format\(")
"""Code that may show a time as the reader's own clock has it."""
_ZONE = re.compile(r"\b(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Z]\w+|\b(?:UTC|GMT)\b")
QUARTER, WIDEST = 900, 14 * 3600 * 1000
"""Seconds of which zones are apart by several, and the most that they are, in milliseconds."""
LONGEST_MOMENT = 20
"""Digits that no moment has."""
_ASKS = re.compile(r"\$\$|\bpid\b|_pid\b|\bPID\b|getpp?id|native_id")
_READ = re.compile(r"\bdatetime\((?:\d+, ){6}\d+")
"""What a clock said, as Python shows it: two runs ask it at two times."""
_PART = re.compile(r"\w+|[^\w\s]")
_STATE = {"fragment", "missing-file", "incomplete", "placeholder"}
"""Reasons that a further reading may have only because it lacks what the page set up before."""


def conclude(verdicts: Sequence[Verdict]) -> Verdict:
    """Of the readings in the order in which they were tried: the first that passes; else the best evidence.

    An example fails only when it fails under every reading, so one honest reason not to judge it outweighs a failure.
    """
    held = next((verdict for verdict in verdicts if verdict.verdict == "pass"), None)
    if held:
        return held
    first, *others = verdicts
    fair = [first, *(one for one in others if one.verdict != "unverified" or one.reason not in _STATE)]
    tried = _all_readings(fair)
    for kind in ("unverified", "error"):
        found = next((verdict for verdict in fair if verdict.verdict == kind), None)
        if found:
            return replace(found, reading=tried)
    if _varies(fair):
        return replace(_varying(fair), reading=tried)
    best = max(fair, key=lambda verdict: LEVELS.index(verdict.level))
    return replace(best, reading=tried)


def _all_readings(verdicts: Sequence[Verdict]) -> str:
    """The readings that were tried, each once: a verdict may itself be that of several."""
    return ", ".join(dict.fromkeys(one for verdict in verdicts for one in verdict.reading.split(", ")))


def _varies(verdicts: Sequence[Verdict]) -> bool:
    """True when the same example, run twice, printed two things, and the page shows a third of their kind.

    Where all that differs between them are digits, as of a clock, the page must differ in digits alone.
    """
    drifts = [one for one in verdicts if one.verdict == "drift" and one.kind == "output"]
    if len(drifts) < len(verdicts) or len({one.actual for one in drifts}) == 1:
        return False
    shapes = {shape(one.actual) for one in drifts}
    return len(shapes) > 1 or shape(drifts[0].expected) in shapes


def _varying(verdicts: Sequence[Verdict]) -> Verdict:
    """What changes from run to run is masked where it stands; the rest may be as the page shows it."""
    first, stable = verdicts[0], verdicts[0].actual
    for one in verdicts[1:]:
        stable = elide(stable, one.actual)
    found = replace(first, kind="", stable=stable)
    if is_telling(stable) and holds(stable, first.expected):
        detail = f"what changes from run to run is not compared; {in_words(stable)}"
        return replace(found, verdict="pass", reason="", expected="", detail=detail)
    detail = f"prints something else in each run, so that it cannot be compared: {first.detail}"
    return replace(found, verdict="unverified", reason="incomplete", detail=detail)


def rests_on_page(found: Verdict, alone: Verdict) -> bool:
    """True when an example is called wrong that was only run after those above it, since it needs them."""
    return found.verdict in WRONG and alone.verdict == "unverified" and alone.reason == "fragment"


def conclude_made(verdict: Verdict, made: Sequence[Verdict]) -> Verdict:
    """The verdict on an example that was also run after those alone that make what it needs, in several ways.

    Where it comes to something else after the nearest of them, what stands between decides, and may not be meant.
    """
    held = next((one for one in made if one.verdict == "pass"), None)
    if held:
        return held
    wrong = [one for one in made if one.verdict in WRONG and one.reading == "makers"]
    if not wrong:
        return verdict
    reading = _all_readings([verdict, *wrong])
    said = "comes to something else where only what it needs ran before it"
    if all((one.reason, _of_run(one)) == (verdict.reason, _of_run(verdict)) for one in wrong):
        if verdict.kind != "output" or not shows_part(verdict.expected, verdict.actual):
            return replace(verdict, reading=reading)
        said = "shows a part of what comes of the examples above it"
    detail = f"{said}: {verdict.detail}"
    return replace(verdict, verdict="unverified", kind="", reason="fragment", detail=detail, reading=reading)


def _of_run(verdict: Verdict) -> str:
    """What it printed, without what no two runs print alike."""
    return stable(_READ.sub("datetime(", verdict.actual))


def may_depend(verdict: Verdict) -> bool:
    """True when other surroundings, or another order of sets and maps, may show another verdict."""
    return (verdict.verdict == "drift" and verdict.kind == "output") or verdict.reason == "AssertionError"


def is_reordered(verdict: Verdict) -> bool:
    """True when the same words and signs were printed in another order."""
    return verdict.verdict == "drift" and _parts(verdict.actual) == _parts(verdict.expected)


def may_be_chance(verdict: Verdict) -> bool:
    """True when most of what the page shows was not printed at all: a slip leaves more of it."""
    shown = set(_PART.findall(verdict.expected))
    return verdict.verdict == "drift" and len(shown.intersection(_PART.findall(verdict.actual))) * 2 <= len(shown)


def is_of_place(verdict: Verdict, code: str) -> bool:
    """True when what was printed names a folder or a process of the sandbox, a clock or its zone, or may do so."""
    if _PLACED.search(verdict.actual) or (_ASKS.search(code) and _NUMBER.search(verdict.actual)):
        return True
    forms = (_CLOCK, _ZONE) if _ZONED.search(code) else (_ZONE,)
    if any(form.search(verdict.actual) and form.search(verdict.expected) for form in forms):
        return True
    shown, got = (_NUMBER.findall(text) for text in (verdict.expected, verdict.actual))
    pairs = zip(shown, got, strict=False) if shape(verdict.expected) == shape(verdict.actual) else ()
    return any((len(one) >= LEAST_ID and len(other) < len(one)) or _are_zones_apart(one, other) for one, other in pairs)


def _are_zones_apart(one: str, other: str) -> bool:
    """True for moments in seconds or milliseconds that two zones may have of one time of day."""
    apart = abs(int(one) - int(other)) if len(one) == len(other) < LONGEST_MOMENT else 0
    return 0 < apart <= WIDEST and apart % QUARTER == 0


def conclude_elsewhere(verdict: Verdict, again: Verdict) -> Verdict:
    """The verdict on an example that was also run in other surroundings: with hashes that begin elsewhere, in another
    folder and zone, and with later process ids.

    Where what it prints is the same but for its order, the page must differ in more than that.
    """
    if again.verdict == "pass":
        return replace(again, reading=f"{again.reading}, {ELSEWHERE}")
    if again.verdict not in WRONG or again.actual == verdict.actual:
        return verdict
    if any(_same_but_for(form, verdict, again) for form in (stable, shape, _parts)):
        return verdict
    found = replace(verdict, kind="", reading=f"{verdict.reading}, {ELSEWHERE}")
    if _varies((verdict, again)):
        return _varying((found, again))
    detail = f"prints something else in other surroundings, so that it cannot be compared: {verdict.detail}"
    return replace(found, verdict="unverified", reason="incomplete", detail=detail)


def _same_but_for(form: Callable[[str], object], verdict: Verdict, again: Verdict) -> bool:
    """True when both runs printed the same in this form, and the page shows something else in it."""
    return form(again.actual) == form(verdict.actual) != form(verdict.expected)


def _parts(text: str) -> list[str]:
    return sorted(_PART.findall(text))


def retry(verdict: Verdict) -> bool:
    """True when another reading may help: never after a time limit, and not for what no reading would bring."""
    if verdict.verdict == "unverified":
        return verdict.reason in ("incomplete", "missing-file")
    return verdict.verdict in WRONG


def may_be_state(verdict: Verdict) -> bool:
    """True for a fragment that came to an error of what others left behind, and not to one of a missing name."""
    return verdict.reason == "fragment" and bool(verdict.actual) and not verdict.actual.startswith("NameError")


def lacks(verdict: Verdict) -> bool:
    """True when what its page leaves to the reader may bring it further."""
    return retry(verdict) or (verdict.verdict == "unverified" and verdict.reason == "fragment")


def is_lost(verdict: Verdict) -> bool:
    """True when the example did not come to its end: what it was to leave to others is not there."""
    return verdict.level in ("found", "parsed")


def is_refused(verdict: Verdict) -> bool:
    """True when a backend or a network had none of what it asked for: what it leaves to others is not what is meant."""
    return verdict.reason in ("unsupported-by-backend", "needs-network")


def conclude_bare(before: Verdict, bare: Verdict) -> Verdict:
    """The verdict on a wrong example that was also run without the setup of the config: what it lacks then is nothing.

    It is right where it stands on its page as it is to be read.
    """
    return bare if bare.verdict == "pass" else replace(before, reading=_all_readings([before, bare]))
