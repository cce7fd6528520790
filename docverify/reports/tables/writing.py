"""How reports write on a terminal: colours, counts, and text of pages and runs made fit for it."""

from msgspec import Struct

from docverify.escape import terminal

CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "magenta": "35", "cyan": "36"}
COLOURS = {"pass": "green", "fail": "red", "drift": "yellow", "flaky": "magenta", "error": "red"}


class Paint(Struct, frozen=True):
    """Colours, or their absence; it escapes nothing."""

    colour: bool

    def __call__(self, text: str, *styles: str) -> str:
        codes = ";".join(CODES[style] for style in styles if style)
        return f"\x1b[{codes}m{text}\x1b[0m" if self.colour and codes and text else text


def count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def seconds(number: float) -> str:
    return f"{number:.1f} s" if number < 60 else f"{int(number) // 60} min {int(number) % 60} s"


def clean(words: str) -> str:
    """Text of a page or a run, fit for one line of a terminal."""
    return terminal(words.replace("\n", "⏎").replace("\t", " "))


def clean_lines(words: str) -> list[str]:
    return [terminal(line) for line in words.expandtabs(4).rstrip("\n").split("\n")] if words.strip("\n") else []
