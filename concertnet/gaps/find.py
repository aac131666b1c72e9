"""The missing links of a sector: with whom, at which instances, in which territories and themes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from concertnet.errors import NotComparable, UnknownWord, warn
from concertnet.gaps.absences import absences
from concertnet.gaps.evidence import Ground
from concertnet.gaps.fit import fit_weights
from concertnet.gaps.ground import ground_of, lowest_looked_at
from concertnet.gaps.introduce import between_pairs, meeting_places
from concertnet.gaps.pairs import untied_pairs
from concertnet.gaps.score import INSTANCE_WEIGHTS, PAIR_WEIGHTS, scored
from concertnet.gaps.sector_pairs import sector_pairs
from concertnet.graphs import GroupedGraph
from concertnet.measures.draws import whole_number
from concertnet.tables.schema import DEFAULT_SECTORS
from concertnet.words import words

__all__ = ["COLUMNS", "KINDS", "missing_links"]

Kind = Literal[
    "pair", "sector_at_instance", "sector_in_territory", "sector_on_theme", "sector_pair"
]
KINDS: tuple[str, ...] = get_args(Kind)
_UNITS = {
    "sector_at_instance": "instance",
    "sector_in_territory": "territory",
    "sector_on_theme": "theme",
}
_JOINED = "; "
_COUNTS = ("shared_partners", "shared_instances", "seats", "linked", "unknown_seats", "ties")
_FLAGS = ("looser_tie", "same_territory", "same_tier", "supported", "set_aside")
_NUMBERS = (
    "score", "resource_allocation", "adamic_adar", "expected", "sector_affinity", "p_value",
)  # fmt: skip

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
    "territory",
    "theme",
    "score",
    "shared_partners",
    "resource_allocation",
    "adamic_adar",
    "shared_instances",
    "looser_tie",
    "expected",
    "sector_affinity",
    "same_territory",
    "same_tier",
    "supported",
    "set_aside",
    "level",
    "seats",
    "linked",
    "unknown_seats",
    "ties",
    "p_value",
    "introducers",
    "introducer_names",
    "introduced_at",
    "introduced_at_names",
    "invite",
    "invite_names",
)
_TYPES = {
    column: "Int64"
    if column in _COUNTS
    else "boolean"
    if column in _FLAGS
    else "float64"
    if column in _NUMBERS
    else "str"
    for column in COLUMNS
}


def missing_links(
    net: Any,
    *,
    sector: str = "private",
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
        The sector whose links are missing.
    kinds : sequence of str
        The kinds of gap, among those below; by default all of them.
    level : str, optional
        A link is missing below this level: a looser tie is then evidence. By default any tie is a
        link.
    weights : mapping of column to float or "fitted", optional
        Weights of the columns that make the score of a pair; by default those of
        `concertnet.gaps.score.PAIR_WEIGHTS`. A column left out weighs nothing. "fitted" takes the
        best of a few weightings on this very network (`fit_weights`), and says which.
    top : int, optional
        Keep only the first rows of each kind.

    Returns
    -------
    DataFrame
        One row per gap, kind by kind; with a warning if no actor has the sector. Columns that do
        not apply to a kind are missing. A person who acts for themself is named by the id. `level`
        is the level below which ties were left out, if any. `kind` is

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
          `seats` (held there by others), `linked` (actors of the sector with a tie to someone
          seated), `unknown_seats` (of those seats, held by actors of unknown sector: the sector may
          be there after all). `invite`: actors of the sector who could be invited, those with
          most ties to the seated first, then those of the territory, then those of unknown
          territory; `introducers`: the seated who are tied to them; `supported`: there is
          somebody to invite; those come first.
        - ``sector_pair``: an `other_sector` with which the sector has fewer `ties` than `expected`
          if sectors were shuffled over the actors, with the two-sided `p_value`.

        `score` is the sum of standardised columns, each times its weight (for two sectors, the
        standard deviations below the expected): it orders the rows of a kind and means nothing
        else. Equal scores stand in order of id. Several ids are joined by ``"; "``, five at most.

    Raises
    ------
    NotComparable
        If `net` is not a Network (seats and territories are needed), a weight is no number, `top`
        is not a whole number above 0, or too few ties join sectors to fit weights.
    UnknownWord
        If no actor has that sector and it is not a usual one, or a kind, the level or the column
        of a weight is unknown.

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
    if not callable(getattr(net, "seating", None)):
        raise NotComparable("error_network_expected", given=type(net).__name__)
    kinds = [kinds] if isinstance(kinds, str) else list(dict.fromkeys(kinds))
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise UnknownWord(
            "error_unknown_kind", value=", ".join(map(str, unknown)), known=", ".join(KINDS)
        )
    top = None if top is None else whole_number(top, name="top", least=1)
    on = ground_of(net, level=level)
    graph = on.graph
    if sector not in graph.groups and sector not in DEFAULT_SECTORS:
        known = ", ".join(map(str, graph.groups)) or "–"
        raise UnknownWord("error_unknown_sector", value=sector, known=known)
    if sector not in graph.groups and "pair" in kinds:
        # seen in a notebook; the rows that are left say where it could be expected
        known = ", ".join(map(str, graph.groups)) or "–"
        warn(words()("error_unknown_sector", value=sector, known=known))
    parts = []
    for kind in kinds:
        if kind == "pair":
            part = _pairs(net, on, sector, weights, top)
        elif kind == "sector_pair":
            part = sector_pairs(graph, sector)
        else:
            part = _absences(net, graph, sector, _UNITS[kind])
        parts.append((part if top is None else part.head(top)).assign(kind=kind))
    return _one_table(net, parts, sector, lowest_looked_at(net, level))


def _pairs(net: Any, on: Ground, sector: str, weights: Any, top: int | None) -> pd.DataFrame:
    if isinstance(weights, str):
        if weights != "fitted":
            raise UnknownWord("error_unknown_weighting", value=weights)
        fitted = fit_weights(on, sector=sector)
        weights = fitted.weights
        # seen in a notebook, where nobody reads the log
        warn(words()("gap_weights_fitted", name=fitted.name, gain=f"{fitted.gain:+.3f}"))
    pairs = untied_pairs(on, sector, PAIR_WEIGHTS if weights is None else weights, top=top)
    pairs["set_aside"] = _set_aside(net, pairs)
    pairs["introducers"] = between_pairs(on.graph, pairs)
    pairs["introduced_at"] = meeting_places(net, pairs)
    return pairs


def _absences(net: Any, graph: GroupedGraph, sector: str, unit: Any) -> pd.DataFrame:
    found = absences(net, graph, sector, unit)
    found["score"] = scored(found, INSTANCE_WEIGHTS)
    found["supported"] = found["invite"].map(bool)
    return found.sort_values(["supported", "score", unit], ascending=[False, False, True])


def _set_aside(net: Any, pairs: pd.DataFrame) -> np.ndarray:
    """Say which pairs have a relation set aside: subcontracting or consultation, in either way."""
    aside = net.set_aside
    both = {*zip(aside["source"], aside["target"], strict=True)}
    both |= {(b, a) for a, b in both}
    return np.array([p in both for p in zip(pairs["actor"], pairs["other"], strict=True)], bool)


def _one_table(net: Any, parts: list[pd.DataFrame], sector: str, level: str | None) -> pd.DataFrame:
    """Return all kinds under the same columns, with the names that go with the ids."""
    columns = list(COLUMNS)
    actors = net.actors_now().set_index("actor")
    persons = (actors["kind"] == "person").to_numpy(dtype=bool)
    known_as = actors["name"].where(~persons, actors.index.to_series())
    at = net.instances.set_index("instance")["name"]
    lists = (
        ("introducers", "introducer_names", known_as),
        ("introduced_at", "introduced_at_names", at),
        ("invite", "invite_names", known_as),
    )
    kept = []
    for part in (part for part in parts if len(part)):
        for ids, names, known in lists:
            if ids in part:
                # what separates names may not stand in one
                part[names] = [
                    _JOINED.join(known[i].replace(_JOINED, ", ") for i in cell) or np.nan
                    for cell in part[ids]
                ]
                part[ids] = [_JOINED.join(cell) or np.nan for cell in part[ids]]
        kept.append(part.reindex(columns=columns).astype(_TYPES))
    gaps = pd.concat(kept, ignore_index=True) if kept else pd.DataFrame(columns=columns)
    gaps["sector"] = sector
    gaps["level"] = level
    for ids, names, known in (
        ("actor", "actor_name", known_as),
        ("other", "other_name", known_as),
        ("instance", "instance_name", at),
    ):
        gaps[names] = gaps[ids].map(known)
    gaps["other_sector"] = gaps["other_sector"].fillna(gaps["other"].map(actors["sector"]))
    return gaps.astype(_TYPES)
