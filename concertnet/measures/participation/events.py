"""How often things happen at instances, with an exact interval."""

from __future__ import annotations

import numpy as np
import pandas as pd

from concertnet.errors import MissingAttribute, UnknownWord
from concertnet.hinges.arrays import Counts, Values, positions, ratio
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.exposure import DAYS_PER_YEAR
from concertnet.hinges.grouping import column_of, with_groups
from concertnet.hinges.guards import require_network
from concertnet.hinges.observed import observed_over_time
from concertnet.hinges.spells import DAY_LENGTH
from concertnet.tables.cells.intervals import bounds, microseconds
from concertnet.tables.spec.schema import TABLES
from concertnet.words import Word, normalise, synonyms

__all__ = ["event_rate", "events_of"]


def event_rate(net: NetworkLike, *, kind: str, by: By = "instance") -> pd.DataFrame:
    """Count events of a kind per instance-year observed (instance grain, or groups of instances).

    Parameters
    ----------
    net : Network
        The network, over time, with its events.
    kind : str
        The kind of events (``"innovation"``, ``"controversy"``), in either language.
    by : str, mapping of instance to group, or None
        A column of the instances: instance, theme, territory, tier, origin, kind... or groups of
        your own. None: all together.

    Returns
    -------
    DataFrame
        A row per group: the column `by`; events, while the instance was there and observed; years,
        instance-years observed; rate = events / years (0 and up; nan without time observed); low,
        high, exact 95 % bounds of the rate (Garwood); outside, events of the kind out of the life
        of the instance or of the observation, left out.

    Raises
    ------
    NotComparable
        If `net` is no Network.
    OutsideObservation
        If the data have no dates at all, or cover a single day.
    MissingAttribute
        If the instances have no such column, or it is empty for all of them.
    UnknownWord
        If there is no such kind of events.

    References
    ----------
    .. [1] Garwood, F. (1936). Fiducial limits for the Poisson distribution. Biometrika 28(3/4),
       437-442, doi:10.1093/biomet/28.3-4.437.

    Examples
    --------
    >>> import concertnet as cn
    >>> net = cn.Network(
    ...     pd.DataFrame({"actor": ["a"]}), instances=pd.DataFrame({"instance": ["t"]}),
    ...     events=pd.DataFrame(
    ...         {"instance": ["t"], "date": ["2023-05-01"], "kind": ["innovation"]}),
    ...     observed=("2021", "2024"))
    >>> event_rate(net, kind="innovation").round(3)[["events", "years", "rate", "low", "high"]]
       events  years  rate    low   high
    0       1    4.0  0.25  0.006  1.393
    """
    require_network(net)
    observed = observed_over_time(net.observed)
    table = events_of(net, kind)
    instances = with_groups(net.instances, by, "instance")
    column = column_of(by)
    known = [c for c in instances.columns if c not in ("start", "end", "name")]
    if column is not None and column not in known:
        raise MissingAttribute("error_instance_column", name=str(by), known=", ".join(known))
    start, end = bounds(instances)
    first, last = microseconds(observed.start), microseconds(observed.end)
    start, end = np.maximum(start, first), np.minimum(end, last)
    years = np.maximum(end - start, 0) / DAY_LENGTH / DAYS_PER_YEAR
    at = positions(table["instance"], pd.Index(instances["instance"]))
    when = table["date"].to_numpy().astype("datetime64[us]").astype(np.int64)
    inside = (start[at] <= when) & (when < end[at])
    if column is None:
        code, groups = np.zeros(len(instances), dtype=np.int64), pd.Index([None], dtype=object)
    elif column == "instance":
        code, groups = np.arange(len(instances)), pd.Index(instances["instance"])
    else:
        code, groups = pd.factorize(instances[column], sort=True)
        if len(instances) and not len(groups):
            filled = ", ".join(c for c in known if instances[c].notna().any())
            raise MissingAttribute("error_instance_column", name=str(by), known=filled)
    k = len(groups)

    def count(rows: np.ndarray) -> Counts:
        of = code[at[rows]]
        return np.bincount(of[of >= 0], minlength=k)

    n = count(inside)
    time = np.bincount(code[code >= 0], weights=years[code >= 0], minlength=k)
    low, high = _poisson_bounds(n)
    frame = pd.DataFrame(
        {
            "events": n,
            "years": time,
            "rate": ratio(n, time),
            "low": ratio(low, time),
            "high": ratio(high, time),
            "outside": count(~inside),
        },
        index=range(k),
    )
    if column is not None:
        frame.insert(0, column, groups)
    return frame


def events_of(net: NetworkLike, kind: str) -> pd.DataFrame:
    """Return the events of a kind, the instance and the date of each.

    Raises
    ------
    UnknownWord
        If the kind is neither a usual one nor that of an event.
    """
    table = net.tables["events"]
    usual = TABLES["events"]["kind"].values
    held = set(table["kind"].dropna())
    meant = kind
    if kind not in held:
        meant = next((one for one in usual if normalise(str(kind)) in synonyms(one)), kind)
    if meant not in held and meant not in usual:
        known = (*map(Word, usual), *sorted(held - set(usual)))
        raise UnknownWord("error_unknown_value", column="kind", value=str(kind), known=known)
    return table.loc[table["kind"] == meant, ["instance", "date"]].reset_index(drop=True)


def _poisson_bounds(n: Counts, level: float = 0.95) -> tuple[Values, Values]:
    """Return the exact bounds of the mean of counts: quantiles of chi-square, as gamma's."""
    from scipy.special import gammaincinv

    tail = (1 - level) / 2
    low = np.where(n > 0, gammaincinv(np.maximum(n, 1), tail), 0.0)
    return low, gammaincinv(n + 1, 1 - tail)
