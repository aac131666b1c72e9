"""Whether an instance has the form of a concertation, criterion by criterion."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.door import NetworkLike
from concertnet.hinges.guards import is_undated, number, require_network
from concertnet.hinges.observed import observed_of
from concertnet.hinges.sittings import sittings
from concertnet.tables.cells.dates import Period, When

__all__ = ["form_check"]

_YEAR = pd.Timedelta(days=365.25)


def form_check(
    net: NetworkLike, *, at: When | None = None, meetings: float = 2.0, years: float = 1.0
) -> pd.DataFrame:
    """Say which traits of a concertation each instance has, and on what facts (instance grain).

    A concertation is a structured and lasting process that links autonomous social actors around a
    theme or a territory. Each trait is a column of its own: there is no total and no verdict.

    Parameters
    ----------
    net : Network
        The network, whole: ``net.at`` has lost the meetings of other days.
    at : date or str, optional
        The instances, seats and subcontracts of that date, with the meetings and the age that they
        had by the end of it; by default those of all times.
    meetings : float
        Meetings a year, 0 or more, from which an instance meets regularly.
    years : float
        Years, 0 or more, from which it lasts.

    Returns
    -------
    DataFrame
        One row per instance, in their order: instance, then the traits (True, False, or missing
        where the tables do not say) and the facts they rest on.

        - several: at least two organisations sit there. ``organisations``, distinct actors apart
          from persons who act for themselves; missing without any seat.
        - has_subject: ``theme`` or ``territory`` is stated; missing where no instance states any.
        - meets: at least `meetings` a year. ``meetings_per_year`` as stated, else
          ``logged_meetings`` (dates in the attendance; nan where there is none, since nothing tells
          no meeting from none written down) over the years observed, one at least.
        - lasts: at least `years` old. ``age``, in years, at its end or at that of the observation
          (without a start, since the observation began; nan without dates). Missing for one still
          young and still open, or whose start is unknown; for all, where none is dated.
        - autonomous: at least two organisations free of subcontracting with another member.
          ``bound``, organisations that are not (nan with it); missing where no relation is set
          aside in the network, or without any seat.

        Then from_date and until_date, the observation (missing without dates).

    Raises
    ------
    NotComparable
        If `net` is no Network, `meetings` or `years` no number from 0.
    OutsideObservation
        If the data do not cover `at`, or have no dates at all while it is given.

    References
    ----------
    .. [1] Bourque, D. (2008). Concertation et partenariat : entre levier et piège du développement
       des communautés. Presses de l'Université du Québec.

    Examples
    --------
    >>> import concertnet as cn
    >>> table = form_check(cn.sample_network(), at="2024-06-30")
    >>> table[["instance", "organisations", "several", "meets"]].head(2)
      instance  organisations  several  meets
    0      I01 ...
    1      I02 ...
    """
    require_network(net)
    meetings, years = number(meetings, name="meetings"), number(years, name="years")
    now, observed = net, net.observed
    if at is not None:
        now = net.at(at)
        observed = Period(observed_of(net).start, observed_of(now).end)
    held = sittings(now)
    instances = now.instances
    actors = now.actors_now()
    organisation = (actors["kind"] != "person").fillna(True).to_numpy(dtype=bool)
    any_seat = held.sizes > 0
    held = held.keeping(organisation[held.member])
    organisations = held.sizes
    subject = instances[["theme", "territory"]].notna().any(axis=1).to_numpy()
    stated = instances["meetings_per_year"].to_numpy(float)
    age, certain = _age(instances, observed)
    if is_undated(net.instances):  # nothing is known of when any of them began
        age = np.full(len(instances), np.nan)
    logged, rate = _logged(net.attendance, instances, observed)
    rate = np.where(np.isnan(stated), rate, stated)
    bound = _bound(now, held.instance, held.member, actors["actor"])
    looked = any_seat & (len(net.set_aside) > 0)
    # 365 days are a year
    old_enough = np.nan_to_num(age) >= years * (365 / 365.25)
    return pd.DataFrame(
        {
            "instance": instances["instance"],
            "several": _trait(organisations >= 2, any_seat),
            "has_subject": _trait(subject, np.full(len(instances), subject.any())),
            "meets": _trait(np.nan_to_num(rate) >= meetings, ~np.isnan(rate)),
            "lasts": _trait(old_enough, old_enough | certain),
            "autonomous": _trait(organisations - bound >= 2, looked),
            "organisations": organisations,
            "theme": instances["theme"],
            "territory": instances["territory"],
            "meetings_per_year": stated,
            "logged_meetings": logged,
            "age": age,
            "bound": np.where(looked, bound, np.nan),
            "from_date": pd.NaT if observed is None else observed.start,
            "until_date": pd.NaT if observed is None else observed.end,
        }
    )


def _trait(value: npt.NDArray[np.bool_], known: npt.NDArray[np.bool_]) -> Any:
    return pd.arrays.BooleanArray(value.astype(bool), ~known.astype(bool))


def _age(
    instances: Any, observed: Period | None
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Return the age of instances in years, and whether it can no longer prove greater."""
    start, end = instances["start"], instances["end"]
    if observed is None:
        return ((end - start) / _YEAR).to_numpy(float), (start.notna() & end.notna()).to_numpy()
    closed = end.notna() & (end <= observed.end)
    until = end.where(closed, observed.end)
    since = start.fillna(observed.start)
    age = ((until - since) / _YEAR).clip(lower=0)
    return age.to_numpy(float), (closed & start.notna()).to_numpy()


def _logged(
    attendance: Any, instances: Any, observed: Period | None
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return the meetings that the attendance tells, and how many a year while observed."""
    dates = attendance[["instance", "date"]].drop_duplicates()
    if observed is not None:
        dates = dates[(dates["date"] >= observed.start) & (dates["date"] < observed.end)]
    counts = dates.groupby("instance").size().reindex(instances["instance"])
    logged = counts.to_numpy(dtype=np.float64)
    if observed is None:
        return logged, np.full(len(instances), np.nan)
    since = instances["start"].fillna(observed.start).clip(lower=observed.start)
    until = instances["end"].fillna(observed.end).clip(upper=observed.end)
    seen = ((until - since) / _YEAR).to_numpy(float)
    # half a week more or less than whole years is whole years: 365 and 366 days are one
    whole = np.round(seen)
    seen = np.where(np.abs(seen - whole) < 0.01, whole, seen)
    enough = (seen >= 1) & ~np.isnan(logged)
    return logged, np.divide(logged, seen, out=np.full(len(seen), np.nan), where=enough)


def _bound(
    net: NetworkLike, instance: Any, member: Any, actors: pd.Series
) -> npt.NDArray[np.int64]:
    """Count the organisations that have a subcontract with another one of the instance."""
    aside = net.set_aside
    aside = aside[aside["kind"] == "subcontracting"]
    at = pd.Index(actors)
    ends = {"one": aside["source"], "other": aside["target"]}
    pairs = pd.DataFrame({end: at.get_indexer(pd.Index(ids)) for end, ids in ends.items()})
    seated = pd.DataFrame({"instance": instance, "one": member})
    met = seated.merge(pairs.drop_duplicates(), on="one")
    met = met.merge(seated.rename(columns={"one": "other"}), on=["instance", "other"])
    sides = [met[["instance", end]].rename(columns={end: "actor"}) for end in ends]
    tied = pd.concat(sides).drop_duplicates()
    return np.bincount(tied["instance"], minlength=len(net.instances))
