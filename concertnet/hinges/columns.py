"""Some columns of a table: of tables that lie elsewhere, no other comes over."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from concertnet.hinges.door import NetworkLike, hinge

__all__ = ["columns_of_actors", "latest_rows", "parties_of", "rows_called", "some_columns"]


@hinge
def some_columns(net: NetworkLike, table: str, *columns: str) -> pd.DataFrame:
    """Return some columns of a table of a network, all its rows."""
    return net.tables[table][list(columns)]


def columns_of_actors(net: NetworkLike, *columns: str) -> pd.DataFrame:
    """Return some columns of the actors, indexed by actor: of several stays, the latest one."""
    stays = some_columns(net, "actors", *dict.fromkeys(("actor", "start", *columns)))
    return latest_rows(stays).set_index("actor")[list(columns)]


def latest_rows(actors: pd.DataFrame) -> pd.DataFrame:
    """Return one row per actor of their table: of several stays, that which began last."""
    if actors["actor"].is_unique:
        return actors
    order = actors["start"].sort_values(kind="stable", na_position="first").index
    latest = actors.loc[order].drop_duplicates("actor", keep="last")
    return latest.sort_index()


@hinge
def parties_of(net: NetworkLike) -> pd.DataFrame:
    """Return one row per agreement and party: agreement, actor, start, end."""
    return net.parties()


@hinge
def rows_called(net: NetworkLike, ids: Collection[str]) -> pd.DataFrame:  # noqa: ARG001
    """Return the rows of actors that tell what some of them are called, and apart from whom.

    The columns actor, start, kind, name. Of tables in memory, all of them.
    """
    return net.actors[["actor", "start", "kind", "name"]]
