"""The agreements of an engine with their parties, and the pairs that are tied most closely."""

from __future__ import annotations

from typing import Any

import pandas as pd

from concertnet.hinges.door import NetworkLike
from concertnet.relational.days import day_of
from concertnet.relational.lives import Scanned, bounded, in_force_on, listed_there, names_in
from concertnet.relational.pairs import ends_in_order
from concertnet.relational.typed import RANK
from concertnet.scale import Scale
from concertnet.selection import PARTY_SEPARATOR

__all__ = ["agreements_there"]


def agreements_there(there: Scanned, scale: Scale, when: pd.Timestamp) -> NetworkLike:
    """Take into memory what `hinges.around.around_agreements` says."""
    import narwhals.stable.v2 as nw

    engine, tables = there.engine, there.tables
    ties = tables["ties"]
    highest = bounded(ties).filter(nw.col(RANK) == len(scale.levels) - 1)
    closest = engine.kept(_paired(highest.filter(in_force_on(day_of(when)))).unique())
    names = names_in(ties)
    placed = _paired(ties, *names).join(closest, on=["low_", "high_"], how="semi")
    kept = engine.kept(placed.select(*names))
    ends = [kept.select(actor=end) for end in ("source", "target")]
    taken = {name: tables[name] for name in ("agreements",) if name in tables}
    if "agreements" in taken:
        written = engine.small(taken["agreements"].select("parties").unique())["parties"].dropna()
        lists = written.astype("str").str.split(PARTY_SEPARATOR.strip())
        parties = sorted({one.strip() for cell in lists for one in cell})
        ends.append(listed_there(engine, "actor", parties))
    actors = tables["actors"].join(nw.concat(ends).unique(), on="actor", how="semi")
    return there.taken({"actors": actors, "ties": kept, **taken})


def _paired(ties: Any, *names: str) -> Any:
    """Return the two ends of ties, the lower first, with some columns of theirs."""
    low, high = ends_in_order()
    return ties.select(*names, low_=low, high_=high)
