"""The entry point: answers `--version` by itself, since every import costs more than the answer."""

import sys


def main() -> int:
    if sys.argv[1:] in (["--version"], ["-V"]):
        from docverify import __version__

        sys.stdout.write(f"docverify {__version__}\n")
        return 0
    from docverify.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
