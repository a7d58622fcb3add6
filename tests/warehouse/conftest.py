"""What the warehouse's tests share."""

from pathlib import Path

import pytest
from invented_nights import level, one_report, publish_night

from warehouse.data_folder import DataFolder


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    """A data folder that does not exist yet, under a name that needs care in SQL."""
    return DataFolder(tmp_path / "analyst's data [1]")


@pytest.fixture(scope="module")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """A data folder in which one report with one figure is published; for tests that only read."""
    data = DataFolder(tmp_path_factory.mktemp("published") / "analyst's data [1]")
    publish_night(data, [one_report("r1", level("o1", 100))], run_id="n1")
    return data
