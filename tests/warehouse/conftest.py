"""What the warehouse's tests share."""

from pathlib import Path

import pytest

from warehouse.data_folder import DataFolder


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    """A data folder that does not exist yet, under a name that needs care in SQL."""
    return DataFolder(tmp_path / "analyst's data [1]")
