"""The group of each actor in an engine: a column of theirs, or groups given actor by actor."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import MissingAttribute
from concertnet.hinges.grouping import encoded, name_of_groups
from concertnet.relational.engine import Engine
from concertnet.relational.given_groups import given_labels
from concertnet.tables.spec.schema import TABLES

__all__ = ["ActorLabels", "labels_of_actors", "require_attribute", "stays_of"]


class ActorLabels(NamedTuple):
    """The actors of an engine, and what their groups are.

    Attributes
    ----------
    rows : LazyFrame
        actor, group: a row per actor. The group is a text, missing where nothing is said.
    by : str
        What the groups are.
    given : list of hashable or None
        Of groups given actor by actor, the labels: a text of `rows` is then a place among them.
    """

    rows: Any
    by: str
    given: Sequence[Hashable] | None = None

    def encoded(self, texts: pd.Series) -> tuple[tuple[Hashable, ...], npt.NDArray[np.int32]]:
        """Return the groups in their order, and the code of each text of `rows` (-1: unknown).

        Raises
        ------
        MissingAttribute
            If groups were given, and these are all the texts and none is a known group.
        """
        labels = texts.astype(object).where(texts.notna(), None)
        if self.given is None:
            return encoded(labels.to_numpy())
        groups, codes = encoded([None if at is None else self.given[int(at)] for at in labels])
        if len(texts) and not groups:
            raise MissingAttribute("error_mapping_names_no_actor")
        return groups, codes


def labels_of_actors(actors: Any, by: Any, engine: Engine) -> ActorLabels:
    """Return the group of each actor.

    Groups that are given go to the engine as a small table, which is joined there.

    Parameters
    ----------
    actors : LazyFrame
        The typed table.
    by : str, mapping of actor to group, or None
        A column of the actors, the groups themselves, or the sector.
    engine : Engine
        Where they are.

    Raises
    ------
    MissingAttribute
        If the table of actors has no such column.
    NotComparable
        If the groups are no mapping, or give an actor two groups.
    """
    if by is None or isinstance(by, str):
        name = by or "sector"
        return ActorLabels(stays_of(actors, name), name)
    rows, given = given_labels(actors.select("actor").unique(), by, "actor", engine)
    return ActorLabels(rows, name_of_groups(by), given)


def stays_of(actors: Any, by: str) -> Any:
    """Return one row per actor and its group: of several stays, that which began last."""
    import narwhals.stable.v2 as nw

    held = actors.collect_schema().names()
    if by == "sector" and by not in held:  # it may be unknown for everyone
        actors = actors.with_columns(sector=nw.lit(None).cast(nw.String))
    elif by not in held:
        raise MissingAttribute("error_missing_attribute", name=by, known=", ".join(held))
    began = nw.col("start").fill_null(-(10**9)) if "start" in held else nw.lit(0)
    rows = actors.select("actor", group=nw.col(by).cast(nw.String), began=began)
    last = rows.group_by("actor").agg(began=nw.col("began").max())
    kept = rows.join(last, on=["actor", "began"], how="inner")
    return kept.group_by("actor").agg(group=nw.col("group").max())


def require_attribute(actors: Any, by: str, engine: Engine) -> None:
    """Raise `MissingAttribute` unless actors have a column that says something, as in memory."""
    import narwhals.stable.v2 as nw

    held = actors.collect_schema().names()
    columns = dict.fromkeys((*TABLES["actors"].names, *held))
    names = [name for name in columns if name not in ("actor", "start", "end")]
    if by not in names:
        raise MissingAttribute("error_missing_attribute", name=by, known=", ".join(names))
    asked = {name: (~nw.col(name).is_null()).cast(nw.Int64).sum() for name in held if name in names}
    counts = engine.small(actors.select(**asked)).fillna(0).iloc[0] if asked else {}
    if not int(counts.get(by, 0)):
        filled = ", ".join(name for name in names if int(counts.get(name, 0)))
        raise MissingAttribute("error_empty_attribute", name=by, known=filled)
