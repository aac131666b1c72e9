"""Brokerage counts as arrays: open two-paths by role, read as the graph is directed or not."""

from __future__ import annotations

import numpy as np
import pandas as pd

from concertnet.hinges.arrays import Values
from concertnet.hinges.brokered_paths import BrokeredPaths
from concertnet.hinges.graph import GroupedGraph

__all__ = [
    "GATEKEEPER",
    "REPRESENTATIVE",
    "ROLES",
    "TOTAL",
    "by_actor",
    "counted",
    "once",
]

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison", "total")
REPRESENTATIVE, GATEKEEPER, TOTAL = 2, 3, 5
# Roles whose two ends can be exchanged: read both ways, an undirected open triad fills one twice.
EXCHANGEABLE = np.array([r not in ("representative", "gatekeeper") for r in ROLES])


def counted(found: BrokeredPaths) -> Values:
    """Return the counts of `brokerage_roles`, shape (n, 6)."""
    graph, values = found.graph, np.empty((found.graph.n, len(ROLES)))
    values[:, :TOTAL] = found.roles
    values[:, TOTAL] = found.roles.sum(axis=1)
    values[graph.codes < 0] = np.nan
    return values if graph.directed else once(values)


def once(values: Values) -> Values:
    """Return counts by direction, or their moments, as those of open triads counted once."""
    values = values * np.where(EXCHANGEABLE, 0.5, 1.0)
    values[..., REPRESENTATIVE] = np.nan
    return values


def by_actor(values: Values, graph: GroupedGraph) -> pd.DataFrame:
    """Return one row per actor and one column per role."""
    return pd.DataFrame(values, index=graph.actors, columns=list(ROLES))
