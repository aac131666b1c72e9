"""What a network holds, before any measure: the counts that every reader asks first."""

from __future__ import annotations

from typing import Any

import pandas as pd

from concertnet.hinges.door import NetworkLike
from concertnet.words import in_order

__all__ = ["describe"]

_COUNTED = (
    ("actors", "sector"),
    ("actors", "territory"),
    ("actors", "tier"),
    ("ties", "level"),
    ("instances", "kind"),
    ("instances", "origin"),
    ("seats", "role"),
    ("set_aside", "kind"),
)


def describe(net: NetworkLike) -> pd.DataFrame:
    """Count what the network holds, table by table.

    Parameters
    ----------
    net : Network
        The network.

    Returns
    -------
    DataFrame
        One row per count: `table`, `column` and `value` (missing for the table as a whole, `value`
        missing for the rows without one: unknown), `rows`. Tables without rows are left out, and
        an optional column that nobody filled. Of the actors, ``actors_added`` counts those that
        reading added and ``undecided_sectors`` the words of sectors that nobody decided, if any.

    Examples
    --------
    >>> import concertnet as cn
    >>> counts = cn.describe(cn.sample_network())
    >>> int(counts.loc[counts["table"] == "instances", "rows"].iloc[0])
    10
    """
    rows: list[dict[str, Any]] = []
    for table, frame in net.tables.items():
        if not len(frame):
            continue
        # an actor whose sector changed has several rows, and is one actor
        count = frame["actor"].nunique() if table == "actors" else len(frame)
        rows.append({"table": table, "rows": count})
        if table == "actors":
            rows += _left_by_reading(net)
        for _, column in (pair for pair in _COUNTED if pair[0] == table):
            if frame[column].isna().all():
                continue
            counts = frame[column].value_counts(dropna=False, sort=False)
            ordered = _in_order(counts, net.scale.levels if column == "level" else ())
            rows += [
                {"table": table, "column": column, "value": value, "rows": int(count)}
                for value, count in ordered
            ]
    frame = pd.DataFrame(rows, columns=["table", "column", "value", "rows"])
    return frame.astype({"table": "str", "column": "str", "value": "str", "rows": "int64"})


def _left_by_reading(net: NetworkLike) -> list[dict[str, Any]]:
    """Return what reading added, and the words of sectors that it left undecided."""
    found = net.details()
    columns = [name for name in ("actors_added", "undecided_sectors") if found.get(name)]
    return [{"table": "actors", "column": name, "rows": found[name]} for name in columns]


def _in_order(counts: pd.Series, first: tuple[str, ...]) -> list[tuple[Any, int]]:
    """Return the counts in the given order, or the most frequent first; the unknown last."""
    place = {value: i for i, value in enumerate(first)}
    return sorted(
        counts.items(),
        key=lambda item: (
            item[0] != item[0],
            place.get(item[0], 0),
            -item[1],
            in_order(str(item[0])),
        ),
    )
