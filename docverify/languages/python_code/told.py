"""What a run that raised no error says of a lack, or takes from what its page set up elsewhere."""

import ast
import re
from collections.abc import Sequence

from docverify.languages.python_code.belongings import data_of_reader, variables
from docverify.languages.python_code.lacks import not_installed
from docverify.languages.python_code.missing import missing_name
from docverify.languages.python_code.rebound import taken_by_loop
from docverify.languages.python_code.setups import same_layout, setup_of_logging
from docverify.languages.python_code.syntax import tree
from docverify.model import Example, Run

Reason = tuple[str, str] | None

_PART = re.compile(r"([A-Za-z_]\w*)(?:\.[A-Za-z_]\w*)+")
_DEFINITION = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_NO_PROGRAM = re.compile(
    r"\b(?:renderer|program|executable|binary|tool|driver|compiler|browser|editor|viewer|player|fonts?)\b[^.\n]{0,40}"
    r"\b(?P<lack>not (?:be )?(?:found|installed|available)|missing)\b",
    re.IGNORECASE,
)
_UNDEFINED = re.compile(r"name '(\w+)' is not defined")


def told(example: Example, run: Run, page: Sequence[Example]) -> Reason:
    """What the output itself says of a lack, or what the page set up for it elsewhere."""
    if not run.steps:
        return None
    last = run.steps[-1]
    match = _UNDEFINED.search(last.stdout + last.stderr)
    if match:
        return missing_name(match[1], example, page)
    step = example.steps[len(run.steps) - 1]
    claims = step.expected is not None and "REMARK" not in step.flags
    shows = claims or example.expectation.kind == "output"
    if run.ended != "end" or not shows:
        return None
    lacks = _says_lack(example, run, page) if last.stdout.strip() else _logged_lack(run) or _only_defines(example, run)
    if lacks:
        return lacks
    expected, actual = _shown(example, run)
    own = example.block.page
    if own in actual and own not in expected and any("__file__" in one.block.code for one in page):
        return "incomplete", "prints the file that it stands in, which is the reader's own"
    if same_layout(expected, actual):
        return taken_by_loop(example, page)
    ran = "\n".join(one.code for one in example.steps[: len(run.steps)])
    given = variables(example) or data_of_reader(example, page, ran) or setup_of_logging(step.code, example, page)
    return given or _of_another(example, run) or taken_by_loop(example, page)


def _of_another(example: Example, run: Run) -> Reason:
    """An example that only looks at parts of objects of its page, of which the first has no value: who gave it one
    elsewhere means an object that the page does not show.
    """
    looks = [_PART.fullmatch(step.code.strip()) for step in example.steps]
    if len(run.steps) != 1 or not all(look and look[1] in example.needs for look in looks):
        return None
    done = run.steps[0]
    if (done.stdout + done.stderr).strip():
        return None
    looked = example.steps[0].code.strip()
    return "fragment", f"shows an object of which `{looked}` was given a value, which no example does"


def _only_defines(example: Example, run: Run) -> Reason:
    """Functions and classes that nothing calls print nothing: the page shows what comes of a call elsewhere."""
    if any(done.stdout or done.stderr for done in run.steps) or example.expectation.kind != "output":
        return None
    body = [one for step in example.steps for one in tree(step.code).body]
    defined = next((one.name for one in body if isinstance(one, _DEFINITION)), "")
    is_quiet = defined and all(isinstance(one, (*_DEFINITION, ast.Import, ast.ImportFrom)) for one in body)
    return ("fragment", f"shows what comes of a call of `{defined}` that it does not make") if is_quiet else None


def _logged_lack(run: Run) -> Reason:
    """A library may log that it lacks a package, and give nothing."""
    return next(filter(None, (not_installed(done.stderr) for done in run.steps)), None)


def _says_lack(example: Example, run: Run, page: Sequence[Example]) -> Reason:
    """A library may say in what it prints that it does without a program, where the page says nothing of that."""
    found = _NO_PROGRAM.search(run.steps[-1].stdout)
    texts = (_shown(example, run)[0], *(one.block.code for one in (*page, example)))
    if found is None or any(found["lack"] in text for text in texts):
        return None
    return "missing-toolchain", f"does without something that is not there: {found[0].strip()[:120]}"


def _shown(example: Example, run: Run) -> tuple[str, str]:
    """What the page shows where the run ended, and what happened."""
    step, done = example.steps[len(run.steps) - 1], run.steps[-1]
    if step.expected is None:
        return example.expectation.text, "".join(one.stdout for one in run.steps)
    return step.expected, done.stdout or done.stderr
