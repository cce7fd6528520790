"""The command that starts the sandbox: bubblewrap around the launcher, never with the host's uid 0.

As root, the process first takes an unprivileged, unused uid of the host: with uid 0, /proc/sys would be writable from
inside and the limit of processes would not bind.
What that uid could not read by its path (a toolchain under root's home) is bound to a neutral folder before, in a mount
namespace that only the sandbox has.
"""

import os
import shlex
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from docverify.sandbox.inside import words as inside
from docverify.sandbox.wall import gocache, surroundings
from docverify.sandbox.wall.interpreter import interpreter
from docverify.sandbox.wall.toolchains import Toolchain

FIRST_UID = 210_000
"""Host uids of sandboxes as root: this one plus the worker's number."""
UID = 1000
"""Inside."""
INSIDE = Path(__file__).parent.parent / "inside"
PROGRAMS = "/docv/docverify/sandbox/inside"
"""Where the sandbox sees them."""
HOST_FILES = ("/etc/ld.so.cache", "/etc/alternatives", "/etc/ssl/openssl.cnf", "/etc/localtime", "/etc/mime.types")
"""All that is shown of the host's /etc, besides what `HOST_PATTERNS` name."""
HOST_PATTERNS = ("java-*-openjdk", "perl")
"""Folders of /etc that a toolchain of Debian does not start without."""
PATH = ("/usr/local/bin", "/usr/bin", "/bin")
"""Where programs are looked for after the interpreter's and the toolchains' own folders."""
PRIVATE = ("/tmp", "/page", "/home", "/src", "/build", "/capture", "/path")
"""Folders that each session has for itself; the last one is what `/path/to/…` on a page may be."""
LAYERS = "/docv/layers"
"""Where the sandbox sees what is installed, in a folder a language."""
GRAMMARS = f"{LAYERS}/grammar"
"""Where it sees the packages of grammars."""
COMMANDS = {"python": "bin", "javascript": "node_modules/.bin"}
"""By language, the folder of a layer that holds the commands of its packages."""

TEXT_FILES = {
    "/etc/hosts": "127.0.0.1 localhost sandbox\n::1 localhost\n",
    "/etc/resolv.conf": f"nameserver {inside.RESOLVER}\noptions timeout:1 attempts:1\n",
    "/etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
    "/etc/passwd": f"user:x:{UID}:{UID}:user:/home/user:/bin/bash\nnobody:x:65534:65534:nobody:/:/bin/false\n",
    "/etc/group": f"user:x:{UID}:\nnogroup:x:65534:\n",
}


def environment(
    layers: Mapping[str, str],
    toolchains: Sequence[Toolchain] = (),
    hash_seed: int = surroundings.HERE.hash_seed,
    zone: str = surroundings.HERE.zone,
) -> dict[str, str]:
    """The whole environment of an example; `layers` are paths inside, by language."""
    variables = {
        **surroundings.variables(hash_seed, zone),
        "HOME": "/home/user",
        "PATH": search_path(os.path.dirname(interpreter()[0]), [one.programs for one in toolchains], layers),
        "SHELL": "/bin/bash",
        "TERM": "dumb",
        "USER": "user",
        # A package manager without a network must not spend the whole time limit on finding that out.
        "PIP_DEFAULT_TIMEOUT": "3",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_RETRIES": "0",
        "npm_config_fetch_retries": "0",
    }
    variables |= {"GOCACHE": gocache.INSIDE} if any(one.compiled for one in toolchains) else {}
    return {**variables, "PYTHONPATH": layers["python"]} if "python" in layers else variables


def search_path(python: str, programs: Iterable[str], layers: Mapping[str, str]) -> str:
    """What is installed for the examples comes before all else, as in an environment that a reader has activated.

    The folder of the interpreter comes next, unless others' programs are there too: they would hide a toolchain.
    """
    own = [folder for folder in programs if folder not in ("", *PATH)]
    first = [*own, python] if python in PATH else [python, *own]
    return ":".join(dict.fromkeys([*commands(layers), *first, *PATH]))


def commands(layers: Mapping[str, str]) -> list[str]:
    """The folders that hold the commands of what is installed."""
    return [f"{path}/{COMMANDS[language]}" for language, path in layers.items() if language in COMMANDS]


def bubblewrap(
    bwrap: str, binds: Sequence[tuple[str, str]], texts: Mapping[str, int], variables: Mapping[str, str]
) -> list[str]:
    """The arguments of bubblewrap up to the program. `binds` are pairs of paths, `texts` descriptors."""
    words = [bwrap, "--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"]
    words += ["--unshare-cgroup-try", "--as-pid-1", "--die-with-parent", "--new-session", "--clearenv"]
    words += ["--uid", str(UID), "--gid", str(UID), "--hostname", "sandbox", "--cap-drop", "ALL"]
    # The launcher's own, in its own user namespace: a session's processes hold none of them.
    for capability in ("SYS_ADMIN", "NET_ADMIN", "NET_BIND_SERVICE", "SETPCAP", "SYS_PTRACE", "KILL"):
        words += ["--cap-add", f"CAP_{capability}"]
    for name, value in variables.items():
        words += ["--setenv", name, value]
    words += ["--ro-bind", "/usr", "/usr"]
    for name in ("bin", "sbin", "lib", "lib32", "lib64", "libx32"):
        if os.path.islink(f"/{name}"):
            words += ["--symlink", f"usr/{name}", f"/{name}"]
        elif os.path.isdir(f"/{name}"):
            words += ["--ro-bind", f"/{name}", f"/{name}"]
    for path in (*HOST_FILES, *_host_folders()):
        words += ["--ro-bind-try", path, path]
    for path, descriptor in texts.items():
        words += ["--ro-bind-data", str(descriptor), path]
    words += ["--proc", "/proc", "--dev", "/dev"]
    for folder in (*PRIVATE, "/docv"):
        words += ["--dir", folder]
    for source, target in binds:
        words += ["--ro-bind", source, target]
    return [*words, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/"]


def as_unprivileged(words: list[str], binds: Sequence[tuple[str, str]], uid: int, stage: str) -> list[str]:
    """The command for root: binds the sources to folders of `stage` that the uid can reach, takes the uid, goes on.

    `words` name the staged sources already, see `staged`.
    """
    lines = ["set -e", f"mount -t tmpfs -o mode=755,size=1m tmpfs {shlex.quote(stage)}"]
    for number, (source, _) in enumerate(binds):
        target = shlex.quote(f"{stage}/{number}")
        lines += [f"mkdir {target}", f"mount --bind {shlex.quote(source)} {target}"]
    lines.append(f"exec setpriv --reuid={uid} --regid={uid} --clear-groups -- {shlex.join(words)}")
    return ["unshare", "--mount", "--propagation", "private", "--", "/bin/sh", "-c", "\n".join(lines)]


def staged(binds: Sequence[tuple[str, str]], stage: str) -> list[tuple[str, str]]:
    return [(f"{stage}/{number}", target) for number, (_, target) in enumerate(binds)]


def folders(layers: Mapping[str, str], toolchains: Sequence[Toolchain] = ()) -> list[tuple[str, str]]:
    """What is bound into the sandbox besides /usr: our programs, the interpreter, toolchains, what is installed."""
    found = {PROGRAMS: str(INSIDE)}
    prefix = interpreter()[1]
    if not prefix.startswith("/usr/") and prefix != "/usr":
        found[prefix] = prefix
    found |= {place_of(one): one.folder for one in toolchains if one.folder}
    made = next((one.compiled for one in toolchains if one.compiled), "")
    found |= {gocache.INSIDE: made} if made else {}
    found |= {f"{LAYERS}/{language}": path for language, path in layers.items()}
    return [(source, target) for target, source in found.items()]


def hidden(binds: Sequence[tuple[str, str]]) -> list[str]:
    """Those of what is bound that lie below folders which each session has for itself."""
    return [target for _, target in binds if target.startswith(tuple(f"{folder}/" for folder in PRIVATE))]


def place_of(toolchain: Toolchain) -> str:
    """Where the sandbox sees its folder."""
    return f"{GRAMMARS}/{toolchain.grammar}" if toolchain.grammar else toolchain.folder


def _host_folders() -> list[str]:
    return sorted(str(path) for pattern in HOST_PATTERNS for path in Path("/etc").glob(pattern))


def ours() -> list[str]:
    """Modules of the launcher that an example must not find loaded."""
    package = "docverify.sandbox.inside"
    return ["docverify", "docverify.sandbox", package, *(f"{package}.{path.stem}" for path in INSIDE.glob("*.py"))]


def inside_layers(layers: Mapping[str, str], toolchains: Sequence[Toolchain] = ()) -> dict[str, str]:
    """The paths at which examples see what is installed, by language."""
    found = {language: f"{LAYERS}/{language}" for language in layers}
    return {**found, "grammar": GRAMMARS} if any(one.grammar for one in toolchains) else found
