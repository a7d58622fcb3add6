"""That the comparison of one reading process with two measures what it says."""

from bench.workers import measure


def test_each_number_of_workers_reads_the_same_reports_and_its_work_is_counted() -> None:
    size, seconds = measure(reports=20, most=2, rounds=1)
    assert size > 20 * 1_000
    assert list(seconds) == [1, 2]
    assert all(worked > 0 for _, worked in seconds.values())
