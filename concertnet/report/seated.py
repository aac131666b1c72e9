"""Who sits at each instance: its representatives over time, and what it joins today."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from concertnet.errors import ConcertnetError
from concertnet.measures.burden import burden
from concertnet.measures.heterogeneity import instance_heterogeneity
from concertnet.measures.instances import marginal_value
from concertnet.measures.representation import single_representative_links
from concertnet.measures.succession import handover, representative_turnover
from concertnet.measures.tenure import tenure
from concertnet.measures.vacancy import vacancy
from concertnet.names import actor_names, instance_names

__all__ = ["seated_tables"]

_KEY = ["instance", "from_date", "until_date"]


def seated_tables(net: Any) -> tuple[dict[str, pd.DataFrame], dict[str, ConcertnetError]]:
    """Return the tables of those who sit, and why some could not be made.

    Parameters
    ----------
    net : Network
        The network, with the whole of its period.

    Returns
    -------
    tables : dict of str to DataFrame
        ``representatives`` (over the period, by instance), ``instances``, ``burden`` and
        ``single_links`` (on the last day); those that the data allow.
    unmade : dict of str to ConcertnetError
        For the others, what is missing.
    """
    now = net.latest()
    makers: dict[str, Callable[[], pd.DataFrame]] = {
        "representatives": lambda: _representatives(net),
        "instances": lambda: _instances(now),
        "burden": lambda: _burden(now),
        "single_links": lambda: _single_links(now),
    }
    tables, unmade = {}, {}
    for name, make in makers.items():
        try:
            tables[name] = make()
        except ConcertnetError as error:  # data without mandates or dates: said in "Read me"
            unmade[name] = error
    return tables, unmade


def _representatives(net: Any) -> pd.DataFrame:
    changes = representative_turnover(net, by="instance")
    empty = vacancy(net, by="instance")[[*_KEY, "vacant_days", "vacant_share"]]
    relays = handover(net, by="instance")
    relays = relays[[*_KEY, "handovers", "with_gap", "mean_days", "longest_gap", "unfilled"]]
    stays = tenure(net, by="instance").summary[["instance", "median"]]
    columns = [
        *_KEY, "seats", "unrecorded", "seat_years", "changes", "rate", "organisations", "arrived",
        "left",
    ]  # fmt: skip
    frame = changes[columns].merge(empty, on=_KEY, how="outer").merge(relays, on=_KEY, how="outer")
    frame = frame.merge(stays.rename(columns={"median": "median_tenure"}), "left", on="instance")
    return _named(frame, net)


def _instances(now: Any) -> pd.DataFrame:
    mixed = instance_heterogeneity(now)[["seats", "richness", "blau", "unknown"]]
    joined = marginal_value(now).drop(columns="unknown")
    return _named(joined.merge(mixed, left_on="instance", right_index=True, how="left"), now)


def _burden(now: Any) -> pd.DataFrame:
    held = burden(now).table
    held = held[held["seats"] > 0].sort_values(["instances", "seats"], ascending=False)
    held = held.dropna(axis="columns", how="all")
    sectors = now.actors_now().set_index("actor")["sector"]
    held.insert(0, "actor_name", held.index.map(actor_names(now)))
    held.insert(1, "sector", sectors.reindex(held.index))
    return held.rename_axis("actor").reset_index()


def _single_links(now: Any) -> pd.DataFrame:
    links = single_representative_links(now).links
    # what stands for a person may be a name: numbers, so that none leaves
    links["person"] = pd.factorize(links["person"])[0] + 1
    known_as = actor_names(now)
    names = {f"{end}_name": links[end].map(known_as) for end in ("actor", "other")}
    columns = ["person", "actor", "actor_name", "other", "other_name"]
    rest = [column for column in links.columns if column not in columns]
    return links.assign(**names)[[*columns, *rest]]


def _named(frame: pd.DataFrame, net: Any) -> pd.DataFrame:
    frame.insert(
        1, "instance_name", frame["instance"].map(instance_names(net.instances)).to_numpy()
    )
    return frame
