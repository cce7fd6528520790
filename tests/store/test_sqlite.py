"""The store keeps runs whole, whatever happens to it."""

import os
import random
import sqlite3 as sqlite_library
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import docverify
from docverify.errors import StoreError
from docverify.model import Action, History, Outcome
from docverify.store import sqlite
from docverify.store.schema import VERSION
from docverify.store.sqlite import RUNS_KEPT, SqliteStore
from docverify.triage.history import FORGET_AFTER
from tests.results import drift, result, row

HISTORY = History(
    "docs/tea.md#steep:python:3",
    "pass",
    "f1",
    passes=2,
    last_output="a cup of 茶\n",
    name="0a1b2c3d",
    text="brew('茶')",
    packages=("milk==2.0", "tea==1.0"),
    stable="a cup of ...\n",
    deprecations=("DeprecationWarning: old",),
)
OPEN = Action("open", "k1", "new", title="t", body="b", labels=("docverify",))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "store.db"


@pytest.fixture
def store(file: Path) -> Iterator[SqliteStore]:
    with closing(sqlite.open(file)) as opened:
        yield opened


def rows(file: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite_library.connect(file)) as connection:
        return connection.execute(query).fetchall()


def write(file: Path, script: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite_library.connect(file)) as connection:
        connection.executescript(script)
    return file


def refusal(file: Path, **options: float) -> StoreError:
    with pytest.raises(StoreError) as caught:
        sqlite.open(file, **options)
    return caught.value


def test_a_new_store_remembers_nothing(store: SqliteStore) -> None:
    assert (store.histories(), store.issues(), store.intents()) == ({}, {}, [])


def test_a_run_is_kept_with_its_verdicts_and_histories(store: SqliteStore, file: Path) -> None:
    store.record(result([row(seconds=0.5, fingerprint="f1"), drift()]), [HISTORY])
    assert store.histories() == {HISTORY.example: HISTORY}
    assert rows(file, "SELECT started, seconds, docverify, complete, summary FROM runs") == [
        (
            "2026-01-02T03:04:05Z",
            1.25,
            "0.1.0",
            1,
            '{"verdicts":{"pass":1,"drift":1},"levels":{"matched":1,"ran":1},"reasons":{},"languages":{"python":2}}',
        )
    ]
    assert rows(file, "SELECT * FROM verdicts ORDER BY line") == [
        (1, "docs/tea.md#steep:python:3", 3, "pass", "matched", "", "", "", "f1", 0.5),
        (1, "docs/tea.md#steep:python:9", 9, "drift", "ran", "output", "", "printed `4`, the page shows `3`", "", 0.0),
    ]


def test_what_was_kept_is_there_when_it_is_opened_again(store: SqliteStore, file: Path) -> None:
    store.record(result([row()]), [HISTORY])
    store.remember([Outcome(OPEN, done=True, ref="7")])
    store.intend(Action("update", "k2", "changed"))
    with closing(sqlite.open(file)) as again:
        assert again.histories() == {HISTORY.example: HISTORY}
        assert again.issues() == {"k1": "7"}
        assert again.intents() == [Action("update", "k2", "changed")]


def test_a_later_history_replaces_the_one_before(store: SqliteStore) -> None:
    later = History(HISTORY.example, "fail", "f2", failures=1, first_failed="2026-01-03T00:00:00Z")
    other = History("docs/cup.md#:python:1", "pass", passes=1)
    store.record(result(), [HISTORY, other])
    store.record(result(), [later])
    assert store.histories() == {other.example: other, later.example: later}


def test_a_history_that_a_person_changed_is_kept_without_a_run(store: SqliteStore, file: Path) -> None:
    store.keep([HISTORY])
    assert store.histories() == {HISTORY.example: HISTORY}
    assert rows(file, "SELECT * FROM runs") == []


def test_an_example_that_is_long_gone_is_forgotten(store: SqliteStore) -> None:
    gone = [History(f"e{absent}", absent=absent) for absent in (FORGET_AFTER - 1, FORGET_AFTER)]
    store.record(result(), gone)
    assert list(store.histories()) == [f"e{FORGET_AFTER - 1}"]


def test_only_so_many_runs_are_kept(store: SqliteStore, file: Path) -> None:
    for number in range(RUNS_KEPT + 5):
        store.record(result([row(seconds=number)]), [])
    kept = list(range(5, RUNS_KEPT + 5))
    assert [seconds for (seconds,) in rows(file, "SELECT seconds FROM verdicts ORDER BY run")] == kept
    assert rows(file, "SELECT count(*) FROM runs") == [(RUNS_KEPT,)]


def test_a_run_whose_histories_cannot_be_had_is_not_kept_at_all(store: SqliteStore, file: Path) -> None:
    def broken() -> Iterator[History]:
        yield HISTORY
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.record(result([row()]), broken())
    assert store.histories() == {}
    assert rows(file, "SELECT (SELECT count(*) FROM runs), (SELECT count(*) FROM verdicts)") == [(0, 0)]
    store.record(result([row()]), [HISTORY])
    assert store.histories() == {HISTORY.example: HISTORY}


def test_an_intent_stands_until_its_action_is_known_to_be_done(store: SqliteStore) -> None:
    store.intend(OPEN)
    store.remember([Outcome(OPEN, done=False, problem="no answer")])
    assert (store.intents(), store.issues()) == ([OPEN], {})
    store.remember([Outcome(OPEN, done=True, ref="7")])
    assert (store.intents(), store.issues()) == ([], {"k1": "7"})


def test_an_issue_that_another_run_opened_is_known_from_what_is_done_to_it(store: SqliteStore) -> None:
    store.remember([Outcome(Action("comment", "k1", "still wrong", ref="7"), done=True)])
    assert store.issues() == {"k1": "7"}


def test_the_issue_that_was_opened_last_is_the_one_that_is_known(store: SqliteStore) -> None:
    store.remember([Outcome(OPEN, done=True, ref="7"), Outcome(OPEN, done=True, ref="8")])
    assert store.issues() == {"k1": "8"}
    store.remember([Outcome(Action("update", "k1", "changed", ref="7"), done=True)])
    assert store.issues() == {"k1": "8"}


def test_a_duplicate_that_is_closed_does_not_take_the_place_of_the_issue_that_stays(store: SqliteStore) -> None:
    duplicate = Action("close", "k1", "filed twice", ref="9", state_reason="duplicate")
    store.remember([Outcome(duplicate, done=True, ref="9")])
    assert store.issues() == {}
    store.remember([Outcome(OPEN, done=True, ref="7"), Outcome(duplicate, done=True, ref="9")])
    assert store.issues() == {"k1": "7"}


def test_an_older_database_is_upgraded_with_all_it_holds(file: Path) -> None:
    write(file, Path(__file__).with_name("version-1.sql").read_text(encoding="utf-8"))
    before = rows(file, "SELECT * FROM verdicts"), rows(file, "SELECT * FROM runs")
    example = "docs/tea.md#steep:python:1"
    with closing(sqlite.open(file)) as store:
        assert store.histories() == {
            example: History(example, "fail", "f1", 0, 1, 0, "2025-12-02T00:00:00Z", "a cup of 茶\n")
        }
        assert store.issues() == {}
        store.remember([Outcome(OPEN, done=True, ref="7")])
        assert store.issues() == {"k1": "7"}
    assert (rows(file, "SELECT * FROM verdicts"), rows(file, "SELECT * FROM runs")) == before
    assert rows(file, "PRAGMA user_version") == [(VERSION,)]


def test_an_upgraded_database_is_the_same_as_a_new_one(file: Path, tmp_path: Path) -> None:
    write(file, Path(__file__).with_name("version-1.sql").read_text(encoding="utf-8"))
    new = tmp_path / "new.db"
    for path in (file, new):
        sqlite.open(path).close()
    columns = """SELECT t.name, c.name, c.type, c."notnull", c.pk
        FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY t.name, c.cid"""
    assert rows(file, columns) == rows(new, columns)


def test_a_newer_database_is_refused_and_left_as_it_is(file: Path) -> None:
    write(file, "CREATE TABLE futures (x); PRAGMA user_version = 99")
    before = file.read_bytes()
    error = refusal(file)
    assert error.message == f"{file} was written by a newer docverify: its version is 99, this one knows {VERSION}"
    assert error.hint.startswith("install a newer docverify, or delete the file: ")
    assert file.read_bytes() == before


@pytest.mark.parametrize("version", [0, -1])
def test_a_database_of_another_program_is_refused_and_left_as_it_is(file: Path, version: int) -> None:
    write(file, f"CREATE TABLE bookmarks (x); PRAGMA user_version = {version}")
    before = file.read_bytes()
    assert refusal(file).message == f"{file} is the database of another program"
    assert file.read_bytes() == before


@pytest.mark.parametrize("data", [b"not a database, by any means" * 50, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_file_that_is_no_database_may_be_deleted(file: Path, data: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(data)
    error = refusal(file)
    assert error.message.startswith(f"{file} is damaged, or no database of docverify: ")
    assert error.hint.startswith("delete the file: ")


def test_damage_that_shows_late_is_said_too(store: SqliteStore, file: Path) -> None:
    store.record(result(), [History(f"e{number}", last_output="x" * 1000) for number in range(100)])
    store.close()
    data = bytearray(file.read_bytes())
    data[8192:-4096] = os.urandom(len(data) - 12288)
    file.write_bytes(data)
    with closing(sqlite.open(file)) as damaged, pytest.raises(StoreError, match="is damaged"):
        damaged.histories()


def test_an_empty_file_becomes_a_store(file: Path) -> None:
    file.parent.mkdir()
    file.touch()
    with closing(sqlite.open(file)) as store:
        assert store.histories() == {}


def test_a_store_in_use_is_waited_for_and_then_given_up(file: Path) -> None:
    sqlite.open(file).close()
    with closing(sqlite_library.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert refusal(file, wait=0.1).message == f"{file} is in use by another docverify"
    with closing(sqlite.open(file, wait=0.1)) as second, closing(sqlite_library.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="in use by another"):
            second.record(result(), [])


def test_two_stores_may_take_turns(store: SqliteStore, file: Path) -> None:
    with closing(sqlite.open(file)) as second:
        store.record(result(), [HISTORY])
        second.record(result(), [])
        assert second.histories() == store.histories() == {HISTORY.example: HISTORY}


@pytest.mark.parametrize("place", ["file/store.db", "folder"])
def test_a_place_where_no_file_can_be_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    assert refusal(tmp_path / place).hint in {
        "give a folder with --state",
        "check its permissions, or give a folder with --state",
    }


def test_a_store_that_may_not_be_written_is_said() -> None:
    with tempfile.TemporaryDirectory() as name:
        file = Path(name, "store.db")
        sqlite.open(file).close()
        Path(name).chmod(0o555)
        file.chmod(0o444)
        as_root = os.geteuid() == 0
        if as_root:
            os.seteuid(65534)
        try:
            with closing(sqlite.open(file)) as store, pytest.raises(StoreError, match=r"cannot be used: .*readonly"):
                store.record(result(), [])
            assert "cannot be used" in refusal(Path(name, "other.db")).message
        finally:
            if as_root:
                os.seteuid(0)
            Path(name).chmod(0o755)


WRITER = """
import sys
from pathlib import Path
from docverify.model import *
from docverify.store import sqlite
store = sqlite.open(Path(sys.argv[1]))
number = int(sys.argv[2])
while True:
    number += 1
    rows = tuple(Row(f"e{n}", "a.md", n, n, "python", "x", detail="d" * 200) for n in range(200))
    summary = Summary(verdicts={"pass": number})
    result = Result(SCHEMA, "1", str(number), 1.0, SandboxReport("bwrap"), (), summary, Coverage(), (), rows)
    histories = [History(row.id, passes=number, last_output=f"{number} " * 100) for row in rows]
    store.record(result, histories)
    print(number, flush=True)
"""


def test_a_kill_at_any_moment_loses_at_most_the_run_in_progress(file: Path) -> None:
    environ = {**os.environ, "PYTHONPATH": str(Path(docverify.__file__).parents[1])}
    chance = random.Random(1)
    said = 0
    for _ in range(20):
        command = [sys.executable, "-c", WRITER, str(file), str(said)]
        with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            for _ in range(chance.randint(1, 4)):
                said = int(writer.stdout.readline())
            try:
                writer.wait(timeout=chance.random() * 0.01)
            except subprocess.TimeoutExpired:
                writer.kill()
            rest = writer.stdout.read().split()
            said = max([said, *map(int, rest)])
        said = check_whole(file, said)


def check_whole(file: Path, said: int) -> int:
    """The last run that is kept: the last that was said to be, or the one after it, whole in each of its parts."""
    with closing(sqlite.open(file)) as store:
        passes = {history.passes for history in store.histories().values()}
    assert rows(file, "PRAGMA integrity_check") == [("ok",)]
    [(last, runs)] = rows(file, "SELECT max(CAST(started AS INTEGER)), count(*) FROM runs")
    assert last in (said, said + 1)
    assert passes == {last}
    assert set(rows(file, "SELECT count(*) FROM verdicts GROUP BY run")) == {(200,)}
    assert runs == min(last, RUNS_KEPT)
    return int(last)
