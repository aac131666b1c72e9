"""What is thought of each actor, and of those who think of one another."""

from __future__ import annotations

import numpy as np
import pandas as pd

from concertnet.hinges.door import NetworkLike
from concertnet.hinges.guards import require_rows, whole_number
from concertnet.hinges.ratings import Ratings, ratings
from concertnet.measures.answer_rows import table_of_rows
from concertnet.measures.perceptions._asked import dimension_asked
from concertnet.measures.perceptions._cells import (
    COMPLEMENT,
    SHOWN,
    reasons,
    scores_made_of,
    why_hidden,
)
from concertnet.measures.spread.hiding import protected

__all__ = ["actor_perception", "perception_reciprocity"]

_NAN = float("nan")
_EQUAL = 1e-9


def actor_perception(
    net: NetworkLike, *, min_raters: int = 3, wave: str | None = None
) -> pd.DataFrame:
    """Compute the mean score that each organisation receives from the others (actor grain).

    Over all raters together. Never publish it beside `perception_scores`: the difference of the two
    would be a sector that is hidden. Persons have no row.

    Parameters
    ----------
    net : Network
        The network, with its table of perceptions.
    min_raters : int
        The fewest raters that are shown.
    wave : str, optional
        The wave; by default the last one.

    Returns
    -------
    DataFrame
        A row per organisation and dimension that is rated, in the order of the actors: actor,
        dimension, mean (on the declared scale; nan where nobody rated it, or it is hidden), raters,
        hidden (``"few"``, ``"alike"``, ``"complement"``; missing where it is shown).

    Raises
    ------
    MissingAttribute
        If there is no perception.
    UnknownWord
        If there is no such wave.

    References
    ----------
    .. [1] Provan, K. G. and Milward, H. B. (2001). Do networks really work? A framework for
       evaluating public-sector organizational networks. Public Administration Review 61(4),
       414-423, doi:10.1111/0033-3352.00045.

    Examples
    --------
    >>> import concertnet as cn
    >>> given = pd.DataFrame(
    ...     {"rater": ["a", "b", "c"], "rated": "d", "dimension": "openness", "score": [1, 2, 4]})
    >>> net = cn.Network(pd.DataFrame({"actor": list("abcd")}), perceptions=given)
    >>> actor_perception(net).set_index("actor")["mean"].round(2).to_dict()
    {'a': nan, 'b': nan, 'c': nan, 'd': 2.33}
    """
    require_rows(net, "perceptions", "rater", "rated", "dimension", "score")
    least = whole_number(min_raters, name="min_raters", least=1)
    given = ratings(net, dict.fromkeys(net.actors["actor"], "all"), wave)
    n, d = given.graph.n, len(given.dimensions)
    cell = given.rated * d + given.dimension
    raters = np.bincount(cell, minlength=n * d)
    mean = np.bincount(cell, given.score, minlength=n * d) / np.where(raters > 0, raters, np.nan)
    hidden = why_hidden(given.score, cell, raters, least)
    _protect(given, cell, raters, hidden)
    kind = net.actors_now().set_index("actor")["kind"]
    rows = [
        {
            "actor": actor,
            "dimension": name,
            "mean": float(mean[at]) if hidden[at] == SHOWN else _NAN,
            "raters": int(raters[at]),
            "hidden": reasons(hidden[at]),
        }
        for place, actor in enumerate(given.graph.actors)
        if kind.get(actor) != "person"
        for at, name in enumerate(given.dimensions, start=place * d)
    ]
    return table_of_rows("actor_perception", rows)


def _protect(given: Ratings, cell: np.ndarray, raters: np.ndarray, hidden: np.ndarray) -> None:
    """Hide, in place, what would let a hidden mean of an actor be solved from its other ones."""
    from scipy.sparse import csr_array

    d = len(given.dimensions)
    if not given.composites:  # no mean of an actor is then made of others
        return
    made_of = scores_made_of(given, given.dimension, given.rater, given.rated)
    means = csr_array(
        (1 / raters[cell], (cell, np.arange(len(cell)))), shape=(len(raters), len(cell))
    )
    means = (means @ made_of).tocsr()
    composite = np.array([name in given.composites for name in given.dimensions])
    for actor in np.unique(np.flatnonzero(hidden) // d):
        mine = np.flatnonzero(raters[actor * d : (actor + 1) * d]) + actor * d
        if not (hidden[mine] == SHOWN).any():
            continue
        rows = means[mine]
        numbers = rows[:, np.unique(rows.indices)].toarray()
        cost = np.where(composite[mine % d], 1.0, 2.0)
        out = protected(numbers, hidden[mine] > 0, cost)
        hidden[mine[out & (hidden[mine] == SHOWN)]] = COMPLEMENT


def perception_reciprocity(
    net: NetworkLike,
    *,
    dimension: str | None = None,
    min_raters: int = 3,
    wave: str | None = None,
) -> pd.DataFrame:
    """Say how alike two actors who rate each other see each other (network grain).

    Parameters
    ----------
    net : Network
        The network, with its table of perceptions.
    dimension : str, optional
        One dimension, or ``"trust"`` or ``"value"``; by default all of them.
    min_raters : int
        The fewest pairs that are shown.
    wave : str, optional
        The wave; by default the last one.

    Returns
    -------
    DataFrame
        A row per dimension: dimension, pairs (that rate each other), within_step_share (0 to 1: of
        these, those whose two scores are one step apart or less; nan with fewer pairs than the
        minimum), mean_difference (the mean distance between the two, 0 or more; nan alike).

    Raises
    ------
    MissingAttribute
        If there is no perception.
    UnknownWord
        If nobody rates this dimension, or there is no such wave.

    References
    ----------
    .. [1] Ready, E. and Power, E. A. (2021). Measuring reciprocity: double sampling, concordance,
       and network construction. Network Science, 9(4), 387-402, doi:10.1017/nws.2021.18.

    Examples
    --------
    >>> import concertnet as cn
    >>> rows = [("a", "b", 4), ("b", "a", 3), ("a", "c", 4), ("c", "a", 1), ("b", "c", 2)]
    >>> rows.append(("c", "b", 2))
    >>> given = pd.DataFrame(rows, columns=["rater", "rated", "score"]).assign(dimension="mission")
    >>> net = cn.Network(pd.DataFrame({"actor": list("abc")}), perceptions=given)
    >>> perception_reciprocity(net)["within_step_share"].round(3).tolist()
    [0.667]
    """
    require_rows(net, "perceptions", "rater", "rated", "dimension", "score")
    least = whole_number(min_raters, name="min_raters", least=1)
    given = ratings(net, dict.fromkeys(net.actors["actor"], "all"), wave)
    asked = None if dimension is None else dimension_asked(given, dimension)
    n = max(given.graph.n, 1)
    rows = []
    for place, name in enumerate(given.dimensions):
        if asked is not None and place != asked:
            continue
        of = given.dimension == place
        one, other, score = given.rater[of], given.rated[of], given.score[of]
        there, back = pd.Index(one * n + other), other * n + one
        at = there.get_indexer(pd.Index(back))
        mutual = (at >= 0) & (one < other)
        apart = np.abs(score[mutual] - score[at[mutual]])
        shown = len(apart) >= least
        rows.append(
            {
                "dimension": name,
                "pairs": len(apart),
                "within_step_share": float((apart <= 1 + _EQUAL).mean()) if shown else _NAN,
                "mean_difference": float(apart.mean()) if shown else _NAN,
            }
        )
    return table_of_rows("perception_reciprocity", rows)
