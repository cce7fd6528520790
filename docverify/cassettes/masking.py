"""Takes out of recordings what gives access: each value becomes the same word wherever it stands in one of them."""

import re
from collections.abc import Callable, Collection
from typing import Any

FEWEST = 8
"""Characters of a value that is known again wherever it stands."""
_NAMES = re.compile(
    r"(?:password|passwd|passphrase|secret|token|apikey|accesskey|secretkey|privatekey|masterkey|authkey|sessionid"
    r"|credentials?|authorization|cookie|jwt|signature)$|^(?:sig|pwd|otp)$"
)
"""How what gives access is called, in small letters and without `-` and `_`."""
_VALUES = re.compile(
    r"eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*|\b(?:sk|pk|rk)_(?:live|test)_\w{8,}|\bsk-[\w-]{20,}|\bgh[opsur]_\w{20,}"
    r"|\bgithub_pat_\w{20,}|\bglpat-[\w-]{20,}|\bnpm_\w{30,}|\bhf_\w{20,}|\bshpat_\w{20,}|\bwhsec_\w{20,}"
    r"|\bA(?:KI|SI)A[A-Z0-9]{16}\b|\bAIza[\w-]{35}|\bya29\.[\w-]{20,}|\bSG\.[\w-]{16,}\.[\w-]{16,}"
    r"|\bxox[abprs]-[\w-]{10,}|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----"
)
"""What gives access whatever it is called: tokens and keys in well-known forms."""
_SCHEME = re.compile(r"(?P<scheme>(?:Basic|Bearer|Token|Digest|ApiKey)\s+)?(?P<rest>[\s\S]*)", re.IGNORECASE)
_PARAMETERS = re.compile(r"[\w-]+\s+[\w-]+=")
"""How credentials begin that consist of parameters, such as those of Digest, OAuth and AWS."""
_PARAMETER = re.compile(r"""(?P<name>[\w-]+)=(?P<quote>"?)(?P<value>[^",/\s]+)(?P<rest>[^",\s]*"?)""")
_TOLD = frozenset(
    {
        *("realm", "uri", "algorithm", "qop", "nc", "opaque", "charset", "signedheaders", "headers"),
        *("oauth_version", "oauth_signature_method", "oauth_timestamp"),
    }
)
"""Those that give no access."""
_HARMLESS = re.compile(r"(?:docverify-[0-9a-f]{24}|masked-\d+)?")
"""Stand-ins of ours, which are of use to nobody; so is `password` for a password."""
_PAIR = re.compile(r"(?P<name>[^=&?]+)=(?P<value>[^&]*)")
_ELEMENT = re.compile(r"<(?:[\w.-]+:)?(?P<name>[\w.-]+)(?:\s[^<>]*)?>(?P<value>[^<>]+)</")
_PART = re.compile(r'\bname="(?P<name>[^"\r\n]+)"[^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*\r?\n(?P<value>[^\r\n]+)')
"""An element of XML, and a field of a form in parts."""
_COOKIE = re.compile(r"(?P<name>[^=;\s]+)=(?P<value>[^;]*)")


def gives_access(name: str) -> bool:
    """True for what a member, header or field of this name holds."""
    return bool(_NAMES.search(name.lower().replace("-", "").replace("_", "")))


def masked_pairs(text: str, hide: Callable[[str], str]) -> str:
    """A query or a form with each value that gives access as `hide` has it."""

    def swap(pair: re.Match[str]) -> str:
        return f"{pair['name']}={hide(pair['value'])}" if gives_access(pair["name"]) else pair[0]

    return _PAIR.sub(swap, text)


class Masker:
    """The words of one recording."""

    def __init__(self, known: Collection[str] = ()) -> None:
        """`known`: values that need no mask, since whoever may read the recording has them anyway."""
        self.known = frozenset(known)
        self.words: dict[str, str] = {}

    def hide(self, value: str) -> str:
        """The word for a value that gives access; a scheme before it stays."""
        parts = _SCHEME.fullmatch(value)
        rest = parts["rest"] if parts else value
        if _HARMLESS.fullmatch(rest) or _NAMES.fullmatch(rest.lower()) or rest in self.known:
            return value
        word = self.words.setdefault(rest, f"masked-{len(self.words) + 1}")
        return f"{(parts['scheme'] if parts else None) or ''}{word}"

    def text(self, text: str) -> str:
        """A text in which it may stand."""
        found = _VALUES.sub(lambda match: self.hide(match[0]), text)
        for value in sorted(self.words, key=len, reverse=True):
            if len(value) >= FEWEST:
                found = found.replace(value, self.words[value])
        return found

    def target(self, url: str) -> str:
        """A URL, or a form that is written like a query."""
        return self.text(masked_pairs(url, self.hide))

    def fields(self, text: str) -> str:
        """XML, or a form in parts."""

        def swap(field: re.Match[str]) -> str:
            before = field[0][: field.start("value") - field.start()]
            return f"{before}{self.hide(field['value'])}{field[0][len(before) + len(field['value']) :]}"

        for pattern in (_ELEMENT, _PART):
            text = pattern.sub(lambda field: swap(field) if gives_access(field["name"]) else field[0], text)
        return self.text(text)

    def header(self, name: str, value: str) -> str:
        if name.lower() in ("cookie", "set-cookie"):
            first = name.lower() == "set-cookie"  # what follows are attributes
            return _COOKIE.sub(lambda pair: f"{pair['name']}={self.hide(pair['value'])}", value, count=int(first))
        if gives_access(name) and _PARAMETERS.match(value):
            return _PARAMETER.sub(self._parameter, value)
        return self.hide(value) if gives_access(name) else self.text(value)

    def _parameter(self, found: re.Match[str]) -> str:
        name, value, rest = found["name"], found["value"], found["rest"]
        return found[0] if name.lower() in _TOLD else f"{name}={found['quote']}{self.hide(value)}{rest}"

    def value(self, value: Any, name: str = "") -> Any:
        """A value of JSON, which a member of this name holds."""
        if isinstance(value, str):
            return self.hide(value) if gives_access(name) else self.text(value)
        if isinstance(value, list):
            return [self.value(one, name) for one in value]
        if isinstance(value, dict):
            return {key: self.value(one, key) for key, one in value.items()}
        return value
