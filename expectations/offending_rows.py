"""The one kind of expectation that our suites use: no row offends it. Importing this module imports Great Expectations.

GX's own expectation over a query runs it twice, once to count and once for the rows. Here a query runs once. Where each
row decides alone it need not run at all: one scan tells first whether any row of the table offends any of these.
"""

from typing import Any, ClassVar

from great_expectations.constants import MAX_RESULT_RECORDS
from great_expectations.core.metric_domain_types import MetricDomainTypes
from great_expectations.execution_engine import SqlAlchemyExecutionEngine
from great_expectations.expectations.core import UnexpectedRowsExpectation
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.query_metric_provider import QueryMetricProvider
from great_expectations.validator.metric_configuration import MetricConfiguration

ANY, ROWS = "offending_rows.any", "offending_rows.rows"


class _OffendingMetric(QueryMetricProvider):  # type: ignore[misc]
    """What metrics over the rows of a batch share."""

    @classmethod
    def _select(cls, execution_engine: Any, metric_domain_kwargs: Any, query: str) -> list[dict[str, Any]]:
        """Return the rows of a query in which ``{batch}`` stands for the batch."""
        batch, _, _ = execution_engine.get_compute_domain(metric_domain_kwargs, domain_type=MetricDomainTypes.TABLE)
        of_batch = cls._get_substituted_batch_subquery_from_query_and_batch_selectable(query, batch, execution_engine)
        rows: list[dict[str, Any]] = cls._get_sqlalchemy_records_from_substituted_batch_subquery(
            of_batch, execution_engine
        )
        return rows


class AnyOffending(_OffendingMetric):
    """Whether any row of a table meets a condition; asked once, however many expectations depend on it."""

    metric_name = ANY
    value_keys = ("condition",)

    @metric_value(engine=SqlAlchemyExecutionEngine)  # type: ignore[untyped-decorator]
    def _any(cls, execution_engine: Any, metric_domain_kwargs: Any, metric_value_kwargs: Any, **_: Any) -> bool:
        query = f"SELECT 1 AS found FROM {{batch}} WHERE {metric_value_kwargs['condition']} LIMIT 1"
        return bool(cls._select(execution_engine, metric_domain_kwargs, query))


class OffendingRows(_OffendingMetric):
    """How many rows a query selects, and the first of them."""

    metric_name = ROWS
    value_keys = ("unexpected_rows_query", "condition")
    query_param_name = "unexpected_rows_query"

    @metric_value(engine=SqlAlchemyExecutionEngine)  # type: ignore[untyped-decorator]
    def _rows(
        cls,
        execution_engine: Any,
        metric_domain_kwargs: Any,
        metric_value_kwargs: Any,
        metrics: Any,
        runtime_configuration: Any,
    ) -> tuple[int, list[dict[str, Any]]]:
        if metrics.get(ANY) is False:
            return 0, []
        query = cls._get_query_from_metric_value_kwargs(metric_value_kwargs)
        first = f"SELECT * FROM ({query}) LIMIT {MAX_RESULT_RECORDS}"
        rows = cls._select(execution_engine, metric_domain_kwargs, first)
        if len(rows) < MAX_RESULT_RECORDS:
            return len(rows), rows
        [counted] = cls._select(execution_engine, metric_domain_kwargs, f"SELECT count(*) AS rows FROM ({query})")
        return counted["rows"], rows

    @classmethod
    def _get_evaluation_dependencies(
        cls, metric: Any, configuration: Any = None, execution_engine: Any = None, runtime_configuration: Any = None
    ) -> dict[str, Any]:
        condition = metric.metric_value_kwargs["condition"]
        if not condition:
            return {}
        return {ANY: MetricConfiguration(ANY, metric.metric_domain_kwargs, {"condition": condition})}


class NoOffendingRows(UnexpectedRowsExpectation):  # type: ignore[misc]
    """Holds when its query selects no row.

    Attributes:
        condition: Where rows alone decide, an SQL condition that every row meets which the query selects; else empty.
    """

    condition: str = ""

    metric_dependencies: ClassVar[tuple[str, ...]] = (ROWS,)
    success_keys: ClassVar[tuple[str, ...]] = ("unexpected_rows_query", "condition")

    def _validate(self, metrics: Any, runtime_configuration: Any = None, execution_engine: Any = None) -> Any:
        count, rows = metrics[ROWS]
        return {"success": count == 0, "result": {"observed_value": count, "details": {"unexpected_rows": rows}}}
