"""Hides what changes from run to run, so that the same failure reads the same tomorrow and on another machine."""

import re

RULES = (
    (r"(?<!\w)[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}(?!\w)", "<ID>"),
    (r"(?<!\w)0x[0-9a-fA-F]{6,}(?!\w)", "<ADDRESS>"),
    (r"(?<![\w.])(?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{8,}(?!\w)", "<ID>"),
    (r"(?<!\d)\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z| ?[+-]\d\d:?\d\d)?)?(?!\d)", "<TIME>"),
    (r"(?<![\d:])\d{1,2}:\d\d:\d\d(?:[.,]\d+)?(?![\d:])", "<TIME>"),
    (
        r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?"
        r" (?:\d{1,2} [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8} {1,2}\d{1,2})(?: \d{4})?\b",
        "<TIME>",
    ),
    (r"(?<![\w.])\d+(?:\.\d+)? ?(?:ns|us|µs|ms|s|sec|secs|seconds?|min|minutes?)(?!\w)", "<DURATION>"),
    (r"(?<![\w.:>/~-])/(?:private/)?(?:tmp|var/tmp|var/folders|dev/shm)(?:/[\w.@+=-]+)+/?", "<TEMPORARY>"),
    (r"(?<![\w.:>/~-])(?:/[\w.@+=-]+)+(?=/[\w.@+=-])", "<PATH>"),
    (r"(?<!\w)[A-Za-z]:(?:\\[^\\\s\"'<>|:*?]+)+(?=\\[^\\\s\"'<>|:*?])", "<PATH>"),
    (r"(?<=localhost):\d{2,5}(?!\d)", ":<PORT>"),
    (r"(?<=\d\.\d):\d{2,5}(?!\d)|(?<=\d\.\d\d):\d{2,5}(?!\d)|(?<=\d\.\d\d\d):\d{2,5}(?!\d)", ":<PORT>"),
    (r"(?<=\bport )\d{2,5}(?!\w)", "<PORT>"),
    (r"(?<=\bpid )\d+(?!\w)|(?<=\bpid=)\d+(?!\w)", "<PROCESS>"),
    (r"(?<=\bline )\d+(?!\w)", "<LINE>"),
)
"""What is hidden, and the token that stands for it. A path keeps its last part: it says which file was missed."""

_COMPILED = tuple((re.compile(pattern), token) for pattern, token in RULES)
_VOLATILE = re.compile("(" + "|".join(f"(?:{pattern})" for pattern, _ in RULES) + ")")
_WORDS = re.compile(r"\w+|\s+|.", re.DOTALL)


def mask(text: str) -> str:
    """The text with addresses, ids, paths, times, durations and ports as tokens; masking twice is masking once."""
    while (masked := _once(text)) != text:  # a token may end a word that began the next one; each round hides more
        text = masked
    return text


def _once(text: str) -> str:
    for pattern, token in _COMPILED:
        text = pattern.sub(token, text)
    return text


def pieces(text: str) -> list[str]:
    """The text cut into words, spaces, signs, and each run that is hidden as a whole; joined they are the text."""
    found: list[str] = []
    for number, part in enumerate(_VOLATILE.split(text)):
        found += [part] if number % 2 else _WORDS.findall(part)
    return [piece for piece in found if piece]
