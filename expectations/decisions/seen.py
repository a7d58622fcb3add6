"""What a reviewer saw of a finding, as a hash: when it changes, the decision no longer speaks of it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import duckdb

from expectations.rules import declared_rules
from warehouse.schemas import FINDINGS

Row = dict[str, Any]

_FINDINGS = f"SELECT {', '.join(FINDINGS.schema.names)} FROM findings WHERE finding_id IN (SELECT unnest(?::VARCHAR[]))"
_PRINTS = """
SELECT finding_id, list([sentence, obs_text, printed_value::VARCHAR] ORDER BY place)
FROM (
    SELECT finding_id, unnest(related) AS observation_id, generate_subscripts(related, 1) AS place
    FROM findings WHERE finding_id IN (SELECT unnest(?::VARCHAR[]))
) JOIN observations USING (observation_id)
GROUP BY finding_id
"""


@dataclass(frozen=True, slots=True)
class SeenFinding:
    """A finding as it stands, with the hash of what a reviewer sees of it."""

    row: Row
    seen_hash: str


def seen_findings(connection: duckdb.DuckDBPyConnection, finding_ids: Sequence[str]) -> dict[str, SeenFinding]:
    """Return the findings of these ids, as far as there are such."""
    wanted = [list(finding_ids)]
    prints = dict(connection.execute(_PRINTS, wanted).fetchall())
    rows = connection.execute(_FINDINGS, wanted).fetchall()
    findings = [dict(zip(FINDINGS.schema.names, row, strict=True)) for row in rows]
    return {
        row["finding_id"]: SeenFinding(row, hash_of(row["rule"], prints.get(row["finding_id"], ())))
        for row in sorted(findings, key=lambda row: str(row["finding_id"]))
    }


def hash_of(rule: str, prints: Sequence[Sequence[str | None]]) -> str:
    """Return the hash of a finding's rule and of the figures it is about: sentence, print and value of each.

    The finding's own sentence is left out: it tells how probable a proposal is, which every new report changes.
    """
    parts = [rule, *(part or "" for print_ in prints for part in print_)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


@cache
def rule_set_version() -> str:
    """Return a short hash of all declared rules."""
    content = "\n".join(rule.model_dump_json() for rule in declared_rules())
    return hashlib.sha256(content.encode()).hexdigest()[:12]
