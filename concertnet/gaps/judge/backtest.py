"""How well the ranking of missing links finds ties that are known, beside other rankings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.gaps.evidence.columns import EVIDENCE_NAMES, cells
from concertnet.gaps.evidence.ground import Ground, across, ground_of
from concertnet.gaps.evidence.score import PAIR_WEIGHTS, checked, standardised, summed
from concertnet.gaps.judge.trials import (
    RANKED_UP_TO,
    SAMPLE,
    Trial,
    area,
    hidden_trials,
    pairs_to_rank,
    trial_of,
)
from concertnet.hinges.door import GraphLike
from concertnet.hinges.grouping import sector_meant
from concertnet.hinges.guards import Seed, generator, require_network, seed_number, whole_number
from concertnet.records import Record
from concertnet.tables.cells.dates import When, as_instant

__all__ = ["Backtest", "backtest", "judged", "later_trial"]

# Rankings that others propose, each a column of evidence.
PEERS: Mapping[str, str] = {
    "common_neighbours": "shared_partners",
    "adamic_adar": "adamic_adar",
    "resource_allocation": "resource_allocation",
    "preferential_attachment": "degree_product",
}


@dataclass(frozen=True, eq=False, repr=False)
class Backtest(Record):
    """How well rankings of untied pairs find the ties that were hidden, or that came later.

    Attributes
    ----------
    methods : DataFrame
        One row per ranking (``concertnet``, the peers, ``random``) and per set of pairs (`pairs`:
        ``all``, or the sector asked): auc (0 to 1, 0.5 tells nothing) with auc_low and auc_high,
        precision (share of the first `k` pairs that are ties) and recall (share of the ties that
        are among them), then ties and pairs_ranked, how many per draw it rests on. Precision and
        recall are nan where the untied pairs are a sample, or there is nothing to tell apart.
    calibration : DataFrame
        One row per set of pairs, ranking and tenth of the pairs in its order, 10 the first: pairs
        and method as in `methods`, tenth, pairs_ranked and ties over all draws, share (ties over
        pairs ranked; nan where the untied pairs are a sample, or there is no pair).
    ties : float
        Ties hidden, or formed later, per draw.
    pairs : float
        Pairs ranked per draw.
    draws, k : int
        Draws; pairs looked at from the top.
    sampled : bool
        Whether the untied pairs are a sample of all: so above 200,000 pairs between sectors.
    """

    methods: pd.DataFrame
    calibration: pd.DataFrame
    ties: float
    pairs: float
    draws: int
    k: int
    sampled: bool


def backtest(
    graph: GraphLike,
    *,
    sector: str | None = None,
    level: str | None = None,
    between: tuple[When, When] | None = None,
    weights: Mapping[str, float] | None = None,
    hide: float = 0.2,
    draws: int = 50,
    k: int = 20,
    seed: Seed = 0,
) -> Backtest:
    """Hide known ties between sectors, rank all untied pairs, and see who finds the ties.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network; directions are left aside. Only a Network has seats and territories.
    sector : str, optional
        Also report on the pairs that touch this sector.
    level : str, optional
        A tie is a tie at or above this level (of a Network). Looser ties play no part: hiding a
        tie hides all of it; `between` tests them.
    between : (date, date), optional
        Nothing is hidden: the pairs untied at the first date are ranked, and the ties that exist
        at the second are to be found. Actors present at both dates (of a Network).
    weights : mapping of column to float, optional
        Weights of our score; by default those of `missing_links`.
    hide : float
        Share of the ties between sectors to hide.
    draws : int
        Number of times ties are hidden at random.
    k : int
        Pairs looked at from the top.
    seed : int or numpy.random.Generator
        Seed of the draws: same seed, same answer.

    Returns
    -------
    Backtest
        Means over the draws; the interval of the auc holds 95 % of the draws, and with `between`
        it is that of Hanley and McNeil.

    Raises
    ------
    NotComparable
        If fewer than 5 ties join sectors, no tie came between the dates, `between` is not two
        dates in order, or a number is out of range.
    MissingAttribute, UnknownWord
        If no actor has a sector, or that sector; if the level or a date is unknown.
    OutsideObservation
        If the data do not cover a date of `between`.

    References
    ----------
    .. [1] Liben-Nowell, D. and Kleinberg, J. (2007). The link-prediction problem for social
       networks. Journal of the American Society for Information Science and Technology, 58(7),
       1019-1031.
    .. [2] Hanley, J. A. and McNeil, B. J. (1982). The meaning and use of the area under a receiver
       operating characteristic (ROC) curve. Radiology, 143(1), 29-36.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.les_miserables_graph()
    >>> parts = nx.community.greedy_modularity_communities(graph)
    >>> nx.set_node_attributes(graph, {v: i for i, p in enumerate(parts) for v in p}, "sector")
    >>> found = backtest(graph, draws=10)
    >>> bool(found.methods.set_index("method").loc["concertnet", "auc"] > 0.7)
    True
    """
    wanted = checked(PAIR_WEIGHTS if weights is None else weights, list(EVIDENCE_NAMES))
    k, draws = whole_number(k, name="k", least=1), whole_number(draws, name="draws", least=1)
    seed = seed_number(seed)
    if between is None:
        on = ground_of(graph, level=level).without_looser()
        trials = hidden_trials(on, sector=None, hide=hide, draws=draws, seed=seed)
    else:
        net = require_network(graph)
        first, last = _two_dates(between)
        on = ground_of(net.at(first), level=level)
        trials = [later_trial(on, ground_of(net.at(last), level=level), seed=seed)]
    if sector is not None:
        sector = sector_meant(sector, on.graph.groups)
    return judged(on, trials, wanted, sector=sector, k=k, seed=seed)


def _two_dates(between: tuple[When, When]) -> tuple[When, When]:
    """Return the two dates, the earliest first, or raise."""
    dates = list(between) if isinstance(between, (tuple, list)) else [between]
    if len(dates) != 2 or as_instant(dates[1]) <= as_instant(dates[0]):
        raise NotComparable("error_dates_order", given=", ".join(map(str, dates)))
    return dates[0], dates[1]


def judged(
    on: Ground,
    trials: Iterable[Trial],
    weights: Mapping[str, float],
    *,
    sector: str | None = None,
    k: int = 20,
    seed: int = 0,
) -> Backtest:
    """Rank the pairs of some trials, and see who finds the ties: see `backtest`."""
    rng = generator(seed + 1)
    rows: list[dict[str, Any]] = []
    tenths: dict[tuple[str, str], npt.NDArray[np.int64]] = {}
    sizes = []
    sampled = False
    for draw, one in enumerate(trials):
        sampled = one.sampled
        sizes.append((int(one.tied.sum()), len(one.tied)))
        scores: dict[str, npt.NDArray[Any]] = {"concertnet": _ours(one.pairs, weights)}
        scores |= {name: one.pairs[column].to_numpy(float) for name, column in PEERS.items()}
        scores["random"] = rng.random(len(one.tied))
        for name, mask in _sets(on, one, sector):
            for method, score in scores.items():
                seen = score[mask]
                if method == "concertnet" and not mask.all():
                    # a list of one sector's pairs has its own means and standard deviations
                    seen = _ours(one.pairs[mask], weights)
                found = _found(seen, one.tied[mask], k, exact=not one.sampled)
                rows.append({"draw": draw, "pairs": name, "method": method, **found})
                held = _by_tenth(seen, one.tied[mask])
                tenths[name, method] = tenths.get((name, method), 0) + held
    ties, pairs = map(float, np.mean(sizes, axis=0))
    calibration = _calibration(tenths, sampled)
    return Backtest(_summary(pd.DataFrame(rows)), calibration, ties, pairs, len(sizes), k, sampled)


def _ours(pairs: pd.DataFrame, weights: Mapping[str, float]) -> npt.NDArray[np.float64]:
    return summed(standardised(pairs, weights), weights)


def _calibration(
    tenths: Mapping[tuple[str, str], npt.NDArray[np.int64]], sampled: bool
) -> pd.DataFrame:
    frame = pd.DataFrame(
        [(*of, n, *row) for of, held in tenths.items() for n, row in enumerate(held.tolist(), 1)],
        columns=["pairs", "method", "tenth", "pairs_ranked", "ties"],
    )
    known = (frame["pairs_ranked"] > 0) & (not sampled)
    return frame.assign(share=frame["ties"] / frame["pairs_ranked"].where(known))


def _sets(on: Ground, one: Trial, sector: str | None) -> list[tuple[str, npt.NDArray[np.bool_]]]:
    sets = [("all", np.ones(len(one.tied), dtype=bool))]
    if sector is not None:
        ends = one.pairs["actor"].to_numpy(), one.pairs["other"].to_numpy()
        sets.append((sector, across(on.graph, ends[0], ends[1], sector)))
    return sets


def _found(
    score: npt.NDArray[np.float64], tied: npt.NDArray[np.bool_], k: int, *, exact: bool
) -> dict[str, float]:
    first = tied[_first(score, k)]
    ties = int(tied.sum())
    exact = exact and 0 < ties < len(tied)
    nan = float("nan")
    return {
        "auc": area(score, tied),
        "ties": ties,
        "untied": len(tied) - ties,
        "precision": float(first.mean()) if exact else nan,
        "recall": float(first.sum() / ties) if exact else nan,
    }


def _first(score: npt.NDArray[np.float64], k: int) -> npt.NDArray[np.int64]:
    """Return the `k` highest scores; pairs come in random order, so the first of equal ones do."""
    if k >= len(score):
        return np.arange(len(score))
    last = np.partition(score, -k)[-k]
    above = np.flatnonzero(score > last)
    return np.append(above, np.flatnonzero(score == last)[: k - len(above)])


def _summary(rows: pd.DataFrame) -> pd.DataFrame:
    by = rows.groupby(["pairs", "method"], sort=False)
    table = by[["auc", "precision", "recall", "ties"]].mean()
    table["pairs_ranked"] = table["ties"] + by["untied"].mean()
    if rows["draw"].nunique() > 1:
        table.insert(1, "auc_low", by["auc"].quantile(0.025))
        table.insert(2, "auc_high", by["auc"].quantile(0.975))
    else:
        error = _hanley_mcneil(rows.set_index(["pairs", "method"]))
        table.insert(1, "auc_low", (table["auc"] - 1.96 * error).clip(lower=0))
        table.insert(2, "auc_high", (table["auc"] + 1.96 * error).clip(upper=1))
    return table.reset_index()


def _hanley_mcneil(rows: pd.DataFrame) -> pd.Series:
    """Return the standard error of an area under the ROC curve."""
    a, ties, untied = rows["auc"], rows["ties"], rows["untied"]
    same_tie, same_untied = a / (2 - a), 2 * a**2 / (1 + a)
    variance = a * (1 - a) + (ties - 1) * (same_tie - a**2) + (untied - 1) * (same_untied - a**2)
    return (variance / (ties * untied)) ** 0.5


def _by_tenth(score: npt.NDArray[np.float64], tied: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Return pairs and ties of each tenth of the score, the lowest first, shape (10, 2)."""
    tenth = np.empty(len(score), dtype=np.int64)
    tenth[np.argsort(score, kind="stable")] = np.arange(len(score)) * 10 // max(len(score), 1)
    ties = np.bincount(tenth[tied], minlength=10)
    return np.column_stack([np.bincount(tenth, minlength=10), ties])


def later_trial(
    before: Ground,
    after: Ground,
    *,
    seed: int,
    ranked_up_to: int = RANKED_UP_TO,
    sample: int = SAMPLE,
) -> Trial:
    """Return the pairs untied before, of actors present at both dates, and which are tied after.

    All the ties that came are there, even where the pairs that stayed untied are a sample.
    """
    rng = generator(seed)
    graph, place = before.graph, after.graph.actors.get_indexer(before.graph.actors)
    one, other, sampled = pairs_to_rank(before, None, rng, ranked_up_to=ranked_up_to, sample=sample)
    stayed = (place[one] >= 0) & (place[other] >= 0)
    one, other = one[stayed], other[stayed]
    tied = cells(after.ties, place[one], place[other]) > 0
    one, other = one[~tied], other[~tied]
    back = graph.actors.get_indexer(after.graph.actors)
    source, target = back[after.graph.source], back[after.graph.target]
    there = (source >= 0) & (target >= 0)
    source, target = source[there], target[there]
    came = across(graph, source, target) & (cells(before.ties, source, target) == 0)
    if not came.any():
        raise NotComparable("error_no_tie_came")
    one, other = np.append(source[came], one), np.append(target[came], other)
    truth = np.arange(len(one)) < came.sum()
    # in an order of their own: equal scores must not favour the ties that came
    order = rng.permutation(len(one))
    return trial_of(before, one[order], other[order], truth[order], sampled)
