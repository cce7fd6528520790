"""Options of directives and cells: Sphinx, pytest-doctestplus, MyST, Jupyter, Quarto and R Markdown."""

import re
from collections.abc import Iterator

from docverify.instructions.conditions import allows, decide
from docverify.instructions.convention import Instruction, always, convention, unless, when

_TAGS = {
    "skip-execution": "skip",
    "nbval-skip": "skip",
    "raises-exception": "may-raise",
    "nbval-raises-exception": "may-raise",
    "nbval-ignore-output": "ignore-output",
    "pytest-validate-ignore-output": "ignore-output",
}
_PLUS = "pytest-doctestplus"


def _options(match: re.Match[str]) -> Iterator[Instruction]:
    yield Instruction("skip" if "+skip" in match["name"].lower() else "compare")


def _version(match: re.Match[str]) -> Iterator[Instruction]:
    yield when(allows(match["name"]))


def _condition(match: re.Match[str]) -> Iterator[Instruction]:
    yield unless(decide(match["name"]))


def _tagged(match: re.Match[str]) -> Iterator[Instruction]:
    tags = re.findall(r"[\w-]+", match["name"].lower().replace("_", "-"))
    kinds = dict.fromkeys(_TAGS[tag] for tag in tags if tag in _TAGS)
    yield from (Instruction(kind) for kind in kinds or ("nothing",))


CONVENTIONS = (
    convention((_PLUS, ".. doctest-skip::", "not run"), r"directive=doctest-skip(?:-all)?$", always("skip")),
    convention(
        (_PLUS, ".. doctest-remote-data::", "not run without a network"),
        r"directive=doctest-remote-data(?:-all)?$",
        always("skip"),
    ),
    convention(
        ("Sphinx", ":options: +SKIP", "not run"),
        r"options=(?P<name>.*\+(?i:skip).*)",
        _options,
    ),
    convention(
        ("Sphinx", ":options: +NORMALIZE_WHITESPACE", "how output is compared"),
        r"options=(?P<name>.*)",
        _options,
    ),
    convention(("Sphinx", ":pyversion: >= 3.10", "not run by other releases"), r"pyversion=(?P<name>.*)", _version),
    convention(
        ("Sphinx", ':skipif: sys.platform == "win32"', "not run when the condition holds"),
        r"skipif=(?P<name>.*)",
        _condition,
        note="versions of Python and names of systems are decided; any other condition skips the example",
    ),
    convention(("Sphinx", ":hide:", "not shown"), r"hide$", always("run")),
    convention(("IPython", ":okexcept:", "may end in an error"), r"okexcept$", always("may-raise"), known=False),
    convention(("IPython", ":verbatim:", "not run"), r"verbatim$", always("skip"), known=False),
    convention(
        ("IPython", ":suppress:", "run, and not shown; also `:okwarning:` and `:doctest:`"),
        r"(?:suppress|okwarning)$",
        always("run"),
        known=False,
    ),
    convention(
        ("MyST, nbmake, nbval", ":tags: [skip-execution]", "not run; also `nbval-skip`"),
        r"tags=(?P<name>.*(?:skip-execution|nbval-skip).*)",
        _tagged,
    ),
    convention(
        ("MyST, nbmake, nbval", ":tags: [raises-exception]", "may end in an error"),
        r"tags=(?P<name>.*raises-exception.*)",
        _tagged,
    ),
    convention(
        ("nbval", ":tags: [nbval-ignore-output]", "run, and not compared"),
        r"tags=(?P<name>.*ignore-output.*)",
        _tagged,
    ),
    convention(
        ("MyST", ":tags: [remove-output, hide-input]", "how it is shown"),
        r"tags=",
        always("nothing"),
    ),
    convention(
        ("nbmake", "allow_errors: true", "every cell of the notebook may end in an error"),
        r"allow_errors=(?i:true|yes|on|1)$",
        always("may-raise"),
    ),
    convention(
        ("nbmake", "timeout: 60", "a limit of its own"),
        r"timeout=",
        always("reported", reason="`seconds` under `[limits]` is the limit"),
    ),
    convention(
        ("Quarto, R Markdown", "#| eval: false", "not run"),
        r"eval=(?i:false|no|off|0|f)$",
        always("skip"),
        known=False,
    ),
    convention(
        ("Quarto, R Markdown", "#| eval: true", "run"), r"eval=(?i:true|yes|on|1|t)$", always("run"), known=False
    ),
    convention(
        ("Quarto, R Markdown", "#| eval: [1, 3]", "some of its lines are run, or a condition decides"),
        r"eval=",
        always("unsupported"),
        known=False,
    ),
    convention(
        ("Quarto, R Markdown", "#| error: true", "may end in an error"),
        r"error=(?i:true|yes|on|1|t)$",
        always("may-raise"),
        known=False,
    ),
)
