"""Several jobs at once, answers in order."""

import threading

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

        return do

    assert list(Workers(2, work).in_order(range(20))) == [2 * number for number in range(20)]


def test_each_worker_makes_its_own_tools_once():
    made = []

    def work(number):
        made.append(number)
        return lambda job: job

    assert list(Workers(3, work).in_order(range(50))) == list(range(50))
    assert sorted(made) == sorted(set(made))


def test_no_jobs_are_no_answers():
    assert list(Workers(2, lambda _: lambda job: job).in_order([])) == []


def test_an_error_of_a_job_is_raised_where_the_answers_are_read():
    def work(_):
        def do(job):
            if job == 5:
                raise ValueError("five")
            return job

        return do

    with pytest.raises(ValueError, match="five"):
        list(Workers(2, work).in_order(range(10)))


def test_few_jobs_wait_however_many_there_are():
    given = []

    def jobs():
        for number in range(100):
            given.append(number)
            yield number

    answers = Workers(1, lambda _: lambda job: job).in_order(jobs())
    next(answers)
    assert len(given) < 20
    assert len(list(answers)) == 99
