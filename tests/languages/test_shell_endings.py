"""Which ends of a shell run say nothing against its page, and which do."""

from time import process_time

import pytest
from msgspec import structs

from docverify.languages.shell import shell
from docverify.model import StepRun
from tests.languages.building import read, run

SCRIPT = read("do something", "shell")

STDERR = {
    "bash: line 1: nmap: command not found": "missing-toolchain: needs the command `nmap`",
    "/usr/bin/env: ‘node’: No such file or directory": "missing-toolchain: needs the command `node`",
    "bash: line 1: ./a.sh: No such file or directory": "missing-file: needs `./a.sh`, which the page does not create",
    "cat: a.txt: No such file or directory": "missing-file: needs `a.txt`, which the page does not create",
    "ls: cannot access 'docs': No such file or directory": "missing-file: needs `docs`, which the page does not create",
    "python: can't open file '/x/manage.py': [Errno 2] No such file or directory": (
        "missing-file: needs `/x/manage.py`, which the page does not create"
    ),
    "Usage: tea brew\n\nError: Could not import 'hello'.": (
        "missing-file: needs files that the page does not create: Error: Could not import 'hello'."
    ),
    "fatal: not a git repository (or any of the parent directories): .git": (
        "missing-file: needs files that the page does not create: fatal: not a git repository (or any of the parent "
        "directories): .git"
    ),
    "/usr/bin/python: No module named flask": "missing-package: needs the package `flask`, which is not installed",
    "curl: (6) Could not resolve host: example.com": "needs-network: needs the network: example.com",
    "wget: unable to resolve host address ‘example.com’": "needs-network: needs the network: example.com",
    "fatal: unable to access 'https://example.com/a.git/': Could not resolve host: example.com": (
        "needs-network: needs the network: example.com"
    ),
    "ERROR: No matching distribution found for docverify": "needs-network: needs a service on the network",
    "Cannot connect to the Docker daemon at unix:///var/run/docker.sock.": (
        "needs-network: needs a running service: Cannot connect to the Docker daemon"
    ),
    "touch: cannot touch '/etc/x': Permission denied": (
        "needs-credentials: needs rights that the sandbox does not give: Permission denied"
    ),
    "mkdir: cannot create directory ‘/opt/x’: Read-only file system": (
        "needs-credentials: needs rights that the sandbox does not give: Read-only file system"
    ),
    "no such option: --group": "None: None",
    "*** Please tell me who you are.": "needs-credentials: needs credentials: Please tell me who you are",
    "the input device is not a TTY": "needs-input: reads input that the page does not give: not a TTY",
    "Error: cannot open display: :0": "needs-display: needs a display: cannot open display",
    "fork: Cannot allocate memory": "resource-limit: met a limit of the sandbox: Cannot allocate memory",
    "odd words": "incomplete: ended with exit code 1, of which the page says nothing: odd words",
    "": "incomplete: ended with exit code 1, of which the page says nothing",
    "bash: -c: line 1: syntax error near unexpected token `('": "None: None",
    "bash: eval: line 2: syntax error: unexpected end of file": "None: None",
    "Error: No such command 'populatesfts'.": "None: None",
    "ls: unrecognized option '--nothing'": "None: None",
    'Traceback (most recent call last):\n  File "<stdin>", line 1, in <module>\nValueError: x': "None: None",
}


@pytest.mark.parametrize("stderr", STDERR)
def test_what_a_command_says_tells_whose_fault_it_is(stderr: str) -> None:
    ended = run(SCRIPT, StepRun(stderr=stderr, exit_code=1), exit_code=1)
    found = shell.reason(SCRIPT, ended, [SCRIPT]) or (None, None)
    assert f"{found[0]}: {found[1]}" == STDERR[stderr]


def test_an_option_that_this_pip_does_not_know_is_of_another_release() -> None:
    ended = run(read("pip install --group dev", "shell"), StepRun(stderr="no such option: --group", exit_code=2))
    found = shell.reason(read("pip install --group dev", "shell"), ended, ())
    assert found == ("missing-toolchain", "needs a release of pip that knows `--group`")


@pytest.mark.parametrize(("code", "expected"), [("$ tea brew", "needs-input"), ("tea pour", None)])
def test_so_does_one_whose_words_its_usage_begins_with(code: str, expected: str | None) -> None:
    one = read(code, "shell")
    said = "Usage: tea brew [OPTIONS] CUP\n\nError: Missing argument 'CUP'.\n"
    found = shell.reason(one, run(one, StepRun(stderr=said, exit_code=2)), ())
    assert (found and found[0]) == expected


@pytest.mark.parametrize(("code", "expected"), [("python -m tea.brew", "needs-input"), ("tea --cups", None)])
def test_a_command_alone_that_tells_its_usage_needs_arguments(code: str, expected: str | None) -> None:
    one = read(code, "shell")
    found = shell.reason(one, run(one, StepRun(stderr="tea <command>\n\nUsage:\n\ntea brew\n", exit_code=1)), ())
    assert (found and found[0]) == expected
    found = shell.reason(one, run(one, StepRun(stderr="usage: tea [brew]\n", exit_code=1)), ())
    assert (found and found[0]) == expected


def test_a_script_that_goes_on_without_a_command_did_not_do_what_it_says() -> None:
    ended = run(
        SCRIPT, StepRun(stdout="done\n", stderr="bash: line 1: foo: command not found", exit_code=0), exit_code=0
    )
    assert shell.reason(SCRIPT, ended, [SCRIPT]) == ("missing-toolchain", "needs the command `foo`")


def test_a_script_that_asks_at_its_end_whether_all_went_well_has_its_answer() -> None:
    ended = StepRun(stderr="chmod: changing permissions of '/usr/a': Read-only file system", exit_code=0)
    asks = read("chmod 777 /usr/a\ngrep -q original /usr/a", "shell")
    goes_on = read("chmod 777 /usr/a\ncat /usr/a", "shell")
    assert shell.reason(asks, run(asks, ended, exit_code=0), [asks]) is None
    assert (shell.reason(goes_on, run(goes_on, ended, exit_code=0), [goes_on]) or ("",))[0] == "needs-credentials"


def test_a_program_that_a_script_only_writes_about_is_not_its_command() -> None:
    ended = StepRun(stderr="touch: cannot touch '/x/y': No such file or directory", exit_code=0)
    writes = read('echo "touch /x/y" > a.sh; bash a.sh; echo ok', "shell")
    calls = read('bash -c "touch /x/y"; echo ok', "shell")
    assert shell.reason(writes, run(writes, ended, exit_code=0), [writes]) is None
    assert (shell.reason(calls, run(calls, ended, exit_code=0), [calls]) or ("",))[0] == "missing-file"


def test_a_library_that_the_loader_goes_on_without_is_not_missed() -> None:
    said = "ERROR: ld.so: object 'a.so' from LD_PRELOAD cannot be preloaded (cannot open shared object file): ignored."
    one = read("export LD_PRELOAD=a.so; date", "shell")
    assert shell.reason(one, run(one, StepRun(stderr=said, exit_code=0), exit_code=0), [one]) is None


@pytest.mark.parametrize(
    ("code", "reason"),
    [("while :; do sleep 1; done", "long-running"), ('trap "" INT; while :; do sleep 1; done', "timeout")],
)
def test_who_defies_being_stopped_does_not_wait_for_it(code: str, reason: str) -> None:
    one = read(code, "shell")
    assert (shell.reason(one, run(one, ended="timeout"), [one]) or ("",))[0] == reason


@pytest.mark.parametrize(
    ("code", "refused"),
    [
        ('echo "line $i xxxxxxxx"; date', False),
        ("echo your-name && date", False),
        ('echo "TOKEN=xxxxxxxx" >> .env', True),
        ('echo "xxxxxxxx" | docker login', True),
        ('echo "$(fetch your-host)"', True),
        ("login xxxxxxxx", True),
        ("tea -w, --warm", True),
        ("tea -I FILE", True),
        ("tea --pots=FILE", True),
        ("echo PATH", False),
        ("export NAME=tea", False),
    ],
)
def test_what_a_script_shows_its_reader_is_nothing_to_fill_in(code: str, refused: bool) -> None:
    assert bool(read(code, "shell").refusal) is refused


def test_a_command_that_fails_as_shown_explains_nothing() -> None:
    one = read("$ cat a\ncat: a: No such file or directory\n$ echo b\nc", "console")
    ended = run(one, StepRun("cat: a: No such file or directory\n", exit_code=1), StepRun("b\n", exit_code=0))
    assert shell.reason(one, ended, [one]) is None


@pytest.mark.parametrize(
    ("ended", "reason"),
    [
        ({"ended": "timeout"}, "timeout"),
        ({"ended": "limit", "limit": "cpu"}, "resource-limit"),
        ({"ended": "exit", "exit_code": 0}, "incomplete"),
    ],
)
def test_a_bound_of_the_sandbox_is_not_the_pages_fault(ended: dict[str, object], reason: str) -> None:
    found = shell.reason(SCRIPT, run(SCRIPT, **ended), [SCRIPT])
    assert found is not None
    assert found[0] == reason


@pytest.mark.parametrize("word", ["a", "sh ", "sudo: ", "a.", "/bin/a", "not found: ", ": "])
def test_output_of_megabytes_on_one_line_is_explained_soon(word: str) -> None:
    one = read("ls", "shell")
    text = "Connection refused, does not exist " + word * (500_000 // len(word))
    start = process_time()
    shell.reason(one, run(one, StepRun(stderr=text), exit_code=1), [one])
    assert process_time() - start < 3


def test_a_command_that_the_page_makes_may_not_be_the_one_of_the_system() -> None:
    one, other = read("$ cp\nTrue", "console"), read("def cp(): ...")
    ended = run(one, StepRun(stdout="missing file operand\n"))
    assert shell.reason(one, ended, [one]) is None
    assert shell.reason(one, ended, [other, one]) == ("fragment", f"its `cp` may be the one that `{other.id}` makes")
    taken = read("from cups import cp")
    assert shell.reason(one, ended, [taken, one]) is None


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("$ tea pots.db\n3", "missing-file"),
        ("$ tea pots.db\n$ echo $?\n3", "missing-file"),
        ("$ echo 3 > pots.db\n$ tea pots.db\n3", None),
        ("$ tea --pots=3\n3", "incomplete"),
        ("$ tea https://tea.test/pots.db\n3", "incomplete"),
        ("$ tea --version\ntea 3", "incomplete"),
        ("$ tea --list\n3", "incomplete"),
        ("$ tea 'a hot one'\n3", None),
        ("$ echo hot | tea\n3", None),
        ("$ export N=3\n$ echo $N\n4", None),
        ("$ echo $PAGER\n3", "incomplete"),
        ("$ PAGER=3\n$ echo $PAGER\n3", None),
        ("$ tea '$ENV.EDITOR ' <<< 1\n3", "incomplete"),
    ],
)
def test_what_comes_of_a_file_that_no_page_shows_is_not_held_against_it(code: str, reason: str | None) -> None:
    one = read(code, "console")
    ended = run(one, *(StepRun("4\n", exit_code=0) for _ in one.steps))
    assert (shell.reason(one, ended, [one]) or (None,))[0] == reason


def test_a_file_that_a_block_of_the_page_is_is_known() -> None:
    one = read("$ python pots.py\n3", "console")
    file = read("print(3)", "python", attributes={"title": "tea/pots.py"})
    assert shell.reason(one, run(one, StepRun("4\n", exit_code=0)), [file, one]) is None


def test_a_command_of_a_command_may_be_one_that_the_page_adds() -> None:
    one, said = read("tea pour-cup", "shell"), "Error: No such command 'pour-cup'."
    ended, plugin = run(one, StepRun(stderr=said, exit_code=2)), read("def plug(cli):\n    cli.add(pour_cup)", "python")
    assert shell.reason(one, ended, [one]) is None
    assert (shell.reason(one, ended, [plugin, one]) or ("",))[0] == "fragment"


@pytest.mark.parametrize(
    "said", ['unknown command "brew" for "tea"', "tea: 'brew' is not a tea command.", "error: no such command: `brew`"]
)
def test_a_command_of_a_command_may_be_one_that_a_program_of_the_page_has(said: str) -> None:
    one, program = read("tea brew", "shell"), read('command{Use: "brew"}', "go")
    ended = run(one, StepRun(stderr=said, exit_code=1))
    assert shell.reason(one, ended, [one]) is None
    assert (shell.reason(one, ended, [program, one]) or ("",))[0] == "fragment"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("const (\n\tcup = `a`\n)", "not-executable"),
        ("func pour() {\n}", "not-executable"),
        ("type cup\nls (", None),
        ("INFO:tea:pours (1)\n\nWARNING:tea:spills (2)", "not-executable"),
        ("INFO:tea:pours (1)\nls (", None),
        ("tea:x:1:Green (2),of a pot:/home/tea", "not-executable"),
        ("tea: (1)", None),
        ("tea notice POT (1)\ntea ERR! none there", "not-executable"),
        ("tea notice POT (1)\npour (", None),
        ("# settings\n; a remark\n@tea:pot=(1)", "not-executable"),
        ("pour (1);\nls", None),
        ("pour(cups=3)\npot.close()", "not-executable"),
        ("pour(cups=3)\nls (", None),
        ("pour (\nls", None),
    ],
)
def test_what_no_shell_can_read_may_be_of_another_language(code: str, reason: str | None) -> None:
    one = read(code, "shell")
    ended = run(one, StepRun(stderr="bash: line 1: syntax error near unexpected token `newline'", exit_code=2))
    assert (shell.reason(one, ended, [one]) or (None,))[0] == reason


@pytest.mark.parametrize(
    ("lead", "reason"),
    [("This yields", "not-executable"), ("It prints the following:", "not-executable"), ("Run:", None)],
)
def test_what_no_shell_can_read_may_be_what_came_of_the_block_above(lead: str, reason: str | None) -> None:
    one = read("cups: (a, b)", "shell")
    one = structs.replace(one, block=structs.replace(one.block, lead=lead))
    ended = run(one, StepRun(stderr="bash: line 1: syntax error near unexpected token `('", exit_code=2))
    assert (shell.reason(one, ended, [one]) or (None,))[0] == reason


@pytest.mark.parametrize(
    ("code", "reason"),
    [("python3 -m unittest -k tea", "incomplete"), ("python3 -m tea --help", None), ("python3 tea", None)],
)
def test_a_module_that_python_runs_looks_where_it_is_called(code: str, reason: str | None) -> None:
    one = read(f"$ {code}\nRan 3 tests", "console")
    assert (shell.reason(one, run(one, StepRun("Ran 0 tests\n", exit_code=0)), [one]) or (None,))[0] == reason


@pytest.mark.parametrize(
    ("code", "printed", "reason"),
    [
        ("echo *.md", "*.md", "missing-file"),
        ("echo {*,tea}.md", "*.md tea.md", "missing-file"),
        ("echo '*.md'", "*.md", None),
        ("echo *.md", "pot.md", None),
    ],
)
def test_a_pattern_that_finds_no_files_is_left_as_it_is(code: str, printed: str, reason: str | None) -> None:
    one = read(f"$ {code}\ncup.md tea.md", "console")
    assert (shell.reason(one, run(one, StepRun(f"{printed}\n", exit_code=0)), [one]) or (None,))[0] == reason


def test_an_error_inside_a_command_may_come_of_what_it_works_on() -> None:
    inside = '  File "/docv/layers/python/tea.py", line 3, in pour\nValueError: x'
    shown = 'Traceback (most recent call last):\n  File "<string>", line 1, in <module>\n'
    one = read('python -c "import tea; tea.pour()"', "shell")
    assert (shell.reason(one, run(one, StepRun(stderr=inside, exit_code=1)), [one]) or ("",))[0] == "incomplete"
    assert shell.reason(one, run(one, StepRun(stderr=shown + inside, exit_code=1)), [one]) is None


@pytest.mark.parametrize(
    ("said", "reason"), [("Error: Option '--pk' requires an argument.", None), ("", "needs-network")]
)
def test_who_is_called_wrongly_is_so_without_a_network_too(said: str, reason: str | None) -> None:
    one = read("curl https://tea.test/pots | tea brew --pk", "shell")
    ended = StepRun(stderr=f"curl: (6) Could not resolve host: tea.test\n{said}", exit_code=2)
    assert (shell.reason(one, run(one, ended, exit_code=2), [one]) or (None,))[0] == reason


@pytest.mark.parametrize(
    ("code", "status", "reason"),
    [
        ("curl -s http://203.0.113.7/tea -o tea", 7, "needs-network: needs the network: 203.0.113.7"),
        ("wget -q http://tea.test/", 4, "needs-network: needs the network: tea.test"),
        ("curl -s http://tea.test/", 22, "incomplete: ended with exit code 22, of which the page says nothing"),
        ("tea http://tea.test/", 7, "incomplete: ended with exit code 7, of which the page says nothing"),
    ],
)
def test_who_is_told_to_be_quiet_says_by_its_status_that_there_is_no_network(
    code: str, status: int, reason: str
) -> None:
    one = read(code, "shell")
    found = shell.reason(one, run(one, StepRun(exit_code=status), exit_code=status), [one]) or ("", "")
    assert ": ".join(found) == reason


@pytest.mark.parametrize(
    "said", ["usage: x [options]\nx: error: unrecognized arguments: --cups\n", "unknown flag: --cups"]
)
@pytest.mark.parametrize(
    ("command", "reason"),
    [("pytest --cups", "missing-package"), ("docker brew --cups", "missing-package"), ("tea --cups", None)],
)
def test_an_option_may_come_of_a_plugin(command: str, reason: str | None, said: str) -> None:
    one = read(command, "shell")
    ended = StepRun(stderr=said, exit_code=4)
    assert (shell.reason(one, run(one, ended, exit_code=4), [one]) or (None,))[0] == reason


@pytest.mark.parametrize(
    ("module", "expected"),
    [
        ("/page/pot.js", ("missing-file", "needs `pot.js`, which the page does not create")),
        ("tea-pot", ("missing-package", "needs the package `tea-pot`, which is not installed")),
    ],
)
def test_what_node_does_not_find_is_a_file_or_a_package(module: str, expected: tuple[str, str]) -> None:
    one = read("$ node pot.js --cups 3\n[ 'green' ]", "console")
    said = f"node:internal/modules/loader:1210\n  throw err;\n\nError: Cannot find module '{module}'\n"
    assert shell.reason(one, run(one, StepRun(stderr=said, exit_code=1)), [one]) == expected


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("git: 'remote-tea' is not a git command. See 'git --help'.", "missing-toolchain"),
        ("git: 'brew' is not a git command. See 'git --help'.", "missing-toolchain"),
        ("git: 'foo' is not a git command.\n\nThe most similar command is\n\thook", "missing-toolchain"),
        ("git: 'comit' is not a git command.\n\nThe most similar command is\n\tcommit", None),
        ("taskset: failed to set pid 4's affinity: Invalid argument", "resource-limit"),
    ],
)
def test_a_machine_may_not_have_what_a_command_asks_of_it(said: str, reason: str | None) -> None:
    one = read("git pull tea://pot", "shell")
    found = shell.reason(one, run(one, StepRun(stderr=f"{said}\n", exit_code=1), exit_code=1), [one])
    assert (found or (None,))[0] == reason


def test_a_plugin_that_could_not_be_installed_is_missing() -> None:
    one = read("pip install pytest-cups && pytest --cups", "shell")
    ended = StepRun(stderr="Could not resolve host: tea.test\nerror: unrecognized arguments: --cups\n", exit_code=4)
    missing = ("missing-package", "may need a plugin for `--cups`")
    assert shell.reason(one, run(one, ended, exit_code=4), [one]) == missing


def test_a_remark_between_commands_is_no_output() -> None:
    one = read("$ tea > pots\n# This makes the pots:\n$ cat pots\n# 3\n$ date", "console")
    assert [step.expected for step in one.steps] == [None, "# 3", None]


@pytest.mark.parametrize(("cups", "logged"), [(2, True), (3, False)])
def test_a_line_of_a_log_is_of_its_process(cups: int, logged: bool) -> None:
    one = read(f'$ cat pot.log\n{{"pid":4711,"cups":{cups},"time":3}}', "console")
    made = read("echo > pot.log", "shell", 2, line=1)
    done = run(one, StepRun(stdout='{"time":5,"pid":2,"cups":2}\n'))
    found = shell.reason(one, done, [made, one])
    assert (found == ("incomplete", "shows what another process wrote, at another time")) is logged


@pytest.mark.parametrize(
    ("code", "above", "reason"),
    [
        ("pour --tea $TEA_KIND --hot", "", "placeholder: `$TEA_KIND` stands for something of the reader's"),
        ("pour --tea ${TEA_KIND} --hot", "", "placeholder: `$TEA_KIND` stands for something of the reader's"),
        ("pour --tea $TEA_KIND --hot", "export TEA_KIND=green", None),
        ("TEA_KIND=green\npour --tea $TEA_KIND --hot", "", None),
        ("for TEA_KIND in green; do pour --tea $TEA_KIND; done", "", None),
        ("pour --tea ${TEA_KIND:-green} --hot", "", None),
        ("pour --tea $HOME --hot", "", None),
        ("pour --tea $tea_kind --hot", "", "placeholder: `$tea_kind` stands for something of the reader's"),
        ("pour --tea '$tea_kind' --hot", "", None),
        ("for tea in green; do pour --tea $tea; done", "", None),
    ],
)
def test_a_variable_that_nothing_on_the_page_sets_is_the_readers(code: str, above: str, reason: str | None) -> None:
    one, other = read(code, "shell", 2, line=20), read(above or "true", "shell")
    done = StepRun(stderr="usage: pour --tea TEA\npour: error: argument --tea: expected one argument", exit_code=2)
    ended = run(one, *[StepRun()] * (len(one.steps) - 1), done, exit_code=2)
    found = shell.reason(one, ended, [other, one])
    assert (found and ": ".join(found)) == reason
