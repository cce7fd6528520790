"""The wall of the prepare phase: a package manager sees its toolchain, its configuration and one folder to write to.

Its own namespaces, no capabilities, no home, a clean environment, and no network but the proxy to its registries.
As root it runs as an unprivileged, unused uid of the host, as examples do: with uid 0, /proc/sys would be writable.
"""

import os
import shlex
import shutil
import socket
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from docverify.environments.allowed import read_places
from docverify.environments.proxy import Proxy
from docverify.errors import InstallError
from docverify.process import Finished, run

UID = 209_999
"""On the host, as root: below those of the examples' sandboxes."""
INSIDE_UID = 1000
PORT = 3128
PROXY = f"http://127.0.0.1:{PORT}"
"""The way out, as it is seen from behind the wall."""
ENTRANCE = "/docv/entrance.py"
STAGES = ("/run", "/tmp", "/var/tmp")
ETC = ("alternatives", "ca-certificates", "ssl", "pki", "ld.so.cache", "localtime", "maven")
"""All that is shown of the host's /etc, besides the settings of Java."""
TEXTS = {
    Path("/etc/hosts"): b"127.0.0.1 localhost sandbox\n",
    Path("/etc/nsswitch.conf"): b"passwd: files\ngroup: files\nhosts: files\n",
    Path("/etc/passwd"): b"user:x:%d:%d:user:/:/bin/sh\n" % (INSIDE_UID, INSIDE_UID),
    Path("/etc/group"): b"user:x:%d:\n" % INSIDE_UID,
}
PROBE_SECONDS = 10.0
PROXIES = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")


class Needs(Struct, frozen=True):
    """What a call needs behind the wall."""

    tool: str
    """Its name, for messages."""
    part: Path
    """The only folder that can be written to."""
    passes: tuple[str, ...] = ()
    """Variables that it may see, besides a few that all have; one that ends with `_` stands for all that begin so."""
    files: tuple[Path, ...] = ()
    """Configuration, shown at its own place even where only its owner may read it; what does not exist is left out."""
    tools: tuple[Path, ...] = ()
    """Files and folders to be read: toolchains outside of /usr, packages on the disk."""
    registries: tuple[str, ...] = ()
    """URLs; without any there is no network at all."""


class Wall(Struct, frozen=True):
    """How calls are walled in on this machine."""

    bwrap: str
    python: str
    """Runs the entrance; no link."""
    filter: bytes
    """Of system calls, as the kernel reads it; empty for none."""

    def run(
        self, words: Sequence[str], needs: Needs, *, environ: Mapping[str, str], folder: str, seconds: float
    ) -> tuple[Finished, list[str]]:
        """What the program left, and where it wanted to go and was not let.

        Raises TimeoutError when the time is over, and OSError when it cannot be started.
        """
        proxy = Proxy(read_places(needs.registries), environ)
        ours, theirs = socket.socketpair()
        with ours, theirs, _stage() as stage, _memory_file(self.filter) as rules, proxy.serving(ours):
            variables = {**_choose(environ, needs), "TMPDIR": str(needs.part / "tmp")}
            inside = [self.python, "-I", "-S", ENTRANCE, str(theirs.fileno()), str(PORT), *words]
            binds = _Binds(needs, self.python, stage)
            command = [*self._command(binds, variables, folder, rules), *inside]
            finished = run(
                binds.as_unprivileged(command) if stage else command,
                environ={"PATH": environ.get("PATH", "/usr/bin:/bin")},
                folder="/",
                seconds=seconds,
                descriptors=(theirs.fileno(), *([rules] if self.filter else [])),
            )
        _give(needs.part, os.getuid())
        _require_no_links(needs)
        return finished, proxy.refused

    def _command(self, binds: "_Binds", variables: Mapping[str, str], folder: str, rules: int) -> list[str]:
        """The words of bubblewrap, up to the program."""
        words = [self.bwrap, "--unshare-all", "--unshare-user", "--die-with-parent", "--new-session", "--clearenv"]
        words += ["--uid", str(INSIDE_UID), "--gid", str(INSIDE_UID), "--cap-drop", "ALL", "--hostname", "sandbox"]
        for name, value in variables.items():
            words += ["--setenv", name, value]
        words += ["--ro-bind", "/usr", "/usr", "--proc", "/proc", "--dev", "/dev", "--dir", "/tmp"]
        for name in ("bin", "sbin", "lib", "lib32", "lib64", "libx32"):
            if os.path.islink(f"/{name}"):
                words += ["--symlink", f"usr/{name}", f"/{name}"]
            elif os.path.isdir(f"/{name}"):
                words += ["--ro-bind", f"/{name}", f"/{name}"]
        for path in (*(f"/etc/{name}" for name in ETC), *map(str, Path("/etc").glob("java-*"))):
            words += ["--ro-bind-try", path, path]
        words += binds.words()
        words += ["--seccomp", str(rules)] if self.filter else []
        return [*words, "--dir", folder, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", folder, "--"]


class _Binds:
    """What is shown of the host's files, besides /usr: pairs of a source and its place behind the wall."""

    def __init__(self, needs: Needs, python: str, stage: str) -> None:
        self.part = needs.part
        self.stage = stage
        (needs.part / "tmp").mkdir(exist_ok=True)
        toolchains = [*needs.tools, Path(python).parents[1]]
        self.tools = [path for path in dict.fromkeys(toolchains) if path.exists() and not path.is_relative_to("/usr")]
        self.files = [path for path in dict.fromkeys(needs.files) if path.is_file() and not path.is_relative_to("/usr")]

    @cached_property
    def copies(self) -> Sequence[tuple[Path, Path]]:
        """Files are shown as copies that the other uid may read; each with its place."""
        shown = Path(tempfile.mkdtemp(prefix="shown-", dir=self.part))
        wanted = {Path(ENTRANCE): Path(__file__).with_name("entrance.py").read_bytes(), **TEXTS}
        wanted |= {path: path.read_bytes() for path in self.files}
        for number, content in enumerate(wanted.values()):
            (shown / str(number)).write_bytes(content)
        return [(shown / str(number), place) for number, place in enumerate(wanted)]

    def words(self) -> list[str]:
        words = ["--bind", self._staged(self.part), str(self.part)]
        for source, target in self.copies:
            words += ["--ro-bind", self._staged(source), str(target)]
        for tool in self.tools:
            words += ["--ro-bind", self._staged(tool), str(tool)]
        return words

    def _staged(self, source: Path) -> str:
        """Where the unprivileged uid can reach it."""
        if not self.stage:
            return str(source)
        if source.is_relative_to(self.part):
            return f"{self.stage}/part/{source.relative_to(self.part)}".rstrip("/.")
        return f"{self.stage}/{self.tools.index(source)}"

    def as_unprivileged(self, command: Sequence[str]) -> list[str]:
        """The command for root: shows the sources to the other uid, in a mount namespace of its own, and takes it."""
        _give(self.part, UID)
        lines = ["set -e", f"mount -t tmpfs -o mode=755,size=1m tmpfs {shlex.quote(self.stage)}"]
        for source in (self.part, *self.tools):
            target = shlex.quote(self._staged(source))
            make = "mkdir -p" if source.is_dir() else "touch"
            lines += [f"{make} {target}", f"mount --bind {shlex.quote(str(source))} {target}"]
        lines.append(f"exec setpriv --reuid={UID} --regid={UID} --clear-groups -- {shlex.join(command)}")
        return ["unshare", "--mount", "--propagation", "private", "--", "/bin/sh", "-c", "\n".join(lines)]


def find_wall(python: str, environ: Mapping[str, str], rules: bytes) -> tuple[Wall | None, str]:
    """The wall of this machine; else None, and why there is none."""
    bwrap = shutil.which("bwrap", path=environ.get("PATH", ""))
    if not bwrap:
        return None, "bubblewrap is not installed"
    wall = Wall(bwrap, os.path.realpath(python), rules)
    with tempfile.TemporaryDirectory() as folder:
        try:
            finished, _ = wall.run(
                ["/bin/true"], Needs("true", Path(folder)), environ=environ, folder=folder, seconds=PROBE_SECONDS
            )
        except OSError as error:
            return None, str(error)
    said = finished.stderr.strip().splitlines()
    return (wall, "") if finished.code == 0 else (None, said[-1] if said else "bubblewrap does not work")


def _require_no_links(needs: Needs) -> None:
    """docverify reads and moves what lies in these places: a link that a package has put there would lead it astray."""
    for path in (*needs.part.glob("*"), *needs.part.glob("*/*")):
        is_plain = not path.is_symlink() and (path.is_dir() or path.is_file())
        if not is_plain and path.parent != needs.part / "tmp":
            raise InstallError(f"a package has put {path.name}, which is no file, where {needs.tool} works")


def _give(folder: Path, uid: int) -> None:
    if os.getuid() != 0:
        return
    os.chown(folder, uid, uid)
    for parent, folders, files in os.walk(folder):
        for name in (*folders, *files):
            os.chown(os.path.join(parent, name), uid, uid, follow_symlinks=False)


def _choose(environ: Mapping[str, str], needs: Needs) -> dict[str, str]:
    """The variables that the call may see."""
    names = {"PATH", "HOME", "LANG", *needs.passes}
    begins = tuple(name for name in names if name.endswith("_"))
    chosen = {name: value for name, value in environ.items() if name in names or name.startswith(begins or "\0")}
    return {**chosen, **(dict.fromkeys(PROXIES, PROXY) if needs.registries else {})}


@contextmanager
def _stage() -> Iterator[str]:
    """As root, an empty folder that any uid can reach; what is mounted on it is seen behind the wall alone."""
    if os.getuid() != 0:
        yield ""
        return
    parent = next((one for one in STAGES if os.access(one, os.W_OK)), STAGES[-1])
    folder = tempfile.mkdtemp(prefix="docverify-", dir=parent)
    os.chmod(folder, 0o755)
    try:
        yield folder
    finally:
        with suppress(OSError):
            os.rmdir(folder)


@contextmanager
def _memory_file(content: bytes) -> Iterator[int]:
    descriptor = os.memfd_create("docverify")
    try:
        os.write(descriptor, content)
        os.lseek(descriptor, 0, os.SEEK_SET)
        yield descriptor
    finally:
        os.close(descriptor)
