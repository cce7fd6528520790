"""Asks uv, the one program that resolves, builds and installs packages; each call has a time limit."""

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from docverify.environments.calls import LONGEST_MESSAGE, call, is_final
from docverify.environments.registries import Registries, list_urls, uv_files
from docverify.environments.requirement import Requirement
from docverify.environments.wall import Needs, Wall
from docverify.errors import InstallError
from docverify.process import Finished
from docverify.reading.repository import hide_credentials

QUIET = {"NO_COLOR": "1", "UV_NO_PROGRESS": "1", "UV_PYTHON_DOWNLOADS": "never", "UV_LINK_MODE": "copy"}
"""Copies, because a layer is made read-only, and a hard link would make uv's own cache so."""

NETWORK = "check the network, and where pip or uv of this machine get packages from"
ADVICE = (
    ("Failed to fetch", NETWORK),
    (
        "usable wheels",
        "only wheels are installed; to have it built, say scripts = true under [environments.python],"
        ' or fetch the project and name its folder: install = ["./folder"]',
    ),
    ("Couldn't parse", "write a requirement as pip reads it, for instance attrs==25.3"),
    ("No solution found", "check the names and versions in the config"),
    ("Failed to build", "see that the project builds: uv build --wheel"),
    ("", NETWORK),
)
"""What to do about what uv says; the first that fits."""
_WHEELS = ("--only-binary", ":all:")
"""Nothing that comes from a registry is built: that would run its code, with the network, outside of any sandbox."""
_MARK = re.compile(r"^\s*(?:(?:error|cause):|[×│╰├]─*▶?\s|Caused by:)\s*", re.MULTILINE)
"""Where a part of uv's story begins; in other lines it goes on."""
_OWN_FILE = re.compile(r"`[^`]*install\.in`")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class Uv(Struct, frozen=True):
    """uv, with the interpreter that it works for."""

    python: str
    root: str
    """The working folder of its calls: `uv.toml` of the project applies."""
    registries: Registries
    find_wall: Callable[[], Wall | None]
    scripts: bool = False
    """True when what has no wheel may be built: that runs its code, with the network of the prepare phase."""

    def build(self, project: Requirement, into: Path) -> Path:
        """The folder, with the wheel of a local project in it; building it runs the project's own code."""
        arguments = ("build", "--wheel", "--out-dir", str(into), project.project)
        self._require("build", self._run("build", arguments, None), [project])
        (into / ".gitignore").unlink(missing_ok=True)
        return into

    def resolve(
        self,
        lines: Sequence[str],
        wanted: Sequence[Requirement],
        folder: Path,
        wheels: Sequence[Path],
        there: str = "",
    ) -> str:
        """The lock: each package with its version and hashes. What is `there` stays, where another package needs it."""
        asked, lock = folder / "install.in", folder / "install.lock"
        asked.write_text("\n".join(lines) + "\n", encoding="utf-8")
        if there and not any(_distribution(line) == _distribution(there) for line in lines):
            lock.write_text(there + "\n", encoding="utf-8")
        arguments = ("pip", "compile", "--quiet", "--generate-hashes", "--no-header", "--no-annotate")
        finished = self._run("resolve", (*arguments, "-o", str(lock), str(asked)), self._needs(folder, wheels))
        self._require("resolve", finished, wanted)
        return lock.read_text(encoding="utf-8")

    def install(self, lock: str, wanted: Sequence[Requirement], part: Path, wheels: Sequence[Path]) -> None:
        """Puts what the lock names into `python/site` below the folder."""
        written, site = part / "install.lock", part / "python" / "site"
        site.mkdir(parents=True)
        written.write_text(lock, encoding="utf-8")
        arguments = ("pip", "install", "--quiet", "--no-deps", "--require-hashes", "--compile-bytecode")
        finished = self._run(
            "install", (*arguments, "--target", str(site), "-r", str(written)), self._needs(part, wheels)
        )
        self._require("install", finished, wanted)

    def _needs(self, part: Path, wheels: Sequence[Path]) -> Needs:
        """What uv needs behind the wall, to work as it does before it."""
        environ, root = self.registries.environ, Path(self.root)
        places = list_urls(environ, root)
        folders = tuple(
            root / place.removeprefix("file://") for place in places if "://" not in place or "file://" in place
        )
        named = (environ.get(name) for name in ("SSL_CERT_FILE", "SSL_CLIENT_CERT", "NETRC"))
        files = (*uv_files(environ, root), root / "pyproject.toml", Path(environ.get("HOME", "/"), ".netrc"))
        return Needs(
            "uv",
            part,
            passes=("UV_", "SSL_", "NETRC", "XDG_CONFIG_"),
            files=(*files, *(Path(name) for name in named if name)),
            tools=(*_interpreter(self.python), *folders, *wheels, Path(find_uv())),
            registries=tuple(places),
        )

    def _run(self, action: str, arguments: Sequence[str], needs: Needs | None) -> Finished:
        wheels = () if self.scripts or action == "build" else _WHEELS
        command = [find_uv(), *arguments, *wheels, "--python", self.python, *self.registries.arguments]
        environ = {**self.registries.environ, **QUIET}
        wall = self.find_wall() if needs else None
        if wall and needs:
            environ["UV_CACHE_DIR"] = str(needs.part / "cache")
            return call(action, command, environ=environ, folder=self.root, wall=wall, needs=needs)
        return call(action, command, environ=environ, folder=self.root)

    def _require(self, action: str, finished: Finished, wanted: Sequence[Requirement]) -> None:
        if finished.code == 0:
            return
        said = explain(finished.stderr)
        blamed = [requirement.text for requirement in find_blamed(said, wanted)]
        sign, hint = next((sign, hint) for sign, hint in ADVICE if sign in said)
        quoted = ", ".join(f'"{text}"' for text in blamed)
        raise InstallError(f"cannot {action} {quoted}: {said}", hint, blamed, final=is_final(sign))


def find_uv() -> str:
    from uv import find_uv_bin

    return find_uv_bin()


def _interpreter(python: str) -> Sequence[Path]:
    """A virtual environment is read besides what it was made from."""
    folder = Path(os.path.abspath(python)).parents[1]
    return [folder] if (folder / "pyvenv.cfg").is_file() else []


def explain(stderr: str) -> str:
    """uv's own words on one line, from its first `error` on; before them, the last line of a build that failed."""
    lines = [line for line in hide_credentials(stderr).splitlines() if line.strip()]
    start = next((number for number, line in enumerate(lines) if line.lstrip().startswith(("error", "×"))), 0)
    ends = (number for number, line in enumerate(lines) if number > start and line.startswith("hint:"))
    cause = [f"error: {lines[start - 1]}"] if start and "Failed to build" in lines[start] else []
    said = "\n".join([*cause, *lines[start : next(ends, len(lines))]])
    parts = (" ".join(part.split()).rstrip(":") for part in _MARK.split(said))
    told = ": ".join(part for part in parts if part)
    return _OWN_FILE.sub("install", told)[:LONGEST_MESSAGE] or "uv gave no reason"


def find_blamed(said: str, wanted: Sequence[Requirement]) -> Sequence[Requirement]:
    """The requirements that uv speaks of; all of them when it names none."""
    words = {_normalise(word) for word in _NAME.findall(said)}
    named = [one for one in wanted if (match := _NAME.match(one.text)) and _normalise(match.group()) in words]
    return named or wanted


def _distribution(line: str) -> str:
    match = _NAME.match(line)
    return _normalise(match[0]) if match else ""


def _normalise(name: str) -> str:
    """As registries compare names."""
    return re.sub(r"[-_.]+", "-", name.partition("=")[0]).lower().strip("-")
