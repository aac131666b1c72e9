"""The score that orders missing links: a sum of visible columns, each with its weight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import NotComparable, UnknownWord

__all__ = [
    "INSTANCE_WEIGHTS",
    "PAIR_WEIGHTS",
    "ROUNDING",
    "WEIGHTINGS",
    "checked",
    "is_supported",
    "moments",
    "scored",
    "standardised",
    "summed",
]

# Found by hiding known ties and looking for them (benchmarks/gaps.py), not by taste: a territory in
# common is shown, but none of the networks at hand lets its weight be measured.
PAIR_WEIGHTS: Mapping[str, float] = {
    "resource_allocation": 2.0,
    "expected": 1.0,
    "sector_affinity": 1.0,
    "looser_tie": 1.0,
    "shared_instances": 0.5,
}
# A standard deviation below this part of the mean comes from rounding: the column does not vary.
ROUNDING = 1e-6
INSTANCE_WEIGHTS: Mapping[str, float] = {"linked": 1.0, "seats": 1.0}

# Among which `fit_weights` chooses: the default, then leanings of it.
WEIGHTINGS: Mapping[str, Mapping[str, float]] = {
    "default": PAIR_WEIGHTS,
    "partners": {**PAIR_WEIGHTS, "resource_allocation": 4.0},
    "numbers_of_ties": {**PAIR_WEIGHTS, "expected": 3.0},
    "affinity": {**PAIR_WEIGHTS, "sector_affinity": 3.0},
    "instances": {**PAIR_WEIGHTS, "shared_instances": 2.0},
    "territory": {**PAIR_WEIGHTS, "same_territory": 1.0},
}


def checked(weights: Mapping[str, float], columns: list[str]) -> dict[str, float]:
    """Return the weights that are not 0, if they are numbers and name columns of evidence.

    Raises
    ------
    UnknownWord
        If a weight names another column.
    NotComparable
        If the weights are no mapping, one is not a finite number, or all of them are 0.
    """
    if not isinstance(weights, Mapping):
        raise NotComparable("error_weights_shape", given=type(weights).__name__)
    unknown = [str(column) for column in weights if column not in columns]
    if unknown:
        raise UnknownWord(
            "error_unknown_weight", value=", ".join(unknown), known=", ".join(columns)
        )
    numbers = pd.to_numeric(pd.Series(weights, dtype=object), errors="coerce").astype(float)
    if not np.isfinite(numbers).all() or not numbers.any():
        given = ", ".join(f"{column}={value}" for column, value in weights.items()) or "–"
        raise NotComparable("error_weights", given=given)
    return {str(column): float(value) for column, value in numbers.items() if value}


def is_supported(pairs: pd.DataFrame) -> pd.Series:
    """Say which pairs share a partner or an instance, or have a looser tie."""
    return (
        (pairs["shared_partners"] > 0) | (pairs["shared_instances"] > 0) | (pairs["looser_tie"] > 0)
    )


def moments(gaps: pd.DataFrame) -> pd.DataFrame:
    """Return the mean and the standard deviation of each column of evidence.

    Parameters
    ----------
    gaps : DataFrame
        Gaps of one kind.

    Returns
    -------
    DataFrame
        Indexed by column: mean, sd. Unknown values are left out.
    """
    both = np.array([_mean_and_sd(_numbers(gaps[column])) for column in gaps]).reshape(-1, 2)
    return pd.DataFrame(both, index=gaps.columns, columns=["mean", "sd"])


def scored(
    gaps: pd.DataFrame, weights: Mapping[str, float], *, among: pd.DataFrame | None = None
) -> pd.Series:
    """Return the score of each gap.

    Parameters
    ----------
    gaps : DataFrame
        Gaps of one kind, with their columns of evidence.
    weights : mapping of column to float
        Weight of each column.
    among : DataFrame, optional
        Mean and sd of each column (`moments`) among all gaps of the kind, where `gaps` holds only
        some; by default those of `gaps`.

    Returns
    -------
    Series of float
        Sum over the columns of weight times the standardised value (mean 0, standard deviation 1
        among the gaps), to 9 decimals; a column that does not vary adds 0. 0 is an average gap.

    Raises
    ------
    UnknownWord
        If a weight names a column that is not numeric evidence.
    NotComparable
        If a weight is not a finite number, or all of them are 0.

    Examples
    --------
    >>> gaps = pd.DataFrame({"shared_instances": [0, 2], "same_territory": [True, True]})
    >>> scored(gaps, {"shared_instances": 1, "same_territory": 1}).tolist()
    [-1.0, 1.0]
    """
    known = [str(c) for c in gaps.columns if pd.api.types.is_numeric_dtype(gaps[c])]
    wanted = checked(weights, known)
    score = summed(standardised(gaps, list(wanted), among=among), wanted)
    return pd.Series(score, index=gaps.index)


def standardised(
    gaps: pd.DataFrame, columns: Iterable[str], *, among: pd.DataFrame | None = None
) -> Mapping[str, npt.NDArray[np.float64]]:
    """Return columns at mean 0 and standard deviation 1, once for several weightings.

    Parameters
    ----------
    gaps, among : DataFrame
        As for `scored`.
    columns : iterable of str
        The columns.

    Returns
    -------
    mapping of column to ndarray
        An unknown value is 0, worth the mean: it neither helps nor harms. A column that does not
        vary is 0.
    """
    given = None if among is None else among[["mean", "sd"]].T.to_dict("list")
    found = {}
    for column in columns:
        values = _numbers(gaps[column])
        mean, sd = _mean_and_sd(values) if given is None else given[column]
        far = (values - mean) / sd if sd > 0 else np.zeros(len(values))
        found[column] = np.where(np.isnan(far), 0.0, far)
    return found


def summed(
    standard: Mapping[str, npt.NDArray[np.float64]], weights: Mapping[str, float]
) -> npt.NDArray[np.float64]:
    """Return the sum of standardised columns times their weights, to 9 decimals.

    Sums in another order differ in their last digits: equal gaps have equal scores.
    """
    score = sum((weight * standard[column] for column, weight in weights.items()), start=0.0)
    return np.round(score, 9)


def _mean_and_sd(values: npt.NDArray[np.float64]) -> tuple[float, float]:
    known = values[~np.isnan(values)]
    if not len(known):
        return np.nan, np.nan
    mean, sd = float(known.mean()), float(known.std())
    return mean, sd if sd > ROUNDING * abs(mean) else 0.0


def _numbers(column: pd.Series) -> npt.NDArray[np.float64]:
    """Return numbers, or true and false as 1 and 0; an unknown value as nan."""
    return column.to_numpy(dtype=float, na_value=float("nan"))
