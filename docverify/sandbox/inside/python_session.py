"""Runs the Python examples of one page: one process an example, forked from the state that the last good one left.

The session process forks before each example and waits.
The child runs it.
When it ends well the child kills its waiting parent and is the session from then on; when it does not, the parent
goes on from the state before it.
A thread does not survive a fork: while one lives, what follows runs in the same process without forking.
Where nothing follows, no state is gone back to: the only example of a session runs in the session process itself.
"""

from __future__ import annotations

import _random
import builtins
import gc
import marshal
import os
import signal
import sys
import time
import types

from docverify.sandbox.inside import processes, python_errors, python_steps, python_threads, recorded, sought

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

# What follows keeps working when an example replaces builtins, or functions of `os`: it uses copies taken here.
__builtins__ = dict(vars(builtins))  # type: ignore[assignment]  # the interpreter takes either
system = types.ModuleType("system")
system.__dict__.update(vars(os))

EXCEPTION_EXIT = 70
"""Exit status of a child that reported an exception."""


def serve(session: dict[str, Any], commands: int, reports: int) -> None:
    """The session process: runs ranges of tasks as the warden commands. `session` holds their steps and the paths."""
    prepare(session)
    runner = Runner(session, reports)
    # The collector of a child must not visit what it will never use: each page that it touches would be copied.
    gc.freeze()
    while True:
        command = system.read(commands, 8)
        if len(command) < 8:
            system._exit(0)
        first, last = int.from_bytes(command[:4], "big"), int.from_bytes(command[4:], "big")
        for index in range(first, last + 1):
            runner.advance(index)


def prepare(session: dict[str, Any]) -> None:
    """Makes this process look like a freshly started interpreter that runs a file."""
    main = types.ModuleType("__main__")
    main.__file__ = session["files"][0]
    main.__dict__["__builtins__"] = sys.modules["builtins"]
    sys.modules["__main__"] = main
    sys.argv = [session["files"][0]]
    sys.path[:0] = [session["page"]]
    if session["layer"]:
        sys.path.append(session["layer"])
    # Kept, since a module that goes writes to all that it held, and each page written to would be copied.
    session["forgotten"] = [sys.modules.pop(name, None) for name in session["forget"]]
    system.chdir(session["page"])
    if session["watched"]:
        session["sought"] = sought.Sought()
        session["sought"].install()
    python_steps.show_lines_of_c()  # once for all examples: each fork has it, and a call in each would copy pages


def chance_of(module: Any) -> Callable[[], None]:
    """Gives the module `random` its state back: a fork seeds it anew, and a seed on the page holds for what follows."""
    shared = getattr(module, "_inst", None)
    if not isinstance(shared, _random.Random):  # not imported, or a file of the page's own
        return lambda: None
    state, second = _random.Random.getstate(shared), getattr(shared, "gauss_next", None)

    def give_back() -> None:
        _random.Random.setstate(shared, state)
        vars(shared).update(gauss_next=second)

    return give_back


class Runner:
    """Runs one example after the other in the session's `__main__`."""

    def __init__(self, session: dict[str, Any], reports: int) -> None:
        self.steps_of = session["steps"]
        self.capture = session["capture"]
        self.files = session["files"]
        self.reports = reports
        self.nonce = session["nonce"]
        self.unhide = session["unhide"]
        self.walled = session["walled"]
        self.sole = session["sole"]
        self.end_younger = processes.end_younger
        self.threads, self.patience = python_threads.count, python_threads.LONGEST_WAIT
        self.warned = recorded.recorder.take
        self.sought = session["sought"].take if session["watched"] else list
        self.pid = 0
        self.clock, self.sleep = time.perf_counter, time.sleep
        self.dumps, self.loads = marshal.dumps, marshal.loads

    def advance(self, index: int) -> None:
        """Runs one example; returns in the process that is the session from then on."""
        if self.sole or self.threads() > 0:
            self.child(index, forked=self.sole)
            return
        parent = system.getpid()
        pid = self.forked()
        if pid < 0:
            self.report({"refused": index})
            return
        if pid == 0:
            self.child(index, forked=True)
            if system.getppid() == parent:
                system.kill(parent, signal.SIGKILL)
            return
        ended = system.waitid(system.P_PID, pid, system.WEXITED | system.WNOWAIT)
        assert ended is not None
        try:
            system.killpg(pid, signal.SIGKILL)
        except OSError:
            pass
        system.waitpid(pid, 0)
        if self.walled:
            self.end_younger(pid)
        died_of = ended.si_status if ended.si_code != system.CLD_EXITED else 0
        self.report({"died": index, "status": 0 if died_of else ended.si_status, "signal": died_of})

    def forked(self) -> int:
        """As `os.fork`; -1 when what earlier examples left running, and not only its remains, fills the sandbox."""
        chance = chance_of(sys.modules.get("random"))
        for _ in range(50):
            try:
                pid = int(system.fork())
            except OSError:
                self.sleep(0.01)
                continue
            if pid == 0:
                chance()
            return pid
        return -1

    def child(self, index: int, *, forked: bool) -> None:
        """Runs the example in this process and returns when it ended well; else it ends the process.

        `forked`: no other example ran in it before.
        """
        if forked:
            system.setsid()
            self.unhide()
        self.pid = system.getpid()
        redirect(self.capture, index)
        self.report({"begin": index, "pid": system.getpid(), "forked": forked})
        began, before, last = self.clock(), python_threads.living(), {}
        try:
            last = self.steps(index)
        except SystemExit as error:
            self.exited(index, error, self.clock() - began)
            return
        except BaseException as error:  # every way an example can end is data
            self.failed(index, error, self.clock() - began)
        self.leave_copies(0)
        self.patience = python_threads.wait(before, self.patience)
        self.flush()
        told = {"warned": self.warned(), "sought": self.sought()}
        self.report({"end": index, "seconds": self.clock() - began, "code": None, **told, **last})

    def leave_copies(self, code: int) -> None:
        """A process that the example forked itself came back to us: it ends here, as it would at the end of a file."""
        if system.getpid() != self.pid:
            self.flush()
            system._exit(code & 255)

    def steps(self, index: int) -> dict[str, Any]:
        """Runs the steps; reports all but the last one as they end, and returns what the last one is worth."""
        namespace = sys.modules["__main__"].__dict__
        steps = self.loads(self.steps_of[index])
        flags, value = 0, {}
        for number, step in enumerate(steps, 1):
            try:
                code = python_steps.compiled(step, self.files[index], flags)
                flags |= code.co_flags & python_steps.FUTURE_FLAGS
                value = python_steps.evaluate(code, step, namespace)
            except (Exception, SystemExit, KeyboardInterrupt) as error:  # doctest goes on after each
                if step["mode"] != "raises":
                    raise
                value = self.told(index, error)
            if number < len(steps):
                self.flush()
                self.report({"step": index, "out": system.fstat(1).st_size, "err": system.fstat(2).st_size, **value})
        return value

    def told(self, index: int, error: BaseException) -> dict[str, Any]:
        """As a prompt does: shows the error and goes on."""
        self.flush()
        system.write(
            2, python_errors.describe(error, self.files[index])["traceback"].encode("utf-8", "backslashreplace")
        )
        return {}

    def exited(self, index: int, error: SystemExit, seconds: float) -> None:
        """`sys.exit` counts as the end only from the last top-level statement."""
        code = int(error.code) & 255 if isinstance(error.code, int) else 0 if error.code is None else 1
        self.leave_copies(code)
        if error.code is not None and not isinstance(error.code, int):
            sys.stderr.write(f"{error.code}\n")
        self.flush()
        if python_errors.at_last_statement(self.loads(self.steps_of[index]), error, self.files[index]):
            self.report({"end": index, "seconds": seconds, "code": code, "sought": self.sought()})
            return
        self.report({"exit": index, "seconds": seconds, "code": code, "sought": self.sought()})
        system._exit(code & 255)

    def failed(self, index: int, error: BaseException, seconds: float) -> None:
        self.leave_copies(1)
        self.flush()
        try:
            shown = python_errors.describe(error, self.files[index])
        except BaseException:  # the example replaced what describing needs
            shown = {"type": type(error).__name__, "message": python_errors.text_of(error), "traceback": ""}
        self.report({"exception": index, "seconds": seconds, "shown": shown, "sought": self.sought()})
        system._exit(EXCEPTION_EXIT)

    def flush(self) -> None:
        for stream in (sys.stdout, sys.__stdout__, sys.stderr, sys.__stderr__):
            try:
                stream.flush()  # type: ignore[union-attr]
            except Exception:
                pass

    def report(self, message: dict[str, Any]) -> None:
        """One datagram, with the session's nonce: whatever else an example writes there is noise."""
        system.write(self.reports, self.nonce + self.dumps(message, 2))


def redirect(capture: int, index: int) -> None:
    """Captures at the level of file descriptors, so that what a child process prints counts."""
    for target, name in ((1, "out"), (2, "err")):
        flags = system.O_RDWR | system.O_CREAT | system.O_TRUNC | system.O_APPEND
        descriptor = system.open(f"{index}.{name}", flags, 0o600, dir_fd=capture)
        system.dup2(descriptor, target)
        system.close(descriptor)
