"""The engines that hold tables: opening files, keeping a plan that is used twice, small answers."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from concertnet.errors import ConcertnetError, NotComparable, UnknownWord
from concertnet.relational.scratch import Scratch

__all__ = [
    "ENGINES",
    "MOST_CODED",
    "MOST_ROWS",
    "SPACES",
    "Engine",
    "EngineName",
    "count_of",
    "engine_named",
    "require_few",
]

# Rows that are taken into memory without being asked: about 1 GB of texts.
MOST_ROWS = 5_000_000
# Rows of positions, of twenty bytes each: about 2 GB.
MOST_CODED = 20 * MOST_ROWS

# Every character that Python takes for a space: engines differ in what they strip by themselves.
SPACES = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())

EngineName = Literal["duckdb", "polars", "pyspark"]
ENGINES: tuple[EngineName, ...] = ("duckdb", "polars", "pyspark")
_LONGEST = 300  # characters of what an engine says that are shown
_EXTRA = {"duckdb": "duckdb", "polars": "polars", "pyspark": "spark"}


@dataclass(frozen=True, eq=False)
class Engine:
    """One engine, and its own connection where it has one.

    Attributes
    ----------
    name : str
        ``"duckdb"``, ``"polars"`` or ``"pyspark"``.
    session : object
        The connection of DuckDB or the session of Spark; None for Polars.
    """

    name: EngineName
    session: Any = None
    _numbers: Any = field(default_factory=lambda: itertools.count(1))
    _kept: list[Any] = field(default_factory=list)

    @cached_property
    def scratch(self) -> Scratch:
        """Where what memory does not hold is kept."""
        return Scratch()

    @contextmanager
    def told(self) -> Iterator[None]:
        """Say what an engine raises in the user's words: why it stopped, and what to do."""
        try:
            yield
        except ConcertnetError:
            raise
        except Exception as error:
            if not _is_of_engine(error):
                raise
            reason = " ".join(str(error).strip().split("\n")[0].split())[:_LONGEST]
            full = any(word in type(error).__name__ for word in ("OutOfMemory", "OutOfSpace"))
            key = "error_engine_memory" if full else "error_engine_failed"
            raise ConcertnetError(key, engine=self.name, reason=reason) from error

    def parquet(self, path: Path) -> Any:
        """Open Parquet files, one or a folder of them, as a lazy frame."""
        pattern = str(path / "**" / "*.parquet") if path.is_dir() else str(path)
        if self.name == "duckdb":
            return self._lazy(self.session.read_parquet(pattern))
        if self.name == "polars":
            import polars

            return self._lazy(polars.scan_parquet(pattern))
        return self._lazy(self.session.read.parquet(str(path)))

    def csv(self, path: Path) -> Any:
        """Open a CSV file as a lazy frame of texts."""
        if self.name == "duckdb":
            return self._lazy(self.session.read_csv(str(path), all_varchar=True, header=True))
        if self.name == "polars":
            import polars

            return self._lazy(polars.scan_csv(path, infer_schema=False))
        read = self.session.read.options(header=True, multiLine=True, quote='"', escape='"')
        return self._lazy(read.csv(str(path)))

    def frame(self, native: Any) -> Any:
        """Take a frame of the engine, or of pandas or Arrow, as a lazy frame of the engine."""
        import narwhals.stable.v2 as nw

        lazy = nw.from_native(native).lazy()
        if self.name == str(lazy.implementation.value):
            return lazy
        table = nw.from_native(native).to_arrow() if _is_eager(native) else None
        if table is None:
            raise NotComparable(
                "error_other_engine", engine=self.name, given=lazy.implementation.value
            )
        if self.name == "duckdb":
            name = self._new_name()
            self.session.register(name, table)
            return self._lazy(self.session.table(name))
        if self.name == "polars":
            import polars

            return self._lazy(polars.from_arrow(table))
        return self._lazy(self.session.createDataFrame(table))

    def brought(self, table: Any) -> Any:
        """Take a small table of Arrow for one question: it goes with what is kept."""
        if self.name != "duckdb":
            return self.frame(table)
        name = self._new_name()
        self.session.register(name, table)
        try:
            return self.kept(self._lazy(self.session.table(name)))
        finally:
            self.session.unregister(name)

    def kept(self, lazy: Any) -> Any:
        """Compute a plan that is used more than once, and return its rows, kept by the engine."""
        import narwhals.stable.v2 as nw

        native = nw.to_native(lazy)
        with self.told():
            if self.name == "duckdb":
                name = self._new_name()
                native.create(name)  # a table of the engine's own, which goes to disk when it must
                self._kept.append(name)
                return self._lazy(self.session.table(name))
            if self.name == "polars":
                return self._lazy(native.collect(engine="streaming"))
            return self._lazy(_without_history(native))

    @contextmanager
    def dropping(self) -> Iterator[None]:
        """Drop what is kept inside the block, once it ends: only small answers outlive it."""
        before = len(self._kept)
        try:
            yield
        finally:
            while len(self._kept) > before:
                self.session.execute(f'DROP TABLE IF EXISTS "{self._kept.pop()}"')

    def small(self, lazy: Any) -> pd.DataFrame:
        """Return a small answer in memory."""
        return self.arrow(lazy).to_pandas()

    def arrow(self, lazy: Any) -> Any:
        """Return an answer in memory as a table of Arrow."""
        import narwhals.stable.v2 as nw

        with self.told():
            if self.name == "pyspark":  # the way by pandas is not for pandas 3
                return nw.to_native(lazy).toArrow()
            return lazy.collect(backend="pyarrow").to_native()

    def write(self, lazy: Any, path: Path) -> None:
        """Write rows as one Parquet file, by batches."""
        import narwhals.stable.v2 as nw

        with self.told():
            if self.name != "pyspark":
                lazy.sink_parquet(path)
                return
            parts = path.with_name(f"{path.name}.parts")
            nw.to_native(lazy).write.parquet(parts.absolute().as_uri())
            _joined(parts, path)

    def _new_name(self) -> str:
        return f"concertnet_{next(self._numbers)}"

    def _lazy(self, native: Any) -> Any:
        import narwhals.stable.v2 as nw

        return nw.from_native(native).lazy()


def _without_history(frame: Any) -> Any:
    """Compute a frame of Spark, which keeps its rows and forgets how they were made.

    Each step on a frame works its whole plan out again, and rows that are only persisted keep it:
    planning then takes far longer than counting. Spark drops the rows once nothing refers to them.
    They lie where a program has set a folder for them, which outlives a worker that is lost, and
    on the workers otherwise.
    """
    context = frame.sparkSession.sparkContext
    return frame.checkpoint() if context.getCheckpointDir() else frame.localCheckpoint()


def _joined(parts: Path, path: Path) -> None:
    """Make one Parquet file of those that the workers of Spark wrote, and remove these."""
    import shutil

    from pyarrow import dataset, parquet

    rows = dataset.dataset(parts, format="parquet")
    with parquet.ParquetWriter(path, rows.schema) as written:
        for batch in rows.to_batches():
            written.write_batch(batch)
    shutil.rmtree(parts)


def _is_of_engine(error: Exception) -> bool:
    """Say whether an error is one of an engine, loaded or not."""
    kinds = [
        vars(sys.modules[module]).get(name) if module in sys.modules else None
        for module, name in (
            ("duckdb", "Error"),
            ("narwhals.exceptions", "NarwhalsError"),
            ("polars.exceptions", "PolarsError"),
            ("pyspark.errors", "PySparkException"),
            ("py4j.protocol", "Py4JError"),
            ("pyarrow", "ArrowException"),
        )
    ]
    return isinstance(error, (OSError, *(kind for kind in kinds if kind is not None)))


def _is_eager(native: Any) -> bool:
    import narwhals.stable.v2 as nw

    return isinstance(nw.from_native(native), nw.DataFrame)


def count_of(engine: Engine, rows: Any) -> int:
    """Return the number of rows of a lazy table."""
    import narwhals.stable.v2 as nw

    return int(engine.small(rows.select(n=nw.len()))["n"].iloc[0])


def require_few(engine: Engine, rows: Any, table: str, most: int) -> None:
    """Raise `NotComparable`, saying how to select, unless few rows would come over."""
    n = count_of(engine, rows)
    if n > most:
        raise NotComparable("error_too_many_rows", n=n, limit=most, largest=f"{table} ({n})")


def engine_named(name: str, *, memory: str | None = None) -> Engine:
    """Return a new engine of that name.

    Parameters
    ----------
    name : {"duckdb", "polars", "pyspark"}
        The engine.
    memory : str, optional
        The memory that DuckDB may take before it goes to disk, as it writes it (``"2GB"``).

    Raises
    ------
    UnknownWord
        If there is no such engine.
    ConcertnetError
        If it is not installed.
    """
    if name not in ENGINES:
        raise UnknownWord("error_unknown_engine", value=name, known=", ".join(ENGINES))
    opened: dict[str, Callable[[], Engine]] = {
        "duckdb": lambda: _duckdb(memory),
        "polars": _polars,
        "pyspark": _spark,
    }
    try:
        import narwhals.stable.v2  # noqa: F401

        return opened[name]()
    except ImportError as error:
        raise ConcertnetError("error_engine_missing", engine=name, extra=_EXTRA[name]) from error


def _duckdb(memory: str | None) -> Engine:
    import duckdb

    session = duckdb.connect(config={} if memory is None else {"memory_limit": memory})
    engine = Engine("duckdb", session)
    folder = str(engine.scratch.folder).replace("'", "''")
    session.execute(f"SET temp_directory = '{folder}'")  # not beside the user's files
    return engine


def _polars() -> Engine:
    import polars  # noqa: F401

    return Engine("polars")


def _spark() -> Engine:
    from pyspark.sql import SparkSession  # pyright: ignore[reportMissingImports]

    try:
        session = SparkSession.builder.appName("concertnet").getOrCreate()
    except Exception as error:  # whatever kept the Java machine from starting, it is not there
        raise ConcertnetError("error_spark_start", reason=str(error).split("\n")[0]) from error
    return Engine("pyspark", session)
