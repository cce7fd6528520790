"""`docverify check` that keeps what it judged: `python observing.py check …` in the folder that is checked.

The sharpness of the comparison can only be known from both sides of it, and no row holds both in full.
"""

import pickle
import sys
from collections.abc import Sequence
from pathlib import Path

from docverify import judge
from docverify.cli.main import run
from docverify.model import Example, Run, Verdict
from docverify.ports import Language

JUDGED = Path(".docverify", "judged.pickle")
"""Below the folder that is checked: a list of (language, example, run, page), one for each pass at `matched`."""


def main() -> int:
    kept: list[tuple[str, Example, Run, Sequence[Example]]] = []
    reading = judge.reading

    def observed(example: Example, done: Run, page: Sequence[Example], language: Language) -> Verdict:
        verdict = reading(example, done, page, language)
        if (verdict.verdict, verdict.level) == ("pass", "matched"):
            kept.append((language.name, example, done, page))
        return verdict

    judge.reading = observed
    code = run(sys.argv[1:])
    if JUDGED.parent.is_dir():
        JUDGED.write_bytes(pickle.dumps(kept))
    return code


if __name__ == "__main__":
    sys.exit(main())
