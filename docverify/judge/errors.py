"""Whether the error that ended a step is the one that the page shows."""

import builtins
import re
from collections.abc import Collection

from msgspec import Struct

from docverify.judge.match import matches
from docverify.judge.matchers.layout import tidy
from docverify.masks import mask
from docverify.model import Example, Run, Shown, StepRun
from docverify.tracebacks import SETS_LIMIT, TIMED_OUT, ShownError, last_part, named_error, shown_error

_OWNER = re.compile(r"\b(?:\w+\.)+(?=\w+\(\))")
"""The class in `C.__init__()`, which releases of Python before 3.10 leave out."""
_CONSTRUCTOR = "__init__()"
_CALLED = re.compile(r"^\w+\(\)")
"""A class that stands for its own constructor at the beginning of a message, or the other way round."""
_OLD_CLASS = re.compile(r"<type (?=')")
_TAKES = re.compile(
    r"\btakes (?:exactly )?(\d+|no) (?:positional )?arguments?(?: but (\d+) (?:was|were) given| \((\d+) given\))"
)
"""How releases of Python say that a call has too many or too few arguments."""
_UNCOMPILED = ("SyntaxError", "IndentationError", "TabError")
_NAME = re.compile(r"(?:name|module named|directory:) '([^']+)'")
_PLACE = re.compile(r" \((?:/|[A-Z]:\\)[^()]*\)$")
"""Where a module stands on this machine, at the end of an ImportError."""
_WORD = re.compile(r"\w+")
_SET = re.compile(r"\{('[^'{}]*'(?:, '[^'{}]*')+)\}")
_NO_SETTER = re.compile(r"^property ('\w+') of '[\w.]+' object has no setter$")
_UNSET = "can't set attribute"
"""How releases of Python say that a property cannot be set; the oldest do not name it."""
LEAST_ALIAS = 3
"""Letters by which a second name is longer or shorter than the first, more than a slip, and words that both say."""
_FALSY = "The expression evaluated to a falsy value:"
"""What Node says of an assertion in a file; of one that is evaluated it says what was compared."""
_COMPARED = re.compile(r".+ == true$")
_HINT = re.compile(r"\.? Did you mean:? .*$", re.DOTALL)


class Raised(Struct, frozen=True, gc=False):
    """An error that ended a step."""

    type: str
    message: str

    def line(self) -> str:
        """One line for people, as the last line of a traceback."""
        first = _PLACE.sub("", self.message.strip().split("\n")[0])[:200]
        return f"{self.type}: {first}" if first else self.type

    def shown(self, line: int) -> Shown:
        """As a driver tells of it; the name that was missing stands in its message."""
        name = _NAME.search(self.message)
        return Shown(self.type, self.message, line, name[1] if name else "")


def raised_by(run: Run) -> Raised | None:
    return Raised(run.exception.type, run.exception.message) if run.exception else None


def raised_at_prompt(done: StepRun) -> Raised | None:
    """The error whose traceback a prompt printed before it went on; code that does not compile has none."""
    for name in ("", *_UNCOMPILED):
        found = shown_error(done.stderr, name)
        if found:
            return Raised(found.type, found.message)
    return None


def documented(example: Example, index: int, raised: Raised) -> ShownError | None:
    """The error that the page shows at this step or for the whole example, when it shows one."""
    step = example.steps[index] if index < len(example.steps) else None
    if step and step.expected is not None:
        return shown_error(step.expected, raised.type) or _by_alias(step.expected, raised)
    whole = example.expectation
    return shown_error(whole.text, raised.type) if whole.kind in ("output", "exception") else None


def _by_alias(text: str, raised: Raised) -> ShownError | None:
    shown = named_error(text)
    return shown if shown and _is_alias(shown, raised) else None


def same_type(shown: ShownError, raised: Raised) -> bool:
    """Modules do not matter: pages leave them out."""
    return last_part(shown.type) == last_part(raised.type) or _is_alias(shown, raised)


def _is_alias(shown: ShownError, raised: Raised) -> bool:
    """True for a class of Python's own that a package may have by a name of its own: it says word for word the same."""
    name, own = last_part(shown.type), hasattr(builtins, raised.type)
    if not own or hasattr(builtins, name) or abs(len(name) - len(raised.type)) < LEAST_ALIAS:
        return False
    return shown.message.strip() == raised.message.strip() and len(_WORD.findall(shown.message)) >= LEAST_ALIAS


def is_of_moment(code: str, shown: ShownError | None, raised: Raised | None) -> bool:
    """True where a page shows that a limit of time ran out: whether one does, and which, every run decides anew."""
    if shown is None or not (TIMED_OUT.search(last_part(shown.type)) and SETS_LIMIT.search(code)):
        return False
    return raised is None or bool(TIMED_OUT.search(last_part(raised.type)))


def same_message(shown: ShownError, raised: Raised, flags: Collection[str] = ()) -> bool:
    """Also true when the page shows no message, or only the first line of one."""
    if "IGNORE_EXCEPTION_DETAIL" in flags or not shown.message.strip():
        return True
    message = raised.message if "\n" in shown.message.strip() else raised.message.strip().split("\n")[0]
    if matches(shown.message, raised.message, flags) or matches(shown.message, message, flags):
        return True
    if shown.message.startswith(_FALSY) and _COMPARED.match(message):
        return True
    if "\n" in shown.message.strip() and _same_words(shown.message, raised.message):
        return True
    wanted, got = _loose(shown.message), _loose(message)
    if wanted.startswith(_CONSTRUCTOR) or got.startswith(_CONSTRUCTOR):
        wanted, got = _CALLED.sub(_CONSTRUCTOR, wanted), _CALLED.sub(_CONSTRUCTOR, got)
    if wanted == _UNSET:
        got = got.partition(" '")[0]
    if last_part(raised.type) == "KeyError" and not wanted.startswith(("'", '"')):  # whose text is that of a `repr`
        got = got[1:-1] if got[:1] == got[-1:] and got[:1] in ("'", '"') else got
    return matches(wanted, got, {*flags, "NORMALIZE_WHITESPACE"})


def _same_words(wanted: str, got: str) -> bool:
    """True for messages of many lines that differ in how they mark a place alone, as with `^^^` or a colour."""
    first, other = (tidy(text.strip()).split("\n")[0] for text in (wanted, got))
    return first == other and _WORD.findall(tidy(wanted)) == _WORD.findall(tidy(got))


def _loose(message: str) -> str:
    """Without what releases of Python word in different ways: owners, hints, how arguments are counted.

    A set is sorted: its order is that of a run.
    """
    plain = _OLD_CLASS.sub("<class ", _HINT.sub("", _OWNER.sub("", _NO_SETTER.sub(rf"{_UNSET} \1", message.strip()))))
    plain = _SET.sub(lambda match: "{" + ", ".join(sorted(match[1].split(", "))) + "}", plain)
    return mask(_TAKES.sub(r"takes \1 arguments (\2\3 given)", plain))
