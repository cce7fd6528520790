"""What a page lists of files that it does not show: here there are none."""

import re
from collections.abc import Iterator, Sequence

from docverify.languages.javascript_code.intents import CALLED
from docverify.languages.javascript_code.literals import Value, value_of
from docverify.model import Example, Run, Step

_PATTERN = re.compile(r"(['\"`])[^'\"`\n]*[*?{][^'\"`\n]*\1")
_PATH = re.compile(r"(?:[^\s/:]+/)*[^\s/:]*(?:/[^\s/:]+|\.[A-Za-z]\w{0,9})")


def unlisted(example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:
    """Reason and detail for nothing where a page lists what a pattern finds among the files of a folder.

    That something finds files, and does not choose among texts that it is given, shows in files that no code of the
    page names.
    """
    index = len(run.steps) - 1
    step, done = example.steps[index], run.steps[index]
    got = value_of(done.value or done.stdout)
    if not _listed(step) or got is None or got.kind != "[" or got.members:
        return None
    finders = set(CALLED.findall(step.code))
    every = [one for each in page for one in each.steps]
    code = "\n".join(one.code for one in every)
    for one in every:
        if finders.intersection(CALLED.findall(one.code)) and _PATTERN.search(one.code):
            file = next((path for path in _files(one) if not re.search(rf"['\"`]{re.escape(path)}['\"`]", code)), "")
            if file:
                own = next(_files(step), file)
                return "missing-file", f"lists files as `{own}`, which no example on the page creates"
    return None


def _listed(step: Step) -> tuple[Value, ...]:
    wanted = value_of(step.expected or "")
    return wanted.members if wanted and wanted.kind == "[" else ()


def _files(step: Step) -> Iterator[str]:
    texts = (one.text[1:-1] for one in _listed(step) if one.kind == "string")
    return (text for text in texts if _PATH.fullmatch(text))
