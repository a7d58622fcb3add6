"""A whole candidate, built once and copied for each test that spoils it."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from invented_candidates import RUN_ID, candidate_with, figure, insert

from expectations.reconciliation import reconcile
from warehouse.ddl import create_views
from warehouse.duplicates import derive_duplicates
from warehouse.series import fill_series
from warehouse.status import derive_observation_status

JOINED_EMOJI = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
FIGURES = [
    figure("40.36万件", "403600", indicator="enforcement_cases_accepted", label="受理\U00020bb7案"),
    figure("36.11万件", "361100", indicator="enforcement_cases_concluded", label=f"{JOINED_EMOJI}执结"),
    figure("821万件", "8210000", indicator="enforcement_resumed_cases", label="e\u0301恢复"),
    figure("98.20%", "98.2", indicator="enforcement_conclusion_rate", unit_measure="percent"),
    figure("4817件", "4817", indicator="petitions", label="信访"),
    figure("4817件", "4817", indicator="petitions", label="信访"),
]


@pytest.fixture(scope="session")
def sound_candidate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a candidate as a night leaves it: one part above its whole, withheld; nothing else wrong.

    One figure is told twice, which confirms it.

    The texts hold characters beyond the basic plane, a combining mark and a joined emoji before the figures.
    """
    path = tmp_path_factory.mktemp("candidate") / "候选 candidate.duckdb"
    connection = candidate_with(FIGURES, str(path))
    create_views(connection)
    moment = datetime(2026, 1, 27, 17, 0, 11, tzinfo=UTC)
    insert(connection, "runs", [{"run_id": RUN_ID, "started_at": moment, "outcome": "published", "version": "0"}])
    insert(connection, "publication", [{"commit_number": 1, "run_id": RUN_ID, "published_at": moment, "version": "0"}])
    derive_duplicates(connection)
    reconcile(connection, RUN_ID)
    derive_observation_status(connection)
    fill_series(connection)
    insert(connection, "printed_bounds", [{"observation_id": "of a figure corrected before"}])
    connection.close()
    return path


@pytest.fixture
def candidate(sound_candidate: Path, tmp_path: Path) -> Path:
    """Return a copy of the sound candidate, to be spoilt."""
    return Path(shutil.copy(sound_candidate, tmp_path / sound_candidate.name))
