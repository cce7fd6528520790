"""The wall holds, and says so only when it was probed."""

import os
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from docverify.model import HASH_SEED, Limits, Plan, Step, Task
from docverify.sandbox import bwrap, none
from docverify.sandbox.wall import probes, seccomp
from docverify.sandbox.wall.interpreter import interpreter


@pytest.fixture
def mark() -> float:
    """A time limit that no other sandbox on this machine has."""
    return 5 + int.from_bytes(os.urandom(4)) / 2**32


def test_every_probe_holds(state):
    report, seen = bwrap.tier.probe(state)
    assert [(name, what) for name, held, what in seen if not held] == []
    assert (report.tier, report.held, report.probes) == ("bwrap", len(seen), len(seen))


def test_the_probes_find_that_there_is_no_wall(state, mark, monkeypatch):
    """Each probe can fail: without a wall at least those fail that need one on every machine."""
    monkeypatch.setattr(probes, "LIMITS", msgspec.structs.replace(probes.LIMITS, seconds=mark / 20))
    opened = none.tier.open(state, 0)
    try:
        failed = {name for name, held, _ in probes.run(opened) if not held}
    finally:
        opened.close()
    assert _alive(mark / 20) == set()
    assert failed >= {
        "listener on the host",
        "abstract socket of the host",
        "file of the host",
        "environment of the host",
    }


def test_a_probe_that_a_busy_machine_slowed_down_has_more_time(wall, monkeypatch):
    slow = probes.Probe("slow", "import time\ntime.sleep(1)\nprint('held')")
    monkeypatch.setattr(probes, "of_the_host", lambda *_: [slow])
    found = {name: held for name, held, _ in probes.run(wall)}
    assert found["slow"]
    assert found["example that never ends"]


def test_without_bubblewrap_the_tier_is_absent_and_says_what_installs_it(state, monkeypatch):
    monkeypatch.setenv("PATH", "/nonexistent")
    report, seen = bwrap.tier.probe(state)
    assert (report.tier, seen) == ("absent", [])
    assert "apt-get install" in report.hint


def test_nothing_of_a_sandbox_is_alive_after_it_was_closed(state, mark):
    opened = bwrap.tier.open(state, 9)
    leave = (
        "import os, time\nfor _ in range(5):\n    if os.fork() == 0:\n        os.setsid()\n"
        "        time.sleep(600)\n        os._exit(0)"
    )
    opened.run(_plan(leave, seconds=mark), lambda _: None)
    assert _alive(mark) != set()
    opened.close()
    assert _alive(mark) == set()


def test_killing_docverify_ends_its_sandboxes(state, mark):
    program = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom tests.sandbox.test_wall import _plan\n"
        "from docverify.sandbox import bwrap\n"
        "plan = _plan('import time\\ntime.sleep(600)', seconds=float(sys.argv[2]))\n"
        "bwrap.tier.open(Path(sys.argv[1]), 10).run(plan, "
        "lambda _: os.kill(os.getpid(), signal.SIGKILL))\n"
    )
    here = Path(__file__).parents[2]
    environ = {**os.environ, "PYTHONPATH": str(here)}
    subprocess.run([sys.executable, "-c", program, str(state), str(mark)], env=environ, check=False)
    deadline = time.monotonic() + 10
    while (left := _alive(mark)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert left == set()


def test_the_modules_that_are_loaded_before_an_example_hide_no_missing_import(python):
    """A submodule that is loaded already would make `import package; package.submodule` pass where a reader's fails."""
    loaded = python("import sys\nprint('\\n'.join(sorted(sys.modules)))")[0].steps[0].stdout.split()
    submodules = [name for name in loaded if "." in name]
    assert not [name for name in loaded if name.startswith("docverify")]
    for name in submodules:
        package = name.split(".")[0]
        check = f"import sys, {package}; sys.exit({name!r} not in sys.modules)"
        assert subprocess.run([interpreter()[0], "-I", "-S", "-c", check], check=False).returncode == 0, name


def test_the_working_folder_is_fresh_for_every_page(wall):
    first = wall.run(_plan("open('left.txt', 'w').write('x')"), lambda _: None)[0]
    second = wall.run(_plan("import os\nprint(os.listdir('.'), os.getcwd())"), lambda _: None)[0]
    assert first.ended == "end"
    assert second.steps[0].stdout == "[] /page\n"


def test_memory_of_all_processes_together_is_limited(state):
    opened = bwrap.tier.open(state, 11)
    code = (
        "import os, time\nfor _ in range(4):\n    if os.fork() == 0:\n        b = bytearray(b'x' * (100 << 20))\n"
        "        time.sleep(20)\n        os._exit(0)\ntime.sleep(20)"
    )
    try:
        runs = opened.run(_plan(code, "print('next')", memory=256), lambda _: None)
    finally:
        opened.close()
    assert (runs[0].ended, runs[0].limit) == ("limit", "memory")
    assert runs[1].ended == "end"


def test_nothing_that_one_page_leaves_is_there_for_the_next(wall):
    """Not even in /dev, which would feed `<(…)` of another page's shell."""
    leave = (
        "import os\nfor folder in ('/dev', '/dev/shm', '/tmp', '/home', '/src', '/page', '/path', '/'):\n    try:\n"
        "        open(folder + '/left', 'w').close()\n    except OSError:\n        pass"
    )
    look = (
        "import os\nfolders = ('/dev', '/dev/shm', '/tmp', '/home', '/src', '/page', '/path', '/')\n"
        "print([one for one in folders if 'left' in os.listdir(one)])"
    )
    wall.run(_plan(leave), lambda _: None)
    assert wall.run(_plan(look), lambda _: None)[0].steps[0].stdout == "[]\n"


def test_a_plan_with_other_hashes_leaves_the_launcher_of_the_first_to_the_next(state):
    opened = bwrap.tier.open(state, 12)
    told = "import sys; print(hash('cup'))"
    plain, other = _plan(told), msgspec.structs.replace(_plan(told), hash_seed=HASH_SEED + 1)
    printed, standing = [], []
    for one in (plain, other, plain, other):
        printed.append(opened.run(one, lambda _: None)[0].steps[0].stdout)
        standing.append([launcher.process.pid for launcher in opened.launchers.values()])
    opened.close()
    assert printed[0] == printed[2] != printed[1] == printed[3]
    assert standing[0] == standing[-1][:1]
    assert standing[1] == standing[-1]


def test_a_page_has_a_place_for_what_its_reader_has_at_path_to(wall):
    made = wall.run(_plan("import os\nos.makedirs('/path/to')\nprint(os.path.ismount('/path'))"), lambda _: None)
    assert made[0].steps[0].stdout == "True\n"


def test_nothing_is_left_on_the_disk_while_a_sandbox_stands(state):
    """So that nothing is left when docverify is killed."""
    opened = bwrap.tier.open(state, 12)
    opened.run(_plan("x = 1"), lambda _: None)
    stage = next(iter(opened.launchers.values())).start.stage
    there = bool(stage) and Path(stage).exists()
    opened.close()
    assert not there


@pytest.mark.parametrize("machine", seccomp.MACHINES)
def test_the_filter_is_whole_instructions_that_end_in_allow(machine):
    program = seccomp.program(machine)
    assert len(program) % 8 == 0
    assert program[-8:] == b"\x06\x00\x00\x00\x00\x00\xff\x7f"


def test_there_is_no_filter_for_an_unknown_machine():
    assert seccomp.program("riscv64") == b""


def _plan(*codes: str, memory: int = 1024, seconds: float = 5.0) -> Plan:
    tasks = tuple(
        Task(example=f"e{number}", driver="python", session="s", steps=(Step(code=code, line=number + 1),))
        for number, code in enumerate(codes)
    )
    return Plan("docs/page.md", "page-order", tasks, {}, Limits(memory=memory, seconds=seconds))


def _alive(mark: float) -> set[str]:
    """Processes of the sandboxes with this time limit, which stands in the words of their launcher."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:  # it has ended
                continue
            if "inside/launcher.py" in words and f'"seconds":{mark}' in words:
                found.add(entry.name)
    return found
