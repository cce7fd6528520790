"""What the requirements of a config are called, so that nothing else is installed under the same name."""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from docverify.environments import crates, go, java, javascript
from docverify.environments.requirement import find_local

_DISTRIBUTION = re.compile(r"[A-Za-z0-9][\w.-]*", re.ASCII)
_DECLARED = re.compile(r"""^\s*name\s*=\s*["']?([A-Za-z0-9][\w.-]*)""", re.MULTILINE)
_NAME_OF = {"javascript": javascript.name_of, "go": go.name_of, "rust": crates.name_of, "java": java.name_of}


def find_names(language: str, install: Sequence[str], root: Path) -> frozenset[str]:
    """Names as their registry compares them; a local project has the one that its own file gives it."""
    names = {_find_name(language, text.strip(), root) for text in install} - {""}
    return frozenset(map(normalise, names) if language == "python" else names)


def _find_name(language: str, requirement: str, root: Path) -> str:
    project = find_local(requirement, root)
    if project is None:
        found = _DISTRIBUTION.match(requirement)
        return _NAME_OF[language](requirement) if language in _NAME_OF else found[0] if found else ""
    if project.suffix == ".whl":
        return project.name.partition("-")[0]
    return _of_package(project) if language == "javascript" else _of_distribution(project)


def _of_package(project: Path) -> str:
    try:
        told = json.loads((project / "package.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    name = told.get("name") if isinstance(told, dict) else ""
    return name if isinstance(name, str) else ""


def _of_distribution(project: Path) -> str:
    try:
        told: Mapping[str, object] = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        told = {}
    table = told.get("project")
    if isinstance(table, dict) and isinstance(table.get("name"), str):
        return str(table["name"])
    files = (project / name for name in ("setup.cfg", "setup.py"))
    texts = (file.read_text(encoding="utf-8", errors="replace") for file in files if file.is_file())
    return next((match[1] for text in texts if (match := _DECLARED.search(text))), "")


def normalise(name: str) -> str:
    """As registries for Python compare names."""
    return re.sub(r"[-_.]+", "-", name).lower()
