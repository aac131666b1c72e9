"""Answers per actor that stay in an engine, made by batches of actors when taken or saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.contacts import ContactCounts
from concertnet.hinges.door import By
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import column_of
from concertnet.relational.coded_ties import coded_ties, half_ties
from concertnet.relational.engine import MOST_ROWS, count_of
from concertnet.relational.lives import Scanned
from concertnet.swap import replace_file

__all__ = ["LazyTable"]

_AT_ONCE = 500_000  # actors of a batch


@dataclass(frozen=True, eq=False)
class LazyTable:
    """An answer per actor that is left where the tables are.

    `LazyNetwork.by_actor` makes it. The contacts of actors are counted once in the engine; a batch
    of them comes over, and the measure is asked of it as of any network.

    Attributes
    ----------
    there : Scanned
        The tables.
    measure : function
        A measure of contacts.
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
            If there are more actors than `limit`, or the measure is none of contacts.
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
            If the file is there already, or the measure is none of contacts.
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
        import narwhals.stable.v2 as nw

        engine = self.there.engine
        with engine.dropping():
            graph, pairs = coded_ties(self.there, self.by)
            counted = half_ties(pairs).group_by("i", "of_j").agg(n=nw.len().cast(nw.Int64))
            rows = engine.kept(counted)
            for first in range(0, max(graph.n, 1), at_once):
                last = first + at_once
                part = engine.arrow(rows.filter((nw.col("i") >= first) & (nw.col("i") < last)))
                actor, code, n = (part[c].to_numpy().astype(np.int64) for c in ("i", "of_j", "n"))
                order = np.lexsort((code, actor))
                contacts = ContactCounts(
                    graph.actors[first:last],
                    graph.groups,
                    graph.codes[first:last],
                    graph.by,
                    len(graph.groups),
                    actor[order] - first,
                    code[order],
                    n[order],
                )
                answer = self.measure(_Batch(contacts))
                yield answer.to_frame() if isinstance(answer, pd.Series) else answer


@dataclass(frozen=True, eq=False)
class _Batch:
    """Some of the actors of a network: their contacts, and nothing else."""

    contacts: ContactCounts

    def grouped(self, by: By = "sector") -> GroupedGraph:  # noqa: ARG002
        raise NotComparable("error_not_of_contacts")

    def made_there(self, name: str) -> Callable[..., Any] | None:
        def made(_by: Any, direction: str = "both") -> ContactCounts | None:
            return self.contacts if direction == "both" else None

        return made if name == "contact_counts" else None
