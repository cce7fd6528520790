"""CSS: rules, or declarations without a rule; what a browser passes over in silence is not valid here."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from docverify.parsed import Malformed, Repair, in_words, signs

_SUPERSET = re.compile(
    r"^[ \t]*//|[;{}][ \t]*//|\$[\w-]+[ \t]*:|:[ \t]*\$\w|#\{|@\{|^[ \t]*\.[\w-]+\(\)|&[-_]\w"
    r"|@(?:mixin|include|extend|use|forward|function|return|if|else|each|for|while|plugin)\b|^[ \t]*@[\w-]+:",
    re.MULTILINE,
)
_OTHER = re.compile(r"</?[A-Za-z][^<>]*>")
_QUIET = re.compile(r"/\*(?>(?:[^*]|\*(?!/))*)(?:\*/)?|\"(?>(?:[^\"\\\n]|\\.)*)\"?|'(?>(?:[^'\\\n]|\\.)*)'?", re.DOTALL)
_NEXT = re.compile(r"[ \t\r]*\n[ \t]*[a-z-]+[ \t]*:")


def load(code: str) -> str:
    import tinycss2

    if not _QUIET.sub("", code).strip():
        raise Malformed("holds nothing but comments", 0, "not-executable")
    superset = _SUPERSET.search(code)
    if superset:
        raise Malformed(f"may be SCSS or Less, `{superset[0].strip()}`", 0, "pseudo-code")
    _balance(code)
    tokens = tinycss2.parse_component_value_list(code)
    fault = _first_fault(code, tinycss2.parse_stylesheet(tokens))
    if fault is None:
        return ""
    if _first_fault(code, tinycss2.parse_blocks_contents(tokens)) is None:
        return "without a rule around it"
    raise fault


def _balance(code: str) -> None:
    """What is never closed is closed by the end of the file: a parser has nothing against it."""
    opened = 0
    for match in re.finditer(r"[{}]", _QUIET.sub(lambda quiet: " " * len(quiet[0]), code)):
        opened += 1 if match[0] == "{" else -1
        if opened < 0:
            raise Malformed("a brace closes nothing", match.start())
    if opened:
        raise Malformed("a brace is never closed", len(code))


def _first_fault(code: str, nodes: Iterable[Any]) -> Malformed | None:
    import tinycss2

    left = [iter(nodes)]
    while left:
        node = next(left[-1], None)
        if node is None:
            left.pop()
        elif node.type == "error":
            return Malformed(in_words(node.message), _offset(code, node))
        elif node.type == "declaration":
            lost = _lost_semicolon(code, node)
            if lost:
                return lost
        elif node.type in ("qualified-rule", "at-rule") and node.content:
            left.append(iter(tinycss2.parse_blocks_contents(node.content)))
    return None


def _lost_semicolon(code: str, declaration: Any) -> Malformed | None:
    """A declaration that goes on with the name and the colon of the next one."""
    if declaration.name.startswith("--") or ";" not in code:
        return None
    values = declaration.value
    for before, name, colon in zip(values, values[1:], values[2:], strict=False):
        if before.type == "whitespace" and name.type == "ident" and colon == ":" and "\n" in before.value:
            return Malformed("a declaration runs into the next", _offset(code, before))
    return None


def _offset(code: str, node: Any) -> int:
    at = 0
    for _ in range(node.source_line - 1):
        at = code.find("\n", at) + 1
    column: int = node.source_column
    return min(at + column - 1, len(code))


def explain(code: str, fault: Malformed) -> tuple[str, str] | None:
    said = signs(code)
    if said:
        return said
    if _OTHER.search(code):
        return "pseudo-code", "holds more than CSS"
    if "brace" in fault.what:
        return "fragment", "is cut out of something larger"
    return ("fragment", "holds selectors without their rules") if _is_selector(code) else None


def _is_selector(code: str) -> bool:
    """Lines that each would be a rule, had they declarations."""
    bare = _QUIET.sub("", code)
    lines = [line for line in bare.split("\n") if line.strip()]
    return all(re.match(r"[ \t]*[.#*:\[\w&>]", line) and line.rstrip()[-1] not in ";{}" for line in lines)


def repairs(code: str, fault: Malformed) -> Iterator[Repair]:
    if fault.what == "a declaration runs into the next" and _NEXT.match(code, fault.at):
        yield Repair("a semicolon is missing", f"{code[: fault.at]};{code[fault.at :]}", fault.at)
