"""What two runs of one example print alike: the text of one, with elisions for what the other has otherwise.

Places decide, line by line and word by word: the same word elsewhere is another one.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from itertools import groupby

from docverify.judge.match import matches
from docverify.masks import pieces

ELISION = "..."
LONGEST = 20_000
"""Characters of a text that is looked through."""
LONGEST_LINE = 80
_WORD = re.compile(r"\w")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"(?<![\w.)\]])[-+]?(?:\d(?:[\d.,:]*\d)?|\.{3})")
"""A number with its sign, or what stands for one."""
_JOINTS = frozenset(".,:-").__contains__


def elide(one: str, other: str) -> str:
    """The text, with `...` for each part that the other has in another form; as it is when they are equal."""
    if one == other:
        return one
    if max(len(one), len(other)) > LONGEST:
        return ELISION
    lines, others = one.split("\n"), other.split("\n")
    if len(lines) == len(others):
        return "\n".join(map(_elide_line, lines, others))
    return "\n".join(_between(lines, others))


def masked(text: str, mask: str) -> str:
    """The text, with the elisions of an earlier mask where both have the same form."""
    lines, others = text.split("\n"), mask.split("\n")
    return "\n".join(map(_mask_line, lines, others)) if len(lines) == len(others) else text


def spread(text: str) -> str:
    """The text, where what varies in one line is masked in each line that is the same but for its numbers.

    Of many numbers that chance decides some are alike, in sign or as a whole, in as many runs as one may look at. A
    line of numbers alone is the same as any other: two have to vary.
    """
    lines = text.split("\n")
    varying = Counter(_NUMBER.sub(ELISION, line) for line in lines if ELISION in line and not _DIGIT.search(line))
    forms = {form for form, count in varying.items() if count > 1 or _WORD.search(form)}
    return "\n".join(form if (form := _NUMBER.sub(ELISION, line)) in forms else line for line in lines)


def is_telling(text: str) -> bool:
    """False when next to nothing is left that is the same in every run."""
    return bool(_WORD.search(text.replace(ELISION, "")))


def holds(stable: str, text: str) -> bool:
    """True when the text is the same wherever it does not change from run to run."""
    return matches(stable, text)


def in_words(stable: str) -> str:
    """How a page can show it: the first line of which a part varies."""
    line = next((line.strip() for line in stable.split("\n") if ELISION in line), "")
    return f"a page can show it as `{line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + '…'}`"


def _elide_line(one: str, other: str) -> str:
    if one == other:
        return one
    words, others = _pieces(one), _pieces(other)
    if len(words) != len(others):
        return "".join(_between(words, others))
    return _elided(words, _whole_numbers(words, [place for place, word in enumerate(words) if word != others[place]]))


def _mask_line(one: str, mask: str) -> str:
    words, others = _pieces(one), _pieces(mask)
    if len(words) != len(others):
        return one
    return _elided(words, [place for place, word in enumerate(others) if word == ELISION])


def _pieces(line: str) -> list[str]:
    """An elision is one piece, as what it stands for mostly is."""
    parts = [pieces(part) for part in line.split(ELISION)]
    return [piece for part in parts[:-1] for piece in (*part, ELISION)] + parts[-1]


def _elided(words: Sequence[str], varying: Collection[int]) -> str:
    groups = groupby(enumerate(words), key=lambda pair: pair[0] in varying or pair[1] == ELISION)
    return "".join(ELISION if varies else "".join(word for _, word in group) for varies, group in groups)


def _whole_numbers(words: Sequence[str], varying: Sequence[int]) -> set[int]:
    """The places that vary, with all of a number or a time of which a part does: the rest of it only happened to stay.

    It is `0.31` or `10:31:05`: digits, joined by single signs.
    """
    found = set(varying)
    for place in varying:
        for step in (-1, 1):
            at = place
            while words[at].isdigit() and _is(words, at + step, _JOINTS) and _is(words, at + 2 * step, str.isdigit):
                found.update((at + step, at + 2 * step))
                at += 2 * step
    return found


def _is(words: Sequence[str], place: int, holds: Callable[[str], bool]) -> bool:
    return 0 <= place < len(words) and holds(words[place])


def _between(parts: Sequence[str], others: Sequence[str]) -> list[str]:
    """What both begin with, an elision, and what both end with."""
    most = min(len(parts), len(others))
    start = next((place for place in range(most) if parts[place] != others[place]), most)
    end = next((place for place in range(most - start) if parts[-1 - place] != others[-1 - place]), most - start)
    return [*parts[:start], ELISION, *parts[len(parts) - end :]]
