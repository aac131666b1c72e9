"""The score that orders missing links: a sum of visible columns, each with its weight."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from concertnet.errors import UnknownWord

__all__ = ["INSTANCE_WEIGHTS", "PAIR_WEIGHTS", "scored"]

# Alike on purpose: no weight has been shown better on every network.
PAIR_WEIGHTS: Mapping[str, float] = {
    "resource_allocation": 1.0,
    "expected": 1.0,
    "shared_instances": 1.0,
    "same_territory": 1.0,
}
INSTANCE_WEIGHTS: Mapping[str, float] = {"linked": 1.0, "seats": 1.0}


def scored(gaps: pd.DataFrame, weights: Mapping[str, float]) -> pd.Series:
    """Return the score of each gap.

    Parameters
    ----------
    gaps : DataFrame
        Gaps of one kind, with their columns of evidence.
    weights : mapping of column to float
        Weight of each column.

    Returns
    -------
    Series of float
        Sum over the columns of weight times the standardised value (mean 0, standard deviation 1
        among these gaps); a column that does not vary adds 0. 0 is an average gap.

    Raises
    ------
    UnknownWord
        If a weight names a column that is not numeric evidence.

    Examples
    --------
    >>> gaps = pd.DataFrame({"shared_instances": [0, 2], "same_territory": [True, True]})
    >>> scored(gaps, {"shared_instances": 1, "same_territory": 1}).tolist()
    [-1.0, 1.0]
    """
    known = [c for c in gaps.columns if pd.api.types.is_numeric_dtype(gaps[c])]
    unknown = [column for column in weights if column not in known]
    if unknown:
        raise UnknownWord("error_unknown_weight", value=", ".join(unknown), known=", ".join(known))
    score = pd.Series(0.0, index=gaps.index)
    for column, weight in weights.items():
        values = gaps[column].astype("Float64").astype("float64")
        spread = values.std(ddof=0)
        if spread > 0:
            # an unknown value is worth the mean: it neither helps nor harms
            score += weight * ((values - values.mean()) / spread).fillna(0)
    return score
