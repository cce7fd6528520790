"""A git repository read from its object store: nothing is checked out, so no hook, filter or link of it ever acts."""

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from docverify.errors import SourceError
from docverify.locking import locked
from docverify.process import Finished, run

SETTINGS = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "fetch.recurseSubmodules=false",
    "gc.auto=0",  # it would go on in the background after we ended
    "maintenance.auto=false",
    "http.lowSpeedLimit=1000",
    "http.lowSpeedTime=30",
)
ENVIRON = {
    "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh",  # above all `ext::`, which runs a program, is left out
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LFS_SKIP_SMUDGE": "1",
    "SSH_ASKPASS_REQUIRE": "never",
    "LC_ALL": "C",  # its messages are read
}
FOREIGN = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_CONFIG",
        "GIT_CONFIG_PARAMETERS",
        "GIT_DIR",
        "GIT_INDEX_FILE",
        "GIT_NAMESPACE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    }
)
"""Set when docverify runs inside a git hook: they would turn every command on the user's own repository."""

READ_SECONDS = 60.0
BATCH = 32 * 1024 * 1024
"""Bytes of blobs that are asked for at once."""

_HASH = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_NO_NAME = re.compile(r"^-|[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|^/|/$")
_USER_INFO = re.compile(r"(?i)\b(https?://)[^/@\s]+@|(\w+://[^/@:\s]+):[^/@\s]*@")


class Entry(Struct, frozen=True):
    """What one commit holds at one path."""

    path: bytes
    kind: str
    """`file`, `link` or `submodule`."""
    blob: str
    size: int


class Snapshot(Struct, frozen=True):
    """One commit, in a clone of ours."""

    folder: str
    commit: str


def hide_credentials(text: str) -> str:
    """The text without user names and passwords in web addresses, and without passwords in any."""
    return _USER_INFO.sub(lambda match: match[1] or f"{match[2]}@", text)


def fetch(url: str, revision: str, clones: Path, seconds: float) -> Snapshot:
    """The commit that a branch, tag or commit of the repository names now; what was fetched before is asked for again.

    Only a whole commit hash is taken from an earlier fetch: it cannot have come to mean something else.
    """
    _refuse_options(url, revision)
    folder = clones / sha256(url.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    reference = f"refs/docverify/{sha256(revision.encode()).hexdigest()[:16]}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(clones / f"{folder.name}.lock", seconds):
            commit = _find_commit(folder, reference) if _HASH.fullmatch(revision) else ""
            return Snapshot(str(folder), commit or _fetch(folder, url, revision, reference, seconds))
    except TimeoutError as error:
        raise SourceError(
            f"cannot fetch {hide_credentials(url)}: {error}", "check the connection, then try again"
        ) from None
    except OSError as error:
        raise SourceError(f"cannot keep a clone in {clones}: {error.strerror}") from None


def list_entries(snapshot: Snapshot) -> list[Entry]:
    """Everything that the commit holds, in git's order, which is by bytes of the path."""
    listed = _git(snapshot.folder, "ls-tree", "-r", "-z", "--long", "--full-tree", snapshot.commit)
    _require(listed, "cannot list the pages of the clone")
    return [_read_entry(line) for line in listed.stdout.split(b"\0") if line]


def read_blobs(snapshot: Snapshot, entries: Sequence[Entry]) -> Iterator[bytes]:
    """The bytes of each entry, in their order."""
    for batch in _batches(entries):
        asked = "".join(f"{entry.blob}\n" for entry in batch).encode()
        answer = _git(snapshot.folder, "cat-file", "--batch", stdin=asked)
        _require(answer, "cannot read the pages of the clone")
        yield from _split(answer.stdout, batch)


def _refuse_options(url: str, revision: str) -> None:
    if url.startswith("-") or not url.isprintable():
        raise SourceError(f"{url!r} is no git URL")
    if _NO_NAME.search(revision):
        raise SourceError(f"{revision!r} is no name of a branch, tag or commit")
    if shutil.which("git") is None:
        raise SourceError("git is not installed", "sudo apt-get install git")


def _fetch(folder: Path, url: str, revision: str, reference: str, seconds: float) -> str:
    for stale in folder.rglob("*.lock"):  # we hold the lock: whoever left these was killed
        stale.unlink(missing_ok=True)
    _require(_git(str(folder), "init", "--quiet", "--bare", "--template=", "."), "cannot make a clone")
    refspec = f"+{revision or 'HEAD'}:{reference}"
    arguments = ("fetch", "--quiet", "--depth=1", "--no-tags", "--", url, refspec)
    fetched = _git(str(folder), *arguments, seconds=seconds)
    if fetched.code != 0:
        raise _explain(fetched.stderr, hide_credentials(url), revision)
    return _find_commit(folder, reference)


def _find_commit(folder: Path, reference: str) -> str:
    """Empty when it was never fetched."""
    if not (folder / "HEAD").exists():
        return ""
    found = _git(str(folder), "rev-parse", "--quiet", "--verify", f"{reference}^{{commit}}")
    return found.stdout.decode().strip()


def _explain(stderr: str, url: str, revision: str) -> SourceError:
    if "couldn't find remote ref" in stderr or "not our ref" in stderr or "unadvertised object" in stderr:
        if not revision:
            return SourceError(f"{url} has no commits")
        hint = "name a branch, a tag or the whole hash of a commit"
        return SourceError(f'{url} has no branch, tag or commit "{revision}"', hint)
    lines = [line for line in hide_credentials(stderr).splitlines() if line.startswith(("fatal:", "error:", "ssh:"))]
    what = "; ".join(dict.fromkeys(line.partition(":")[2].strip() for line in lines)) or stderr.strip()[-300:]
    return SourceError(f"cannot fetch {url}: {what}", "check the address and that you may read it: git ls-remote URL")


def _git(folder: str, *arguments: str, seconds: float = READ_SECONDS, stdin: bytes = b"") -> Finished:
    settings = [part for setting in SETTINGS for part in ("-c", setting)]
    environ = {key: value for key, value in os.environ.items() if key not in FOREIGN} | ENVIRON
    command = ["git", f"--git-dir={folder}", *settings, *arguments]
    return run(command, environ=environ, folder=folder, seconds=seconds, stdin=stdin)


def _require(finished: Finished, what: str) -> None:
    if finished.code != 0:
        raise SourceError(f"{what}: {finished.stderr.strip()[-300:]}", "delete .docverify and try again")


def _read_entry(line: bytes) -> Entry:
    head, _, path = line.partition(b"\t")
    mode, _, blob, size = head.decode().split()
    kind = {"120000": "link", "160000": "submodule"}.get(mode, "file")
    return Entry(path, kind, blob, int(size) if size.isdigit() else 0)


def _batches(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    batch: list[Entry] = []
    room = BATCH
    for entry in entries:
        if batch and entry.size > room:
            yield batch
            batch, room = [], BATCH
        batch.append(entry)
        room -= entry.size
    if batch:
        yield batch


def _split(answer: bytes, batch: Sequence[Entry]) -> Iterator[bytes]:
    """Each object is preceded by a line of its own and followed by a newline."""
    position = 0
    for entry in batch:
        start = answer.index(b"\n", position) + 1
        yield answer[start : start + entry.size]
        position = start + entry.size + 1
