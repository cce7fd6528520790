"""Sybil's and doccmd's comments, doctest's, and what is said to docverify by name."""

import re
from collections.abc import Iterator

from docverify.instructions.conditions import decide
from docverify.instructions.convention import Instruction, always, convention, scoped, unless

_SCOPES = ("next", "start", "end")


def _own(match: re.Match[str]) -> Iterator[Instruction]:
    """No marker is ours: what someone asks of us by name is honoured when it is clear, and else seen."""
    words = re.split(r"[\s:]+", match["words"].strip().lower())
    if words[0] != "skip":
        yield Instruction("unsupported")
        return
    scope = next((word for word in words[1:2] if word in _SCOPES), "next")
    yield Instruction("skip", scope, range="docverify")


def _skip(match: re.Match[str]) -> Iterator[Instruction]:
    """Unconditionally, under a condition, or for one tool of several."""
    scope, rest, tool = match["scope"], match["rest"].strip(), match["tool"]
    condition = re.match(r"if\s*\((.*)\)$", rest)
    if scope == "end" or not (rest.startswith("if") or tool not in (None, "all")):
        answer = Instruction("skip")
    else:
        answer = unless(decide(condition[1])) if condition and tool is None else Instruction("unsupported")
    yield scoped(answer, scope, f"skip {tool or ''}")


def _group(match: re.Match[str]) -> Iterator[Instruction]:
    """A group that doccmd makes for one tool says nothing of how examples run."""
    kind = "group" if match["tool"] == "all" else "nothing"
    yield Instruction(kind, match["scope"], range=f"group {match['tool']}")


CONVENTIONS = (
    convention(
        ("docverify", "<!-- docverify: skip -->", "no syntax of ours is needed; who asks docverify by name is heard"),
        r"docverify: *(?!end\b|v\d)(?P<words>.*)",
        _own,
        note="`next`, `start` and `end` as Sybil has them; anything else skips the example",
    ),
    convention(
        ("doctest, xdoctest", "<!-- doctest: +SKIP -->", "not run"),
        r"(?i:x?doctest): *(?=.*\+(?i:skip))",
        always("skip"),
    ),
    convention(
        ("doctest, xdoctest", "<!-- doctest: +ELLIPSIS -->", "how output is compared"),
        r"(?i:x?doctest): *",
        always("compare"),
        note="elisions are always read",
    ),
    convention(
        ("Sybil", "<!-- skip: next -->", "not run; `start` and `end` enclose several blocks"),
        r"skip(?P<tool>(?!))?: *(?P<scope>next|start|end)\b(?P<rest>(?!\s*if\b).*)",
        _skip,
    ),
    convention(
        ("Sybil", '<!-- skip: next if(sys.version_info < (3, 8), reason="…") -->', "not run when the condition holds"),
        r"skip(?P<tool>(?!))?: *(?P<scope>next|start)\b(?P<rest>.*)",
        _skip,
        note="versions of Python and names of systems are decided; any other condition skips the example",
    ),
    convention(
        ("doccmd", "<!-- skip doccmd[all]: next -->", "not given to any tool"),
        r"skip +doccmd\[(?P<tool>all)\]: *(?P<scope>next|start|end)\b(?P<rest>.*)",
        _skip,
    ),
    convention(
        ("doccmd", "<!-- skip doccmd[mypy]: next -->", "not given to one tool"),
        r"skip +doccmd\[(?P<tool>[^\]]*)\]: *(?P<scope>next|start|end)\b(?P<rest>.*)",
        _skip,
    ),
    convention(
        ("doccmd", "<!-- group doccmd[all]: start -->", "the blocks up to `end` are one"),
        r"group +doccmd\[(?P<tool>all)\]: *(?P<scope>start|end)\b",
        _group,
    ),
    convention(
        ("doccmd", "<!-- group doccmd[mypy]: start -->", "the blocks up to `end` are one for that tool"),
        r"group +doccmd\[(?P<tool>[^\]]*)\]: *(?P<scope>start|end)\b",
        _group,
    ),
    convention(
        ("Sybil", "<!-- invisible-code-block: python … -->", "hidden code that runs in its place"),
        r"invisible-code(?:-block)?:",
        always("run"),
    ),
    convention(
        ("Sybil", "<!-- clear-namespace -->", "what follows starts without names"),
        r"clear-namespace\s*$",
        always("clear", scope="rest"),
    ),
    convention(
        ("Sybil", ".. -> text", "the block above is kept in a variable"),
        r"-> *[A-Za-z_]\w*\s*$",
        always("reported", scope="previous", reason="docverify keeps no block in a variable"),
    ),
    convention(("several", "<!-- skip-test -->", "not run"), r"skip-test\s*$", always("skip"), known=False),
)
