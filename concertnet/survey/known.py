"""The actors that are known before a survey is read."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from concertnet.network import Network, read_dossier

__all__ = ["KnownActors", "known_network"]

KnownActors = Network | pd.DataFrame | str | Path


def known_network(actors: KnownActors | None) -> Network | None:
    """Return the network of the actors that are known: one, a table of actors, or where it is."""
    if actors is None or isinstance(actors, Network):
        return actors
    return Network(actors) if isinstance(actors, pd.DataFrame) else read_dossier(actors)
