"""Several jobs at once, answers in order."""

import threading
from contextlib import contextmanager, nullcontext

import pytest

from docverify.pipeline.workers import AHEAD, Answered, Open, Workers


def opened(jobs):
    return (Open(job) for job in jobs)


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

    assert list(Workers(2, work).in_order(opened(range(20)))) == [2 * number for number in range(20)]


def test_each_worker_opens_and_closes_its_own_tools_once():
    """In its own thread: a sandbox ends with the thread that started it."""
    made, closed = [], []

    @contextmanager
    def work(number):
        made.append((number, threading.get_ident()))
        yield lambda job: job
        closed.append((number, threading.get_ident()))

    assert list(Workers(3, work).in_order(opened(range(50)))) == list(range(50))
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
        list(Workers(2, work).in_order(opened(range(10))))


def test_a_worker_that_cannot_begin_stops_the_run_and_never_hangs_it():
    def work(_):
        raise OSError("no wall")

    with pytest.raises(OSError, match="no wall"):
        list(Workers(1, work).in_order(opened(range(100))))


def test_few_jobs_wait_however_many_there_are():
    given = []

    def jobs():
        for number in range(100):
            given.append(number)
            yield Open(number)

    answers = Workers(1, lambda _: nullcontext(lambda job: job)).in_order(jobs())
    next(answers)
    assert len(given) < 20
    assert len(list(answers)) == 99


def test_the_longest_of_those_that_wait_is_done_first():
    began, done = threading.Event(), []

    def work(_):
        def do(job):
            if job == 0:
                began.set()
                assert all_given.wait(10)
            done.append(job)
            return job

        return nullcontext(do)

    all_given = threading.Event()

    def jobs():
        yield Open(0)
        assert began.wait(10)
        yield from (Open(number, float(number)) for number in (1, 3, 2))
        all_given.set()

    assert list(Workers(1, work).in_order(jobs())) == [0, 1, 3, 2]
    assert done == [0, 3, 2, 1]


def test_a_short_job_is_not_put_off_for_ever_by_longer_ones():
    done = []

    def work(_):
        return nullcontext(lambda job: done.append(job) or job)

    jobs = [Open(0, 0.0), *(Open(number, 9.0) for number in range(1, 100))]
    assert list(Workers(1, work).in_order(jobs)) == list(range(100))
    assert done.index(0) < AHEAD


def test_what_is_answered_already_keeps_its_place_and_needs_no_worker():
    opened_tools = []

    def work(number):
        opened_tools.append(number)
        return nullcontext(lambda job: -job)

    assert list(Workers(2, work).in_order([Answered(1), Answered(2)])) == [1, 2]
    assert opened_tools == []
    assert list(Workers(2, work).in_order([Answered(1), Open(7), Answered(2)])) == [1, -7, 2]
    assert opened_tools == [0]


def test_answers_do_not_pile_up_behind_one_that_takes_long():
    given, may_end = [], threading.Event()

    def work(_):
        return nullcontext(lambda job: may_end.wait(10) and job)

    def jobs():
        yield Open(True)
        for number in range(100):
            given.append(number)
            if len(given) == AHEAD - 1:
                may_end.set()
            yield Answered(number)

    answers = Workers(1, work).in_order(jobs())
    assert next(answers) is True
    assert len(given) <= AHEAD
    assert list(answers) == list(range(100))
