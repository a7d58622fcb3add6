"""What the stations of a night hand on."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from flows import stations
from flows.night import begin
from flows.settings import Settings
from flows.stations import build_candidate
from warehouse.text_features import TEXT_FEATURES


@pytest.mark.parametrize(
    ("is_slice", "memory"),
    [
        pytest.param(False, 800_000_000, id="a night by itself takes what is set"),
        pytest.param(True, 400_000_000, id="a slice of a run takes half, for more stands beside it"),
    ],
)
def test_memory_of_the_database(is_slice: bool, memory: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "inbox").mkdir()
    settings = Settings(inbox=str(tmp_path / "inbox"), data=tmp_path / "data", database_memory_bytes=800_000_000)
    given: dict[str, Any] = {}
    candidate = SimpleNamespace(built_anew=False, load=lambda *rows: None, sort=lambda: None)
    monkeypatch.setattr(stations, "open_candidate", lambda *places, **limits: given.update(limits) or candidate)
    night = replace(begin(settings), is_slice=is_slice)
    build_candidate(night, None, TEXT_FEATURES.empty_table(), SimpleNamespace(), None)
    assert given == {"memory": memory}
