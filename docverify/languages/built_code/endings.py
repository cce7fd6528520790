"""How a compiled example ended, when that does not show that its page is wrong."""

import re
from collections.abc import Sequence

from msgspec import Struct

from docverify.languages.built_code.intents import explained, leaves_out, placeholder
from docverify.languages.script_code.endings import around, exited, said
from docverify.languages.script_code.text import Text
from docverify.model import Example, Run, Shown

Reason = tuple[str, str] | None
Rule = tuple[re.Pattern[str], str, str]
"""What a compiler says, the reason, and the detail, in which `{}` is the first group that matched."""

_OVERTIME = re.compile(r"did not end within (\d+) seconds")
_ABSENT = re.compile(r"^error: ([\w+.-]+): No such file or directory", re.MULTILINE)
_MUTE = re.compile(r"ended with status \d+ and said nothing$")
"""As when there is no room for the words: no compiler rejects code so."""
_KILLED = re.compile(
    r"[Kk]illed signal|signal: killed|SIGKILL|SIGXCPU"
    r"|out of memory|[Cc]annot allocate|insufficient memory|No space left"
)
_BROKEN = re.compile(
    r"(?:do(?:es)?|will|would|could) ?n[o']t (?:actually )?(?:compile|work|build|run)|(?:won't|can't|cannot) compile"
    r"|fails? to|\berrors?\b|\binvalid\b|\bpanics?\b|\bcrash|\bwrong\b|\bincorrect|\bexceptions?\b|\bfaulty\b|\bbugs?\b"
    r"|\bundefined behaviou?r\b|\bnot (?:allowed|legal|valid)\b|\billegal\b|\brejects?\b",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\b(?:Open|OpenFile|ReadFile|ParseFile|ParseFiles|fopen|i?fstream|FileReader|FileInputStream|read_to_string)\s*\(?"
    r"|\bFile::open|\bFiles\.\w|\bPaths?\.(?:of|get)|\bnew File\("
)


TELLING = 4
"""Letters of a message that other blocks do not hold by chance."""


class Endings(Struct, frozen=True):
    """What is known of the endings of one language."""

    rules: tuple[Rule, ...]
    """Of what a compiler says; the first that matches answers."""
    crashed: re.Pattern[str]
    """How a program that failed speaks on stderr; its first group is what went wrong."""
    reads: re.Pattern[str]
    """Code that reads what a person types, or the arguments of its command."""
    whole: re.Pattern[str]
    """Code that is a program by itself: what its compiler says is said of the page."""
    tests: re.Pattern[str] = re.compile(r"(?!)")
    """Code that nothing but a command for tests runs."""
    configured: re.Pattern[str] = re.compile(r"(?!)")
    """Code that is there in some builds of what it documents, and not in others."""
    part: re.Pattern[str] = re.compile(r"(?!)")
    """Code that is a part of a program: what would keep it from crashing may stand around it."""
    lacks: tuple[Rule, ...] = ()
    """Of what a program that failed says on stderr."""


def reason(example: Example, run: Run, page: Sequence[Example], text: Text, endings: Endings) -> Reason:
    """Reason and detail when the run's end does not show that the page is wrong; None when it does."""
    if run.exception:
        return _unbuilt(example, run.exception, page, (text, endings))
    code = example.block.code
    found = around(run, code, said(run))
    if found or (run.ended == "end" and not run.exit_code and not example.expectation.text):
        return found or _untried(example, text, endings)
    if endings.reads.search("\n".join(text.bare)):
        return "needs-input", "reads input that the page does not give"
    spoken = run.steps[-1].stderr if run.steps else ""
    crash = endings.crashed.search(spoken)
    if crash is not None and (told := _told(endings.lacks, spoken)):
        return told
    if endings.configured.search("\n".join(text.bare)):
        return "incomplete", "holds in builds with other features"
    if crash is not None and _OPENS.search("\n".join(text.bare)):
        return "missing-file", "opens a file that the page may not create"
    if crash is None and run.ended != "signal":
        return exited(run) or _incomplete(text, "differs")
    failure = next(filter(None, crash.groups()), "") if crash else run.signal
    if endings.part.match("\n".join(text.bare)):
        return "incomplete", f"is only a part of a program, and ends in {failure[:80]}"
    return _incomplete(text, f"ends in {failure[:80]}") or _meant(example, text, failure, page)


def _untried(example: Example, text: Text, endings: Endings) -> Reason:
    """An error that its marker announces, and that only its tests would bring."""
    announced = any(marker.kind == "raises" for marker in example.block.markers)
    if announced and endings.tests.search("\n".join(text.bare)):
        return "incomplete", "holds tests, which are built and not run"
    return None


def _unbuilt(example: Example, shown: Shown, page: Sequence[Example], about: tuple[Text, Endings]) -> Reason:
    text, endings = about
    outside = _around_build(shown)
    if outside:
        return outside
    told = _told(endings.rules, shown.traceback)
    if must_not_compile(example):
        return told if told and not _is_announced(example, told, shown) else None
    if told:
        return told
    odd = explained(text)
    if odd or not endings.whole.search("\n".join(text.bare)):
        return odd or ("fragment", f"does not compile by itself: {_message(shown)}")
    return _meant(example, text, _message(shown), page)


def _told(rules: Sequence[Rule], said: str) -> Reason:
    for pattern, word, detail in rules:
        match = pattern.search(said)
        if match:
            return word, detail.format(next(filter(None, match.groups()), ""))
    return None


def _around_build(shown: Shown) -> Reason:
    late, absent = _OVERTIME.search(shown.message), _ABSENT.search(shown.traceback)
    if late:
        return "timeout", f"was not built within {late[1]} s"
    if absent:
        return "missing-toolchain", f"needs the command `{absent[1]}`"
    if _KILLED.search(shown.traceback):
        return "resource-limit", "its build used more than it may"
    if _MUTE.search(shown.message):
        return "resource-limit", "its build ended without a word about why"
    return None


def must_not_compile(example: Example) -> bool:
    """True when a marker says so."""
    return any(marker.kind == "no-build" for marker in example.block.markers)


def error_codes(example: Example) -> list[str]:
    """Codes of the compiler's errors that stand beside the marker."""
    return [marker.value.upper() for marker in example.block.markers if marker.kind == "error-code"]


def _is_announced(example: Example, told: tuple[str, str], shown: Shown) -> bool:
    """True when what keeps it from compiling is what the page means: its code, or, without one, its own text."""
    codes = error_codes(example)
    if codes:
        return all(code in shown.traceback for code in codes)
    return told[0] not in ("missing-package", "missing-toolchain", "missing-file")


def _message(shown: Shown) -> str:
    """Without the place in a file that no reader knows."""
    return re.sub(r"^\S*?:\d+(?::\d+)?: ", "", shown.message)[:160]


def _incomplete(text: Text, how: str) -> Reason:
    if placeholder(text):
        return "placeholder", f"holds the placeholder `{placeholder(text)}`"
    if leaves_out(text):
        return "pseudo-code", f"leaves out a part of its code, and {how}"
    return None


def _meant(example: Example, text: Text, failure: str, page: Sequence[Example]) -> Reason:
    """The page itself says so: in a comment, in the sentence above, or in another block that shows the failure."""
    if any(_BROKEN.search(comment.text) for comment in text.comments):
        return "incomplete", f"is meant to fail: {failure[:120]}"
    if _BROKEN.search(" ".join([example.block.lead, *example.block.heading[-1:]])):
        return "incomplete", f"fails, as the page says: {failure[:120]}"
    shown = "assertion" if "Assertion" in failure else failure.partition("\n")[0].strip().lower()
    if len(shown) >= TELLING and any(shown in other.block.code.lower() for other in page if other.id != example.id):
        return "incomplete", f"fails, as the page shows: {failure[:120]}"
    return None
