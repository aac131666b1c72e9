"""The members of some instances in an engine, with their ties and those they sit with elsewhere."""

from __future__ import annotations

from collections.abc import Collection

from concertnet.hinges.door import NetworkLike
from concertnet.relational.lives import Scanned, listed_there
from concertnet.scale import Scale

__all__ = ["members_there"]


def members_there(
    there: Scanned, _scale: Scale, body: Collection[str], apart: Collection[str]
) -> NetworkLike:
    """Take into memory what `hinges.around.around_members` says."""
    import narwhals.stable.v2 as nw

    engine, tables = there.engine, there.tables
    inside = listed_there(engine, "instance", body)
    kept, named = {}, [listed_there(engine, "actor", apart)]
    places = inside
    members = tables["actors"].select("actor").head(0)
    if "seats" in tables:
        seats = tables["seats"]
        members = engine.kept(
            seats.join(inside, on="instance", how="semi").select("actor").unique()
        )
        sat = seats.join(members, on="actor", how="semi").select("instance")
        places = engine.kept(nw.concat([sat, inside]).unique())
        kept["seats"] = engine.kept(seats.join(places, on="instance", how="semi"))
        named.append(kept["seats"].select("actor"))
    ties = tables["ties"]
    from_them, to_them = (
        members.select(nw.col("actor").alias(end)) for end in ("source", "target")
    )
    sent = ties.join(from_them, on="source", how="semi")
    others = ties.join(from_them, on="source", how="anti").join(to_them, on="target", how="semi")
    kept["ties"] = engine.kept(nw.concat([sent, others]))
    named += [kept["ties"].select(actor=end) for end in ("source", "target")]
    kept["actors"] = tables["actors"].join(nw.concat(named).unique(), on="actor", how="semi")
    if "instances" in tables:
        kept["instances"] = tables["instances"].join(places, on="instance", how="semi")
    return there.taken(kept)
