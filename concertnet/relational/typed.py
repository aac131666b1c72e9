"""Tables of an engine with the types of the specification: ids, words, levels as ranks, days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from concertnet.relational.days import with_days
from concertnet.relational.engine import SPACES, Engine
from concertnet.scale import Scale
from concertnet.tables.cells.column import says_nothing
from concertnet.tables.cells.word_columns import meanings
from concertnet.tables.decide.word_choices import ASIDE
from concertnet.tables.spec.problems import Problem, Word
from concertnet.tables.spec.schema import TABLES, Column
from concertnet.words import normalise

__all__ = ["RANK", "TypedTable", "joined_rows", "no_ties", "typed_table", "unlisted"]

# Of a level in its scale, 0 for the loosest; nobody's own column is called so.
RANK = "level_rank_"
_SHOWN = 5  # of the ids that no table lists
_NUMBER = r"^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$"
_TEXTS = ("id", "ids", "text", "label")


@dataclass(frozen=True, eq=False)
class TypedTable:
    """A table of an engine, checked.

    Attributes
    ----------
    rows : LazyFrame
        Its columns are those of the specification that were found, and the user's own, as text; a
        level is its `RANK`, a date a number of days since 1970.
    aside : LazyFrame or None
        Of ties, the rows whose relation is no level: source, target, kind.
    problems : tuple of Problem
        What is wrong, counted.
    """

    rows: Any
    aside: Any
    problems: tuple[Problem, ...]


def typed_table(
    name: str, lazy: Any, engine: Engine, scale: Scale, sectors: Sequence[str]
) -> TypedTable:
    """Give a table the types of its specification.

    Parameters
    ----------
    name : str
        The table.
    lazy : LazyFrame
        Its columns, under the names of the specification.
    engine : Engine
        Where it is.
    scale : Scale
        How levels are read.
    sectors : sequence of str
        The sectors that the network declares.

    Returns
    -------
    TypedTable
        Errors hold how many rows are wrong, not where: there may be millions.
    """
    import narwhals.stable.v2 as nw

    held = lazy.collect_schema().names()
    columns = [column for column in TABLES[name].columns if column.name in held]
    as_written = lazy
    given: dict[str, Any] = {}
    wrong: dict[str, Any] = {}
    flags: list[str] = []
    is_text = False
    for column in columns:
        if column.kind in ("start", "end", "date"):
            lazy, bad = with_days(lazy, column.name, is_end=column.kind == "end")
            given[column.name] = nw.col(column.name)
            if bad is not None:
                wrong[column.name], is_text = nw.col(bad), True
        elif column.kind == "number":
            number = nw.col(column.name)
            if lazy.collect_schema()[column.name] == nw.String:  # a decimal comma is one too
                number, wrong[column.name] = _number(column.name)
            given[column.name] = number.cast(nw.Float64)
        elif column.kind == "flag" and lazy.collect_schema()[column.name] == nw.Boolean:
            given[column.name] = nw.col(column.name)
        elif column.kind == "flag":
            given[column.name] = _text(column.name)
            flags.append(column.name)
        elif column.kind in _TEXTS or column.kind in ("word", "level"):
            given[column.name] = _text(column.name)
    if is_text:  # dates are read once, not at each question
        lazy = engine.kept(lazy)
    own = [one for one in held if one not in TABLES[name].names]
    given |= {one: _text(one) for one in own}
    schema = lazy.collect_schema()
    texts = [one for one in given if schema[one] == nw.String and one not in wrong]
    required = [c.name for c in columns if c.filled and c.kind not in ("start", "end", "date")]
    empty = {one: nw.col(one).is_null() for one in required}
    counts = _sums(lazy, engine, wrong=wrong, empty=empty, padded=_each(_may_be_padded, texts))
    doubtful = [one for one in texts if counts["padded", one]]
    blank = _each(_says_nothing, set(required) & set(doubtful))
    counts |= _sums(lazy, engine, empty=blank, padded=_each(_padded, doubtful))
    problems = _counted(name, columns, counts, lambda one: _wrong_values(as_written, one, engine))
    for column in texts:  # as they are, they are read faster at each question
        if not counts["padded", column]:
            given[column] = nw.col(column)
    rows = lazy.select(*(expression.alias(one) for one, expression in given.items()))
    for column in (column for column in columns if column.name in flags):
        rows, found = _flagged(name, rows, column, engine)
        problems += found
    aside = None
    for column in columns:
        if column.kind == "level" and name == "ties":
            rows, aside, found = _ranked(rows, engine, scale)
            problems += found
        elif column.kind == "word" and column.name == "sector":
            rows = _meant(rows, column, engine, sectors)
        elif column.kind == "word":
            rows = _meant(rows, column, engine, ())
    return TypedTable(rows, aside, tuple(problems))


def _text(name: str) -> Any:
    """Return a column as text without spaces around, missing where nothing is left."""
    import narwhals.stable.v2 as nw

    text = nw.col(name).cast(nw.String).str.strip_chars(SPACES)
    return nw.when(text == "").then(nw.lit(None)).otherwise(text)


def _number(name: str) -> tuple[Any, Any]:
    """Return a column of texts as texts of numbers, and whether a cell holds something else."""
    import narwhals.stable.v2 as nw

    text = _text(name).str.replace_all(",", ".")
    is_number = text.str.contains(_NUMBER)
    kept = nw.when(is_number).then(text).otherwise(nw.lit(None))
    return kept, (~is_number).fill_null(False)


def _wrong_values(lazy: Any, column: Column, engine: Engine) -> tuple[str, ...]:
    """Return the first few texts of a column that are no date, or no number, by their letters."""
    import narwhals.stable.v2 as nw

    written = nw.col(column.name).cast(nw.String)
    texts = lazy.select(column.name, written=written)
    if column.kind == "number":
        bad = _number(column.name)[1]
    else:
        texts, flag = with_days(texts, column.name, is_end=column.kind == "end")
        bad = nw.col(str(flag))
    few = texts.filter(bad).select("written").unique().sort("written").head(_SHOWN)
    return tuple(engine.small(few)["written"].astype(str))


def _may_be_padded(name: str) -> Any:
    """Return whether texts are empty, or begin or end with anything but a plain visible letter.

    Stripping every cell is what takes time: cells that this leaves out need none.
    """
    import narwhals.stable.v2 as nw

    cell = nw.col(name)
    last = cell.str.tail(1)
    return (cell < "!") | (cell > "~") | (last < "!") | (last > "~")


def _padded(name: str) -> Any:
    """Return whether texts have spaces around, or hold nothing else."""
    import narwhals.stable.v2 as nw

    cell = nw.col(name)
    return (cell != cell.str.strip_chars(SPACES)) | (cell == "")


def _says_nothing(name: str) -> Any:
    """Return whether texts are missing, or hold nothing but spaces."""
    import narwhals.stable.v2 as nw

    return nw.col(name).is_null() | (nw.col(name).str.strip_chars(SPACES) == "")


def _each(condition: Callable[[str], Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: condition(name) for name in names}


def _sums(lazy: Any, engine: Engine, **conditions: Mapping[str, Any]) -> dict[tuple[str, str], int]:
    """Return how many rows meet each condition, by its kind and its column."""
    import narwhals.stable.v2 as nw

    asked = {(kind, one): flag for kind, cells in conditions.items() for one, flag in cells.items()}
    if not asked:
        return {}
    sums = [flag.cast(nw.Int64).sum().alias(f"n_{i}") for i, flag in enumerate(asked.values())]
    found = engine.small(lazy.select(*sums)).iloc[0]
    # a table without rows has no sum
    return {key: int(n) if pd.notna(n) else 0 for key, n in zip(asked, found, strict=True)}


def _counted(
    name: str,
    columns: Sequence[Column],
    counts: Mapping[tuple[str, str], int],
    wrong_values: Callable[[Column], tuple[str, ...]],
) -> list[Problem]:
    problems: list[Problem] = []
    for column in columns:
        for kind, code in (("wrong", "scan_dates_wrong"), ("empty", "scan_cells_empty")):
            if n := counts.get((kind, column.name), 0):
                code = "scan_numbers_wrong" if kind == "wrong" and column.kind == "number" else code
                fields = {"n": n} | ({"words": wrong_values(column)} if kind == "wrong" else {})
                place = {"column": Word(column.word), "fields": fields}
                problems.append(Problem("error", code, name, **place))
    return problems


def _words(rows: Any, name: str, engine: Engine) -> list[str]:
    """Return the distinct words of a column: few, whatever the number of rows."""
    import narwhals.stable.v2 as nw

    found = engine.small(rows.select(name).filter(~nw.col(name).is_null()).unique())
    return sorted(found[name].astype(str).tolist())


def _replaced(name: str, meant: Mapping[str, Any], *, other: Any) -> Any:
    """Return a column whose words are replaced by what they mean; `other` for those not listed."""
    import narwhals.stable.v2 as nw

    spelt: dict[Any, list[str]] = {}
    for word, value in meant.items():
        spelt.setdefault(value, []).append(word)
    replaced = other
    for value, spellings in spelt.items():
        replaced = nw.when(nw.col(name).is_in(spellings)).then(nw.lit(value)).otherwise(replaced)
    return replaced


def _ranked(rows: Any, engine: Engine, scale: Scale) -> tuple[Any, Any, list[Problem]]:
    """Return ties with the rank of their level, relations set aside, and words of no level."""
    import narwhals.stable.v2 as nw

    asides, names = meanings(ASIDE), rows.collect_schema().names()
    ranks: dict[str, int] = {}
    kinds: dict[str, str] = {}
    unknown: list[str] = []
    for word in _words(rows, "level", engine):
        level = scale.find(word)
        if level is not None:
            ranks[word] = scale.levels.index(level)
        elif normalise(word) in asides:
            kinds[word] = asides[normalise(word)]
        else:
            unknown.append(word)
    problems = []
    if unknown:
        keys = scale.word_keys
        levels = tuple(map(Word, keys)) or scale.levels
        given = {"scale": scale.name, "levels": levels, "words": tuple(unknown[:20])}
        given["n"] = len(unknown)
        column = Word("level")
        problems.append(
            Problem("error", "scan_levels_unknown", "ties", column=column, fields=given)
        )
    missing = nw.lit(None).cast(nw.Int64)
    rank = _replaced("level", ranks, other=missing).cast(nw.Int64)
    known = rows.with_columns(rank.alias(RANK)).drop("level")
    if not kinds:  # empty or unknown levels are refused: each has its rank
        return known, None, problems
    known = known.filter(~nw.col(RANK).is_null())
    kind = _replaced("level", kinds, other=nw.lit(None).cast(nw.String))
    aside = rows.with_columns(kind=kind).filter(~nw.col("kind").is_null())
    kept = [one for one in names if one in TABLES["ties"].names and one != "level"]
    return known, aside.select(*kept, "kind"), problems


def _flagged(table: str, rows: Any, column: Column, engine: Engine) -> tuple[Any, list[Problem]]:
    """Return a table whose column of yes and no is one of booleans, and the words of neither."""
    import narwhals.stable.v2 as nw

    known = meanings(("yes", "no"))
    meant = {word: known.get(normalise(word)) for word in _words(rows, column.name, engine)}
    says = {word: key == "yes" for word, key in meant.items() if key is not None}
    wrong = [word for word, key in meant.items() if key is None and not says_nothing(word)]
    problems = []
    if wrong:
        fields = {"n": len(wrong), "words": tuple(wrong[:20])}
        place = {"column": Word(column.word), "fields": fields}
        problems.append(Problem("error", "scan_flags_wrong", table, **place))
    flag = _replaced(column.name, says, other=nw.lit(None).cast(nw.Boolean))
    return rows.with_columns(flag.alias(column.name)), problems


def _meant(rows: Any, column: Column, engine: Engine, declared: Sequence[str]) -> Any:
    """Return a table whose words of a column are keys; a word that nothing knows stays itself."""
    import narwhals.stable.v2 as nw

    known = meanings(column.values)
    own = {normalise(word): word for word in declared}
    meant: dict[str, str | None] = {}
    for word in _words(rows, column.name, engine):
        key = own.get(normalise(word)) or known.get(normalise(word))
        if key is not None and key != word:
            meant[word] = key
        elif key is None and says_nothing(word):
            meant[word] = None
    cell = nw.col(column.name)
    named = {word: key for word, key in meant.items() if key is not None}
    replaced = _replaced(column.name, named, other=cell)
    if unsaid := [word for word, key in meant.items() if key is None]:
        replaced = nw.when(cell.is_in(unsaid)).then(nw.lit(None)).otherwise(replaced)
    return rows.with_columns(replaced.alias(column.name))


def no_ties(engine: Engine) -> Any:
    """Return the typed table of ties of a network that has none."""
    import pyarrow as pa

    types = {"source": pa.string(), "target": pa.string(), RANK: pa.int64()}
    return engine.frame(pa.table({name: pa.array([], kind) for name, kind in types.items()}))


def joined_rows(tables: Sequence[Any]) -> Any:
    """Return the rows of several tables under the columns that all of them have."""
    import narwhals.stable.v2 as nw

    held = [set(table.collect_schema().names()) for table in tables]
    shared = [name for name in tables[0].collect_schema().names() if all(name in h for h in held)]
    return nw.concat([table.select(*shared) for table in tables])


def unlisted(tables: Mapping[str, Any], engine: Engine) -> list[Problem]:
    """Return what rows refer to and no table lists, counted, with a few of them."""
    import narwhals.stable.v2 as nw

    problems = []
    for name, rows in tables.items():
        held = rows.collect_schema().names()
        for column in TABLES[name].columns:
            there = column.refers
            if column.kind != "id" or not there or column.name not in held or there not in tables:
                continue
            key = TABLES[there].key
            listed = tables[there].select(nw.col(key).alias(column.name)).unique()
            asked = rows.select(column.name).filter(~nw.col(column.name).is_null())
            lost = asked.join(listed, on=column.name, how="anti")
            few = engine.small(lost.unique().sort(column.name).head(_SHOWN))[column.name].tolist()
            if few:
                n = int(engine.small(lost.unique().select(n=nw.len()))["n"].iloc[0])
                given = {"n": n, "words": tuple(few), "table": Word(f"table_{there}")}
                place = {"column": Word(column.word), "fields": given}
                problems.append(Problem("error", "scan_unlisted", name, **place))
    return problems
