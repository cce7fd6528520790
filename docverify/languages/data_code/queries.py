"""GraphQL: operations and schemas; fields, variables and replies beside them; and which slips are surely slips."""

import re
from collections.abc import Iterator
from json import loads

from docverify.parsed import Malformed, Repair, in_words, signs

_SPREAD = re.compile(r"\.\.\.(?=\s*[A-Za-z_@{])")
_JSON = re.compile(r"^\{", re.MULTILINE)
_DEEP = "nested too deeply"


def load(code: str) -> str:
    from graphql import GraphQLSyntaxError, parse

    try:
        parse(code, no_location=True)
    except GraphQLSyntaxError as error:
        what = error.message.removeprefix("Syntax Error: ")
        if _DEEP in what:
            raise Malformed("is nested too deep to be read", 0, "resource-limit") from None
        at = next(iter(error.positions or ()), 0)
        raise Malformed(in_words(what), at) from None
    return ""


def explain(code: str, _: Malformed) -> tuple[str, str] | None:
    said = signs(_SPREAD.sub("", code))
    if said:
        return said
    if not any(line.strip() and not line.lstrip().startswith("#") for line in code.split("\n")):
        return "not-executable", "holds nothing but comments"
    if _is_json(code):
        return "not-executable", "is JSON: variables, or a reply"
    for before, after, what in (("{", "}", "fields"), ("type A {", "}", "fields of a type"), ("{ a", "}", "arguments")):
        if _is_valid(f"{before}\n{code}\n{after}"):
            return "fragment", f"holds {what} without what they belong to"
    if any(_is_json(code[at:]) and _is_valid(code[:at]) for at in _last_two(code)):
        return "fragment", "holds variables, or a reply, beside an operation"
    return ("fragment", "is cut out of something larger") if code.count("{") != code.count("}") else None


def _last_two(code: str) -> list[int]:
    return [match.start() for match in _JSON.finditer(code)][-2:]


def _is_json(code: str) -> bool:
    try:
        loads(code)
    except ValueError:
        return False
    return True


def _is_valid(code: str) -> bool:
    try:
        load(code)
    except Malformed:
        return False
    return True


def repairs(code: str, fault: Malformed) -> Iterator[Repair]:
    if fault.what.startswith("expected ':', found Name"):
        yield Repair("a colon is missing", f"{code[: fault.at]}:{code[fault.at :]}", fault.at)
