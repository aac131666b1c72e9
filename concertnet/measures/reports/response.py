"""Who was asked, and who answered."""

from __future__ import annotations

import numpy as np
import pandas as pd

from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.grouping import labels_of
from concertnet.hinges.guards import require_rows
from concertnet.hinges.respondents import answer_counts

__all__ = ["response_rate"]


def response_rate(net: NetworkLike, *, by: By = None, wave: str | None = None) -> pd.DataFrame:
    """Count who was asked and who answered (group grain).

    Parameters
    ----------
    net : Network
        The network, with its table of respondents.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default sector.
    wave : str, optional
        The wave of the survey; by default the last one.

    Returns
    -------
    DataFrame, shape (k, 4)
        A row per group, in their usual order: asked, complete, partial (counts), response_rate
        (0 to 1: complete or partial over asked; nan where nobody was asked). An actor counts once,
        by the fullest answer of its persons; those whose group is unknown are left out.

    Raises
    ------
    NotComparable
        If nobody was asked.
    UnknownWord
        If there is no such wave.

    References
    ----------
    .. [1] Kossinets, G. (2006). Effects of missing data in social networks. Social Networks 28(3),
       247-268, doi:10.1016/j.socnet.2005.07.002.

    Examples
    --------
    >>> import concertnet as cn
    >>> net = cn.Network(
    ...     pd.DataFrame({"actor": ["a", "b", "c"], "sector": ["private", "private", "community"]}),
    ...     respondents=pd.DataFrame(
    ...         {"actor": ["a", "b", "c"], "answered": ["complete", "none", "partial"]}))
    >>> response_rate(net)
               asked  complete  partial  response_rate
    sector
    community      1         0        1            1.0
    private        2         1        0            0.5
    """
    require_rows(net, "respondents", "actor", "answered")
    found = answer_counts(net, by, wave)
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = (found.complete + found.partial) / found.asked
    counts = {"asked": found.asked, "complete": found.complete, "partial": found.partial}
    return pd.DataFrame(counts | {"response_rate": rate}, index=labels_of(found.groups, found.by))
