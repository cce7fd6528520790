"""`docverify report`: the last result again, in another format."""

import argparse

from docverify.cli import workplace


def run(arguments: argparse.Namespace) -> int:
    place = workplace.find(arguments.state)
    workplace.write_reports(workplace.last_result(place.state), arguments.format, arguments.output)
    return 0
