"""A program is run to its end, or ended with all its children when its time is over."""

import os
import select
import sys
from pathlib import Path

import pytest

from docverify.process import Finished, run


def python(code: str, *, seconds: float = 30, stdin: bytes = b"") -> Finished:
    return run([sys.executable, "-I", "-S", "-c", code], environ={"A": "1"}, folder="/", seconds=seconds, stdin=stdin)


def test_what_it_left_is_told() -> None:
    code = "import os, sys; print(os.getcwd(), os.environ['A'], input()); sys.stderr.write('no'); sys.exit(3)"
    assert python(code, stdin=b"in\n") == Finished(3, b"/ 1 in\n", "no")


def test_it_has_no_terminal_to_ask_at() -> None:
    code = "import os\ntry: os.open('/dev/tty', os.O_RDWR)\nexcept OSError: print('none')"
    assert python(code).stdout == b"none\n"


def test_its_children_are_ended_with_it(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    held = (
        f"import os, time; held = open({str(pipe)!r}, 'w'); held.write('x'); held.flush(); os.fork(); time.sleep(600)"
    )
    with pytest.raises(TimeoutError, match=r"python[\d.]* took more than 1.5 seconds"):
        python(held, seconds=1.5)
    select.select([reader], [], [], 10)  # until the last one that holds the other end is gone
    assert os.read(reader, 10) == b"x"
    assert select.select([reader], [], [], 10)[0] == [reader]
    assert os.read(reader, 10) == b""
    os.close(reader)


def test_a_program_that_is_not_there_is_said() -> None:
    with pytest.raises(FileNotFoundError):
        run(["/no/such/program"], environ={}, folder="/", seconds=1)
