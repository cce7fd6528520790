"""docutils' state machine, run for what it meets and without the tree that it would build."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from docutils import nodes
from docutils.parsers.rst import states
from docutils.statemachine import StateMachineWS, StringList

from docverify.formats.restructured.states import STATES, Listener


class Sink(nodes.Element):
    """Where a tree would grow."""

    def append(self, item: Any) -> None:
        item.parent = self

    def extend(self, item: Any) -> None:
        for one in item:
            self.append(one)


class Silent:
    """A reporter that nobody listens to."""

    get_source_and_line = None

    def _message(self, *_text: Any, **_known: Any) -> nodes.Node:
        return nodes.comment()

    info = warning = error = severe = _message


class Machine(states.NestedStateMachine):
    """Reads lines, and can be used again for others of the same page."""

    is_ready = False

    def runtime_init(self) -> None:
        """The second time only what is different from run to run; docutils 0.23 looks it up by itself."""
        if not self.is_ready:
            super().runtime_init()
        for state in self.states.values():
            state.parent = self.node  # type: ignore[attr-defined]
        self.is_ready = True

    def run(  # type: ignore[override]
        self, input_lines: Any, input_offset: int, memo: Any, node: Any, match_titles: bool = True
    ) -> list[str]:
        self.match_titles = match_titles
        self.memo = memo
        self.document = memo.document
        self.node = node
        return StateMachineWS.run(self, input_lines, input_offset)


class Machines:
    """The machines of one page."""

    def __init__(self, listener: Listener) -> None:
        self._idle: list[Machine] = []
        reporter = Silent()
        self._memo = SimpleNamespace(
            document=SimpleNamespace(reporter=reporter),
            reporter=reporter,  # docutils 0.22 looks for it here
            inliner=None,
            listener=listener,
            machines=self,
        )
        self._sink = Sink()

    def read(self, block: StringList, *, titles: bool) -> None:
        self.run(block, "Body", titles=titles)

    def run(
        self, block: StringList, state: str, *, offset: int = 0, node: Any = None, titles: bool = False, **known: Any
    ) -> tuple[int, bool]:
        """The number of the last line that was read, counted from `offset`, and whether a blank one follows.

        One that fails halfway is not used again.
        """
        machine = self._idle.pop() if self._idle else Machine(STATES, "Body")
        machine.initial_state = state
        for name, value in known.items():
            setattr(machine.states[state], name, value)
        machine.run(block, offset, self._memo, self._sink if node is None else node, titles)
        self._idle.append(machine)
        return machine.abs_line_offset(), getattr(machine.states[state], "blank_finish", True)
