"""Modules for Go, by the go command, from the proxies that go of this machine is set up for.

The layer holds `cache`, a GOMODCACHE, and `go.mod` and `go.sum`, which name all that a package of the modules imports.
An example is built with GOMODCACHE there, GOFLAGS=-modfile=…/go.mod, GOPROXY=off, GOSUMDB=off and GOTOOLCHAIN=local, in
a folder that has a `go.mod` of its own, which may be empty but for its name.
"""

import json
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from docverify.environments.calls import call, find_tool, refuse
from docverify.environments.installer import Machine
from docverify.environments.lock import Lock, digest, now
from docverify.environments.requirement import Requirement
from docverify.environments.wall import Needs
from docverify.errors import InstallError
from docverify.model import EnvironmentConfig
from docverify.process import Finished

INSTALL = "sudo apt-get install -y golang-go"
NAMES = "check the modules and versions in the config"
ADVICE = (
    ("toolchain", "install a newer release of Go, or ask for an earlier one of the module"),
    ("unknown revision", NAMES),
    ("version", NAMES),
    ("404", NAMES),
    ("410", NAMES),
    ("40", NAMES),
    ("", "check the network, and where go of this machine gets modules from: go env GOPROXY"),
)
"""What to do about what go says; the first that fits."""
SETTINGS = ("GOVERSION", "GOOS", "GOARCH", "GOROOT", "GOPROXY", "GOSUMDB", "GONOSUMDB", "GONOPROXY", "GOPRIVATE")
CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR")

_REQUIREMENT = re.compile(r"(?P<path>\w[\w-]*(?:\.[\w-]+)+(?:/[\w.~-]+)*)(?:@(?P<version>[\w.+-]+))?")
_REQUIRED = re.compile(r"^\s*(?:require )?(\S+\.\S+/?\S*) (v\S+)", re.MULTILINE)
_RELEASE = re.compile(r"\d+")
_PROGRESS = re.compile(r"go: (?:downloading|added|upgraded|downgraded|creating|finding)\b")


class Go:
    """Installs modules for Go; none of their code runs."""

    projects: tuple[str, ...] = ()
    not_source: tuple[str, ...] = ()

    def __init__(self, machine: Machine, config: EnvironmentConfig) -> None:  # noqa: ARG002  Go has no scripts
        self.machine = machine
        self.go = find_tool("go", machine.environ, INSTALL)

    def check(self, wanted: Sequence[Requirement]) -> None:
        for requirement in wanted:
            if not _REQUIREMENT.fullmatch(requirement.text):
                hint = "write github.com/google/uuid@v1.6.0"
                raise InstallError(f'cannot install "{requirement.text}": not a module', hint)

    def probe(self) -> list[str]:
        return [self._settings[name] for name in SETTINGS[:3]]

    def identify(self) -> list[str]:
        return [self._settings[name] for name in SETTINGS[4:]]

    def resolve(self, wanted: Sequence[Requirement], toolchain: Sequence[str], part: Path) -> Lock:
        work = part / "go"
        work.mkdir()
        release = ".".join(_RELEASE.findall(self._settings["GOVERSION"])[:2])
        (work / "go.mod").write_text(f"module docverify\n\ngo {release}\n", encoding="utf-8")
        self._require("resolve", self._run("resolve", ("get", *map(_everything, wanted)), work), wanted)
        listed, sums = ((work / name).read_text(encoding="utf-8") for name in ("go.mod", "go.sum"))
        packages = tuple(sorted(f"{path}=={version}" for path, version in _REQUIRED.findall(listed)))
        return Lock(digest(["go"], [listed, sums], toolchain), packages, f"{listed}\n{sums}", now())

    def install(self, lock: Lock, wanted: Sequence[Requirement], part: Path, site: Path) -> None:  # noqa: ARG002  go wrote it down
        work = part / "go"
        self._require("install", self._run("install", ("mod", "download"), work), wanted)
        for archive in (work.parent / "modules").glob("cache/download/**/*.zip"):
            archive.unlink()  # what is in it has been unpacked
        (work.parent / "modules").rename(site / "cache")
        for name in ("go.mod", "go.sum"):
            (work / name).rename(site / name)

    def list_releases(self, name: str, part: Path) -> list[str]:
        """Those of this major version: a later one is another module. What was retracted is left out."""
        work = part / "go"
        work.mkdir()
        said = self._run("probe", ("list", "-m", "-versions", "-json", f"{name}@latest"), work)
        self._require("list the releases of", said, [Requirement(name)])
        versions = json.loads(said.stdout).get("Versions", [])
        return [one for one in versions if isinstance(one, str)]

    def _run(self, action: str, words: Sequence[str], work: Path) -> Finished:
        part, wall = work.parent, self.machine.find_wall()
        own = {
            **{name: self._settings[name] for name in SETTINGS[5:]},
            "GOPROXY": ",".join(self._proxies()) if wall else self._settings["GOPROXY"],
            "GOCACHE": str(part / "built"),
            "GOENV": "off",
            "GOFLAGS": "-modcacherw",
            "GOMODCACHE": str(part / "modules"),
            "GOPATH": str(part / "path"),
            "GOTOOLCHAIN": "local",
            "GOWORK": "off",
        }
        needs = Needs(
            "go",
            part,
            passes=("NETRC", *CERTIFICATES, *own),
            files=(Path(self.machine.environ.get("HOME", "/"), ".netrc"), *self._certificates()),
            tools=(Path(self._settings["GOROOT"]), *self._folders()),
            registries=(*self._proxies(), *_sum_database(self._settings["GOSUMDB"])),
        )
        words = (str(Path(self._settings["GOROOT"], "bin", "go")), *words)
        return call(action, words, environ={**self.machine.environ, **own}, folder=work, wall=wall, needs=needs)

    def _proxies(self) -> list[str]:
        """Without the way to the authors' own repositories, which may be anywhere."""
        return [place for place in re.split(r"[,|]", self._settings["GOPROXY"]) if place not in ("", "direct", "off")]

    def _folders(self) -> Iterator[Path]:
        return (Path(place.removeprefix("file://")) for place in self._proxies() if place.startswith("file://"))

    def _certificates(self) -> Iterator[Path]:
        environ = self.machine.environ
        return (Path(environ[name]) for name in CERTIFICATES if environ.get(name))

    @cached_property
    def _settings(self) -> dict[str, str]:
        """What go is set up for, as it says itself."""
        words = (self.go, "env", "-json", *SETTINGS)
        environ = {**self.machine.environ, "GOTOOLCHAIN": "local"}
        said = call("probe", words, environ=environ, folder=self.machine.root)
        if said.code != 0:
            raise InstallError(f"go does not work: {said.stderr.strip()[-200:]}", INSTALL)
        settings: dict[str, str] = json.loads(said.stdout)
        return settings

    def _require(self, action: str, finished: Finished, wanted: Sequence[Requirement]) -> None:
        if finished.code != 0:
            raise refuse(action, wanted, explain(finished.stderr), ADVICE, name_of)


def explain(stderr: str) -> str:
    """go's own words, without what it says of its progress."""
    return "; ".join(line for line in stderr.replace("/...@", "@").splitlines() if not _PROGRESS.match(line))


def name_of(requirement: str) -> str:
    return requirement.partition("@")[0]


def _everything(requirement: Requirement) -> str:
    """All packages of the module: an example may import any."""
    path, _, version = requirement.text.partition("@")
    return f"{path}/...@{version or 'latest'}"


def _sum_database(setting: str) -> list[str]:
    """`name`, `name+key`, or `name+key URL`, as GOSUMDB has it."""
    name, _, url = setting.partition(" ")
    return [] if name in ("", "off") else [url or f"https://{name.partition('+')[0]}"]
