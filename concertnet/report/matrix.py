"""Ties between sectors against chance, as a table with what it leaves out."""

from __future__ import annotations

import pandas as pd

from concertnet.hinges.door import NetworkLike
from concertnet.hinges.mixing import mixing
from concertnet.measures.chance.mixing_chance import mixing_chance

__all__ = ["mixing_table"]


def mixing_table(net: NetworkLike) -> pd.DataFrame:
    """Return ties between sectors against chance; last, those left out with an unknown sector.

    Parameters
    ----------
    net : Network
        The network; select a date first to look at that day.

    Returns
    -------
    DataFrame
        One row per pair of sectors: group, other_group, ties, possible, density, expected and z
        (under shuffled sectors, exact: `mixing_chance`). Where an actor's sector is unknown, a last
        row of group "unknown" counts the ties that touch such an actor, in no other row.
    """
    graph = net.grouped()
    chance = mixing_chance(graph)
    # both go through the pairs in the order of the sectors
    table = mixing(graph).frame().join(chance.cells[["expected", "z"]])
    # a count, missing in the last row
    table = table.astype({"possible": "Int64"})
    if not chance.unknown_actors:
        return table
    left_out = pd.DataFrame({"group": ["unknown"], "ties": [chance.unknown_ties]})
    return pd.concat([table, left_out], ignore_index=True)
