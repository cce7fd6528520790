"""What shell blocks claim: scripts as one step, transcripts as one step a command."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docverify.languages.console import console
from docverify.languages.shell import shell
from docverify.model import Expectation
from tests.cases import read_cases
from tests.languages.building import read, show

CASES = [
    (language, *case.values) for language in ("shell", "console") for case in read_cases(f"{language}.cases", __file__)
]


@pytest.mark.parametrize(("language", "code", "expected"), CASES)
def test_a_block_is_read_as_its_author_means_it(language: str, code: str, expected: str) -> None:
    assert show(read(code, language)) == expected


@settings(deadline=None)
@given(st.lists(st.sampled_from(["$ a", "> b", "c \\", "'", "<<E", "E", "", "# d", "% e", "u@h:~$ f"]), max_size=12))
def test_every_command_stands_on_the_page_where_it_says(lines: list[str]) -> None:
    found = read("\n".join(lines), "console")
    code = found.block.code.split("\n")
    for step in found.steps:
        for offset, line in enumerate(step.code.split("\n")):
            assert code[step.line - found.block.line + offset].endswith(line)


def test_only_a_prompt_is_certain() -> None:
    assert [console.recognises(code) for code in ("$ ls", "\nann@host:~$ ls", "% ls", "# ls", "ls")] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert not shell.recognises("$ ls")


def test_a_transcript_that_shows_output_says_so() -> None:
    assert read("$ a\n$ b\nc", "console").expectation == Expectation("steps", line=11)
    assert read("$ a", "console").expectation == Expectation()


def test_both_share_a_session_and_a_driver() -> None:
    assert (shell.family, shell.driver) == (console.family, console.driver) == ("shell", "shell")


def test_reading_a_long_transcript_takes_linear_time() -> None:
    quoted = [f"  {number}" for number in range(5_000)]
    assert read("\n".join(["$ echo '", *quoted, "'", *quoted]), "console").steps


@pytest.mark.parametrize(
    "code",
    [
        'echo "' + '\\"' * 20_000,
        "cat <<EOF\n" * 4_000,
        "my_" + "a_" * 20_000,
        "[--" + "a" * 40_000,
        "[--a" * 10_000,
        "\n" * 40_000 + "x",
        "$ a '" + "x\n" * 20_000,
        '$ "' + '\\"\n' * 10_000,
        "$ a\n" + 'mongo"' * 8_000,
    ],
)
def test_no_text_takes_long(code: str) -> None:
    start = process_time()
    read(code, "shell")
    assert process_time() - start < 2


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("cat <<EOF\n<name>\nEOF\nls", None),
        ("cat <<EOF > <file>\nx\nEOF\nls <name>", "placeholder"),
        ("cat <<'A' <<B\nx\nA\n...\nB", "pseudo-code"),
        ("cat <<EOF\nls <name>", "placeholder"),
        ('echo \\"<name>\\"', "placeholder"),
        ("tea pour bl<TAB>\nls", "placeholder"),
        ("sort<in>out", None),
        ("tea install '|pot_name|[lid]'", "placeholder"),
        ("tea install |pot_name|", "placeholder"),
        ("tea install |pot_name| wc", None),
        ("tea -p/--pour", "pseudo-code"),
        ("tea -p|--pour", "pseudo-code"),
        ("tea -p/pot --pour", None),
        ("export MY_KEY=my-api-access-token", "placeholder"),
    ],
)
def test_only_what_the_shell_reads_itself_is_filled_in(code: str, reason: str | None) -> None:
    refusal = read(code, "shell").refusal
    assert (refusal and refusal.reason) == reason
