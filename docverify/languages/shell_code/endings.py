"""How a shell example ended, when that does not show that its page is wrong."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from itertools import zip_longest

from docverify.languages.endings.bounds import bounded, exhausted
from docverify.languages.endings.network import unheard, unreachable
from docverify.languages.endings.silence import passed_over
from docverify.languages.shell_code.elsewhere import from_elsewhere, named_by_page, of_another_language, unknown_command
from docverify.languages.shell_code.others import instead_of
from docverify.languages.shell_code.placeholders import unset
from docverify.languages.shell_code.printed import without_strangers
from docverify.model import Example, Run, StepRun

Reason = tuple[str, str] | None

_COMMAND = re.compile(
    r"(?:bash|sh|zsh|/bin/\w{1,50}|environment)[^\n:]{0,200}: (?:line \d+: |\d+: )?([^\s:]+): (?:command )?not found$"
    r"|^(?:/usr/bin/)?env: [‘'\"]?([^\s’'\":]+)[’'\"]?: No such file or directory$"
    r"|^([\w.+-]+): command not found$|^sudo: ([\w.+-]+): command not found",
    re.MULTILINE,
)
_MODULE = re.compile(r"No module named '?([\w.]+)'?")
_NODE_MODULE = re.compile(r"Cannot find (?:module|package) '([^'\n]+)'")
_PATHS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"cannot (?:access|open|stat|create \w+|read|find|touch|remove) [‘'\"`]?([^’'\"\n:]+)[’'\"]?",
        r"can't (?:open|find|cd to) (?:file )?[‘'\"]?([^’'\"\n:]+)[’'\"]?",
        r"[Ee]rrno 2\] No such file or directory: '([^'\n]+)'",
        r"(?:^|: )([^\s:]+): No such file or directory",
        r"[Cc](?:ould not|annot|an't) (?:find|locate|read|load) [‘'\"`]?([\w.*/-]*\.\w+)[’'\"`]?",
        r"(?:^|\s)([\w-]+\.\w+) file not found",
        r"(?:No such file or directory|[Ff]ile not found|does not exist)[: ]+[‘'\"]?([^\s’'\"]+)",
        r"(?<![^\s’'\"])[‘'\"]?([^\s’'\"]+)[’'\"]? (?:does not exist|not found)$",
    )
)
_FILES = re.compile(
    r"No such file or directory|not a git repository|ENOENT|cannot access|can't open|can't find|does not exist"
    r"|not found|Not a directory|No targets? (?:specified|to make)|No rule to make target|no configuration file"
    r"|could not (?:locate|import|load)\b|(?:could not|cannot) find [‘'\"`]?[\w.*/-]*\.\w"
    r"|is not installable|not appear to be a Python project|Could not open requirements|pathspec .* did not match",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"Permission denied|Read-only file system|Operation not permitted|must be (?:run as )?root|are you root"
    r"|requires? (?:superuser|root)|Could not open lock file|EACCES|EROFS"
    r"|sudo: .{0,200}(?:setuid|password|effective uid)|externally-managed-environment",
    re.IGNORECASE,
)
_SERVICES = re.compile(
    r"Cannot connect to the Docker daemon|^Run '(?:docker|podman)[\w -]* --help' for more information"
    r"|not been booted with systemd|Failed to connect to bus|no running instance",
    re.IGNORECASE | re.MULTILINE,
)
_INPUT = re.compile(
    r"not a tty|not a terminal|inappropriate ioctl|EOF when reading|(?<!unexpected )end of file|terminal is required"
    r"|no tty present|^Aborted[.!]?$|is not interactive|Error opening terminal|TERM environment variable",
    re.IGNORECASE | re.MULTILINE,
)
_HELPER = re.compile(r"git: 'remote-([\w+-]+)' is not a git command")
_PART = re.compile(r"git: '([\w-]+)' is not a git command.*(?:\n+The most similar commands? (?:is|are)\n\s*(\S+))?")
"""A part of git that is not there, and the nearest that is."""
_AFFINITY = re.compile(
    r"failed to set pid \d+'s affinity|sched_setaffinity: Invalid argument|\bcpu argument .{1,40} is out of range"
)
_DISPLAY = re.compile(
    r"(?:cannot|can't|unable to) open (?:X )?display|\$DISPLAY|could not connect to display", re.IGNORECASE
)
_CREDENTIALS = re.compile(
    r"Please tell me who you are|Author identity unknown|unable to auto-detect email|Authentication (?:failed|required)"
    r"|could not read Username|no credentials|api[_ -]?key|access token|Unauthorized|\b401\b|\b403\b|not logged in",
    re.IGNORECASE,
)
_FAULTS = re.compile(
    r"syntax error|unterminated|parse error|is not a \S+ command|not recognized"
    r"|(?:unrecognized|unknown|invalid|illegal|no such|unexpected) (?:option|argument|command|subcommand|flag)"
    r"|^usage:|Try '.*--help'|requires an argument|the following arguments|got unexpected",
    re.IGNORECASE | re.MULTILINE,
)
"""What a command says when the page calls it wrongly. Any other error may come of what it works on."""
_MISCALLED = re.compile(
    r"(?:unrecognized|unknown|no such) (?:option|argument|command|subcommand|flag)|requires an argument", re.IGNORECASE
)
"""What it says before it asks for anything: no network would help."""
_OWN_TRACE = re.compile(r"^  File \"(?:<(?:string|stdin)>|/page/|/tmp/)", re.MULTILINE)
"""A traceback with code that the page shows: what happens inside a command may come of what it works on."""
_USAGE = re.compile(r"^[ \t]*usage:\s", re.IGNORECASE | re.MULTILINE)
NEAR = 0.7
"""How alike two names are of which one is a slip, from 0 to 1."""
_PROMPT = re.compile(r"\A[$%] +")
_BARE_CALL = re.compile(r"[\w./+-]+(?: -m [\w.]+)?")
_PIP = re.compile(r"^no such option: (\S+)", re.MULTILINE)
_TAKES_PLUGINS = re.compile(r"\b(?:pytest|py\.test|flake8|pylint|eslint|mkdocs|docker|kubectl|helm)\b")
"""Commands to which plugins bring options."""
_UNKNOWN = re.compile(
    r"(?:unrecognized arguments?|no such option|unknown (?:option|flag)):? '?(--?[\w-]+)", re.IGNORECASE
)
_CALLS_PIP = re.compile(r"\bpip[\d.]* \w")
_IGNORED = re.compile(r"^ERROR: ld\.so: object .* ignored\.\n?", re.MULTILINE)
"""What the loader says of a library that it goes on without."""
_CHECK = re.compile(r"(?:^|[;\n])[ \t]*(?:grep -\w*q|test |\[ |\[\[ |cmp -\w*s|diff -\w*q)[^;&|\n]*\s*\Z")
"""A last command that asks whether all went well, and whose status is the answer."""


def reason(example: Example, run: Run, page: Sequence[Example]) -> Reason:
    """Reason and detail when the run's end does not show that the page is wrong; None when it does."""
    found, text = _around(example, run), said(example, run)
    if found and found[0] == "needs-network" and any(done.exit_code for done in run.steps):
        found = _plugin(text, example.block.code) if _MISCALLED.search(text) else found
    found = found or instead_of(example, run) or named_by_page(example, page)
    found = found or unknown_command(text, example, page) or of_another_language(text, example)
    if found or run.ended != "end":
        return found
    if _FAULTS.search(text):
        return unset(example, page)
    return from_elsewhere(example, run, page)


def _around(example: Example, run: Run) -> Reason:
    code = example.block.code
    found = bounded(run, code)
    if found:
        return found
    typed = example.steps[-1].code if example.steps else code
    if run.ended == "end" and not run.exit_code and _CHECK.search(typed):
        return None
    text = said(example, run)
    if run.ended == "end" and not run.exit_code:
        text = without_strangers(_IGNORED.sub("", text), code)
    return surroundings(text, run, code) or _silent(example, run, text)


def surroundings(text: str, run: Run, code: str) -> Reason:
    """What the text says is missing around the example, and not in it."""
    command = _COMMAND.search(text)
    if command:
        name = next(part for part in command.groups() if part)
        if "/" in name:
            return "missing-file", f"needs the file `{name}`, which the page does not create"
        return "missing-toolchain", f"needs the command `{name}`"
    helper = _HELPER.search(text)
    if helper:
        return "missing-toolchain", f"needs the command `git-remote-{helper[1]}`"
    part = _PART.search(text)
    if part and not get_close_matches(part[1], [part[2] or ""], cutoff=NEAR):
        return "missing-toolchain", f"needs the command `git {part[1]}`"
    for pattern, why, detail in (
        (_AFFINITY, "resource-limit", "needs processors that are not there"),
        (_SERVICES, "needs-network", "needs a running service"),
        (_DISPLAY, "needs-display", "needs a display"),
        (_INPUT, "needs-input", "reads input that the page does not give"),
    ):
        match = pattern.search(text)
        if match:
            return why, f"{detail}: {match[0]}"
    return unreachable(run, text, code) or exhausted(text) or _rights(text) or _things(text, code)


def _rights(text: str) -> Reason:
    match = _RIGHTS.search(text)
    if match:
        return "needs-credentials", f"needs rights that the sandbox does not give: {match[0]}"
    match = _CREDENTIALS.search(text)
    return ("needs-credentials", f"needs credentials: {match[0]}") if match else None


def _things(text: str, code: str) -> Reason:
    if _is_bare(text, code):
        return "needs-input", "needs arguments on its command line"
    option = _PIP.search(text)
    if option and _CALLS_PIP.search(code):
        return "missing-toolchain", f"needs a release of pip that knows `{option[1]}`"
    plugin = _plugin(text, code)
    if plugin:
        return plugin
    wanted = _NODE_MODULE.search(text)
    if wanted:
        return _of_node(wanted[1])
    module = _MODULE.search(text)
    if module:
        return "missing-package", f"needs the package `{module[1]}`, which is not installed"
    lacking = _FILES.search(text)
    if lacking is None:
        return None
    for pattern in _PATHS:
        match = pattern.search(text)
        if match:
            return "missing-file", f"needs `{match[1].strip()}`, which the page does not create"
    told = text[text.rfind("\n", 0, lacking.start()) + 1 :]
    return "missing-file", f"needs files that the page does not create: {first_line(told)}"


def _is_bare(text: str, code: str) -> bool:
    """True for a command that is only named: by the words with which it says itself how to call it."""
    called, usage = _PROMPT.sub("", code.strip()), _USAGE.search(text)
    if usage is None or _BARE_CALL.fullmatch(called):
        return usage is not None
    return not text[: usage.start()].strip() and text[usage.end() :].startswith(f"{called} ")


def _of_node(name: str) -> Reason:
    if name.startswith((".", "/", "file:")):
        return "missing-file", f"needs `{name.removeprefix('/page/')}`, which the page does not create"
    return "missing-package", f"needs the package `{name}`, which is not installed"


def _plugin(text: str, code: str) -> Reason:
    """An option that something brings to the command which is not installed."""
    option = _UNKNOWN.search(text) if _TAKES_PLUGINS.search(code) else None
    return ("missing-package", f"may need a plugin for `{option[1]}`") if option else None


def unexpected(example: Example, run: Run) -> list[StepRun]:
    """The commands that failed, and not as the page shows."""
    pairs = enumerate(zip_longest(example.steps[: len(run.steps)], run.steps))
    shown = ((index, step.expected if step else None, done) for index, (step, done) in pairs)
    return [
        done
        for index, text, done in shown
        if done.exit_code and (text is None or text.strip() != done.stdout.strip())
        if not passed_over(example.steps, run.steps, index)
    ]


def said(example: Example, run: Run) -> str:
    """What the run says of trouble: all of stderr, and the output of commands that failed unexpectedly."""
    errors = [done.stderr for done in run.steps]
    return "\n".join(part for part in (*errors, *(done.stdout for done in unexpected(example, run))) if part)


def _silent(example: Example, run: Run, text: str) -> Reason:
    """A status that the page does not speak of: many commands use it to answer no."""
    code = run.exit_code or next((done.exit_code for done in unexpected(example, run)), 0)
    if run.ended == "exit" and not code:
        return "incomplete", "exits before its last command"
    found = None if text.strip() else unheard(code, example.block.code)
    if found:
        return found
    if code and not _FAULTS.search(text) and not _OWN_TRACE.search(text):
        seen = f": {first_line(text)}" if text.strip() else ""
        return "incomplete", f"ended with exit code {code}, of which the page says nothing{seen}"
    return None


def first_line(text: str) -> str:
    return next((line.strip()[:120] for line in text.split("\n") if line.strip()), "")
