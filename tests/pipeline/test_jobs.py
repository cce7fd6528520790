"""How many pages run at a time."""

import pytest

from docverify.pipeline.jobs import MEBIBYTE, available_memory, fit_jobs


@pytest.mark.parametrize(
    ("cores", "available", "memory", "jobs"),
    [
        (4, None, 1024, 4),
        (4, 64 * 1024 * MEBIBYTE, 1024, 4),
        (4, 2 * 1024 * MEBIBYTE, 1024, 2),
        (4, 100 * MEBIBYTE, 1024, 1),
        (4, -5, 1024, 1),
        (2, 1024 * MEBIBYTE, 0, 2),
    ],
)
def test_a_page_a_core_as_far_as_memory_goes(cores, available, memory, jobs):
    assert fit_jobs(cores, available, memory) == jobs


def test_a_container_may_have_less_than_its_machine(tmp_path):
    (tmp_path / "meminfo").write_text("MemTotal: 9000 kB\nMemAvailable:   4000 kB\n")
    assert list(available_memory(tmp_path / "meminfo", tmp_path)) == [4000 * 1024]
    (tmp_path / "memory.max").write_text("1000000\n")
    (tmp_path / "memory.current").write_text("400000\n")
    (tmp_path / "memory.stat").write_text("anon 300000\ninactive_file 100000\n")
    assert list(available_memory(tmp_path / "meminfo", tmp_path)) == [4000 * 1024, 700_000]
    (tmp_path / "memory.max").write_text("max\n")
    assert list(available_memory(tmp_path / "meminfo", tmp_path)) == [4000 * 1024]


def test_a_machine_that_tells_nothing_is_no_error(tmp_path):
    assert list(available_memory(tmp_path / "meminfo", tmp_path)) == []
