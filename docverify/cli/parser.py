"""Commands and options, each declared once."""

import argparse
from collections.abc import Callable
from typing import NamedTuple

from docverify.cli import options

EXIT_CODES = "exit codes: 0 clean, 1 findings, 2 could not check, 3 no sandbox; the highest wins"


class Command(NamedTuple):
    """A word of the command line."""

    name: str
    summary: str
    example: str
    add_options: Callable[[argparse.ArgumentParser], None]
    decides: bool = False
    """True when its exit code tells of the documentation."""


def _check(parser: argparse.ArgumentParser) -> None:
    options.sources(parser)
    options.formats(parser)
    parser.add_argument(
        "--jobs",
        type=options.at_least(1),
        metavar="N",
        help="pages at a time; default: as many as cores and memory allow",
    )
    options.select(parser)
    options.timeout(parser)
    parser.add_argument(
        "--fresh", action="store_true", help="read and run everything anew, whatever an earlier run left"
    )
    parser.add_argument(
        "--audit",
        type=options.percent,
        metavar="PERCENT",
        default=0.0,
        help="run so many of the unchanged pages all the same, and tell what differs; default: 0",
    )
    options.offline(parser)
    parser.add_argument("--confirm", action="store_true", help="run what is newly wrong three times in all")
    parser.add_argument(
        "--strict",
        action="store_true",
        help="fail on what is unverified and not in docverify.ledger, and on its old lines",
    )
    parser.add_argument(
        "--replay",
        action="store_true",
        help="recordings answer for each backend that has some: it is not called",
    )
    parser.add_argument(
        "--har", metavar="FOLDER", help="write what pages ask backends to a HAR file for each; implies --fresh"
    )
    options.sandbox(parser)
    options.state(parser)


def _record(parser: argparse.ArgumentParser) -> None:
    options.sources(parser)
    parser.add_argument(
        "--compare",
        action="store_true",
        help="run and write nothing: send what was recorded to the backends, and tell how much is answered alike",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="json: one object a line")
    options.timeout(parser)
    options.offline(parser)
    options.sandbox(parser)
    options.state(parser)


def _explain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "id", metavar="ID", help="an example's id, as `check` prints it, or a part that no other id has"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="json: one object")
    options.offline(parser)
    options.sandbox(parser)
    options.state(parser)


def _update(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "sources",
        nargs="*",
        metavar="SOURCE",
        help="file or folder; of git and sites only what is remembered; default: those of docverify.toml",
    )
    options.select(parser)
    parser.add_argument("-y", "--yes", action="store_true", help="agree to everything without being asked")
    options.timeout(parser)
    options.fresh(parser)
    options.sandbox(parser)
    options.state(parser)


def _ledger(parser: argparse.ArgumentParser) -> None:
    options.sources(parser)
    parser.add_argument("--update", action="store_true", help="write docverify.ledger as the documentation is now")
    options.sandbox(parser)
    options.state(parser)


def _examples(parser: argparse.ArgumentParser) -> None:
    options.sources(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="json: one object a line")
    options.offline(parser)
    options.fresh(parser)
    options.state(parser)


def _pages(parser: argparse.ArgumentParser) -> None:
    options.sources(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="json: one object a line")
    options.offline(parser)
    options.fresh(parser)
    options.state(parser)


def _plan(parser: argparse.ArgumentParser) -> None:
    options.sources(parser)
    options.select(parser)
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="json: one object a page, each on a line"
    )
    options.offline(parser)
    options.fresh(parser)
    options.state(parser)


def _issues(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--apply", action="store_true", help="do it; without this, it is only shown")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="json: the result with its actions")
    options.state(parser)


def _doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sandbox", metavar="TIER", default="bwrap", help="the tier to probe; default: bwrap")
    options.state(parser)


def _init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", nargs="?", default=".", metavar="PATH", help="folder of the project; default: this one")
    parser.add_argument("--force", action="store_true", help="overwrite a docverify.toml that is there")


def _demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--state", metavar="DIR", help="where it works; default: .docverify/demo")


def _report(parser: argparse.ArgumentParser) -> None:
    options.formats(parser)
    options.state(parser)


def _completion(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=("bash", "zsh", "tcsh"), help="for which shell")


COMMANDS = (
    Command(
        "check",
        "extract, run, judge, report",
        "docverify check docs/install.md --format json --output result.json",
        _check,
        decides=True,
    ),
    Command(
        "examples",
        "extract only: what a check would look at",
        "docverify examples docs --format json | head -1",
        _examples,
    ),
    Command("pages", "what the sources hold, page by page", "docverify pages https://docs.example/", _pages),
    Command(
        "explain",
        "one example: readings, evidence, history, how to reproduce",
        "docverify explain docs/install.md#quick-start:python:2",
        _explain,
    ),
    Command(
        "update",
        "what ran is right: rewrite documented output, and renew what is remembered",
        "docverify update docs/install.md",
        _update,
    ),
    Command("ledger", "the unverified examples that are accepted", "docverify ledger --update", _ledger),
    Command("plan", "what a check would run, and how", "docverify plan docs/install.md", _plan),
    Command(
        "issues", "what the last check would do to the tracker; --apply does it", "docverify issues --apply", _issues
    ),
    Command(
        "record",
        "keep what a backend replies to the examples, for replay; --compare holds it against that",
        "docverify record docs/quickstart.md",
        _record,
    ),
    Command("init", "look at the docs and write docverify.toml", "docverify init", _init),
    Command("doctor", "probe the sandbox and the tools that examples need", "docverify doctor", _doctor),
    Command("demo", "the whole thing on the bundled docs, offline", "docverify demo", _demo, decides=True),
    Command("report", "the last result again, in another format", "docverify report --format json", _report),
    Command(
        "completion",
        "print the completion script of a shell",
        "docverify completion bash > /etc/bash_completion.d/docverify",
        _completion,
    ),
)
"""In the order in which help lists them."""


def build() -> argparse.ArgumentParser:
    """The whole parser; names of formats and tiers come from the registry only when a command runs."""

    def formatter(prog: str) -> argparse.HelpFormatter:
        return argparse.RawDescriptionHelpFormatter(prog, width=100, max_help_position=34)

    listed = "\n".join(f"  {name:<12}{text}" for name, text, *_ in COMMANDS)
    parser = argparse.ArgumentParser(
        prog="docverify",
        usage="docverify COMMAND [OPTION...] [SOURCE...]",
        description="Runs every code example of your documentation in a sandbox and says which ones are wrong.\n\n"
        f"commands:\n{listed}",
        epilog=f"example: docverify check docs\n{EXIT_CODES}\nmore:    docverify COMMAND --help",
        formatter_class=formatter,
    )
    parser.add_argument("-V", "--version", action="store_true", help="print the version and exit")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", help=argparse.SUPPRESS, required=False)
    for command in COMMANDS:
        sub = commands.add_parser(
            command.name,
            prog=f"docverify {command.name}",
            help=command.summary,
            description=f"{command.summary[0].upper()}{command.summary[1:]}.",
            epilog=_epilog(command),
            formatter_class=formatter,
        )
        command.add_options(sub)
    return parser


def _epilog(command: Command) -> str:
    codes = f"\n{EXIT_CODES}" if command.decides else ""
    return f"example: {command.example}{codes}"
