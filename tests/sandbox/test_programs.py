"""Compiled examples: builds that are shared where that works, and one process an example."""

from collections.abc import Sequence

from msgspec.structs import replace

from docverify.model import Limits, Merged, Plan, Program, Run, Step, Task, WrittenFile
from docverify.ports import Sandbox
from docverify.sandbox.inside import programs

WRAPPER = """
#include <unistd.h>
void docverify_end(void) { if (write(3, "end", 3) < 0) _exit(1); }
"""
HEAD = "void docverify_end(void);\n"
BUILD = ("gcc", "-I.", "-o")


def program(name: str, code: str) -> Program:
    """A C program whose `main` says at its end that this is it; its code begins in line 2 of its file."""
    files = (WrittenFile(f"{name}.c", HEAD + code), WrittenFile("end.c", WRAPPER))
    build = ((*BUILD, name, f"{name}.c", "end.c"),)
    return Program(files, build, (f"{{build}}/{name}",), f"{name}.c", offset=9)


def main(body: str) -> str:
    return f"#include <stdio.h>\nint main(void) {{\n{body}\ndocverify_end();\nreturn 0; }}\n"


def plan(codes: Sequence[str], *, merged: bool = False, seconds: float = 10.0) -> Plan:
    programs = [program(f"e{number}", code) for number, code in enumerate(codes)]
    tasks = [
        Task(f"e{number}", "program", "c", (Step(code, 11),), "c", program=one)
        for number, (code, one) in enumerate(zip(codes, programs, strict=True))
    ]
    shared = []
    if merged:
        files = dict.fromkeys(file for one in programs for file in one.files)
        script = "set -e; echo once >> $HOME/builds; for f in e*.c; do [ $f = end.c ] || gcc -o ${f%.c} $f end.c; done"
        named = {f"e{number}": one for number, one in enumerate(programs)}
        shared = [Merged("c", tuple(files), (("sh", "-c", script),), named)]
    return Plan("docs/page.md", "page-order", tuple(tasks), {}, Limits(seconds=seconds), tuple(shared), ("gcc",))


def run(wall: Sandbox, *codes: str, merged: bool = False, seconds: float = 10.0) -> list[Run]:
    return wall.run(plan(codes, merged=merged, seconds=seconds), lambda _: None)


def test_a_program_is_built_and_run(wall: Sandbox) -> None:
    (done,) = run(wall, main('printf("tea\\n"); fprintf(stderr, "hot\\n");'))
    assert (done.ended, done.exit_code) == ("end", 0)
    assert [(step.stdout, step.stderr) for step in done.steps] == [("tea\n", "hot\n")]


def test_an_end_before_the_last_statement_is_no_end(wall: Sandbox) -> None:
    early, failed, killed = run(wall, main("return 0;"), main("return 3;"), main("*(volatile int *)0 = 1;"))
    assert (early.ended, early.exit_code) == ("exit", 0)
    assert (failed.ended, failed.exit_code) == ("exit", 3)
    assert (killed.ended, killed.signal) == ("signal", "SIGSEGV")


def test_a_build_that_fails_names_the_line_on_the_page(wall: Sandbox) -> None:
    (done,) = run(wall, main("int cups = lids;"))
    assert done.ended == "exception"
    assert done.exception is not None
    assert done.exception.type == "BuildError"
    assert "lids" in done.exception.message
    assert done.exception.line == 13


def test_a_compiler_that_a_limit_ends_is_said_to_have_been(wall: Sandbox) -> None:
    whole = plan([main("")])
    made = whole.tasks[0].program
    assert made is not None
    killed = Program(made.files, (("sh", "-c", "echo working; kill -XCPU $$"),), made.run, made.source)
    task = Task("e0", "program", "c", whole.tasks[0].steps, "c", program=killed)
    (done,) = wall.run(Plan("p.md", "alone", (task,), {}, Limits()), lambda _: None)
    assert done.exception is not None
    assert done.exception.message == "error: sh was ended by SIGXCPU"
    assert "working" in done.exception.traceback


def test_a_missing_compiler_is_a_build_that_fails(wall: Sandbox) -> None:
    whole = plan([main("")])
    task = whole.tasks[0]
    assert task.program is not None
    absent = Program(task.program.files, (("no-such-compiler",),), task.program.run, task.program.source)
    (done,) = wall.run(
        Plan("p.md", "alone", (Task("e0", "program", "c", task.steps, "c", program=absent),), {}, Limits()),
        lambda _: None,
    )
    assert done.exception is not None
    assert "no-such-compiler" in done.exception.message


def test_one_that_runs_without_end_takes_no_other_with_it(wall: Sandbox) -> None:
    endless, after = run(wall, main("for (;;) {}"), main('printf("tea\\n");'), seconds=0.5)
    assert endless.ended == "timeout"
    assert after.steps[0].stdout == "tea\n"


def test_a_shared_build_is_made_once(wall: Sandbox) -> None:
    look = main('FILE *f = fopen("/home/user/builds", "r"); char b[64] = {0}; fread(b, 1, 63, f); printf("%s", b);')
    runs = run(wall, main('printf("one\\n");'), main('printf("two\\n");'), look, merged=True)
    assert [one.steps[0].stdout for one in runs] == ["one\n", "two\n", "once\n"]


def test_what_a_shared_build_trips_over_is_built_alone(wall: Sandbox) -> None:
    codes = [main('printf("one\\n");'), main("int cups = lids;"), main('printf("three\\n");')]
    one, broken, three = run(wall, *codes, merged=True)
    assert (one.steps[0].stdout, three.steps[0].stdout) == ("one\n", "three\n")
    assert broken.exception is not None
    assert broken.exception.line == 13


def test_what_has_run_leaves_its_room_to_what_comes(wall: Sandbox) -> None:
    """More than all builds of a page may take together, a part of it from one that fails."""
    heavy = "head -c 60000000 /dev/zero > a && head -c 60000000 /dev/zero > b"
    whole = plan([main('printf("tea\\n");'), main("int cups = lids;"), *[main('printf("tea\\n");')] * 3])
    tasks = []
    for task in whole.tasks:
        assert task.program is not None
        build = (("sh", "-c", heavy), *task.program.build)
        tasks.append(replace(task, program=replace(task.program, build=build)))
    done = wall.run(replace(whole, tasks=tuple(tasks)), lambda _: None)
    assert [one.ended for one in done] == ["end", "exception", "end", "end", "end"]


def test_what_is_only_built_is_not_run(wall: Sandbox) -> None:
    whole = plan([main("for (;;) {}")])
    task = whole.tasks[0]
    assert task.program is not None
    (done,) = wall.run(replace(whole, tasks=(replace(task, program=replace(task.program, run=())),)), lambda _: None)
    assert (done.ended, done.steps) == ("built", ())


def test_programs_share_the_folder_of_the_page(wall: Sandbox) -> None:
    write = main('FILE *f = fopen("tea.txt", "w"); fputs("green", f); fclose(f);')
    read = main('char b[16] = {0}; FILE *f = fopen("tea.txt", "r"); fgets(b, 15, f); printf("%s\\n", b);')
    assert run(wall, write, read)[1].steps[0].stdout == "green\n"


def test_a_warning_is_of_the_file_that_stands_beside_it_or_below() -> None:
    said = (
        "e1/Main.java:3: warning: [removal] Integer(int) in Integer has been deprecated\n"
        "warning: use of deprecated function `e1::f`: use g\n --> e1.rs:3:9\n"
        "warning: use of deprecated function `e11::f`: use g\n --> e11.rs:3:9\n"
        "e2.c:1:2: warning: unused variable\n"
    )
    assert programs.warnings_about("e1/Main.java", said) == ["deprecated: Integer(int) in Integer has been deprecated"]
    assert programs.warnings_about("e1.rs", said) == ["deprecated: use of deprecated function `f`: use g"]
    assert programs.warnings_about("e2.c", said) == []


def test_a_warning_is_never_told_as_the_error_that_ended_a_build() -> None:
    warned = "warning: use of deprecated method `Error::error`\n --> main.rs:1:2\n"
    said = f"{warned}error[E0308]: mismatched types\n --> main.rs:4:5\n"
    told = programs.shown(programs.Failed(said), {"source": "main.rs", "offset": 10})
    assert (told["message"], told["line"]) == ("error[E0308]: mismatched types", 11)
