"""What the reviewers have decided, and whether it asks for a night."""

from dataclasses import dataclass
from datetime import date

from expectations.decisions import DecisionFile, changed_findings, read_decisions
from warehouse.data_folder import DataFolder
from warehouse.errors import UnreadableWarehouse
from warehouse.lake import Lake
from warehouse.reading import connect


@dataclass(frozen=True, slots=True)
class Reviewers:
    """What ``decisions.csv`` holds, and whether it makes anything other than it is published."""

    file: DecisionFile
    ask_for_a_night: bool


def hear_reviewers(data: DataFolder, lake: Lake, day: date) -> Reviewers:
    """Read the decisions and compare them with what is published; a waiver that has ended counts as news."""
    file = read_decisions(data.decisions)
    return Reviewers(file, bool(file.standing) and _something_changes(data, file, lake, day))


def _something_changes(data: DataFolder, file: DecisionFile, lake: Lake, day: date) -> bool:
    if not data.warehouse.is_file():
        return False  # nothing published, so nothing decided upon
    try:
        with connect(data) as published:
            return bool(changed_findings(published, file.standing, day, lake.committed_files("findings")))
    except UnreadableWarehouse:
        return False  # it is built anew from the lake, and the decisions are applied to that
