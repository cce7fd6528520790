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


def write_source(folder: str, page: str, tasks: list[Any]) -> str:
    """The page's Python code at its true lines and nothing else, for tracebacks and `inspect.getsource`."""
    lines: dict[int, str] = {}
    for task in tasks:
        for step in task["steps"] if task["driver"] == "python" else ():
            for offset, line in enumerate(step["code"].split("\n")):
                lines[step["line"] + offset] = line
    parts = [part for part in page.split("/") if part not in ("", ".", "..")]
    path = os.path.join(folder, *(part.replace(":", "_")[-100:] for part in parts[-8:])) or folder + "/page"
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", errors="replace") as file:
        file.writelines(lines.get(number, "") + "\n" for number in range(1, max(lines, default=0) + 1))
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
