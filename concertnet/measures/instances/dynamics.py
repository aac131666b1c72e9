"""What each instance adds to the others, and how instances open, last and close."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from concertnet.errors import MissingAttribute
from concertnet.hinges.arrays import ratio
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.grouping import column_of, with_groups
from concertnet.hinges.guards import require_dated, require_network
from concertnet.hinges.observed import observed_over_time, period_edges
from concertnet.hinges.sittings import actor_groups, sittings
from concertnet.measures.time.tenure import Tenure, tenure
from concertnet.records import Record
from concertnet.tables.cells.dates import Period
from concertnet.tables.cells.intervals import BEFORE, bounds

__all__ = ["InstanceDynamics", "instance_dynamics", "marginal_value"]


def marginal_value(net: NetworkLike, *, by: By = None) -> pd.DataFrame:
    """Count the pairs of different groups that only one instance brings together (instance grain).

    Parameters
    ----------
    net : Network
        The network. Select a date first (``net.at("2024-06-30")``): seats of all times count
        otherwise.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default sector.

    Returns
    -------
    DataFrame
        One row per instance, in their order: instance; actors (distinct, of known group); pairs of
        them; cross_pairs, pairs of different groups; sole_pairs, cross pairs that sit together in
        no other instance; sole_share = sole_pairs / cross_pairs (0: the others do without it, to
        1: it alone joins them; nan without any cross pair); unknown, actors of unknown group, left
        out. An instance of 30 actors makes 435 pairs: read `sole_share` beside `actors`.

    Raises
    ------
    NotComparable
        If `net` is no Network.
    MissingAttribute
        If the actors have no such column.

    References
    ----------
    .. [1] Breiger, R. L. (1974). The duality of persons and groups. Social Forces, 53(2), 181-190.
    .. [2] Berardo, R. and Lubell, M. (2016). Understanding what shapes a polycentric governance
       system. Public Administration Review, 76(5), 738-751.

    Examples
    --------
    >>> import concertnet as cn
    >>> table = marginal_value(cn.sample_network().latest())
    >>> bool((table["sole_pairs"] <= table["cross_pairs"]).all())
    True
    """
    from concertnet.kernels.pairs_co_seats import sole_pairs

    graph = actor_groups(net, by)
    held = sittings(net)
    known = graph.codes[held.member] >= 0
    unknown = held.keeping(~known).sizes
    held = held.keeping(known)
    count, k = len(held.instances), len(graph.groups)
    cells = held.instance.astype(np.int64) * k + graph.codes[held.member]
    of_group = np.bincount(cells, minlength=count * k).reshape(count, k)
    sizes = held.sizes
    cross = (sizes**2 - (of_group**2).sum(axis=1)) // 2
    *rows, _ = held.rows()
    sole, _ = sole_pairs(*rows, graph.codes, count)
    return pd.DataFrame(
        {
            "instance": held.instances,
            "actors": sizes,
            "pairs": sizes * (sizes - 1) // 2,
            "cross_pairs": cross,
            "sole_pairs": sole,
            "sole_share": ratio(sole, cross),
            "unknown": unknown,
        }
    )


@dataclass(frozen=True, eq=False, repr=False)
class InstanceDynamics(Record):
    """Opening and closing of instances over the observed period.

    Attributes
    ----------
    counts : DataFrame
        One row per group and period: the group, from_date and until_date (half-open; the first and
        the last periods are cut to the observation), opened and closed in it, alive at its last
        instant. From one period to the next, alive changes by opened minus closed.
    survival : Tenure
        How long instances last, by group: its `curve` is the share still open by age in days, those
        open at the end of the observation being censored, those older than it entering late.
    observed : Period
        The observed period.
    unknown : int
        Instances in force in it whose group is unknown, left out of both.
    undated : int
        Instances in force in it without a start: counted as there before it, and left out of
        `survival`.
    """

    counts: pd.DataFrame
    survival: Tenure
    observed: Period
    unknown: int
    undated: int


def instance_dynamics(
    net: NetworkLike, *, every: str = "YE", by: By = "origin"
) -> InstanceDynamics:
    """Count the instances opened, closed and alive in each period, and how long they last.

    Network grain. Bodies closed before the observation are seldom on file: nothing is counted
    outside it, and survival takes account of those that were there before it.

    Parameters
    ----------
    net : Network
        The network, with the dates of its instances.
    every : str
        A pandas frequency: ``"YE"`` years, ``"QE"`` quarters, ``"ME"`` months.
    by : str, mapping of instance to group, or None
        A column of the instances: origin, kind, tier, territory, theme... or groups of your own.
        None: all together.

    Returns
    -------
    InstanceDynamics
        Counts and survival; a median that the curve does not reach is nan.

    Raises
    ------
    NotComparable
        If `net` is no Network.
    OutsideObservation
        If the data, or the instances, have no dates at all, or the data cover a single day.
    MissingAttribute
        If the instances have no such column, or it is empty for all of them.
    UnknownWord
        If `every` is no frequency.

    References
    ----------
    .. [1] Bourque, D. (2008). Concertation et partenariat : entre levier et piège du développement
       des communautés. Presses de l'Université du Québec.
    .. [2] Kaplan, E. L. and Meier, P. (1958). Nonparametric estimation from incomplete
       observations. Journal of the American Statistical Association, 53(282), 457-481.

    Examples
    --------
    >>> import concertnet as cn
    >>> counts = instance_dynamics(cn.sample_network()).counts
    >>> counts.groupby("origin")["opened"].sum().to_dict()
    {'local_demand': ..., 'policy': ...}
    """
    require_network(net)
    observed = observed_over_time(net.observed)
    instances = with_groups(net.instances, by, "instance")
    by = column_of(by)
    columns = [c for c in instances.columns if c not in ("instance", "start", "end")]
    if by is not None and by not in columns:
        raise MissingAttribute("error_instance_column", name=str(by), known=", ".join(columns))
    require_dated(net, "instances")
    start, end = bounds(instances)
    edges = period_edges(observed, every)
    there = (start < end) & (start < edges[-1]) & (end > edges[0])
    if by is None:
        codes, groups = np.zeros(len(instances), dtype=np.int64), pd.Index([None], dtype=object)
    else:
        codes, groups = pd.factorize(instances[by], sort=True)
    if there.any() and (codes[there] < 0).all():
        filled = ", ".join(c for c in columns if instances[c].notna().any())
        raise MissingAttribute("error_instance_column", name=str(by), known=filled)
    rows = []
    for code, group in enumerate(groups):
        mine = there & (codes == code)
        opened, closed = (np.searchsorted(np.sort(side[mine]), edges) for side in (start, end))
        rows.append(
            pd.DataFrame(
                {
                    **({} if by is None else {by: group}),
                    "from_date": edges[:-1].astype("datetime64[us]"),
                    "until_date": edges[1:].astype("datetime64[us]"),
                    "opened": np.diff(opened),
                    "closed": np.diff(closed),
                    "alive": (opened - closed)[1:],
                }
            )
        )
    grouped = [] if by is None else [by]
    named = [*grouped, "from_date", "until_date", "opened", "closed", "alive"]
    counts = pd.concat(rows) if rows else pd.DataFrame(columns=named)
    counts = counts.sort_values(["from_date", *grouped], kind="stable", ignore_index=True)
    kept = there & (codes >= 0)
    spells = instances.loc[kept, ["instance", *grouped, "start", "end"]]
    spells = spells.rename(columns={"instance": "holder"})
    return InstanceDynamics(
        counts,
        tenure(spells, observed=observed, by=by),
        observed,
        int((there & (codes < 0)).sum()),
        int((there & (start == BEFORE)).sum()),
    )
