"""What members of each sector think of the actors of each sector."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from concertnet.hinges.arrays import Values
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.guards import require_rows, whole_number
from concertnet.hinges.ratings import ratings
from concertnet.measures.answer_rows import table_of_rows
from concertnet.measures.perceptions._asked import dimension_asked
from concertnet.measures.perceptions._cells import SHOWN, cells_of_ratings, reasons
from concertnet.measures.spread.steps import quantiles_of

__all__ = ["perception_scores"]

_NAN = float("nan")


def perception_scores(
    net: NetworkLike,
    *,
    dimension: str | None = None,
    by: By = None,
    min_raters: int = 3,
    wave: str | None = None,
) -> pd.DataFrame:
    """Describe the scores that members of each group give to actors of each group (group grain).

    Each rater weighs the same, however many actors it rates: a cell is the mean, over raters, of
    the mean of a rater's scores to actors of the rated group. What an actor says of itself is left
    out, as are scores given to persons. *trust* is the mean of openness, reliability and mission,
    *value* that of power, involvement and resources, where all three are there.

    A cell of fewer than `min_raters` raters is hidden, as is one whose raters all give the same
    (which would tell each one's score), and whatever would let one of them be solved.

    Parameters
    ----------
    net : Network
        The network, with its table of perceptions.
    dimension : str, optional
        One dimension, or ``"trust"`` or ``"value"``; by default all of them.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default sector.
    min_raters : int
        The fewest raters that are shown: 3 among members, 5 for a file that leaves the network.
    wave : str, optional
        The wave; by default the last one.

    Returns
    -------
    DataFrame
        A row per dimension, rater group and rated group: dimension, rater_group, rated_group, mean
        (on the declared scale; nan where there is no score, or it is hidden), q1, median, q3 (of
        raters; nan below twice the minimum: beside the mean, the median of three would tell one
        of them what the two others gave), raters, rated, scores, could (actors of the rater
        group that answered), self_ratings (of actors of the rater group, left out), unknown
        (scores from or to actors of unknown group: left out), scale_min, scale_max, hidden
        (``"few"``, ``"alike"``, ``"complement"``; missing where it is shown), caution (keys joined
        by ``"; "``, each ``caution_KEY``).

    Raises
    ------
    MissingAttribute
        If there is no perception, or no actor has the attribute.
    UnknownWord
        If nobody rates this dimension, or there is no such wave.

    References
    ----------
    .. [1] Provan, K. G. and Milward, H. B. (2001). Do networks really work? A framework for
       evaluating public-sector organizational networks. Public Administration Review 61(4),
       414-423, doi:10.1111/0033-3352.00045.

    Examples
    --------
    >>> import concertnet as cn
    >>> sectors = ["community"] * 3 + ["private"]
    >>> actors = pd.DataFrame({"actor": list("abcp"), "sector": sectors})
    >>> given = pd.DataFrame(
    ...     {"rater": ["a", "b", "c"], "rated": "p", "dimension": "legitimacy", "score": [1, 2, 3]})
    >>> found = perception_scores(cn.Network(actors, perceptions=given))
    >>> found.set_index(["rater_group", "rated_group"]).loc[("community", "private"), "mean"]
    np.float64(2.0)
    """
    require_rows(net, "perceptions", "rater", "rated", "dimension", "score")
    least = whole_number(min_raters, name="min_raters", least=1)
    given = ratings(net, by, wave)
    asked = None if dimension is None else dimension_asked(given, dimension)
    cells = cells_of_ratings(given, least)
    groups, k = given.graph.groups, len(given.graph.groups)
    order = np.argsort(cells.cell, kind="stable")
    means = np.split(cells.means[order], np.cumsum(cells.raters.ravel())[:-1]) if k else []
    rows: list[dict[str, Any]] = []
    for place, name in enumerate(given.dimensions):
        if asked is not None and place != asked:
            continue
        for g, one in enumerate(groups):
            for h, other in enumerate(groups):
                at = (place, g, h)
                shown = cells.hidden[at] == SHOWN
                raters = int(cells.raters[at])
                quartiles = [_NAN, _NAN, _NAN]
                if shown and raters >= 2 * least:
                    quartiles = _quartiles(means[(place * k + g) * k + h])
                few = 0 < raters < given.could[g] and shown
                cautions = ["own_raters"] if few else []
                cautions += [] if given.declared[place] or not raters else ["no_scale"]
                rows.append(
                    {
                        "dimension": name,
                        "rater_group": one,
                        "rated_group": other,
                        "mean": float(cells.mean[at]) if shown else _NAN,
                        **dict(zip(("q1", "median", "q3"), quartiles, strict=True)),
                        "raters": raters,
                        "rated": int(cells.rated[at]),
                        "scores": int(cells.scores[at]),
                        "could": int(given.could[g]),
                        "self_ratings": int(given.own[place, g]) if g == h else 0,
                        "unknown": int(cells.unknown[place]),
                        "scale_min": given.scales[place, 0],
                        "scale_max": given.scales[place, 1],
                        "hidden": reasons(cells.hidden[at]),
                        "caution": "; ".join(cautions) or None,
                    }
                )
    return table_of_rows("perception_scores", rows)


def _quartiles(means: Values) -> list[float]:
    steps, counts = np.unique(means, return_counts=True)
    return quantiles_of(steps, counts.astype(float), (0.25, 0.5, 0.75))
