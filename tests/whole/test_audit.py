"""What `make audit` finds without a network."""

from pathlib import Path

import pytest
import yaml

from bench.audit import LOCKS, faults_of

DENIED = list(yaml.safe_load((LOCKS / "denied.yaml").read_text(encoding="utf-8")))
HASH = " \\\n    --hash=sha256:" + "0" * 64 + "\n"


@pytest.mark.parametrize("lock", sorted(LOCKS.glob("*.lock")), ids=lambda lock: lock.name)
def test_a_lock_pins_and_hashes_every_package_and_none_is_denied(lock: Path) -> None:
    assert list(faults_of(lock.read_text(encoding="utf-8"), DENIED)) == []


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        pytest.param("rich>=13" + HASH, "rich>=13: it is not pinned to one version", id="not pinned"),
        pytest.param("rich==13.0\n", "rich==13.0: it has no SHA-256", id="no hash"),
        pytest.param("sqlalchemy==2.1.9" + HASH, "sqlalchemy==2.1.9: denied as sqlalchemy>=2.1", id="denied"),
    ],
)
def test_a_fault_of_a_lock_is_told(entry: str, fault: str) -> None:
    assert list(faults_of(entry, DENIED)) == [fault]


def test_an_index_in_a_lock_is_told() -> None:
    assert list(faults_of("--index-url https://index.example/simple\n", DENIED)) == ["it names an index"]
