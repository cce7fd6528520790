"""The Python of examples."""

import os
import sys


def interpreter() -> tuple[str, str]:
    """The Python that examples run with, outside any virtual environment, and the folder of its installation."""
    base = getattr(sys, "_base_executable", "") or sys.executable
    return os.path.realpath(base), os.path.realpath(sys.base_prefix)
