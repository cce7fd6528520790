"""The comments of tools for other languages, and for documentation as such."""

import re
from collections.abc import Iterator
from functools import partial

from docverify.instructions.conditions import runs_on
from docverify.instructions.convention import Instruction, always, named, when
from docverify.instructions.convention import convention as checked

convention = partial(checked, known=False)
_SYSTEM = re.compile(r"os_type(<>|=)(\w+)")
_KNIT = "Knit"
_ES = "Elasticsearch"


def _ocaml(match: re.Match[str]) -> Iterator[Instruction]:
    for label in match["labels"].replace(",", " ").split():
        yield _label(label)


def _label(label: str) -> Instruction:
    system = _SYSTEM.fullmatch(label)
    if system:
        here = runs_on(system[2])
        return when(here if system[1] == "=" else None if here is None else not here)
    if label in ("skip", "non-deterministic=command"):
        return Instruction("skip")
    if label in ("non-deterministic", "non-deterministic=output"):
        return Instruction("ignore-output")
    if label.startswith("env="):
        return Instruction("group", value=label.removeprefix("env="))
    return Instruction("nothing" if label.startswith(("file=", "part=")) else "unsupported")


def _ignored(match: re.Match[str]) -> Iterator[Instruction]:
    yield Instruction("skip", match["scope"], range="test ignore")


CONVENTIONS = (
    convention(
        ("OCaml MDX", "<!-- $MDX skip -->", "not run; also `non-deterministic=command`"),
        r"\$MDX (?P<labels>(?:skip|non-deterministic=command)\b.*)",
        _ocaml,
    ),
    convention(
        ("OCaml MDX", "<!-- $MDX non-deterministic=output -->", "run, and not compared"),
        r"\$MDX (?P<labels>non-deterministic\b.*)",
        _ocaml,
    ),
    convention(
        ("OCaml MDX", "<!-- $MDX env=e1 -->", "shares its state with the blocks of that name"),
        r"\$MDX (?P<labels>env=.*)",
        _ocaml,
    ),
    convention(
        ("OCaml MDX", "<!-- $MDX file=tea.ml,part=hot -->", "the block is a part of a file"),
        r"\$MDX (?P<labels>(?:file|part)=.*)",
        _ocaml,
    ),
    convention(
        ("OCaml MDX", "<!-- $MDX os_type<>Win32 -->", "run on some systems only"),
        r"\$MDX (?P<labels>os_type.*)",
        _ocaml,
    ),
    convention(
        ("OCaml MDX", "<!-- $MDX version>=4.06 -->", "a release, a folder, a variable: `dir=d`, `set-X=y`, `unset-X`"),
        r"\$MDX (?P<labels>.*)",
        _ocaml,
    ),
    checked(
        ("Doc Detective", "<!-- test ignore start -->", "not run up to `test ignore end`"),
        r"\(? *test +ignore +(?P<scope>start|end)\b",
        _ignored,
    ),
    checked(
        ("Doc Detective", '{/* step {"runShell": "ls"} */}', "a test of its own; also `test {…}` and `test end`"),
        r"\(? *(?:(?:test|step) *[{(]|(?:test|step) +\w+ *[=:]|test +end\b)",
        always("nothing"),
    ),
    convention(("markdown-doctest", "<!-- skip-example -->", "not run"), r"skip-example\s*$", always("skip")),
    convention(
        ("Innovation Engine", "<!-- expected_similarity=0.8 -->", "the next block is much like the output"),
        r"expected_similarity *=",
        always("reported", reason="how much two outputs are alike is not measured, and the block is not compared"),
    ),
    convention(
        (_KNIT, "<!--- INCLUDE … -->", "hidden code around the next block; also `PREFIX` and `SUFFIX`"),
        r"- (?:INCLUDE|PREFIX|SUFFIX)\b",
        always("unsupported"),
    ),
    convention(
        (_KNIT, "<!--- KNIT example-tea-01.kt -->", "the file that the block above becomes"),
        r"- KNIT +(?P<name>\S+)",
        named("name", scope="previous"),
    ),
    convention(
        (_KNIT, "<!--- TEST -->", "the block above is the output of the one above it"),
        r"- TEST\s*$",
        always("output", scope="previous"),
    ),
    convention(
        (_KNIT, "<!--- TEST ARBITRARY_TIME -->", "the same, compared in another way"),
        r"- TEST +[A-Z]",
        always("reported", scope="previous", reason="the block is not compared"),
    ),
    convention((_KNIT, "<!--- TEST_NAME TeaTest -->", "name of the tests"), r"- TEST_NAME\b", always("nothing")),
    convention(
        (_ES, "// TEST[skip:needs a licence]", "the snippet above is not run"),
        r"TEST\[skip\b",
        always("skip", scope="previous"),
    ),
    convention(
        (_ES, "// TEST[setup:library]", "runs between a named setup and teardown, or is rewritten first (`s/a/b/`)"),
        r"TEST\[(?=.*(?:\bsetup:|\bteardown:|\bs/))",
        always("unsupported", scope="previous"),
    ),
    convention(
        (_ES, "// TEST[catch:missing]", "the snippet above is answered by an error"),
        r"TEST\[(?=.*\bcatch:)",
        always("raises", scope="previous"),
    ),
    convention(
        (_ES, "// TEST[continued]", "the snippet above goes on with the one before it; also `warning:…`"),
        r"TEST(?:\[|\s*$)",
        always("continue", scope="previous"),
    ),
    convention(
        (_ES, "// TESTRESPONSE", "the snippet above is the reply to the one above it"),
        r"TESTRESPONSE\s*$",
        always("output", scope="previous"),
    ),
    convention(
        (_ES, "// TESTRESPONSE[s/1/$body.took/]", "the same, rewritten first; also `[_cat]`"),
        r"TESTRESPONSE\[",
        always("reported", scope="previous", reason="the reply is not compared"),
    ),
    convention(
        (_ES, "// TESTSETUP", "the snippet above runs first"), r"TESTSETUP\s*$", always("setup", scope="previous")
    ),
    convention(
        (_ES, "// TEARDOWN", "the snippet above runs last"), r"TEARDOWN\s*$", always("teardown", scope="previous")
    ),
    convention(
        (_ES, "// NOTCONSOLE", "the snippet above is not run"), r"NOTCONSOLE\s*$", always("skip", scope="previous")
    ),
    convention(
        (_ES, "// CONSOLE", "the snippet above is a request"), r"CONSOLE\s*$", always("nothing", scope="previous")
    ),
)
