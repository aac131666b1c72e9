"""Whether both sides of a tie report it, and at which level."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import pandas as pd

from concertnet.hinges.arrays import ratio
from concertnet.hinges.arrow_reports import arrow_reports
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import named
from concertnet.hinges.reports import REPORT_STATUSES, Reports, reports
from concertnet.hinges.respondents import ANSWERED
from concertnet.hinges.sittings import actor_groups
from concertnet.measures.reports.krippendorff import krippendorff_alpha
from concertnet.records import Record

__all__ = [
    "Confirmation",
    "actor_recognition",
    "confirmation",
    "level_symmetry",
    "reports_by_groups",
]


@dataclass(frozen=True, eq=False, repr=False)
class Confirmation(Record):
    """Which ties both sides report.

    Attributes
    ----------
    pairs : DataFrame
        One row per pair of which a side reports a tie: actor, other, group, other_group,
        actor_says, other_says (rank of the level plus 1; 0, answered and no relation; nan, not
        known), status (``"confirmed"``, ``"unconfirmed"``, ``"unverifiable"``), discordant
        (confirmed, at two levels).
    groups : DataFrame
        One row per pair of groups that has such a pair: group, other_group, confirmed, discordant,
        unconfirmed, unverifiable, confirmed_share (confirmed / (confirmed + unconfirmed)).
    share : float
        confirmed / (confirmed + unconfirmed) over all pairs (0 to 1); nan without any.
    alpha : float
        Krippendorff's ordinal alpha of the two levels of confirmed pairs; nan where they do not
        vary.
    unknown : int
        Ties that say of nobody who reports them: left out.
    inferred : bool
        Whether who answered is read from who reports, rates or answers: no table says it.
    question : str
        The directed question; empty for ties. Pairs are then arrows: actor is the source, other
        the target, what they say is 1 (yes), 0 (no) or nan; groups go from group to other_group;
        discordant arrows are confirmed in other words; alpha is nan.
    """

    pairs: pd.DataFrame
    groups: pd.DataFrame
    share: float
    alpha: float
    unknown: int
    inferred: bool
    question: str = ""


def confirmation(
    net: NetworkLike, *, by: By = None, wave: str | None = None, question: str | None = None
) -> Confirmation:
    """Compare what both sides of each tie report (pair and group grain).

    A pair is *confirmed* when both sides report a tie, *unconfirmed* when the other side answered
    and said no, *unverifiable* when what it would say is not known: it was not asked, did not
    answer, left the line empty.

    Of a directed question (*we refer people to it*), each arrow is compared: its source says it
    where the question was asked so, its target where it was asked from the other end (*it refers
    people to us*). An end that nobody was asked from says nothing that is known.

    Parameters
    ----------
    net : Network
        The network, whose ties say who reports them. Select the date of the survey first.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default sector.
    wave : str, optional
        The wave of the respondents; by default the last one.
    question : str, optional
        A directed question (table ``directed``); by default the ties.

    Returns
    -------
    Confirmation
        Pairs, counts by pair of groups, the share confirmed (0 to 1; nan where nothing can be
        verified).

    Raises
    ------
    MissingAttribute
        If no tie says who reports it.
    UnknownWord
        If there is no such wave or question.

    References
    ----------
    .. [1] Ready, E. and Power, E. A. (2021). Measuring reciprocity: double sampling, concordance,
       and network construction. Network Science, 9(4), 387-402, doi:10.1017/nws.2021.18.
    .. [2] Frey, B. B., Lohmeier, J. H., Lee, S. W. and Tollefson, N. (2006). Measuring
       collaboration among grant partners. American Journal of Evaluation, 27(3), 383-392,
       doi:10.1177/1098214006290356.

    Examples
    --------
    >>> import concertnet as cn
    >>> ties = pd.DataFrame(
    ...     [["a", "b", "concertation", "a"], ["a", "b", "partnership", "b"],
    ...      ["a", "c", "collaboration", "a"]],
    ...     columns=["source", "target", "level", "reported_by"])
    >>> net = cn.Network(
    ...     pd.DataFrame({"actor": list("abc")}), ties,
    ...     respondents=pd.DataFrame({"actor": list("abc"), "answered": ["complete"] * 3}))
    >>> found = confirmation(net)
    >>> found.share, found.pairs["status"].tolist()
    (0.5, ['confirmed', 'unconfirmed'])
    """
    if question is None:
        graph, said = _reports(net, by, wave)
    else:
        graph, said = actor_groups(net, by), arrow_reports(net, question, wave)
    pairs = _with_groups(said.pairs, graph)
    pairs = pairs[["actor", "other", "group", "other_group", "actor_says", "other_says",
                   "status", "discordant"]]  # fmt: skip
    counts = pairs["status"].value_counts()
    both = pairs[pairs["status"] == "confirmed"]
    confirmed, unconfirmed = (counts.get(one, 0) for one in ("confirmed", "unconfirmed"))
    return Confirmation(
        pairs,
        _by_groups(pairs, graph, directed=question is not None),
        float(ratio(confirmed, confirmed + unconfirmed)),
        krippendorff_alpha(both[["actor_says", "other_says"]].to_numpy()),
        said.unattributed,
        said.respondents.inferred,
        question or "",
    )


def _reports(net: NetworkLike, by: By, wave: str | None) -> tuple[GroupedGraph, Reports]:
    graph = actor_groups(net, by)
    return graph, reports(net, wave)


def _with_groups(pairs: pd.DataFrame, graph: GroupedGraph) -> pd.DataFrame:
    codes = pd.Series(graph.codes, index=graph.actors)
    groups = {
        column: named(graph.groups, codes.reindex(pairs[side]).to_numpy())
        for column, side in (("group", "actor"), ("other_group", "other"))
    }
    return pairs.assign(**groups)


def _turned(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return pairs as their other side sees them."""
    both_ways = (("actor", "other"), ("group", "other_group"), ("actor_says", "other_says"))
    return pairs.rename(columns={one: two for a, b in both_ways for one, two in ((a, b), (b, a))})


def _by_groups(pairs: pd.DataFrame, graph: GroupedGraph, *, directed: bool) -> pd.DataFrame:
    """Count the pairs of each pair of groups, whichever side comes first unless they are arrows."""
    place = {group: n for n, group in enumerate(graph.groups)}
    one, other = (pairs[column].map(place) for column in ("group", "other_group"))
    known = one.notna() & other.notna()
    ends = np.column_stack([one[known], other[known]]).astype(int)
    low, high = ends.T if directed else (ends.min(axis=1), ends.max(axis=1))
    kept = pairs[known]
    flags = pd.DataFrame({status: kept["status"] == status for status in REPORT_STATUSES})
    flags.insert(1, "discordant", kept["discordant"])
    counts = flags.groupby([low, high]).sum().astype("int64")
    groups = list(graph.groups)
    rows = counts.index.to_list()
    frame = pd.DataFrame(
        {
            "group": pd.Series([groups[a] for a, _ in rows], dtype=object),
            "other_group": pd.Series([groups[b] for _, b in rows], dtype=object),
            **{name: counts[name].to_numpy() for name in flags},
        }
    )
    frame["confirmed_share"] = ratio(frame["confirmed"], frame["confirmed"] + frame["unconfirmed"])
    return frame


def reports_by_groups(found: Confirmation) -> pd.DataFrame:
    """Return what becomes of the ties that each group reports with each other, or within.

    Returns
    -------
    DataFrame
        A row for each ordered pair of groups of which the first reports a tie, in their order:
        group, other_group, confirmed, unconfirmed, unverifiable, confirmed_share. A confirmed
        pair of two groups stands in both of their rows, a pair within a group once; those whose
        group is unknown are left out. Of a directed question, the arrows from the first group to
        the other, whichever end reports them.
    """
    if found.question:
        return found.groups.drop(columns="discordant")
    pairs = found.pairs.dropna(subset=["group", "other_group"])
    within = (pairs["group"] == pairs["other_group"]).to_numpy()
    ends = pd.concat([pairs, _turned(pairs)[~within]], ignore_index=True)
    # within a group, whichever of the two sides reports it
    said = (ends["actor_says"] > 0) | (ends["group"] == ends["other_group"])
    told = ends[said]
    flags = pd.DataFrame({status: told["status"] == status for status in REPORT_STATUSES})
    counts = flags.groupby([told["group"], told["other_group"]]).sum().astype("int64")
    frame = counts.reset_index()
    frame["confirmed_share"] = ratio(frame["confirmed"], frame["confirmed"] + frame["unconfirmed"])
    return frame


def level_symmetry(net: NetworkLike, *, by: By = None, wave: str | None = None) -> pd.DataFrame:
    """Compare the levels at which both sides report a same tie (pair of groups grain).

    Parameters
    ----------
    net, by, wave
        As in `confirmation`.

    Returns
    -------
    DataFrame
        A row for each ordered pair of groups: group, other_group, n (confirmed pairs), same_share
        (those at the same level; 0 to 1), mean_difference (rank that the group says less the rank
        that the other group says: -(k - 1) to k - 1 for k levels, 0 neutral, antisymmetric; within
        a group, the mean of its absolute value). nan without a confirmed pair.

    Raises
    ------
    MissingAttribute
        If no tie says who reports it.
    UnknownWord
        If there is no such wave.

    References
    ----------
    .. [1] Ready, E. and Power, E. A. (2021). Measuring reciprocity: double sampling, concordance,
       and network construction. Network Science, 9(4), 387-402, doi:10.1017/nws.2021.18.

    Examples
    --------
    >>> import concertnet as cn
    >>> ties = pd.DataFrame(
    ...     [["a", "b", "concertation", "a"], ["a", "b", "partnership", "b"]],
    ...     columns=["source", "target", "level", "reported_by"])
    >>> net = cn.Network(
    ...     pd.DataFrame({"actor": ["a", "b"], "sector": ["private", "community"]}), ties)
    >>> level_symmetry(net).query("n > 0")[["group", "other_group", "mean_difference"]]
           group other_group  mean_difference
    1  community     private              1.0
    2    private   community             -1.0
    """
    graph, said = _reports(net, by, wave)
    pairs = _with_groups(said.pairs, graph)
    both = pairs[pairs["status"] == "confirmed"]
    turned = _turned(both)
    within = (both["group"] == both["other_group"]).to_numpy()
    ends = pd.concat([both, turned[~within]], ignore_index=True)
    difference = ends["actor_says"] - ends["other_says"]
    ends["difference"] = difference.where(ends["group"] != ends["other_group"], difference.abs())
    ends["same"] = (difference == 0).astype(float)
    found = ends.groupby(["group", "other_group"])[["same", "difference"]].agg(["count", "mean"])
    wanted = list(itertools.product(graph.groups, repeat=2))
    found = found.reindex(pd.MultiIndex.from_tuples(wanted, names=["group", "other_group"]))
    return pd.DataFrame(
        {
            "group": pd.Series([a for a, _ in wanted], dtype=object),
            "other_group": pd.Series([b for _, b in wanted], dtype=object),
            "n": found[("same", "count")].fillna(0).to_numpy(dtype="int64"),
            "same_share": found[("same", "mean")].to_numpy(dtype=float),
            "mean_difference": found[("difference", "mean")].to_numpy(dtype=float),
        }
    )


def actor_recognition(net: NetworkLike, *, wave: str | None = None) -> pd.DataFrame:
    """Count, for each actor, the ties that it declares and those that others declare with it.

    Parameters
    ----------
    net, wave
        As in `confirmation`.

    Returns
    -------
    DataFrame, indexed by actor
        declared (ties that it reports), confirmed (those that the other side reports too),
        recognised_share (confirmed / those that can be verified; 0 to 1; nan for who is no
        respondent, or where none can), nominated (others who report a tie with it), could (others
        whose word on it is known), nominated_share (nominated / could; nan where nobody could),
        declared_level, received_level (median rank of the levels that it says, and that others say
        of it). Many nominations follow size, mandate or money: a small actor is not illegitimate.

    Raises
    ------
    MissingAttribute
        If no tie says who reports it.
    UnknownWord
        If there is no such wave.

    References
    ----------
    .. [1] Ready, E. and Power, E. A. (2021). Measuring reciprocity: double sampling, concordance,
       and network construction. Network Science, 9(4), 387-402, doi:10.1017/nws.2021.18.

    Examples
    --------
    >>> import concertnet as cn
    >>> ties = pd.DataFrame([["a", "b", "concertation", "a"]],
    ...                     columns=["source", "target", "level", "reported_by"])
    >>> asked = pd.DataFrame({"actor": ["a", "b"], "answered": ["complete", "complete"]})
    >>> net = cn.Network(pd.DataFrame({"actor": ["a", "b"]}), ties, respondents=asked)
    >>> actor_recognition(net)[["declared", "confirmed", "nominated", "could"]]
           declared  confirmed  nominated  could
    actor
    a             1          0          0      1
    b             0          0          1      1
    """
    graph, said = _reports(net, None, wave)
    pairs = said.pairs
    turned = _turned(pairs)
    ends = pd.concat([pairs, turned], ignore_index=True)
    mine, yours = ends["actor_says"], ends["other_says"]
    ends["declared"], ends["nominated"] = mine > 0, yours > 0
    ends["confirmed"] = ends["declared"] & ends["nominated"]
    ends["verifiable"] = ends["declared"] & yours.notna()
    ends["declared_level"] = (mine - 1).where(mine > 0)
    ends["received_level"] = (yours - 1).where(yours > 0)
    by_actor = ends.groupby("actor")
    counts = by_actor[["declared", "confirmed", "nominated", "verifiable"]].sum()
    counts = counts.reindex(graph.actors, fill_value=0).astype("int64")
    medians = by_actor[["declared_level", "received_level"]].median().reindex(graph.actors)
    answered = (
        said.respondents.said["answered"].isin(ANSWERED).reindex(graph.actors, fill_value=False)
    )
    left_empty = pd.Series([of for who, of in said.respondents.silent if answered.get(who, False)])
    left_empty = left_empty.value_counts().reindex(graph.actors, fill_value=0)
    could = int(answered.sum()) - answered.astype(int) - left_empty
    # who reports without having been asked could say that much
    could = np.maximum(could, counts["nominated"])
    share = ratio(counts["confirmed"], counts["verifiable"])
    return pd.DataFrame(
        {
            "declared": counts["declared"],
            "confirmed": counts["confirmed"],
            "recognised_share": pd.Series(share, graph.actors).where(answered),
            "nominated": counts["nominated"],
            "could": could.astype("int64"),
            "nominated_share": ratio(counts["nominated"], could),
            **{name: medians[name].astype(float) for name in medians},
        },
        index=graph.actors,
    )
