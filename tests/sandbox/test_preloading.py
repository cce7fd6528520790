"""Sessions that begin with the same imports: made once, and with nothing else behind them."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from docverify.model import Environment, Limits, Plan, Run, Step, Task
from docverify.ports import Sandbox
from docverify.sandbox.inside.preloading import Preloaded

STAMP = "import os, time\nstamp = time.monotonic_ns()\n"
LEFT = os.getpid()
"""In the words of a process that an import leaves running."""
PACKAGE = {
    "teapot/__init__.py": STAMP,
    "teapot/lid.py": "",
    "talks.py": f"{STAMP}print('hello')\n",
    "threads.py": f"{STAMP}import threading\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n",
    "opens.py": f"{STAMP}file = open('/dev/null')\n",
    "looks.py": """import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
seen = sorted(name for name in os.listdir("/proc") if name.isdigit())
filtered = "Seccomp:\\t2" in open("/proc/self/status").read()
new_users = 0x10000000
refused = [
    libc.mount(b"", b"/docv/layers/python", None, 32 | 4096 | 6, None),
    libc.syscall(425, 1, 0),
    libc.unshare(new_users),
    libc.syscall({"x86_64": 56, "aarch64": 220}[os.uname().machine], ctypes.c_ulong(new_users | 17), 0, 0, 0, 0),
]
""",
    "never.py": "while True:\n    pass\n",
    "many.py": "import os, time\nfor _ in range(200):\n    if os.fork() == 0:\n        time.sleep(60)\n",
    "leaves.py": f"{STAMP}if os.fork() == 0:\n    os.setsid()\n    os.execvp('sleep', ['sleep', '61.{LEFT}'])\n",
    "breaks.py": "raise RuntimeError('no tea')\n",
}

Runner = Callable[..., Run]


@pytest.fixture
def run(wall: Sandbox, tmp_path: Path) -> Runner:
    """Runs a script as the only example of a page, behind the imports that are given."""
    for name, text in PACKAGE.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    tmp_path.chmod(0o755)

    def runs(code: str, *imports: str) -> Run:
        task = Task("e0", "python", "s", (Step(code, 1),))
        environments = {"python": Environment("python", "key", str(tmp_path))}
        (found,) = wall.run(
            Plan("p.md", "page-order", (task,), environments, Limits(), preload=imports), lambda _: None
        )
        return found

    return runs


def stamp(run: Run) -> str:
    assert run.ended == "end", run
    return run.steps[0].stdout.split()[-1]


def test_what_many_pages_import_is_imported_once(run: Runner) -> None:
    code = "import teapot\nprint(teapot.stamp)"
    assert stamp(run(code, "import teapot")) == stamp(run(code, "import teapot"))
    assert stamp(run(code)) != stamp(run(code))


def test_one_page_does_not_see_what_another_made_of_it(run: Runner) -> None:
    run("import teapot\nteapot.stamp = 'mine'", "import teapot")
    assert stamp(run("import teapot\nprint(teapot.stamp)", "import teapot")) != "mine"


def test_nothing_is_there_but_what_the_statements_bring(run: Runner) -> None:
    done = run("import teapot\nprint(teapot.lid)", "import teapot")
    assert done.exception is not None
    assert done.exception.type == "AttributeError"
    done = run("teapot", "import teapot")
    assert done.exception is not None
    assert done.exception.type == "NameError"


@pytest.mark.parametrize("name", ["talks", "threads", "opens", "leaves"])
def test_a_module_that_does_more_than_be_there_is_imported_by_each(run: Runner, name: str) -> None:
    code = f"import {name}\nprint({name}.stamp)"
    first, second = run(code, f"import {name}"), run(code, f"import {name}")
    assert stamp(first) != stamp(second)
    assert ("hello" in first.steps[0].stdout) == (name == "talks")


def test_an_import_that_fails_fails_in_the_example(run: Runner) -> None:
    done = run("import breaks", "import breaks")
    assert done.exception is not None
    assert (done.exception.type, done.exception.line) == ("RuntimeError", 1)


def test_more_imports_than_are_kept_are_made_again(run: Runner) -> None:
    code = "import teapot\nprint(teapot.stamp)"
    first = stamp(run(code, "import teapot"))
    for number in range(8):
        assert stamp(run(code, "import teapot", f"import teapot as pot{number}"))
    assert stamp(run(code, "import teapot")) != first


def test_what_is_imported_once_has_no_right_over_what_makes_sessions(run: Runner) -> None:
    done = run("import looks\nprint(looks.seen, looks.filtered, looks.refused)", "import looks")
    assert done.steps[0].stdout == "['1', '2'] True [-1, -1, -1, -1]\n"


def test_sessions_behind_such_imports_have_walls_of_their_own(run: Runner) -> None:
    code = (
        "import os, teapot\nopen('/tmp/left', 'x').close()\n"
        "print(len([name for name in os.listdir('/proc') if name.isdigit()]) < 6, os.getuid())\n"
        "print(open('/proc/self/status').read().split('CapEff:')[1][:17])"
    )
    first, second = run(code, "import teapot"), run(code, "import teapot")
    assert first.steps == second.steps
    assert first.steps[0].stdout == "True 1000\n\t0000000000000000\n"


@pytest.mark.parametrize("name", ["never", "many"])
def test_imports_that_never_end_or_bring_processes_are_left_to_each_page(run: Runner, name: str) -> None:
    assert run("print('here')", f"import {name}").steps[0].stdout == "here\n"


def test_no_process_that_an_import_left_outlives_the_session(run: Runner) -> None:
    run("import teapot", "import leaves")
    run("import teapot", "import teapot")
    words = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if os.access(path, os.R_OK)]
    assert not [one for one in words if f"61.{LEFT}".encode() in one]


class Silent:
    """Nobody says anything."""

    def __init__(self) -> None:
        self.asked = 0

    def poll(self, _: float) -> list[object]:
        self.asked += 1
        return []


def test_imports_that_take_more_memory_than_a_session_may_are_not_waited_for() -> None:
    silent = Silent()
    preloaded = Preloaded(lambda *_: None, {"walled": True, "limits": {"memory": 0}})
    assert not preloaded.said_something(silent)
    assert silent.asked == 1


def test_a_session_behind_imports_holds_no_descriptor_of_what_it_was_forked_from(run: Runner) -> None:
    look = (
        "import os\nfound = '/proc/self/fd'\n"
        "print(sorted(os.readlink(f'{found}/{one}').partition(':')[0] for one in os.listdir(found)[:-1]))"
    )
    with_imports, without = run(f"import teapot\n{look}", "import teapot"), run(look)
    assert with_imports.steps == without.steps


@pytest.mark.parametrize("code", ["import os\nos._exit(3)", "raise SystemExit(3)\nx = 1"])
def test_how_a_session_behind_imports_ended_is_known(run: Runner, code: str) -> None:
    done = run(f"import teapot\n{code}", "import teapot")
    assert (done.ended, done.exit_code) == ("exit", 3)


def test_a_signal_that_ends_a_session_behind_imports_is_named(run: Runner) -> None:
    done = run("import teapot, os\nos.kill(os.getpid(), 9)", "import teapot")
    assert (done.ended, done.signal) == ("signal", "SIGKILL")


def test_what_imports_and_their_sessions_used_of_the_processor_is_in_the_accounts(tmp_path: Path) -> None:
    burn = "import time\nend = time.process_time() + {seconds}\nwhile time.process_time() < end:\n    pass\n"
    (tmp_path / "burns.py").write_text(burn.format(seconds=0.5))
    tmp_path.chmod(0o755)
    program = (
        "import resource, sys\nfrom pathlib import Path\nfrom docverify.sandbox import bwrap\n"
        "from docverify.model import *\n"
        f"wall = bwrap.tier.open(Path(sys.argv[1]), 9)\ncode = {burn.format(seconds=0.5)!r}\n"
        "task = Task('e', 'python', 's', (Step(code=code, line=1),))\n"
        "given = {'python': Environment('python', 'key', sys.argv[1])}\n"
        "plan = Plan('p.md', 'page-order', (task,), given, Limits(), preload=('import burns',))\n"
        "print(wall.run(plan, lambda _: None)[0].ended)\n"
        "wall.close()\nuse = resource.getrusage(resource.RUSAGE_CHILDREN)\nprint(use.ru_utime + use.ru_stime)\n"
    )
    said = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True)
    ended, burned = said.stdout.split()
    assert ended == "end"
    assert float(burned) >= 1.0


def test_in_a_process_that_an_example_forks_its_other_threads_are_gone(run: Runner) -> None:
    code = """import os, threading, time
threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
pid = os.fork()
if pid == 0:
    print(threading.active_count(), flush=True)
    os._exit(0)
os.waitpid(pid, 0)
print(threading.active_count())
"""
    done = run(code, "import threading")
    assert done.steps[0].stdout == "1\n2\n", done


def test_chance_differs_from_page_to_page(run: Runner) -> None:
    code = "import random\nprint(random.random())"
    first, second = (run(code, "import random").steps[0].stdout for _ in range(2))
    assert float(first) != float(second)
