"""What the shell driver promises: the same contract as Python's, by other means."""

import pytest

from tests.sandbox.conftest import Runner


def test_variables_functions_aliases_and_the_folder_flow_down_the_page(shell):
    first, second = shell(
        'name=world\ngreet() { echo "hello $1"; }\nalias hi=greet\nmkdir sub\ncd sub',
        "greet $name\nhi you\nbasename $PWD",
    )
    assert (first.ended, second.ended) == ("end", "end")
    assert second.steps[0].stdout == "hello world\nhello you\nsub\n"


@pytest.mark.parametrize(
    ("code", "ended"), [("x=2\nexit 3", "exit"), ("kill -9 $$", "signal"), ("sleep 30", "timeout")]
)
def test_a_shell_example_that_ends_badly_takes_only_itself_with_it(shell, code, ended):
    _, bad, after = shell("x=1", code, "echo $x", seconds=1)
    assert bad.ended == ended
    assert after.steps[0].stdout == "1\n"


def test_each_command_of_a_console_has_its_own_output_and_exit_code(shell):
    run = shell(["echo one", "ls /none", "false", "x=3", "echo $x >&2"], mode="command")[0]
    assert [(step.stdout, step.exit_code) for step in run.steps] == [
        ("one\n", 0),
        ("ls: cannot access '/none': No such file or directory\n", 2),
        ("", 1),
        ("", 0),
        ("3\n", 0),
    ]


def test_a_traced_command_is_told_as_a_terminal_tells_it(shell):
    run = shell(
        ["set -x", "echo 'a b'", "ls\ntrue", "for i in 1 2; do\necho $i\ndone", "set +x", "echo done"], mode="command"
    )[0]
    assert [step.stdout for step in run.steps] == [
        "",
        "+ echo 'a b'\na b\n",
        "+ ls\n+ true\n",
        "+ for i in 1 2\n+ echo 1\n1\n+ for i in 1 2\n+ echo 2\n2\n",
        "+ set +x\n",
        "done\n",
    ]


def test_a_missing_command_is_told_as_a_terminal_tells_it(shell):
    run = shell("no-such-command --x")[0]
    assert (run.ended, run.exit_code) == ("end", 127)
    assert run.steps[0].stderr.endswith("no-such-command: command not found\n")


def test_the_options_of_one_example_hold_in_the_next(shell):
    runs = shell("set -u", "echo $never_set", "set +u", "echo ${never_set}ok")
    assert [run.ended for run in runs] == ["end", "exit", "end", "end"]


def test_python_and_shell_share_the_working_folder(wall):
    from tests.sandbox.conftest import plan, task

    shell_first = task(0, "echo '{\"a\": 1}' > data.json", driver="shell")
    python = task(1, "import json\nprint(json.load(open('data.json')))")
    runs = wall.run(plan(shell_first, python), lambda _: None)
    assert runs[1].steps[0].stdout == "{'a': 1}\n"


@pytest.mark.parametrize(
    "spoil",
    [
        "rm -rf /* 2>/dev/null; rm -rf /src /src/.* 2>/dev/null; true",
        "umask 777",
        "head -c 40M /dev/zero > /src/full 2>/dev/null; true",
        "exec 195>&- 199>&-; hash -r",
    ],
)
def test_what_an_example_does_to_the_disk_leaves_the_output_of_others_alone(shell: Runner, spoil: str) -> None:
    before, _, after = shell("cups=3", spoil, "printf 'tea %s' $cups")
    assert before.ended == "end"
    assert (after.ended, after.steps[0].stdout) == ("end", "tea 3")


def test_a_script_may_be_longer_than_a_word_of_a_command(shell: Runner) -> None:
    long = "printf tea\n" + "# a comment\n" * 15_000
    (done,) = shell(long)
    assert (done.ended, done.steps[0].stdout) == ("end", "tea")


def test_no_example_comes_upon_what_others_printed(shell: Runner) -> None:
    _, looks = shell("echo secret-tea", "ls -a /capture /src; grep -rs secret-tea /capture /src /tmp /page; true")
    assert "secret-tea" not in looks.steps[0].stdout
    assert "out" not in looks.steps[0].stdout.split()


def test_what_a_bad_example_left_in_a_session_of_its_own_is_ended(shell: Runner) -> None:
    leave = "setsid sleep 4711 & sleep 0.1; cp /bin/sleep /tmp/nap; setsid /tmp/nap 60 & sleep 0.1; exit 3"
    look = "ps -eo args 2>/dev/null | grep -c '[n]ap 60'; true"
    assert shell(leave, look)[1].steps[0].stdout == "0\n"
    assert shell(leave.replace("exit 3", "true"), look)[1].steps[0].stdout == "1\n"
