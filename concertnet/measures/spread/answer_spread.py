"""What members answered, item by item, and how far they and their sectors stand apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from concertnet.hinges.arrays import Mask, Positions, Values
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.grouping import labels_of
from concertnet.hinges.guards import Seed, generator, require_rows, whole_number
from concertnet.hinges.item_answers import ItemAnswers, item_answers
from concertnet.hinges.survey_waves import respondents_of_wave
from concertnet.measures.answer_rows import table_of_rows
from concertnet.measures.answers import MEASURES
from concertnet.measures.reports.krippendorff import krippendorff_alpha
from concertnet.measures.reports.response import response_rate
from concertnet.measures.spread.between_groups import between_groups
from concertnet.measures.spread.steps import consensus_of, quantiles_of
from concertnet.records import Record

__all__ = ["AnswerSpread", "answer_spread", "instrument_cautions", "spread_of", "wave_response"]

_NAN = float("nan")
_OURS, _SELF_EVALUATED = "concertnet", "bilodeau_2014"


@dataclass(frozen=True, eq=False, repr=False)
class AnswerSpread(Record):
    """What members answered to each item.

    Attributes
    ----------
    items : DataFrame
        One row per item, over the groups that are shown: item, instrument, condition, scale_min,
        scale_max, n (organisations), missing (those who answered other items only), unknown
        (answers of organisations whose group is not known: left out), hidden_answers (organisations
        of groups that are not shown: left out), median, q1, q3, consensus, sector_share, expected,
        p_value, caution (keys joined by ``"; "``, each ``caution_KEY``).
    groups : DataFrame
        One row per item and group: item, group, n, missing, median, q1, q3, consensus, hidden
        (``"few"``, or missing where it is shown), caution.
    alpha : float
        Krippendorff's ordinal alpha of the answers that are shown, respondents being raters and
        items units: whether members rank the items alike. Of items with a declared scale, from
        weakest to strongest.
    response : DataFrame
        Who was asked and who answered, group by group, as `response_rate` gives it; without a row
        where no table says it.
    wave : str or None
        The wave.
    """

    items: pd.DataFrame
    groups: pd.DataFrame
    alpha: float
    response: pd.DataFrame
    wave: str | None


def answer_spread(
    net: NetworkLike,
    *,
    by: By = None,
    min_answers: int = 3,
    draws: int = 999,
    seed: Seed = 0,
    wave: str | None = None,
) -> AnswerSpread:
    """Describe the answers to each item, and how far sectors stand apart (item and group grain).

    An organisation counts once: where several of its persons answer, each of them weighs its part.
    A group of fewer than `min_answers` organisations is hidden, and enters nothing that is shown:
    no total lets one subtract it. Groups are those of the day of the wave, where it is known.
    Quartiles and consensus need twice as many. Differences between sectors are a finding, not a
    fault.

    Parameters
    ----------
    net : Network
        The network, with its table of answers and, for their scales, of items.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default sector.
    min_answers : int
        The fewest organisations of a group that are shown, 3 or more for a file that stays among
        members, 5 for one that leaves.
    draws : int
        Shuffles of the groups for p, where they cannot all be looked at; 0 for none.
    seed : int or numpy.random.Generator
        Same seed, same p.
    wave : str, optional
        The wave; by default the last one.

    Returns
    -------
    AnswerSpread
        Items, items by group, alpha (nan with fewer than two raters or items, or without
        variation), response. median, q1 and q3 are on the scale as answered; consensus is 0 to 1
        (nan with fewer than two answers); sector_share is 0 to 1 (nan where all answer alike, or
        fewer than two groups are shown), and expected its mean under shuffled groups: with k groups
        and n organisations (k - 1) / (n - 1).

    Raises
    ------
    MissingAttribute
        If there is no answer, or no actor has the attribute.
    NotComparable
        If `min_answers` is no whole number from 1.
    UnknownWord
        If there is no such wave.

    References
    ----------
    .. [1] Rizzo, M. L. and Székely, G. J. (2010). DISCO analysis: a nonparametric extension of
       analysis of variance. Annals of Applied Statistics, 4(2), 1034-1055, doi:10.1214/09-AOAS245.

    Examples
    --------
    >>> import concertnet as cn
    >>> sectors = ["private"] * 3 + ["community"] * 3
    >>> actors = pd.DataFrame({"actor": list("abcdef"), "sector": sectors})
    >>> answers = pd.DataFrame(
    ...     {"respondent": list("abcdef"), "item": "C03", "answer": ["1", "1", "2", "4", "5", "5"]})
    >>> net = cn.Network(actors, answers=answers, items=cn.condition_items())
    >>> row = answer_spread(net).items.set_index("item").loc["C03"]
    >>> [round(float(row[name]), 2) for name in ("median", "consensus", "sector_share", "p_value")]
    [3.0, 0.06, 0.76, 0.1]
    """
    require_rows(net, "answers", "respondent", "item", "answer")
    least = whole_number(min_answers, name="min_answers", least=1)
    draws = whole_number(draws, name="draws", least=0)
    given = item_answers(net, by, wave)
    return AnswerSpread(
        *_tables(given, least, draws, seed), wave_response(net, given), given.wave.name
    )


def wave_response(net: NetworkLike, given: ItemAnswers) -> pd.DataFrame:
    """Return the response rate of the wave of answers; without a row if nothing says it."""
    asked = respondents_of_wave(net, given.wave)
    graph = given.graph
    if asked.empty:
        table = MEASURES["response_rate"]
        index = labels_of((), graph.by)
        return pd.DataFrame(columns=table.names, index=index).astype(table.dtypes)
    named = given.wave.name if given.wave.name in set(net.tables["respondents"]["wave"]) else None
    if not graph.groups:  # the sector alone may be unknown for everyone
        return response_rate(net, wave=named)
    groups = [graph.groups[code] if code >= 0 else None for code in graph.codes]
    labels = pd.Series(groups, index=graph.actors, dtype=object, name=graph.by)
    return response_rate(net, by=labels, wave=named)


def instrument_cautions(instruments: set[Any]) -> list[str]:
    """Return the keys of what must be said of some instruments, whatever was answered.

    Examples
    --------
    >>> instrument_cautions({"concertnet", None})
    ['not_validated']
    """
    found = ["not_validated"] if _OURS in instruments else []
    return [*found, "self_evaluation"] if _SELF_EVALUATED in instruments else found


def _tables(
    given: ItemAnswers, least: int, draws: int, seed: Seed
) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """Return the items, the items by group, and alpha."""
    random = generator(seed)
    graph, items = given.graph, given.items
    code = graph.codes[given.actor].astype(np.int64)
    answered = np.bincount(
        graph.codes[given.respondents][graph.codes[given.respondents] >= 0],
        minlength=len(graph.groups),
    )
    starts = np.searchsorted(given.item, np.arange(len(items) + 1))
    of_items, of_groups = [], []
    shown = np.zeros(len(given.value), dtype=bool)
    for place, (name, row) in enumerate(zip(items.index, items.to_dict("records"), strict=True)):
        span = slice(starts[place], starts[place + 1])
        cells = (given.value[span], given.weight[span], given.actor[span], code[span])
        one, groups, kept = spread_of(
            *cells, answered, row["low"], row["high"], least=least, draws=draws, random=random
        )
        shown[span] = kept
        instruments = {row["instrument"]}
        scale = [] if row["declared"] or not len(cells[0]) else ["no_scale"]
        cautions = [*one.pop("cautions"), *scale, *instrument_cautions(instruments)]
        about = {key: row[key] for key in ("instrument", "condition")}
        about |= {"scale_min": row["low"], "scale_max": row["high"]}
        of_items.append({"item": name, **about, **one, "caution": "; ".join(cautions) or None})
        of_groups += [
            {"item": name, "group": group, **cell}
            for group, cell in zip(graph.groups, groups, strict=True)
        ]
    return (
        table_of_rows("answer_spread.items", of_items),
        table_of_rows("answer_spread.groups", of_groups),
        _alpha(given, shown),
    )


def spread_of(
    values: Values,
    weights: Values,
    actors: Positions,
    codes: Positions,
    answered: Positions,
    low: float,
    high: float,
    *,
    least: int,
    draws: int,
    random: np.random.Generator,
) -> tuple[dict[str, Any], list[dict[str, Any]], Mask]:
    """Return one item over the groups that are shown, each of its groups, which answers are shown.

    Parameters
    ----------
    values, weights : ndarray
        The answers, and what each weighs.
    actors, codes : ndarray of int
        Who gives each, in order, and in which group it is; -1 where that is not known.
    answered : ndarray of int
        For each group, the organisations that answered something.
    low, high : float
        The scale.
    least : int
        The fewest organisations that are shown.
    draws, random
        The shuffles of the groups.
    """
    first = np.flatnonzero(np.diff(actors, prepend=-1))
    group_of_unit = codes[first]
    units = np.repeat(np.arange(len(first)), np.diff(first, append=len(actors)))
    k = len(answered)
    sizes = np.bincount(group_of_unit[group_of_unit >= 0], minlength=k)
    step, steps = pd.factorize(values, sort=True)
    m = max(len(steps), 1)
    known = codes >= 0
    counts = np.bincount(codes[known] * m + step[known], weights[known], minlength=k * m)
    counts = counts.reshape(k, m)
    scale = (low, high)
    groups = [
        {"n": int(sizes[g]), "missing": int(answered[g] - sizes[g])}
        | _read(steps, counts[g], int(sizes[g]), scale, least)
        | {"hidden": "few" if 0 < sizes[g] < least else None}
        for g in range(k)
    ]
    seen = sizes >= least
    shown = np.append(seen, False)[codes]  # of -1, the last: not shown
    kept = np.flatnonzero(shown[first])  # all the answers of an organisation are shown, or none
    place = np.cumsum(shown[first]) - 1
    n = int(sizes[seen].sum())
    apart = between_groups(
        values[shown],
        weights[shown],
        place[units[shown]],
        group_of_unit[kept],
        draws=draws,
        random=random,
    )
    whole = _read(steps, counts[seen].sum(axis=0), n, scale, least)
    cautions = ["few_raters"] if (seen != (sizes > 0)).any() else []
    cautions += ["unanimous"] if any(cell["caution"] for cell in groups) else []
    row = {
        "n": n,
        "missing": int((answered - sizes).sum()),
        "unknown": int((group_of_unit < 0).sum()),
        "hidden_answers": int(sizes[~seen].sum()),
        **{key: value for key, value in whole.items() if key != "caution"},
        "sector_share": apart.share,
        "expected": apart.expected,
        "p_value": apart.p_value,
        "cautions": cautions,
    }
    return row, groups, shown


def _read(
    steps: Values, counts: Values, n: int, scale: tuple[float, float], least: int
) -> dict[str, Any]:
    """Return what may be read of the answers of `n` organisations."""
    if n < least or not n:
        return dict.fromkeys(("median", "q1", "q3", "consensus"), _NAN) | {"caution": None}
    q1, median, q3 = quantiles_of(steps, counts, (0.25, 0.5, 0.75))
    fully = n >= 2 * least
    unanimous = "unanimous" if n > 1 and (counts > 0).sum() == 1 else None
    return {
        "median": median,
        "q1": q1 if fully else _NAN,
        "q3": q3 if fully else _NAN,
        "consensus": consensus_of(steps, counts, n, *scale) if fully else _NAN,
        "caution": unanimous,
    }


def _alpha(given: ItemAnswers, shown: Mask) -> float:
    shown = shown & given.items["declared"].to_numpy(bool)[given.item]
    values = given.rescaled()[shown]
    items, item = np.unique(given.item[shown], return_inverse=True)
    raters, rater = np.unique(given.rater[shown], return_inverse=True)
    ratings = np.full((len(items), len(raters)), np.nan)
    ratings[item, rater] = values
    return krippendorff_alpha(ratings)
