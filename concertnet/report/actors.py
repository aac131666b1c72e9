"""Every actor on one row: its ties, its roles between others, where it sits."""

from __future__ import annotations

import pandas as pd

from concertnet.hinges.door import NetworkLike
from concertnet.measures.brokerage.roles import brokerage_roles
from concertnet.measures.position.betweenness import (
    bridging_centrality,
    cross_sector_betweenness,
    everett_valente_brokerage,
)
from concertnet.measures.position.bridging import bridge_strength, participation_coefficient
from concertnet.measures.position.structural_holes import structural_holes
from concertnet.measures.segregation.diversity import heterogeneity
from concertnet.measures.segregation.ei import actor_ei_index
from concertnet.measures.structure.fragility import fragility
from concertnet.names import actor_names

__all__ = ["actor_table"]


def actor_table(net: NetworkLike, *, paths: bool = True) -> pd.DataFrame:
    """Gather what each actor is in the network.

    Parameters
    ----------
    net : Network
        The network; select a date first to look at that day.
    paths : bool
        Whether to make the measures that search from every actor (`PATHS` in `report/bounds.py`).

    Returns
    -------
    DataFrame
        One row per actor, those with most ties to other sectors first: actor, actor_name (a person
        who acts for themself: the id), sector, ties, ties_across (`bridge_strength`),
        actor_ei_index, sectors_met (`heterogeneity`, richness), participation
        (`participation_coefficient`), coordinator, itinerant, gatekeeper, liaison, brokerage
        (`brokerage_roles`), cross_sector_betweenness, bridging_centrality,
        everett_valente_brokerage, constraint, effective_size (`structural_holes`), is_cut
        (`fragility`), instances (where it sits).
    """
    graph = net.grouped()
    roles = brokerage_roles(graph)[["coordinator", "itinerant", "gatekeeper", "liaison", "total"]]
    actors = net.actors_now().set_index("actor")
    sits = net.seats.groupby("actor")["instance"].nunique()
    table = pd.DataFrame(
        {
            "actor_name": actors.index.map(actor_names(net)),
            "sector": actors["sector"],
        }
    ).reindex(graph.actors)
    table["ties"] = graph.degrees()
    table["ties_across"] = bridge_strength(graph)
    table["actor_ei_index"] = actor_ei_index(graph)
    table["sectors_met"] = heterogeneity(graph)["richness"]
    table["participation"] = participation_coefficient(graph)
    table = table.join(roles.rename(columns={"total": "brokerage"}))
    if paths:
        table["cross_sector_betweenness"] = cross_sector_betweenness(graph)
        table["bridging_centrality"] = bridging_centrality(graph)
        table["everett_valente_brokerage"] = everett_valente_brokerage(graph)
    table = table.join(structural_holes(graph)[["constraint", "effective_size"]])
    table["is_cut"] = fragility(graph)["is_cut"]
    table["instances"] = sits.reindex(graph.actors, fill_value=0)
    # counts, missing where the sector is unknown
    whole = ["ties_across", "coordinator", "itinerant", "gatekeeper", "liaison", "brokerage"]
    table = table.astype(dict.fromkeys(whole, "Int64"))
    table = table.rename_axis("actor").reset_index()
    order = ["ties_across", "ties", "actor"]
    return table.sort_values(order, ascending=[False, False, True], ignore_index=True)
