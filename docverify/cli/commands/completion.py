"""`docverify completion`: the completion script of a shell."""

import argparse
import sys

from docverify.cli.parser import build


def run(arguments: argparse.Namespace) -> int:
    import shtab

    sys.stdout.write(shtab.complete(build(), arguments.shell) + "\n")
    return 0
