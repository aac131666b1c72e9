"""The missing links of the page: their sentences in both languages, and whom they concern."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from concertnet.answers import JOINED
from concertnet.gaps.answers import ACTOR_LISTS, UNIT_OF
from concertnet.maps.interactive.content.network import PageContent
from concertnet.maps.interactive.content.texts import Text, both, known
from concertnet.maps.nodelink.contents import check_gaps
from concertnet.words import LANGUAGES

__all__ = ["gap_records"]


def gap_records(gaps: Any, content: PageContent) -> list[dict[str, Any]]:
    """Return one record per missing link whose actors or instance are on the page.

    `MissingAttribute` is raised if `gaps` is no table of missing links.

    Parameters
    ----------
    gaps : DataFrame
        What `missing_links` returned, in its order.
    content : PageContent
        What the page shows.

    Returns
    -------
    list of dict
        kind, supported, sector, level (position of the level from which it is no longer missing),
        shared (partners in common) and text; the positions of actors in introducers and invite;
        then, by kind: actor and other (positions), where (the name of an instance, a territory or a
        theme) and instance (its position), sectors (two labels) and between (the actors of each).
    """
    check_gaps(gaps, ("kind", "actor", "other"))
    records = []
    for row in gaps.to_dict("records"):
        about = _about(row, content)
        if about is None:
            continue
        shared = row.get("shared_partners")
        records.append(
            {
                "kind": row["kind"],
                "supported": _is_true(row.get("supported", True)),
                "sector": _sector(row.get("sector")),
                **about,
                "level": content.level_places.get(known(row.get("level")) or None, 0),
                "shared": int(shared) if known(shared) else None,
                "text": _sentence(row, content),
                "introducers": _places(row.get("introducers"), content),
                "invite": [
                    place
                    for column in ("invite", "invite_unlinked")
                    for place in _places(row.get(column), content)
                ],
            }
        )
    return records


def _about(row: Mapping[Any, Any], content: PageContent) -> dict[str, Any] | None:
    """Return what is not linked; nothing for a pair that is not on the page."""
    kind = row["kind"]
    if kind == "pair":
        ends = {end: content.places.get(row.get(end)) for end in ("actor", "other")}
        return None if None in ends.values() else ends
    if kind == "sector_pair":
        sectors = [row.get("sector"), row.get("other_sector")]
        return {
            "sectors": [_sector(sector) for sector in sectors],
            "between": [
                [i for i, actor in enumerate(content.actors) if actor.sector == known(sector)]
                for sector in sectors
            ],
        }
    unit = UNIT_OF[kind]
    if unit != "instance":
        return {"where": known(row.get(unit))}
    instance = content.instance_places.get(row.get("instance"))
    return {"where": known(row.get("instance_name")), "instance": instance}


def _sector(sector: Any) -> Text:
    return both(lambda w: w.label(known(sector)))


def _sentence(row: Mapping[Any, Any], content: PageContent) -> Text:
    from concertnet.gaps.explain import explain

    said = {
        lang: explain({**row, **_names(row, content, lang)}, lang=lang, scale=content.scale)
        for lang in LANGUAGES
    }
    return said["fr"] if said["fr"] == said["en"] else said


def _names(row: Mapping[Any, Any], content: PageContent, lang: str) -> dict[str, str | None]:
    """Return the names of a row as the page writes them: it may not name persons."""

    def name(place: int) -> str:
        written = content.actors[place].name
        return written if isinstance(written, str) else written[lang]

    # every column of names is replaced: an actor who is not on the page is not named either
    names = {}
    for end in ("actor", "other"):
        place = content.places.get(row.get(end))
        names[f"{end}_name"] = None if place is None else name(place)
    for column, written in ACTOR_LISTS.items():
        places = _places(row.get(column), content)
        names[written] = JOINED.join(map(name, places)) or None
    return names


def _is_true(value: Any) -> bool:
    return bool(known(value)) and bool(value)


def _places(ids: Any, content: PageContent) -> list[int]:
    return [content.places[i] for i in known(ids).split(JOINED) if i in content.places]
