"""Who sits at each instance: its representatives over time, and what it joins today."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from concertnet.errors import ConcertnetError
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.guards import require_rows
from concertnet.hinges.observed import observed_of
from concertnet.measures.instances.burden import burden
from concertnet.measures.instances.dynamics import marginal_value
from concertnet.measures.instances.single_links import single_representative_links
from concertnet.measures.segregation.diversity import instance_heterogeneity
from concertnet.measures.time.succession import handover, representative_turnover
from concertnet.measures.time.tenure import tenure
from concertnet.measures.time.vacancy import vacancy
from concertnet.names import actor_names, instance_names
from concertnet.report.answers import REPORT
from concertnet.tables.cells.dates import Period

__all__ = ["representatives_by_instance", "seated_tables"]

# What is known of a body's representatives by their mandates alone.
_OF_MANDATES = [
    "seat_years", "changes", "vacant_days", "handovers", "with_gap", "unfilled"
]  # fmt: skip
_DAY = pd.Timedelta(days=1)


def seated_tables(
    net: NetworkLike, now: NetworkLike
) -> tuple[dict[str, pd.DataFrame], dict[str, ConcertnetError]]:
    """Return the tables of those who sit, and why some could not be made.

    Parameters
    ----------
    net : Network
        The network, with the whole of its period.
    now : Network
        The same on the last day that the tables look at.

    Returns
    -------
    tables : dict of str to DataFrame
        ``representatives`` (over the period, by instance), ``instances``, ``burden`` and
        ``single_links`` (on the last day); those that the data allow.
    unmade : dict of str to ConcertnetError
        For the others, what is missing.
    """
    makers: dict[str, Callable[[], pd.DataFrame]] = {
        "representatives": lambda: representatives_by_instance(net, now),
        "instances": lambda: _instances(now),
        "burden": lambda: _burden(now),
        "single_links": lambda: _single_links(now),
    }
    tables, unmade = {}, {}
    for name, make in makers.items():
        try:
            require_rows(net, "seats", "instance", "actor")
            tables[name] = make()
        except ConcertnetError as error:  # what the data lack is said in "Read me"
            unmade[name] = error
    return tables, unmade


def representatives_by_instance(net: NetworkLike, now: NetworkLike) -> pd.DataFrame:
    """Return the representatives of each instance over the period: changes, vacancies, handovers.

    Parameters
    ----------
    net : Network
        The network, with the whole of its period.
    now : Network
        The same on the last day looked at.

    Returns
    -------
    DataFrame
        The columns of `representatives` in `report/answers.py`.
    """
    # the whole network: a selection has lost the mandates of other days
    asked: dict[str, Any] = {"by": "instance"}
    if net.observed is not None:
        last = min(observed_of(now).end, net.observed.end)
        asked["observed"] = Period(net.observed.start, last)
    require_rows(net, "mandates", "seat", "person_code")
    changes = representative_turnover(net, **asked).rename(columns={"rate": "change_rate"})
    empty, relays = vacancy(net, **asked), handover(net, **asked)
    stays = tenure(net, **asked).summary.set_index("instance")
    columns = [
        "instance", "from_date", "until_date", "seats", "unrecorded", "seat_years", "changes",
        "change_rate", "organisations", "arrived", "left",
    ]  # fmt: skip
    # the three are of the same instances, in the same order
    frame = changes[columns].join(empty[["vacant_days", "vacant_share"]])
    frame = frame.join(relays[["handovers", "with_gap", "mean_days", "longest_gap", "unfilled"]])
    frame["median_tenure"] = frame["instance"].map(stays["median"])
    frame["mandates_followed"] = frame["instance"].map(stays["n"]).fillna(0).astype("int64")
    frame["mandates_censored"] = frame["instance"].map(stays["censored_share"])
    # where no seat has a mandate, nothing is known of those who sit: none is not zero
    unknown = frame["seats"] == 0
    frame[_OF_MANDATES] = frame[_OF_MANDATES].astype("Float64").mask(unknown, axis=0)
    for column, kind in REPORT["representatives"].dtypes.items():
        if column in _OF_MANDATES:
            frame[column] = frame[column].astype(pd.api.types.pandas_dtype(kind))
    # readers take the day after "to" for a part of the period
    frame["until_date"] -= _DAY
    renamed = {"until_date": "last_day", "mean_days": "mean_wait"}
    return _named(frame.rename(columns=renamed), net)


def _instances(now: NetworkLike) -> pd.DataFrame:
    mixed = instance_heterogeneity(now)[["seats", "richness", "blau", "unknown"]]
    joined = marginal_value(now).drop(columns="unknown")
    return _named(joined.merge(mixed, left_on="instance", right_index=True, how="left"), now)


def _burden(now: NetworkLike) -> pd.DataFrame:
    held = burden(now).table
    held = held[held["seats"] > 0].sort_values(["instances", "seats"], ascending=False)
    held = held.dropna(axis="columns", how="all")
    sectors = now.actors_now().set_index("actor")["sector"]
    held.insert(0, "actor_name", held.index.map(actor_names(now)))
    held.insert(1, "sector", sectors.reindex(held.index))
    return held.rename_axis("actor").reset_index()


def _single_links(now: NetworkLike) -> pd.DataFrame:
    links = single_representative_links(now).links
    # what stands for a person may be a name: numbers, so that none leaves
    links["person"] = pd.factorize(links["person"])[0] + 1
    known_as = actor_names(now)
    names = {f"{end}_name": links[end].map(known_as) for end in ("actor", "other")}
    columns = ["person", "actor", "actor_name", "other", "other_name"]
    rest = [column for column in links.columns if column not in columns]
    return links.assign(**names)[[*columns, *rest]]


def _named(frame: pd.DataFrame, net: NetworkLike) -> pd.DataFrame:
    frame.insert(
        1, "instance_name", frame["instance"].map(instance_names(net.instances)).to_numpy()
    )
    return frame
