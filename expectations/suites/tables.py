"""What is expected of every table alike: its columns, its key, its references, its codes."""

from collections.abc import Iterator

from expectations.rules.models import Words
from expectations.suites.codes import LEGAL_CODES, MAY_BE_EMPTY, REFERENCES
from expectations.suites.expected import Expected, expect_of_rows
from warehouse.ddl import columns, quoted
from warehouse.schemas import TABLES, Table

# {batch} is named in a remark where a query is about the table's description, not its rows.
SCHEMA_SQL = """
WITH declared AS (SELECT unnest([{names}]) AS column_name, unnest([{types}]) AS data_type,
    unnest(range(1, {end})) AS place),
found AS (SELECT column_name, data_type, column_index AS place FROM duckdb_columns() /* {{batch}} */
    WHERE table_name = {table} AND database_name = current_database() AND NOT internal)
SELECT coalesce(d.column_name, f.column_name) AS column_name, d.data_type AS declared, f.data_type AS found
FROM declared d FULL JOIN found f USING (column_name, place)
WHERE d.data_type IS DISTINCT FROM f.data_type
"""


def table_expectations() -> Iterator[Expected]:
    """Yield what is expected of each table because of its declaration."""
    for table in TABLES.values():
        yield _schema(table)
        yield _key(table)
    for reference in REFERENCES:
        yield _reference(*reference)
    for table_name, codes in LEGAL_CODES.items():
        for column, legal in codes.items():
            yield _codes(table_name, column, legal)


def _schema(table: Table) -> Expected:
    declared = columns(table)
    names, types = (", ".join(quoted(column[place]) for column in declared) for place in (0, 1))
    return Expected(
        table.name,
        f"{table.name}_has_the_declared_columns",
        "critical",
        Words(zh="列名、列序和类型与约定一致", en="Columns, their order and their types are those of the contract"),
        SCHEMA_SQL.format(names=names, types=types, end=len(declared) + 1, table=quoted(table.name)),
    )


def _key(table: Table) -> Expected:
    key = ", ".join(table.key)
    empty = " OR ".join(f"{column} IS NULL" for column in table.key)
    return Expected(
        table.name,
        f"{table.name}_has_one_row_a_key",
        "critical",
        Words(zh=f"主键（{key}）不空且不重复", en=f"The key ({key}) is never empty and never repeated"),
        # Where all hashes differ so do the keys; counting them needs less time and memory than grouping long keys.
        f"SELECT {key}, count(*) AS rows FROM {{batch}} WHERE (SELECT count(*) <> count(DISTINCT hash({key})) "
        f"OR bool_or({empty}) FROM {table.name}) GROUP BY {key} HAVING count(*) > 1 OR {empty}",
    )


def _reference(table: str, column: str, other: str, other_key: str) -> Expected:
    key = TABLES[table].key[0]
    if other == "observations":
        unknown = f"SEMI JOIN unknown_figures ON hash(r.{column}) = id_hash WHERE r.{column} IS NOT NULL"
    else:  # many rows give the same value: each is looked up once
        unknown = (
            f"SEMI JOIN (SELECT given.{column} FROM (SELECT DISTINCT {column} FROM {table}) given "
            f"ANTI JOIN {other} o ON given.{column} = o.{other_key} WHERE given.{column} IS NOT NULL) USING ({column})"
        )
    return Expected(
        table,
        f"{table}_{column}_is_known",
        "critical",
        Words(zh=f"{column} 若不空，必在 {other} 中", en=f"{column}, where given, is found in {other}"),
        f"SELECT r.{key}, r.{column} AS unknown FROM {{batch}} r {unknown}",
    )


def _codes(table: str, column: str, legal: tuple[str, ...]) -> Expected:
    key = TABLES[table].key[0]
    listed = ", ".join(quoted(code) for code in legal)
    empty = "" if (table, column) in MAY_BE_EMPTY else f" OR {column} IS NULL"
    return expect_of_rows(
        table,
        f"{table}_{column}_is_legal",
        "critical",
        Words(zh=f"{column} 只取约定的代码", en=f"{column} is one of the codes of the contract"),
        f"{key}, {column}",
        f"{column} NOT IN ({listed}){empty}",
    )
