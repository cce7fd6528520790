"""Text in a tree, each line of which knows where it stands."""

from msgspec import Struct

from docverify.formats.trees.node import Node


class Text(Struct, frozen=True):
    """Text, and the line of the file on which each of its lines stands."""

    text: str
    lines: tuple[int, ...]
    """As many as the text has lines."""

    def line(self, number: int) -> int:
        """The line of the file for a 1-based line of the text; for one behind its end, that of the last."""
        return self.lines[min(max(number, 1), len(self.lines)) - 1]

    def below(self, count: int) -> "Text":
        """Without its first lines."""
        kept = self.text.split("\n")[count:]
        return Text("\n".join(kept), self.lines[count:] or self.lines[-1:])


def place(node: Node) -> Text:
    """The text of a node that is one."""
    text = node.text().replace("\r\n", "\n")
    count = text.count("\n") + 1
    return Text(text, tuple(range(node.line, node.line + count)) if node.is_block else (node.line,) * count)


def read_text(node: Node | None, between: str = "") -> Text | None:
    """Text as notebooks hold it: a string, or a list of strings with `between` after each but the last.

    None for anything else.
    """
    if node is None:
        return None
    parts = node.nodes() if isinstance(node.value, list) else [node]
    texts = [part.value for part in parts if isinstance(part.value, str)]
    if len(texts) != len(parts):
        return None
    whole = [text + between for text in texts[:-1]] + texts[-1:]
    return _placed(whole, [part.line for part in parts] or [node.line])


def join(first: Text, second: Text) -> Text:
    """One below the other."""
    above = first.text.removesuffix("\n")
    return Text(f"{above}\n{second.text}", first.lines[: above.count("\n") + 1] + second.lines)


def _placed(parts: list[str], lines: list[int]) -> Text:
    """A line that several strings make stands where the first of them does."""
    placed = [lines[0]]
    fresh = False
    for part, line in zip(parts, lines, strict=False):
        if fresh and part:
            placed[-1] = line
        ends = part.count("\n")
        placed += [line] * ends
        fresh = part.endswith("\n") if part else fresh
    return Text("".join(parts).replace("\r\n", "\n"), tuple(placed))
