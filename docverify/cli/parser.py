"""Commands and options, each declared once."""

import argparse
from collections.abc import Callable
from typing import Any

EXIT_CODES = "exit codes: 0 clean, 1 findings, 2 could not check, 3 no sandbox; the highest wins"

COMMANDS = {
    "check": "extract, run, judge, report",
    "examples": "extract only: what a check would look at",
    "pages": "what the sources hold, page by page",
    "explain": "one example: readings, evidence, history, how to reproduce",
    "update": "rewrite documented output that is not what examples show",
    "ledger": "the unverified examples that are accepted",
    "plan": "what a check would run, and how",
    "issues": "what the last check would do to the tracker; --apply does it",
    "init": "look at the docs and write docverify.toml",
    "doctor": "probe the sandbox and the tools that examples need",
    "demo": "the whole thing on the bundled docs, offline",
    "report": "the last result again, in another format",
    "completion": "print the completion script of a shell",
}

EXAMPLES = {
    "check": "docverify check docs/install.md --format json --output result.json",
    "examples": "docverify examples docs --format json | head -1",
    "pages": "docverify pages https://docs.example/",
    "explain": "docverify explain docs/install.md#quick-start:python:2",
    "update": "docverify update docs/install.md",
    "ledger": "docverify ledger --update",
    "plan": "docverify plan docs/install.md",
    "issues": "docverify issues --apply",
    "init": "docverify init",
    "doctor": "docverify doctor",
    "demo": "docverify demo",
    "report": "docverify report --format json",
    "completion": "docverify completion bash > /etc/bash_completion.d/docverify",
}


def build() -> argparse.ArgumentParser:
    """The whole parser; names of formats and tiers come from the registry only when a command runs."""

    def formatter(prog: str) -> argparse.HelpFormatter:
        return argparse.RawDescriptionHelpFormatter(prog, width=100, max_help_position=34)

    listed = "\n".join(f"  {name:<12}{text}" for name, text in COMMANDS.items())
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
    for name, text in COMMANDS.items():
        sub = commands.add_parser(
            name,
            prog=f"docverify {name}",
            help=text,
            description=f"{text[0].upper()}{text[1:]}.",
            epilog=_epilog(name),
            formatter_class=formatter,
        )
        OPTIONS[name](sub)
    return parser


def _epilog(name: str) -> str:
    codes = f"\n{EXIT_CODES}" if name in ("check", "demo") else ""
    return f"example: {EXAMPLES[name]}{codes}"


def _sources(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "sources", nargs="*", metavar="SOURCE", help="file, folder, git URL or site; default: those of docverify.toml"
    )


def _offline(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--offline", action="store_true", help="fetch nothing: sites come from the cache alone")


def _fresh(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--fresh", action="store_true", help="read everything anew, whatever an earlier run left")


def _select(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-k", dest="select", metavar="TEXT", default="", help="examples whose id or name contains TEXT")


def _timeout(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--timeout", type=_seconds, metavar="S", help="seconds that one example may take; default: 10")


def _sandbox(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--sandbox",
        metavar="TIER",
        default="bwrap",
        help="bwrap (default), container:IMAGE, or none: your own docs only, no isolation",
    )


def _state(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--state", metavar="DIR", help="where state lives; default: .docverify beside the config")


def _formats(parser: argparse.ArgumentParser) -> None:
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


def _check(parser: argparse.ArgumentParser) -> None:
    _sources(parser)
    _formats(parser)
    parser.add_argument(
        "--jobs", type=_at_least(1), metavar="N", help="pages at a time; default: as many as cores and memory allow"
    )
    _select(parser)
    _timeout(parser)
    parser.add_argument(
        "--fresh", action="store_true", help="read and run everything anew, whatever an earlier run left"
    )
    parser.add_argument(
        "--audit",
        type=_percent,
        metavar="PERCENT",
        default=0.0,
        help="run so many of the unchanged pages all the same, and tell what differs; default: 0",
    )
    _offline(parser)
    parser.add_argument("--confirm", action="store_true", help="run what is newly wrong three times in all")
    parser.add_argument(
        "--strict",
        action="store_true",
        help="fail on what is unverified and not in docverify.ledger, and on its old lines",
    )
    _sandbox(parser)
    _state(parser)


def _explain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "id", metavar="ID", help="an example's id, as `check` prints it, or a part that no other id has"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="json: one object")
    _offline(parser)
    _sandbox(parser)
    _state(parser)


def _update(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "sources", nargs="*", metavar="SOURCE", help="file or folder on this machine; default: those of docverify.toml"
    )
    _select(parser)
    parser.add_argument("-y", "--yes", action="store_true", help="write every page without asking")
    _timeout(parser)
    _fresh(parser)
    _sandbox(parser)
    _state(parser)


def _ledger(parser: argparse.ArgumentParser) -> None:
    _sources(parser)
    parser.add_argument("--update", action="store_true", help="write docverify.ledger as the documentation is now")
    _sandbox(parser)
    _state(parser)


def _examples(parser: argparse.ArgumentParser) -> None:
    _sources(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="json: one object a line")
    _offline(parser)
    _fresh(parser)
    _state(parser)


def _pages(parser: argparse.ArgumentParser) -> None:
    _sources(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="json: one object a line")
    _offline(parser)
    _fresh(parser)
    _state(parser)


def _plan(parser: argparse.ArgumentParser) -> None:
    _sources(parser)
    _select(parser)
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="json: one object a page, each on a line"
    )
    _offline(parser)
    _fresh(parser)
    _state(parser)


def _issues(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--apply", action="store_true", help="do it; without this, it is only shown")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="json: the result with its actions")
    _state(parser)


def _doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sandbox", metavar="TIER", default="bwrap", help="the tier to probe; default: bwrap")
    _state(parser)


def _init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", nargs="?", default=".", metavar="PATH", help="folder of the project; default: this one")
    parser.add_argument("--force", action="store_true", help="overwrite a docverify.toml that is there")


def _demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--state", metavar="DIR", help="where it works; default: .docverify/demo")


def _report(parser: argparse.ArgumentParser) -> None:
    _formats(parser)
    _state(parser)


def _completion(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=("bash", "zsh", "tcsh"), help="for which shell")


OPTIONS: dict[str, Callable[[argparse.ArgumentParser], Any]] = {
    "check": _check,
    "examples": _examples,
    "pages": _pages,
    "explain": _explain,
    "update": _update,
    "ledger": _ledger,
    "plan": _plan,
    "issues": _issues,
    "init": _init,
    "doctor": _doctor,
    "demo": _demo,
    "report": _report,
    "completion": _completion,
}


def _at_least(least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        value = int(text)
        if value < least:
            raise argparse.ArgumentTypeError(f"must be {least} or more")
        return value

    return number


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 < value <= 3600:
        raise argparse.ArgumentTypeError("must be more than 0 and at most 3600")
    return value


def _percent(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 100:
        raise argparse.ArgumentTypeError("must be from 0 to 100")
    return value
