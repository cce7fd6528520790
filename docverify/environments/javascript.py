"""Packages for JavaScript, by npm, from the registries that npm of this machine is set up for.

No script of a package runs.
"""

import json
import re
import shutil
from collections.abc import Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from docverify.environments.calls import call, find_tool, refuse
from docverify.environments.installer import Machine
from docverify.environments.lock import Lock, digest, now
from docverify.environments.npm_lock import NAMES, list_packages, read_entries, require_integrity
from docverify.environments.requirement import Requirement
from docverify.environments.wall import PROXY, Needs
from docverify.errors import InstallError
from docverify.model import EnvironmentConfig
from docverify.process import Finished

QUIET = {
    "NO_COLOR": "1",
    "npm_config_audit": "false",
    "npm_config_fund": "false",
    "npm_config_ignore_scripts": "true",
    "npm_config_json": "true",
    "npm_config_logs_max": "0",
    "npm_config_loglevel": "error",
    "npm_config_package_lock": "true",
    "npm_config_update_notifier": "false",
    "npm_config_workspaces": "false",
}
SCRIPTS = ("--ignore-scripts=false", "--dangerously-allow-all-scripts")
"""Later releases of npm run none that nobody has approved."""
NODE = "sudo apt-get install -y nodejs npm"
NETWORK = "check the network, and where npm of this machine gets packages from: npm config get registry"
ADVICE = (
    ("E404", NAMES),
    ("ETARGET", NAMES),
    ("ERESOLVE", "they do not go together: ask for other versions"),
    ("E401", "the registry wants to know who asks: npm login"),
    ("E403", "the registry refuses this package"),
    ("", NETWORK),
)
"""What to do about what npm says; the first that fits."""
PLATFORM = "console.log(process.version, process.platform, process.arch, process.execPath)"
FOLDER = "npm"
KEPT = ("package.json", "package-lock.json", "node_modules")

CERTIFICATES = ("NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE")

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\??\}")
"""As a `.npmrc` names a variable, for instance one that holds a token."""
_REGISTRY = re.compile(r"^\s*((?:@[^:\s]+:)?registry)\s*=\s*\"?([^\s\"]+)", re.MULTILINE)
_NAME = r"(?:@[a-z0-9~-][\w.~-]*/)?[a-z0-9~-][\w.~-]*"
_REQUIREMENT = re.compile(rf"(?P<name>{_NAME})(?:@(?:npm:{_NAME}@?)?[^:/]*)?", re.IGNORECASE)


class Npm:
    """Installs packages for JavaScript and TypeScript."""

    projects: tuple[str, ...] = ("package.json",)
    not_source: tuple[str, ...] = ("node_modules/",)
    """What a build left counts: it is what is packed."""

    def __init__(self, machine: Machine, config: EnvironmentConfig) -> None:
        self.machine = machine
        self.scripts = config.scripts
        self.environ = {**machine.environ, **QUIET}
        self.npm = find_tool("npm", machine.environ, NODE)
        self.node = find_tool("node", machine.environ, NODE)

    def check(self, wanted: Sequence[Requirement]) -> None:
        for requirement in wanted:
            if not requirement.project and not _REQUIREMENT.fullmatch(requirement.text):
                hint = 'write "zod@4.4.3", or "." for the project beside the file'
                raise InstallError(f'cannot install "{requirement.text}": not a package of a registry', hint)

    def probe(self) -> list[str]:
        return [*self._platform[:3], self._setting("npm-version")]

    def identify(self) -> list[str]:
        """The registries, as npm itself says; never what it logs in with."""
        return [f"{name} {value}" for name, value in sorted(self._registries().items())]

    def resolve(self, wanted: Sequence[Requirement], toolchain: Sequence[str], part: Path) -> Lock:
        work = self._work_folder(part)
        named = [self._pack(requirement, work) if requirement.project else requirement.text for requirement in wanted]
        words = ("install", "--package-lock-only", "--save-exact", "--", *named)
        self._require("resolve", self._npm("resolve", words, work, walled=True), wanted)
        text = (work / "package-lock.json").read_text(encoding="utf-8")
        entries = dict(read_entries(text))
        require_integrity(entries)
        packages = tuple(sorted(list_packages(entries, toolchain[1:3])))
        fixed = [f"{path} {entry['version']} {entry['integrity']}" for path, entry in sorted(entries.items())]
        return Lock(digest(["javascript", *(SCRIPTS if self.scripts else ())], fixed, toolchain), packages, text, now())

    def install(self, lock: Lock, wanted: Sequence[Requirement], part: Path, site: Path) -> None:  # noqa: ARG002  npm wrote it down
        work = part / FOLDER
        scripts = SCRIPTS if self.scripts else ()
        words = ("ci", "--omit=dev", *scripts)
        self._require("install", self._npm("install", words, work, walled=True), wanted)
        for name in KEPT:
            if (work / name).exists():
                (work / name).rename(site / name)

    def list_releases(self, name: str, part: Path) -> list[str]:
        said = self._npm("probe", ("view", name, "versions"), self._work_folder(part), walled=True)
        self._require("list the releases of", said, [Requirement(name)])
        try:
            found = json.loads(said.stdout)
        except ValueError:
            raise InstallError(f"cannot list the releases of {name}: npm gave none", NETWORK) from None
        return [found] if isinstance(found, str) else [one for one in found if isinstance(one, str)]

    def _work_folder(self, part: Path) -> Path:
        """Where npm works: as beside the config, whose `.npmrc` may hold passwords and so is never in a layer."""
        work = part / FOLDER
        work.mkdir()
        (work / "package.json").write_text('{"private": true}\n', encoding="utf-8")
        own = self.machine.root / ".npmrc"
        if own.is_file():
            shutil.copyfile(own, work / ".npmrc")
        return work

    def _pack(self, project: Requirement, work: Path) -> str:
        """The local project as npm would publish it, named by its content, since a lock names it so."""
        if Path(project.project).is_file():
            made = Path(shutil.copy(project.project, work))
        else:
            words = ("pack", "--pack-destination", str(work), "--", project.project)
            self._require("build", self._npm("build", words, work), [project])
            made = max(work.glob("*.tgz"), key=lambda path: path.stat().st_mtime_ns)
        named = made.with_name(f"{sha256(made.read_bytes()).hexdigest()[:16]}.tgz")
        return f"./{made.rename(named).name}"

    def _npm(self, action: str, words: Sequence[str], folder: Path, *, walled: bool = False) -> Finished:
        wall = self.machine.find_wall() if walled else None
        if wall is None:
            return call(action, (self.npm, *words), environ=self.environ, folder=folder)
        node, program = self._platform[3], self._program()
        needs = self._needs(folder, (Path(node), program.parents[1]))
        proxy = self._setting("https-proxy") or self._setting("proxy")
        environ = {
            **({"ALL_PROXY": proxy} if proxy else {}),
            **self.environ,
            **dict.fromkeys(("npm_config_proxy", "npm_config_https_proxy"), PROXY),
            "npm_config_cache": str(needs.part / "cache"),
            "npm_config_noproxy": "",
            "PATH": f"{Path(node).parent}:{self.environ.get('PATH', '')}",
        }
        return call(action, (node, str(program), *words), environ=environ, folder=folder, wall=wall, needs=needs)

    def _needs(self, work: Path, tools: tuple[Path, ...]) -> Needs:
        """What npm needs behind the wall, to work as it does before it."""
        settings = self._files()
        named = [self._setting("cafile"), *(self.environ.get(name, "") for name in CERTIFICATES)]
        texts = [_read(file) for file in (work / ".npmrc", *settings)]
        variables = [name for text in texts for name in _VARIABLE.findall(text)]
        return Needs(
            "npm",
            work.parent,
            passes=("npm_config_", "NPM_CONFIG_", *CERTIFICATES, *variables),
            files=(*settings, *(Path(name) for name in named if name)),
            tools=tools,
            registries=tuple(self._registries().values()),
        )

    def _program(self) -> Path:
        """npm itself: what is on the PATH may be a link to it, or the shim of a version manager."""
        beside = Path(self._platform[3]).parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        named = Path(self.npm).resolve()
        return beside if named.name != "npm-cli.js" and beside.is_file() else named

    @cached_property
    def _platform(self) -> list[str]:
        """Version of node, system, processor, and the path of node itself."""
        said = call("probe", (self.node, "-e", PLATFORM), environ=self.environ, folder=self.machine.root)
        if said.code != 0:
            raise InstallError(f"node does not work: {said.stderr.strip()[-200:]}", NODE)
        return said.stdout.decode().strip().split(" ", 3)

    @cached_property
    def _settings(self) -> dict[str, Any]:
        """What npm is set up for, as it says itself: files, variables and its own defaults."""
        words = (self.npm, "config", "list", "--json")
        said = call("probe", words, environ=self.environ, folder=self.machine.root)
        try:
            settings: dict[str, Any] = json.loads(said.stdout)
        except ValueError:
            raise InstallError(f"npm does not work: {said.stderr.strip()[-200:]}", NODE) from None
        return settings

    def _setting(self, name: str) -> str:
        return str(self._settings.get(name) or "")

    def _registries(self) -> dict[str, str]:
        """The registry, and those of scopes; npm tells none whose URL holds a password, so its files are read too."""
        texts = [_read(file) for file in (*reversed(self._files()), self.machine.root / ".npmrc")]
        lines = (pair for text in texts for pair in _REGISTRY.findall(text))
        written = {name: _VARIABLE.sub(lambda match: self.environ.get(match[1], ""), url) for name, url in lines}
        return {
            **written,
            **{name: str(url) for name, url in self._settings.items() if name.split(":")[-1] == "registry"},
        }

    def _files(self) -> list[Path]:
        """npm's own settings on this machine, the user's first."""
        return [Path(self._setting(name)) for name in ("userconfig", "globalconfig") if self._setting(name)]

    def _require(self, action: str, finished: Finished, wanted: Sequence[Requirement]) -> None:
        if finished.code != 0:
            raise refuse(action, wanted, explain(finished), ADVICE, name_of)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def explain(finished: Finished) -> str:
    """npm's own words: its error as data where it gave one, else the last of what it said."""
    try:
        error = json.loads(finished.stdout)["error"]
        which = error["detail"].splitlines()[:1] if error["code"] == "E404" else []
        return ": ".join([error["code"], error["summary"], *which])
    except (ValueError, KeyError, TypeError, AttributeError):
        lines = [
            line.removeprefix("npm error ") for line in finished.stderr.splitlines() if line.startswith("npm error")
        ]
        return "; ".join(lines[:4]) or finished.stderr[-300:] or "npm gave no reason"


def name_of(requirement: str) -> str:
    match = _REQUIREMENT.fullmatch(requirement)
    return match["name"] if match else requirement
