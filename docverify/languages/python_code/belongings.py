"""What an example takes from its reader: variables, files, commands and names that stand for the reader's own."""

import re
from collections.abc import Sequence

from docverify.languages.python_code.cut import cut_value, texts_at, texts_of
from docverify.languages.python_code.files import lists_what_is_there
from docverify.languages.python_code.intents import line_of
from docverify.model import Example, Shown
from docverify.order import above
from docverify.tracebacks import MISUSES, last_part

Reason = tuple[str, str] | None

_UNSET = re.compile(
    r"\b[Ee]nvironment variables? [\"'`]?(\w+)[\"'`]?:?"
    r" (?:is |was |are )?(?:not (?:set|found|defined)|missing|unset|required)"
    r"|[\"'`]?\b([A-Z][A-Z0-9]*_[A-Z0-9_]+)[\"'`]? (?:environment variable )?(?:is |was )?not set\b"
)
_EXPORTED = re.compile(
    r"^[ \t]*# *(?:\$ *)?(?:export|set|setx) ([A-Z]\w*)=|^[ \t]*# *([A-Z][A-Z0-9]*_[A-Z0-9_]+)=\S", re.MULTILINE
)
"""A variable that a comment sets."""
_VARIABLE = re.compile(r"['\"][A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+['\"]")
_READS = re.compile(r"environ|getenv|\b[Ee]nv\b|[Ss]ettings|[Cc]onfig")
_SLOT = re.compile(r"['\"](?:[^'\"\n]*<(?:your|my|the|some|an?)[ _-]|\w+://[^'\"\s]*<[a-z])[\w -]+>", re.IGNORECASE)
_TO_FILL = re.compile(r"['\"](?:[A-Za-z]+[_-]){0,4}your(?:[_-][A-Za-z]+){1,5}['\"]", re.IGNORECASE)
"""A text in which words that are joined speak to the reader."""
_DESCRIBED = re.compile(
    r"['\"](?:[\w-]+ ){1,4}(?:declarations?|source code|code|(?:goes|go|comes?) here|here)(?: with [^\n]{1,20})?['\"]",
    re.IGNORECASE,
)
"""A text that says in words what the reader puts in its place."""
_STAND_IN = re.compile(r"['\"`](my(?!sql|st|py|riad|self)[\w-]{2}[\w.-]*|your[\w-]{2}[\w.-]*)['\"`]", re.IGNORECASE)
_UNKNOWN = re.compile(
    r"\bno\b[^\n]{1,60}\bfound\b"
    r"|\b(?:unknown|unrecogni[sz]ed|not found|no such|not exist|not registered|not a registered)\b",
    re.IGNORECASE,
)
_OUT_OF_TIME = re.compile(
    r"\b(?:token|otp|passcode|code)\b[^\n]{0,20}\b(?:did not match|does(?: not|n't) match)\b"
    r"|\b(?:has|is|was|have) (?:already )?expired\b|\bis not yet valid\b"
    r"|\b(?:date|time|day|deadline|moment)s?\b[^\n]{0,40}\bin the past\b",
    re.IGNORECASE,
)
"""What is said of something that is good for a time only."""
KINDS_OF_FILES = (
    r"json|ya?ml|toml|csv|tsv|txt|rst|md|\w{0,4}xml|html?|ini|cfg|conf|env|png|jpe?g|gif|svg|bmp|tiff?"
    r"|pdf|docx?|xlsx?|pptx?|zip|tar|gz|db|sqlite3?|log|parquet|feather|npy|npz|h5|hdf5|nc|wav|mp3|mp4|avi|bin|dat"
    r"|pem|crt|key|proto|wsdl|xsd|ttf|otf|woff2?|webp|ico|psd|eps|flac|ogg|webm|mov|mkv|pkl|pickle|onnx|gpx|shp|kml"
    r"|geojson|stl|pcap|eml|ics|bib|ipynb"
)
"""Ends of names that are surely those of files, as a pattern."""
_FILE = re.compile(rf"['\"]([\w./~:\\-]*\w\.(?:{KINDS_OF_FILES}))['\"]", re.IGNORECASE)
_DATABASE = re.compile(r"['\"]([\w./~-]*\w\.(?:db|sqlite3?))['\"]", re.IGNORECASE)
_WRITES = re.compile(r"['\"]w|write|save|dump|touch|mkdir|to_\w+\(|export|create")
_FILLS = re.compile(
    r"insert|upsert|create|\b(?:add|put|write|save|store|append|dump|load|import|populate|set|push)(?!up)\w*\(|\]\s*=(?!=)",
    re.IGNORECASE,
)
"""Code that may put something into a database."""
_CAPITALS = re.compile(r"['\"]([A-Z]{4,}[A-Z_]*(?:[:/@.-][A-Z]{4,}[A-Z_]*)+)['\"]")
"""Several words in capitals, one for each part of an address."""
_OPENS = re.compile(r"\s*(?:>>> )?(?:\w+ *=|(?:async )?with\b.*\bas\b)")
"""A line that gives a name to what it makes of a file."""
_MAKES = re.compile(r"\s*(?:>>> )?([A-Za-z_]\w*) = ")
_INSTALLS = re.compile(r"\b(?:pip[\d.]*|uv|poetry|pdm|conda) (?:install|add) (?:-{1,2}\w[\w-]* )*[\"'`]?([\w.-]+)")
_COMMANDS = frozenset(
    (
        *("sudo", "docker", "podman", "git", "svn", "hg", "npm", "npx", "node", "conda", "apt", "systemctl", "ip"),
        *(
            "ssh",
            "scp",
            "rsync",
            "curl",
            "wget",
            "ffmpeg",
            "vim",
            "nano",
            "gcc",
            "make",
            "cmake",
            "kubectl",
            "ifconfig",
        ),
    )
)
_NO_COMMAND = re.compile(r"cannot import name '(\w+)' from '[\w.]+'|module '[\w.]+' has no attribute '(\w+)'")
_NOT_FOUND = re.compile(r"(?:Command|Program|Executable)\w*Not\w*Found\w*|NoSuch(?:Command|Program|Executable)\w*")
_SAID_NOT_FOUND = re.compile(
    r"\b(?:command|program|executable|binary)\b[^\n]{0,40}\bnot (?:found|(?:be )?executable|on your PATH)\b",
    re.IGNORECASE,
)
_FAILED = re.compile(r"CalledProcessError|ErrorReturnCode\w*|ProcessExecutionError|UnexpectedExit|CommandFailed\w*")
"""Errors that tell of a command of the system, by the names that libraries give them."""


def variables(example: Example) -> Reason:
    """For an example whose comments say how its variables are set."""
    code = example.block.code
    match = _EXPORTED.search(code) if "#" in code and _READS.search(code) else None
    return ("needs-credentials", f"needs the environment variable {match[1] or match[2]}") if match else None


def belongs_to_reader(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    """Reason and detail when the error is of what a reader has, and the page does not give."""
    first = shown.message.strip().split("\n")[0]
    unset = _UNSET.search(first)
    if unset:
        return "needs-credentials", f"needs the environment variable {unset[1] or unset[2]}"
    if example.block.page in first and not first.startswith("cannot import"):
        return "incomplete", "its error is about the file that it stands in, which is the reader's own"
    kind, line = last_part(shown.type), line_of(example, shown.line)
    if kind == "KeyError" and _VARIABLE.fullmatch(first) and "env" in line:
        return "needs-credentials", f"needs the environment variable {first}"
    answered = kind.startswith("HTTP")  # what a service makes of a placeholder is its to say
    if (
        any(_SLOT.search(text) for text in (line, *(f"'{one}'" for one in texts_at(example, shown.line))))
        or (kind not in MISUSES and _DESCRIBED.search(line))
        or (kind not in MISUSES and not answered and _TO_FILL.search(line))
    ):
        return "placeholder", "holds a placeholder where it fails"
    named = (_STAND_IN.search(first) if _UNKNOWN.search(first) else None) or _CAPITALS.search(first)
    if named:
        return "placeholder", f"`{named[1]}` stands for something of the reader's"
    late = _OUT_OF_TIME.search(first)
    if late and len(shown.frames) > 1:
        return "incomplete", f"was good for its time only: {late[0]}"
    cut = cut_value(example, shown.line) if kind not in MISUSES and len(shown.frames) > 1 else ""
    if cut:
        return "pseudo-code", f"leaves out a part of a value: `{cut[:40]}`"
    plugin = _plugin(example, page) if _UNKNOWN.search(first) and kind not in MISUSES else ""
    if plugin:
        return "missing-package", f"needs what its section installs: `{plugin}`"
    of_system = _command(kind, first) or variables(example)
    return of_system or _named_file(example, shown, page) or _of_data(example, shown, page)


def _plugin(example: Example, page: Sequence[Example]) -> str:
    """A package that a command of the same section installs, named after one that the example imports.

    One that the page imports is no plugin of it: it is what the page is about.
    """
    codes = [one.block.code for one in above(example, page) if one.block.heading == example.block.heading]
    named = (match[1] for code in codes for match in _INSTALLS.finditer(code))
    hosts = ((name, re.split(r"[-_.]", name)[0]) for name in named if not _imported(name, page))
    return next((name for name, host in hosts if host != name and _imported(host, [example])), "")


def _imported(package: str, page: Sequence[Example]) -> bool:
    pattern = re.compile(rf"^\s*(?:>>> )?(?:import|from) {re.sub('[-.]', '_', package)}\b", re.MULTILINE)
    return any(pattern.search(one.block.code) for one in page)


def _command(kind: str, said: str) -> Reason:
    """A command of the system that is not there, or that finds here what it cannot work with."""
    command = _NO_COMMAND.search(said)
    if command and (command[1] or command[2]) in _COMMANDS:
        return "missing-toolchain", f"needs the command `{command[1] or command[2]}`"
    if _NOT_FOUND.fullmatch(kind) or _SAID_NOT_FOUND.search(said):
        return "missing-toolchain", f"needs a command that is not there: {said[:120]}"
    if _FAILED.fullmatch(kind):
        return "incomplete", f"a command that it starts does not end well here: {said[:120]}"
    return None


def _named_file(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    """A library may take the name of a file that is not there for something else."""
    line, earlier = line_of(example, shown.line), _lines_above(example, shown.line)
    further = (f"'{text}'" for text in texts_of(example, shown.line))
    match = _FILE.search("\n".join([line, *_making(earlier, line), *further]))
    if match is None or last_part(shown.type) in MISUSES:
        return None
    base = match[1].replace("\\", "/").rpartition("/")[2]
    before = "\n".join([*(one.block.code for one in above(example, page)), *earlier])
    if any(base in one and _WRITES.search(one) for one in before.split("\n")):
        return None
    return "missing-file", f"needs the file `{match[1]}`, which no example on the page creates"


def _making(earlier: Sequence[str], line: str) -> list[str]:
    """The lines above that make what the line uses: what was read of a file is as empty as that is."""
    found = ((_MAKES.match(one), one) for one in earlier)
    return [one for match, one in found if match and re.search(rf"\b{match[1]}\b", line)]


def _of_data(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    """What is looked for is not among what a reader has."""
    code = "\n".join(_lines_above(example, shown.line + 1))
    if last_part(shown.type) in MISUSES:
        return None
    return data_of_reader(example, page, code) or lists_what_is_there(example, page, code)


def data_of_reader(example: Example, page: Sequence[Example], code: str) -> Reason:
    """For `code`, up to where it is not as shown: it looks into a database that nothing in its section wrote.

    Other sections may tell of other data under the same name.
    """
    before, opener = above(example, page), example
    if not _DATABASE.search(code):
        opener = next((one for one in reversed(before) if one.defines & example.needs), example)
    opened = _DATABASE.search(opener.block.code)
    if opened is None:
        return None
    section = [one.block.code for one in before if one.block.slug == opener.block.slug]
    lines = [line for one in section for line in one.split("\n") if opened[1] in line]
    if any(_FILLS.search(one) for one in (*section, code)) or not all(_OPENS.match(line) for line in lines):
        return None
    return "missing-file", f"shows what is in `{opened[1]}`, which no example of its section writes"


def _lines_above(example: Example, line: int) -> list[str]:
    return example.block.code.split("\n")[: max(0, line - example.block.line)]
