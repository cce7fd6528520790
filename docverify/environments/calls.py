"""Calls a package manager; each call has a time limit, and what went wrong is told on one line."""

import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from docverify.environments.allowed import read_places
from docverify.environments.requirement import Requirement
from docverify.environments.wall import Needs, Wall
from docverify.errors import InstallError, ToolchainError
from docverify.process import Finished, run
from docverify.reading.repository import hide_credentials

SECONDS = {"probe": 30.0, "resolve": 300.0, "build": 900.0, "install": 900.0}
LONGEST_MESSAGE = 600
UNSURE = ("Failed to fetch", "E401", "E403", "40")
"""Signs of a registry that did not answer as it should, and may do so tomorrow."""


def call(
    action: str,
    words: Sequence[str],
    *,
    environ: Mapping[str, str],
    folder: Path | str,
    wall: Wall | None = None,
    needs: Needs | None = None,
) -> Finished:
    """What the tool left; raises InstallError when it takes too long or does not start.

    It runs behind the wall, where there is one, when it is said what it needs there.
    """
    tool, seconds = needs.tool if needs else Path(words[0]).name, SECONDS[action]
    try:
        if wall is None or needs is None:
            return run(words, environ=environ, folder=str(folder), seconds=seconds)
        finished, refused = wall.run(words, needs, environ=environ, folder=str(folder), seconds=seconds)
    except TimeoutError as error:
        raise InstallError(f"cannot {action} packages: {error}", "check the network, then try again") from None
    except OSError as error:
        raise InstallError(f"cannot {action} packages: {tool} does not start: {error.strerror}") from None
    if finished.code != 0 and refused:
        known = ", ".join(sorted(map(str, read_places(needs.registries))))
        what = f"{tool} asked for {', '.join(dict.fromkeys(refused))}, and may ask only its own registries: {known}"
        raise InstallError(f"cannot {action} packages: {what}", f"set {tool} up for a registry that has them all")
    return finished


def find_tool(name: str, environ: Mapping[str, str], hint: str) -> str:
    """Path of a program of the machine; raises ToolchainError, with what to do, when there is none."""
    found = shutil.which(name, path=environ.get("PATH", ""))
    if not found:
        raise ToolchainError(f"cannot install packages: {name} is not installed", hint)
    return found


def refuse(
    action: str,
    wanted: Sequence[Requirement],
    said: str,
    advice: Sequence[tuple[str, str]],
    name_of: Callable[[str], str],
) -> InstallError:
    """The error that names the requirements which the tool speaks of; all of them when it names none."""
    told = " ".join(hide_credentials(said).split())[:LONGEST_MESSAGE] or "it gave no reason"
    named = [one.text for one in wanted if _speaks_of(told, name_of(one.text))]
    blamed = named or [one.text for one in wanted]
    quoted = ", ".join(f'"{text}"' for text in blamed)
    sign, hint = next((sign, hint) for sign, hint in advice if sign in told)
    return InstallError(f"cannot {action} {quoted}: {told}", hint, blamed, final=is_final(sign))


def is_final(sign: str) -> bool:
    """Whether what the tool said tells of packages: the advice without a sign is for everything else."""
    return bool(sign) and sign not in UNSURE


def _speaks_of(said: str, name: str) -> bool:
    return bool(re.search(rf"(?<![\w@/.-]){re.escape(name)}(?![\w/-])", said))
