"""Answers per actor that stay in an engine, made by batches of actors when taken or saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.brokered_paths import BrokeredPaths
from concertnet.hinges.contacts import ContactCounts
from concertnet.hinges.door import By
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import column_of
from concertnet.relational.coded_ties import CodedTies, coded_ties, half_ties
from concertnet.relational.counted_contacts import contact_rows, sorted_contacts
from concertnet.relational.counted_paths import PathsThere, paths_there
from concertnet.relational.engine import MOST_ROWS, Engine, count_of
from concertnet.relational.lives import Scanned
from concertnet.swap import replace_file

__all__ = ["LazyTable"]

_AT_ONCE = 500_000  # actors of a batch


@dataclass(frozen=True, eq=False)
class LazyTable:
    """An answer per actor that is left where the tables are.

    `LazyNetwork.by_actor` makes it. The contacts of actors, or what they broker, are counted once
    in the engine; a batch of actors comes over, and the measure is asked of it as of any network.

    Attributes
    ----------
    there : Scanned
        The tables.
    measure : function
        A measure of contacts or of brokerage.
    by : str or mapping of actor to group
        What actors are grouped by.
    """

    there: Scanned
    measure: Callable[..., Any]
    by: By

    def __repr__(self) -> str:
        by = column_of(self.by) or "sector"
        return f"<LazyTable: {self.measure.__name__} by {by} in {self.there.engine.name}>"

    def count(self) -> int:
        """Return the number of actors."""
        return count_of(self.there.engine, self.there.tables["actors"].select("actor").unique())

    def collect(self, *, limit: int = MOST_ROWS) -> pd.DataFrame:
        """Take the answer into memory, indexed by actor in the order of ids.

        Raises
        ------
        NotComparable
            If there are more actors than `limit`, or the measure is none of
            contacts or of brokerage.
        """
        n = self.count()
        if n > limit:
            raise NotComparable("error_too_many_rows", n=n, limit=limit, largest=f"actors ({n})")
        return pd.concat(list(self.batches()))

    def save(self, path: str | Path) -> Path:
        """Write the answer as a Parquet file, batch by batch; whole or not at all.

        Raises
        ------
        NotComparable
            If the file is there already, or the measure is none of
            contacts or of brokerage.
        """
        import pyarrow as pa
        from pyarrow import parquet

        path = Path(path)
        if path.exists():
            raise NotComparable("error_folder_exists", path=str(path))

        def write(stage: Path) -> None:
            writer = None
            for batch in self.batches():
                table = pa.Table.from_pandas(batch.reset_index(), preserve_index=False)
                writer = writer or parquet.ParquetWriter(stage, table.schema)
                writer.write_table(table)
            if writer is not None:
                writer.close()

        replace_file(path, write)
        return path

    def batches(self, at_once: int = _AT_ONCE) -> Iterator[pd.DataFrame]:
        """Give the answer by batches of actors, in the order of ids."""
        engine = self.there.engine
        with engine.dropping():
            left = _Left(engine, self.there, coded_ties(self.there, self.by))
            n = left.coded.graph.n
            for first in range(0, max(n, 1), at_once):
                answer = self.measure(_Batch(left, first, min(first + at_once, n)))
                if answer.index.name != "actor":
                    raise NotComparable("error_not_by_actor")
                yield answer.to_frame() if isinstance(answer, pd.Series) else answer


@dataclass(frozen=True, eq=False)
class _Left:
    """What is counted of all actors, once it is asked for, and left in the engine."""

    engine: Engine
    there: Scanned
    coded: CodedTies
    _paths: dict[bool, PathsThere] = field(default_factory=dict)

    @cached_property
    def met(self) -> Any:
        return self.engine.kept(contact_rows(half_ties(self.coded.pairs)))

    def paths(self, *, overlaps: bool) -> PathsThere:
        if overlaps not in self._paths:
            self._paths[overlaps] = paths_there(self.there, self.coded, overlaps=overlaps)
        return self._paths[overlaps]


@dataclass(frozen=True, eq=False)
class _Batch:
    """Some of the actors of a network: their contacts and what they broker, and nothing else."""

    left: _Left
    first: int
    last: int

    def grouped(self, by: By = "sector") -> GroupedGraph:  # noqa: ARG002
        raise NotComparable("error_not_by_actor")

    def made_there(self, name: str) -> Callable[..., Any] | None:
        made = {"contact_counts": self._contacts, "brokered_paths": self._paths}
        return made.get(name)

    def _contacts(self, _by: Any, direction: str = "both") -> ContactCounts | None:
        import narwhals.stable.v2 as nw

        if direction != "both":
            return None
        graph, first, last = self.left.coded.graph, self.first, self.last
        among = self.left.met.filter((nw.col("i") >= first) & (nw.col("i") < last))
        actor, code, n = sorted_contacts(self.left.engine.arrow(among))
        known_as = graph.actors[first:last], graph.groups, graph.codes[first:last], graph.by
        return ContactCounts(*known_as, len(graph.groups), actor - first, code, n)

    def _paths(self, _by: Any, *, overlaps: bool = False) -> BrokeredPaths:
        return self.left.paths(overlaps=overlaps).of(self.first, self.last)
