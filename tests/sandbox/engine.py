#!/usr/bin/env python3
"""Stands in for docker and podman: `run` does with bubblewrap what the options ask for, and writes the words down.

It knows the options that we use and refuses all others; it is no proof that an engine understands them.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

from docverify.sandbox.wall import command
from docverify.sandbox.wall.interpreter import interpreter

SWITCHES = {"--rm", "--read-only"}
OBEYED = ("--pull=never", "--network=none", "--cap-drop=ALL", "--security-opt=no-new-privileges", "--http-proxy=false")


def main(words: list[str]) -> None:
    if "ENGINE_DOWN" in os.environ:
        raise SystemExit(os.environ["ENGINE_DOWN"])
    if words[:2] == ["image", "inspect"]:
        raise SystemExit(inspect(*words[2:]))
    Path(os.environ["ENGINE_LOG"]).write_text(json.dumps(words))
    if words[0] != "run":
        raise SystemExit(f"unknown command {words[0]}")
    options: dict[str, list[str]] = {}
    rest = iter(words[1:])
    for word in rest:
        if not word.startswith("--"):
            image = word
            break
        name, _, value = word.partition("=")
        options.setdefault(name, []).append(value)
    if image != "tea:1":
        raise SystemExit(f"Error: {image}: image not known")
    uid = options["--user"][0].partition(":")[0]
    binds = [tuple(one.split(":")[:2]) for one in options["--volume"]]
    python, prefix = interpreter()
    binds += [] if prefix.startswith("/usr") else [(prefix, prefix)]
    wrap(options, [(source, target) for source, target in binds], int(uid), [python, *rest])


def inspect(form: str, image: str) -> int:
    """Prints the image's hash, where the test has given it one."""
    if (form, image) != ("--format={{.Id}}", "tea:1") or "IMAGE_ID" not in os.environ:
        return 1
    print(os.environ["IMAGE_ID"])
    return 0


def wrap(options: dict[str, list[str]], binds: list[tuple[str, str]], uid: int, program: list[str]) -> None:
    stage = tempfile.mkdtemp(prefix="docverify-engine-") if os.getuid() == 0 else ""
    os.chmod(stage or "/", 0o755) if stage else None
    words = ["bwrap", "--unshare-all", "--as-pid-1", "--die-with-parent", "--new-session", "--clearenv"]
    words += ["--uid", str(uid), "--gid", str(uid), "--cap-drop", "ALL", "--ro-bind", "/usr", "/usr"]
    for name in ("bin", "lib", "lib64", "sbin"):
        words += ["--symlink", f"usr/{name}", f"/{name}"]
    words += ["--proc", "/proc", "--dev", "/dev", "--setenv", "PATH", os.environ["IMAGE_PATH"]]
    for one in options["--env"]:
        words += ["--setenv", *one.split("=", 1)]
    for one in options["--tmpfs"]:
        words += ["--tmpfs", one.split(":")[0]]
    for source, target in command.staged(binds, stage) if stage else binds:
        words += ["--ro-bind", source, target]
    words += ["--remount-ro", "/", "--chdir", "/", "--", *program]
    if stage:
        words = command.as_unprivileged(words, binds, uid, stage)
    os.execvp(words[0], words)


if __name__ == "__main__":
    main(sys.argv[1:])
