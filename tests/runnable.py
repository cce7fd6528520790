"""The table of languages in the docs, made from the registry: `python tests/runnable.py docs/languages.md`."""

import re
import sys
from pathlib import Path
from typing import Any

from docverify.ports import Compiled, Installed, Served
from docverify.registry import members

PLACE = re.compile(r"(?<=<!-- languages -->\n\n).*?(?=\n<!-- end of languages -->)", re.DOTALL)
IS_PARSED, RUNS, IS_BUILT = "is parsed", "runs, in the session of its page", "is built, and runs"
IS_SERVED = "runs, where a backend answers"


def table() -> str:
    head = "| language | what is done | needs | on Debian | labels |\n|---|---|---|---|---|\n"
    found = sorted(members("languages").items(), key=lambda item: (what(item[1]) == IS_PARSED, item[0]))
    return head + "".join(row(member) for _, member in found)


def row(member: Any) -> str:
    programs, install = (member.programs, member.install) if isinstance(member, Installed) else ((), "")
    labels = [alias for alias in member.aliases if alias != member.name]
    needs, command = ", ".join(f"`{one}`" for one in programs), f"`{install}`" if install else ""
    return f"| {member.name} | {what(member)} | {needs} | {command} | {', '.join(f'`{one}`' for one in labels)} |\n"


def what(member: Any) -> str:
    if isinstance(member, Compiled):
        return IS_BUILT
    if isinstance(member, Served):
        return IS_SERVED
    return RUNS if member.driver else IS_PARSED


def page(text: str) -> str:
    """The page with the table as it is now."""
    return PLACE.sub(lambda _: table(), text)


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(page(path.read_text(encoding="utf-8")), encoding="utf-8")
