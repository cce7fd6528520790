"""Flags of the statements at a prompt: their own, and those that a line of its own sets for all that follow."""

from collections.abc import Sequence

from msgspec import Struct

from docverify.instructions import Instruction, is_directive, read_flags

SPHINX = "+IGNORE_EXCEPTION_DETAIL"
"""What Sphinx sets for its doctest directive, unless the page says otherwise: that of an error only the type counts."""

Flag = tuple[str, Instruction]
"""As written, `doctest: +SKIP`, and what it asks for."""


class Asked(Struct, frozen=True, gc=False):
    """What the flags ask of one statement."""

    compare: tuple[str, ...] = ()
    """In doctest's names."""
    skip: str = ""
    """The flag because of which it is not run; empty when it is."""
    told: bool = True
    """False when it is not run because nobody can tell whether it should be."""
    needs: tuple[str, ...] = ()
    """Modules that must be there."""
    shown: bool = True
    """False when its output is not compared."""


class Flags:
    """The flags of a transcript; `options` are those of the directive that it stands in, if it stands in one."""

    def __init__(self, options: str, *, directive: str = "") -> None:
        asks = directive == "doctest" and SPHINX[1:] not in options
        given = f"{SPHINX} {options}" if asks else options
        self._lasting: list[Flag] = list(read_flags(f"# doctest: {given}")) if given else []

    def read(self, code: str) -> Asked:
        """What holds for this statement; a line with nothing but flags speaks of all that follow."""
        own = list(read_flags(code))
        if not own and not self._lasting:
            return Asked()
        ended = {_name(text) for text, _ in own if _sign(text) == "-"}
        holding = [flag for flag in self._lasting if _name(flag[0]) not in ended]
        holding += [flag for flag in own if _sign(flag[0]) == "+"]
        if is_directive(code):
            self._lasting = holding
        return _asked(holding)


def _asked(flags: Sequence[Flag]) -> Asked:
    kinds = {instruction.kind for _, instruction in flags}
    skipping = [(text, one.kind) for text, one in flags if one.kind in ("skip", "unsupported")]
    text, kind = min(skipping, key=lambda flag: flag[1], default=("", "skip"))  # a clear reason before an unclear one
    return Asked(
        compare=tuple(dict.fromkeys(one.value for _, one in flags if one.kind == "compare")),
        skip=text,
        told=kind == "skip",
        needs=tuple(dict.fromkeys(one.value for _, one in flags if one.kind == "needs")),
        shown="ignore-output" not in kinds,
    )


def _sign(text: str) -> str:
    return text.partition(": ")[2][:1]


def _name(text: str) -> str:
    """What ends what: `-SKIP` ends `+SKIP("why")`, and each `REQUIRES` is ended on its own."""
    name = text.partition(": ")[2][1:].strip()
    return "SKIP" if name.upper().startswith("SKIP") else name
