"""Web addresses of files in git repositories, as forges write them. Pure."""

import re
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct

_HOST = re.compile(r"(?:^|\.)(?:github|gitlab|codeberg|bitbucket|gitea|forgejo|gitee|framagit|salsa|git)\.")
"""A label of the name of a host that keeps repositories."""
_PATH = re.compile(
    r"(?P<repository>/[^/]+(?:/[^/]+)+?)(?P<mark>/-)?"
    r"/(?P<verb>_?edit|blob|tree|raw|blame|src)/(?P<kind>(?:branch|tag|commit)/)?(?P<rest>[^/]+/.+)"
)
_RAW = re.compile(r"(?P<repository>/[^/]+/[^/]+)/(?:refs/heads/)?(?P<rest>[^/]+/.+)")
_TEMPLATE = re.compile(r"(?:^|/):\w+|[{}<>*]|\$\w|%s")
LONGEST = 2_000
"""Characters of an address that is looked at."""


class Blob(Struct, frozen=True, gc=False):
    """A file in a git repository, as an address names it."""

    repository: str
    """What git clones: `https://github.com/owner/name`."""
    verb: str
    """`edit` for an address that opens an editor; else `blob`."""
    rest: str
    """Branch and path, which only the repository can tell apart: `docs/v2/guide/a.md`."""
    known: bool
    """True on a host that is a forge by its name."""
    view: str = "blob"
    """The words before a commit in the address of a file, which forges choose differently."""

    def at(self, commit: str, path: str) -> str:
        """Where a reader sees a file of the repository at one commit."""
        return f"{self.repository}/{self.view}/{commit}/{quote(path)}"


def read_blob(url: str) -> Blob | None:
    """The file that the address names; None for any other address, and for a template of one."""
    if len(url) > LONGEST:
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or _TEMPLATE.search(unquote(parts.path)):
        return None
    raw = host == "raw.githubusercontent.com"
    match = (_RAW if raw else _PATH).fullmatch(parts.path)
    if not match or (raw and not match["rest"]):
        return None
    verb = "blob" if raw else match["verb"].lstrip("_")
    edits = verb == "edit" or "mode=edit" in parts.query
    address = "github.com" if raw else parts.netloc.rpartition("@")[2]
    repository = f"https://{address}{match['repository'].removesuffix('.git')}"
    rest = unquote(match["rest"]).removesuffix("/")
    view = "blob" if raw else _view(match)
    return Blob(repository, "edit" if edits else "blob", rest, raw or bool(_HOST.search(host)), view)


def _view(match: re.Match[str]) -> str:
    """GitLab's, Gitea's, Bitbucket's or GitHub's words, as the address itself shows."""
    if match["mark"]:
        return "-/blob"
    if match["verb"] == "_edit" or match["kind"]:
        return "src/commit"
    return "src" if match["verb"] == "src" else "blob"
