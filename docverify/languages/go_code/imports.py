"""Packages of Go's own that a snippet uses: those that it imports, and those that it leaves to the reader's editor."""

import re
from collections.abc import Sequence

_PATHS = [
    "bufio",
    "bytes",
    "cmp",
    "context",
    "errors",
    "flag",
    "fmt",
    "io",
    "iter",
    "log",
    "maps",
    "math",
    "net",
    "os",
    "path",
    "reflect",
    "regexp",
    "runtime",
    "slices",
    "sort",
    "strconv",
    "strings",
    "sync",
    "testing",
    "time",
    "unicode",
    "unsafe",
    "container/heap",
    "container/list",
    "container/ring",
    "crypto/hmac",
    "crypto/md5",
    "crypto/sha1",
    "crypto/sha256",
    "crypto/sha512",
    "database/sql",
    "encoding/base64",
    "encoding/binary",
    "encoding/csv",
    "encoding/hex",
    "encoding/json",
    "encoding/xml",
    "hash/crc32",
    "hash/fnv",
    "io/fs",
    "io/ioutil",
    "log/slog",
    "math/big",
    "math/bits",
    "math/cmplx",
    "math/rand",
    "net/http",
    "net/http/httptest",
    "net/url",
    "os/exec",
    "os/signal",
    "path/filepath",
    "runtime/debug",
    "sync/atomic",
    "text/tabwriter",
    "unicode/utf8",
]
STANDARD = {path.rpartition("/")[2]: path for path in _PATHS}
"""By the name that code calls a package by; names that several packages have are missing, but for the usual one."""
SPECIFICATION = re.compile(r'(?:^|[\s(;])(?P<alias>[\w.]+[ \t]+)?"(?P<path>[^"\s]+)"')
_RELEASE = re.compile(r"v\d+")
_VERSION = re.compile(r"\.v\d+$")
_LANGUAGE = re.compile(r"^go(?:lang)?[-.]|[-.]go(?:lang)?$")


def specifications(imports: Sequence[str], code: str) -> str:
    """The imports of a snippet in one line; `code` is the rest of it, without comments and strings.

    An import that is there for the reader, and that nothing uses, is no error of the page.
    """
    found: dict[str, str] = {}
    known = set()
    for match in (match for one in imports for match in SPECIFICATION.finditer(one)):
        path, alias = match["path"], (match["alias"] or "").strip()
        name = alias if alias and alias != "import" else _name(path)
        known.add(name)
        unused = name not in ("_", ".") and not re.search(rf"\b{re.escape(name)}\.", code)
        found[path] = "_" if unused and "." not in path.partition("/")[0] else name if alias == name else ""
    for name, path in STANDARD.items():
        if name not in known and _is_used(name, code):
            found.setdefault(path, "")
    return "".join(f'import {alias} "{path}"; ' for path, alias in found.items())


def _is_used(name: str, code: str) -> bool:
    """As a package: a variable may have the same name."""
    own = rf"\b{name}(?:, ?\w+)* ?:?=|\b(?:var|const|func|type|range) {name}\b|[(,] ?{name} +[\w*\[]"
    return bool(re.search(rf"(?<![\w.]){name}\.[A-Z]", code)) and not re.search(own, code)


def _name(path: str) -> str:
    parts = path.split("/")
    return parts[-2] if len(parts) > 1 and _RELEASE.fullmatch(parts[-1]) else parts[-1]


def names_of(path: str) -> tuple[str, ...]:
    """What a package may be called that lies at this path: a folder often says which language it is in."""
    last = _VERSION.sub("", _name(path))
    plain = _LANGUAGE.sub("", last)
    return tuple(dict.fromkeys((last.replace("-", ""), plain.replace("-", ""), plain.rpartition("-")[2])))
