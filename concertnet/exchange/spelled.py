"""How values are spelt alike in every format: columns of one type, days, keys of short codes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pandas as pd
from pandas.api.types import is_numeric_dtype

from concertnet.exchange.handed import Handed, HeldLevel
from concertnet.exchange.lost import Losses
from concertnet.tables.source.delimited import escaped

__all__ = ["alike", "csv_bytes", "day_before_text", "holds", "key_bytes", "kind_of", "lost_dates"]

_DAY = pd.Timedelta(days=1)


def kind_of(values: Sequence[Any]) -> type:
    """Return the type that holds all these values: bool, int, float, or text.

    Examples
    --------
    >>> kind_of([1, 2.5]).__name__, kind_of([1, "a"]).__name__, kind_of([True]).__name__
    ('float', 'str', 'bool')
    """
    kinds = {type(value) for value in values}
    if len(kinds) == 1:
        return kinds.pop()
    return float if kinds == {int, float} else str


def alike(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return attributes where every value of a name is of one type.

    Examples
    --------
    >>> alike([{"a": 1}, {"a": 0.5}, {}])
    [{'a': 1.0}, {'a': 0.5}, {}]
    """
    names = dict.fromkeys(name for row in rows for name in row)
    kinds = {name: kind_of([row[name] for row in rows if name in row]) for name in names}
    return [{name: kinds[name](value) for name, value in row.items()} for row in rows]


def day_before_text(stretch: HeldLevel, *, inclusive: bool) -> dict[str, str]:
    """Return the start and the end of a stretch as ISO texts; a bound that is open is absent.

    With `inclusive`, the end is the last day; otherwise the first day after, as everywhere here.
    """
    said = {}
    if stretch.start is not None:
        said["start"] = _text(stretch.start)
    if stretch.end is not None:
        said["end"] = _text(stretch.end - _DAY if inclusive else stretch.end)
    return said


def _text(day: pd.Timestamp) -> str:
    return str(day.date())


def holds(one: HeldLevel, day: pd.Timestamp) -> bool:
    """Say whether a stretch holds a day.

    Examples
    --------
    >>> day = pd.Timestamp("2024-01-01")
    >>> holds(HeldLevel(0, day, None), day), holds(HeldLevel(0, None, day), day)
    (True, False)
    """
    return (one.start is None or one.start <= day) and (one.end is None or day < one.end)


def lost_dates(given: Handed, losses: Losses, *, all_of_them: bool) -> None:
    """Count the stretches that a file without spells cannot hold; `all_of_them`, or all but one."""
    for word, owned in (("lost_presences", given.presences),
                        ("lost_tie_dates", [link.stretches for link in given.links])):  # fmt: skip
        for stretches in owned:
            dated = sum(s.start is not None or s.end is not None for s in stretches)
            if all_of_them or len(stretches) > 1:
                losses.add(word, "why_no_dates", dated)


def key_bytes(given: Handed, codes: Sequence[object], *, bom: bool = True) -> bytes:
    """Return the key of the codes of a file, as CSV: code, id, label, group and attributes."""
    columns = [name for name in given.columns if name not in ("code", "id", "label")]
    rows = [
        {"code": code, "id": identity, "label": label, **{c: node.get(c, "") for c in columns}}
        for code, identity, label, node in zip(
            codes, given.ids, given.labels, given.attributes, strict=True
        )
    ]
    if given.by not in columns:
        columns.append(given.by)
        for row, group in zip(rows, given.groups, strict=True):
            row[given.by] = group or ""
    return csv_bytes(pd.DataFrame(rows, columns=["code", "id", "label", *columns]), bom=bom)


def csv_bytes(frame: pd.DataFrame, *, bom: bool) -> bytes:
    """Return a table as CSV; no text of it is a formula for a spreadsheet.

    Spreadsheets know UTF-8 by its mark (`bom`), which R takes for a part of the first heading.
    """
    columns = {
        name: column if is_numeric_dtype(column) else escaped(column.astype("str"))
        for name, column in frame.items()
    }
    frame = pd.DataFrame(columns, columns=frame.columns)
    headings = escaped(pd.Series(frame.columns, dtype="str")).to_list()
    text = io.StringIO()
    frame.to_csv(text, index=False, header=headings, lineterminator="\n", float_format="%.15g")
    return text.getvalue().encode("utf-8-sig" if bom else "utf-8")
