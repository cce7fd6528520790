"""Verdicts are counted against labels as the tables say, and no block is left out."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.truth import told
from tests.truth.checking import row_at
from tests.truth.samples import Defect, Labelled, load, page_of, requirements
from tests.truth.score import Graded, Paired, Score, by_detection, by_language, falls_short, reasons, score, share


def row(verdict: str = "pass", level: str = "ran", **fields: Any) -> dict[str, Any]:
    given = {"page": "a.md", "line": 3, "end_line": 5, "language": "python", "kind": "", "reason": "", "detail": ""}
    return {**given, "verdict": verdict, "level": level, **fields}


def graded(label: str, found: dict[str, Any] | None, level: str = "executed") -> Graded:
    return Graded(Labelled("tea/pot", "a.md", 3, "python", label, level=level), found)


FAIL = row("fail", "parsed")
DRIFT = row("drift", kind="output")
FRAGMENT = row("unverified", "parsed", reason="fragment")


@pytest.mark.parametrize(
    ("block", "counted"),
    [
        (graded("truly-broken", FAIL), {"broken": 1, "found": 1}),
        (graded("truly-broken", DRIFT), {"broken": 1, "found": 1}),
        (graded("truly-broken", row("drift", kind="published")), {"broken": 1}),
        (graded("truly-broken", FRAGMENT), {"broken": 1}),
        (graded("truly-broken", None), {"broken": 1}),
        (graded("fragment", FAIL), {"fine": 1, "alarms": 1}),
        (graded("nondeterministic", FRAGMENT), {"fine": 1}),
        (graded("cosmetic", DRIFT), {}),
        (graded("needs-setup", DRIFT), {"fine": 1, "alarms": 1, "right": 1}),
        (graded("needs-setup", row()), {"fine": 1, "right": 1, "ran": 1}),
        (graded("runnable-and-correct", row(level="parsed")), {"fine": 1, "right": 1}),
        (
            graded("runnable-and-correct", row(level="matched"), "output-checked"),
            {"fine": 1, "right": 1, "ran": 1, "checked": 1, "matched": 1},
        ),
        (
            graded("runnable-and-correct", row(), "output-checked"),
            {"fine": 1, "right": 1, "ran": 1, "checked": 1},
        ),
    ],
)
def test_each_label_counts_for_what_it_is(block: Graded, counted: dict[str, int]) -> None:
    assert score([block]) == Score(blocks=1, **counted)


def test_languages_are_counted_apart_and_together() -> None:
    blocks = [graded("fragment", FAIL), graded("fragment", row(language="ruby")), graded("fragment", FRAGMENT)]
    assert {name: (one.blocks, one.alarms) for name, one in by_language(blocks).items()} == {
        "python": (2, 1),
        "ruby": (1, 0),
        "all": (3, 1),
    }


def test_a_right_block_falls_short_until_its_output_matched() -> None:
    assert not falls_short(graded("needs-setup", row()))
    assert falls_short(graded("needs-setup", row(), "output-checked"))
    assert falls_short(graded("needs-setup", None))
    assert not falls_short(graded("fragment", None))


def test_reasons_are_counted_by_label() -> None:
    blocks = [
        graded("fragment", FRAGMENT),
        graded("fragment", row()),
        graded("not-code", None),
        graded("cosmetic", FAIL),
    ]
    assert reasons(blocks) == {"fragment": {"fragment": 1, "pass": 1}, "not-code": {"no block": 1}}


def test_reasons_are_shares_of_all_blocks_and_of_those_that_did_not_pass() -> None:
    blocks = [graded("fragment", FRAGMENT), graded("fragment", row()), graded("pseudo-code", FRAGMENT)]
    lines = told.of_reasons(blocks).splitlines()[2:]
    assert lines == [
        "| fragment | fragment | 1 of 2 (50 %) | 1 of 1 (100 %) | pass 1 |",
        "| pseudo-code | pseudo-code | 0 of 1 (0 %) | 0 of 1 (0 %) | fragment 1 |",
        "| **all** |  | 1 of 3 (33 %) | 1 of 2 (50 %) |  |",
    ]


def defect(name: str = "d1", detect: str = "run") -> Defect:
    return Defect(name, "tea/pot", "python", "bre()", "brew()", detect, context_setup="from tea import brew\n")


@pytest.mark.parametrize(
    ("before", "after", "holds"),
    [
        (FAIL, row(), True),
        (DRIFT, FRAGMENT, True),
        (FAIL, FAIL, False),
        (FRAGMENT, row(), False),
        (FAIL, None, False),
    ],
)
def test_a_defect_is_told_from_its_fix_when_only_the_first_is_called_wrong(
    before: dict[str, Any], after: dict[str, Any] | None, holds: bool
) -> None:
    assert Paired(defect(), before, after).holds is holds


def test_defects_are_counted_by_how_they_can_be_found() -> None:
    pairs = [
        Paired(defect(), FAIL, row()),
        Paired(defect("d2"), row(), row()),
        Paired(defect("d3", "parse"), FAIL, row()),
    ]
    assert by_detection(pairs) == {"run": (2, 1), "parse": (1, 1)}


def test_a_defects_page_has_what_it_implies_above_it() -> None:
    text, line = page_of(defect(), "bre()\n", "py")
    assert text == "# Example\n\n```python\nfrom tea import brew\n```\n\n```py\nbre()\n```\n"
    assert text.split("\n")[line - 1] == "bre()"


def test_a_folder_may_hold_one_kind_of_sample_alone(tmp_path: Path) -> None:
    assert load(tmp_path) == ([], [])
    (tmp_path / "docbugs.jsonl").write_bytes(msgspec.json.encode(defect()) + b"\n\n")
    assert load(tmp_path) == ([], [defect()])


def test_packages_are_read_with_their_language() -> None:
    assert requirements("pip:tea==1.0 pot==2") == ("python", ["tea==1.0", "pot==2"])
    assert requirements("npm:@tea/pot@1.0") == ("javascript", ["@tea/pot@1.0"])
    assert requirements("") == ("", [])


def test_a_block_is_found_by_any_of_its_lines_and_by_the_blank_ones_above_it() -> None:
    rows = [row(line=3, end_line=5), row(line=9, end_line=9), row(page="b.md", line=6, end_line=6)]
    assert [row_at(rows, "a.md", line) for line in (3, 4, 6, 8, 9)] == [rows[0], rows[0], None, rows[1], rows[1]]


def test_shares_of_nothing_are_none() -> None:
    assert (share(1, 3), share(0, 0)) == ("1 of 3 (33 %)", "–")


def test_every_block_on_the_wrong_side_is_listed() -> None:
    found = [graded("fragment", FAIL), graded("truly-broken", row()), graded("not-code", FRAGMENT)]
    text = "\n".join(told.lists(found, [Paired(defect(), row(), row())]))
    for title in ("False alarms: 1", "were missed: 1", "from their fix: 1", "their label's: 2"):
        assert title in text
    assert text.count("`tea/pot/a.md:3`") == 4
