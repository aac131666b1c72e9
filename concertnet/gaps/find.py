"""The missing links of a sector: with whom, and at which instances."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from concertnet.errors import NotComparable, UnknownWord
from concertnet.gaps.instances import instance_gaps
from concertnet.gaps.pairs import introducers, pair_evidence, shared_instances
from concertnet.gaps.score import INSTANCE_WEIGHTS, PAIR_WEIGHTS, scored
from concertnet.tables.schema import DEFAULT_SECTORS

__all__ = ["COLUMNS", "missing_links"]

COLUMNS = (
    "kind",
    "sector",
    "actor",
    "actor_name",
    "other",
    "other_name",
    "other_sector",
    "instance",
    "instance_name",
    "score",
    "shared_partners",
    "resource_allocation",
    "adamic_adar",
    "shared_instances",
    "same_territory",
    "same_tier",
    "expected",
    "supported",
    "set_aside",
    "level",
    "seats",
    "linked",
    "introducers",
    "introducer_names",
    "introduced_at",
    "introduced_at_names",
    "invite",
    "invite_names",
)

_TYPES = {
    column: "Int64"
    if column in ("shared_partners", "shared_instances", "seats", "linked")
    else "boolean"
    if column.startswith("same_") or column in ("supported", "set_aside")
    else "float64"
    if column in ("score", "resource_allocation", "adamic_adar", "expected")
    else "str"
    for column in COLUMNS
}


def missing_links(
    net: Any,
    *,
    sector: str = "private",
    weights: Mapping[str, float] | None = None,
    top: int | None = None,
) -> pd.DataFrame:
    """List the links that a sector does not have, with the evidence and who could make them.

    Parameters
    ----------
    net : Network
        The network; select a date or a level first to look at that part of it.
    sector : str
        The sector whose links are missing.
    weights : mapping of column to float, optional
        Weights of the columns that make the score of a pair; by default those of
        `concertnet.gaps.score.PAIR_WEIGHTS`. A column left out weighs nothing.
    top : int, optional
        Keep only the first rows of each kind.

    Returns
    -------
    DataFrame
        One row per gap, pairs first, those that are supported before the others, each by falling
        score, then by id. Columns that do not apply to a kind are missing. A person who acts for
        themself is named by the id. `level` is the level below which ties were left out, if any.
        Among more than 250,000 pairs, only those with a shared partner or instance are looked at,
        with a warning. `kind` is

        - ``pair``: an `actor` of the sector and an `other` of another known sector without a tie.
          Evidence: `shared_partners` (count), `resource_allocation` and `adamic_adar` (shared
          partners weighted by how few partners they have), `shared_instances` (count),
          `same_territory`, `same_tier` (missing where one of the two is unknown), `set_aside` (they
          have a relation set aside), `expected` (ties expected between the two from their
          numbers of ties and how their sectors mix), `supported` (they share a partner or an
          instance: something to start from). `introducers`: shared partners, those with
          the strongest ties to both first; `introduced_at`: the instances that both sit in.
        - ``sector_at_instance``: an `instance` where the sector has no seat. Evidence: `seats`
          (held there by others), `linked` (actors of the sector with a tie to someone seated).
          `invite`: actors of the sector who could be invited, those with most ties to the seated
          first, then those of its territory; `introducers`: the seated who are tied to them;
          `supported`: there is somebody to invite.

        `score` is the sum of standardised columns, each times its weight: it orders the rows of a
        kind and means nothing else. Several ids are joined by ``"; "``, five at most.

    Raises
    ------
    NotComparable
        If `net` is not a Network: seats and territories are needed.
    UnknownWord
        If no actor has that sector and it is not a usual one, or a weight names no column.

    References
    ----------
    .. [1] Adamic, L. A. and Adar, E. (2003). Friends and neighbors on the Web. Social Networks,
       25(3), 211-230.
    .. [2] Zhou, T., Lü, L. and Zhang, Y.-C. (2009). Predicting missing links via local
       information. European Physical Journal B, 71, 623-630.

    Examples
    --------
    >>> import concertnet as cn
    >>> gaps = cn.missing_links(cn.sample_network(), sector="private", top=3)
    >>> gaps["kind"].value_counts().to_dict()
    {'pair': 3, 'sector_at_instance': 3}
    """
    if not callable(getattr(net, "seating", None)):
        raise NotComparable("error_network_expected", given=type(net).__name__)
    graph = net.grouped("sector")
    if sector not in graph.groups and sector not in DEFAULT_SECTORS:
        known = ", ".join(map(str, graph.groups)) or "–"
        raise UnknownWord("error_unknown_sector", value=sector, known=known)
    pairs = pair_evidence(net, graph, sector)
    pairs["score"] = scored(pairs, PAIR_WEIGHTS if weights is None else weights)
    pairs["supported"] = (pairs["shared_partners"] > 0) | (pairs["shared_instances"] > 0)
    order = ["supported", "score", "actor", "other"]
    pairs = pairs.sort_values(order, ascending=[False, False, True, True])
    pairs = pairs if top is None else pairs.head(top)
    pairs["introducers"] = introducers(graph, pairs)
    pairs["introduced_at"] = shared_instances(net, pairs)
    instances = instance_gaps(net, graph, sector)
    instances["score"] = scored(instances, INSTANCE_WEIGHTS)
    instances["supported"] = instances["invite"].notna()
    order = ["supported", "score", "instance"]
    instances = instances.sort_values(order, ascending=[False, False, True])
    instances = instances if top is None else instances.head(top)
    return _one_table(net, pairs, instances, sector)


def _one_table(net: Any, pairs: pd.DataFrame, instances: pd.DataFrame, sector: str) -> pd.DataFrame:
    """Return both kinds under the same columns, with the names that go with the ids."""
    kinds = [pairs.assign(kind="pair"), instances.assign(kind="sector_at_instance")]
    gaps = pd.concat([part.reindex(columns=list(COLUMNS)) for part in kinds], ignore_index=True)
    gaps["sector"] = sector
    gaps["level"] = net.lowest_level
    actors = net.actors_now().set_index("actor")
    persons = (actors["kind"] == "person").to_numpy(dtype=bool)
    known_as = actors["name"].where(~persons, actors.index.to_series())
    at = net.instances.set_index("instance")["name"]
    gaps["other_sector"] = gaps["other"].map(actors["sector"])
    for ids, names, known in (
        ("actor", "actor_name", known_as),
        ("other", "other_name", known_as),
        ("instance", "instance_name", at),
        ("introducers", "introducer_names", known_as),
        ("introduced_at", "introduced_at_names", at),
        ("invite", "invite_names", known_as),
    ):
        gaps[names] = _named(gaps[ids], known)
    return gaps.astype(_TYPES)


def _named(ids: pd.Series, names: pd.Series) -> pd.Series:
    """Return the names of ids joined by ``"; "``."""
    return ids.map(lambda cell: "; ".join(names[i] for i in cell.split("; ")), na_action="ignore")
