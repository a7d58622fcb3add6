"""The bounds of corrected figures: they follow the accepted value, and what was printed is kept to go back to."""

from decimal import Decimal

import duckdb
import pyarrow as pa

from extraction.folding import fold
from extraction.quantities import find_quantities
from warehouse.loading import insert_rows
from warehouse.schemas import FIGURE, PRINTED_BOUNDS
from warehouse.series import note_touched

_NO_LONGER_CORRECTED = """
create or replace temp table no_longer_corrected as
from printed_bounds
anti join (from derived_statuses where obs_status = 'corrected') using (observation_id)
"""
_AS_PRINTED = """
update observations set value_low = printed_low, value_high = printed_high
from no_longer_corrected where observations.observation_id = no_longer_corrected.observation_id
"""
_FORGET = "delete from printed_bounds where observation_id in (select observation_id from no_longer_corrected)"
_CORRECTED = """
select observations.rowid, observation_id, value_low, value_high, obs_value,
    case qualifier when 'exact' then decision['suggested_text'] end, printed_bounds.observation_id is not null
from observations join derived_statuses using (observation_id) left join printed_bounds using (observation_id)
where observations.obs_status = 'corrected'
order by observation_id
"""
_AS_ACCEPTED = """
update observations set value_low = accepted.low, value_high = accepted.high
from accepted where observations.rowid = accepted.place
"""
_ACCEPTED = pa.schema([("place", pa.int64()), ("low", FIGURE), ("high", FIGURE)])


def restore_printed_bounds(connection: duckdb.DuckDBPyConnection) -> None:
    """Give every figure that is no longer corrected the bounds that it was printed with."""
    connection.execute(_NO_LONGER_CORRECTED)
    connection.execute(_AS_PRINTED)
    connection.execute(_FORGET)
    connection.execute("drop table no_longer_corrected")


def set_accepted_bounds(connection: duckdb.DuckDBPyConnection) -> None:
    """Give every corrected figure the bounds of its accepted value, and note those it was printed with.

    An accepted print is rounded as any print is; a value that a reviewer gave is exact.
    """
    corrected = connection.execute(_CORRECTED).fetchall()
    if not corrected:
        return
    names = PRINTED_BOUNDS.schema.names
    kept = [dict(zip(names, row[1:], strict=False)) for row in corrected if not row[-1]]
    insert_rows(connection, PRINTED_BOUNDS, pa.Table.from_pylist(kept, schema=PRINTED_BOUNDS.schema))
    accepted = [(place, _bounds(value, text), (low, high)) for place, _, low, high, value, text, _ in corrected]
    named = [
        dict(zip(_ACCEPTED.names, (place, *bounds), strict=True)) for place, bounds, held in accepted if bounds != held
    ]
    connection.register("accepted", pa.Table.from_pylist(named, schema=_ACCEPTED))
    note_touched(connection, "select place from accepted")
    connection.execute(_AS_ACCEPTED)
    connection.unregister("accepted")


def _bounds(value: Decimal, text: str | None) -> tuple[Decimal | None, Decimal | None]:
    read = find_quantities(fold(text), []) if text else []
    return read[0].interval if [quantity.value for quantity in read] == [value] else (value, value)
