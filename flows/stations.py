"""The stations of a night; each does one thing to the candidate beside the published warehouse."""

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.compute as pc

from expectations.reconciliation import reconcile
from expectations.validation import get_ready, validate
from flows.batches import Batch, make_batches, process_pool, told_when_ended
from flows.conductors import Conductor
from flows.inbox import InboxDocument, source_of
from flows.night import Night
from flows.quarantine import quarantine
from flows.readers import Readers, readers
from flows.reading import BatchRows
from flows.summary import NightSummary
from warehouse.candidate import Candidate, open_candidate
from warehouse.errors import storage_faults
from warehouse.publishing import publish
from warehouse.schemas import TABLES
from warehouse.staging import StagedNight
from warehouse.text_features import TEXT_FEATURES
from warehouse.version import running_version

logger = logging.getLogger(__name__)


_SUSPECTS = "select count(*) from observations where run_id = ? and obs_status = 'suspect'"


def read_new(
    night: Night,
    documents: Sequence[InboxDocument],
    staged: StagedNight,
    summary: NightSummary,
    conductor: Conductor,
) -> pa.Table:
    """Read the new documents in batches and stage their rows; quarantine those that cannot be read.

    Returns:
        What reprints of their texts are told by.
    """
    workers = night.settings.workers
    batches = make_batches(documents, batch_bytes=night.settings.batch_bytes, workers=workers)
    if not batches:
        return TEXT_FEATURES.empty_table()
    features: list[pa.Table] = []
    read = _read_on_cluster if night.settings.task_runner == "dask" else _read_here
    for part in read(night, list(enumerate(batches)), staged, conductor):
        _count(part, summary, night)
        features.append(part.features)
    pa.default_memory_pool().release_unused()
    return pa.concat_tables(features)


def _read_here(
    night: Night, batches: Sequence[Batch], staged: StagedNight, conductor: Conductor
) -> Iterator[BatchRows]:
    count = min(night.settings.workers, len(batches))
    with readers(source_of(night.settings), night.run_id, night.started_at, night.newest_day, count) as pool:
        yield from conductor.parts("read documents", lambda batch: _read_and_stage(pool, batch, staged), batches)


def _read_on_cluster(
    night: Night, batches: Sequence[Batch], staged: StagedNight, conductor: Conductor
) -> Iterator[BatchRows]:
    from flows.cluster_reading import ClusterReading

    work = ClusterReading(source_of(night.settings), night.lake, night.run_id, night.started_at, night.newest_day)
    for (number, _), part in zip(batches, conductor.parts("read documents", work, batches), strict=True):
        for table_name, count in part.counts.items():
            if count:
                night.lake.take_over(staged, table_name, number)
        yield part


def _read_and_stage(pool: Readers, batch: Batch, staged: StagedNight) -> BatchRows:
    """Stage what a process read, and return it without its rows: they must not pile up in memory."""
    number, documents = batch
    read = pool.read(documents)
    for table_name, rows in read.tables.items():
        staged.write(table_name, rows, part=number)
    return read.without_rows()


def _count(part: BatchRows, summary: NightSummary, night: Night) -> None:
    summary.documents += part.counts["documents"]
    summary.reports += part.counts["reports"]
    summary.observations += part.counts["observations"]
    summary.without_figures += part.without_figures
    summary.warnings += part.warnings
    summary.unreadable += [document.as_entry() for document in part.unreadable]
    for document in part.unreadable:
        logger.warning("unreadable uri=%r reason=%r", document.uri, document.reason)
    source, copy_up_to = source_of(night.settings), night.settings.quarantine_copy_bytes
    quarantine(part.unreadable, night.data.quarantine, source=source, copy_up_to=copy_up_to)


def build_candidate(
    night: Night, staged: StagedNight, features: pa.Table, summary: NightSummary, helper: Executor
) -> Candidate:
    """Open a candidate that holds everything committed and tonight's rows; settle how much of it is to be validated."""
    candidate = open_candidate(night.data, night.lake, memory=night.settings.database_memory_bytes)
    every = night.settings.whole_validation_nights
    summary.validates_whole = candidate.built_anew or bool(every and night.lake.last_commit() % every == 0)
    try:
        candidate.load(staged, features, helper)
        if summary.validates_whole:
            candidate.sort()
    except BaseException:
        candidate.close()
        raise
    return candidate


def reconcile_new(
    night: Night, candidate: Candidate, staged: StagedNight, summary: NightSummary, helper: Executor
) -> None:
    """Hold tonight's figures against the rules; what comes of it is staged with them."""
    if not summary.documents:
        return
    result = reconcile(candidate.connection, night.run_id, helper=helper)
    summary.failures += [f"a rule could not be evaluated: {error}" for error in result.errors.values()]
    first_seen = result.findings.filter(pc.equal(result.findings["first_run_id"], night.run_id))
    summary.findings = _by_rule(first_seen)
    staged.write("findings", result.findings)
    staged.write("rule_results", result.rule_results)
    staged.write("confirmations", result.confirmations)
    staged.write("runs", runs_row(night, summary))
    candidate.load(staged)
    row = candidate.connection.execute(_SUSPECTS, [night.run_id]).fetchone()
    summary.suspects = row[0] if row else 0


def _by_rule(findings: pa.Table) -> dict[str, int]:
    counted = findings.group_by("rule").aggregate([("rule", "count")]).sort_by("rule")
    return dict(zip(counted["rule"].to_pylist(), counted["rule_count"].to_pylist(), strict=True))


def runs_row(night: Night, summary: NightSummary) -> pa.Table:
    """The row of ``runs`` that tells of tonight."""
    row = {
        "run_id": night.run_id,
        "started_at": night.started_at,
        "finished_at": datetime.now(UTC),
        "documents": summary.documents,
        "reports": summary.reports,
        "observations": summary.observations,
        "findings": sum(summary.findings.values()),
        "outcome": "published",
        "version": running_version(),
    }
    return pa.Table.from_pylist([row], schema=TABLES["runs"].schema)


@contextmanager
def helping() -> Iterator[Executor]:
    """A process beside this one that validates, and does a share of reconciling before; it starts when it is needed.

    One of its own: what Great Expectations imports and keeps open does not stay in this one, and DuckDB lets no file be
    written by two. It is kept from slice to slice.
    """
    with process_pool(1) as pool:
        yield pool


def get_helper_ready(helper: Executor) -> None:
    """Have the helper import what it validates with, which takes seconds, while this process goes on."""
    helper.submit(get_ready)


def validate_candidate(night: Night, summary: NightSummary, helper: Executor) -> None:
    """Let Great Expectations judge the candidate and write the Data Docs; note what forbids publication."""
    with storage_faults(night.data.docs), told_when_ended():
        outcome = helper.submit(
            validate,
            night.data.candidate,
            night.data.docs,
            night.run_id,
            only_the_night=not summary.validates_whole,
            memory=night.settings.database_memory_bytes,
        ).result()
    summary.expectations_declared, summary.expectations_evaluated = outcome.declared, outcome.evaluated
    if outcome.blocks_publication:
        summary.failures += [str(failure) for failure in outcome.failures]


def commit(night: Night, staged: StagedNight, summary: NightSummary) -> None:
    """Make tonight's rows part of the lake."""
    summary.commit = staged.commit(night.calendar_day)


def publish_candidate(night: Night, summary: NightSummary) -> None:
    """Put the candidate in the place of the published warehouse."""
    memory = night.settings.database_memory_bytes
    with Candidate(night.data.candidate, night.lake, memory=memory) as candidate:
        candidate.seal(summary.commit)
        publish(candidate, night.data)
