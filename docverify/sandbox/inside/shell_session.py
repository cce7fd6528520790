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

PROLOGUE = """shopt -s expand_aliases
[ -f {state} ] && . {state} 2>/dev/null
"""

EPILOGUE = """
{{ __docverify_code=$?; __docverify_options=$(set +o); set +eux; trap - ERR EXIT DEBUG; }} 2>/dev/null
{{
declare -p; declare -f; alias -p; shopt -p
printf '%s\\n' "$__docverify_options"
printf 'cd %q\\n' "$PWD"
}} >{state}.new 2>/dev/null
mv -f {state}.new {state} 2>/dev/null
printf '%s' "$__docverify_code" >{done}
exit "$__docverify_code"
"""


def script(task: dict[str, Any], state: str, done: str, nonce: str) -> str:
    """The text that bash is given: what was left, the example, and the writing down of what it leaves."""
    parts = [PROLOGUE.format(state=quoted(state))]
    for step in task["steps"]:
        if step["mode"] == "command":
            parts.append(f"eval {quoted(step['code'])}\nprintf '\\036{nonce} %d\\036' \"$?\"\n")
        else:
            parts.append(f"eval {quoted(step['code'])}\n")
    parts.append(EPILOGUE.format(state=quoted(state), done=quoted(done)))
    return "".join(parts)


def quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def start(text: str, place: dict[str, Any], index: int, *, merged: bool) -> int:
    """Starts bash in a session of its own; returns its pid. `merged`: both streams are one, as on a terminal."""
    pid = os.fork()
    if pid:
        return pid
    try:
        os.setsid()
        os.chdir(place["page"])
        captures.redirect(place["capture"], str(index), merged=merged)
        os.execv("/bin/bash", ["bash", "--norc", "--noprofile", "-c", text])
    finally:
        os._exit(127)
    return 0


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
