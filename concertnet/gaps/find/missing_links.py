"""The missing links of a sector: with whom, at which instances, in which territories and themes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd

from concertnet.answers import JOINED
from concertnet.errors import NotComparable, UnknownWord, warn
from concertnet.gaps.answers import ACTOR_LISTS, GAPS, INSTANCE_LISTS, KINDS, THROUGH, UNIT_OF
from concertnet.gaps.evidence.ground import Ground, ground_of, lowest_looked_at
from concertnet.gaps.evidence.score import INSTANCE_WEIGHTS, PAIR_WEIGHTS, scored
from concertnet.gaps.find.absences import absences
from concertnet.gaps.find.introduce import between_pairs, meeting_places
from concertnet.gaps.find.pairs import untied_pairs
from concertnet.gaps.find.sector_pairs import sector_pairs
from concertnet.gaps.judge.fit import fit_weights
from concertnet.hinges.columns import some_columns
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import named, sector_meant, unknown_sector
from concertnet.hinges.guards import names as names_given
from concertnet.hinges.guards import require_network, whole_number
from concertnet.names import actor_names, instance_names
from concertnet.words import in_order, words

__all__ = ["missing_links"]

_TABLE = GAPS["missing_links"]


def missing_links(
    net: NetworkLike,
    *,
    sector: str = "private",
    by: By = "sector",
    kinds: Sequence[str] = KINDS,
    level: str | None = None,
    weights: Mapping[str, float] | Literal["fitted"] | None = None,
    top: int | None = None,
) -> pd.DataFrame:
    """List the links that a sector does not have, with the evidence and who could make them.

    Parameters
    ----------
    net : Network
        The network; select a date first to look at that day.
    sector : str
        The sector whose links are missing, in either language or as the data write it.
    by : str or mapping of actor to group
        The actors' column that makes the groups, of which `sector` is then one, or the groups
        themselves.
    kinds : sequence of str
        The kinds of gap, among those below; by default all of them.
    level : str, optional
        A link is missing below this level: a looser tie is then evidence. By default any tie is a
        link.
    weights : mapping of column to float or "fitted", optional
        Weights of the columns that make the score of a pair; by default those of
        `concertnet.gaps.evidence.score.PAIR_WEIGHTS`. A column left out weighs nothing. "fitted"
        takes another of a few weightings where it finds hidden ties of this very network better
        than chance would (`fit_weights`), and says which it took.
    top : int, optional
        Keep only the first rows of each kind.

    Returns
    -------
    DataFrame
        One row per gap, kind by kind; with a warning if no actor has the sector. Columns that do
        not apply to a kind are missing. Names stand beside ids: `actor_name`, `other_name`,
        `instance_name`; of several, `introducer_names`, `introduced_at_names`, `invite_names`,
        `invite_through_names`, `invite_unlinked_names`. A person who acts for themself is named by
        the id, and the id stands behind a name that two have. `level` is the level below which ties
        were left out, if any; `by` is missing where groups are sectors. `kind` is

        - ``pair``: an `actor` of the sector and an `other` of another known sector without a tie.
          Evidence: `shared_partners` (count), `resource_allocation` and `adamic_adar` (shared
          partners weighted by how few partners they have), `shared_instances` (count),
          `looser_tie` (they have a tie below `level`), `expected` (ties expected between the two
          from their numbers of ties and how their sectors mix), `sector_affinity` (share of the
          other's sector to which each is tied, summed: 0 to 2), `same_territory`, `same_tier`
          (missing where one of the two is unknown), `set_aside` (they have a relation set aside),
          `supported` (they share a partner or an instance, or have a looser tie: something to start
          from). `introducers`: shared partners, those with the strongest ties to both first;
          `introduced_at`: the instances that both sit in. Among more than 250,000 pairs, only those
          supported are looked at and 10,000 at most are listed, unless `top` asks for more, with a
          warning that counts what is left out.
        - ``sector_at_instance``, ``sector_in_territory``, ``sector_on_theme``: an `instance`, or
          all the instances of a `territory` or a `theme`, where the sector has no seat. Evidence:
          `seats` (held there by others), `unknown_seats` (of those, held by actors of unknown
          sector: the sector may be there after all), `linked` (actors of the sector with a tie to
          somebody seated), `linked_seated` (the seated with a tie to the sector), `unlinked`
          (actors of the sector without such a tie, of the territory or of unknown territory; all
          of them where the territory is unknown). `invite`: of the linked, those with most ties to
          the seated first, then those of the territory; `invite_through`: of each of them, in that
          order, the seated whom it knows, three at most, joined by ``" | "``; `introducers`: the
          seated who are tied to one or another of them; `invite_unlinked`: of the unlinked, those
          of the territory first; `supported`: there is somebody to invite; those rows come first.
        - ``sector_pair``: an `other_sector` with which the sector has fewer `ties` than `expected`
          if sectors were shuffled over the actors, with the two-sided
          `p_value`, adjusted for all the pairs of groups compared, as in `draw_mixing`; missing
          where too few ties are expected to compare.

        `score` is the sum of standardised columns, each times its weight (for two sectors, the
        standard deviations below the expected): it orders the rows of a kind and means nothing
        else. Equal scores stand in order of id. Several ids are joined by ``"; "``, five at most.

    Raises
    ------
    NotComparable
        If `net` is not a Network (seats and territories are needed), a weight is no number, weights
        are given where no pairs are listed, `kinds` are no names, `top` is not a whole number above
        0, or too few ties join sectors to fit weights.
    UnknownWord
        If no actor has that sector and it is not a usual one, or a kind, the level or the column
        of a weight is unknown.
    MissingAttribute
        If actors have no column `by`.

    References
    ----------
    .. [1] Zhou, T., Lü, L. and Zhang, Y.-C. (2009). Predicting missing links via local
       information. European Physical Journal B, 71, 623-630.
    .. [2] Liben-Nowell, D. and Kleinberg, J. (2007). The link-prediction problem for social
       networks. Journal of the American Society for Information Science and Technology, 58(7),
       1019-1031.

    Examples
    --------
    >>> import concertnet as cn
    >>> gaps = cn.missing_links(cn.sample_network(), sector="private", top=3)
    >>> gaps["kind"].value_counts()[["pair", "sector_at_instance"]].to_dict()
    {'pair': 3, 'sector_at_instance': 3}
    """
    require_network(net)
    kinds = names_given(kinds, name="kinds")
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise UnknownWord("error_unknown_kind", value=", ".join(unknown), known=", ".join(KINDS))
    if weights is not None and "pair" not in kinds:
        raise NotComparable("error_weights_of_pairs")
    top = None if top is None else whole_number(top, name="top", least=1)
    on = ground_of(net, level=level, by=by)
    graph = on.graph
    sector = sector_meant(sector, graph.groups, absent=graph.by == "sector", by=graph.by)
    if sector not in graph.groups:
        # seen in a notebook; the rows that are left say where it could be expected
        warn(str(unknown_sector(sector, graph.groups)))
    elif "pair" in kinds and graph.n > 1 and not graph.m:
        warn(words()["gap_no_ties"])
    parts = []
    for kind in kinds:
        if kind == "pair":
            part = _pairs(net, on, sector, weights, top)
        elif kind == "sector_pair":
            part = sector_pairs(graph, sector)
        else:
            part = _absences(net, graph, sector, UNIT_OF[kind])
        parts.append((part if top is None else part.head(top)).assign(kind=kind))
    gaps = _one_table(net, parts, graph)
    gaps["sector"] = sector
    gaps["level"] = lowest_looked_at(net, level)
    gaps["by"] = None if graph.by == "sector" else graph.by
    return gaps.astype(_TABLE.dtypes)


def _pairs(
    net: NetworkLike, on: Ground, sector: str, weights: Any, top: int | None
) -> pd.DataFrame:
    if isinstance(weights, str):
        if weights != "fitted":
            raise UnknownWord("error_unknown_weighting", value=weights)
        weights = _fitted(on, sector)
    pairs = untied_pairs(on, sector, PAIR_WEIGHTS if weights is None else weights, top=top)
    pairs["set_aside"] = _set_aside(net, pairs)
    pairs["introducers"] = between_pairs(on.graph, pairs)
    pairs["introduced_at"] = meeting_places(net, pairs)
    return pairs


def _fitted(on: Ground, sector: str) -> Mapping[str, float] | None:
    """Return the weights that fit, and say which; none where there is no pair to order."""
    if sector not in on.graph.groups:
        return None
    fitted = fit_weights(on, sector=sector)
    if np.isnan(fitted.gain):
        told = words()["gap_nothing_to_rank"]
    elif fitted.gain:
        told = words()("gap_weights_fitted", name=fitted.name, gain=words().number(fitted.gain, 3))
    else:
        told = words()["gap_weights_kept"]
    # seen in a notebook, where nobody reads the log
    warn(told)
    return fitted.weights


def _absences(net: NetworkLike, graph: GroupedGraph, sector: str, unit: Any) -> pd.DataFrame:
    found = absences(net, graph, sector, unit)
    found["score"] = scored(found, INSTANCE_WEIGHTS)
    found["supported"] = found["invite"].map(bool) | found["invite_unlinked"].map(bool)
    natural = sorted(range(len(found)), key=lambda i: in_order(str(found[unit].iat[i])))
    return found.iloc[natural].sort_values(["supported", "score"], ascending=False, kind="stable")


def _set_aside(net: NetworkLike, pairs: pd.DataFrame) -> np.ndarray:
    """Say which pairs have a relation set aside: subcontracting or consultation, in either way."""
    aside = some_columns(net, "set_aside", "source", "target")
    both = {*zip(aside["source"], aside["target"], strict=True)}
    both |= {(b, a) for a, b in both}
    return np.array([p in both for p in zip(pairs["actor"], pairs["other"], strict=True)], bool)


def _one_table(net: NetworkLike, parts: list[pd.DataFrame], graph: GroupedGraph) -> pd.DataFrame:
    """Return all kinds under the same columns, with the names that go with the ids."""
    known_as = actor_names(net, of=_actors_in(parts))
    at = instance_names(some_columns(net, "instances", "instance", "name"))
    kept = []
    for part in (part for part in parts if len(part)):
        for ids, names in (ACTOR_LISTS | INSTANCE_LISTS).items():
            known = known_as if ids in ACTOR_LISTS else at
            if ids in part:
                # what separates names may not stand in one
                part[names] = [
                    JOINED.join(_plain(known[i]) for i in cell) or np.nan for cell in part[ids]
                ]
                part[ids] = [JOINED.join(cell) or np.nan for cell in part[ids]]
        if "invite_through" in part:
            # who could introduce each invited, in the order of those
            each = part["invite_through"]
            part["invite_through_names"] = [
                JOINED.join(THROUGH.join(_plain(known_as[i]) for i in ids) for ids in cell)
                or np.nan
                for cell in each
            ]
            part["invite_through"] = [
                JOINED.join(THROUGH.join(ids) for ids in cell) or np.nan for cell in each
            ]
        kept.append(part.reindex(columns=_TABLE.names).astype(_TABLE.dtypes))
    gaps = pd.concat(kept, ignore_index=True) if kept else pd.DataFrame(columns=_TABLE.names)
    for ids, names, known in (
        ("actor", "actor_name", known_as),
        ("other", "other_name", known_as),
        ("instance", "instance_name", at),
    ):
        gaps[names] = gaps[ids].map(known)
    others = gaps["other"].notna()
    codes = graph.codes[graph.actors.get_indexer(pd.Index(gaps.loc[others, "other"]))]
    of_other = pd.Series(named(graph.groups, codes), index=gaps.index[others], dtype=object)
    gaps["other_sector"] = gaps["other_sector"].fillna(of_other)
    return gaps


def _actors_in(parts: list[pd.DataFrame]) -> set[str]:
    """Return the actors that parts name, alone or in lists."""
    found: set[str] = set()
    for part in parts:
        for column in ("actor", "other"):
            found.update(part.get(column, ()))
        for column in ACTOR_LISTS:
            found.update(one for cell in part.get(column, ()) for one in cell)
        found.update(one for cell in part.get("invite_through", ()) for ids in cell for one in ids)
    return found


def _plain(name: str) -> str:
    """Return a name without what separates names."""
    return name.replace(JOINED, ", ").replace(THROUGH, "/")
