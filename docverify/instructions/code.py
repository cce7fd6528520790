"""Markers inside code: flags behind a statement, and lines that speak of the whole block."""

import re
from collections.abc import Iterator

from msgspec import Struct

from docverify.instructions.conditions import runs_on
from docverify.instructions.convention import LONGEST, Instruction, Table, always, convention, when

_DIRECTIVE = re.compile(r"#[ \t]*(?P<tool>x?doctest|xdoc|byexample):[ \t]*(?P<flags>[^\n]*)")
_FLAG = re.compile(r"[+-][ \t]*[A-Za-z][\w-]*(?:\([^)\n]*\)|=[^\s,]+)?")
_QUOTE = re.compile(r"['\"]")
_LINE = re.compile(
    r"^[ \t]*(?:>>> )?(?:#|//)[ \t]*((?:NBVAL_|PYTEST_VALIDATE_|@|---cut|ignore-above)[^\n]*)$", re.MULTILINE
)
_FLAGGED = ("doctest:", "xdoc:", "byexample:")
_LINED = ("NBVAL_", "PYTEST_VALIDATE_")
_NOT_RUN = "docverify cannot tell what it asks for, and does not run the statement"


class Found(Struct, frozen=True, gc=False):
    """An instruction that stands inside a block."""

    offset: int
    """Lines above it in the block."""
    text: str
    """As written."""
    instruction: Instruction


def _required(match: re.Match[str]) -> Iterator[Instruction]:
    """xdoctest's `REQUIRES(module:numpy, LINUX)`."""
    for one in match["name"].split(","):
        kind, _, name = one.strip().partition(":")
        if kind == "module" and re.fullmatch(r"[A-Za-z_]\w*(?:\.\w+)*", name):
            yield Instruction("needs", value=name)
        else:
            yield when(None if name else runs_on(kind))


def _unseen(_: re.Match[str]) -> Iterator[Instruction]:
    """The output that the page shows cannot come about as it is."""
    yield Instruction("ignore-output")
    yield Instruction("reported", reason="the output is not compared")


def _unknown(match: re.Match[str]) -> Iterator[Instruction]:
    """doctest itself refuses such a flag: the project has a way of its own to compare, unless one of its is meant."""
    from difflib import get_close_matches  # only ever needed for a mistake
    from doctest import OPTIONFLAGS_BY_NAME

    meant = get_close_matches(match.string[1:], OPTIONFLAGS_BY_NAME, 1, 0.8)
    if meant:
        yield Instruction("reported", reason=f"docverify does not know it; +{meant[0]} may be meant")
        return
    yield Instruction("ignore-output")
    yield Instruction("reported", reason="docverify does not know it, and does not compare the output")


FLAGS = Table(
    (
        convention(("doctest", ">>> tea()  # doctest: +SKIP", "the statement is not run"), r"\+SKIP$", always("skip")),
        convention(
            ("xdoctest", '>>> # xdoctest: +SKIP("why")', "not run from here on, up to `-SKIP`"),
            r"\+SKIP\(",
            always("skip"),
            note="behind a statement it is about that statement alone",
        ),
        convention(
            ("xdoctest", ">>> # xdoctest: +REQUIRES(module:numpy)", "not run where the module is missing"),
            r"\+REQUIRES\((?P<name>module:[^)]*)\)",
            _required,
        ),
        convention(
            ("xdoctest", ">>> # xdoctest: +REQUIRES(LINUX)", "run on one system or interpreter only"),
            r"\+REQUIRES\((?P<name>[A-Za-z0-9]+)\)",
            _required,
        ),
        convention(
            ("xdoctest", ">>> # xdoctest: +REQUIRES(env:TEA==1)", "run where a variable or an option is set"),
            r"\+REQUIRES\((?P<name>[^)]*)\)?",
            _required,
            note="of the statement or the statements that it is about",
        ),
        convention(
            ("pytest-doctestplus", ">>> tea()  # doctest: +REMOTE_DATA", "not run without a network"),
            r"\+REMOTE_DATA$",
            always("skip"),
        ),
        convention(
            ("pytest-doctestplus", ">>> tea()  # doctest: +IGNORE_OUTPUT", "run, and not compared"),
            r"\+(?:IGNORE_OUTPUT(?:_3)?|IGNORE_WANT)$",
            always("ignore-output"),
            note="xdoctest's `+IGNORE_WANT` too",
        ),
        convention(
            ("byexample", "$ tea  # byexample: +pass", "run, and not compared"), r"\+PASS$", always("ignore-output")
        ),
        convention(
            ("doctest", ">>> tea()  # doctest: +NORMALIZE_WHITESPACE", "space is compared as one blank"),
            r"\+NORMALIZE_WHITESPACE$",
            always("compare", value="NORMALIZE_WHITESPACE"),
        ),
        convention(
            ("byexample", "$ tea  # byexample: +norm-ws", "space is compared as one blank"),
            r"\+NORM_WS$",
            always("compare", value="NORMALIZE_WHITESPACE"),
        ),
        convention(
            ("doctest", ">>> tea()  # doctest: +IGNORE_EXCEPTION_DETAIL", "of an error only its type is compared"),
            r"\+IGNORE_EXCEPTION_DETAIL$",
            always("compare", value="IGNORE_EXCEPTION_DETAIL"),
        ),
        convention(
            (
                "pytest, pytest-doctestplus",
                ">>> tea()  # doctest: +NUMBER",
                "numbers as precise as shown; `+FLOAT_CMP`",
            ),
            r"\+(?:NUMBER|FLOAT_CMP)$",
            always("compare", value="NUMBER"),
        ),
        convention(
            ("pytest-doctestplus", ">>> tea()  # doctest: +SHOW_WARNINGS", "warnings are a part of the output"),
            r"\+(?:SHOW_WARNINGS|ALLOW_BYTES)$",
            _unseen,
            note="and the output is not compared; pytest's `+ALLOW_BYTES` too",
        ),
        convention(
            ("doctest", ">>> tea()  # doctest: +ELLIPSIS", "`...` stands for anything"),
            r"\+(?:ELLIPSIS|IGNORE_WARNINGS|IGNORE_OUTPUT_2|DONT_ACCEPT_\w+|REPORT_\w+|FAIL_FAST|ALLOW_UNICODE"
            r"|NORMALIZE_REPR|COMPARISON_FLAGS|REPORTING_FLAGS|ASYNC|TAGS|TERM|GEOMETRY|DIFF)",
            always("nothing"),
            note="elisions are always read; so for `+DONT_ACCEPT_BLANKLINE`, `+IGNORE_WARNINGS`, `+ALLOW_UNICODE`",
        ),
        convention(
            ("byexample", "$ tea  # byexample: +timeout=8", "a limit of its own"),
            r"\+TIMEOUT=",
            always("reported", reason="`seconds` under `[limits]` is the limit"),
        ),
        convention(
            ("byexample", "$ tea <cup>  # byexample: +paste", "a captured text is put in; `+if=cup`, `+unless=cup`"),
            r"\+(?:PASTE|IF=|ON=|UNLESS=|INPUT|TYPE)",
            always("unsupported"),
            note="of the statement",
        ),
        convention(("doctest", ">>> tea()  # doctest: -ELLIPSIS", "switched off"), r"-", always("nothing")),
        convention(
            ("several", ">>> tea()  # doctest: +MILK", "anything else"),
            r"\+",
            _unknown,
            note="and the output is not compared: the project does that in a way of its own",
        ),
    )
)
"""Of a flag in upper case, with `_` for `-`."""

LINES = Table(
    (
        convention(("nbval", "# NBVAL_SKIP", "the cell is not run"), r"NBVAL_SKIP\b", always("skip")),
        convention(
            ("nbval", "# NBVAL_IGNORE_OUTPUT", "run, and not compared"),
            r"(?:NBVAL|PYTEST_VALIDATE)_IGNORE_OUTPUT\b",
            always("ignore-output"),
        ),
        convention(
            ("nbval", "# NBVAL_RAISES_EXCEPTION", "may end in an error"),
            r"NBVAL_RAISES_EXCEPTION\b",
            always("may-raise"),
        ),
        convention(("nbval", "# NBVAL_CHECK_OUTPUT", "run and compared"), r"NBVAL_CHECK_OUTPUT\b", always("run")),
        convention(("nbval", "# NBVAL_x", "anything else"), r"NBVAL_", always("unsupported")),
        convention(
            ("pydantic", "# ignore-above", "what stands above is not shown"),
            r"ignore-above\b",
            always("run"),
            known=False,
        ),
        convention(
            ("twoslash", "// ---cut---", "what stands above, or below `---cut-after---`, is not shown"),
            r"---cut",
            always("run"),
        ),
        convention(("twoslash", "// @errors: 2322", "must not compile"), r"@errors:", always("raises"), known=False),
        convention(
            ("twoslash", "// @filename: tea.ts", "several files in one block"), r"@filename:", always("unsupported")
        ),
        convention(
            ("twoslash", "// @noErrors", "how it is compiled and shown; also `@showEmit`, `^?`, `^|`"),
            r"@\w+",
            always("nothing"),
        ),
    )
)
"""Of a comment that is a line of its own. Those of twoslash count in its blocks only."""


def read_flags(code: str) -> Iterator[tuple[str, Instruction]]:
    """What the comments of a statement ask for, each with the flag as written: `doctest: +SKIP`."""
    if "#" in code and any(word in code for word in _FLAGGED):
        for directive in _DIRECTIVE.finditer(code):
            for flag, known in flags(directive["flags"][:LONGEST]):
                yield from ((f"{directive['tool']}: {flag}", instruction) for instruction in FLAGS.read(known))


def is_directive(code: str) -> bool:
    """True when there is nothing but comments with flags: they are about all that follows in the block."""
    lines = [line.strip() for line in code.split("\n") if line.strip()]
    return bool(lines) and all(_DIRECTIVE.match(line) for line in lines)


def read_code(code: str, *, twoslash: bool = False) -> Iterator[Found]:
    """What lines of a block say of all of it, and what its flags ask for in vain."""
    if any(word in code for word in _FLAGGED):
        for number, line in enumerate(code.split("\n")):
            for text, instruction in read_flags(line):
                if instruction.kind in ("reported", "unsupported"):
                    reason = instruction.reason or _NOT_RUN
                    yield Found(number, text, Instruction("reported", reason=reason))
    if twoslash or any(word in code for word in _LINED):
        for match in _LINE.finditer(code):
            if twoslash or match[1].startswith(_LINED):
                for instruction in LINES.read(match[1][:LONGEST].strip()):
                    yield Found(code.count("\n", 0, match.start(1)), match[1].strip(), instruction)


def flags(text: str) -> Iterator[tuple[str, str]]:
    """Each flag as written and as FLAGS knows it; none when more follows: then it stands in a string, or in prose."""
    if _QUOTE.search(_FLAG.sub("", text)):
        return
    for match in _FLAG.finditer(text):
        sign, name = match[0][0], match[0][1:].lstrip()
        head, bracket, rest = name.partition("(")
        yield match[0], f"{sign}{head.upper().replace('-', '_')}{bracket}{rest}"
