"""A source as lazy tables under the names of the specification: folders, a database, frames."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from concertnet.errors import ConcertnetError, NotComparable, TableError, UnknownWord
from concertnet.relational.engine import Engine
from concertnet.relational.postgresql import is_postgresql, of_postgresql
from concertnet.scale import Scale
from concertnet.selection import FILTERED
from concertnet.tables.cells.dates import Period
from concertnet.tables.source.about_sheet import read_about
from concertnet.tables.source.delimited import read_delimited
from concertnet.tables.spec.about import About
from concertnet.tables.spec.headings import ABOUT, match_columns, table_of
from concertnet.tables.spec.problems import Problem, Word
from concertnet.tables.spec.schema import TABLES

__all__ = ["described", "named_columns", "opened_tables"]

_DATABASES = {".duckdb", ".db"}


def opened_tables(source: str | Path | Mapping[str, Any], engine: Engine) -> dict[str, Any]:
    """Open the tables of a source, as they are written.

    Parameters
    ----------
    source : path or mapping of str to frame
        A folder that holds, for each table, a Parquet file, a folder of them or a CSV file; a
        DuckDB file; the address of a PostgreSQL database; or frames of the engine, of pandas or of
        Arrow, by name of table.
    engine : Engine
        Where they are opened.

    Returns
    -------
    dict of str to LazyFrame
        By name of the specification.

    Raises
    ------
    UnknownWord
        If a frame has the name of no table.
    NotComparable
        If a frame is of another engine.
    TableError
        If nothing there is a table, or two are the same one.
    """
    if isinstance(source, Mapping):
        found: dict[str, Any] = {}
        for name, frame in source.items():
            meant = name if name in TABLES else (table_of(str(name)) or ("",))[0]
            if meant not in TABLES:
                known = tuple(Word(f"table_{one}") for one in TABLES)
                raise UnknownWord("error_unknown_table", value=name, known=known)
            found[meant] = engine.frame(frame)
        return found
    if is_postgresql(source):
        return of_postgresql(str(source), engine)
    path = Path(source)
    if not path.exists():
        raise TableError([Problem("error", "path_missing", str(path))])
    if path.suffix.lower() in _DATABASES:
        return _of_database(path, engine)
    if not path.is_dir():
        raise ConcertnetError("error_scan_source", path=str(path))
    return _of_folder(path, engine)


def described(
    source: str | Path | Mapping[str, Any],
) -> tuple[About, Scale | None, Period | None, list[Problem]]:
    """Return what the table About of a folder says: description, scale, period, problems."""
    folder = None if isinstance(source, Mapping) or is_postgresql(source) else Path(source)
    if folder is not None and folder.is_dir():
        for path in sorted(folder.glob("*.csv")):
            if (table_of(path.stem) or ("",))[0] == ABOUT:
                sheet, problems = read_delimited(path, None)
                if sheet is not None:
                    about, scale, period, found = read_about(sheet)
                    return about, scale, period, [*problems, *found]
    return About(), None, None, []


def _of_folder(folder: Path, engine: Engine) -> dict[str, Any]:
    found: dict[str, Any] = {}
    problems = []
    for path in sorted(folder.iterdir()):
        name = _table_named(path.stem)
        if path.name.startswith((".", "~$")) or name is None:
            continue
        if name in found:
            given = {"table": Word(f"table_{name}"), "other": folder.name}
            problems.append(Problem("error", "table_twice", path.name, fields=given))
        elif (path.is_dir() and any(path.rglob("*.parquet"))) or path.suffix.lower() == ".parquet":
            found[name] = engine.parquet(path)
        elif path.suffix.lower() == ".csv":
            found[name] = engine.csv(path)
    if not found:
        known = tuple(Word(f"table_{one}") for one in TABLES)
        problems.append(Problem("error", "no_table", str(folder), fields={"known": known}))
    if problems:
        raise TableError(problems)
    return found


def _of_database(path: Path, engine: Engine) -> dict[str, Any]:
    if engine.name != "duckdb":
        raise NotComparable("error_other_engine", engine=engine.name, given="duckdb")
    session = engine.session
    session.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS source (READ_ONLY)")
    rows = session.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = 'source'"
        " UNION ALL SELECT view_name FROM duckdb_views()"
        " WHERE database_name = 'source' AND NOT internal ORDER BY 1"
    ).fetchall()
    found: dict[str, Any] = {}
    for (written,) in rows:
        name = _table_named(written)
        if name is not None and name not in found:
            quoted = written.replace('"', '""')
            found[name] = engine.frame(session.sql(f'SELECT * FROM source."{quoted}"'))
    if not found:
        known = tuple(Word(f"table_{one}") for one in TABLES)
        raise TableError([Problem("error", "no_table", str(path), fields={"known": known})])
    return found


def _table_named(stem: str) -> str | None:
    meant = (table_of(stem) or ("",))[0]
    return meant if meant in TABLES and meant != ABOUT else None


def named_columns(name: str, lazy: Any) -> tuple[Any, list[Problem]]:
    """Return a table with its columns under the names of the specification, and what it lacks.

    The user's own columns of actors, instances and ties stay, under their headings: one may select
    and group by them. Those of other tables are left out, and told.
    """
    import narwhals.stable.v2 as nw

    headings = lazy.collect_schema().names()
    matched = match_columns(name, headings)
    found = matched.found
    table = TABLES[name]
    wanted = {column.name for column in table.columns}
    problems = [
        Problem(
            "error",
            "column_missing",
            name,
            fields={
                "wanted": Word(column.word),
                "table": Word(f"table_{name}"),
                "found": tuple(headings),
            },
        )
        for column in table.columns
        if column.filled and column.name not in found
    ]
    kept = [nw.col(headings[at]).alias(one) for one, at in found.items() if one in wanted]
    own = tuple(headings[at] for at in matched.others if headings[at] not in table.names)
    if own and name in FILTERED:
        kept += [nw.col(heading) for heading in own]
    elif own:
        fields = {"n": len(own), "words": own, "table": Word(f"table_{name}")}
        problems.append(Problem("notice", "scan_columns_left", name, fields=fields))
    return lazy.select(*kept), problems
