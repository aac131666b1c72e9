"""The persons concerned, and those who speak for them."""

from __future__ import annotations

import pandas as pd

from concertnet.hinges.arrays import Mask
from concertnet.hinges.door import NetworkLike

__all__ = ["CONCERNED", "concerned_actors"]

CONCERNED = "persons_concerned"


def concerned_actors(net: NetworkLike) -> Mask:
    """Say which actors, in the order of their table, are persons concerned: by sector or kind."""
    actors: pd.DataFrame = net.actors_now()
    return ((actors["sector"] == CONCERNED) | (actors["kind"] == CONCERNED)).to_numpy(dtype=bool)
