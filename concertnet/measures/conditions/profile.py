"""The twelve conditions side by side: what the tables say, what members answered, and no total."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from concertnet.errors import UnknownWord
from concertnet.hinges.arrays import Positions, Values
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.guards import Seed, generator, require_network, seed_number, whole_number
from concertnet.hinges.item_answers import ItemAnswers, item_answers
from concertnet.hinges.sittings import actor_groups
from concertnet.measures.answer_rows import table_of_rows
from concertnet.measures.answers import MEASURES
from concertnet.measures.conditions.facts import Fact, Seen, facts_of
from concertnet.measures.spread.answer_spread import (
    instrument_cautions,
    spread_of,
    wave_response,
)
from concertnet.records import Record
from concertnet.tables.cells.dates import Period, When

__all__ = ["ConditionProfile", "condition_profile"]

_CONDITIONS = range(1, 13)
_NAN = float("nan")


@dataclass(frozen=True, eq=False, repr=False)
class ConditionProfile(Record):
    """What is known of the twelve conditions, in two voices that are never added.

    Attributes
    ----------
    table : DataFrame
        Twelve rows, in the order of the source. Of the tables: condition; fact, the indicator that
        leads (the catalogue holds ``fact_KEY``); value; n and out_of, how many of how many (of a
        number that is no share, what it is counted on); unknown, units left out; fact_caution. Of
        the answers: items; instrument; answers, the organisations of the groups that are shown;
        response_rate; median, from 0 (weakest step) to 1 (strongest); low_group, low_median,
        high_group, high_median, the ends between sectors (a group is missing where several stand at
        that end, or fewer than two are shown); consensus; sector_share, expected and p_value;
        hidden, how many groups are not shown; answer_caution. Cautions are keys joined by
        ``"; "``, each ``caution_KEY``.
    facts : DataFrame
        Every indicator: condition, fact, group (a sector, two, an instance, a period; missing of
        all), value, n, out_of, unknown, detail (what it names), caution.
    answers : DataFrame
        Every item by group: condition, item (missing for the items of the condition together, from
        0 to 1), instrument, group, n, missing, median, q1, q3, consensus, scale_min,
        scale_max, hidden, caution.
    response : DataFrame
        Who was asked and who answered, as `response_rate` gives it; without a row where no table
        says it.
    observed : Period or None
        The period that the facts cover.
    wave : str or None
        The wave of the answers.
    min_raters : int
        The fewest organisations of a group that are shown.
    """

    table: pd.DataFrame
    facts: pd.DataFrame
    answers: pd.DataFrame
    response: pd.DataFrame
    observed: Period | None
    wave: str | None
    min_raters: int


def condition_profile(
    net: NetworkLike,
    *,
    at: When | None = None,
    by: By = "sector",
    body: str = "clc",
    min_raters: int = 3,
    instrument: str | None = None,
    wave: str | None = None,
    draws: int = 999,
    seed: Seed = 0,
) -> ConditionProfile:
    """Set what the tables say of the twelve conditions beside what members answered.

    Facts are counted, answers are given: the two are shown together and never added. There is no
    total, no grade and no mean over conditions. Where sectors answer apart, it is a finding.

    The items of a condition are put together for each respondent: each from 0 (weakest step) to 1
    (strongest), turned round if it is reversed, averaged where at least half of them are answered.
    An organisation counts once, whatever the number of its persons. Sectors of fewer than
    `min_raters` organisations are hidden, item by item, and enter nothing that is shown.

    Parameters
    ----------
    net : Network
        The whole network, over time.
    at : date or str, optional
        The day looked at; by default the last one observed.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default sector.
    body : str
        The kind of instances that condition 4 goes beyond, or an instance.
    min_raters : int
        The fewest organisations of a group that are shown: 3 among members, 5 for a file that
        leaves the network.
    instrument : str, optional
        The instrument of the items; by default, in each condition, the first one of the codebook
        that was answered. Two are never put together.
    wave : str, optional
        The wave of the answers; by default the last one.
    draws : int
        Shuffles of the groups for p, where they cannot all be looked at.
    seed : int or numpy.random.Generator
        Same seed, same p.

    Returns
    -------
    ConditionProfile
        Twelve rows, every indicator, every item by group. What is not there is nan, and a caution
        says so: ``nothing`` in the tables, ``no_item``, ``no_answer``.

    Raises
    ------
    OutsideObservation
        If the data do not cover that day.
    MissingAttribute
        If actors have no such attribute.
    UnknownWord
        If there is no such wave or instrument.

    References
    ----------
    .. [1] Bilodeau, A., Galarneau, M., Fournier, M., Potvin, L., Sénécal, G. and Bernier, J.
       (2008). Outil diagnostique de l'action en partenariat. Direction de santé publique, Agence
       de la santé et des services sociaux de Montréal; validation, doi:10.1007/BF03404054.
    .. [2] Bourque, D. (2008). Concertation et partenariat : entre levier et piège du développement
       des communautés. Presses de l'Université du Québec.

    Examples
    --------
    >>> import concertnet as cn
    >>> profile = condition_profile(cn.sample_network())
    >>> len(profile.table), profile.table.loc[3, "fact"]
    (12, 'beyond_share')
    """
    require_network(net)
    least = whole_number(min_raters, name="min_raters", least=1)
    draws = whole_number(draws, name="draws", least=0)
    seed = seed_number(seed)
    whole = net if at is None else net.until(at)
    if by is not None and not (isinstance(by, str) and by == "sector"):
        actor_groups(whole, by)  # groups that nobody has are a mistake, and not a silence
    given = _given(whole, by, wave)
    chosen = _chosen(given, instrument)
    named = None if given is None else given.wave.name
    facts = facts_of(Seen(whole, whole.latest(), by, body, least, named if wave is None else wave))
    response = _response(whole, given)
    rescaled = np.zeros(0) if given is None else given.rescaled()
    rows, answers = [], []
    for condition in _CONDITIONS:
        head = facts[condition][0]
        row, cells = _answers(given, chosen, condition, response, least, draws, seed, rescaled)
        answers += cells
        rows.append(
            {
                "condition": condition,
                "fact": head.name,
                "value": head.value,
                "n": head.n,
                "out_of": head.of,
                "unknown": head.unknown,
                "fact_caution": _joined(head.caution),
                **row,
            }
        )
    told = sum(not np.isnan(row["p_value"]) for row in rows)
    for row in rows:
        several = ["many_items"] if told > 1 and not np.isnan(row["p_value"]) else []
        row["answer_caution"] = _joined([*row["answer_caution"], *several])
    return ConditionProfile(
        table_of_rows("condition_profile.table", rows),
        table_of_rows("condition_profile.facts", _fact_rows(facts)),
        table_of_rows("condition_profile.answers", answers),
        response,
        whole.observed,
        named,
        least,
    )


def _joined(cautions: Any) -> str | None:
    return "; ".join(dict.fromkeys(cautions)) or None


def _fact_rows(facts: dict[int, list[Fact]]) -> list[dict[str, Any]]:
    return [
        {
            "condition": condition,
            "fact": fact.name,
            "group": _written(fact.group),
            "value": fact.value,
            "n": fact.n,
            "out_of": fact.of,
            "unknown": fact.unknown,
            "detail": fact.detail,
            "caution": _joined(fact.caution),
        }
        for condition, found in facts.items()
        for fact in found
    ]


def _written(group: Any) -> str | None:
    if isinstance(group, tuple):
        return " – ".join(map(str, group))
    return None if group is None else str(group)


def _given(net: NetworkLike, by: By, wave: str | None) -> ItemAnswers | None:
    return item_answers(net, by, wave) if len(net.tables["answers"]) else None


def _response(net: NetworkLike, given: ItemAnswers | None) -> pd.DataFrame:
    if given is not None:
        return wave_response(net, given)
    table = MEASURES["response_rate"]
    return pd.DataFrame(columns=table.names).astype(table.dtypes).rename_axis("sector")


def _chosen(given: ItemAnswers | None, instrument: str | None) -> dict[int, list[int]]:
    """Return, for each condition, the places of the items of one instrument."""
    if given is None:
        return {}
    items = given.items
    known = list(items["instrument"].dropna().unique())
    if instrument is not None and instrument not in known:
        raise UnknownWord(
            "error_unknown_choice", name="instrument", value=instrument,
            known=", ".join(known) or "–",
        )  # fmt: skip
    answered = set(given.item.tolist())
    chosen: dict[int, list[int]] = {}
    for condition in _CONDITIONS:
        places = np.flatnonzero(items["condition"].to_numpy(float) == condition)
        tools = items["instrument"].fillna("").to_numpy(object)[places]
        of = instrument
        if of is None:
            of = next((t for p, t in zip(places, tools, strict=True) if p in answered), None)
        chosen[condition] = [int(p) for p, t in zip(places, tools, strict=True) if t == of]
        if of is None:  # items that nobody answered
            chosen[condition] = places.tolist()
    return chosen


_NOTHING = {
    "items": 0,
    "instrument": None,
    "answers": 0,
    "response_rate": _NAN,
    "median": _NAN,
    "low_group": None,
    "low_median": _NAN,
    "high_group": None,
    "high_median": _NAN,
    "consensus": _NAN,
    "sector_share": _NAN,
    "expected": _NAN,
    "p_value": _NAN,
    "hidden": 0,
}


def _answers(
    given: ItemAnswers | None,
    chosen: dict[int, list[int]],
    condition: int,
    response: pd.DataFrame,
    least: int,
    draws: int,
    seed: Seed,
    rescaled: np.ndarray,
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return what was answered of a condition, and its cells: each item, then all of them."""
    places = chosen.get(condition, [])
    if given is None or not places:
        return _NOTHING | {"answer_caution": ["no_item"]}, []
    graph, items = given.graph, given.items.iloc[places]
    k = len(graph.groups)
    codes = graph.codes[given.respondents]
    answered = np.bincount(codes[codes >= 0], minlength=k)
    cells: list[dict[str, Any]] = []
    starts = np.searchsorted(given.item, np.arange(len(given.items) + 1))
    of_places = np.concatenate([np.arange(starts[p], starts[p + 1]) for p in places])
    shown = np.zeros(len(given.value), dtype=bool)
    random = generator(seed)
    tool = next(iter(items["instrument"].dropna()), None)
    for place, row in zip(places, items.to_dict("records"), strict=True):
        at = np.arange(starts[place], starts[place + 1])
        code = graph.codes[given.actor[at]].astype(np.int64)
        of = (given.value[at], given.weight[at], given.actor[at], code)
        scale = (row["low"], row["high"])
        _, groups, kept = spread_of(*of, answered, *scale, least=least, draws=0, random=random)
        shown[at] = kept
        about = {"condition": condition, "item": items.index[places.index(place)]}
        about |= {"instrument": tool, "scale_min": scale[0], "scale_max": scale[1]}
        cells += [about | {"group": g} | c for g, c in zip(graph.groups, groups, strict=True)]
    together = _together(given, of_places[shown[of_places]], rescaled)
    one, groups, _ = spread_of(
        *together, answered, 0.0, 1.0, least=least, draws=draws, random=random
    )
    about = {
        "condition": condition,
        "item": None,
        "instrument": tool,
        "scale_min": 0.0,
        "scale_max": 1.0,
    }
    # of a group whose answers to every item are hidden, how many answered is said, and no more
    few = {c["group"] for c in cells if c["hidden"] is not None}
    told = np.bincount(graph.codes[np.unique(given.actor[of_places])] + 1, minlength=k + 1)[1:]
    for g, cell in enumerate(groups):
        if not cell["n"] and graph.groups[g] in few:
            n = int(told[g])
            cell |= {"n": n, "missing": int(answered[g]) - n, "hidden": "few"}
    cells += [about | {"group": g} | c for g, c in zip(graph.groups, groups, strict=True)]
    any_answer = len(of_places) > 0
    # a group is hidden where one of its items is, or all of them together
    out = {c["group"] for c in cells if c["hidden"] is not None}
    cautions = ["perceived"] if any_answer else ["no_answer"]
    cautions += ["few_raters"] if out else []
    cautions += ["unknown_group"] if (graph.codes[given.actor[of_places]] < 0).any() else []
    cautions += ["unanimous"] if any(c["caution"] for c in groups) else []
    cautions += [] if items["declared"].all() or not any_answer else ["no_scale"]
    cautions += instrument_cautions({tool}) if any_answer else []
    asked, back = response["asked"].sum(), response[["complete", "partial"]].to_numpy().sum()
    row = {
        "items": len(places),
        "instrument": tool,
        "answers": one["n"],
        "response_rate": float(back / asked) if asked else _NAN,
        **{name: one[name] for name in ("median", "consensus", "sector_share", "expected")},
        "p_value": one["p_value"],
        "hidden": len(out),
        **_ends(graph.groups, [cell["median"] for cell in groups]),
        "answer_caution": cautions,
    }
    return row, cells


def _together(
    given: ItemAnswers, shown: np.ndarray, rescaled: np.ndarray
) -> tuple[Values, Values, Positions, Positions]:
    """Return the mean of the items of each respondent who answered half of those shown or more.

    Answers of a group that is hidden for an item are left out of the mean, as everywhere.
    """
    at = shown[~np.isnan(rescaled[shown])]
    actor, rater, item = given.actor[at], given.rater[at], given.item[at]
    # a respondent that answers an item at several instances gives their mean
    frame = pd.DataFrame({"actor": actor, "rater": rater, "item": item, "value": rescaled[at]})
    each = frame.groupby(["actor", "rater", "item"], as_index=False)["value"].mean()
    of = each.groupby(["actor", "rater"])["value"].agg(["mean", "size"]).reset_index()
    code = given.graph.codes[of["actor"].to_numpy(np.int64)].astype(np.int64)
    cells = pd.DataFrame({"code": given.graph.codes[actor], "item": item}).drop_duplicates()
    wanted = cells["code"].value_counts().reindex(code).fillna(0).to_numpy()
    of, code = of[of["size"].to_numpy() * 2 >= wanted], code[of["size"].to_numpy() * 2 >= wanted]
    who = of["actor"].to_numpy(np.int64)
    times = np.bincount(np.unique(who, return_inverse=True)[1]) if len(who) else np.zeros(0, int)
    weights = 1 / np.repeat(times, times)
    return of["mean"].to_numpy(float), weights, who, code


def _ends(groups: tuple[Any, ...], medians: list[float]) -> dict[str, Any]:
    """Return the groups of the lowest and of the highest median, where two at least are shown."""
    told = [(m, g) for m, g in zip(medians, groups, strict=True) if not np.isnan(m)]
    if len(told) < 2:
        return {}
    low, high = min(m for m, _ in told), max(m for m, _ in told)
    ends: dict[str, Any] = {"low_median": low, "high_median": high}
    for name, value in (("low_group", low), ("high_group", high)):
        at = [g for m, g in told if m == value]
        # several sectors at one end: none of them is named for the others
        ends[name] = at[0] if len(at) == 1 and low < high else None
    return ends
