"""Correlation of ties with a covariate of pairs, tested by permuted actors (QAP)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.door import GraphLike
from concertnet.hinges.grouping import some
from concertnet.hinges.guards import Seed
from concertnet.measures.chance.against_chance import Chance
from concertnet.measures.inference._permuted import (
    at_least,
    orders_within,
    products_permuted,
)
from concertnet.measures.inference.mrqap import require_independent
from concertnet.measures.inference.pair_covariates import Covariate, pair_data

__all__ = ["qap_correlation"]


def qap_correlation(
    graph: GraphLike,
    *,
    other: Covariate,
    strata: str | None = None,
    draws: int = 4999,
    seed: Seed = 0,
) -> Chance:
    """Correlate ties with what is known of pairs, tested by permuted actors (QAP; pair grain).

    It answers "are the two patterns more alike than if actors had stood anywhere in one of them?".
    In a directed graph pairs are ordered.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network.
    other : str, Network, networkx graph, GroupedGraph or DataFrame
        What ties are compared with: a ready word of one term, another network or a square table, as
        in `mrqap`.
    strata : str, optional
        Attribute of the actors: they are permuted only among those that have the same.
    draws : int
        Orders of the actors drawn, at least 1; up to 7 actors, every order is taken.
    seed : int or numpy.random.Generator
        Same seed, same draws.

    Returns
    -------
    Chance
        observed: Pearson's correlation over pairs, -1 to 1, 0 is neutral; nan where ties do not
        vary. expected: 0, exactly, and the mean of the draws with strata. sd, low, high: of the
        draws. p_value: two-sided, (1 + draws at least as far from 0) / (1 + draws), or the share
        of every order. draws, drawn: their number and how often each value came.

    Raises
    ------
    NotComparable
        If `other` makes several terms or is constant over pairs; or as in `mrqap`.
    UnknownWord, MissingAttribute
        As in `mrqap`.

    References
    ----------
    .. [1] Krackhardt, D. (1988). Predicting with networks: nonparametric multiple regression
       analysis of dyadic data. Social Networks, 10(4), 359-381.
    .. [2] Hubert, L. J. (1987). Assignment Methods in Combinatorial Data Analysis. Marcel Dekker.

    Examples
    --------
    >>> import networkx as nx
    >>> found = qap_correlation(nx.karate_club_graph(), other="same_club", draws=999, seed=1)
    >>> round(found.observed, 4), found.p_value
    (0.3008, 0.001)
    """
    name = other if isinstance(other, str) else "other"
    data = pair_data(graph, {name: other})
    if len(data.names) != 1:
        raise NotComparable("error_one_term", name=name, terms=some(data.names))
    require_independent(data)
    order, every = orders_within(graph, data, strata=strata, draws=draws, seed=seed)
    y, x = data.ties - data.ties.mean(), data.columns[0] - data.columns[0].mean()
    length = float(np.sqrt((x @ x) * (y @ y)))
    if not np.ptp(data.ties):
        nan = float("nan")
        return Chance(nan, nan, nan, nan, nan, nan, 0, _distribution(np.empty(0)))
    observed = float(x @ y) / length
    drawn = products_permuted(x[None], y[None], order, data)[:, 0, 0] / length
    extreme = int(at_least(drawn, np.array(observed)).sum())
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Chance(
        observed=observed,
        expected=0.0 if strata is None else float(drawn.mean()),
        sd=float(drawn.std(ddof=0 if every else 1)) if len(drawn) > 1 else float("nan"),
        low=float(low),
        high=float(high),
        p_value=extreme / len(drawn) if every else (1 + extreme) / (1 + len(drawn)),
        draws=len(drawn),
        drawn=_distribution(drawn),
    )


def _distribution(values: np.ndarray) -> pd.DataFrame:
    # to 12 decimals: values that differ by the order of a sum are one
    value, draws = np.unique(np.round(values, 12), return_counts=True)
    return pd.DataFrame({"value": value, "draws": draws})
