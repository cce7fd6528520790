"""The line that is shown of a run that failed is the one that says why."""

import pytest

from docverify.judge.headline import headline

TELLS = {
    "grep: unrecognized option '--steep'\nUsage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more.\n": (
        "grep: unrecognized option '--steep'"
    ),
    "curl: option --steep: is unknown\ncurl: try 'curl --help' or 'curl --manual' for more information\n": (
        "curl: option --steep: is unknown"
    ),
    "brew: no such tea\nusage: brew [-s] TEA\n  -s  steep it longer\n": "brew: no such tea",
    "usage: brew [-h] TEA\nbrew: error: the following arguments are required: TEA\n": (
        "brew: error: the following arguments are required: TEA"
    ),
    "usage: brew\n": "usage: brew",
    "Try 'brew --help'.\n": "Try 'brew --help'.",
    "warming up\n\nthread 'main' panicked at src/main.rs:2:5:\nno water\nnote: run it with more\n": "no water",
    "warming up\nno water\n\n": "no water",
}


@pytest.mark.parametrize("stderr", TELLS)
def test_it_says_why_and_not_where_to_read_on(stderr: str) -> None:
    assert headline(stderr, f"poured a cup\n{stderr}") == TELLS[stderr]


def test_where_nothing_is_said_of_trouble_the_last_output_is_told() -> None:
    assert headline("", "heating\nno water\n") == "no water"
    assert headline("", "") == ""
