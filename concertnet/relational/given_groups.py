"""Groups given one by one, actor by actor or instance by instance, as a column in an engine."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from concertnet.hinges.grouping import encoded, group_labels, groups_given
from concertnet.relational.engine import Engine

__all__ = ["GivenGroups", "given_labels", "with_given"]


class GivenGroups(NamedTuple):
    """Rows of an engine in groups that were given.

    Attributes
    ----------
    rows : LazyFrame
        With the column group, a text: the place of a group among `groups`, missing where unknown.
    groups : sequence of hashable
        The known groups of these rows.
    unknown : bool
        Whether the group of some of these rows is unknown.
    """

    rows: Any
    groups: Sequence[Hashable]
    unknown: bool

    def labels(self, texts: pd.Series) -> pd.Series:
        """Return the groups that texts of the column stand for, None where one is missing."""
        values = np.empty(len(texts), dtype=object)
        values[:] = [None if pd.isna(text) else self.groups[int(text)] for text in texts]
        return pd.Series(values, index=texts.index)

    def typed_labels(self, texts: pd.Series) -> pd.Series:
        """Return the same with the type of a column that holds the groups of all rows."""
        labels = self.labels(texts)
        rest = pd.Series([None] if self.unknown else [], dtype=object)
        return pd.concat([labels, rest]).infer_objects().iloc[: len(labels)]


def with_given(rows: Any, by: Any, key: str, engine: Engine) -> GivenGroups:
    """Return rows with the group that a mapping gives of their key.

    Parameters
    ----------
    rows : LazyFrame
        With the column `key`.
    by : mapping of key to group
        The groups.
    key : str
        What the groups are of.
    engine : Engine
        Where the rows are.

    Raises
    ------
    NotComparable
        If `by` is no mapping, or gives a key two groups.
    MissingAttribute
        If there are rows, and the group of none of them is known.
    """
    import pyarrow as pa

    joined, given = given_labels(rows, by, key, engine)
    every = engine.small(joined.select("group").unique())["group"]
    found = every.dropna()
    groups, codes = encoded([given[int(place)] for place in found])
    if not groups:
        group_labels(by, engine.small(rows.select(key).head(1))[key].tolist(), of=key)
    known = {"group": found[codes >= 0].tolist(), "code": [str(c) for c in codes[codes >= 0]]}
    coded = engine.brought(pa.table({name: pa.array(v, pa.string()) for name, v in known.items()}))
    coded = joined.join(coded, on="group", how="left").drop("group")
    unknown = len(found) < len(every) or bool((codes < 0).any())
    return GivenGroups(coded.rename({"code": "group"}), groups, unknown)


def given_labels(rows: Any, by: Any, key: str, engine: Engine) -> tuple[Any, list[Hashable]]:
    """Return rows with the column group, which says the place of a label among those given.

    They go to the engine as a small table, which is joined there.
    """
    import pyarrow as pa

    said = {one: label for one, label in groups_given(by, of=key).items() if isinstance(one, str)}
    values = np.empty(len(said), dtype=object)
    values[:] = list(said.values())
    places, labels = pd.factorize(values, use_na_sentinel=False)
    table = {
        key: pa.array(list(said), pa.string()),
        "group": pa.array([str(place) for place in places], pa.string()),
    }
    return rows.join(engine.brought(pa.table(table)), on=key, how="left"), list(labels)
