"""The bounds of corrected figures: they follow the accepted value, and what was printed is kept to go back to."""

from decimal import Decimal

import duckdb
import pyarrow as pa

from extraction.folding import fold
from extraction.quantities import find_quantities
from warehouse.loading import insert_rows
from warehouse.schemas import FIGURE, PRINTED_BOUNDS

_AS_PRINTED = """
update observations set value_low = printed_low, value_high = printed_high
from printed_bounds where observations.observation_id = printed_bounds.observation_id
"""
_CORRECTED = """
select observation_id, value_low, value_high, obs_value, case qualifier when 'exact' then decision['suggested_text'] end
from observations join derived_statuses using (observation_id)
where observations.obs_status = 'corrected'
order by observation_id
"""
_AS_ACCEPTED = """
update observations set value_low = accepted.low, value_high = accepted.high
from accepted where observations.observation_id = accepted.observation_id
"""
_ACCEPTED = pa.schema([("observation_id", pa.string()), ("low", FIGURE), ("high", FIGURE)])


def restore_printed_bounds(connection: duckdb.DuckDBPyConnection) -> None:
    """Give every corrected figure the bounds that it was printed with."""
    connection.execute(_AS_PRINTED)
    connection.execute("delete from printed_bounds")


def set_accepted_bounds(connection: duckdb.DuckDBPyConnection) -> None:
    """Give every corrected figure the bounds of its accepted value, and note those it was printed with.

    An accepted print is rounded as any print is; a value that a reviewer gave is exact.
    """
    corrected = connection.execute(_CORRECTED).fetchall()
    if not corrected:
        return
    kept = [dict(zip(PRINTED_BOUNDS.schema.names, row, strict=False)) for row in corrected]
    insert_rows(connection, PRINTED_BOUNDS, pa.Table.from_pylist(kept, schema=PRINTED_BOUNDS.schema))
    rows = [(row[0], *_bounds(*row[3:])) for row in corrected]
    named = [dict(zip(_ACCEPTED.names, row, strict=True)) for row in rows]
    connection.register("accepted", pa.Table.from_pylist(named, schema=_ACCEPTED))
    connection.execute(_AS_ACCEPTED)
    connection.unregister("accepted")


def _bounds(value: Decimal, text: str | None) -> tuple[Decimal | None, Decimal | None]:
    read = find_quantities(fold(text), []) if text else []
    return read[0].interval if [quantity.value for quantity in read] == [value] else (value, value)
