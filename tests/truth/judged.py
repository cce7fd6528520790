"""What the checks of a run kept of what they judged."""

import pickle
from collections.abc import Iterator
from pathlib import Path

from docverify.registry import members
from tests.truth.sharpness import Judged

FILES = "*/*/.docverify/judged.pickle"
"""Where `observing` leaves it, below the folder of a run."""


def kept(work: Path) -> Iterator[Judged]:
    """Each example that passed at `matched`, as the last of its readings has it; its id begins with its project."""
    languages = members("languages")
    for file in sorted(work.glob(FILES)):
        project = file.parents[1].name.replace("+", "/")
        found = {example.id: (name, example, run, page) for name, example, run, page in pickle.loads(file.read_bytes())}
        yield from (Judged(example, run, page, languages[name], project) for name, example, run, page in found.values())


def forget(work: Path) -> None:
    """A folder that was worked in before says nothing of this run."""
    for file in work.glob(FILES):
        file.unlink()
