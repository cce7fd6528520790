"""The entry point: answers `--version` by itself, since every import costs more than the answer."""

import gc
import os
import sys

TYPE_CHECKING = False  # `typing` itself costs more than the answer to `--version`
if TYPE_CHECKING:
    from typing import NoReturn

YOUNG = 10_000
"""Objects after which the collector looks for cycles: pages and examples have none, and are kept."""


def main() -> int:
    if sys.argv[1:] in (["--version"], ["-V"]):
        from docverify import __version__

        sys.stdout.write(f"docverify {__version__}\n")
        return 0
    from docverify.cli.main import run

    gc.set_threshold(YOUNG)
    return run(sys.argv[1:])


def start() -> "NoReturn":
    """The command. By now all is written and closed: taking the interpreter apart costs as much as many a check."""
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    start()
