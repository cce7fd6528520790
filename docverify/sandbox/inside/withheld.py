"""Variables that are for the examples' own processes, and from which no interpreter of ours may take its modules."""

from __future__ import annotations

SEED = "PYTHONHASHSEED"
"""An interpreter takes this one at its start or never, and what is forked from it with it."""
OPTIONS = ("-s", "-P", "-S")
"""As `-I -S`, but for the seed, which `-I` does not look at."""


def withheld(environ: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """What the launcher may start with, and what it has to add when it has."""
    late = {name for name in environ if name.startswith("PYTHON") and name != SEED}
    return (
        {name: value for name, value in environ.items() if name not in late},
        {name: value for name, value in environ.items() if name in late},
    )
