"""Running the suites in Great Expectations. Importing this module imports Great Expectations."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import great_expectations as gx
from great_expectations.core.freshness_diagnostics import (
    CheckpointFreshnessDiagnostics,
    ExpectationSuiteFreshnessDiagnostics,
    ValidationDefinitionFreshnessDiagnostics,
)
from great_expectations.data_context.types.base import DataContextConfig, InMemoryStoreBackendDefaults

from expectations.duckdb_datasource import connection_string
from expectations.night_slice import slice_night
from expectations.offending_rows import NoOffendingRows
from expectations.suites import Expected, preparations
from warehouse.writing import MOST_MEMORY, READ_FEW_ROWS, SHOW_NO_PROGRESS, memory_limit

# sets itself to INFO on import, and tells of every temporary directory
logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.WARNING)

COMPLETE = {"result_format": "COMPLETE"}


# What is run here is built for the one run. GX would store each part and compare it with what was stored, five times.
class _Suite(gx.ExpectationSuite):  # type: ignore[misc]
    def is_fresh(self) -> Any:
        return ExpectationSuiteFreshnessDiagnostics(errors=[])


class _Definition(gx.ValidationDefinition):  # type: ignore[misc]
    def is_fresh(self) -> Any:
        return ValidationDefinitionFreshnessDiagnostics(errors=[])


class _Checkpoint(gx.Checkpoint):  # type: ignore[misc]
    def is_fresh(self) -> Any:
        return CheckpointFreshnessDiagnostics(errors=[])


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The context that holds the results, and the results themselves."""

    context: Any
    results: tuple[Any, ...]


def evaluate(
    candidate_path: Path,
    expected: Sequence[Expected],
    run_id: str,
    *,
    only_the_night: bool = False,
    memory: int = MOST_MEMORY,
    read_only: bool = False,
) -> Evaluation:
    """Return the result of every expectation on a candidate database, one suite a table.

    Args:
        candidate_path: The DuckDB file.
        expected: The expectations.
        run_id: The run.
        only_the_night: Whether they are to judge what the run touched and nothing else.
        memory: The bytes of memory that the database may use at most.
        read_only: Whether the file is opened for reading alone, as one that is published must be.
    """
    context = _quiet_context()
    tables = dict.fromkeys(entry.table for entry in expected)
    datasource = context.data_sources.add_duckdb(
        name="candidate",
        connection_string=connection_string(candidate_path, read_only=read_only),
        create_temp_table=False,
        assets=[_whole_table(table) for table in tables],
    )
    try:
        _prepare(datasource.get_execution_engine(), run_id, only_the_night, memory)
        definitions = [
            _definition(datasource, table, [entry for entry in expected if entry.table == table]) for table in tables
        ]
        checkpoint = _Checkpoint(name="nightly", validation_definitions=definitions, result_format=COMPLETE)
        # without a time GX would look for one in the run's name: 20260105T040000Z-4003ad is 40 hours west of Greenwich
        outcome = checkpoint.run(run_id=gx.RunIdentifier(run_name=run_id, run_time=datetime.now(UTC)))
    finally:
        datasource.get_execution_engine().close()
        datasource.get_engine().dispose()
    return Evaluation(context, tuple(result for run in outcome.run_results.values() for result in run.results))


def _prepare(engine: Any, run_id: str, only_the_night: bool, memory: int) -> None:
    with engine.get_connection() as connection:  # the one on which all queries of the validation run
        connection.exec_driver_sql(f"SET memory_limit = '{memory_limit(memory)}B'")
        connection.exec_driver_sql(READ_FEW_ROWS)
        connection.exec_driver_sql(SHOW_NO_PROGRESS)
        if only_the_night:
            [database] = connection.exec_driver_sql("SELECT current_database()").fetchone()
            slice_night(connection.exec_driver_sql, database, run_id)
        for statement in preparations(run_id, only_the_night=only_the_night):
            connection.exec_driver_sql(statement)


def _quiet_context() -> Any:
    context = gx.get_context(
        mode="ephemeral", project_config=DataContextConfig(store_backend_defaults=InMemoryStoreBackendDefaults())
    )
    context.variables.progress_bars = {"globally": False}
    return context


def _whole_table(table: str) -> dict[str, Any]:
    return {"name": table, "type": "table", "table_name": table, "batch_definitions": [{"name": table}]}


def _definition(datasource: Any, table: str, expected: Sequence[Expected]) -> Any:
    batch = datasource.get_asset(table).get_batch_definition(table)
    offends_any = " OR ".join(f"({entry.condition})" for entry in expected if entry.condition)
    suite = _Suite(name=table, expectations=[_as_gx(entry, offends_any) for entry in expected])
    return _Definition(name=table, data=batch, suite=suite)


def _as_gx(entry: Expected, offends_any: str) -> NoOffendingRows:
    return NoOffendingRows(
        unexpected_rows_query=entry.query,
        condition=offends_any if entry.condition else "",
        severity=entry.severity,
        description=f"{entry.words.zh} / {entry.words.en}",
        meta={
            "id": entry.id,
            "table": entry.table,
            "zh": entry.words.zh,
            "en": entry.words.en,
            "labels": list(entry.labels),
        },
    )
