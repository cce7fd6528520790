"""Output that differs only in what changes from run to run, of an example that uses such things."""

import re
from collections.abc import Iterator, Sequence

from docverify.judge.case import SENDS
from docverify.judge.dates import is_of_its_day
from docverify.judge.match import matches
from docverify.judge.matchers.layout import tidy
from docverify.judge.matchers.places import is_elsewhere, is_traced_elsewhere
from docverify.judge.matchers.volatile import same_zone, shape, stable
from docverify.masks import mask
from docverify.model import Example
from docverify.order import above

_CLOCK = re.compile(
    r"(?<!\bdef )(?<!\bget )"
    r"\b(?:now|utcnow|today|time|time_ns|ctime|localtime|gmtime|perf_counter|monotonic|process_time|timeit)\s*\(|\btimeit\.\w+\("
    r"|(?:^|[;|&(`])[ \t]*date\b(?! ?[=(,])|sleep\("
    r"|\b(?:totp|TOTP)\b"  # a password that is good for half a minute
    r"|\btime\.strftime\(\s*(?:\"[^\"\n]*\"|'[^'\n]*')\s*\)",
    re.MULTILINE,
)
_STAMP = re.compile(r"\b(?:\w*_)?log(?:ger|ging)?\.\w+\(|structlog|\.created\b")
"""What writes the time beside what it is asked to write."""
_CHANCE = re.compile(
    r"[Rr]andom|\b(?i:uuid)_?v?[14678]\b|\b(?i:uuid)\((?!name\b)|\bv[14678](?=\(| as\b|\s?[,}])"
    r"|secrets\.|shuffle|mktemp|tempfile|token_|urandom|ulid|nanoid|\bid\(|hash\("
)
_NAMELESS = re.compile(
    r"\buuid[1467]?\(\)|\buuidv?[1467]\b|randomUUID|mk[sd]?temp|tempfile|token_(?:hex|urlsafe)|urandom|ulid|nanoid"
)
"""What makes an id, or a file, whose name no page can know."""
_LOCAL = re.compile(r"\b(?:now|tzlocal|astimezone)\(\s*\)|\blocaltime\(|['\"]local['\"]")
"""What gives a time in the zone of the machine."""
_OF_MACHINE = re.compile(r"(?:, ?)?tzinfo=tzlocal\(\)")
"""What a time in that zone shows of it."""
_OFFSET = re.compile(r"(?<=\d)[+-]\d\d:?\d\d(?!\d)")
_MACHINE = re.compile(
    r"\bgetcwdb?\(|\bPath\.(?:cwd|home)\(|\babspath\(|\brealpath\(|\bPath\([^()\n]*\)\.(?:resolve|absolute)\(|\.absolute\(\)"
    r"|\bexpanduser\(|\bsys\.(?:version|platform|executable|path|prefix|base_prefix|argv|getsizeof|getrefcount)\b"
    r"|\b__subclasses__\(|\bsys\.modules\[__name__\]|\bsys\.version_info\b|\bplatform\.\w+\(|\bos\.name\b|\bcpu_count\(|\b__file__\b|\bastimezone\(\s*\)|\bgetpp?id\(|\bos\.uname\("
    r"|/dev/(?:std(?:out|err)|fd/[12])\b"  # opened anew, a captured stream is cut where a terminal is not
    r"|\bsys\.stdin\b|\bfind_library\(|\bsysconfig\.\w+\(|\bget(?:user|)site(?:-|)packages\(|\bgetpgrp\(|\bgetsid\(|\bget(?:e?[ug]id|groups)\("
    r"|\b[ir]?glob\(|\broot_dir=|\blistdir\(|\biterdir\(|\bscandir\(|\.resolve\(\s*\)"
    r"|\bos\.(?:walk\(|path\.(?:exists|isfile|isdir|getsize|getmtime)\()"
    r"|\b(?:print|show)_versions\("
    r"|\b(?:mailcap\.\w+|mimetypes\.(?!guess_type\b)\w+)"  # which read what the machine has under /etc
    r"|\bLOCALTZ\b|\bget_localzone\(|\benv\.(?:user|home)\b"
    r"|\btracemalloc\.\w+\(|\bdis\.\w+\(|\bco_firstlineno\b|\btb_lineno\b"
    r"|\btraceback\.(?:extract|format|print|walk)_\w+\(|\b__version__\b|\b[A-Z]\w*_VERSION\w*"
    r"|\bTerminal\(|\bterm(?:inal)?\.[a-z_]"  # how wide it is, what it can show and whether there is one at all
    r"|\bisatty\(|\bisTTY\b|\bget_terminal_size\(|\bterm(?:inal)?_(?:program|size|width)\b|\bTERM\b"
    r"|\bimportlib[._]metadata\b|\bpkg_resources\.|\b(?:entry_points|packages_distributions)\("
    r"|\bgetlogin\(|\bgetuser\(|\bgethostname\(|\bgetnode\(|\bgettempdir\(|\btzname\b|\btzlocal\(|\bgetlocale\("
    r"|(?<!WindowsPath\(.)(?<=['\"])[A-Za-z]:(?:\\{1,2}|/)\w"  # a file of Windows, which is a plain name elsewhere
    r"|(?<=['\"])(?:/usr)?(?:/bin/)?(?:ls|pwd|whoami|uname)(?: [^'\"\n]*)?(?=['\"])"
)
"""What differs from machine to machine, or from one release of Python to the next."""
_ASKS_INSTALLED = re.compile(
    r"(?<![\w.])(?:distribution|files|metadata|requires|version)\((['\"])[A-Za-z][\w.-]*\1\)|\bget_distributions?\("
)
"""Code that asks what is installed, where its page imports what reads the metadata of packages."""
_INSTALLED = re.compile(r"\bimportlib[._]metadata\b|\b(?:from|import) distlib\b")
_SYSTEM = re.compile(
    r"\b(?:macOS|Darwin|Windows)[-/]\d[\w.]*|\b[A-Z]?Python/\d[\w.]*|^Python \d+\.\d+\.\d+\w*(?= \()"
    r"|\b(?:x86_64|arm64|aarch64|amd64|win32|win_amd64|darwin)\b",
    re.MULTILINE,
)
"""The name of a system or processor: who prints it prints what is the machine's."""
_AT_ONCE = re.compile(
    r"\bthreading\b|\bThread\(|\(Thread\)|\b(?:Thread|Process)Pool|\bmultiprocessing\b|\bconcurrent\.futures\b|\bas_completed\("
    r"|\bto_thread\(|\brun_in_executor\(|\bimap_unordered\(|\bthread::spawn\(|\bstd::thread\b|\bgo (?:func\b|\w+\()"
)
"""What runs code beside other code: which comes first nobody knows."""
_ASKS_FOR_FILE = re.compile(r"\.(?:exists|is_file|is_dir|is_mount|is_symlink|stat|owner|group)\(\s*\)")
_HEADERS = re.compile(r"\.headers\)?\s*\Z")
"""All headers of a reply: who serves it writes most of them, and the moment decides others."""
_TARGETS = r"([A-Za-z_]\w*(?:, *[A-Za-z_]\w*)*)(?: *:[^=\n]*)? *=(?!=)"
_BOUND = re.compile(
    rf"^[ \t]*{_TARGETS}|\bas (\w+)|\bfor (\w+) in|^[ \t]*(?:async )?def (\w+)|^[ \t]*class (\w+)|\]\.(\w+) *=(?!=)",
    re.MULTILINE,
)
_BOUND_ANEW = re.compile(rf"^{_TARGETS}|^(?:async )?def (\w+)|^class (\w+)", re.MULTILINE)
"""What is bound whatever else happens: the name is no longer what it was."""
_BLANKS = re.compile(r"(?<=\S) {2,}")
_WORD = re.compile(r"[A-Za-z_]\w*")
_USED = re.compile(r"(?<!class )(?<!def )\b[A-Za-z_]\w*+(?! *=[^=])")
"""A name that code reads: none that it binds, or gives an argument."""
_IMPORTED = re.compile(r"\b(?:import|from) ([A-Za-z_]\w*)")
_CHANCE_ID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b", re.IGNORECASE)
"""An id of which chance decides all but its kind."""
LONGEST = 20_000
"""Characters of an output in which times and ids are looked for."""
NEAREST = 200
"""Examples above that are looked through: a page may have ten thousand."""


def is_alike(
    example: Example, index: int, shown: tuple[str, str], page: Sequence[Example], moment: float = 0.0
) -> bool:
    """True when it differs in nothing but times, durations, ids and temporary paths, and the code asks for such, or in
    nothing but how a trace came about.

    `index`, `shown` and `moment` are as for `is_noise`; what is left was compared, and held.
    """
    if max(map(len, shown)) > LONGEST:
        return False
    if is_traced_elsewhere(*shown):
        return True
    here, earlier = _code(example, index), list(_until(example, index, page))
    if any(_STAMP.search(code) for code in (here, *earlier)):  # the terminal decides how wide a log's columns are
        shown = (_BLANKS.sub(" ", shown[0]), _BLANKS.sub(" ", shown[1]))
    if not matches(stable(shown[0]), stable(shown[1])):
        return False
    if _depends(_NAMELESS, here, earlier):
        return True
    is_timed = is_of_its_day(shown[1], moment) or any(_depends(one, here, earlier) for one in (_CLOCK, _STAMP))
    return is_timed and _is_told_so(*shown)


def is_noise(
    example: Example, index: int, shown: tuple[str, str], page: Sequence[Example], moment: float = 0.0
) -> bool:
    """True when the difference says nothing: digits of a clock that the step reads, what chance or the machine decides.

    So does one from question marks alone: the page asks its reader what comes.

    `index` is the step's, -1 for the whole example; `shown` is what the page shows, and what happened; `moment` is
    when, in seconds since 1970, where that is known.
    """
    here, earlier = _code(example, index), list(_until(example, index, page))
    expected, actual = shown
    is_asked = bool(expected.strip()) and not expected.strip().strip("?")
    if is_asked or is_elsewhere(expected, actual) or _is_of_release(expected, actual, "\n".join((here, *earlier))):
        return True
    if any(map(_OF_MACHINE.search, shown)) and matches(*(_OF_MACHINE.sub("", text) for text in shown)):
        return True
    if not actual.strip() and (_CLOCK.search(here) or _CHANCE.search(here)):  # what it is worth is another thing
        return True
    if any(name not in actual for name in _SYSTEM.findall(expected)):
        return True
    is_in_turn = sorted(expected.strip().split("\n")) == sorted(actual.strip().split("\n"))
    if is_in_turn and (_AT_ONCE.search(_code(example, -1)) or _depends(_AT_ONCE, here, earlier)):
        return True
    if _is_of_machine(here, earlier):
        return True
    if _depends(_CHANCE, here, earlier):
        return bool(_CHANCE.search(here)) or _is_like(expected, actual)
    if _depends(_LOCAL, here, earlier):
        expected, actual = (_OFFSET.sub("", tidy(text)) for text in shown)
    if is_of_its_day(actual, moment) or _depends(_CLOCK, here, earlier):
        return _is_told_so(expected, actual)
    return _depends(_STAMP, here, earlier) and _is_told_so(expected, actual) and _is_logged_so(expected, actual)


def _is_of_machine(here: str, earlier: Sequence[str]) -> bool:
    """True for what the machine decides on which it runs, or that answers it."""
    lines = [line for code in earlier for line in code.split("\n")]
    if _depends(_MACHINE, here, lines) or (_asks_installed(lines) and _depends(_ASKS_INSTALLED, here, lines)):
        return True
    if _HEADERS.search(here) and _depends(SENDS, here, earlier):
        return True
    return bool(_ASKS_FOR_FILE.search(here)) and any("Path(" in one or "pathlib" in one for one in (here, *earlier))


def _asks_installed(lines: Sequence[str]) -> bool:
    return any(map(_INSTALLED.search, lines))


def _code(example: Example, index: int) -> str:
    return "\n".join(step.code for step in (example.steps if index < 0 else example.steps[index : index + 1]))


def _until(example: Example, index: int, page: Sequence[Example]) -> Iterator[str]:
    """The code above the step in its session, step by step."""
    for one in above(example, page)[-NEAREST:]:
        if one.session == example.session:
            yield from (step.code for step in one.steps)
    yield from (step.code for step in example.steps[: max(index, 0)])


def _depends(source: re.Pattern[str], here: str, earlier: Sequence[str]) -> bool:
    """True when the code uses the source, or a name that was made from it."""
    tainted: set[str] = set()
    for code in earlier:
        if source.search(code) or tainted.intersection(_USED.findall(code)):
            tainted |= _names(_BOUND, code)
        else:
            tainted -= _names(_BOUND_ANEW, code)
    return bool(source.search(here) or tainted.intersection(_USED.findall(here)))


def _names(pattern: re.Pattern[str], code: str) -> set[str]:
    return {name for match in pattern.finditer(code) for part in match.groups() for name in _WORD.findall(part or "")}


def _is_like(expected: str, actual: str) -> bool:
    return matches(mask(expected), mask(actual)) or _is_told_so(expected, actual)


def _is_told_so(expected: str, actual: str) -> bool:
    """True for two times in one format, and in one zone."""
    return matches(shape(expected), shape(actual)) and same_zone(expected, actual)


def _is_of_release(expected: str, actual: str, code: str) -> bool:
    """True for another release of a package that the code imports, by its number behind its name, and else for ids."""
    names = "|".join(sorted({re.escape(name) for name in _IMPORTED.findall(code)}))
    number = re.compile(rf"(?<!\w)({names})([ /=-]{{1,3}})v?\d+(?:\.\w+)+", re.IGNORECASE)
    if (
        not names
        or max(len(expected), len(actual)) > LONGEST
        or not (number.search(expected) and number.search(actual))
    ):
        return False
    wanted, got = (_CHANCE_ID.sub("<ID>", number.sub(r"\1\2<RELEASE>", text)) for text in (expected, actual))
    return matches(wanted, got)


def _is_logged_so(expected: str, actual: str) -> bool:
    """True when all but the time is the same: how wide a log's columns are is decided by the terminal."""
    return matches(stable(expected), stable(actual), {"NORMALIZE_WHITESPACE"})
