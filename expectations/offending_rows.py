"""The one kind of expectation that our suites use: no row offends it. Importing this module imports Great Expectations.

GX's own expectation over a query runs it twice, once to count and once for the rows. Here what each row decides alone
is a condition: GX asks for all conditions of a table in one scan, and for the rows only where some offend. All other
expectations are queries, which run once.
"""

from typing import Any, ClassVar

import sqlalchemy as sa
from great_expectations.constants import MAX_RESULT_RECORDS
from great_expectations.core.metric_domain_types import MetricDomainTypes
from great_expectations.core.metric_function_types import MetricPartialFunctionTypes
from great_expectations.execution_engine import SqlAlchemyExecutionEngine
from great_expectations.expectations.core import UnexpectedRowsExpectation
from great_expectations.expectations.metrics.metric_provider import metric_partial, metric_value
from great_expectations.expectations.metrics.query_metric_provider import QueryMetricProvider
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider
from great_expectations.validator.metric_configuration import MetricConfiguration

COUNT, ROWS = "offending_rows.count", "offending_rows.rows"


class OffendingCount(TableMetricProvider):  # type: ignore[misc]
    """How many rows of a table meet a condition; counts of one table are bundled into one query."""

    metric_name = COUNT
    value_keys = ("condition",)

    @metric_partial(  # type: ignore[untyped-decorator]
        engine=SqlAlchemyExecutionEngine,
        partial_fn_type=MetricPartialFunctionTypes.AGGREGATE_FN,
        domain_type=MetricDomainTypes.TABLE,
    )
    def _count(cls, metric_domain_kwargs: Any, metric_value_kwargs: Any, **_: Any) -> Any:
        condition: Any = sa.literal_column(f"({metric_value_kwargs['condition']})")
        return sa.func.count().filter(condition), metric_domain_kwargs, {}


class OffendingRows(QueryMetricProvider):  # type: ignore[misc]
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
        if metrics.get(COUNT) == 0:
            return 0, []
        batch, _, _ = execution_engine.get_compute_domain(metric_domain_kwargs, domain_type=MetricDomainTypes.TABLE)
        query = cls._get_substituted_batch_subquery_from_query_and_batch_selectable(
            cls._get_query_from_metric_value_kwargs(metric_value_kwargs), batch, execution_engine
        )
        first = f"SELECT * FROM ({query}) LIMIT {MAX_RESULT_RECORDS}"
        rows = cls._get_sqlalchemy_records_from_substituted_batch_subquery(first, execution_engine)
        if len(rows) < MAX_RESULT_RECORDS:
            return len(rows), rows
        [counted] = cls._get_sqlalchemy_records_from_substituted_batch_subquery(
            f"SELECT count(*) AS rows FROM ({query})", execution_engine
        )
        return counted["rows"], rows

    @classmethod
    def _get_evaluation_dependencies(
        cls, metric: Any, configuration: Any = None, execution_engine: Any = None, runtime_configuration: Any = None
    ) -> dict[str, Any]:
        condition = metric.metric_value_kwargs["condition"]
        if not condition:
            return {}
        return {COUNT: MetricConfiguration(COUNT, metric.metric_domain_kwargs, {"condition": condition})}


class NoOffendingRows(UnexpectedRowsExpectation):  # type: ignore[misc]
    """Holds when its query selects no row.

    Attributes:
        condition: Where a row alone decides, the SQL condition under which the query selects it; else empty.
    """

    condition: str = ""

    metric_dependencies: ClassVar[tuple[str, ...]] = (ROWS,)
    success_keys: ClassVar[tuple[str, ...]] = ("unexpected_rows_query", "condition")

    def _validate(self, metrics: Any, runtime_configuration: Any = None, execution_engine: Any = None) -> Any:
        count, rows = metrics[ROWS]
        return {"success": count == 0, "result": {"observed_value": count, "details": {"unexpected_rows": rows}}}
