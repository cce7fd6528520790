"""Runs shell examples: one bash process an example, which begins with the state that the last good one left.

The state of a shell is text: variables, functions, aliases, options and the working folder.
A good example's shell writes it down as its last act and the next one reads it, so that an example that fails, exits or
hangs takes only itself with it.
"""

from __future__ import annotations

import os

from docverify.sandbox.inside import captures

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from typing import Any

STATE, NEW_STATE, DONE, SCRIPT = 196, 197, 198, 195
"""Descriptors of a shell: what the last good example left, what this one leaves, its end, and a long script."""
LONGEST_WORD = 100_000
"""Characters of a script that are handed over as a word of the command; the system takes no longer one than 128 KiB."""
PROLOGUE = f"""shopt -s expand_aliases
{{ . /dev/fd/{STATE}; exec {STATE}<&-; }} 2>/dev/null
"""

EPILOGUE = f"""
{{ __docverify_code=$?; __docverify_options=$(set +o); set +eux; trap - ERR EXIT DEBUG; }} 2>/dev/null
{{
declare -p; declare -f; alias -p; shopt -p
printf '%s\\n' "$__docverify_options"
printf 'cd %q\\n' "$PWD"
}} >&{NEW_STATE} 2>/dev/null
printf 'end' >&{DONE}
exit "$__docverify_code"
"""


def script(task: dict[str, Any], nonce: str) -> str:
    """The text that bash is given: what was left, the example, and the writing down of what it leaves."""
    parts = [PROLOGUE]
    for step in task["steps"]:
        if step["mode"] == "command":
            parts.append(f"eval {quoted(step['code'])}\nprintf '\\036{nonce} %d\\036' \"$?\"\n")
        else:
            parts.append(f"eval {quoted(step['code'])}\n")
    parts.append(EPILOGUE)
    return "".join(parts)


def quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def start(text: str, place: dict[str, Any], index: int, state: str, *, merged: bool) -> int:
    """Starts bash in a session of its own; returns its pid. `merged`: both streams are one, as on a terminal.

    `state` is the name of the file with what the last good example left.
    """
    pid = os.fork()
    if pid:
        return pid
    try:
        folder = place["capture"]
        os.setsid()
        os.chdir(place["page"])
        captures.redirect(folder, str(index), merged=merged)
        os.dup2(os.open(state, os.O_RDONLY | os.O_CREAT, 0o600, dir_fd=folder), STATE)
        os.dup2(captures.create(folder, f"{state}.new"), NEW_STATE)
        os.dup2(captures.create(folder, f"{index}.done"), DONE)
        word = text if len(text) < LONGEST_WORD else hand_over(text, folder, index)
        os.execv("/bin/bash", ["bash", "--norc", "--noprofile", "-c", word])
    finally:
        os._exit(127)
    return 0


def hand_over(text: str, folder: int, index: int) -> str:
    """Puts a long script where the word that is returned reads it from."""
    descriptor = captures.create(folder, f"{index}.script")
    data = text.encode("utf-8", "surrogateescape")
    while data:
        data = data[os.write(descriptor, data) :]
    os.dup2(descriptor, SCRIPT)
    return f'eval "$(</dev/fd/{SCRIPT})"'


def ended(folder: int, index: int, state: str) -> bool:
    """Whether the example came to its end: then what it leaves is what the next one begins with."""
    if not captures.read(folder, f"{index}.done", 16).startswith(b"end"):
        return False
    os.rename(f"{state}.new", state, src_dir_fd=folder, dst_dir_fd=folder)
    return True


def split(output: bytes, nonce: str) -> tuple[list[tuple[bytes, int]], bytes]:
    """What each command printed, with its exit code, and what came after the last one that ended."""
    mark = b"\x1e" + nonce.encode() + b" "
    done = []
    while mark in output:
        text, _, rest = output.partition(mark)
        code, _, output = rest.partition(b"\x1e")
        done.append((text, int(code) if code.isdigit() else 0))
    return done, output


def untraced(output: bytes, code: str, nonce: str) -> bytes:
    """What `set -x` shows at a terminal: without our own words around the command, and one level less deep."""
    lines = output.split(b"\n")
    ours = [f"+ eval {shape}".encode() for shape in (quoted(code), code)]
    if not any(line.startswith(b"+ eval ") or (nonce.encode() in line and line.startswith(b"+")) for line in lines):
        return output
    for shape in ours:
        output = output.replace(shape + b"\n", b"")
    kept = [line for line in output.split(b"\n") if nonce.encode() not in line]
    return b"\n".join(line[1:] if line.startswith(b"++") else line for line in kept)
