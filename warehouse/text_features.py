"""What reprints are told by, worked out of each text once: where it is read, else where it is missed."""

from collections.abc import Iterable
from hashlib import md5

import duckdb
import pyarrow as pa

from extraction.fingerprints import band_keys, features_of
from warehouse.passing import chunks, keep

TEXT_FEATURES = pa.schema(
    [
        ("text_id", pa.string()),
        ("keys", pa.list_(pa.int64())),
        ("numerals", pa.list_(pa.string())),
        ("years", pa.list_(pa.string())),
    ]
)


def text_features(texts: Iterable[str], *, with_keys: bool = True) -> pa.Table:
    """The keys, numbers and years of texts, each text once, found again by the MD5 of the text.

    Args:
        texts: The texts, as they stand in ``reports``.
        with_keys: Whether the keys are wanted too, which cost most; else they are empty.
    """
    rows = []
    for text in dict.fromkeys(texts):
        features = features_of(text)
        rows.append(
            {
                "text_id": md5(text.encode(), usedforsecurity=False).hexdigest(),
                "keys": band_keys(features) if with_keys else (),
                "numerals": sorted(features.numerals),
                "years": sorted(features.years),
            }
        )
    return pa.Table.from_pylist(rows, schema=TEXT_FEATURES)


def keep_features_of(
    connection: duckdb.DuckDBPyConnection, table_name: str, texts: str, *, with_keys: bool = True
) -> None:
    """Make a temporary table of the features of the texts that a query selects."""
    found = [text_features((text for (text,) in rows), with_keys=with_keys) for rows in chunks(connection, texts)]
    keep(connection, table_name, pa.concat_tables([TEXT_FEATURES.empty_table(), *found]))
