"""The entry point: answers `--version` by itself, since every import costs more than the answer."""

import gc
import sys

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


if __name__ == "__main__":
    sys.exit(main())
