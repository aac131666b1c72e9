"""Small counts left out of a table that leaves, with those that would give them away."""

from __future__ import annotations

import numpy as np
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.guards import whole_number

__all__ = ["suppress_small"]


def suppress_small(table: pd.DataFrame, *, n: int = 5) -> pd.DataFrame:
    """Leave small counts out of a table, and as many others as it takes to keep them hidden.

    A count from 1 to `n` - 1 is left out. Whoever has the totals of rows and columns could then
    find some of them by subtraction, from one line or from several: others are left out too
    (complementary suppression), the smallest first, until no count that is left out can be found.

    Parameters
    ----------
    table : DataFrame
        Counts, without its totals; columns of texts, dates and of yes and no are kept as they are.
    n : int
        The least count that is shown, 2 or more.

    Returns
    -------
    DataFrame
        The same table; what is left out is missing. In a row or a column of a single count, nothing
        else can be left out: do not publish its total.

    Raises
    ------
    NotComparable
        If `n` is no whole number from 2, or a column holds numbers that are no counts: a share or a
        mean beside a total gives back what is left out.

    Notes
    -----
    Each count that is left out joins its row and its column; it can be found from the totals if,
    and only if, nothing else joins the two (the edge is a bridge of that graph). Totals still bound
    it: who knows that counts are not negative knows that it is not above that of its row.

    References
    ----------
    .. [1] Gusfield, D. (1988). A graph theoretic approach to statistical data security. SIAM
       Journal on Computing, 17(3), 552-571.

    Examples
    --------
    >>> counts = pd.DataFrame({"north": [3, 12, 20], "south": [14, 9, 30]}, index=list("abc"))
    >>> suppress_small(counts)
       north  south
    a   <NA>   <NA>
    b   <NA>   <NA>
    c     20     30
    """
    least = whole_number(n, name="n", least=2)
    columns = [place for place in range(table.shape[1]) if _holds_numbers(table.iloc[:, place])]
    counts = np.empty((len(table), len(columns)))
    for at, place in enumerate(columns):
        counts[:, at] = table.iloc[:, place].to_numpy(dtype=float, na_value=np.nan)
        known = counts[:, at][~np.isnan(counts[:, at])]
        if not (np.isfinite(known).all() and (known >= 0).all() and (known % 1 == 0).all()):
            raise NotComparable("error_not_counts", column=str(table.columns[place]))
    hidden = (counts > 0) & (counts < least)
    _hide_more(counts, hidden)
    out = table.copy()
    for at, place in enumerate(columns):
        kept = table.iloc[:, place].astype("Int64").mask(hidden[:, at])
        out.isetitem(place, kept.array)
    return out


def _holds_numbers(values: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)


def _hide_more(counts: np.ndarray, hidden: np.ndarray) -> None:
    """Hide others until no hidden count can be found, or nothing is left to hide for it."""
    lost: set[tuple[int, int]] = set()
    while True:
        bridges = [cell for cell in _bridges(counts, hidden) if cell not in lost]
        if not bridges:
            return
        more = _one_more(counts, hidden, bridges[0])
        if more is None:
            lost.add(bridges[0])
        else:
            hidden[more] = True


def _lines(counts: np.ndarray) -> np.ndarray:
    """Return what stands for each row, then each column: lines without a total are one.

    That of a single count is the count: it is not published, and tells nothing.
    """
    there = ~np.isnan(counts)
    known = np.concatenate([there.sum(axis=1), there.sum(axis=0)])
    return np.where(known > 1, np.arange(len(known)), len(known))


def _bridges(counts: np.ndarray, hidden: np.ndarray) -> list[tuple[int, int]]:
    """Return the hidden counts that totals give back: nothing else joins their two lines."""
    stands, height = _lines(counts), len(counts)
    cells = [(int(row), int(column)) for row, column in np.argwhere(hidden)]
    ends = [(int(stands[row]), int(stands[height + column])) for row, column in cells]
    around: dict[int, list[tuple[int, int]]] = {}
    for edge, (one, other) in enumerate(ends):
        around.setdefault(one, []).append((other, edge))
        around.setdefault(other, []).append((one, edge))
    # the earliest line that each reaches otherwise than by the edge that led there
    met: dict[int, int] = {}
    lowest: dict[int, int] = {}
    found = []
    for start in around:
        if start in met:
            continue
        met[start] = lowest[start] = len(met)
        path = [(start, -1, iter(around[start]))]
        while path:
            line, by, ways = path[-1]
            for following, edge in ways:
                if edge == by:
                    continue
                if following in met:
                    lowest[line] = min(lowest[line], met[following])
                    continue
                met[following] = lowest[following] = len(met)
                path.append((following, edge, iter(around[following])))
                break
            else:
                path.pop()
                if path:
                    before = path[-1][0]
                    lowest[before] = min(lowest[before], lowest[line])
                    if lowest[line] > met[before]:
                        found.append(cells[by])
    return sorted(found)


def _one_more(
    counts: np.ndarray, hidden: np.ndarray, bridge: tuple[int, int]
) -> tuple[int, int] | None:
    """Return the next count to hide so that a bridge is none; None where nothing is left."""
    stands, height = _lines(counts), len(counts)
    row, column = stands[bridge[0]], stands[height + bridge[1]]
    rest = hidden.copy()
    rest[bridge] = False
    of_row, of_column = _reached(rest, stands, row), _reached(rest, stands, column)
    rows, columns = stands[:height], stands[height:]
    # what joins the two sides makes a cycle; a side of one line is first given another
    across = np.isin(rows, of_row)[:, None] & np.isin(columns, of_column)
    across |= np.isin(rows, of_column)[:, None] & np.isin(columns, of_row)
    in_row = np.broadcast_to((rows == row)[:, None], counts.shape)
    in_column = np.broadcast_to(columns == column, counts.shape)
    sides = np.isin(rows, [*of_row, *of_column])[:, None]
    sides = sides | np.isin(columns, [*of_row, *of_column])
    single = in_row if len(of_row) == 1 else in_column if len(of_column) == 1 else across
    for wanted in (across, single, in_row, in_column, sides):
        shown = wanted & ~hidden & ~np.isnan(counts)
        if shown.any():
            # the smallest that is there; where all are 0, one of them
            shown = shown & (counts > 0) if (shown & (counts > 0)).any() else shown
            cells = np.argwhere(shown)
            place = cells[counts[shown].argmin()]
            return int(place[0]), int(place[1])
    return None


def _reached(hidden: np.ndarray, stands: np.ndarray, start: int) -> list[int]:
    """Return the lines that hidden counts join to one, itself first."""
    height, found, seen = len(hidden), [int(start)], {int(start)}
    for line in found:
        rows = np.flatnonzero(stands[:height] == line)
        columns = np.flatnonzero(stands[height:] == line)
        joined = [*stands[height:][hidden[rows].any(axis=0)]]
        joined += [*stands[:height][hidden[:, columns].any(axis=1)]]
        new = [int(one) for one in joined if int(one) not in seen]
        seen.update(new)
        found += dict.fromkeys(new)
    return found
