"""The agreements of the page: who is party to each, and where it stands at each date."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from concertnet.hinges.door import NetworkLike, NetworkOrGraph, is_network
from concertnet.hinges.guards import is_undated
from concertnet.hinges.observed import observed_of
from concertnet.maps.interactive.content.texts import Text, both, known
from concertnet.maps.paper.days import when_text

__all__ = ["Agreement", "agreements_of"]

_SOON = 12  # months: the page says "within twelve months"


@dataclass(frozen=True)
class Agreement:
    """An agreement: its parties on the page, its last day where it has one, and where it stands.

    Attributes
    ----------
    name : str
        Its name, else its id.
    parties : list of int
        Positions of actors.
    last : Text
        The last day; empty where it has no end.
    status : list of str
        At each date of the page (the only one, where there is but one): active, expiring (within
        twelve months), lapsed, renewed or upcoming.
    renewed : int or None
        The position of the agreement that takes over from it.
    """

    name: str
    parties: list[int]
    last: Text
    status: list[str]
    renewed: int | None


def agreements_of(
    net: NetworkOrGraph, stops: Sequence[NetworkLike], places: Mapping[Hashable, int]
) -> list[Agreement]:
    """Return the agreements of a network, in the order of their table.

    Parameters
    ----------
    net : Network or networkx.Graph
        The network, whole; a plain graph has none, nor has one without dates.
    stops : sequence of Network
        The network at each date of the page.
    places : mapping
        Positions of actors.
    """
    from concertnet.measures.time.agreements import agreement_status

    if not is_network(net) or net.observed is None or not len(net.agreements):
        return []
    if is_undated(net.agreements):
        return []
    dates = [observed_of(now).start for now in stops] or [None]
    tables = [agreement_status(net, at=date, within_months=_SOON).agreements for date in dates]
    parties = net.parties().groupby("agreement")["actor"].agg(list)
    last = tables[-1]
    at = {agreement: k for k, agreement in enumerate(last["agreement"])}
    return [
        Agreement(
            name=known(row["name"]) or str(row["agreement"]),
            parties=sorted({places[i] for i in parties.get(row["agreement"], []) if i in places}),
            last=_last_day(row["end"]),
            status=[table["status"].iloc[k] for table in tables],
            renewed=at.get(row["renewed_by"]),
        )
        for k, row in enumerate(last.to_dict("records"))
    ]


def _last_day(end: pd.Timestamp) -> Text:
    """Return the last day before an end, which is excluded."""
    if pd.isna(end):
        return ""
    day = (end - pd.Timedelta(microseconds=1)).date()
    return both(lambda w: when_text(w, day))
