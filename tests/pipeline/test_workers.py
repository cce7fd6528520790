"""Several jobs at once, answers in order."""

import threading
from contextlib import contextmanager, nullcontext

import pytest

from docverify.pipeline.workers import Workers


def test_answers_come_in_the_order_of_the_jobs_whoever_is_first():
    first_may_end = threading.Event()

    def work(_):
        def do(job):
            if job == 0:
                assert first_may_end.wait(10)
            elif job == 3:
                first_may_end.set()
            return job * 2

        return nullcontext(do)

    assert list(Workers(2, work).in_order(range(20))) == [2 * number for number in range(20)]


def test_each_worker_opens_and_closes_its_own_tools_once():
    """In its own thread: a sandbox ends with the thread that started it."""
    made, closed = [], []

    @contextmanager
    def work(number):
        made.append((number, threading.get_ident()))
        yield lambda job: job
        closed.append((number, threading.get_ident()))

    assert list(Workers(3, work).in_order(range(50))) == list(range(50))
    assert [number for number, _ in sorted(made)] == [0, 1, 2]
    assert sorted(closed) == sorted(made)


def test_no_jobs_are_no_answers():
    assert list(Workers(2, lambda _: nullcontext(lambda job: job)).in_order([])) == []


def test_an_error_of_a_job_is_raised_where_the_answers_are_read():
    def work(_):
        def do(job):
            if job == 5:
                raise ValueError("five")
            return job

        return nullcontext(do)

    with pytest.raises(ValueError, match="five"):
        list(Workers(2, work).in_order(range(10)))


def test_a_worker_that_cannot_begin_stops_the_run_and_never_hangs_it():
    def work(_):
        raise OSError("no wall")

    with pytest.raises(OSError, match="no wall"):
        list(Workers(1, work).in_order(range(100)))


def test_few_jobs_wait_however_many_there_are():
    given = []

    def jobs():
        for number in range(100):
            given.append(number)
            yield number

    answers = Workers(1, lambda _: nullcontext(lambda job: job)).in_order(jobs())
    next(answers)
    assert len(given) < 20
    assert len(list(answers)) == 99
