"""What the SOURCE arguments of a command name."""

import re
from collections.abc import Sequence
from pathlib import PurePath

from docverify.errors import UsageError
from docverify.model import SourceConfig

_GIT_URL = re.compile(r"(?:git|ssh|file)://|git\+|[\w.-]+@[\w.-]+:")
_PIP_GIT = re.compile(r"git\+(?P<url>\w+://[^/]*/[^@]+)(?:@(?P<revision>.+))?")


def sources_from_arguments(arguments: Sequence[str], folder: str = "") -> tuple[SourceConfig, ...]:
    """What the SOURCE arguments of a command name; paths are relative to `folder`, the working folder."""
    return tuple(_source_from_argument(argument, folder) for argument in arguments)


def _source_from_argument(argument: str, folder: str) -> SourceConfig:
    if argument.startswith("git+"):
        match = _PIP_GIT.fullmatch(argument)
        if match is None:
            raise UsageError(
                f'"{argument}" names no repository', "write git+https://…, with @REVISION at its end if need be"
            )
        return SourceConfig(git=match["url"], revision=match["revision"] or "")
    if _GIT_URL.match(argument):
        return SourceConfig(git=argument)
    if argument.startswith(("http://", "https://")):
        if argument.rstrip("/").endswith(".git"):
            return SourceConfig(git=argument)
        if "@" in argument.split("/")[2]:
            hint = 'name the variables that hold them in docverify.toml: [credentials."docs.example"]'
            raise UsageError("a site's URL holds no user and no password", hint)
        return SourceConfig(url=argument)
    if not argument:
        raise UsageError("an empty SOURCE argument", "name a file, a folder, a git URL or a site")
    path = str(PurePath(folder, argument))
    return SourceConfig(git=path) if path.endswith(".git") and len(PurePath(path).name) > 4 else SourceConfig(path=path)
