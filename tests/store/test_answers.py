"""Answers of earlier runs: kept whole, bounded, and never worth an error."""

import sqlite3
from contextlib import closing

import pytest

from docverify.model import Problem
from docverify.store import answers
from docverify.store.answers import KEPT_DAYS, Answer, AnswerCache
from tests.results import drift, row

ANSWER = Answer((row(), drift()), (Problem("docs/tea.md", "a label nobody knows", line=3),))


@pytest.fixture
def file(tmp_path):
    return tmp_path / "answers.db"


def keep(file, key=b"tea", answer=ANSWER):
    with closing(AnswerCache(file)) as cache:
        cache.keep(key, answer)


def found(file, key=b"tea"):
    with closing(AnswerCache(file)) as cache:
        return cache.find(key)


def change(file, statement, *values):
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(statement, values)


def test_an_answer_is_found_again_whole(file):
    keep(file)
    assert found(file) == ANSWER
    assert found(file, b"coffee") is None


def test_the_newer_answer_counts(file):
    keep(file)
    keep(file, answer=Answer((), ()))
    assert found(file) == Answer((), ())


def test_an_answer_that_was_dropped_is_gone(file):
    with closing(AnswerCache(file)) as cache:
        cache.keep(b"tea", ANSWER)
        cache.drop(b"tea")
        assert cache.find(b"tea") is None


def test_an_answer_is_there_for_others_before_the_run_has_ended(file):
    """No lock is held while pages run."""
    with closing(AnswerCache(file)) as cache:
        cache.keep(b"tea", ANSWER)
        keep(file, b"coffee")
        assert found(file) == ANSWER
        assert cache.find(b"coffee") == ANSWER


def test_an_answer_is_not_used_for_longer_than_its_days_however_often_it_is_met(file):
    keep(file)
    change(file, "UPDATE answers SET day = day - ?", KEPT_DAYS - 1)
    assert found(file) == ANSWER
    change(file, "UPDATE answers SET day = day - 1")
    assert found(file) is None
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM answers").fetchone() == (0,)


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_file_that_is_damaged_is_begun_anew(file, damage):
    file.write_bytes(damage)
    assert found(file) is None
    keep(file)
    assert found(file) == ANSWER


def test_an_answer_that_is_damaged_is_none(file):
    keep(file)
    change(file, "UPDATE answers SET value = substr(value, 1, length(value) - 1) || x'00'")
    assert found(file) is None
    keep(file)
    change(file, "UPDATE answers SET value = NULL")
    assert found(file) is None


def test_a_file_that_is_locked_or_cannot_be_made_costs_no_error(file, tmp_path, monkeypatch):
    monkeypatch.setattr(answers, "WAIT_SECONDS", 0.01)
    keep(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        keep(file, b"coffee")
        assert found(file) == ANSWER
    assert found(file, b"coffee") is None
    assert found(tmp_path / "nowhere" / "answers.db") is None
    keep(tmp_path / "nowhere" / "answers.db")


def test_the_older_half_makes_room(file, monkeypatch):
    big = Answer((row(code="x" * 100_000),), ())
    monkeypatch.setattr(answers, "LIMIT", 1_000_000)
    for number in range(8):
        keep(file, b"old%d" % number, big)
    change(file, "UPDATE answers SET day = day - 1")
    for number in range(4):
        keep(file, b"new%d" % number, big)
    assert [found(file, b"new%d" % number) for number in range(4)] == [big] * 4
    assert sum(found(file, b"old%d" % number) is None for number in range(8)) >= 4
    assert file.stat().st_size < 1_100_000


def test_an_answer_that_no_limit_allows_is_not_kept(file, monkeypatch):
    monkeypatch.setattr(answers, "LIMIT", 100_000)
    keep(file, answer=Answer((row(code="x" * 200_000),), ()))
    assert found(file) is None


def test_half_of_a_surrogate_pair_is_not_kept(file):
    keep(file, answer=Answer((row(actual="\ud800"),), ()))
    assert found(file) is None


def test_how_long_a_page_took_is_known_the_next_time(file):
    with closing(AnswerCache(file)) as cache:
        assert cache.seconds("docs/tea.md") is None
        cache.keep_seconds("docs/tea.md", 2.5)
        cache.keep_seconds("half \ud800", 1.0)
    with closing(AnswerCache(file)) as cache:
        assert cache.seconds("docs/tea.md") == 2.5
