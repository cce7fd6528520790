"""What the Python driver promises: state flows down the page, and no end of one example costs another its verdict."""

import threading

import pytest

from docverify.model import Step, Task
from docverify.sandbox.inside import python_threads
from tests.sandbox.conftest import plan

ENDS = {
    "raises": ("raise ValueError('no')", "exception", ""),
    "has a syntax error": ("def f(:", "exception", ""),
    "exits early": ("import sys\nsys.exit(0)\nx = 2", "exit", ""),
    "leaves by os._exit": ("import os\nos._exit(0)", "exit", ""),
    "kills itself": ("import os\nos.kill(os.getpid(), 9)", "signal", "SIGKILL"),
    "crashes": ("import ctypes\nctypes.string_at(0)", "signal", "SIGSEGV"),
    "never ends": ("while True:\n    pass", "timeout", ""),
    "kills everything that it can": ("import os\nos.kill(-1, 9)", "end", ""),
    "becomes another program": ("import os\nos.execv('/bin/true', ['true'])", "exit", ""),
    "closes all descriptors": ("import os\nos.closerange(0, 256)", "exit", ""),
}


@pytest.mark.parametrize("name", ENDS)
def test_an_example_that_ends_badly_takes_only_itself_with_it(python, name):
    code, ended, signal = ENDS[name]
    seconds = 0.5 if ended == "timeout" else 5
    before, bad, after = python("x = 1", code, "print(x)", seconds=seconds)
    assert before.ended == "end"
    assert (bad.ended, bad.signal) == (ended, signal)
    assert (after.ended, after.steps[0].stdout) == ("end", "1\n")


@pytest.mark.parametrize("error", ["ValueError('no')", "SystemExit(3)", "KeyboardInterrupt()"])
def test_a_prompt_goes_on_after_an_error_that_the_page_shows(python, error):
    run = python([f"raise {error}", "print(1)"], mode="raises")[0]
    assert run.ended == "end"
    assert run.steps[0].stderr.startswith("Traceback (most recent call last):")
    assert error.partition("(")[0] in run.steps[0].stderr.splitlines()[-1]
    assert run.steps[1].stdout == "1\n"


def test_a_traceback_that_is_too_long_keeps_its_last_line(python):
    """Two functions that call each other: of one alone the interpreter leaves most of it out."""
    codes = ["pour = lambda cup: drink(cup)", "drink = lambda cup: pour(cup)", "pour(1)"]
    shown, ended = python(codes, mode="raises")[0], python("\n".join(codes))[0]
    for text in (shown.steps[2].stderr, ended.exception.traceback):
        assert text.startswith("Traceback (most recent call last):")
        assert text.splitlines()[-1].startswith("RecursionError: maximum recursion depth exceeded")


def test_an_example_that_replaces_builtins_and_modules_hides_no_result(python):
    """What it leaves does flow on, as it would for a reader; the verdicts stay each example's own."""
    vandal = (
        "import builtins, json, os, sys, marshal\n"
        "builtins.len = lambda x: 0\nbuiltins.print = lambda *a, **k: None\nbuiltins.isinstance = None\n"
        "json.dumps = json.loads = marshal.dumps = os.fork = os.write = os.fstat = lambda *a, **k: 0"
    )
    first, second, third = python(vandal, "1/0", "import sys\nsys.stdout.write('said')")
    assert (first.ended, second.ended, third.ended) == ("end", "exception", "end")
    assert second.exception.type == "ZeroDivisionError"
    assert third.steps[0].stdout == "said"


def test_noise_on_every_descriptor_changes_no_result(python):
    write = "    try:\n        os.write(fd, b'{}' * 99)\n    except OSError:\n        pass\n"
    noise = f"import os\nfor fd in range(3, 256):\n{write}"
    first, second = python(noise + "raise SystemExit(7)", "print('next')")
    assert (first.ended, first.exit_code) == ("end", 7)
    assert second.steps[0].stdout == "next\n"


def test_a_flood_of_output_is_a_limit_and_not_a_hang(python):
    run = python("import sys\nfor _ in range(64):\n    sys.stdout.write('B' * (1 << 20))")[0]
    assert (run.ended, run.limit) == ("limit", "output")


def test_the_streams_have_the_names_that_an_interpreter_gives_them(python):
    run = python("import sys\nprint(sys.stdin.name, sys.stdout.name, sys.stderr.name, sys.stderr.fileno())")[0]
    assert run.steps[0].stdout == "<stdin> <stdout> <stderr> 2\n"


def test_state_flows_down_the_page(python):
    runs = python("import json\nd = {'a': 1}", "d['b'] = 2", "print(json.dumps(d))")
    assert [run.ended for run in runs] == ["end"] * 3
    assert runs[2].steps[0].stdout == '{"a": 1, "b": 2}\n'


def test_what_a_failing_example_changed_is_undone(python):
    _, failed, after = python(
        "x = 1", "x = 5\nimport os\nos.environ['LEFT'] = '1'\n1/0", "import os\nprint(x, 'LEFT' in os.environ)"
    )
    assert failed.ended == "exception"
    assert after.steps[0].stdout == "1 False\n"


def test_an_exception_is_told_with_its_place_on_the_page(python):
    shown = python("x = 1", "a = 1\nb = missing")[1].exception
    assert (shown.type, shown.message, shown.name, shown.line) == (
        "NameError",
        "name 'missing' is not defined",
        "missing",
        12,
    )
    assert 'File "docs/page.md", line 12, in <module>\n    b = missing\n' in shown.traceback


def test_causes_of_an_exception_are_told(python):
    shown = python("try:\n    1/0\nexcept ZeroDivisionError as e:\n    raise KeyError('k') from e")[0].exception
    assert (shown.type, shown.causes) == ("KeyError", ("ZeroDivisionError: division by zero",))


KETTLE = """
try:
    from steam_of_old import hot
    import whistle_of_old as whistle
except ImportError:
    whistle = None

try:
    from lid_of_old import lid
except ImportError:
    lid = "another"

def boil():
    return whistle.blow()

def pour(cups):
    return cups + None
"""


@pytest.mark.parametrize(
    ("code", "lacking"),
    [
        ("from kettle import hot", ["steam_of_old"]),
        ("import kettle\nkettle.hot", ["steam_of_old"]),
        ("import kettle\nkettle.boil()", ["steam_of_old", "whistle_of_old"]),
        ("from kettle import cold", []),
        ("import kettle\nkettle.cold", []),
        ("import kettle\nkettle.pour()", []),
        ("None.cups", []),
    ],
)
def test_what_a_package_tried_to_import_and_did_without_is_told_where_it_explains_an_error(python, code, lacking):
    _, run = python(f"open('kettle.py', 'w').write({KETTLE!r})", code)
    assert run.ended == "exception"
    assert list(run.exception.causes) == [f"ModuleNotFoundError: No module named '{name}'" for name in lacking]


def test_the_output_of_child_processes_is_captured_in_order(python):
    run = python("import subprocess\nprint('one')\nsubprocess.run(['echo', 'two'])\nprint('three')")[0]
    assert run.steps[0].stdout == "one\ntwo\nthree\n"


def test_what_c_prints_stands_among_what_python_prints(python):
    runs = python("import ctypes", "print('pot')\nctypes.CDLL(None).puts(b'tea')\nprint('cup')")
    assert runs[1].steps[-1].stdout == "pot\ntea\ncup\n"


def test_stdout_and_stderr_are_apart(python):
    step = python("import sys\nprint('out')\nprint('err', file=sys.stderr)")[0].steps[0]
    assert (step.stdout, step.stderr) == ("out\n", "err\n")


def test_a_seed_holds_for_the_examples_that_follow(python):
    """A fork seeds the module anew, which no reader's session does."""
    seeded = python(
        "import random\nrandom.seed(1)", "print(random.random(), random.gauss(0, 1))", "print(random.gauss(0, 1))"
    )
    (whole,) = python(
        "import random\nrandom.seed(1)\nprint(random.random(), random.gauss(0, 1))\nprint(random.gauss(0, 1))"
    )
    assert "".join(run.steps[0].stdout for run in seeded) == whole.steps[0].stdout


def test_a_module_of_the_pages_own_named_random_costs_no_verdict(python):
    own = "import sys, types\nsys.modules['random'] = types.SimpleNamespace(_inst=1)"
    assert [run.ended for run in python(own, "print(1)")] == ["end", "end"]


def test_each_statement_of_a_transcript_has_its_own_output(python):
    run = python(["x = 2", "x * 3", "print('a\\nb')", "None"], mode="single")[0]
    assert [step.stdout for step in run.steps] == ["", "6\n", "a\nb\n", ""]


def test_what_is_assigned_is_recorded_and_nobody_sees_it_made(python):
    shy = "class Shy:\n    def __repr__(self):\n        raise ValueError"
    run = python([shy, "x = Shy()", "y = print('text') or 3", "z: list[int] = [y]"], mode="assigned")[0]
    assert [(step.value, step.stdout) for step in run.steps] == [(None, ""), (None, ""), ("3", "text\n"), ("[3]", "")]
    assert run.ended == "end"


def test_a_value_is_recorded_without_being_printed(python):
    run = python(["[1, 2]", "y = 'text'", "y"], mode="value")[0]
    assert [(step.value, step.text, step.stdout) for step in run.steps] == [
        ("[1, 2]", None, ""),
        ("'text'", "text", ""),
        ("'text'", "text", ""),
    ]


def test_sys_exit_in_the_last_statement_is_an_end(python):
    run = python("def main():\n    return 3\n\nimport sys\nif __name__ == '__main__':\n    sys.exit(main())")[0]
    assert (run.ended, run.exit_code) == ("end", 3)


def test_a_script_may_await_at_its_top_level(python):
    run = python("import asyncio\nasync def f():\n    return 4\nprint(await f())")[0]
    assert (run.ended, run.steps[0].stdout) == ("end", "4\n")


def test_examples_after_a_living_thread_run_in_its_process(python):
    start = (
        "import threading, time\nbox = []\n"
        "threading.Thread(target=lambda: (time.sleep(.2), box.append(1)), daemon=True).start()"
    )
    runs = python(start, "time.sleep(.4)\nprint(box)", "1/0", "print(box is not None)")
    assert [run.ended for run in runs] == ["end", "end", "exception", "end"]
    assert runs[1].steps[0].stdout == "[1]\n"


@pytest.mark.parametrize(
    "ring", ["signal.setitimer(signal.ITIMER_REAL, 0.02)", "threading.Timer(0.02, _thread.interrupt_main).start()"]
)
def test_a_signal_while_threads_end_spoils_nothing(python, ring):
    code = (
        "import _thread, signal, threading, time\n"
        "def stop(*_):\n    raise ValueError('tea')\n"
        f"signal.signal(signal.SIGALRM, stop)\n{ring}\n"
        "threading.Thread(target=time.sleep, args=(0.1,)).start()\nprint('pot')"
    )
    runs = python(code, "print('lid')")
    assert [run.ended for run in runs] == ["end", "end"]
    assert [run.steps[0].stdout for run in runs] == ["pot\n", "lid\n"]


def test_threads_that_go_on_are_waited_for_ever_shorter():
    stop = threading.Event()
    serving = threading.Thread(target=stop.wait, daemon=False)
    before = python_threads.living()
    serving.start()
    try:
        assert python_threads.wait(before, 0.002) == 0.001
        assert python_threads.wait(python_threads.living(), 0.002) == 0.002
    finally:
        stop.set()
        serving.join()
    assert python_threads.wait(before, 60.0) == 60.0


def test_what_threads_print_stands_in_the_output_of_the_example_that_started_them(python):
    """None of a thread that goes on and on, and none of a daemon, which ends with the file."""
    start = (
        "import threading, time\n"
        "def brew(after):\n    time.sleep(after)\n    print(after)\n"
        "def pour(after, **kind):\n    threading.Thread(target=brew, args=(after,), **kind).start()\n"
    )
    runs = python(start + "pour(0.05)", "pour(5)", "pour(0.1, daemon=True)")
    assert [run.ended for run in runs] == ["end", "end", "end"]
    assert [run.steps[0].stdout for run in runs] == ["0.05\n", "", ""]


def test_each_example_is_a_real_main_module(python):
    code = (
        "import pickle, inspect, typing\nfrom dataclasses import dataclass\n"
        "@dataclass\nclass P:\n    n: 'P | None' = None\n"
        "assert pickle.loads(pickle.dumps(P())) == P()\nassert typing.get_type_hints(P)\n"
        "def f():\n    return 1\nprint(__name__, inspect.getsource(f))"
    )
    assert python(code)[0].steps[0].stdout == "__main__ def f():\n    return 1\n\n"


def test_input_finds_no_terminal(python):
    assert python("input()")[0].exception.type == "EOFError"


def test_a_looked_up_host_is_named(python):
    run = python("import socket\nsocket.getaddrinfo('api.example.com', 443)")[0]
    assert (run.ended, run.hosts) == ("exception", ("api.example.com",))


def test_who_hides_that_nobody_listens_is_found_out(python):
    caught = "import socket\ntry:\n    socket.create_connection(('{}', 80), 5)\nexcept OSError:\n    pass"
    runs = python("print(1)", caught.format("127.0.0.1"), "print(2)", caught.format("203.0.113.7"))
    assert [(run.ended, run.astray) for run in runs] == [("end", False), ("end", True), ("end", False), ("end", True)]


def test_who_waits_until_its_own_server_listens_does_not_go_astray(python):
    own = """
import socket
server = socket.socket()
server.bind(("127.0.0.1", 0))
for _ in range(2):
    try:
        socket.create_connection(server.getsockname(), 5)
    except OSError:
        server.listen()
"""
    assert [run.astray for run in python(own, own.replace("server.listen()", "pass"))] == [False, True]


def test_output_past_the_limit_is_cut_and_said_so(python):
    run = python("print('x' * 1_000_000)")[0]
    assert (run.truncated, len(run.steps[0].stdout)) == (True, 256 * 1024)


def test_a_burn_of_one_second_is_seen_in_the_cpu_time_of_the_children(tmp_path):
    """Every process of a run counts, those in the sandbox too."""
    import subprocess
    import sys

    program = (
        "import resource, sys\nfrom pathlib import Path\nfrom docverify.sandbox import bwrap\n"
        "from docverify.model import *\n"
        "wall = bwrap.tier.open(Path(sys.argv[1]), 8)\n"
        "code = 'import time\\nend = time.process_time() + 1\\nwhile time.process_time() < end: pass'\n"
        "task = Task('e', 'python', 's', (Step(code=code, line=1),))\n"
        "print(wall.run(Plan('p.md', 'page-order', (task,), {}, Limits()), lambda _: None)[0].ended)\n"
        "wall.close()\nuse = resource.getrusage(resource.RUSAGE_CHILDREN)\nprint(use.ru_utime + use.ru_stime)\n"
    )
    said = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True)
    ended, burned = said.stdout.split()
    assert ended == "end"
    assert float(burned) >= 1.0


@pytest.mark.parametrize(
    "code",
    [
        "import os, signal, time\nos.kill(1, signal.SIGINT)\ntime.sleep(.2)",
        "import resource, time\nresource.prlimit(1, resource.RLIMIT_NOFILE, (0, 0))\ntime.sleep(.2)",
        "import os\nif 'MA' + 'RK' not in open(__file__).read():\n    os.kill(-1, 9)",
    ],
)
def test_no_example_makes_a_run_fail_or_go_on_for_ever(python, code):
    """Whatever it does to its pid 1, or only when it is replayed without a later one."""
    runs = python(code, "import os\nos.kill(-1, 9)  # MARK", "print('good')")
    assert len(runs) == 3
    assert (runs[2].ended, runs[2].steps[0].stdout) == ("end", "good\n")


def test_a_process_that_an_example_forks_ends_with_it(python):
    fork = "import os\npid = os.fork()\nif pid:\n    os.wait()\n    print('parent')\nelse:\n    print('child')"
    early = "import os, sys\npid = os.fork()\nif pid == 0:\n    sys.exit(0)\nos.wait()\nprint('parent')"
    runs = python(fork, "print(1)", early, "print(2)", "print(3)")
    assert [run.ended for run in runs] == ["end"] * 5
    assert [run.steps[0].stdout for run in runs] == ["child\nparent\n", "1\n", "parent\n", "2\n", "3\n"]


@pytest.mark.parametrize(
    ("argument", "code"), [("False", 0), ("True", 1), ("3", 3), ("__import__('signal').SIGINT", 2)]
)
def test_every_kind_of_exit_code_is_understood(python, argument, code):
    run = python(f"import sys\nsys.exit({argument})")[0]
    assert (run.ended, run.exit_code) == ("end", code)


def test_text_that_no_encoding_has_is_told_with_replacement(python):
    value, error, after = python("x = 1", "raise ValueError('\\udcff')", "print(x)")
    assert (value.ended, error.exception.message, after.steps[0].stdout) == ("end", "?", "1\n")
    assert python(["'\\ud800'"], mode="value")[0].ended == "end"


def test_a_traceback_shows_the_file_that_the_example_stands_in(wall):
    """Two included files have a line 1 each, and neither is that of the page."""
    tasks = [
        Task("e0", "python", "python", (Step("def brew(): raise KeyError('a')", 1),), file="docs/parts/brew.py"),
        Task("e1", "python", "python", (Step("brew()  # pour", 1),), file="docs/parts/pour.py"),
        Task("e2", "python", "python", (Step("print(__file__)", 1),)),
    ]
    _, poured, named = wall.run(plan(*tasks), lambda _: None)
    assert poured.exception is not None
    assert poured.exception.line == 1
    shown = [line.strip() for line in poured.exception.traceback.splitlines() if "^" not in line]
    assert [line.partition('"')[2].rpartition("/")[2] for line in shown if line.startswith("File")] == [
        'pour.py", line 1, in <module>',
        'brew.py", line 1, in brew',
    ]
    assert "brew()  # pour" in shown
    assert named.steps[0].stdout.strip().endswith("docs/parts/brew.py")


def test_what_a_bad_example_left_in_a_session_of_its_own_is_ended(python):
    leave = (
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(60)\n    os._exit(0)\ntime.sleep(0.1)\n"
    )
    look = "import pathlib\nprint(sum(bool(one.read_bytes()) for one in pathlib.Path('/proc').glob('[0-9]*/cmdline')))"
    _, quiet = python("raise KeyError", look)
    _, after = python(f"{leave}raise KeyError", look)
    _, kept = python(leave, look)
    assert int(after.steps[0].stdout) == int(quiet.steps[0].stdout)
    assert int(kept.steps[0].stdout) == int(quiet.steps[0].stdout) + 1


@pytest.mark.parametrize("name", ENDS)
def test_the_only_example_of_a_session_ends_as_any_other(wall, name):
    """It runs in the session process itself, and no other session of the page is lost with it."""
    code, ended, signal = ENDS[name]
    tasks = [
        Task(f"e{number}", "python", f"session{number}", (Step(text, 1),))
        for number, text in enumerate(["x = 1", code, "print('x' in vars())"])
    ]
    begun = []
    before, bad, after = wall.run(plan(*tasks, seconds=0.5 if ended == "timeout" else 5), begun.append)
    assert before.ended == "end"
    assert (bad.ended, bad.signal) == (ended, signal)
    assert (after.ended, after.steps[0].stdout) == ("end", "False\n")
    assert begun == ["e0", "e1", "e2"]


def test_what_the_only_example_of_a_session_left_is_ended_with_it(wall):
    leave = (
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(60)\n    os._exit(0)\ntime.sleep(0.1)\n"
    )
    look = "import pathlib\nprint(sum(bool(one.read_bytes()) for one in pathlib.Path('/proc').glob('[0-9]*/cmdline')))"

    def seen(code: str) -> int:
        tasks = [
            Task(f"e{number}", "python", f"s{number}", (Step(text, 1),)) for number, text in enumerate([code, look])
        ]
        return int(wall.run(plan(*tasks), lambda _: None)[1].steps[0].stdout)

    assert seen(f"{leave}raise KeyError") == seen("raise KeyError")
    assert seen(leave) > seen("raise KeyError")


def test_processes_that_lost_their_parent_do_not_fill_the_sandbox_when_they_end(python):
    """Its pid 1 reaps them while the example runs."""
    code = (
        "import os, time\nfor _ in range(300):\n    if os.fork() == 0:\n        os.fork()\n        os._exit(0)\n"
        "    os.wait()\n    time.sleep(0.005)\nprint('done')"
    )
    assert [run.steps[0].stdout for run in python("x = 1", code)] == ["", "done\n"]


def test_its_pid_1_survives_the_signals_that_programs_are_ended_with(python):
    code = "import os, signal\nfor one in 'INT', 'ALRM', 'HUP', 'KILL':\n    os.kill(1, getattr(signal, f'SIG{one}'))"
    asks = "import signal\nprint(*(signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGALRM, signal.SIGINT)))"
    first, second = python(code, asks)
    assert first.ended == "end"
    assert second.steps[0].stdout == "0 0 <built-in function default_int_handler>\n"
