"""The comments of pytest's plugins: pytest-codeblocks, pytest-codeblock, markdown-pytest, phmdoctest and others."""

import re
from collections.abc import Iterator

from docverify.instructions.conditions import allows
from docverify.instructions.convention import Instruction, always, convention, named, unless
from docverify.instructions.marks import mark, modules, read_mark, read_modules
from docverify.instructions.words import WORDS

_BOTH = "pytest-codeblocks, pytest-codeblock"
_MARK = r"(?:pytest\.mark\.|pytestmark: *)"
_PLUS = "pytest-doctestplus"


def _before(match: re.Match[str]) -> Iterator[Instruction]:
    yield unless(allows(f"<{match['version']}"))


def _test(match: re.Match[str]) -> Iterator[Instruction]:
    """`name: x; case: y; fixtures: z; mark: xfail`."""
    yield Instruction("name", value=match["name"])
    for part in match["rest"].split(";"):
        key, _, value = part.strip().partition(":")
        if key == "fixtures":
            yield Instruction("unsupported")
        elif key == "mark":
            yield from read_mark(value)


def _metadata(match: re.Match[str]) -> Iterator[Instruction]:
    for word in match["words"].split():
        yield from WORDS.read(word)


def _modules_from_here(match: re.Match[str]) -> Iterator[Instruction]:
    yield from read_modules(match["modules"], "rest")


CONVENTIONS = (
    convention(
        (_BOTH, "<!--pytest.mark.skip-->", "not run"),
        rf"(?:{_MARK}|phmdoctest-mark\.|pytest-codeblocks: *)(?P<mark>skip(?!\w))",
        mark,
    ),
    convention(
        (_BOTH, '<!--pytest.mark.skipif(sys.platform == "win32")-->', "not run when the condition holds"),
        rf"(?:{_MARK}|pytest-codeblocks: *)(?P<mark>skipif\(.*\))",
        mark,
        note="versions of Python and names of systems are decided; any other condition skips the example",
    ),
    convention(
        (_BOTH, "<!-- pytestmark: xfail -->", "may end in an error; with `strict=True` it must"),
        rf"(?:{_MARK}|phmdoctest-mark\.)(?P<mark>xfail\b.*)",
        mark,
    ),
    convention(
        (_BOTH, "<!-- pytestmark: asyncio -->", "runs in an event loop; also `anyio` and `trio`"),
        rf"{_MARK}(?P<mark>(?:asyncio|anyio|trio|codeblock)\b)",
        mark,
        note="an example may await at its top level",
    ),
    convention(
        (_BOTH, "<!--pytest.mark.timeout(60)-->", "of the tests alone; also `slow`, `flaky`, `filterwarnings`"),
        rf"(?:{_MARK}|phmdoctest-mark\.)(?P<mark>(?:timeout|slow|flaky|filterwarnings)\b)",
        mark,
    ),
    convention(
        ("pytest-codeblocks", "<!--pytest-codeblocks:skipfile-->", "nothing on the page is run"),
        r"pytest-codeblocks: *skipfile\b",
        always("skip", scope="page"),
    ),
    convention(
        ("pytest-codeblocks", "<!--pytest-codeblocks:importorskip(numpy)-->", "not run where the module is missing"),
        r"pytest-codeblocks: *importorskip\((?P<modules>[^)]*)\)",
        modules,
    ),
    convention(
        ("pytest-codeblocks", "<!--pytest-codeblocks:cont-->", "goes on with the block above"),
        r"pytest-codeblocks: *cont\b",
        always("continue"),
    ),
    convention(
        ("pytest-codeblocks", "<!--pytest-codeblocks:expected-output-->", "the next block is the output of this one"),
        r"pytest-codeblocks: *expected-output(?:-ignore-whitespace)?\b",
        always("output"),
    ),
    convention(
        ("pytest-codeblocks", "<!--pytest-codeblocks:expect-error-->", "ends in an error; also `expect-exception`"),
        r"pytest-codeblocks: *expect-(?:error|exception)\b",
        always("raises"),
    ),
    convention(
        ("pytest-codeblock", "<!-- pytestfixture: tmp_path -->", "runs with a fixture"),
        r"pytestfixture: *\w",
        always("unsupported"),
    ),
    convention(
        ("pytest-codeblock", "<!-- continue: test_tea -->", "goes on with the block of that name"),
        r"continue: *[\w.-]+\s*$",
        always("continue"),
    ),
    convention(
        ("pytest-codeblock", "<!-- codeblock-name: test_tea -->", "its name"),
        r"codeblock-name: *(?P<name>[\w.-]+)\s*$",
        named("name"),
    ),
    convention(
        ("markdown-pytest", "<!-- name: test_tea; case: hot -->", "its name; the blocks of one name are one test"),
        r"name: *(?P<name>\w[\w.-]*)(?P<rest>(?:\s*;.*)?)\s*$",
        _test,
        note="`fixtures:` skips the example, `mark:` is read as a mark of pytest",
    ),
    convention(
        ("phmdoctest", "<!--phmdoctest-skip-->", "not run; also `phmdoctest-mark.skip`"),
        r"phmdoctest-skip\b",
        always("skip"),
    ),
    convention(
        ("phmdoctest", "<!--phmdoctest-mark.skipif<3.8-->", "not run by older releases of Python"),
        r"phmdoctest-mark\.skipif<(?P<version>3\.\d+)\s*$",
        _before,
    ),
    convention(
        ("phmdoctest", "<!--phmdoctest-label tea-->", "its name"), r"phmdoctest-label\s+(?P<name>.+)", named("name")
    ),
    convention(("phmdoctest", "<!--phmdoctest-setup-->", "runs first"), r"phmdoctest-setup\b", always("setup")),
    convention(("phmdoctest", "<!--phmdoctest-teardown-->", "runs last"), r"phmdoctest-teardown\b", always("teardown")),
    convention(
        ("phmdoctest", "<!--phmdoctest-share-names-->", "later blocks have its names"),
        r"phmdoctest-share-names\b",
        always("continue"),
    ),
    convention(
        ("phmdoctest", "<!--phmdoctest-clear-names-->", "after it, shared names are forgotten"),
        r"phmdoctest-clear-names\b",
        always("clear", scope="after"),
    ),
    convention(
        (f"{_BOTH}, phmdoctest", "<!--pytest.mark.django_db-->", "any other word"),
        rf"(?:{_MARK}|phmdoctest-|pytest-codeblocks: *)[\w.]",
        always("unsupported"),
    ),
    convention(
        ("pytest-markdown-docs", "{/* pmd-metadata: notest fixture:tea */}", "the same words as in an info string"),
        r"pmd-metadata: *(?P<words>.*)",
        _metadata,
    ),
    convention(
        (_PLUS, ".. doctest-skip-all", "nothing from here on is run"),
        r"doctest-skip-all\b",
        always("skip", scope="rest"),
    ),
    convention(
        (_PLUS, ".. doctest-remote-data-all::", "nothing from here on is run without a network"),
        r"doctest-remote-data-all\b",
        always("skip", scope="rest"),
    ),
    convention(
        (_PLUS, ".. doctest-requires-all:: scipy", "nothing from here on is run where a module is missing"),
        r"doctest-requires-all *:: *(?P<modules>.*)",
        _modules_from_here,
    ),
    convention((_PLUS, ".. doctest-skip::", "not run"), r"doctest-skip *::", always("skip")),
    convention(
        (_PLUS, ".. doctest-remote-data::", "not run without a network"), r"doctest-remote-data *::", always("skip")
    ),
    convention(
        (_PLUS, ".. doctest-requires:: scipy", "not run where a module is missing"),
        r"doctest-requires *:: *(?P<modules>.*)",
        modules,
        note="a module with a version (`asdf<3`) skips the example",
    ),
)
