"""Commands of builds that are tried in several ways: in the newest dialect first, then in older ones."""

from collections.abc import Sequence

_TRIED = """\
for dialect in {dialects}; do
  if "$@" {option}$dialect > said 2>&1; then [ ! -s said ] || cat said >&2; exit 0; fi
  [ -f first ] || cp said first
done
cat first >&2
exit 1
"""
"""What the first dialect says of the code is what counts when none takes it."""
_REFUSED = """\
for dialect in {dialects}; do
  "$@" {option}$dialect > said 2>&1 || {{ cat said >&2; failed=1; }}
done
exit ${{failed:-0}}
"""


def tried(command: Sequence[str], option: str, dialects: Sequence[str]) -> tuple[str, ...]:
    """One command for all dialects; `option` is what stands before the name of one."""
    return ("sh", "-c", _TRIED.format(dialects=" ".join(dialects), option=option), "sh", *command)


def refused(command: Sequence[str], option: str, dialects: Sequence[str]) -> tuple[str, ...]:
    """One command that fails where any of the dialects does: for code that its page says not to compile."""
    return ("sh", "-c", _REFUSED.format(dialects=" ".join(dialects), option=option), "sh", *command)


def is_last(code: str, call: str) -> bool:
    """True when the only call of an exit is the last statement: then it is how the program comes to its end."""
    return code.count(call) == 1 and not code.partition(call)[2].partition(")")[2].strip("; \t\n}")
