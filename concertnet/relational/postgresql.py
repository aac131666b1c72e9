"""Tables of a PostgreSQL database, brought by batches to files that every engine opens."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from concertnet.errors import ConcertnetError, TableError
from concertnet.relational.engine import Engine
from concertnet.tables.spec.headings import match_columns, table_of
from concertnet.tables.spec.problems import Problem, Word
from concertnet.tables.spec.schema import TABLES

__all__ = ["is_postgresql", "of_postgresql"]

_BEGINS = ("postgresql://", "postgres://")
_COLUMNS = """
    SELECT table_schema, table_name, column_name, data_type FROM information_schema.columns
    WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
    ORDER BY table_schema <> current_schema(), table_schema, table_name, ordinal_position
"""
# What comes over as it is; a moment becomes its day, and what is left its text.
_AS_IT_IS = {
    "boolean", "character varying", "date", "double precision", "real", "text",
    "smallint", "integer", "bigint",
}  # fmt: skip


def is_postgresql(source: object) -> bool:
    """Say whether a source is the address of a PostgreSQL database.

    Examples
    --------
    >>> is_postgresql("postgresql://reader@localhost/register"), is_postgresql("register/")
    (True, False)
    """
    return isinstance(source, str) and source.startswith(_BEGINS)


def of_postgresql(address: str, engine: Engine) -> dict[str, Any]:
    """Bring the tables of a database to files of the engine's scratch folder, and open them.

    All of them are read as they were at one moment, and nothing can be written. The server hands
    over batches: neither it nor this program holds a table in memory.

    Parameters
    ----------
    address : str
        ``postgresql://user@host:port/database``.
    engine : Engine
        What opens the files.

    Returns
    -------
    dict of str to LazyFrame
        By name of the specification.

    Raises
    ------
    ConcertnetError
        If the driver is not installed, or the server cannot be reached or goes away.
    TableError
        If no table there is one of the specification, or two are the same one.
    """
    try:
        import adbc_driver_manager as manager
        import pyarrow as pa
        from adbc_driver_postgresql import dbapi
    except ImportError as error:
        given = {"engine": "postgresql", "extra": "postgresql"}
        raise ConcertnetError("error_engine_missing", **given) from error
    try:
        with dbapi.connect(address) as connection, connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute(_COLUMNS)
            found = _tables(cursor.fetchall(), _shown(address))
            return {
                name: engine.parquet(_brought(cursor, query, engine.scratch.folder, name))
                for name, query in found.items()
            }
    except (manager.Error, pa.ArrowException, OSError) as error:
        given = {"where": _shown(address), "reason": _reason(error, address)}
        raise ConcertnetError("error_database", **given) from error


def _tables(rows: list[tuple[Any, ...]], where: str) -> dict[str, str]:
    """Return, by name of the specification, the query of its columns."""
    columns: dict[tuple[str, str], dict[str, str]] = {}
    for schema, table, column, kind in rows:
        columns.setdefault((schema, table), {})[column] = kind
    found: dict[str, str] = {}
    problems = []
    for (schema, table), kinds in columns.items():
        name = (table_of(table) or ("",))[0]
        if name not in TABLES:
            continue
        if name in found:
            given = {"table": Word(f"table_{name}"), "other": where}
            problems.append(Problem("error", "table_twice", f"{schema}.{table}", fields=given))
        found[name] = _query(name, schema, table, kinds)
    if not found:
        known = tuple(Word(f"table_{one}") for one in TABLES)
        problems.append(Problem("error", "no_table", where, fields={"known": known}))
    if problems:
        raise TableError(problems)
    return found


def _query(name: str, schema: str, table: str, kinds: Mapping[str, str]) -> str:
    headings = list(kinds)
    used = {headings[at] for at in match_columns(name, headings).found.values()}
    lacking = [c.name for c in TABLES[name].columns if c.filled]
    whole = set(lacking) <= set(match_columns(name, headings).found)
    taken = [heading for heading in headings if heading in used or not whole]
    cells = ", ".join(_cell(heading, kinds[heading]) for heading in taken)
    return f"SELECT {cells} FROM {_quoted(schema)}.{_quoted(table)}" + ("" if whole else " LIMIT 0")


def _cell(column: str, kind: str) -> str:
    cell = _quoted(column)
    if kind in _AS_IT_IS:
        return cell
    if kind.startswith("timestamp"):
        return f"{cell}::date AS {cell}"
    if kind == "ARRAY":
        return f"array_to_string({cell}, ';') AS {cell}"
    return f"{cell}::text AS {cell}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _brought(cursor: Any, query: str, folder: Path, name: str) -> Path:
    from pyarrow import parquet

    path = folder / f"{name}.parquet"
    cursor.execute(query)
    reader = cursor.fetch_record_batch()
    with parquet.ParquetWriter(path, reader.schema) as written:
        for batch in reader:
            written.write_batch(batch)
    return path


def _shown(address: str) -> str:
    """Return an address without user and password."""
    parts = urlsplit(address)
    return f"{(parts.netloc or '').rpartition('@')[2]}{parts.path}"


def _reason(error: Exception, address: str) -> str:
    """Return the first line of what was told, which never holds the password."""
    told = " ".join(str(error).split("\n")[0].split())
    password = urlsplit(address).password
    for secret in filter(None, (password, unquote(password or ""))):
        told = told.replace(secret, "…")
    return told
