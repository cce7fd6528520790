"""What the README says of docverify is what docverify is."""

import re
import tomllib
from pathlib import Path

import pytest

import docverify
from docverify import config
from docverify.cli.parser import COMMANDS
from docverify.model import LEVELS, REASONS, VERDICTS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PACKAGES = (ROOT / "tests" / "packages.txt").read_text(encoding="utf-8").split()
INSTALLS = re.findall(r"^<!-- skip: next .*-->\n\n```sh\n(.*)\n```$", README, re.MULTILINE)


def blocks(label: str) -> list[str]:
    return re.findall(rf"^```{label}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def column(header: str) -> list[str]:
    """The first cells of the table with this first header, without their marks."""
    rows = re.search(rf"^\| {header} \|.*\n\|[-|]+\n((?:\|.*\n)+)", README, re.MULTILINE)
    assert rows
    return [line.split("|")[1].strip(" `") for line in rows[1].splitlines()]


def test_there_are_exactly_two_commands_each_of_one_line() -> None:
    assert [len(command.splitlines()) for command in INSTALLS] == [1, 1]
    assert len(blocks("sh")) == 2


def test_nothing_but_install_lines_is_skipped() -> None:
    markers = re.findall(r"^<!-- skip: .*", README, re.MULTILINE)
    assert [marker.startswith('<!-- skip: next "installs everything') for marker in markers] == [True, True]


def test_the_demo_needs_what_the_tests_need_at_most() -> None:
    installed = re.search(r"apt-get install -y ([\w -]+?) &&", INSTALLS[0])
    assert installed
    assert set(installed[1].split()) <= set(PACKAGES)


def test_an_exit_code_of_one_is_taken_for_success_and_no_other_is() -> None:
    assert INSTALLS[0].endswith("docverify demo || [ $? = 1 ]; }")


def test_ci_runs_the_command_of_the_readme() -> None:
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "installs everything and passes the tests" in run
    assert "nox" not in run


@pytest.mark.parametrize("number", range(len(blocks("toml"))))
def test_configurations_are_read(number: int) -> None:
    config.parse(blocks("toml")[number], "README.md")


def test_sections_of_the_config_are_all_shown() -> None:
    shown = {key for block in blocks("toml") for key in tomllib.loads(block)}
    assert shown == {"sources", "credentials", "environments", "matrix", "limits", "placeholders", "tracker"}


def test_the_table_of_verdicts_is_whole_and_in_order() -> None:
    assert column("verdict") == list(VERDICTS)


def test_levels_and_reasons_are_the_words_of_the_code() -> None:
    assert ", ".join(f"`{level}`" for level in LEVELS) in README
    (named,) = re.findall(r"such as (`[\w`, -]+`) \|", README)
    assert set(re.findall(r"`([\w-]+)`", named)) <= set(REASONS)


def test_exit_codes_are_all_explained() -> None:
    assert column("exit code") == ["0", "1", "2", "3"]


def test_commands_that_are_shown_exist() -> None:
    shown = set(re.findall(r"docverify (\w+)(?= |`|$)", "\n".join(blocks("text") + blocks("console")), re.MULTILINE))
    assert shown <= {command.name for command in COMMANDS}
    assert {command.name for command in COMMANDS} - {"demo"} <= shown


def test_links_lead_somewhere() -> None:
    targets = set(re.findall(r"\]\(([\w./-]+)\)", README))
    ours = {target for target in targets if target.startswith("docverify/")}
    assert [target for target in sorted(targets - ours) if not (ROOT / target).exists()] == []
    assert [target for target in sorted(ours) if not (Path(docverify.__file__).parents[1] / target).exists()] == []
