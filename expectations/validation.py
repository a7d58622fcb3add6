"""May a candidate be published? Great Expectations judges, Data Docs show why."""

import gc
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from expectations.outcomes import Judged, judged
from expectations.suites import Expected, declared_expectations, standing_expectations
from warehouse.writing import MOST_MEMORY


@dataclass(frozen=True, slots=True)
class Failure:
    """One reason not to publish, as a plain sentence."""

    expectation: str
    sentence: str

    def __str__(self) -> str:
        """Return the sentence."""
        return self.sentence


@dataclass(frozen=True, slots=True)
class ValidationOutcome:
    """What the suites say of a candidate.

    Attributes:
        blocks_publication: Whether a critical expectation failed, raised or was not evaluated.
        failures: Why, one sentence each.
        declared: How many expectations there are.
        evaluated: How many were evaluated.
        judged: Every evaluated expectation, what needs a reader first.
    """

    blocks_publication: bool
    failures: tuple[Failure, ...]
    declared: int
    evaluated: int
    judged: tuple[Judged, ...]


def get_ready() -> None:
    """Import Great Expectations, which takes seconds and 250 MB: only a process that validates pays.

    Nothing that is imported is garbage, and looking for some takes a sixth of the time.
    """
    gc.disable()
    try:
        import expectations.data_docs
        import expectations.evaluation  # noqa: F401
    finally:
        gc.freeze()
        gc.enable()


def validate(
    candidate_path: Path,
    docs: Path,
    run_id: str,
    *,
    expected: Sequence[Expected] | None = None,
    only_the_night: bool = False,
    memory: int = MOST_MEMORY,
) -> ValidationOutcome:
    """Judge a candidate database and write the Data Docs of this run over those of the last.

    Args:
        candidate_path: The DuckDB file; what other connections of this process hold open must be committed.
        docs: The folder of the Data Docs, replaced as a whole.
        run_id: The run whose new rows the candidate holds.
        expected: The expectations, by default all that are declared.
        only_the_night: Whether they judge only what the run touched: its rows, the keys of these, what refers to them.
        memory: The bytes of memory that the database may use at most.
    """
    from expectations.data_docs import build_data_docs
    from expectations.evaluation import evaluate

    expected = declared_expectations(run_id) if expected is None else expected
    evaluation = evaluate(candidate_path, expected, run_id, only_the_night=only_the_night, memory=memory)
    entries = judged(evaluation.results)
    failures = (
        *_not_evaluated(expected, entries),
        *(_failure(entry) for entry in entries if entry.refuses_publication),
    )
    build_data_docs(
        evaluation.context, docs, refused=[str(failure) for failure in failures], only_the_night=only_the_night
    )
    return ValidationOutcome(bool(failures), failures, len(expected), len(entries), entries)


def validate_published(warehouse: Path) -> ValidationOutcome:
    """Judge every row of a published database, which is only read; what was expected of one run is left out."""
    from expectations.evaluation import evaluate

    expected = standing_expectations()
    entries = judged(evaluate(warehouse, expected, "published", read_only=True).results)
    failures = (
        *_not_evaluated(expected, entries),
        *(_failure(entry) for entry in entries if entry.refuses_publication),
    )
    return ValidationOutcome(bool(failures), failures, len(expected), len(entries), entries)


def _failure(entry: Judged) -> Failure:
    return Failure(entry.id, entry.sentence)


def _not_evaluated(expected: Sequence[Expected], entries: Sequence[Judged]) -> tuple[Failure, ...]:
    missing = sorted({entry.id for entry in expected} - {entry.id for entry in entries})
    return tuple(Failure(entry, f"{entry} was declared but not evaluated; report it as a fault") for entry in missing)
