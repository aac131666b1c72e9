"""What the tables say of each of the twelve conditions: every indicator, with what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from concertnet.errors import ConcertnetError
from concertnet.hinges.arrays import ratio
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.grouping import named
from concertnet.hinges.guards import expected_of
from concertnet.hinges.sittings import actor_groups
from concertnet.measures.instances.beyond import beyond
from concertnet.measures.instances.burden import burden
from concertnet.measures.instances.single_links import single_representative_links
from concertnet.measures.participation.after_events import after_events
from concertnet.measures.participation.contributions import expertise_use
from concertnet.measures.participation.events import event_rate
from concertnet.measures.participation.first_ties import first_time_pairs
from concertnet.measures.participation.founding import founding_breadth, rules_breadth
from concertnet.measures.participation.representation import (
    concerned_seats,
    membership_reach,
    representation_quality,
)
from concertnet.measures.perceptions.received import perception_reciprocity
from concertnet.measures.perceptions.scores import perception_scores
from concertnet.measures.reports.confirmation import (
    actor_recognition,
    confirmation,
    level_symmetry,
)
from concertnet.measures.reports.response import response_rate
from concertnet.measures.time.succession import representative_turnover
from concertnet.measures.time.tenure import tenure
from concertnet.measures.time.vacancy import vacancy

__all__ = ["Fact", "Seen", "facts_of"]

_NAN = float("nan")


@dataclass(frozen=True)
class Fact:
    """One indicator of one condition.

    Attributes
    ----------
    name : str
        Its key; the catalogue holds ``fact_NAME``.
    value : float
        The number; nan where the tables say nothing of it.
    n, of : float
        Of a share, how many of how many; of another number, the units that it rests on, `of` being
        nan.
    unknown : int
        Units of which it cannot be known, left out.
    caution : tuple of str
        Keys of what must be said with it.
    group : hashable
        The sector, instance or period of which it is; None of all.
    detail : str or None
        What it names: the kinds of expertise that are not used.
    """

    name: str
    value: float = _NAN
    n: float = _NAN
    of: float = _NAN
    unknown: int = 0
    caution: tuple[str, ...] = ()
    group: Any = None
    detail: str | None = None


@dataclass(frozen=True, eq=False)
class Seen:
    """What facts are read from.

    Attributes
    ----------
    whole, now : NetworkLike
        The network up to the day looked at, and on that day.
    by : str, mapping or None
        The groups.
    body : str
        The kind of instances of condition 4.
    least : int
        The fewest pairs of ratings that are shown.
    wave : str or None
        The wave of perceptions and respondents; None for the last one.
    """

    whole: NetworkLike
    now: NetworkLike
    by: By
    body: str
    least: int
    wave: str | None


def facts_of(seen: Seen) -> dict[int, list[Fact]]:
    """Return the facts of each condition, the headline first.

    What the tables do not allow is there, without a value and with the caution ``nothing``.
    """
    return {
        condition: [fact for part in parts for fact in _said(part, seen)]
        for condition, parts in _PARTS.items()
    }


def _said(part: _Part, seen: Seen) -> list[Fact]:
    try:
        found = list(part.read(seen))
    except ConcertnetError:  # what is needed is not there: an answer, and not a fault
        found = []
    if found and not (part.headline and np.isnan(found[0].value)):
        return found
    if not part.headline:
        return []
    first = found[0] if found else Fact(part.name)
    caution = tuple(dict.fromkeys(("nothing", *part.always, *first.caution)))
    return [Fact(part.name, unknown=first.unknown, caution=caution), *found[1:]]


@dataclass(frozen=True)
class _Part:
    """How an indicator is read, whether it leads its condition, what is always said with it."""

    name: str
    read: Callable[[Seen], Iterator[Fact]]
    headline: bool = False
    always: tuple[str, ...] = ()


def _share(name: str, n: float, of: float, **more: Any) -> Fact:
    return Fact(name, float(ratio(n, of)), float(n), float(of), **more)


def _each(
    name: str, frame: pd.DataFrame, n: str, of: str, value: str | None = None
) -> Iterator[Fact]:
    """Yield a share for each group of a table that is indexed by groups."""
    for group, row in frame.iterrows():
        if row[of] > 0:
            yield Fact(name, float(row[value]) if value else float(row[n] / row[of]),
                       float(row[n]), float(row[of]), group=group)  # fmt: skip


# -- 1 to 4 -------------------------------------------------------------------------------------


def _founding(seen: Seen) -> Iterator[Fact]:
    found, expected = founding_breadth(seen.whole), len(expected_of(seen.whole))
    known = found["founding_share"].notna()
    there = found.loc[known, "founding_share"].sum() * expected
    unknown = int((~known).sum())
    yield _share("founding_share", round(there), int(known.sum()) * expected, unknown=unknown)
    yield from _by_instance("founding_share", found, "founding_share", expected)
    start = found.loc[known, "concerned_from_start"].dropna()
    yield _share("concerned_from_start", start.sum(), len(start), unknown=unknown)
    still = found["founders_still"].dropna()
    alive = found.loc[still.index, "founders"]
    yield _share("founders_still", round((still * alive).sum()), alive.sum())


def _by_instance(name: str, found: pd.DataFrame, column: str, of: int) -> Iterator[Fact]:
    for row in found[found[column].notna()].to_dict("records"):
        yield Fact(name, row[column], round(row[column] * of), of, group=row["instance"])


def _nominations(seen: Seen) -> Iterator[Fact]:
    found = actor_recognition(seen.now, wave=_wave_asked(seen))
    sector = _sectors(seen).reindex(found.index)
    cautions = ("own_raters",) if (found["could"] < len(found) - 1).any() else ()
    silent = int((found["could"] == 0).sum())
    totals = found[["nominated", "could"]].sum()
    yield _share("nominated_share", *totals, unknown=silent, caution=cautions)
    by_sector = found[["nominated", "could"]].groupby(sector, sort=False).sum()
    yield from _each("nominated_share", by_sector.reindex(_ordered(seen, by_sector)),
                     "nominated", "could")  # fmt: skip


def _confirmed(seen: Seen) -> Iterator[Fact]:
    found = confirmation(seen.now, by=seen.by, wave=_wave_asked(seen))
    counts = found.pairs["status"].value_counts()
    yes, no, open_ = (int(counts.get(s, 0)) for s in ("confirmed", "unconfirmed", "unverifiable"))
    yield _share(
        "confirmed_share", yes, yes + no, unknown=open_,
        caution=("one_sided",) if open_ + no else (),
    )  # fmt: skip


def _legitimacy(seen: Seen) -> Iterator[Fact]:
    found = perception_scores(
        seen.whole,
        dimension="legitimacy",
        by=seen.by,
        min_raters=seen.least,
        wave=_wave_rated(seen),
    )
    # of a sector of which one actor alone is rated, the mean would be that actor's own grade
    for row in found[found["mean"].notna() & (found["rated"] > 1)].to_dict("records"):
        cautions = row["caution"].split("; ") if isinstance(row["caution"], str) else []
        yield Fact("legitimacy_mean", row["mean"], int(row["raters"]),
                   group=(row["rater_group"], row["rated_group"]),
                   caution=("perceived", *cautions))  # fmt: skip


def _rules(seen: Seen) -> Iterator[Fact]:
    found, expected = rules_breadth(seen.whole), len(expected_of(seen.whole))
    known = found["share"].notna()
    there = found.loc[known, "share"].sum() * expected
    unknown = int((~known).sum())
    yield _share("rules_share", round(there), int(known.sum()) * expected, unknown=unknown)
    yield from _by_instance("rules_share", found, "share", expected)
    for name in ("present_share", "years_to_rules"):
        told = found[name].dropna()
        if len(told):
            yield Fact(f"rules_{name}" if name == "present_share" else name,
                       float(told.median()), len(told), unknown=len(found) - len(told))  # fmt: skip
    told = found["role_share"].dropna()
    if len(told):
        seats = seen.whole.seats["role"]
        yield _share("role_share", int(seats.notna().sum()), len(seats))


def _beyond(seen: Seen) -> Iterator[Fact]:
    found = beyond(seen.whole, seen.body)
    yield _share("beyond_share", round(found.with_either_share * found.n) if found.n else 0,
                 found.n)  # fmt: skip
    for row in found.sectors.to_dict("records"):
        if row["n"]:
            share = row["with_either_share"]
            yield Fact("beyond_share", share, round(share * row["n"]), row["n"],
                       group=row["sector"])  # fmt: skip
    for row in found.never_left.to_dict("records"):
        if row["n"]:
            yield Fact("never_left", row["never_share"], row["never"], row["n"],
                       group=f"{row['years']}")  # fmt: skip


def _burden(seen: Seen) -> Iterator[Fact]:
    row = burden(seen.now).summary.iloc[0]
    if row["n"]:
        yield Fact("burden_median", float(row["median"]), int(row["n"]))


# -- 5 to 8 -------------------------------------------------------------------------------------


def _first_pairs(seen: Seen) -> Iterator[Fact]:
    if seen.whole.ties.empty and seen.whole.tables["respondents"].empty:
        return  # nobody was asked of ties: no rate of 0
    found = first_time_pairs(seen.whole, by=seen.by)
    by_survey = int(found["dated_by_observation"].max() if len(found) else 0)
    cautions = ("dated_by_observation",) if by_survey else ()
    yield _share("new_cross_share", found["cross"].sum(), found["cross_at_risk"].sum(),
                 unknown=int(found["unknown"].sum()), caution=cautions)  # fmt: skip
    for row in found.to_dict("records"):
        period = f"{row['from_date'].date()} – {row['until_date'].date()}"
        yield _share("new_cross_share", row["cross"], row["cross_at_risk"], group=period)
        yield Fact("cross_share", row["cross_share"], row["cross"], row["new"], group=period)
        yield Fact("expected_cross_share", row["expected_cross_share"], row["cross_at_risk"],
                   row["at_risk"], group=period)  # fmt: skip


def _events(kind: str, name: str) -> Callable[[Seen], Iterator[Fact]]:
    """Return what reads how often events of a kind are logged."""

    def read(seen: Seen) -> Iterator[Fact]:
        if seen.whole.tables["events"].empty:  # nobody logs anything: no rate of 0
            return
        row = event_rate(seen.whole, kind=kind, by=None).iloc[0]
        few = ("few_events",) if row["events"] < _FEW_EVENTS else ()
        yield Fact(name, float(row["rate"]), int(row["events"]), float(row["years"]), caution=few)

    return read


_FEW_EVENTS = 10


def _expertise(seen: Seen) -> Iterator[Fact]:
    found = expertise_use(seen.whole, by=seen.by)
    yield _share("used_share", found["used"].sum(), found["declared"].sum(),
                 caution=("counts_not_amounts",))  # fmt: skip
    for group, row in found.iterrows():
        if row["declared"]:
            unused = row["unused"] if isinstance(row["unused"], str) else None
            yield _share("used_share", row["used"], row["declared"], group=group, detail=unused)


def _concerned(seen: Seen) -> Iterator[Fact]:
    found = concerned_seats(seen.now)
    yield _share("concerned_share", found.with_seat, found.instances)
    for row in found.groups.to_dict("records"):
        yield _share("voting_share", row["voting"], row["stated"], group=row["who"],
                     unknown=int(row["seats"] - row["stated"]))  # fmt: skip
    # who came, and how long they stayed, is seen over time
    for row in concerned_seats(seen.whole).groups.to_dict("records"):
        for name in ("attendance_rate", "median_tenure"):
            if not np.isnan(row[name]):
                yield Fact(name, row[name], int(row["seats"]), group=row["who"])


def _symmetry(seen: Seen) -> Iterator[Fact]:
    found = confirmation(seen.now, by=seen.by, wave=_wave_asked(seen))
    both = found.pairs[found.pairs["status"] == "confirmed"]
    yield _share("same_level_share", int((~both["discordant"]).sum()), len(both),
                 unknown=int((found.pairs["status"] == "unverifiable").sum()))  # fmt: skip
    for row in level_symmetry(seen.now, by=seen.by, wave=_wave_asked(seen)).to_dict("records"):
        if row["n"] >= seen.least and row["group"] != row["other_group"]:
            yield Fact("level_difference", row["mean_difference"], int(row["n"]),
                       group=(row["group"], row["other_group"]))  # fmt: skip


def _mutual(seen: Seen) -> Iterator[Fact]:
    found = perception_reciprocity(seen.whole, min_raters=seen.least, wave=_wave_rated(seen))
    for row in found[found["within_step_share"].notna()].to_dict("records"):
        n = round(row["within_step_share"] * row["pairs"])
        yield _share("within_step_share", n, row["pairs"], group=row["dimension"],
                     caution=("perceived",))  # fmt: skip


# -- 9 to 12 ------------------------------------------------------------------------------------


def _representation(seen: Seen) -> Iterator[Fact]:
    found = representation_quality(seen.now, by=seen.by)
    able = (found["can_commit_share"].fillna(0) * found["known"]).round()
    yield _share("can_commit_share", able.sum(), found["known"].sum(),
                 unknown=int((found["mandates"] - found["known"]).sum()),
                 caution=("tables_silent",))  # fmt: skip
    yield from _each("can_commit_share", found.assign(able=able), "able", "known")
    if found["alternate_share"].notna().any():
        yield _share("alternate_share", found["with_alternate"].sum(), found["seats"].sum())


def _single(seen: Seen) -> Iterator[Fact]:
    found = single_representative_links(seen.now, by=seen.by)
    if found.total:
        yield _share("single_share", found.hanging, found.total, unknown=found.unrepresented)


def _turnover(seen: Seen) -> Iterator[Fact]:
    row = representative_turnover(seen.whole).iloc[0]
    yield Fact("turnover_rate", float(row["rate"]), int(row["changes"]), float(row["seat_years"]),
               unknown=int(row["unrecorded"]))  # fmt: skip


def _stays(seen: Seen) -> Iterator[Fact]:
    found = tenure(seen.whole)
    yield Fact("tenure_median", found.median / 365.25, found.n, unknown=found.unknown_start)


def _empty_seats(seen: Seen) -> Iterator[Fact]:
    row = vacancy(seen.whole).iloc[0]
    yield Fact("vacant_share", float(row["vacant_share"]), float(row["vacant_days"]),
               float(row["seat_days"]), unknown=int(row["unrecorded"]))  # fmt: skip


def _after(seen: Seen) -> Iterator[Fact]:
    found = after_events(seen.whole, kind="controversy").events
    for row in found[found["difference"].notna()].to_dict("records"):
        event = (row["instance"], str(row["date"].date()))
        yield Fact("after_controversy", row["difference"], int(row["n"]), group=event,
                   unknown=int(row["unmatched"]), caution=("few_events",))  # fmt: skip


def _answered(seen: Seen) -> Iterator[Fact]:
    found = response_rate(seen.whole, by=seen.by, wave=_wave_asked(seen))
    answered = found["complete"] + found["partial"]
    yield _share("response_share", answered.sum(), found["asked"].sum())
    yield from _each("response_share", found.assign(answered=answered), "answered", "asked")


def _evaluated(seen: Seen) -> Iterator[Fact]:
    answers = seen.whole.tables["answers"]
    if seen.wave is not None:
        answers = answers[answers["wave"] == seen.wave]
    alive = seen.now.instances["instance"]
    if answers["instance"].notna().any():
        yield _share("evaluated_share", int(alive.isin(answers["instance"]).sum()), len(alive))


def _reach(seen: Seen) -> Iterator[Fact]:
    found = membership_reach(seen.now, kind="community_of_practice", by=seen.by)
    if not found.of_kind:
        return
    yield _share("reach_share", found.groups["reached"].sum(), found.groups["actors"].sum(),
                 unknown=found.unknown)  # fmt: skip
    yield from _each("reach_share", found.groups, "reached", "actors")
    yield _share("instances_reached_share", found.reached, found.instances)


def _sectors(seen: Seen) -> pd.Series:
    graph = actor_groups(seen.now, seen.by)
    return pd.Series(named(graph.groups, graph.codes), index=graph.actors, dtype=object)


def _ordered(seen: Seen, frame: pd.DataFrame) -> list[Any]:
    return [group for group in actor_groups(seen.now, seen.by).groups if group in frame.index]


def _wave_asked(seen: Seen) -> str | None:
    """Return the wave looked at, if some were asked at it; else the last one is meant."""
    return seen.wave if seen.wave in set(seen.whole.tables["respondents"]["wave"]) else None


def _wave_rated(seen: Seen) -> str | None:
    return seen.wave if seen.wave in set(seen.whole.tables["perceptions"]["wave"]) else None


_PARTS: dict[int, tuple[_Part, ...]] = {
    1: (_Part("founding_share", _founding, True),),
    2: (
        _Part("nominated_share", _nominations, True),
        _Part("confirmed_share", _confirmed),
        _Part("legitimacy_mean", _legitimacy),
    ),
    3: (_Part("rules_share", _rules, True),),
    4: (_Part("beyond_share", _beyond, True), _Part("burden_median", _burden)),
    5: (
        _Part("new_cross_share", _first_pairs, True),
        _Part("innovation_rate", _events("innovation", "innovation_rate")),
    ),
    6: (_Part("used_share", _expertise, True),),
    7: (_Part("concerned_share", _concerned, True),),
    8: (_Part("same_level_share", _symmetry, True), _Part("within_step_share", _mutual)),
    9: (
        _Part("can_commit_share", _representation, True, ("tables_silent",)),
        _Part("single_share", _single),
    ),
    10: (
        _Part("turnover_rate", _turnover, True),
        _Part("tenure_median", _stays),
        _Part("vacant_share", _empty_seats),
        _Part("controversy_rate", _events("controversy", "controversy_rate")),
        _Part("after_controversy", _after),
    ),
    11: (_Part("response_share", _answered, True), _Part("evaluated_share", _evaluated)),
    12: (_Part("reach_share", _reach, True),),
}
