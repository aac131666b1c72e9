"""What each sector thinks of one of them, beside what that one thinks of itself."""

from __future__ import annotations

import numpy as np
import pandas as pd

from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.grouping import sector_meant
from concertnet.hinges.guards import Seed, generator, require_rows, whole_number
from concertnet.hinges.ratings import ratings
from concertnet.measures.answer_rows import table_of_rows
from concertnet.measures.perceptions._asked import dimension_asked
from concertnet.measures.perceptions._cells import ALIKE, FEW, SHOWN, cells_of_ratings, reasons
from concertnet.measures.spread.between_groups import between_groups

__all__ = ["perception_gap"]

_NAN = float("nan")


def perception_gap(
    net: NetworkLike,
    *,
    rated: str,
    dimension: str,
    by: By = None,
    min_raters: int = 3,
    draws: int = 999,
    seed: Seed = 0,
    wave: str | None = None,
) -> pd.DataFrame:
    """Compare what each group thinks of one of them with its own view of itself (group grain).

    *gap* is the mean of the rater group less the rated group's own view. *contrast* sets each rater
    against itself: the mean, over raters of the group who rated others too, of what it gives to
    this group less what it gives to the others, so that lenient and severe raters weigh alike.

    Parameters
    ----------
    net : Network
        The network, with its table of perceptions.
    rated : str
        The group that is rated, such as ``"private"``.
    dimension : str
        What is rated, such as ``"legitimacy"``, ``"trust"``.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default sector.
    min_raters : int
        The fewest raters that are shown.
    draws : int
        Shuffles of the raters' groups for p, where they cannot all be looked at.
    seed : int or numpy.random.Generator
        Same seed, same p.
    wave : str, optional
        The wave; by default the last one.

    Returns
    -------
    DataFrame
        A row per rater group: rater_group, mean, own_view, gap and contrast (from -(high - low) to
        high - low, 0 no difference; nan where a side is hidden or there is none), raters,
        contrast_raters, sector_share, expected and p_value (of the raters' means, over the groups
        that are shown: the same in all rows), hidden (why the mean is), own_hidden (why the own
        view is), contrast_hidden, caution.

    Raises
    ------
    MissingAttribute
        If there is no perception, or no actor has the attribute.
    UnknownWord
        If nobody rates this dimension, or there is no such group or wave.

    References
    ----------
    .. [1] Provan, K. G. and Milward, H. B. (2001). Do networks really work? A framework for
       evaluating public-sector organizational networks. Public Administration Review 61(4),
       414-423, doi:10.1111/0033-3352.00045.
    .. [2] Rizzo, M. L. and Székely, G. J. (2010). DISCO analysis: a nonparametric extension of
       analysis of variance. Annals of Applied Statistics, 4(2), 1034-1055, doi:10.1214/09-AOAS245.

    Examples
    --------
    >>> import concertnet as cn
    >>> sectors = ["community"] * 3 + ["private"] * 3
    >>> given = pd.DataFrame(
    ...     {"rater": list("abcpqr"), "rated": list("ppqqpp"), "score": [1, 2, 3, 4, 3, 4]})
    >>> net = cn.Network(
    ...     pd.DataFrame({"actor": list("abcpqr"), "sector": sectors}),
    ...     perceptions=given.assign(dimension="legitimacy"))
    >>> gap = perception_gap(net, rated="private", dimension="legitimacy").set_index("rater_group")
    >>> round(gap.loc["community", "gap"], 3)
    np.float64(-1.667)
    """
    require_rows(net, "perceptions", "rater", "rated", "dimension", "score")
    least = whole_number(min_raters, name="min_raters", least=1)
    draws = whole_number(draws, name="draws", least=0)
    random = generator(seed)
    given = ratings(net, by, wave)
    place, groups = dimension_asked(given, dimension), given.graph.groups
    h = groups.index(sector_meant(rated, groups, by=given.graph.by or "sector"))
    cells = cells_of_ratings(given, least)
    k = len(groups)
    hidden, mean = cells.hidden[place, :, h], cells.mean[place, :, h]
    # the raters of the shown cells of the column
    g_of = cells.cell // k % k
    mine = (cells.cell // (k * k) == place) & (cells.cell % k == h) & (hidden[g_of] == SHOWN)
    units = np.arange(int(mine.sum()))
    apart = between_groups(
        cells.means[mine], np.ones(len(units)), units, g_of[mine], draws=draws, random=random
    )
    rows = []
    for g, group in enumerate(groups):
        shown, own = hidden[g] == SHOWN, hidden[h] == SHOWN
        contrast_shown = cells.contrast_hidden[place, g, h] == SHOWN
        raters = int(cells.raters[place, g, h])
        cautions = ["own_raters"] if shown and 0 < raters < given.could[g] else []
        cautions += {FEW: ["few_raters"], ALIKE: ["alike"]}.get(int(hidden[g]), [])
        cautions += [] if given.declared[place] else ["no_scale"]
        of_group, of_own = (float(mean[x]) if ok else _NAN for x, ok in ((g, shown), (h, own)))
        rows.append(
            {
                "rater_group": group,
                "mean": of_group,
                "own_view": of_own,
                "gap": of_group - of_own,
                "contrast": float(cells.contrast[place, g, h]) if contrast_shown else _NAN,
                "raters": raters,
                "contrast_raters": int(cells.contrast_raters[place, g, h]),
                "sector_share": apart.share,
                "expected": apart.expected,
                "p_value": apart.p_value,
                "hidden": reasons(hidden[g]),
                "own_hidden": reasons(hidden[h]),
                "contrast_hidden": reasons(cells.contrast_hidden[place, g, h]),
                "caution": "; ".join(cautions) or None,
            }
        )
    return table_of_rows("perception_gap", rows)
