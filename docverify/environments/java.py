"""Libraries for Java, by Maven, from the repositories that Maven of this machine is set up for.

The layer holds the jars of what was asked for and of what that needs to run; it belongs on the class path as `…/*`.
Maven has no lock: ours names each jar with its checksum.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree as ET

from docverify.environments.calls import call, find_tool, refuse
from docverify.environments.installer import Machine
from docverify.environments.lock import Lock, digest, now
from docverify.environments.requirement import Requirement
from docverify.environments.wall import PORT, Needs
from docverify.errors import InstallError
from docverify.model import EnvironmentConfig
from docverify.process import Finished

INSTALL = "sudo apt-get install -y maven"
NAMES = "check the coordinates in the config: group:artifact:version"
ADVICE = (
    ("Could not find artifact", NAMES),
    ("was not found", NAMES),
    ("", "check the network, and where Maven of this machine gets packages from: ~/.m2/settings.xml"),
)
"""What to do about what Maven says; the first that fits."""
PUBLIC = "https://repo.maven.apache.org/maven2"
"""Where Maven gets packages from when it is told nothing."""
PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1"
POM = """\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>docverify</groupId>
  <artifactId>layer</artifactId>
  <version>0</version>
  <dependencies>{dependencies}</dependencies>
</project>
"""
DEPENDENCY = "<dependency><groupId>{}</groupId><artifactId>{}</artifactId><version>{}</version></dependency>"

_REQUIREMENT = re.compile(r"(?P<group>[\w.-]+):(?P<artifact>[\w.-]+):(?P<version>[\w.+-]+)")
_LISTED = re.compile(r"^\s+([\w.-]+:[\w.-]+):[\w-]+:(?:[\w.-]+:)?([\w.+-]+):(?:compile|runtime)\b", re.MULTILINE)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_VARIABLE = re.compile(r"\$\{env\.(\w+)\}")


class Maven:
    """Installs libraries for Java; none of their code runs."""

    projects: tuple[str, ...] = ()
    not_source: tuple[str, ...] = ()

    def __init__(self, machine: Machine, config: EnvironmentConfig) -> None:  # noqa: ARG002  a jar has no scripts
        self.machine = machine
        self.maven = find_tool("mvn", machine.environ, INSTALL)
        self.java = find_tool("java", machine.environ, INSTALL)
        self.home = Path(machine.environ.get("HOME", "/"))

    def check(self, wanted: Sequence[Requirement]) -> None:
        for requirement in wanted:
            if not _REQUIREMENT.fullmatch(requirement.text):
                hint = "write com.google.code.gson:gson:2.11.0"
                raise InstallError(f'cannot install "{requirement.text}": no coordinates of a library', hint)

    def probe(self) -> list[str]:
        """Jars are the same for each release of Java and of Maven."""
        return ["java"]

    def identify(self) -> list[str]:
        return self._registries

    def resolve(self, wanted: Sequence[Requirement], toolchain: Sequence[str], part: Path) -> Lock:
        work = part / "java"
        (work / "jars").mkdir(parents=True)
        found = (requirement.text.split(":") for requirement in wanted)
        dependencies = "".join(DEPENDENCY.format(*coordinates) for coordinates in found)
        (work / "pom.xml").write_text(POM.format(dependencies=dependencies), encoding="utf-8")
        goals = (f"{PLUGIN}:copy-dependencies", f"{PLUGIN}:list", "-DincludeScope=runtime", "-DoutputFile=list")
        self._require("resolve", self._run((*goals, "-DoutputDirectory=jars"), work), wanted)
        listed = _LISTED.findall((work / "list").read_text(encoding="utf-8"))
        packages = tuple(sorted(f"{name}=={version}" for name, version in listed))
        jars = sorted((work / "jars").iterdir())
        text = "".join(f"{sha256(jar.read_bytes()).hexdigest()} {jar.name}\n" for jar in jars)
        return Lock(digest(toolchain, [text]), packages, text, now())

    def install(self, lock: Lock, wanted: Sequence[Requirement], part: Path, site: Path) -> None:  # noqa: ARG002  they are there
        for jar in (part / "java" / "jars").iterdir():
            jar.rename(site / jar.name)

    def _run(self, words: Sequence[str], work: Path) -> Finished:
        part, wall, environ = work.parent, self.machine.find_wall(), self.machine.environ
        options = [environ.get("MAVEN_OPTS", ""), *(_options(part, self.home) if wall else [])]
        java = Path(environ.get("JAVA_HOME") or Path(self.java).resolve().parents[1])
        needs = Needs(
            "mvn",
            part,
            passes=("JAVA_HOME", "MAVEN_OPTS", *(name for text in self._texts() for name in _VARIABLE.findall(text))),
            files=(*self._files, self.home / ".m2" / "settings-security.xml"),
            tools=(Path(self.maven).resolve().parents[1], java),
            registries=tuple(self._registries),
        )
        command = (str(Path(self.maven).resolve()), "-B", "-q", "-ntp", "-Dstyle.color=never", *words)
        own = {"JAVA_HOME": str(java), "MAVEN_OPTS": " ".join(filter(None, options))}
        return call("resolve", command, environ={**environ, **own}, folder=work, wall=wall, needs=needs)

    @cached_property
    def _files(self) -> list[Path]:
        return [self.home / ".m2" / "settings.xml", Path(self.maven).resolve().parents[1] / "conf" / "settings.xml"]

    def _texts(self) -> Iterator[str]:
        return (file.read_text(encoding="utf-8", errors="replace") for file in self._files if file.is_file())

    @cached_property
    def _registries(self) -> list[str]:
        """Repositories and mirrors, as the settings have them."""
        found = [pair for text in self._texts() for pair in read_settings(text)]
        replaced = any(set(name.split(",")) & {"*", "central", "external:*"} for _, name in found)
        return [*(url for url, _ in found), *([] if replaced else [PUBLIC])]

    def _require(self, action: str, finished: Finished, wanted: Sequence[Requirement]) -> None:
        if finished.code != 0:
            said = finished.stdout.decode("utf-8", "replace") + finished.stderr
            raise refuse(action, wanted, explain(said), ADVICE, name_of)


def read_settings(text: str) -> Iterator[tuple[str, str]]:
    """URL of each repository and mirror, and what it is a mirror of; one that stands for a ban is left out."""
    try:
        settings = ET.fromstring(text)
    except ET.ParseError:
        return
    for element in settings.iter():
        values = {child.tag.rpartition("}")[2]: (child.text or "").strip() for child in element}
        kind = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if kind in ("mirror", "repository", "pluginRepository") and values.get("blocked") != "true":
            yield values.get("url", ""), values.get("mirrorOf", "")


def explain(said: str) -> str:
    """Maven's first error, without where to read more."""
    lines = [_COLOUR.sub("", line).removeprefix("[ERROR] ") for line in said.splitlines() if "[ERROR] " in line]
    first = lines[0] if lines else said[-300:]
    return re.sub(r".*on project \S+: ", "", first.partition(" -> [Help")[0])


def name_of(requirement: str) -> str:
    return requirement.rpartition(":")[0]


def _options(part: Path, home: Path) -> list[str]:
    """Java looks at no variables for its proxy."""
    proxies = [f"-D{scheme}.proxy{name}" for scheme in ("http", "https") for name in ("Host=127.0.0.1", f"Port={PORT}")]
    return [*proxies, "-Dhttp.nonProxyHosts=", f"-Duser.home={home}", f"-Dmaven.repo.local={part / 'repository'}"]
