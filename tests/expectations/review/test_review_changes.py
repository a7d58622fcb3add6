"""What a publication changes in series, told against the one before."""

from contextlib import closing
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from invented_review import FINDING, OTHER, RESUMED, UNTOLD, warehouse_file

from expectations.review.changes import Changes, find_changes
from expectations.review.pages import attached_beside
from warehouse.series import renew_series
from warehouse.status import derive_observation_status

WAIVE = "update findings set status = 'waived', decided_by = '王敏', reason = '核对' where observation_id is not null"
CORRECT = "update findings set status = 'accepted', decided_by = '王敏', suggested_value = 82100"


def compared(folder: Path, *, before: tuple[str, ...] | None, tonight: tuple[str, ...]) -> Changes:
    """The changes between two warehouses that differ by these statements; None: nothing was published before."""
    paths = {"candidate": tonight, "published": before}
    for name, statements in paths.items():
        if statements is not None:
            spoil(warehouse_file(folder / f"{name}.duckdb"), *statements)
    with attached_beside(folder / "candidate.duckdb", folder / "published.duckdb") as (connection, first):
        return find_changes(connection, first=first, limit=100)


def spoil(path: Path, *statements: str) -> None:
    """Change a warehouse, and derive the status of its figures and `series`."""
    with closing(duckdb.connect(str(path))) as connection:
        for statement in statements:
            connection.execute(statement)
        derive_observation_status(connection)
        renew_series(connection, [])


def test_equal_publications_differ_in_nothing(tmp_path: Path) -> None:
    assert compared(tmp_path, before=(), tonight=()).counts == {"changed": 0, "withdrawn": 0, "new": 0}


def test_everything_is_new_when_nothing_was_published(tmp_path: Path) -> None:
    changes = compared(tmp_path, before=None, tonight=())
    assert (changes.first, changes.counts) == (True, {"changed": 0, "withdrawn": 0, "new": 1})


def test_a_published_file_of_another_version_counts_as_none(tmp_path: Path) -> None:
    changes = compared(tmp_path, before=("alter table runs drop column version",), tonight=())
    assert changes.first


def test_a_figure_let_pass_is_a_new_row(tmp_path: Path) -> None:
    changes = compared(tmp_path, before=(), tonight=(WAIVE,))
    assert changes.counts == {"changed": 0, "withdrawn": 0, "new": 1}
    assert changes.rows["new"][0]["new_observation_id"] == RESUMED


def test_a_figure_withheld_again_is_a_withdrawn_row(tmp_path: Path) -> None:
    changes = compared(tmp_path, before=(WAIVE,), tonight=())
    [row] = changes.rows["withdrawn"]
    assert (row["old_obs_value"], row["status_now"]) == (Decimal(8210000), "suspect")


def test_a_corrected_figure_is_a_changed_row_with_its_reviewer(tmp_path: Path) -> None:
    changes = compared(tmp_path, before=(WAIVE,), tonight=(CORRECT,))
    [row] = changes.rows["changed"]
    values = (row["old_obs_value"], row["new_obs_value"], row["new_obs_status"], row["decided_by"])
    assert values == (Decimal(8210000), Decimal(82100), "corrected", "王敏")


@pytest.mark.parametrize("finding_id", [FINDING, OTHER, UNTOLD])
def test_a_finding_that_moves_no_figure_changes_no_row(tmp_path: Path, finding_id: str) -> None:
    again = f"update findings set message = 'x' where finding_id = '{finding_id}'"
    assert sum(compared(tmp_path, before=(), tonight=(again,)).counts.values()) == 0
