"""One meaningful character of each output that matched becomes another, and what is left open stays as it is."""

import pickle
from pathlib import Path

import pytest

from docverify.model import Example, Run, StepRun
from docverify.registry import members
from tests.judge.test_verdict import with_output
from tests.languages.building import read, run
from tests.truth import judged, told
from tests.truth.sharpness import WHOLE, Judged, Rotted, by_language, left_open, matched, meaningful, rotted, shown

ERROR = 'Traceback (most recent call last):\n  File "a.py", line 1\ntea.PotError: cold'


def kept(one: Example, done: Run) -> Judged:
    return Judged(one, done, [one], members("languages")[one.language], "tea/pot")


def opened(one: Judged, index: int) -> str:
    """What the page shows there, with a dash for each letter, digit and operator that is left open."""
    text = shown(one.example, index)
    held, left = meaningful(text, ()), left_open(one, index)
    return "".join("_" if place in held and place in left else char for place, char in enumerate(text))


def test_each_output_that_matched_is_rotted_once() -> None:
    one = read(">>> print('tea')\ntea\n>>> x = 1\n>>> [1, 2]\n[1, 2]")
    outputs = list(rotted(kept(one, run(one, StepRun("tea\n"), StepRun(), StepRun("[1, 2]\n")))))
    assert [(found.id, found.language, found.before, found.seen) for found in outputs] == [
        (f"tea/pot/{one.id}", "python", "tea", True),
        (f"tea/pot/{one.id}", "python", "[1, 2]", True),
    ]
    for found in outputs:
        assert sum(before != after for before, after in zip(found.before, found.after, strict=True)) == 1


def test_a_seed_rots_the_same_and_another_one_does_not() -> None:
    one = read(">>> print('darjeeling')\ndarjeeling")
    with_run = kept(one, run(one, StepRun("darjeeling\n")))
    assert list(rotted(with_run)) == list(rotted(with_run))
    assert len({next(rotted(with_run, seed)).after for seed in range(9)}) > 1


def test_the_block_below_is_an_output_too() -> None:
    one = with_output("print('tea')", "tea")
    done = kept(one, run(one, StepRun("tea\n")))
    assert matched(done) == [WHOLE]
    assert [found.seen for found in rotted(done)] == [True]


def test_what_did_not_match_is_not_rotted() -> None:
    one = read(">>> x = 1\n>>> x\n2")
    assert matched(kept(one, run(one, StepRun(), StepRun("1\n")))) == []


@pytest.mark.parametrize(
    ("page", "printed", "left"),
    [
        ("tea ... at 0x7f00aa11 [..] 5", "", "tea ... __ __________ [..] 5"),
        ("# so\n5  # five\n# 6", "# 6\n", "# __\n5  # ____\n# 6"),
        ("'__main__.A'", "", "'________.A'"),
    ],
)
def test_what_a_page_leaves_open(page: str, printed: str, left: str) -> None:
    one = read(f">>> x\n{page}")
    assert opened(kept(one, run(one, StepRun(printed))), 0) == left


def test_of_an_error_its_type_and_message_count_unless_the_page_says_otherwise() -> None:
    plain, told_so = read(f">>> x\n{ERROR}"), read(f">>> x  # doctest: +IGNORE_EXCEPTION_DETAIL\n{ERROR}")
    ends = [opened(kept(one, run(one, StepRun(stderr=ERROR))), 0).split("\n")[-1] for one in (plain, told_so)]
    assert ends == ["tea.PotError: cold", "___.PotError: ____"]


def test_outputs_are_counted_by_language_and_survivors_are_listed() -> None:
    seen, lost = Rotted("a", "ruby", "5", "6", "drift", True), Rotted("b", "perl", "5", "6", "pass at ran:", False)
    assert by_language([seen, lost, seen]) == {"ruby": (2, 2), "perl": (1, 0), "all": (3, 2)}
    assert "| all | 3 | 2 of 3 (67 %) |" in told.sharpness([seen, lost, seen])
    assert told.survivors([seen, lost]) == "Not seen: 1\n\n- `b` shows `5` as `6`: pass at ran:"
    assert told.survivors([seen]) == "Not seen: 0"


def test_what_a_check_judged_is_read_again_and_forgotten(tmp_path: Path) -> None:
    one = read(">>> 5\n5")
    first, last = run(one, StepRun("5\n")), run(one, StepRun("5 \n"))
    file = tmp_path / "blocks" / "tea+pot" / ".docverify" / "judged.pickle"
    file.parent.mkdir(parents=True)
    file.write_bytes(pickle.dumps([("python", one, first, [one]), ("python", one, last, [one])]))
    assert [(found.project, found.run) for found in judged.kept(tmp_path)] == [("tea/pot", last)]
    judged.forget(tmp_path)
    assert list(judged.kept(tmp_path)) == []
