"""Says at the end of a run what the machine lacks, since many tests fail then for one reason."""

import pytest

from tests import machine


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if problem := machine.lacking(*machine.programs()):
        terminalreporter.write_line(f"{problem}. Tests that need them fail.", yellow=True)
