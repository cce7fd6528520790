"""Examples that ran without a request, where others of their page show that they should have sent one."""

import re
import sys
from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from docverify.evidence import UNREACHED
from docverify.model import Example, Verdict

_CALL = re.compile(r"(?<![\w.$'\"])(?P<root>[A-Za-z_$][\w$]*)(?:\??\.[\w$]+)*\s*\(")
_COMMON = frozenset(
    {
        *(
            "print",
            "len",
            "str",
            "repr",
            "list",
            "dict",
            "set",
            "int",
            "float",
            "sorted",
            "range",
            "open",
            "type",
            "if",
        ),
        *("console", "JSON", "Object", "Array", "Promise", "Math", "String", "Number", "Date", "require", "import"),
        *("if", "for", "while", "switch", "catch", "function", "return", "def", "with", "assert", "echo", "puts", "p"),
    }
)
"""What code calls whether it asks a service or not."""


def note_unreached(
    verdicts: Mapping[str, Verdict], examples: Sequence[Example], hosts: Collection[str]
) -> dict[str, Verdict]:
    """The verdicts by example id; `hosts` are the names that lead to backends."""
    found = dict(verdicts)
    reached = [one for one in examples if one.id in verdicts and _sent(verdicts[one.id])]
    for example in examples:
        verdict = verdicts.get(example.id)
        if verdict is None or (verdict.verdict, verdict.level) != ("pass", "ran") or verdict.requests:
            continue
        why = _why(example, reached, hosts)
        if why:
            told = f"{UNREACHED}, though {why}"
            found[example.id] = replace(verdict, detail=f"{verdict.detail}; {told}" if verdict.detail else told)
    return found


def _sent(verdict: Verdict) -> bool:
    return any(request.method and not request.refusal for request in verdict.requests)


def _why(example: Example, reached: Sequence[Example], hosts: Collection[str]) -> str:
    """What speaks for it that it should have; empty when nothing does."""
    tab, code = example.block.tab.partition("/")[0], example.block.code
    beside = {one.language for one in reached if tab and one.block.tab.partition("/")[0] == tab}
    if beside:
        return f"the same in {', '.join(sorted(beside))} does"
    host = next((one for one in hosts if _names(code, one)), "")
    if host:
        return f"it names {host.removeprefix('*.')}"
    mine = _roots(example)
    alike = next((root for one in reached if one.session == example.session for root in mine & _roots(one)), "")
    return f"others of its page that call `{alike}` do" if alike else ""


def _names(code: str, host: str) -> bool:
    before = "" if host.startswith("*.") else r"(?<![\w.-])"
    return re.search(rf"{before}{re.escape(host.removeprefix('*'))}(?![\w-]|\.\w)", code, re.IGNORECASE) is not None


def _roots(example: Example) -> frozenset[str]:
    """Names of what it calls, but for what anything calls and what it makes itself."""
    called = {match["root"] for match in _CALL.finditer(example.block.code)}
    return frozenset(called - _COMMON - sys.stdlib_module_names - example.defines)
