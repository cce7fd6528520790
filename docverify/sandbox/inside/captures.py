"""What an example printed: files that its descriptors lead to, opened before it begins and read when it has ended.

They lie in a folder that has no path any more, only a descriptor: no example comes upon it by accident.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from typing import Any

FLOOD = 8 << 20
"""Bytes of output of one stream at which an example has run into the limit of output."""
STREAMS = ("out", "err")


def create(folder: int, name: str) -> int:
    """A new file, for reading and for writing at its end."""
    flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND | os.O_NOFOLLOW
    return os.open(name, flags, 0o600, dir_fd=folder)


def read(folder: int, name: str, most: int) -> bytes:
    """What a file holds, which is removed; nothing when there is none."""
    try:
        descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
        data = os.read(descriptor, most)
        os.close(descriptor)
        os.unlink(name, dir_fd=folder)
    except OSError:
        return b""
    return data


def redirect(folder: int, name: str, *, merged: bool = False) -> None:
    """Makes this process print to the files of that name. `merged`: both streams are one, as on a terminal."""
    for target, stream in zip((1, 2), STREAMS, strict=True):
        descriptor = create(folder, f"{name}.{stream}")
        os.dup2(1 if merged and target == 2 else descriptor, target)
        os.close(descriptor)


def sizes(folder: int, name: str) -> dict[str, int]:
    """How much was printed so far."""
    found = {}
    for stream in STREAMS:
        try:
            found[stream] = os.lstat(f"{name}.{stream}", dir_fd=folder).st_size
        except OSError:
            found[stream] = 0
    return found


def empty(folder: int, name: str) -> None:
    """Begins anew, for a process that goes on printing to the same files."""
    for stream in STREAMS:
        try:
            descriptor = os.open(f"{name}.{stream}", os.O_WRONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
            os.ftruncate(descriptor, 0)
            os.close(descriptor)
        except OSError:  # an example put something else there
            continue


def take(folder: int, name: str, most: int, *, keep: bool = False) -> tuple[bytes, bytes, dict[str, Any]]:
    """Both streams, cut at `most` bytes each, and what there is to say of their size."""
    streams, cut, flooded = [], False, False
    for stream in STREAMS:
        path = f"{name}.{stream}"
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
        except OSError:
            streams.append(b"")
            continue
        streams.append(os.pread(descriptor, most, 0))
        size = os.fstat(descriptor).st_size
        cut, flooded = cut or size > most, flooded or size >= FLOOD
        os.close(descriptor)
        if not keep:
            os.unlink(path, dir_fd=folder)
    return streams[0], streams[1], {"truncated": cut, **({"ended": "limit", "limit": "output"} if flooded else {})}


def text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def cut(marks: list[Any], out: bytes, err: bytes) -> list[dict[str, Any]]:
    """The steps of an example, by how much was printed at the end of each."""
    steps, out_at, err_at = [], 0, 0
    for mark in marks:
        out_to, err_to = mark.get("out", len(out)), mark.get("err", len(err))
        steps.append(
            {
                "stdout": text(out[out_at:out_to]),
                "stderr": text(err[err_at:err_to]),
                "value": mark.get("value"),
                "text": mark.get("text"),
                "exit_code": mark.get("code"),
            }
        )
        out_at, err_at = out_to, err_to
    return [*steps, {"stdout": text(out[out_at:]), "stderr": text(err[err_at:])}]
