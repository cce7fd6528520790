"""Libraries of Java, as the build files of Maven and Gradle name them."""

import re
from collections.abc import Iterator, Sequence

from docverify.mentions.mention import Manifest, Named, is_stand_in

_DEPENDENCY = re.compile(r"<dependency>(?P<inner>(?:(?!<dependency>)[^\0]){1,2000}?)</dependency>")
_ELEMENT = re.compile(r"<(?P<name>\w+)>\s*(?P<text>[^<>]*?)\s*</(?P=name)>")
_COMMENT = re.compile(r"<!--[^\0]{0,2000}?-->")
_DECLARED = re.compile(
    r"^\s*(?:implementation|api|compile|compileOnly|runtimeOnly|testImplementation|testCompile)\b"
    r"\s*\(?\s*(?P<quote>['\"])(?P<coordinates>[^'\"\s]+)(?P=quote)\s*\)?\s*(?://.*)?$",
    re.MULTILINE,
)
_PART = re.compile(r"[A-Za-z0-9][\w.-]*", re.ASCII)
_VERSION = re.compile(r"[A-Za-z]{0,8}\d[\w.-]*", re.ASCII)
_UNTOLD = re.compile(r"[xyzn](?:\.[xyzn])+|.*\.x|.*SNAPSHOT", re.IGNORECASE)
_OWNER = re.compile(r"(?:(?:com|org|net|io)\.)?(?:example|acme|my|your|some|company|mycompany)(?:[.-].*)?")


def read_maven(text: str) -> Iterator[Named]:
    bare = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text)
    for match in _DEPENDENCY.finditer(bare):
        told = {one["name"]: one["text"] for one in _ELEMENT.finditer(match["inner"])}
        is_jar = told.get("type", "jar") == "jar" and told.get("scope", "") not in ("system", "import")
        if is_jar and "classifier" not in told:
            found = [told.get(key, "") for key in ("groupId", "artifactId", "version")]
            yield from _read(found, bare.count("\n", 0, match.start()))


def read_gradle(text: str) -> Iterator[Named]:
    for match in _DECLARED.finditer(text):
        yield from _read(match["coordinates"].split(":"), text.count("\n", 0, match.start("coordinates")))


def _read(coordinates: Sequence[str], offset: int) -> Iterator[Named]:
    """Nothing for coordinates that are not whole, or that a reader completes."""
    if len(coordinates) != 3:
        return
    group, artifact, version = coordinates
    is_whole = _PART.fullmatch(group) and _PART.fullmatch(artifact) and _VERSION.fullmatch(version)
    if is_whole and not (_OWNER.fullmatch(group) or is_stand_in(artifact) or _UNTOLD.fullmatch(version)):
        yield Named(f"{group}:{artifact}", f"{group}:{artifact}:{version}", offset)


MAVEN = Manifest(frozenset({"xml", "maven", "pom", "pom.xml"}), read_maven)
GRADLE = Manifest(frozenset({"groovy", "gradle", "kotlin", "kts", "kt", "java", "gradle-kotlin"}), read_gradle)
