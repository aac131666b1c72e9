"""The missing links of the other dates of the page: the search that gave a table, done again."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from concertnet.gaps.answers import KINDS
from concertnet.hinges.door import NetworkLike, NetworkOrGraph, is_network

__all__ = ["searched_again"]

# Pairs of all dates together above which the search is not done again: it would be waited for.
_MOST_PAIRS = 250_000
_WHAT = ["kind", "actor", "other", "instance", "territory", "theme", "other_sector"]


def searched_again(
    graph: NetworkOrGraph,
    gaps: pd.DataFrame,
    stops: Sequence[NetworkLike],
    *,
    most: int = _MOST_PAIRS,
) -> list[pd.DataFrame] | None:
    """Return the missing links at each date of the page, then over its whole period.

    Only where `gaps` is all that `missing_links` finds on the last day of a network: a table that
    was sorted out by hand, or is of another day, is not to be completed.

    Parameters
    ----------
    graph : Network or networkx.Graph
        The network of the page.
    gaps : DataFrame
        A table of missing links.
    stops : sequence of Network
        The network at each date of the page.
    most : int
        Pairs of actors, at all dates together, above which nothing is searched.

    Returns
    -------
    list of DataFrame or None
        In the order of the dates, `gaps` itself for the last one.
    """
    if not is_network(graph) or not set(_WHAT) | {"sector", "level", "by"} <= set(gaps):
        return None
    asked = _asked(gaps)
    if asked is None or not _may_search(graph, asked["by"]):
        return None
    dates = [*stops[:-1], graph]
    if not stops or sum(_pairs(now, asked) for now in [*dates, stops[-1]]) > most:
        return None
    again = _found(stops[-1], asked)
    if _what(again) != _what(gaps):
        # some kinds alone were asked for, or it is not that search
        asked["kinds"] = gaps["kind"].unique().tolist()
        if _what(again[again["kind"].isin(asked["kinds"])]) != _what(gaps):
            return None
    *before, whole = (_found(now, asked) for now in dates)
    return [*before, gaps, whole]


def _asked(gaps: pd.DataFrame) -> dict[str, Any] | None:
    """Return what was asked of `missing_links`; None where rows are of several searches."""
    values = {column: gaps[column].dropna().unique() for column in ("sector", "level", "by")}
    if len(values["sector"]) != 1 or any(len(found) > 1 for found in values.values()):
        return None
    asked = {column: found[0] if len(found) else None for column, found in values.items()}
    return {**asked, "by": asked["by"] or "sector", "kinds": list(KINDS)}


def _may_search(net: NetworkLike, by: str) -> bool:
    return by in net.actors.columns  # groups given actor by actor are not in the table


def _pairs(now: NetworkLike, asked: dict[str, Any]) -> int:
    """Return how many pairs there are to look at, tied or not."""
    graph = now.grouped(by=asked["by"])
    codes = graph.codes[graph.codes >= 0]
    sizes = dict(zip(graph.groups, np.bincount(codes, minlength=len(graph.groups)), strict=True))
    ours = int(sizes.get(asked["sector"], 0))
    return ours * (len(codes) - ours)


def _found(now: NetworkLike, asked: dict[str, Any]) -> pd.DataFrame:
    from concertnet.gaps.find.missing_links import missing_links

    with warnings.catch_warnings():
        # said of another day than the one that was asked about: a sector not there yet, no tie yet
        warnings.simplefilter("ignore", UserWarning)
        return missing_links(now, **asked)


def _what(gaps: pd.DataFrame) -> set[tuple[str, ...]]:
    return set(gaps[_WHAT].astype("str").fillna("").itertuples(index=False, name=None))
