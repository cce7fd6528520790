"""One example with its run: what is said of it, with its evidence."""

import re
from collections.abc import Sequence
from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace

from docverify.judge.deprecations import deprecations
from docverify.masks import mask
from docverify.model import Example, Request, Run, Verdict
from docverify.ports import Language, Unordered

LONGEST_EVIDENCE = 8_000
"""Characters of the actual output that a verdict keeps."""
SENDS = re.compile(
    r"\b(?:curl|wget|httpie|xh)\s|^[ \t$]*https?\s|\bfetch\("
    r"|\b(?:requests|httpx|session|client|axios|http)\.(?:get|post|put|patch|delete|request)\("
    r"|\burl_?open\(|Net::HTTP|Invoke-RestMethod|\bnew URL\(|open-uri|LWP::|curl_exec|HttpClient|reqwest",
    re.MULTILINE,
)
"""Code that asks a service, whose reply is to one reader."""
_DOCSTRING = re.compile(r"\b__doc__\b")
"""Code that shows a docstring: Python takes its indentation away since 3.13."""


class Case(Struct, frozen=True, gc=False):
    """One example, what it did, and where it stands."""

    example: Example
    run: Run
    page: Sequence[Example]
    language: Language
    flags: tuple[str, ...] = ()
    """Of every comparison, in doctest's names."""

    def say(self, verdict: str, level: str, **fields: object) -> Verdict:
        whole = replace(
            Verdict(self.example.id, verdict, level, reading=self.run.reading, seconds=self.run.seconds),
            deprecations=deprecations(self.run),
            requests=tuple(Request(host=host) for host in self.run.hosts),
            **fields,
        )
        return replace(whole, fingerprint=fingerprint(whole), actual=whole.actual[:LONGEST_EVIDENCE])

    def leeway(self, code: str) -> tuple[str, ...]:
        """Flags of a comparison that follow from the language, and from what the code does."""
        unordered = ("UNORDERED_MEMBERS",) if isinstance(self.language, Unordered) else ()
        indented = ("NORMALIZE_WHITESPACE",) if self.language.family == "python" and _DOCSTRING.search(code) else ()
        asked = SENDS.search(code) or self.run.exchanges
        return (*unordered, *indented, *(("REPLY",) if asked else ()))

    def reason(self, run: Run) -> tuple[str, str] | None:
        return self.language.reason(self.example, run, self.page)


def fingerprint(verdict: Verdict) -> str:
    """Hash of what the run showed, without what changes from run to run."""
    shown = mask(verdict.detail if verdict.verdict == "fail" else verdict.actual[:LONGEST_EVIDENCE])
    text = "\n".join((verdict.verdict, verdict.kind, verdict.reason, shown))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
