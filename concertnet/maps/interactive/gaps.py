"""The missing links of the page: their sentences in both languages, and whom they concern."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from concertnet.maps.interactive.data import Content
from concertnet.maps.interactive.names import Text
from concertnet.words import LANGUAGES

__all__ = ["gap_records"]

_SEPARATOR = "; "


def gap_records(gaps: Any, content: Content) -> list[dict[str, Any]]:
    """Return one record per missing link whose actors or instance are on the page.

    Parameters
    ----------
    gaps : DataFrame
        What `missing_links` returned, in its order.
    content : Content
        What the page shows.

    Returns
    -------
    list of dict
        kind, actor, other and instance (positions, or None), text, introducers, invite.
    """
    records = []
    for row in gaps.to_dict("records"):
        actor, other = (content.places.get(row.get(end)) for end in ("actor", "other"))
        instance = content.instance_places.get(row.get("instance"))
        pair = row["kind"] == "pair"
        if pair and (actor is None or other is None):
            continue
        records.append(
            {
                "kind": row["kind"],
                "supported": _is_true(row.get("supported", True)),
                "actor": actor if pair else None,
                "other": other if pair else None,
                "instance": None if pair else instance,
                "text": _sentence(row, content),
                "introducers": _places(row.get("introducers"), content),
                "invite": _places(row.get("invite"), content),
            }
        )
    return records


def _sentence(row: Mapping[Any, Any], content: Content) -> Text:
    from concertnet.gaps import explain

    said = {
        lang: explain({**row, **_names(row, content, lang)}, lang=lang, scale=content.scale)
        for lang in LANGUAGES
    }
    return said["fr"] if said["fr"] == said["en"] else said


def _names(row: Mapping[Any, Any], content: Content, lang: str) -> dict[str, str | None]:
    """Return the names of a row as the page writes them: it may not name persons."""

    def name(place: int) -> str:
        written = content.actors[place].name
        return written if isinstance(written, str) else written[lang]

    # every column of names is replaced: an actor who is not on the page is not named either
    names = {}
    for end in ("actor", "other"):
        place = content.places.get(row.get(end))
        names[f"{end}_name"] = None if place is None else name(place)
    for column, written in (("introducers", "introducer_names"), ("invite", "invite_names")):
        places = _places(row.get(column), content)
        names[written] = _SEPARATOR.join(map(name, places)) or None
    return names


def _is_true(value: Any) -> bool:
    return value is not None and value == value and bool(value)


def _places(ids: Any, content: Content) -> list[int]:
    if ids is None or ids != ids or not str(ids):
        return []
    return [content.places[i] for i in str(ids).split(_SEPARATOR) if i in content.places]
