"""Small counts left out of a table that leaves, with those that would give them away."""

from __future__ import annotations

import numpy as np
import pandas as pd

from concertnet.hinges.guards import whole_number

__all__ = ["suppress_small"]


def suppress_small(table: pd.DataFrame, *, n: int = 5) -> pd.DataFrame:
    """Leave small counts out of a table, and as many others as it takes to keep them hidden.

    A count from 1 to `n` - 1 is left out. Where a row or a column then lacks one count alone, its
    total would give it back: the smallest other count of the row or column is left out too
    (complementary suppression), until none is alone.

    Parameters
    ----------
    table : DataFrame
        Counts, without its totals; columns that hold no numbers are kept as they are.
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
        If `n` is no whole number from 2.

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
    numeric = [c for c in table.columns if pd.api.types.is_numeric_dtype(table[c])]
    counts = table[numeric].to_numpy(dtype=float, na_value=np.nan)
    hidden = (counts > 0) & (counts < least)
    while True:
        alone = _alone(counts, hidden)
        if alone is None:
            break
        hidden[alone] = True
    out = table.copy()
    for place, column in enumerate(numeric):
        values = table[column]
        whole = pd.api.types.is_integer_dtype(values)
        out[column] = values.astype("Int64" if whole else "Float64").mask(hidden[:, place])
    return out


def _alone(counts: np.ndarray, hidden: np.ndarray) -> tuple[int, int] | None:
    """Return the next count to leave out; None where no row and no column lacks one alone."""
    for axis in (0, 1):
        lines, left_out = (counts, hidden) if axis == 0 else (counts.T, hidden.T)
        for place, (line, out) in enumerate(zip(lines, left_out, strict=True)):
            shown = ~out & ~np.isnan(line)
            if out.sum() == 1 and shown.any():
                # the smallest that is there; where all others are 0, one of them
                candidates = np.flatnonzero(shown & (line > 0))
                candidates = candidates if candidates.size else np.flatnonzero(shown)
                other = int(candidates[line[candidates].argmin()])
                return (place, other) if axis == 0 else (other, place)
    return None
