"""Deprecations are seen whatever shows or hides them, and nothing of what an example prints or raises changes."""

import pytest

from tests.sandbox.conftest import Runner

WARN = "import warnings\nwarnings.warn('old', {})"
HIDDEN = "warnings.filterwarnings('ignore')\nwarnings.warn('old', DeprecationWarning)"


@pytest.mark.parametrize("kind", ["DeprecationWarning", "PendingDeprecationWarning", "FutureWarning"])
def test_what_will_be_gone_is_seen(python: Runner, kind: str) -> None:
    (run,) = python(WARN.format(kind))
    assert run.warned == (f"{kind}: old",)


def test_other_warnings_are_none_of_it(python: Runner) -> None:
    (run,) = python(WARN.format("UserWarning"))
    assert run.warned == ()
    assert "UserWarning: old" in run.steps[0].stderr


def test_each_example_has_its_own(python: Runner) -> None:
    runs = python(WARN.format("DeprecationWarning"), "print(1)", "compile(\"'\\\\d'\", 'x', 'exec')")
    assert [bool(run.warned) for run in runs] == [True, False, True]


def test_a_warning_is_raised_where_the_example_asks_for_that(python: Runner) -> None:
    (run,) = python("import warnings\nwarnings.simplefilter('error')\nwarnings.warn('old', DeprecationWarning)")
    assert run.exception is not None
    assert run.exception.type == "DeprecationWarning"


def test_what_an_example_records_itself_is_not_held_back(python: Runner) -> None:
    code = "import warnings\nwith warnings.catch_warnings(record=True) as seen:\n    warnings.simplefilter('always')\n"
    (run,) = python(f"{code}    warnings.warn('old', DeprecationWarning)\nprint(len(seen))")
    assert run.steps[0].stdout == "1\n"


def test_a_text_that_cannot_be_told_harms_nobody(python: Runner) -> None:
    code = "import warnings\nclass Odd(DeprecationWarning):\n    def __str__(self):\n        raise ValueError\n"
    run, after = python(f"{code}try:\n    warnings.warn(Odd())\nexcept ValueError:\n    print('raised')", "print(2)")
    assert (run.ended, run.steps[0].stdout, after.steps[0].stdout) == ("end", "raised\n", "2\n")


def test_a_hundred_warnings_are_told_as_twenty(python: Runner) -> None:
    code = "import warnings\nfor number in range(100):\n    warnings.warn(f'{number} ' + 'x' * 999, DeprecationWarning)"
    (run,) = python(code)
    assert len(run.warned) == 20
    assert max(map(len, run.warned)) == 300
