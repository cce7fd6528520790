"""docutils' states, which tell a listener what they meet.

Its own directives, roles and inline markup are not used: nothing on a page can be unknown, nothing reads a file, and
the code is told by its lines. What costs more than the length of a page is replaced.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Protocol

from docutils import nodes
from docutils.parsers.rst import states
from docutils.statemachine import StringList

LARGEST_TABLE = 100_000
"""Characters of a table with an outline: finding its cells costs more than its size."""

SHORTEST_OVERLINE = 4
"""Signs of a line that is no text."""

_NAME = r"(?:(?!_)\w)+(?:[-._+:](?:(?!_)\w)+)*"
_DIRECTIVE = re.compile(rf"(?P<name>{_NAME}) ?::(?: +|$)")
_NOTE = re.compile(rf"\[(?:[0-9]+|#?(?:{_NAME})?|\*)\](?: +|$)")
_TARGET = re.compile(r"_(?![ ]|$)")
_SUBSTITUTION = re.compile(r"\|(?![ ]|$)")
_LITERAL_NEXT = re.compile(r"(?<!\\)(?:\\\\)*::$")
PROMPT = re.compile(r">>>(?: |$)")
_QUOTE = re.compile(r"[!-/:-@\[-`{-~]")


class Listener(Protocol):
    """Whom a machine tells what it meets, in page order."""

    def parse(self, block: StringList, *, titles: bool) -> None:
        """Lines that stand in something: reads them with another machine."""

    def bar(self) -> None:
        """A cell of a table, the end of one, or a rule."""

    def heading(self, text: str, style: str | tuple[str, str]) -> None: ...
    def paragraph(self, block: StringList) -> None: ...
    def term(self, block: StringList) -> None: ...
    def prompt(self, block: StringList) -> None: ...
    def literal(self, block: StringList, *, detached: bool = True) -> None:
        """Code that `::` announced; not detached when the blank line above it is missing."""

    def missing_literal(self, block: StringList) -> None: ...
    def directive(self, name: str, block: StringList) -> None: ...
    def comment(self, block: StringList) -> None: ...
    def target(self, block: StringList) -> None: ...
    def malformed_table(self, block: StringList) -> None: ...


class _Hooks(states.RSTState):
    """What is replaced in every state."""

    memo: Any
    state_machine: Any

    @property
    def _listener(self) -> Listener:
        listener: Listener = self.memo.listener
        return listener

    def nested_parse(self, block: StringList, input_offset: int, node: Any = None, *_: Any, **__: Any) -> int:  # noqa: ARG002
        if isinstance(node, nodes.entry):
            self._listener.bar()
        self._listener.parse(block, titles=False)
        return 0

    def nested_list_parse(  # type: ignore[override]
        self, block: Any, input_offset: int, node: Any, initial_state: str, blank_finish: bool, **known: Any
    ) -> tuple[int, bool]:
        settings = known.get("extra_settings", {})
        found: tuple[int, bool] = self.memo.machines.run(
            block, initial_state, offset=input_offset, node=node, blank_finish=blank_finish, **settings
        )
        return found

    def section(self, title: str, source: Any, style: Any, lineno: int, messages: Any) -> None:  # noqa: ARG002
        self._listener.heading(title, style)

    def inline_text(self, text: str, lineno: int) -> tuple[list[Any], list[Any]]:  # noqa: ARG002
        return [], []

    def unindent_warning(self, node_name: str) -> nodes.Node:  # noqa: ARG002
        return nodes.comment()

    def paragraph(self, lines: Any, lineno: int) -> tuple[list[Any], bool]:
        first = lineno - self.state_machine.input_offset - 1
        block = self.state_machine.input_lines[first : first + len(lines)]
        self._listener.paragraph(block)
        return [], bool(_LITERAL_NEXT.search(block[-1])) if block else False

    def literal_block(self) -> list[Any]:
        indented = self.state_machine.get_indented()[0]
        while indented and not indented[-1].strip():
            indented.trim_end()
        if indented:
            self._listener.literal(indented)
        else:
            self._quoted_literal()
        return []

    def _quoted_literal(self) -> None:
        """Lines that are not indented, and begin with the same sign; those at a prompt go on with other signs."""
        machine = self.state_machine
        lines = machine.input_lines
        first = max(machine.line_offset, 0)
        while first < len(lines) and not lines[first].strip():
            first += 1
        last = first
        if first < len(lines) and PROMPT.match(lines[first]):
            self.goto_line(first - 1 + machine.input_offset)
            return
        quote = lines[first][:1] if first < len(lines) else ""
        while _QUOTE.match(quote) and last < len(lines) and lines[last].startswith(quote):
            last += 1
        if last > first:
            self._listener.literal(lines[first:last])
        else:
            self._listener.missing_literal(lines[max(machine.line_offset - 1, 0) : first])
        self.goto_line(last - 1 + machine.input_offset)

    def definition_list_item(self, termline: Any) -> tuple[Any, bool]:
        machine = self.state_machine
        term = machine.input_lines[machine.line_offset - 1 : machine.line_offset]
        indented, _, _, blank_finish = machine.get_indented()
        if termline[0].endswith("::"):
            self._listener.paragraph(term)
            self._listener.literal(indented, detached=False)
        else:
            self._listener.term(term)
            self._listener.parse(indented, titles=False)
        return nodes.definition_list_item(), blank_finish

    def explicit_construct(self, match: re.Match[str]) -> tuple[list[Any], bool]:
        for pattern, read in _EXPLICIT:
            found = pattern.match(match.string, match.end())
            if found:
                return [], read(self, found)
        return [], self._comment(match)

    def anonymous_target(self, match: re.Match[str]) -> tuple[list[Any], bool]:
        return [], self._target(match)

    def malformed_table(self, block: StringList, detail: str = "", offset: int = 0) -> list[Any]:  # noqa: ARG002
        self._listener.malformed_table(block)
        return []

    def build_table(self, *given: Any, **known: Any) -> Any:
        table = super().build_table(*given, **known)  # type: ignore[misc]
        self._listener.bar()
        return table

    def isolate_grid_table(self) -> tuple[Any, list[Any], bool]:
        found: tuple[Any, list[Any], bool] = super().isolate_grid_table()  # type: ignore[misc]
        block, messages, blank_finish = found
        if block and len(block) * len(block[0]) > LARGEST_TABLE:
            return [], [*messages, *self.malformed_table(block)], blank_finish
        return found

    def block_quote(self, indented: StringList, line_offset: int) -> list[Any]:  # noqa: ARG002
        """With its attribution, which holds no code."""
        self._listener.parse(indented, titles=False)
        return []

    def nest_line_block_lines(self, block: Any) -> None:
        """It would go a level deeper for each new indent."""

    def _directive(self, match: re.Match[str]) -> bool:
        machine = self.state_machine
        block, _, _, blank_finish = machine.get_first_known_indented(match.end(), strip_top=False)
        self._listener.directive(match["name"], block)
        return bool(blank_finish or machine.is_next_line_blank())

    def _note(self, match: re.Match[str]) -> bool:
        block, _, _, blank_finish = self.state_machine.get_first_known_indented(match.end())
        self._listener.parse(block, titles=False)
        return bool(blank_finish)

    def _target(self, match: re.Match[str]) -> bool:
        found = self.state_machine.get_first_known_indented(match.end(), until_blank=True, strip_indent=False)
        self._listener.target(found[0])
        return bool(found[3])

    def _substitution(self, match: re.Match[str]) -> bool:
        return bool(self.state_machine.get_first_known_indented(match.end(), strip_indent=False)[3])

    def _comment(self, match: re.Match[str]) -> bool:
        machine = self.state_machine
        if not match.string[match.end() :].strip() and machine.is_next_line_blank():
            return True
        block, _, _, blank_finish = machine.get_first_known_indented(match.end())
        self._listener.comment(block)
        return bool(blank_finish)


class _Prompts(_Hooks):
    """What is replaced where a new block may begin."""

    def doctest(self, match: Any, context: Any, next_state: str) -> tuple[list[Any], str, list[Any]]:  # noqa: ARG002
        self._listener.prompt(self.state_machine.get_text_block())
        return [], next_state, []


class _Overlines(_Hooks):
    """What is replaced below a line of signs, which is the first of a title or stands for itself."""

    def text(self, match: Any, context: Any, next_state: str) -> tuple[list[Any], str, list[Any]]:
        machine = self.state_machine
        overline = context[0].rstrip()
        below = "".join(machine.input_lines[machine.line_offset + 1 : machine.line_offset + 2])
        if len(overline) < SHORTEST_OVERLINE or below.rstrip() == overline:
            found: tuple[list[Any], str, list[Any]] = super().text(match, context, next_state)  # type: ignore[misc]
            return found
        machine.previous_line()  # docutils would drop the line as a title gone wrong
        self._listener.bar()
        return [], "Body", []

    indent = text

    def blank(self, match: Any, context: Any, next_state: str) -> tuple[list[Any], str, list[Any]]:
        super().blank(match, context, next_state)
        self._listener.bar()
        return [], "Body", []


_EXPLICIT: tuple[tuple[re.Pattern[str], Callable[[_Hooks, re.Match[str]], bool]], ...] = (
    (_NOTE, _Hooks._note),
    (_TARGET, _Hooks._target),
    (_SUBSTITUTION, _Hooks._substitution),
    (_DIRECTIVE, _Hooks._directive),
)


def _hooked(state: type[states.RSTState]) -> Any:
    """The state with our replacements; docutils finds it by its name."""
    hooks = {states.Body: _Prompts, states.Line: _Overlines}.get(state, _Hooks)
    return type(state.__name__, (hooks, state), {})


STATES = tuple(
    _hooked(state)
    for state in states.state_classes
    if state.__name__ not in ("ExtensionOptions", "SubstitutionDef", "RFC2822Body", "RFC2822List")
)
