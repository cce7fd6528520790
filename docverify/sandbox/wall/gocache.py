"""Go's own packages, compiled once for all sandboxes: since release 1.20 Go comes without them.

A sandbox sees the folder read-only; compiling them anew would cost each page more than the time limit of a build.
"""

import os
import shutil
import subprocess
from pathlib import Path

from docverify.languages.go_code.imports import STANDARD
from docverify.languages.go_code.wrapping import ENVIRON
from docverify.locking import locked

SECONDS = 300.0
"""For all of it, on a slow machine."""
INSIDE = "/docv/go"
"""Where the sandbox sees it."""


def compiled(go: str) -> str:
    """The folder for one release of Go; empty when it cannot be made. Nothing of the user's own cache is in it."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    try:
        return _compiled(go, Path(home) / "docverify")
    except (OSError, subprocess.SubprocessError):
        return ""


def _compiled(go: str, home: Path) -> str:
    said = subprocess.run([go, "version"], capture_output=True, text=True, check=True, timeout=SECONDS, cwd="/")
    release = "-".join(said.stdout.replace("/", "-").split()[2:])
    folder = home / release
    if folder.is_dir():
        return str(folder)
    home.mkdir(parents=True, exist_ok=True)
    with locked(home / f"{release}.lock", SECONDS):
        if not folder.is_dir():
            _compile(go, folder)
    return str(folder)


def _compile(go: str, folder: Path) -> None:
    """All or nothing: a folder of that name is whole."""
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    own = {**ENVIRON, "GOCACHE": str(part), "GOPATH": str(part / "path"), "HOME": str(part), "GOENV": "off"}
    environ = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), **own}
    subprocess.run(
        [go, "build", *_known(go, environ)], env=environ, capture_output=True, check=True, timeout=SECONDS, cwd="/"
    )
    part.rename(folder)


def _known(go: str, environ: dict[str, str]) -> list[str]:
    """Without the packages that are newer than this release."""
    said = subprocess.run(
        [go, "list", "std"], env=environ, capture_output=True, text=True, check=True, timeout=SECONDS, cwd="/"
    )
    return sorted(set(said.stdout.split()) & set(STANDARD.values()))
