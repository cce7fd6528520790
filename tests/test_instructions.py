"""Markers of other tools mean here what they mean there; one that is not honoured is never silently so."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify.instructions import (
    COMMENTS,
    FLAGS,
    KINDS,
    LINES,
    WORDS,
    Convention,
    Instruction,
    read_attributes,
    read_code,
    read_comment,
    read_flags,
)
from docverify.instructions.conditions import allows, decide, runs_on
from docverify.instructions.convention import Table
from tests import markers

SKIP = (Instruction("skip"),)
UNSUPPORTED = (Instruction("unsupported"),)
MET = (Instruction("met"),)
NOTHING = (Instruction("nothing"),)
RUN = (Instruction("run"),)
COMPARE = (Instruction("compare"),)
CONTINUE = (Instruction("continue"),)
MAY_RAISE = (Instruction("may-raise"),)
NONE: tuple[Instruction, ...] = ()


def named(kind: str, value: str, scope: str = "next") -> tuple[Instruction, ...]:
    return (Instruction(kind, scope, value),)


def ranged(kind: str, scope: str, name: str) -> tuple[Instruction, ...]:
    return (Instruction(kind, scope, range=name),)


def above(kind: str) -> tuple[Instruction, ...]:
    return (Instruction(kind, "previous"),)


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        (" skip: next ", ranged("skip", "next", "skip ")),
        ("- skip: next -", ranged("skip", "next", "skip ")),
        ('skip: next "not yet"', ranged("skip", "next", "skip ")),
        ("skip: next if(x)", ranged("unsupported", "next", "skip ")),
        ("skip: next if(sys.version_info < (3, 0), reason='old')", ranged("met", "next", "skip ")),
        ("skip: start", ranged("skip", "start", "skip ")),
        ("skip: start if (x)", ranged("unsupported", "start", "skip ")),
        ("skip: start if(True)", ranged("skip", "start", "skip ")),
        ("skip: end", ranged("skip", "end", "skip ")),
        ("skip doccmd[all]: start", ranged("skip", "start", "skip all")),
        ("skip doccmd[mypy]: next", ranged("unsupported", "next", "skip mypy")),
        ("skip doccmd[mypy]: end", ranged("skip", "end", "skip mypy")),
        ("group doccmd[all]: start", ranged("group", "start", "group all")),
        ("group doccmd[mypy]: end", ranged("nothing", "end", "group mypy")),
        ("clear-namespace", (Instruction("clear", "rest"),)),
        ("pytest.mark.skip", SKIP),
        ('pytest.mark.skip(reason="x")', SKIP),
        ("pytest.mark.skipif(True)", SKIP),
        ("pytest.mark.skipif(sys.platform == 'win32', reason='x')", MET),
        ("pytest.mark.skipif(shutil.which('x') is None, reason='x')", UNSUPPORTED),
        ("pytest.mark.xfail", MAY_RAISE),
        ("pytest.mark.xfail(strict=True)", (Instruction("raises"),)),
        ("pytest.mark.django_db", UNSUPPORTED),
        ("pytestmark: xfail", MAY_RAISE),
        ("pytestmark: asyncio", RUN),
        ("pytestfixture: tmp_path", UNSUPPORTED),
        ("continue: test_x", CONTINUE),
        ("codeblock-name: test_x", named("name", "test_x")),
        ("pytest-codeblocks:skip", SKIP),
        ("pytest-codeblocks:skipif(True)", SKIP),
        ("pytest-codeblocks:importorskip(numpy)", named("needs", "numpy")),
        ("pytest-codeblocks:importorskip('a b')", (*named("needs", "a"), *named("needs", "b"))),
        ("pytest-codeblocks:expect-error", (Instruction("raises"),)),
        ("pytest-codeblocks:skipfile", (Instruction("skip", "page"),)),
        ("pytest-codeblocks: expected-output", (Instruction("output"),)),
        ("pytest-codeblocks:expected-output-ignore-whitespace", (Instruction("output"),)),
        ("pytest-codeblocks:cont", CONTINUE),
        ("pytest-codeblocks:milk", UNSUPPORTED),
        ("phmdoctest-skip", SKIP),
        ("phmdoctest-mark.skip", SKIP),
        ("phmdoctest-mark.skipif<3.8", MET),
        ("phmdoctest-mark.skipif<3.99", SKIP),
        ("phmdoctest-label tea", named("name", "tea")),
        ("phmdoctest-setup", (Instruction("setup"),)),
        ("phmdoctest-teardown", (Instruction("teardown"),)),
        ("phmdoctest-clear-names", (Instruction("clear", "after"),)),
        ("$MDX skip", SKIP),
        ("$MDX skip,env=e1", (*SKIP, *named("group", "e1"))),
        ("$MDX non-deterministic=output", (Instruction("ignore-output"),)),
        ("$MDX os_type<>Win32", MET),
        ("$MDX os_type=Win32", SKIP),
        ("$MDX version>=4.06", UNSUPPORTED),
        ("$MDX set-TEA=1,file=a.ml", (*UNSUPPORTED, *NOTHING)),
        ("test ignore start", ranged("skip", "start", "test ignore")),
        ("(test ignore end)", ranged("skip", "end", "test ignore")),
        ('step {"wait": 5}', NOTHING),
        ("pmd-metadata: notest fixture:x", (*SKIP, *UNSUPPORTED)),
        ("pmd-metadata: continuation", CONTINUE),
        ("name: test_x", named("name", "test_x")),
        ("name: test_x; fixtures: tmp_path", (*named("name", "test_x"), *UNSUPPORTED)),
        ("name: test_x; mark: xfail", (*named("name", "test_x"), *MAY_RAISE)),
        ("name: test_x\n```py\nfixtures: a\n```", named("name", "test_x")),
        ("TEST[skip:why]", above("skip")),
        ("TEST[setup:library]", above("unsupported")),
        ("TEST[s/a/b/]", above("unsupported")),
        ("TEST[catch:missing]", above("raises")),
        ("TEST[continued]", above("continue")),
        ("TEST", above("continue")),
        ("TESTRESPONSE", above("output")),
        ("NOTCONSOLE", above("skip")),
        ("- TEST", above("output")),
        ("- INCLUDE", UNSUPPORTED),
        ("INCLUDE", NONE),
        ("doctest-skip-all", (Instruction("skip", "rest"),)),
        ("doctest-requires:: scipy", named("needs", "scipy")),
        ("doctest-requires:: asdf<3", UNSUPPORTED),
        ("skip-test", SKIP),
        ("skip-example", SKIP),
        ("docverify: skip", ranged("skip", "next", "docverify")),
        ("docverify:skip (needs a key)", ranged("skip", "next", "docverify")),
        ("docverify: skip start", ranged("skip", "start", "docverify")),
        ("docverify: skip: end", ranged("skip", "end", "docverify")),
        ("docverify: no-check", UNSUPPORTED),
        ("docverify:v1 key=0 -->", NONE),
        ("docverify:end", NONE),
        ("doctest: +SKIP", SKIP),
        ("doctest: +ELLIPSIS", COMPARE),
        ("skip:\n next", ranged("skip", "next", "skip ")),
        ("skip: nextdoor", NONE),
        ("do not skip: next", NONE),
        ("skip", NONE),
        ("name: of the rose", NONE),
        ("test the water", NONE),
        ("", NONE),
    ],
)
def test_a_comment_is_read(comment: str, expected: tuple[Instruction, ...]) -> None:
    assert read_comment(comment) == expected


@pytest.mark.parametrize("comment", ["-> text", "expected_similarity=0.8", "- TEST ARBITRARY_TIME", "pytest.mark.slow"])
def test_what_is_reported_says_why(comment: str) -> None:
    assert [(one.kind, bool(one.reason)) for one in read_comment(comment)] == [("reported", True)]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"ignore": ""}, SKIP),
        ({"IGNORE": "True"}, SKIP),
        ({"ignore": "false"}, NOTHING),
        ({"no_run": ""}, (Instruction("build"),)),
        ({"no-run": ""}, (Instruction("build"),)),
        ({"norun": ""}, (Instruction("build"),)),
        ({"no-test": ""}, SKIP),
        ({"skip-test": ""}, SKIP),
        ({"doctest:+SKIP": ""}, SKIP),
        ({"doctest:": "", "+SKIP": ""}, SKIP),
        ({".notest": ""}, SKIP),
        ({"testIgnore": ""}, SKIP),
        ({"docs-drift:skip": ""}, SKIP),
        ({"excludeFromRunAll": "true"}, SKIP),
        ({"excludeFromRunAll": "false"}, NOTHING),
        ({"background": "true", "cwd": "/"}, UNSUPPORTED * 2),
        ({"test": "skip"}, SKIP),
        ({"test": "xfail - wrong"}, MAY_RAISE),
        ({"play": "", "exceptions": ""}, MAY_RAISE),
        ({"test": "requires-3.10"}, MET),
        ({"test": "no-print-intercept"}, (Instruction("ignore-output"),)),
        ({"lint": "skip"}, NOTHING),
        ({"requires": "3.99"}, SKIP),
        ({"requires": "numpy"}, UNSUPPORTED),
        ({"eval": "FALSE"}, SKIP),
        ({"eval": "true"}, RUN),
        ({"eval": "[1, 3]"}, UNSUPPORTED),
        ({"error": "true"}, MAY_RAISE),
        ({"error": "false"}, NONE),
        ({"tags": "[skip-execution, hide-input]"}, SKIP),
        ({"tags": "[raises-exception]"}, MAY_RAISE),
        ({"tags": "['nbval-ignore-output', 'nbval_raises_exception']"}, (Instruction("ignore-output"), *MAY_RAISE)),
        ({"tags": "[hide-input]"}, NOTHING),
        ({"options": "+SKIP, +ELLIPSIS"}, SKIP),
        ({"options": "+ELLIPSIS"}, COMPARE),
        ({"skipif": "x"}, UNSUPPORTED),
        ({"skipif": "sys.version_info < (3, 2)"}, MET),
        ({"pyversion": ">= 3.99"}, SKIP),
        ({"pyversion": "> 3.3"}, MET),
        ({"ignore-windows": ""}, MET),
        ({"ignore-linux": ""}, SKIP),
        ({"ignore-s390x": ""}, UNSUPPORTED),
        ({"compile_fail": "", "E0277": ""}, (Instruction("no-build"), *named("error-code", "e0277"))),
        ({"does_not_compile": "", "edition2021": ""}, (Instruction("no-build"), *NOTHING)),
        ({"should_panic": ""}, (Instruction("raises"),)),
        ({"mdoc:silent:fail": ""}, (Instruction("raises"),)),
        ({"mdoc:reset": ""}, (Instruction("clear", "rest"),)),
        ({"fixture:tea": ""}, UNSUPPORTED),
        ({"tesh-session": "tea", "tesh-exitcodes": "1 0"}, (*named("group", "tea"), *MAY_RAISE)),
        ({"tesh-exitcodes": "0 0"}, NOTHING),
        ({"tesh-platform": "darwin"}, SKIP),
        ({"tesh-setup": "a.sh"}, UNSUPPORTED),
        ({"title": "ignore"}, NOTHING),
        ({"continuation": "", "group": "skip"}, (*CONTINUE, *named("group", "skip"))),
        ({"name": "test"}, named("name", "test")),
        ({"directive": "testsetup", "*": ""}, (Instruction("setup"), *named("group", "*"))),
        ({"directive": "doctest", "skip": "", "hide": ""}, (*named("group", "skip"), *RUN)),
        ({"directive": "ipython", "okexcept": ""}, MAY_RAISE),
        ({"directive": "ipython", "verbatim": ""}, SKIP),
        ({"directive": "ipython", "suppress": "", "okwarning": ""}, (*RUN, *RUN)),
        ({"directive": "testcode", "default": ""}, CONTINUE),
        ({"directive": "testoutput"}, (Instruction("output"),)),
        ({"directive": "doctest-requires", "scipy": ""}, named("needs", "scipy")),
        ({"directive": "note", "tea": ""}, NONE),
        ({"theme": "dark", "{1,3}": ""}, NONE),
    ],
)
def test_attributes_are_read(attributes: dict[str, str], expected: tuple[Instruction, ...]) -> None:
    assert tuple(instruction for _, instruction in read_attributes(attributes)) == expected


def test_a_bare_word_of_documenters_doctests_is_a_group() -> None:
    assert list(read_attributes({"tea": ""}, "jldoctest")) == [("tea", Instruction("group", value="tea"))]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("tea()  # doctest: +SKIP", [("+SKIP", "skip", "")]),
        ("tea()  # doctest:+SKIP", [("+SKIP", "skip", "")]),
        ("tea()  # doctest: +ELLIPSIS, +NUMBER", [("+ELLIPSIS", "nothing", ""), ("+NUMBER", "compare", "NUMBER")]),
        ("tea()  # xdoctest: +SKIP('why')", [("+SKIP('why')", "skip", "")]),
        ("tea()  # xdoctest: +REQUIRES(LINUX)", [("+REQUIRES(LINUX)", "met", "")]),
        ("tea()  # xdoctest: +REQUIRES(WIN32)", [("+REQUIRES(WIN32)", "skip", "")]),
        ("tea()  # xdoctest: +REQUIRES(module:a.b)", [("+REQUIRES(module:a.b)", "needs", "a.b")]),
        ("tea()  # xdoctest: +REQUIRES(--milk)", [("+REQUIRES(--milk)", "unsupported", "")]),
        ("tea()  # xdoctest: +REQUIRES(env:A==1)", [("+REQUIRES(env:A==1)", "unsupported", "")]),
        ("tea()  # doctest: +REMOTE_DATA", [("+REMOTE_DATA", "skip", "")]),
        ("tea()  # doctest: +IGNORE_OUTPUT", [("+IGNORE_OUTPUT", "ignore-output", "")]),
        ("tea()  # doctest: +IGNORE_OUTPUT_2", [("+IGNORE_OUTPUT_2", "nothing", "")]),
        (
            "tea  # byexample: +norm-ws -tags",
            [("+norm-ws", "compare", "NORMALIZE_WHITESPACE"), ("-tags", "nothing", "")],
        ),
        ("tea  # byexample: +pass +timeout=8", [("+pass", "ignore-output", ""), ("+timeout=8", "reported", "")]),
        ("tea  # byexample: +if=x", [("+if=x", "unsupported", "")]),
        ("tea()  # doctest: +ELIPSIS", [("+ELIPSIS", "reported", "")]),
        ("tea()  # doctest: +MILK", [("+MILK", "ignore-output", ""), ("+MILK", "reported", "")]),
        ("print('# doctest: +SKIP')", []),
        ("tea()  # see doctest", []),
    ],
)
def test_flags_of_a_statement_are_read(statement: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(text.split(": ")[1], one.kind, one.value) for text, one in read_flags(statement)] == expected


def test_lines_in_code_speak_of_the_whole_block() -> None:
    found = list(read_code("# NBVAL_RAISES_EXCEPTION\nx\n# NBVAL_IGNORE_OUTPUT\n"))
    assert [(one.offset, one.instruction.kind) for one in found] == [(0, "may-raise"), (2, "ignore-output")]


def test_twoslash_is_read_in_its_own_blocks_only() -> None:
    code = "// @errors: 2322\nlet a\n// ---cut---\n"
    assert list(read_code(code)) == []
    assert [one.instruction.kind for one in read_code(code, twoslash=True)] == ["raises", "run"]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("True", True),
        ("not True", False),
        ("sys.version_info < (3, 0)", False),
        ("sys.version_info[:2] >= (3, 8), reason='x'", True),
        ("sys.version_info[0] == 2", False),
        ("sys.version_info.major > 2", True),
        ("sys.platform.startswith('win')", False),
        ("sys.platform in ('linux', 'darwin')", True),
        ("platform.system() == 'Windows' or os.name == 'nt'", False),
        ("os.name == 'nt' or numpy is None", None),
        ("os.name == 'posix' or numpy is None", True),
        ("os.name == 'nt' and numpy is None", False),
        ("'sys.platform == \"win32\"'", False),
        ("sys.version_info < 3", None),
        ("1 < 2 < 3", None),
        ("__import__('os').remove('a')", None),
        ("reason='x'", None),
        ("f(", None),
        ("(" * 10_000, None),
        ("", None),
    ],
)
def test_a_condition_is_decided_when_it_is_certain(condition: str, expected: bool | None) -> None:
    assert decide(condition) is expected


@pytest.mark.parametrize(
    ("specifiers", "expected"),
    [
        (">= 3.10", sys.version_info >= (3, 10)),
        ("> 3.3", True),
        ("!=3.99, <4", True),
        ("==3.*", True),
        ("~=3.2", True),
        ("<=2.7", False),
        ("3.2", False),
        ("'>=3.0'", True),
        (">= tea", None),
        ("", None),
    ],
)
def test_a_release_is_compared(specifiers: str, expected: bool | None) -> None:
    assert allows(specifiers) is expected


def test_examples_run_on_linux() -> None:
    assert (runs_on("Linux"), runs_on("win32"), runs_on("CPYTHON"), runs_on("z80")) == (True, False, True, None)


@given(st.text(alphabet=st.sampled_from("skip: next()if,+-#[]<>=\"'nameTESTdoc \n"), max_size=80))
def test_whatever_stands_in_a_marker_is_read(text: str) -> None:
    found = [*read_comment(text), *(one for _, one in read_attributes({text or "a": text}))]
    found += [one.instruction for one in read_code(f"# doctest: {text}\n# NBVAL_{text}")]
    assert {one.kind for one in found} <= set(KINDS)
    decide(text)
    allows(text)


def test_a_marker_of_ten_megabytes_is_read_at_once() -> None:
    assert read_comment("skip: next " + "if(" * 3_000_000) == ranged("unsupported", "next", "skip ")
    assert list(read_flags("# doctest: " + "+a(" * 3_000_000)) != []


TABLES = [(table, one) for table in (COMMENTS, WORDS, FLAGS, LINES) for one in table]


@pytest.mark.parametrize(("table", "one"), TABLES, ids=[one.written for _, one in TABLES])
def test_no_convention_is_hidden_by_another(table: Table, one: Convention) -> None:
    """Its own example is read by it and by no other, and what it answers is known."""
    found = [found[0] for text in markers.spoken(one) if (found := table.find(text))]
    assert one in found
    assert markers.answer(one)


def test_the_docs_show_the_table_of_the_code() -> None:
    shown = Path(__file__).parents[1] / "docs" / "markers.md"
    assert shown.read_text(encoding="utf-8") == markers.page(), "run: python tests/markers.py docs/markers.md"
