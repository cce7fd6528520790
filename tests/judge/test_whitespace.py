"""No failure that whitespace alone explains is ever called one where the HTML does not keep it."""

import pytest
from msgspec.structs import replace

from docverify.judge import reading
from docverify.judge.case import Case
from docverify.judge.whitespace import spare
from docverify.model import Example, Expectation, Run, StepRun, Verdict
from docverify.registry import members
from tests.languages.building import block, example, raising, read, run

LOSSY = "whitespace-lossy"
MAKEFILE = "cat > Makefile <<EOF\nall:\n    echo hot\nEOF"


def judged(one: Example, done: Run, page: list[Example] | None = None) -> Verdict:
    return reading(one, done, page or [one], members("languages")[one.language])


def brief(one: Example, done: Run, page: list[Example] | None = None) -> str:
    found = judged(one, done, page)
    return " ".join(filter(None, (found.verdict, found.level, found.reason)))


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ("a    b", "a\tb\n"),
        ("a\n\nb", "a\n\nb\n"),
        ("a\nb", "a\n\n\nb\n"),
        ("a b", "a b   \n\n"),
        ("a\n    b", "a\nb\n"),
    ],
)
def test_output_that_differs_in_whitespace_alone_agrees(shown: str, printed: str) -> None:
    one = read(f">>> brew()\n{shown}", fidelity=LOSSY)
    assert brief(one, run(one, StepRun(printed))) == "pass matched"


def test_a_blank_line_within_output_ends_it_for_nobody() -> None:
    one = read(">>> brew()\nhot\n\nwet\n>>> pour()\nfull", fidelity=LOSSY)
    assert [step.expected for step in one.steps] == ["hot\n\nwet", "full"]
    assert brief(one, run(one, StepRun("hot\n\nwet\n"), StepRun("full\n"))) == "pass matched"
    assert brief(one, run(one, StepRun("hot\n\ndry\n"), StepRun("full\n"))) == "drift ran output"


def test_output_that_begins_with_a_blank_line_is_not_compared() -> None:
    one = read(">>> brew()\n\nhot", fidelity=LOSSY)
    assert brief(one, run(one, StepRun("\nhot\n"))) == "pass ran"


def test_exact_text_is_compared_to_the_letter() -> None:
    one = read(">>> brew()\na    b")
    assert brief(one, run(one, StepRun("a b\n"))) == "drift ran output"


def test_output_that_differs_in_more_than_whitespace_drifts() -> None:
    one = read(">>> brew()\na    b", fidelity=LOSSY)
    assert judged(one, run(one, StepRun("a\tc\n"))).detail == "printed `a\tc`, the page shows `a    b`"


def output_below(fidelity: str) -> tuple[Example, list[Example]]:
    """A script whose text is exact, and the block of output below it."""
    shown = Expectation("output", "a   b", 20)
    one: Example = members("languages")["python"].read(example("print(tea)", expectation=shown))
    below = Example("a.md#:text:1", block("a   b", "text", 20, fidelity=fidelity), "text", expected_by=one.id)
    return one, [one, below]


def test_the_block_of_output_may_be_the_one_that_lost_its_whitespace() -> None:
    one, page = output_below(LOSSY)
    assert brief(one, run(one, StepRun("a\tb\n")), page) == "pass matched"
    one, page = output_below("exact")
    assert brief(one, run(one, StepRun("a b\n")), page) == "drift ran output"


@pytest.mark.parametrize("name", ["IndentationError", "TabError"])
def test_an_indent_that_was_lost_is_not_the_pages_fault(name: str) -> None:
    one = read("exec(recipe)", fidelity=LOSSY)
    found = judged(one, raising(one, name, "unexpected indent"))
    assert (found.verdict, found.reason) == ("unverified", "pseudo-code")
    assert found.detail == f"the HTML does not keep whitespace: {name}: unexpected indent"
    assert judged(replace(one, block=block("exec(recipe)")), raising(one, name)).verdict == "fail"


def spared(code: str, said: str) -> Verdict:
    """What becomes of the failure of a script that ended so."""
    one = read(code, "shell", fidelity=LOSSY)
    case = Case(one, run(one, StepRun(stderr=said, exit_code=2)), [one], members("languages")["shell"])
    return spare(case, Verdict(one.id, "fail", "parsed", reason="exit-code", detail="exit code 2"))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (MAKEFILE + "\nmake", "Makefile:2: *** missing separator.  Stop.\n"),
        ("make", "Makefile:2: *** missing separator (did you mean TAB instead of 8 spaces?).  Stop.\n"),
        ("cat <<-EOF\n    hot\n    EOF", "here-document at line 1 delimited by end-of-file (wanted `EOF')\n"),
        ("git apply heat.patch", "error: corrupt patch at line 4\n"),
        ("python brew.py", "  File 'brew.py', line 2\nTabError: inconsistent use of tabs and spaces\n"),
        ("cut -f2 <<EOF\ntea    cup\nEOF", ""),
    ],
)
def test_a_tool_that_needs_the_tabs_fails_without_them(code: str, said: str) -> None:
    found = spared(code, said)
    assert (found.verdict, found.reason) == ("unverified", "pseudo-code")
    assert found.detail == "the HTML does not keep whitespace: exit code 2"


@pytest.mark.parametrize("code", ["brew --hot", "brew <<EOF\nhot\nEOF", "echo $((1 << 2))    # x"])
def test_a_failure_of_another_kind_is_the_pages(code: str) -> None:
    assert spared(code, "brew: no such option\n").verdict == "fail"


def test_what_weighs_a_text_counts_the_blanks_that_it_lost() -> None:
    above = read("cat > tea.tsv <<EOF\nhot    cup\nEOF", "shell", 1, line=10, fidelity=LOSSY)
    one = read("$ wc -c tea.tsv\n8 tea.tsv", "console", 2, line=20, fidelity=LOSSY)
    assert brief(one, run(one, StepRun("11 tea.tsv\n")), [above, one]).startswith("unverified")
    assert brief(one, run(one, StepRun("11 tea.tsv\n")), [one]) == "drift ran output"


def test_what_passed_stays_passed() -> None:
    one = read(MAKEFILE, "shell", fidelity=LOSSY)
    assert brief(one, run(one)) == "pass ran"
