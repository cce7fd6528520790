"""Errors are told from other text in every way in which pages show them."""

import pytest

from docverify.tracebacks import ShownError, shown_error, shows_error

RULE = "-" * 75


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'hi\nTraceback (most recent call last):\n  File "a.py", line 1, in f\n    1/0\nKeyError: 1',
            ShownError("KeyError", "1", "hi"),
        ),
        (
            "Traceback (most recent call last):\n  ...\nKeyError: no cup\n  ...stack trace...\nmore",
            ShownError("KeyError", "no cup", ""),
        ),
        (
            f"hi\n{RULE}\nValueError            Traceback (most recent call last)\nCell In[1], line 2\n----> 2 f()\n\n"
            "ValueError: no\nmore",
            ShownError("ValueError", "no\nmore", "hi"),
        ),
        (
            f"{RULE}\nKeyError      Traceback (most recent call last)\n----> 1 f()\n\nKeyError: 1\n\n"
            "During handling of the above exception, another exception occurred:\n\n"
            "TypeError      Traceback (most recent call last)\n"
            "<ipython-input-1> in <module>\n----> 1 g()\n\nTypeError: b",
            ShownError("TypeError", "b", ""),
        ),
        (
            'Traceback (most recent call last):\n  File "<stdin>", line 1, in <module>\n  tea.Cold: too cold',
            ShownError("tea.Cold", "too cold", ""),
        ),
        ('Traceback (most recent call last):\n  File "a.py", line 1\n    boil(tea)', None),
        (
            'hi\nKeyboardInterrupt\nTraceback (most recent call last):\n  File "a.py", line 1',
            ShownError("KeyboardInterrupt", "", "hi"),
        ),
        ("hi\nTraceback (most recent call last):\n  ...", ShownError("ValueError", "", "hi")),
        ("Traceback (most recent call last):\n  …\n", ShownError("ValueError", "", "")),
        ("Traceback (most recent call last):", ShownError("ValueError", "", "")),
        ("Traceback (most recent call last):\n  ...\nKeyError: 1", ShownError("KeyError", "1", "")),
        ("  Cell In[5], line 1\n    foo bar\n        ^\nValueError: no", ShownError("ValueError", "no", "")),
        ("ValueError  # too hot", ShownError("ValueError", "", "")),
        ("ValueError#2", None),
        ("ValueError is raised", None),
    ],
)
def test_the_last_error_is_found_with_what_was_printed_before(text: str, expected: ShownError | None) -> None:
    assert shown_error(text, "ValueError") == expected


def test_a_traceback_that_breaks_off_tells_of_no_error_where_none_was_raised() -> None:
    assert shown_error("Traceback (most recent call last):\n  ...", "") is None


@pytest.mark.parametrize("text", ["a Traceback (most recent call last)", "Traceback", "E  Traceback (most recent)"])
def test_words_about_tracebacks_are_no_error(text: str) -> None:
    assert not shows_error(text)
