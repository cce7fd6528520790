"""Options that several commands have, and the values that options take."""

import argparse
from collections.abc import Callable


def sources(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "sources", nargs="*", metavar="SOURCE", help="file, folder, git URL or site; default: those of docverify.toml"
    )


def offline(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--offline", action="store_true", help="fetch nothing: sites come from the cache alone")


def fresh(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--fresh", action="store_true", help="read everything anew, whatever an earlier run left")


def select(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-k", dest="select", metavar="TEXT", default="", help="examples whose id or name contains TEXT")


def timeout(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--timeout", type=seconds, metavar="S", help="seconds that one example may take; default: 10")


def sandbox(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--sandbox",
        metavar="TIER",
        default="bwrap",
        help="bwrap (default), container:IMAGE, or none: your own docs only, no isolation",
    )


def state(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--state", metavar="DIR", help="where state lives; default: .docverify beside the config")


def formats(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        action="append",
        metavar="F",
        default=[],
        help="text or json; may be repeated, each with an --output",
    )
    parser.add_argument(
        "--output", action="append", metavar="FILE", default=[], help="file for the --format of the same place"
    )


def at_least(least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        value = int(text)
        if value < least:
            raise argparse.ArgumentTypeError(f"must be {least} or more")
        return value

    return number


def seconds(text: str) -> float:
    value = float(text)
    if not 0 < value <= 3600:
        raise argparse.ArgumentTypeError("must be more than 0 and at most 3600")
    return value


def percent(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 100:
        raise argparse.ArgumentTypeError("must be from 0 to 100")
    return value
