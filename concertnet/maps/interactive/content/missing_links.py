"""The missing links of the page: whom they concern, and their sentences in both languages."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from concertnet.answers import JOINED
from concertnet.gaps.answers import ACTOR_LISTS, THROUGH, UNIT_OF
from concertnet.maps.interactive.content.network import PageContent
from concertnet.maps.interactive.content.texts import Text, both, known
from concertnet.maps.nodelink.contents import check_gaps
from concertnet.measures.chance.pairs_apart import RARE
from concertnet.words import LANGUAGES, Words

__all__ = ["PageGaps", "page_gaps"]


@dataclass(frozen=True)
class PageGaps:
    """The missing links that the page holds.

    Attributes
    ----------
    records : list of dict
        One per missing link whose actors or instance are on the page: kind, supported, sector,
        level (position of the level from which it is no longer missing), shared (partners in
        common), aside (a relation is set aside), text (none for a pair that nothing supports), and
        the positions of actors in introducers and invite, with how many could (of introducers,
        `shared`); then, by kind: actor and other (positions) and tables (positions of the instances
        where both sit); where (the name of an instance, a territory or a theme) and instance (its
        position); sectors (two labels), between (the actors of each), said (the other sector in a
        sentence), ties, expected, compared (with chance) and short
        (chance would rarely give so few).
    found : list of list of int or None
        Positions of the records found at each date of the page, then over its whole period; None
        where they were looked for once.
    subject : dict or None
        The sector whose links are missing: its label, its name in a sentence (said), its group on
        the page (None where no actor is of it), the level looked at, whether the groups of the
        page are those of the search (grouped) and pairs were looked for as well (counted). None
        where there are several.
    left_out, outside : int
        Numbers of missing links that are not held: pairs less supported, and pairs of actors who
        are not on the page.
    """

    records: list[dict[str, Any]]
    found: list[list[int]] | None
    subject: dict[str, Any] | None
    left_out: int
    outside: int


def page_gaps(
    gaps: pd.DataFrame,
    content: PageContent,
    *,
    most: int,
    dated: Sequence[pd.DataFrame] | None = None,
) -> PageGaps:
    """Return the missing links that the page holds.

    `MissingAttribute` is raised if `gaps` is no table of missing links.

    Parameters
    ----------
    gaps : DataFrame
        What `missing_links` returned, in its order.
    content : PageContent
        What the page shows.
    most : int
        Pairs that are held of each table.
    dated : sequence of DataFrame, optional
        The same search at each date of the page, then over its whole period.
    """
    check_gaps(gaps, ("kind", "actor", "other"))
    records: list[dict[str, Any]] = []
    places: dict[str, int] = {}

    def held(table: pd.DataFrame) -> list[int]:
        mine = []
        for row in table.to_dict("records"):
            record = _record(row, content)
            key = json.dumps(record, sort_keys=True)
            if key not in places:
                places[key] = len(records)
                records.append(record)
            mine.append(places[key])
        return mine

    here = _on_page(gaps, content)
    kept = _best_supported(here, most)
    first = held(kept)  # the first records are those of the table, in its order
    found = None
    if dated is not None:
        found = [
            first if table is gaps else held(_best_supported(_on_page(table, content), most))
            for table in dated
        ]
    return PageGaps(
        records=records,
        found=found,
        subject=_subject(gaps, content),
        left_out=len(here) - len(kept),
        outside=len(gaps) - len(here),
    )


def _on_page(gaps: pd.DataFrame, content: PageContent) -> pd.DataFrame:
    here = set(content.places)
    on_page = gaps["actor"].isin(here) & gaps["other"].isin(here)
    return gaps[gaps["kind"].ne("pair") | on_page]


def _best_supported(gaps: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return the rows in their order, less the pairs that are beyond those of a page."""
    pairs = gaps["kind"].eq("pair").to_numpy(copy=True)
    if int(pairs.sum()) <= most:
        return gaps
    places = pairs.nonzero()[0]
    if "supported" in gaps:
        bare = ~gaps["supported"].iloc[places].fillna(False).astype(bool).to_numpy()
        places = places[bare.argsort(kind="stable")]
    pairs[places[:most]] = False  # what is left is beyond
    return gaps[~pairs]


def _subject(gaps: pd.DataFrame, content: PageContent) -> dict[str, Any] | None:
    sectors, levels, by = (
        gaps[column].dropna().unique().tolist() if column in gaps else []
        for column in ("sector", "level", "by")
    )
    if len(sectors) != 1 or len(levels) > 1 or len(by) > 1:
        return None
    sector, level = sectors[0], levels[0] if levels else None
    grouped = bool(content.places) and content.grouping == (by[0] if by else "sector")
    return {
        "label": _sector(sector),
        "said": both(lambda w: _said(sector, bool(by), w)),
        "group": content.group_places.get(str(sector)) if grouped else None,
        "level": content.level_places.get(level, 0),
        "grouped": grouped,
        "counted": grouped and bool(gaps["kind"].eq("pair").any()),
    }


def _record(row: Mapping[Any, Any], content: PageContent) -> dict[str, Any]:
    supported = _is_true(row.get("supported", True))
    is_bare = row["kind"] == "pair" and not supported
    return {
        "kind": row["kind"],
        "supported": supported,
        "sector": _sector(row.get("sector")),
        **_about(row, content),
        "level": content.level_places.get(known(row.get("level")) or None, 0),
        "shared": _count(row, "shared_partners"),
        "aside": _is_true(row.get("set_aside")),
        # thousands may have none: the page says itself that two share nothing
        "text": None if is_bare else _sentence(row, content),
        "introducers": _places(row.get("introducers"), content.places),
        "invite": [
            place
            for column in ("invite", "invite_unlinked")
            for place in _places(row.get(column), content.places)
        ],
    }


def _about(row: Mapping[Any, Any], content: PageContent) -> dict[str, Any]:
    """Return what is not linked."""
    kind = row["kind"]
    if kind == "pair":
        ends = {end: content.places[row[end]] for end in ("actor", "other")}
        return {**ends, "tables": _places(row.get("introduced_at"), content.instance_places)}
    if kind == "sector_pair":
        sectors = [row.get("sector"), row.get("other_sector")]
        is_group = bool(known(row.get("by")))
        return {
            "sectors": [_sector(sector) for sector in sectors],
            "between": [
                [i for i, actor in enumerate(content.actors) if actor.sector == known(sector)]
                for sector in sectors
            ],
            "said": both(lambda w: _said(sectors[1], is_group, w)),
            "ties": _count(row, "ties") or 0,
            "expected": both(lambda w: _about_number(row.get("expected"), w)),
            # one rule for the page: the p of the search, missing where two sectors are not compared
            "compared": bool(known(row.get("p_value"))),
            "short": bool(known(row.get("p_value"))) and float(row["p_value"]) < RARE,
        }
    unit = UNIT_OF[kind]
    invited = {
        "invited": (_count(row, "linked") or 0) + (_count(row, "unlinked") or 0),
        "seatedLinked": _count(row, "linked_seated") or 0,
    }
    if unit != "instance":
        return {"where": known(row.get(unit)), **invited}
    instance = content.instance_places.get(row.get("instance"))
    return {"where": known(row.get("instance_name")), "instance": instance, **invited}


def _sector(sector: Any) -> Text:
    return both(lambda w: w.label(known(sector)))


def _said(sector: Any, is_group: bool, w: Words) -> str:
    """Return a sector, or another group, as it stands in a sentence."""
    name = known(sector)
    if is_group:
        return w("gap_the_group", group=name)
    return w("gap_the_sector", sector=w.get(f"sector_{name}", name))


def _about_number(expected: Any, w: Words) -> str:
    return w.number(float(expected), digits=1) if known(expected) else ""


def _sentence(row: Mapping[Any, Any], content: PageContent) -> Text:
    from concertnet.gaps.explain import explain

    # of a sector without a seat, the page lists who could bring each of those it names
    alone = {} if row["kind"] in ("pair", "sector_pair") else {"introducer_names": None}
    named = _named(row, content)
    said = {
        lang: explain(
            {**row, **_written(named, content, lang), **alone}, lang=lang, scale=content.scale
        )
        for lang in LANGUAGES
    }
    return said["fr"] if said["fr"] == said["en"] else said


def _named(row: Mapping[Any, Any], content: PageContent) -> dict[str, Any]:
    """Return the places of the actors that each column of names is of, on the page alone."""
    # every column of names is replaced: an actor who is not on the page is not named either
    named: dict[str, Any] = {
        f"{end}_name": content.places.get(row.get(end)) for end in ("actor", "other")
    }
    for column, written in ACTOR_LISTS.items():
        named[written] = _places(row.get(column), content.places)
    invited, through = (known(row.get(c)) for c in ("invite", "invite_through"))
    those = _split(invited, JOINED, content.places.__contains__)

    def are_known(ids: str) -> bool:
        return all(i in content.places for i in _split(ids, THROUGH, content.places.__contains__))

    each = [
        _places(ids, content.places, THROUGH)
        for actor, ids in zip(those, _split(through, JOINED, are_known), strict=False)
        if actor in content.places
    ]
    named["invite_through_names"] = [places for places in each if places]
    return named


def _written(named: Any, content: PageContent, lang: str) -> Any:
    """Return names in the place of places, as the page writes them: it may not name persons.

    Several are a list: a name may hold what separates those of a table.
    """
    if isinstance(named, dict):
        return {column: _written(places, content, lang) for column, places in named.items()}
    if isinstance(named, list):
        return [_written(place, content, lang) for place in named]
    if named is None:
        return None
    name = content.actors[named].name
    return name if isinstance(name, str) else name[lang]


def _is_true(value: Any) -> bool:
    return bool(known(value)) and bool(value)


def _count(row: Mapping[Any, Any], column: str) -> int | None:
    value = known(row.get(column))
    return int(float(value)) if value else None


def _places(ids: Any, of: Mapping[Any, int], separator: str = JOINED) -> list[int]:
    return [of[i] for i in _split(known(ids), separator, of.__contains__) if i in of]


def _split(cell: str, separator: str, is_one: Callable[[str], bool]) -> list[str]:
    """Return what a cell joins: an id may hold the separator, and the longest known one is meant.

    Examples
    --------
    >>> _split("a; b; c", "; ", {"a", "b; c"}.__contains__)
    ['a', 'b; c']
    """
    left = cell.split(separator) if cell else []
    found = []
    while left:
        ends = range(len(left), 0, -1)
        end = next((end for end in ends if is_one(separator.join(left[:end]))), 1)
        found.append(separator.join(left[:end]))
        left = left[end:]
    return found
