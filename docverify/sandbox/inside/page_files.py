"""A page as the sandbox holds it: its runs of tasks, its code as a file, and the files that its titles name."""

from __future__ import annotations

import os

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from typing import Any


def ranges(tasks: list[Any]) -> list[Any]:
    """First and last index of each run of consecutive tasks of one session."""
    found: list[Any] = []
    for index, task in enumerate(tasks):
        if found and tasks[found[-1][0]]["session"] == task["session"] and not task["files"]:
            found[-1][1] = index
        else:
            found.append([index, index])
    return found


def write_sources(folder: str, tasks: list[Any]) -> list[str]:
    """The path of each task's file. It holds Python code at its true lines, and nothing else.

    Tracebacks and `inspect.getsource` read it.
    """
    lines: dict[str, dict[int, str]] = {task["file"]: {} for task in tasks}
    for task in tasks:
        for step in task["steps"] if task["driver"] == "python" else ():
            for offset, line in enumerate(step["code"].split("\n")):
                lines[task["file"]][step["line"] + offset] = line
    paths = {name: write_source(folder, name, lines[name]) for name in lines}
    return [paths[task["file"]] for task in tasks]


def write_source(folder: str, name: str, lines: dict[int, str]) -> str:
    parts = [part for part in name.split("/") if part not in ("", ".", "..")]
    path = os.path.join(folder, *(part.replace(":", "_")[-100:] for part in parts[-8:] or ["page"]))
    text = "".join([lines.get(number, "") + "\n" for number in range(1, max(lines, default=0) + 1)])
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb", buffering=0) as file:
            file.write(text.encode("utf-8", "replace"))
    except OSError:  # of two names one may be the folder of the other: a traceback then shows no code
        pass
    return path


def another_folder(folder: str) -> str:
    """Where a page works that is to show what depends on the name of its working folder."""
    path = os.path.join(folder, "elsewhere")
    os.makedirs(path, exist_ok=True)
    return path


def write_files(folder: str, files: list[Any]) -> None:
    """The files that blocks above name in their titles."""
    for file in files:
        path = os.path.join(folder, file["path"])
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            if os.path.lexists(path):
                os.unlink(path)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
            with open(os.open(path, flags, 0o644), "w", encoding="utf-8", errors="replace") as target:
                target.write(file["text"])
        except OSError:  # an example put something else there: the examples that need the file will show it
            continue
