"""Builds the examples of compiled languages, and runs each as a process of its own.

A build that several examples share is tried first.
When it fails, the examples whose files the compiler names are taken out and built alone, and the rest is built again,
once; so a shared build never decides anything about an example.
"""

from __future__ import annotations

import os
import re
import time

from docverify.sandbox.inside import captures, endings, page_files, words

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from typing import Any

LONGEST_MESSAGE = 64 * 1024
"""Bytes that are kept of what a compiler says."""
END = 3
"""The descriptor on which a wrapper says that its example came to its end."""
MOST_WARNINGS, LONGEST_WARNING = 20, 300
_ERROR = re.compile(r"^(?!.*\bwarning: ).*\berror\b", re.IGNORECASE)
_WARNED = re.compile(r"\bwarning: (?:\[\w+\] )?(.*\bdeprecated\b.*)")
_SHARED = re.compile(r"\be\d+(?:::|\.)")
"""What an example's names begin with where it shares a build."""


class Failed(Exception):
    """A build that went wrong, with all that its commands said."""


class Built:
    """An example that can run."""

    def __init__(self, folder: str, program: dict[str, Any], layer: str, said: str = "") -> None:
        """`said`: what the compiler said."""
        self.folder = folder
        self.warned = warnings_about(program["source"], said)
        self.program = program
        self.words = [filled(word, folder, layer) for word in program["run"]]
        self.environ = {name: filled(value, folder, layer) for name, value in program["environ"].items()}


class Builder:
    """The builds of one page."""

    def __init__(self, place: dict[str, Any], page: tuple[list[Any], list[Any]], layers: dict[str, str]) -> None:
        self.place = place
        self.tasks, self.waiting = page
        self.layers = layers
        self.built: dict[int, Built] = {}
        self.count = 0

    def ready(self, index: int) -> Built:
        """The example's program; raises Failed."""
        if index not in self.built:
            shared = next((one for one in self.waiting if str(index) in one["programs"]), None)
            if shared:
                self.waiting.remove(shared)
                self.merge(shared)
        if index not in self.built:
            task = self.tasks[index]
            self.build([(index, task["program"])], task["program"], self.layers.get(task["language"], ""))
        return self.built[index]

    def merge(self, shared: dict[str, Any]) -> None:
        """As many of its examples as can be built together."""
        programs = [(int(index), one) for index, one in shared["programs"].items()]
        for _ in range(2):
            try:
                self.build(programs, shared, self.layers.get(shared["language"], ""))
                return
            except Failed as failed:
                named = [one for one in programs if one[1]["source"] in str(failed)]
                programs = [one for one in programs if one not in named] if named else []
                shared = without(shared, [one[1]["source"] for one in named])
            if len(programs) < 2:
                return

    def release(self, index: int) -> None:
        """Makes room: a folder goes with the last example that it was built for."""
        done = self.built.pop(index)
        if not any(one.folder == done.folder for one in self.built.values()):
            remove(done.folder)

    def build(self, programs: list[Any], how: dict[str, Any], layer: str) -> None:
        self.count += 1
        folder = os.path.join(self.place["build"], str(self.count))
        os.makedirs(folder)
        page_files.write_files(folder, how["files"])
        environ = {name: filled(value, folder, layer) for name, value in how["environ"].items()}
        deadline = time.monotonic() + words.BUILD_SECONDS
        try:
            said = [
                self.call([filled(word, folder, layer) for word in command], folder, environ, deadline)
                for command in how["build"]
            ]
        except Failed:
            remove(folder)
            raise
        self.built.update((index, Built(folder, program, layer, "\n".join(said))) for index, program in programs)

    def call(self, command: list[str], folder: str, environ: dict[str, str], deadline: float) -> str:
        """What it said."""
        name = f"build{self.count}"
        pid = start(command, folder, environ, self.place["capture"], name, merged=True)
        status = endings.wait_until(pid, deadline)
        endings.end(pid, reaped=True)
        said = captures.text(captures.take(self.place["capture"], name, LONGEST_MESSAGE)[0])
        if status is None:
            raise Failed(f"error: {command[0]} did not end within {words.BUILD_SECONDS:.0f} seconds\n{said}")
        if os.WIFSIGNALED(status):
            raise Failed(f"error: {command[0]} was ended by {endings.signal_name(os.WTERMSIG(status))}\n{said}")
        if status:
            code = os.waitstatus_to_exitcode(status)
            raise Failed(said if said.strip() else f"error: {command[0]} ended with status {code} and said nothing")
        return said


def begin(built: Built, place: dict[str, Any], index: int) -> int:
    """Starts one example; returns its pid."""
    return start(built.words, place["page"], built.environ, place["capture"], str(index), done=f"{index}.done")


def await_end(pid: int, built: Built, place: dict[str, Any], index: int, deadline: float) -> dict[str, Any]:
    """How the example ended."""
    status = endings.wait_until(pid, deadline)
    said = captures.read(place["capture"], f"{index}.done", 16)
    marked = "exit" if said.startswith(b"exit") else "end" if said.startswith(b"end") else ""
    if status is None:
        return {"ended": "timeout"}
    if os.WIFSIGNALED(status):
        return endings.death(0, os.WTERMSIG(status))
    code = os.waitstatus_to_exitcode(status)
    silent = "exit" if code else built.program["unmarked"]
    return {"ended": marked or silent, "exit_code": code}


def start(
    command: list[str],
    folder: str,
    environ: dict[str, str],
    capture: int,
    name: str,
    *,
    merged: bool = False,
    done: str = "",
) -> int:
    """Starts a program in a session of its own; returns its pid."""
    pid = os.fork()
    if pid:
        return pid
    try:
        os.setsid()
        os.chdir(folder)
        captures.redirect(capture, name, merged=merged)
        if done:
            os.dup2(captures.create(capture, done), END)
        os.execvpe(command[0], command, {**os.environ, **environ})
    except OSError as error:
        os.write(2, f"error: {command[0]}: {error.strerror}\n".encode())
    finally:
        os._exit(127)
    return 0


def without(shared: dict[str, Any], sources: list[str]) -> dict[str, Any]:
    """The build without these files."""
    return {**shared, "files": [file for file in shared["files"] if file["path"] not in sources]}


def shown(failed: Failed, program: dict[str, Any]) -> dict[str, Any]:
    """What a compiler said, as an error of the page: its first line of an error, and the line on the page."""
    lines = str(failed).strip().split("\n")
    first = next((line for line in lines if _ERROR.search(line)), lines[0])
    place = re.compile(rf"{re.escape(program['source'])}:(\d+)")
    found = place.search(first) or place.search(str(failed))
    return {
        "type": "BuildError",
        "message": first.strip(),
        "line": max(0, int(found[1]) + program["offset"]) if found else 0,
        "traceback": str(failed),
    }


def warnings_about(source: str, said: str) -> list[str]:
    """What the compiler warns of that will be gone, where the file's name stands beside it or below."""
    if "deprecated" not in said:
        return []
    lines = said.split("\n")
    pairs = ((line, below) for line, below in zip(lines, [*lines[1:], ""], strict=True) if f"{source}:" in line + below)
    found = (_WARNED.search(line) for line, _ in pairs)
    texts = (f"deprecated: {_SHARED.sub('', match[1])}"[:LONGEST_WARNING] for match in found if match)
    return list(dict.fromkeys(texts))[:MOST_WARNINGS]


def remove(folder: str) -> None:
    import shutil  # only pages with programs need it

    shutil.rmtree(folder, ignore_errors=True)


def filled(word: str, folder: str, layer: str) -> str:
    return word.replace("{build}", folder).replace("{layer}", layer)
