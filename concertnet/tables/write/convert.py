"""Files of CSV too large for memory made a folder of Parquet, read and checked by batches."""

from __future__ import annotations

import codecs
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from numbers import Integral
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from concertnet.errors import ConcertnetError, NotComparable, TableError
from concertnet.records import Record
from concertnet.scale import BOURQUE, Scale, scale_named
from concertnet.swap import cannot_write, is_vacant, replace_set
from concertnet.tables.cells.arrange import arrange
from concertnet.tables.cells.arranged import Arranged, HeadedRows
from concertnet.tables.cells.column import Vocabulary
from concertnet.tables.cells.sheets import Origin, PlacedTable, PlacedTables, RawSheet
from concertnet.tables.rules.reshape import empty_table, put_aside
from concertnet.tables.rules.rows import broken_rules, said_twice
from concertnet.tables.source.about_sheet import read_about
from concertnet.tables.source.delimited import first_lines, read_delimited, unescaped
from concertnet.tables.source.headed import is_blank, under_headings
from concertnet.tables.source.recognised import recognised
from concertnet.tables.spec.about import About
from concertnet.tables.spec.headings import ABOUT, find_heading, known_headings, table_of
from concertnet.tables.spec.problems import Problem, Word
from concertnet.tables.spec.schema import TABLES

__all__ = ["Converted", "convert"]

_MOST_LISTED = 1_000  # problems that are kept; all are counted
_AT_ONCE = 200_000  # rows of a batch: about 100 MB while they are read
_BLOCK = 1 << 20
_TWICE = ("actor_twice", "id_twice")  # looked for in all batches at once
_BEYOND = 8  # cells beyond the headings that are read, to be told with their row


@dataclass(frozen=True, eq=False, repr=False)
class Converted(Record):
    """What a conversion read, found and wrote.

    Attributes
    ----------
    folder : Path or None
        What was written; None where an error stopped it.
    rows : dict of str to int
        How many rows each table has.
    counts : dict of (str, str) to int
        How many problems there are, by severity and code.
    problems : tuple of Problem
        The first thousand.
    """

    folder: Path | None
    rows: dict[str, int]
    counts: dict[tuple[str, str], int]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> int:
        """How many errors there are."""
        return sum(n for (severity, _), n in self.counts.items() if severity == "error")


def convert(
    source: str | Path,
    folder: str | Path,
    *,
    scale: Scale | str | None = None,
    rows_at_once: int = _AT_ONCE,
    progress: Callable[[int, int, str], None] | None = None,
) -> Converted:
    """Make a folder of Parquet of CSV files, whatever their size, checked as reading checks cells.

    Cells are read as `read` reads them, batch by batch; the memory that is taken is that of a batch
    and of the identifiers and dates of actors. Rows refer to one another by identifiers alone: what
    needs all the rows at once (names in the place of identifiers, ties given twice) is for
    `read`.

    Parameters
    ----------
    source : path
        A CSV file, or a folder of them.
    folder : path
        The folder to write; it may not be there yet.
    scale : Scale or str, optional
        How levels are read; ``"bourque"`` by default.
    rows_at_once : int
        Rows of a batch, 1 or more; the first one reaches the headings at least.
    progress : function, optional
        Called with the hundredths that are read, 100, and the name of the file.

    Returns
    -------
    Converted
        Nothing was written where it has errors.

    Raises
    ------
    NotComparable
        If `rows_at_once` is not a whole number of at least 1.
    ConcertnetError
        If the folder is there already, or cannot be written.
    TableError
        If no file is a table.

    Examples
    --------
    >>> import tempfile
    >>> import concertnet as cn
    >>> with tempfile.TemporaryDirectory() as place:
    ...     done = cn.convert(cn.sample_path(), f"{place}/dossier.parquet")
    ...     cn.ei_index(cn.scan(done.folder).at("2024-06-30")) == cn.ei_index(
    ...         cn.sample_network().at("2024-06-30")
    ...     )
    True
    """
    _require_rows(rows_at_once)
    folder = Path(folder)
    if folder.exists() and not is_vacant(folder):
        raise ConcertnetError("error_folder_exists", path=str(folder))
    files = _files(Path(source))
    about, declared, noticed, described = _described(Path(source))
    meant = (declared or BOURQUE) if scale is None else scale_named(scale)
    vocabulary = Vocabulary(meant, about.sectors, year_starts=about.year_starts)
    work = _Work(vocabulary, rows_at_once, progress)
    work.note(noticed)
    total = sum(file.path.stat().st_size for file in files)

    def write(stage: Path) -> list[str]:
        work.begin(stage)
        try:
            for file in files:
                work.read(file, total)
        finally:
            work.end()
        if work.errors:
            raise _Stopped
        if described is not None:
            shutil.copyfile(described, stage / described.name)
        return [f"{name}.parquet" for name in work.rows] + [
            path.name for path in (described,) if path is not None
        ]

    try:
        replace_set(folder, write, [f"{name}.parquet" for name in TABLES])
    except _Stopped:
        return Converted(None, work.rows, dict(work.counts), tuple(work.problems))
    except OSError as error:
        raise cannot_write(folder, error) from error
    return Converted(folder, work.rows, dict(work.counts), tuple(work.problems))


def _require_rows(at_once: Any) -> None:
    whole = isinstance(at_once, Integral) and not isinstance(at_once, bool)
    if not whole or int(at_once) < 1:
        given = {"name": "rows_at_once", "least": 1, "value": repr(at_once)}
        raise NotComparable("error_whole_number", **given)


class _Stopped(Exception):
    """Errors were found: what was staged is left out."""


@dataclass(frozen=True, eq=False)
class _File:
    """A file that holds a table: its first lines, its separator, its encoding."""

    path: Path
    name: str
    head: RawSheet
    separator: str
    encoding: str


def _files(source: Path) -> list[_File]:
    """Return the files of tables, those that others refer to first."""
    if not source.exists():
        raise TableError([Problem("error", "path_missing", str(source))])
    paths = sorted(source.glob("*.csv")) if source.is_dir() else [source]
    if not source.is_dir() and source.suffix.lower() != ".csv":
        raise ConcertnetError("error_convert_source", path=str(source))
    problems: list[Problem] = []
    found: dict[str, _File] = {}
    for path in paths:
        if path.name.startswith((".", "~$")) or (table_of(path.stem) or ("",))[0] == ABOUT:
            continue
        encoding = _encoding(path)
        with path.open(encoding=encoding, newline="") as file:
            cells, separator = first_lines(file.read(_BLOCK))
        head = RawSheet(path.name, None, cells, strict=True)
        for name in recognised([head], problems):
            if name in found:
                given = {"table": Word(f"table_{name}"), "other": found[name].path.name}
                problems.append(Problem("error", "table_twice", path.name, fields=given))
            elif name != ABOUT:
                found[name] = _File(path, name, head, separator, encoding)
            break
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors or not found:
        known = tuple(Word(f"table_{name}") for name in TABLES)
        none = Problem("error", "no_table", str(source), fields={"known": known})
        raise TableError(errors or [none])
    return [found[name] for name in TABLES if name in found]


def _described(source: Path) -> tuple[About, Scale | None, list[Problem], Path | None]:
    """Return what the table About of a folder says, and where it is."""
    for path in sorted(source.glob("*.csv")) if source.is_dir() else ():
        if (table_of(path.stem) or ("",))[0] == ABOUT:
            sheet, problems = read_delimited(path, None)
            if sheet is not None:
                about, scale, _, found = read_about(sheet)
                return about, scale, [*problems, *found], path
    return About(), None, [], None


def _encoding(path: Path) -> str:
    """Return UTF-8 where all the file is, else Windows-1252; it is read by blocks."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    with path.open("rb") as file:
        try:
            while block := file.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeError:
            return "cp1252"
    return "utf-8-sig"


@dataclass(eq=False)
class _Work:
    """A conversion under way: what is open, counted and known."""

    vocabulary: Vocabulary
    rows_at_once: int
    progress: Callable[[int, int, str], None] | None
    rows: dict[str, int] = field(default_factory=dict)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    listed: dict[str, pd.Index] = field(default_factory=dict)
    _stage: Path = Path()
    _open: dict[str, Any] = field(default_factory=dict)
    _done: int = 0
    _told: set[tuple[str, str, str | None]] = field(default_factory=set)

    @property
    def errors(self) -> int:
        return sum(n for (severity, _), n in self.counts.items() if severity == "error")

    def begin(self, stage: Path) -> None:
        self._stage = stage

    def end(self) -> None:
        for written in self._open.values():
            written.close()

    def read(self, file: _File, total: int) -> None:
        """Read a file, by batches: check each, write each."""
        keyed: list[PlacedTable] = []
        size = file.path.stat().st_size
        for share, arranged in self._batches(file):
            tables = {name: empty_table(name) for name in TABLES}
            tables[file.name] = arranged.table
            put_aside(tables, self.vocabulary.scale)
            self.note(arranged.problems)
            broken = broken_rules(tables, self.vocabulary.scale)
            self.note(p for p in broken if p.severity == "error" and _code(p) not in _TWICE)
            self.note(self._unlisted(tables))
            if key := TABLES[file.name].key:
                held = [name for name in (key, "start", "end") if name in arranged.table.frame]
                keyed.append(arranged.table.with_frame(arranged.table.frame[held]))
            for name in dict.fromkeys((file.name, "set_aside")):
                if len(tables[name].frame):
                    self._write(name, tables[name].frame)
            if self.progress is not None:
                self.progress(
                    100 * (self._done + int(size * share)) // max(total, 1), 100, file.path.name
                )
        self._done += size
        if keyed:
            self._list(file.name, keyed)

    def _list(self, name: str, batches: list[PlacedTable]) -> None:
        """Hold the identifiers of a table; note those that stand twice, in whichever batches."""
        key = str(TABLES[name].key)
        frame = pd.concat([batch.frame for batch in batches], ignore_index=True)
        rows = np.concatenate([batch.rows for batch in batches])
        twice = (frame[key].duplicated(keep=False) & frame[key].notna()).to_numpy(bool)
        whole = PlacedTable.single(frame, rows, batches[0].origins[0])
        self.note(said_twice(name, whole.take(twice)))
        self.listed[name] = pd.Index(frame[key].dropna().unique())

    def _batches(self, file: _File) -> Iterator[tuple[float, Arranged]]:
        """Give each batch of rows under their headings, with the share of the file that is read."""
        top: HeadedRows | None = None
        rowless: list[Problem] = []  # that there are headings alone, until a row comes
        size = max(file.path.stat().st_size, 1)
        width = file.head.cells.shape[1] + _BEYOND
        with file.path.open("rb") as raw:
            chunks = pd.read_csv(
                raw, sep=file.separator, header=None, names=range(width),
                index_col=False, dtype="str", keep_default_na=False, na_filter=False,
                skip_blank_lines=False, chunksize=self.rows_at_once, encoding=file.encoding,
            )  # fmt: skip
            at = 1
            for cells in self._readable(chunks, file):
                cells = cells.fillna("").reset_index(drop=True).apply(unescaped)
                if top is None:
                    sheet = replace(file.head, cells=cells)
                    notes: list[Problem] = []
                    headed = under_headings(file.name, sheet, {}, notes)
                    rowless = [note for note in notes if note.code == "header_only"]
                    self.note(note for note in notes if note.code != "header_only")
                    if headed is None:
                        return
                    top = headed
                else:
                    rows = np.arange(at, at + len(cells))
                    again = Origin(file.path.name, None, headings=dict(top.origin.headings))
                    headed = HeadedRows(top.headings, cells, rows, again, strict=True)
                    if rowless and not is_blank(replace(file.head, cells=cells)):
                        rowless = []
                at += len(cells)
                yield min(raw.tell() / size, 1.0), arrange(file.name, headed, self.vocabulary)
        self.note(rowless)

    def _readable(self, chunks: Any, file: _File) -> Iterator[pd.DataFrame]:
        """Give the batches that can be read; a line that cannot stops the file, as an error."""
        heading = find_heading(file.head.first, known_headings(file.name))
        above = len(file.head.first) if heading is None else heading + 1
        try:
            # what stands above the headings is read with them
            yield chunks.get_chunk(max(self.rows_at_once, above))
            yield from chunks
        except pd.errors.ParserError as error:
            told = " ".join(str(error).split("\n")[0].split())
            given = {"reason": told}
            self.note([Problem("error", "path_unreadable", file.path.name, fields=given)])

    def note(self, problems: Any) -> None:
        """Count problems and keep the first; what is said of a whole column is said once."""
        for problem in problems:
            said = (problem.code, problem.file or "", problem.column)
            if problem.row is None and said in self._told:
                continue
            self._told.add(said)
            n = problem.fields.get("n", 1) if "rows" in problem.fields else 1
            self.counts[problem.severity, _code(problem)] += int(n)
            if len(self.problems) < _MOST_LISTED:
                self.problems.append(problem)

    def _unlisted(self, tables: PlacedTables) -> Iterator[Problem]:
        """Give the identifiers that no table lists, row by row."""
        for name, placed in tables.items():
            for column in TABLES[name].columns:
                known = self.listed.get(column.refers or "")
                if column.kind != "id" or known is None or not len(placed.frame):
                    continue
                yield from _lost(placed, column.name, column.refers, known)

    def _write(self, name: str, frame: pd.DataFrame) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        spec = [column for column in TABLES[name].names if column in frame]
        table = pa.Table.from_pandas(_as_held(frame[spec]), preserve_index=False)
        if name not in self._open:
            path = self._stage / f"{name}.parquet"
            self._open[name] = parquet.ParquetWriter(path, table.schema)
        self._open[name].write_table(table.cast(self._open[name].schema))
        self.rows[name] = self.rows.get(name, 0) + len(frame)


def _code(problem: Problem) -> str:
    """Return what a problem is, or what those are that are told together."""
    return str(problem.fields.get("of") if problem.code == "more" else problem.code)


def _lost(placed: PlacedTable, column: str, refers: str, known: pd.Index) -> list[Problem]:
    cells = placed.frame[column]
    at = np.flatnonzero((cells.notna() & ~cells.isin(known)).to_numpy())
    return placed.each(
        "error", "reference_unknown", at.tolist(), column,
        value=lambda row: cells.iloc[row], table=Word(f"table_{refers}"), n=1, nearest=(),
    )  # fmt: skip


def _as_held(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose texts are texts, even in a batch where all are missing."""
    return frame.astype({name: "str" for name in frame if frame[name].dtype == object})
