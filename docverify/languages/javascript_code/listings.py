"""What a page lists of files that it does not show: here there are none."""

import re
from collections.abc import Iterator, Sequence

from docverify.languages.javascript_code.intents import CALLED
from docverify.languages.javascript_code.literals import Value, value_of
from docverify.model import Example, Run, Step

_PATTERN = re.compile(r"(['\"`])[^'\"`\n]*[*?{][^'\"`\n]*\1")
_PATH = re.compile(r"(?:[^\s/:]+/)*[^\s/:]*(?:/[^\s/:]+|\.[A-Za-z]\w{0,9})")
_FILE = re.compile(r"(?:\.{0,2}/)?(?:[\w@-]+/)*[\w@-]*\w\.[A-Za-z]\w{0,4}")
_SEEKS = re.compile(
    r"\b(?:exists?|disk|files?|folders?|director(?:y|ies))\b|[pP]ath|[fF]ile|[dD]ir(?:[A-Z]|\b)|[fF]ind"
)
_NOTHING = ("undefined", "null", "false", "''")
_HOME = re.compile(r"['\"`]?(?:/Users/|/home/|[A-Z]:\\+Users\\)")


def unlisted(example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:
    """Reason and detail for nothing, or a part, where a page lists what is found among the files of a folder.

    That something finds files, and does not choose among texts that it is given, shows in files that no code of the
    page names.
    """
    index = len(run.steps) - 1
    step, done = example.steps[index], run.steps[index]
    got = value_of(done.value or done.stdout)
    shown = (step.expected or "").strip()
    if got and got.text in ("undefined", "null") and _HOME.match(shown):
        return "missing-file", f"finds a file as `{shown}`, which no example on the page creates"
    sought = _sought(example, step, page) if got and got.text in _NOTHING else ""
    if sought:
        return "missing-file", f"finds the file `{sought}`, which no example on the page creates"
    if not _listed(step) or got is None or got.kind != "[":
        return None
    code = "\n".join(one.code for each in page for one in each.steps)
    lacking = _lacking(step, got, code) if _SEEKS.search("\n".join(one.code for one in example.steps)) else ""
    if lacking or got.members:
        return _unshown(lacking) if lacking else None
    finders = _called(_until(example, index))
    for each in page:
        for number, one in enumerate(each.steps):
            made = _until(each, number)
            if finders & _called(made) and _PATTERN.search(made):
                file = next((path for path in _files(one) if not _is_named(path, code)), "")
                if file:
                    return _unshown(next(_files(step), file))
    return None


def _unshown(file: str) -> tuple[str, str]:
    return "missing-file", f"lists files as `{file}`, which no example on the page creates"


def _lacking(step: Step, got: Value, code: str) -> str:
    """A file of an open list, `['a.txt', ...]`, where the code names none that is not there; else empty."""
    *shown, last = _listed(step)
    printed = {one.text[1:-1] for one in got.members}
    lacking = [text for text in (one.text[1:-1] for one in shown) if text not in printed]
    is_part = last.kind == "gap" and printed <= {one.text[1:-1] for one in shown}
    files = [text for text in lacking if _PATH.fullmatch(text) and not _is_named(text, code)]
    return files[0] if is_part and files and files == lacking else ""


def _sought(example: Example, step: Step, page: Sequence[Example]) -> str:
    """A file that the page shows as found, that code there names to look for it, and that nothing on the page writes;
    empty where it shows none."""
    wanted = value_of(step.expected or "")
    name = wanted.text[1:-1] if wanted and wanted.kind == "string" else ""
    code = "\n".join(one.code for one in example.steps)
    if not _FILE.fullmatch(name) or not _is_named(name, code) or not _SEEKS.search(code):
        return ""
    codes = (one.block.code for one in (*page, example))
    return "" if any("write" in other and _is_named(name, other) for other in codes) else name


def _until(example: Example, index: int) -> str:
    """The code of a step, and of those above it that show nothing: they make what it shows."""
    steps = example.steps[: index + 1]
    start = next((n + 1 for n in range(index - 1, -1, -1) if steps[n].expected is not None), 0)
    return "\n".join(one.code for one in steps[start:])


def _called(code: str) -> set[str]:
    return {name for name in CALLED.findall(code) if not name.startswith("console.")}


def _is_named(path: str, code: str) -> bool:
    return bool(re.search(rf"['\"`]{re.escape(path)}['\"`]", code))


def _listed(step: Step) -> tuple[Value, ...]:
    wanted = value_of(step.expected or "")
    return wanted.members if wanted and wanted.kind == "[" else ()


def _files(step: Step) -> Iterator[str]:
    texts = (one.text[1:-1] for one in _listed(step) if one.kind == "string")
    return (text for text in texts if _PATH.fullmatch(text))
