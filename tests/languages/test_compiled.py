"""Compiled languages: whole programs and snippets run, one alone and several in one build; and how they end."""

from pathlib import Path
from typing import Any

import pytest

from docverify.judge import reading
from docverify.languages.java_code.prompts import statements
from docverify.model import Example, Program, Shown, StepRun
from docverify.plan import LAYER
from docverify.registry import members
from tests.cases import read_cases
from tests.languages.building import FIRST_LINE, page, read, run
from tests.languages.compiling import build_and_run, named, run_merged
from tests.machine import needs

LANGUAGES = ("c", "cpp", "go", "java", "rust")
RUN = [(language, *case.values) for language in LANGUAGES for case in read_cases(f"{language}.cases", __file__)]
EXIT = {
    "c": ("#include <stdlib.h>\nint main(void) {{\n{0}\n}}", "exit(0);", 'if (getenv("PATH")) exit(0); return 0;'),
    "cpp": ("#include <cstdlib>\nint main() {{\n{0}\n}}", "std::exit(0);", "std::exit(0); return 0;"),
    "go": (
        'package main\nimport "os"\nfunc main() {{\n{0}\n}}',
        "os.Exit(0)",
        "if os.Getpid() > 0 { os.Exit(0) }\nprintln()",
    ),
    "java": (
        "class A {{ public static void main(String[] a) {{\n{0}\n}} }}",
        "System.exit(0);",
        "System.exit(0); System.out.println();",
    ),
    "rust": ("fn main() {{\n{0}\n}}", "std::process::exit(0);", "if 1 > 0 { std::process::exit(0); }\nprintln!();"),
}


def language(name: str) -> Any:
    found = members("languages")[name]
    needs(*found.programs)
    return found


def program(one: Example) -> Program:
    made: Program = language(one.language).program(one, "")
    return made


def failing(one: Example, said: str, line: int = 0) -> Any:
    """The reason for a build that says this."""
    shown = Shown("BuildError", said.partition("\n")[0], line, traceback=said)
    return members("languages")[one.language].reason(one, run(one, ended="exception", exception=shown), [one])


@pytest.mark.parametrize(("name", "code", "expected"), RUN)
def test_a_block_runs_as_a_reader_would_run_it(name: str, code: str, expected: str, tmp_path: Path) -> None:
    ended = build_and_run(program(read(code, name)), tmp_path)
    assert (ended.stdout, ended.status, ended.mark) == (expected, 0, "end"), ended.stderr


@pytest.mark.parametrize("name", ["c", "cpp", "go", "java", "rust"])
def test_examples_of_one_build_print_what_they_print_alone(name: str, tmp_path: Path) -> None:
    cases = [case.values for case in read_cases(f"{name}.cases", __file__)]
    examples = page(*(code for code, _ in cases), language=name)
    merged = language(name).merged(examples, "")
    chosen = [one for one in examples if one.id in merged.programs]
    expected = [shown for one, (_, shown) in zip(examples, cases, strict=True) if one in chosen]
    assert len(chosen) > len(examples) / 3
    assert named(chosen, run_merged(merged, tmp_path)) == expected


@pytest.mark.parametrize("name", LANGUAGES)
def test_the_end_is_marked_only_where_main_returned(name: str, tmp_path: Path) -> None:
    frame, last, early = EXIT[name]
    ended = build_and_run(program(read(frame.format(early), name)), tmp_path)
    assert (ended.status, ended.mark) == (0, ""), ended.stderr
    assert program(read(frame.format(early), name)).unmarked == "exit"
    assert program(read(frame.format(last), name)).unmarked == "end"


@pytest.mark.parametrize(
    ("name", "code", "line"),
    [
        ("c", "#include <stdio.h>\nint main(void) {\n  int x = ;\n}", 12),
        ("cpp", 'int main() {\n  int x = "a";\n}', 11),
        ("go", 'package main\n\nfunc main() {\n\tvar x int = "a"\n\tprintln(x)\n}', 13),
        ("java", 'class A {\n  public static void main(String[] a) {\n    int x = "a";\n  }\n}', 12),
        ("rust", 'fn main() {\n    let x: i32 = "a";\n}', 11),
        ("rust", 'let y = 1;\nlet x: i32 = "a";', 11),
        ("go", 'y := 1\nvar x int = "a"', 11),
        ("c", "int y;\nint x = ;", 11),
    ],
)
def test_what_a_compiler_names_is_a_line_of_the_page(name: str, code: str, line: int, tmp_path: Path) -> None:
    """As the warden reads it."""
    from docverify.sandbox.inside.programs import Failed, shown

    made = program(read(code, name))
    said = build_and_run(made, tmp_path).stderr
    assert shown(Failed(said), {"source": made.source, "offset": made.offset})["line"] == line, said


@pytest.mark.parametrize(
    ("name", "said", "expected"),
    [
        ("go", './example/main.go:3:8: cannot find package "a.example/b" in any of:', "missing-package"),
        ("go", "./example/main.go:3:8: undefined: client", "fragment"),
        ("go", "example/main.go:7:2: declared and not used: x", "fragment"),
        ("rust", "error[E0432]: unresolved import `serde`", "missing-package"),
        ("rust", "error[E0425]: cannot find value `client` in this scope", "fragment"),
        ("rust", "error[E0554]: `#![feature]` may not be used on the stable release channel", "missing-toolchain"),
        ("java", "A.java:1: error: package com.example.api does not exist", "missing-package"),
        ("java", "A.java:1: error: cannot find symbol\n  symbol:   class Client\n", "fragment"),
        ("c", "example.c:1:10: fatal error: curl/curl.h: No such file or directory", "missing-package"),
        ("c", "/usr/bin/ld: example.c:3: undefined reference to `pour'", "fragment"),
        ("cpp", "example.cpp:3:3: error: ‘client’ was not declared in this scope", "fragment"),
        ("c", "error: gcc did not end within 60 seconds", "timeout"),
        ("java", "error: javac was ended by SIGXCPU\n", "resource-limit"),
        ("rust", "error: sh ended with status 1 and said nothing", "resource-limit"),
        (
            "rust",
            "error: linking with `cc` failed\n  = note: /usr/bin/ld: cannot find -ltea: No such file",
            "missing-package",
        ),
        ("go", "runtime: /usr/local/go/pkg/tool/linux_amd64/compile: signal: killed", "resource-limit"),
    ],
)
def test_what_the_page_does_not_show_is_no_fault_of_it(name: str, said: str, expected: str) -> None:
    whole = EXIT[name][0].format("")
    assert failing(read(whole, name), said)[0] == expected


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_program_that_does_not_compile_is_wrong_unless_its_page_says_so(name: str) -> None:
    frame = EXIT[name][0]
    said = "example: error: something is wrong with the types"
    assert failing(read(frame.format(""), name), said) is None
    assert failing(read(frame.format("// this does not compile\n"), name), said)[0] == "incomplete"
    assert failing(read(frame.format("// ...\n"), name), said)[0] == "pseudo-code"
    assert failing(read("pour(tea);", name), said)[0] == "fragment"


def test_a_comment_output_is_what_go_prints() -> None:
    shown = read("func ExampleA() {\n\tfmt.Println(1)\n\t// Output: tea\n\t//   cups\n\t// \tx\n}", "go").expectation
    assert (shown.kind, shown.text, shown.line, shown.certain) == ("output", "tea\n  cups\n\tx", FIRST_LINE + 2, True)
    assert read("fmt.Println(1)\n// Unordered output:\n// 1", "go").expectation.kind == "nothing"
    assert read("fmt.Println(1)\n// Output: 1\nfmt.Println(2)", "go").expectation.kind == "nothing"


def test_lines_that_rustdoc_hides_are_compiled() -> None:
    one = read("# let x = 1;\n#[derive(Debug)]\nstruct A;\n## not hidden", "rust")
    text = program(one).files[0].text
    assert "\nlet x = 1;\n#[derive(Debug)]\nstruct A;\n# not hidden\n" in text


def test_one_build_needs_two_examples_that_may_share_it() -> None:
    rust, java = members("languages")["rust"], members("languages")["java"]
    assert rust.merged(page("fn main() {}", "use crate::a; fn main() {}", language="rust"), "") is None
    assert java.merged(page("int x;", "System.out.println(new A().getClass());", language="java"), LAYER) is None


def test_a_layer_is_on_the_class_path() -> None:
    made = members("languages")["java"].program(read("int x;", "java"), LAYER)
    assert f"{{build}}/classes:{LAYER}/*" in made.run


@pytest.mark.parametrize(
    ("name", "said", "expected"),
    [
        (
            "rust",
            "\nthread 'main' (5) panicked at src/main.rs:3:21:\ntoo hot\nnote: run with `RUST_BACKTRACE=1`\n",
            "too hot",
        ),
        (
            "rust",
            "thread 'main' panicked at 'too hot', src/main.rs:3:5\nnote: run with `RUST_BACKTRACE=1`\n",
            "too hot",
        ),
        ("go", "panic: too hot\n\ngoroutine 1 [running]:\nmain.main()\n\t/build/main.go:4 +0x1\n", "panic: too hot"),
        ("java", 'Exception in thread "main" A: too hot\n\tat Main.main(Main.java:4)\n', "A: too hot"),
        ("cpp", "terminate called after throwing 'A'\n  what():  too hot\n", "terminate called after throwing 'A'"),
    ],
)
def test_a_crash_is_told_by_its_own_words(name: str, said: str, expected: str) -> None:
    one = read(EXIT[name][0].format("pour();"), name)
    found = reading(one, run(one, StepRun(stderr=said, exit_code=1), exit_code=1), [one], members("languages")[name])
    assert (found.verdict, found.detail) == ("fail", f"exit code 1: {expected}")


@pytest.mark.parametrize(
    ("name", "code", "verdict"),
    [
        ("go", "pour()", "unverified parsed incomplete"),
        ("go", "pour() // prints 3\nfmt.Println(3)", "unverified parsed incomplete"),
        ("go", 'import "fmt"\n\nfmt.Println(pour())', "fail parsed exit-code"),
        ("go", "package main\n\nfunc main() { pour() }", "fail parsed exit-code"),
        ("rust", "pour();", "fail parsed exit-code"),
    ],
)
def test_what_keeps_a_part_of_a_program_from_crashing_may_stand_around_it(name: str, code: str, verdict: str) -> None:
    one = read(code, name)
    said = {"go": "panic: too hot\n", "rust": "thread 'main' panicked at src/main.rs:3:21:\ntoo hot\n"}[name]
    found = reading(one, run(one, StepRun(stderr=said, exit_code=2), exit_code=2), [one], members("languages")[name])
    assert f"{found.verdict} {found.level} {found.reason}" == verdict


def test_a_transcript_of_jshell_claims_what_it_shows() -> None:
    one = read("jshell> int cups = 3\ncups ==> 3\n\njshell> cups + 1\n|  a remark\n$2 ==> 4", "java")
    assert (one.expectation.kind, one.expectation.text) == ("output", "cups ==> 3\n$2 ==> 4")
    assert statements(one.block.code).split("\n")[3].startswith("var $2 = cups + 1;")
    assert statements(one.block.code).count("\n") == one.block.code.count("\n")
    refusal = read("jshell> cups\n|  Error:\n|  cannot find symbol", "java").refusal
    assert refusal is not None
    assert refusal.reason == "incomplete"
    assert members("languages")["java"].recognises("jshell> 1\n$1 ==> 1")


@pytest.mark.parametrize(
    ("name", "code", "told"),
    [
        ("go", 'import "fmt"\n\nfmt.Println(1)', f"-modfile={LAYER}/go.mod"),
        ("rust", "let cups = 1;", f"@{LAYER}/arguments"),
    ],
)
def test_what_is_installed_is_told_to_the_compiler(name: str, code: str, told: str) -> None:
    example = read(code, name)
    for layer in ("", LAYER):
        made = members("languages")[name].program(example, layer)
        words = " ".join([*made.environ.values(), *(word for command in made.build for word in command)])
        assert (told in words) == bool(layer)
