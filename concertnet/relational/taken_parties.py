"""The parties of agreements of an engine: what a list of them says is told apart in memory."""

from __future__ import annotations

import pandas as pd

from concertnet.relational.framed_tables import taken_columns
from concertnet.relational.lives import Scanned, listed_there
from concertnet.scale import Scale
from concertnet.selection import split_parties

__all__ = ["taken_parties"]


def taken_parties(there: Scanned, scale: Scale) -> pd.DataFrame:
    """Return them as `hinges.columns.parties_of`, without actors that a selection left out."""
    listed = taken_columns(there, scale, "agreements", "agreement", "parties", "start", "end")
    parties = split_parties(listed)
    named = listed_there(there.engine, "actor", parties["actor"].unique())
    left = named.join(there.tables["actors"].select("actor").unique(), on="actor", how="semi")
    return parties[parties["actor"].isin(there.engine.small(left)["actor"])]
