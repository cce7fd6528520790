"""What other tools print is tied to the blocks that docverify found."""

from pathlib import Path

from tests.bench.verifiers import Told, Verifier, judge, name_of, read

BLOCKS = [
    {"page": "a.md", "line": 10, "end_line": 14, "language": "python"},
    {"page": "a.md", "line": 18, "end_line": 18, "language": "python"},
    {"page": "b.md", "line": 10, "end_line": 14, "language": "python"},
]


def verdicts(*told: Told) -> list[str]:
    return [row["verdict"] for row in judge(BLOCKS, told)]


def test_what_a_tool_says_is_of_the_page_that_was_named_last() -> None:
    said = "page:a.md\ntest_page.py::test_page[line:9] PASSED   [ 50%]\nhello\npage:b.md\n\nline:12 FAILED\n"
    assert list(read(said)) == [Told("a.md", 9, passed=True), Told("b.md", 12, passed=False)]


def test_a_summary_at_the_end_says_nothing_new() -> None:
    assert list(read("page:a.md\nFAILED a.md::line:9,column:1 - Failed: PASSED\n")) == []


def test_a_block_of_which_nothing_was_said_was_not_judged() -> None:
    assert verdicts() == ["unverified"] * 3


def test_a_block_is_right_when_all_of_its_examples_are() -> None:
    assert verdicts(Told("a.md", 10, passed=True), Told("a.md", 14, passed=True)) == [
        "pass",
        "unverified",
        "unverified",
    ]
    assert verdicts(Told("a.md", 10, passed=True), Told("a.md", 14, passed=False))[0] == "fail"


def test_a_fence_belongs_to_the_block_below_it() -> None:
    assert verdicts(Told("a.md", 17, passed=True)) == ["unverified", "pass", "unverified"]
    assert verdicts(Told("b.md", 9, passed=True)) == ["unverified", "unverified", "pass"]


def test_an_example_far_from_any_block_belongs_to_none() -> None:
    assert verdicts(Told("a.md", 1, passed=False), Told("a.md", 19, passed=False)) == ["unverified"] * 3


def test_a_tool_is_named_with_its_release(tmp_path: Path) -> None:
    for name in ("tea_check-2.1.0.dist-info", "tea-3.0.dist-info", "pytest-9.0.dist-info"):
        (tmp_path / "lib/python3.11/site-packages" / name).mkdir(parents=True)
    assert name_of(Verifier("tea-check", ("tea-check", "pytest"), ""), tmp_path) == "tea-check 2.1.0"
    assert name_of(Verifier("doctest", (), ""), tmp_path) == "doctest"
