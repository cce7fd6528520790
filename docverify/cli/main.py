"""From words on the command line to an exit code."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from docverify.cli.parser import build
from docverify.errors import DocverifyError

COULD_NOT_CHECK = 2


def run(words: Sequence[str]) -> int:
    """Runs one command. Bad input is a message on stderr and exit code 2, never a traceback."""
    arguments = build().parse_args(words)
    if arguments.version:
        from docverify import __version__

        sys.stdout.write(f"docverify {__version__}\n")
        return 0
    if not arguments.command:
        build().print_help()
        return COULD_NOT_CHECK
    try:
        command = import_module(f"docverify.cli.commands.{arguments.command}")
        code: int = command.run(arguments)
        sys.stdout.flush()
    except DocverifyError as error:
        complain(error)
        return COULD_NOT_CHECK
    except BrokenPipeError:
        # The reader of our output is gone, as with `| head`: nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except KeyboardInterrupt:
        sys.stderr.write("\ndocverify: interrupted; nothing of this run was recorded\n")
        return 130
    return code


def complain(error: DocverifyError) -> None:
    from docverify import escape

    sys.stderr.write(f"docverify: {escape.terminal(error.message)}\n")
    if error.hint:
        sys.stderr.write(f"  next: {escape.terminal(error.hint)}\n")
