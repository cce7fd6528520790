"""What a shell example takes from elsewhere: commands that its page makes, files that no page shows, a release."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from docverify.languages.endings.logs import is_logged_so
from docverify.languages.python_code.syntax import compiles
from docverify.languages.shell_code.placeholders import unquoted
from docverify.model import Example, Run

Reason = tuple[str, str] | None

_WORDS = re.compile(r"[ \t]*([A-Za-z_][\w-]*)(?:[ \t]+([A-Za-z_][\w-]*))?(?=\s|$)")
"""A command, and its first argument when that is a word: the name of a command of its own, as many have."""
_IMPORTS = r"\b(?:import|from|require|use)\b[^\n]*\b{}\b"
"""Who imports a name makes no command of it: the command is that of what is imported."""
_SHELLS = ("shell", "console")
_NO_COMMAND = re.compile(
    r"(?:unknown|no such|unrecognized) (?:sub)?command:? [`'\"‘“]?([\w-]+)"
    r"|[`'\"‘“]([\w-]+)['\"’”] is not an? [\w-]+ command",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\s*((?:const|var|import|type)[ \t]*\([ \t]*$|(?:const|let|var)[ \t]+\w+[ \t]*=[ \t]|package[ \t]+\w+[ \t]*$"
    r"|(?:func|fn|def|class|public|private)[ \t]+\w+[^\n]*[{:(][ \t]*$)",
    re.MULTILINE,
)
"""How blocks of other languages begin."""
_MEASURED = re.compile(r"\d (?:ops?|runs?|req(?:uest)?s?|iter(?:ation)?s?)/s(?:ec)?\b|± ?\d")
"""What a benchmark prints."""
_YIELDS = re.compile(
    r"\b(?:yields?|prints?|outputs?|gives|displays?|produces|returns|results? in|looks? like)(?: \w+){0,4}[:.]?\s*$",
    re.IGNORECASE,
)
"""Words above a block by which it is what came of the block before it."""
_RECORDED = re.compile(r"\s*(?:(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|CRITICAL|FATAL)[:\s]|[\w.-]+:[^\s:]*:)")
"""A line of a log, or a record whose fields have colons between them."""
_TOLD = re.compile(r"\s*[\w.-]+ (?:notice|warn|WARN|error|ERR!|info|http|verbose|silly)\s")
"""A line of a program that tells its name, and how much its reader is to mind."""
_REMARK = re.compile(r"^[ \t]*;[ \t]*\w", re.MULTILINE)
"""A remark as files of settings have them; no line of a shell begins so."""
_CALL = re.compile(r"\s*[A-Za-z_][\w.]*\(.*\)\s*(?:#.*)?(?:\n|$)")
"""A call on the first line."""
_FILE = re.compile(r"(?<![^\s'\"=<@])(?![\w.+-]*://)((?:[\w.~+-]*/)*[\w+-][\w.+-]*\.[A-Za-z][\w-]{0,9})(?![^\s'\";|)])")
_MAKES = r"(?:>>?\|?[ \t]*|\btee (?:-a )?|\btouch (?:[^\n]* )?|(?:^|\s)-(?:o|O|-output)[ =]?)[\"']?"
_PARTS = re.compile(r"[|;&\n]+")
_SAYS_SO = re.compile(
    r"\s*(?:[A-Z_]\w*=\S* )*(?:sudo |time )?(?:cat|head|tail|wc|grep|sed|awk|sort|uniq|cut|tr"
    r"|diff|cmp|ls|cp|mv|rm|mkdir|touch|python[\d.]*(?! -m(?! [^\n]*--help))|node|ruby|perl|php"
    r"|go|bash|sh|zsh|source|\.|cd|echo|printf|export|set|seq|expr|test|\[+|if|then"
    r"|else|elif|fi|for|while|do|done|case|esac|true|false|bc|date|[A-Za-z_]\w*=\S*|[\w.-]+\(\)|[#{}()].*)(?:\s|$)"
)
"""Commands of every system, which surely say so when a file is not there, and look at nothing that is not named.

A module that Python runs is none of them, unless it is asked for its help: `python -m unittest` looks at the folder
that it is called in.
"""
_GIVEN = re.compile(r"'[^'\n]* [^'\n]*'|\"[^\"\n]* [^\"\n]*\"|<<|\b(?:echo|printf)\b[^\n|]*\|")
"""What a command is given by the page itself: a text, the output of another one."""
_PATTERN = re.compile(r"(?<!\S)[\w./-]*\*[\w./*-]+(?!\S)")
_VERSION = re.compile(r"version|(?:^|\s)-V(?:\s|$)", re.IGNORECASE)
_OWN = re.compile(
    r"(?:\$\{?|\b(?:env|ENV)\.|\bprintenv[ \t]+)"
    r"((?:PAGER|EDITOR|VISUAL|BROWSER|USER|LOGNAME|SHELL|HOSTNAME|LANG|LC_[A-Z]+|TZ|TERM|DISPLAY|PATH)\b)"
)
"""A variable that each reader has in a setting of their own."""


def from_elsewhere(example: Example, run: Run, page: Sequence[Example]) -> Reason:
    """Why what a command printed may come of what the page does not show."""
    if not _is_compared(example, run):
        return None
    pairs = zip(example.steps, run.steps, strict=False)
    if any(step.expected is not None and is_logged_so(step.expected, done.stdout) for step, done in pairs):
        return "incomplete", "shows what another process wrote, at another time"
    typed = [step.code for step in example.steps[: max(len(run.steps), 1)]]
    own = next((name for name in _OWN.findall("\n".join(typed)) if not _is_set(name, example, page)), "")
    if own:
        return "incomplete", f"`{own}` is of the place where it runs"
    if _VERSION.search(typed[-1]):
        return "incomplete", "shows the release of a program"
    if _is_unmatched(typed[-1], example, run):
        return "missing-file", "finds no files by its pattern, and a shell leaves that as it is"
    strange = [part for part in _PARTS.split("\n".join(typed)) if part.strip() and not _SAYS_SO.match(part)]
    files = [name for part in strange for name in _FILE.findall(part)]
    unmade = next((name for name in files if not _is_made(name, example, page)), "")
    if unmade:
        return "missing-file", f"works on `{unmade}`, which the page may not show whole"
    if strange and not files and not _GIVEN.search(typed[-1]):
        return "incomplete", f"what `{strange[-1].split()[0]}` prints may come of the place where it runs"
    return None


def _is_unmatched(typed: str, example: Example, run: Run) -> bool:
    """True for a pattern of file names that was printed as it is, where the page shows none."""
    shown = example.steps[len(run.steps) - 1].expected if run.steps else None
    printed = "".join(done.stdout for done in run.steps[-1:])
    return "*" in unquoted(typed) and "*" not in (shown or "") and bool(_PATTERN.search(printed))


def named_by_page(example: Example, page: Sequence[Example]) -> Reason:
    """A command that the page itself makes in another language may have the name of one of the system's, and what it
    makes there may give a command new ones of its own."""
    first, second = set(), set()
    for step in example.steps:
        for match in map(_WORDS.match, step.code.split("\n")):
            if match:
                first.add(match[1])
                second.add((match[2] or "").replace("-", "_"))
    for one in page:
        if one.language in _SHELLS or one.id == example.id:
            continue
        made = {name for name in first & one.defines if not re.search(_IMPORTS.format(re.escape(name)), one.block.code)}
        own = made or {name for name in second if "_" in name and name in one.block.code}
        if own:
            return "fragment", f"its `{min(own)}` may be the one that `{one.id}` makes"
    return None


def unknown_command(said: str, example: Example, page: Sequence[Example]) -> Reason:
    """A command of a command that it does not know may be what the page makes in another language."""
    match = _NO_COMMAND.search(said)
    name = next(filter(None, match.groups()), "") if match else ""
    word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    for one in page if name else ():
        if one.language not in _SHELLS and one.id != example.id and word.search(one.block.code):
            return "fragment", f"its `{name}` may be the one that `{one.id}` makes"
    return None


def of_another_language(said: str, example: Example) -> Reason:
    """A block under the label of shells that none can read, and that begins as no command does."""
    code = example.block.code
    if said.strip() and all(_TOLD.match(line) for line in code.split("\n") if line.strip()):
        return "not-executable", "what a program tells, not commands"
    if "syntax error" not in said:
        return None
    if _REMARK.search(code):
        return "not-executable", "settings, with remarks behind `;`, not commands"
    if _YIELDS.search(example.block.lead):
        return "not-executable", "output of what stands above it, not commands"
    if _MEASURED.search(code):
        return "not-executable", "output of a benchmark, not commands"
    if all(_RECORDED.match(line) for line in code.split("\n") if line.strip()):
        return "not-executable", "records, as of a log, not commands"
    if _CALL.match(code) and compiles(code):
        return "not-executable", "Python under the label of a shell"
    match = _OTHER.match(code)
    return ("not-executable", f"begins as no shell's: `{match[1].strip()}`") if match else None


def _is_compared(example: Example, run: Run) -> bool:
    """True where the page shows output: what stands apart from its command counts only where that failed."""
    if example.expectation.kind == "output":
        return True
    pairs = zip_longest(example.steps, run.steps, fillvalue=None)
    shown = ((step, done) for step, done in pairs if step and step.expected is not None)
    return any("APART" not in step.flags or done is None or done.exit_code for step, done in shown)


def _is_made(name: str, example: Example, page: Sequence[Example]) -> bool:
    """True when a block of the page is the file, or a command writes it before it is used."""
    base = name.rpartition("/")[2]
    makes = re.compile(_MAKES + rf"(?:[\w.~/-]*/)?{re.escape(base)}\b", re.MULTILINE)
    return any(base in names or makes.search(code) for names, code in _before(example, page))


def _is_set(name: str, example: Example, page: Sequence[Example]) -> bool:
    return any(f"{name}=" in code for _, code in _before(example, page))


def _before(example: Example, page: Sequence[Example]) -> Iterator[tuple[Sequence[str], str]]:
    """By block, the names of files that it is, and its code: of all blocks, but no commands below the example."""
    is_above = True
    for one in page:
        titles = [title.rpartition("/")[2] for title in one.block.attributes.values()]
        yield titles, one.block.code if is_above or one.language not in _SHELLS else ""
        is_above = is_above and one.id != example.id
