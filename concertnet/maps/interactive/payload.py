"""What the scripts of the page read: its content, its words, its colours and its drawing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any, Literal

from concertnet.maps.interactive.content.drawing import (
    CORNERS,
    PIXELS,
    checked_colour,
    places,
    vis_drawing,
    vis_shape,
)
from concertnet.maps.interactive.content.network import Content
from concertnet.maps.paper.style import Line, Style
from concertnet.words import LANGUAGES, words

__all__ = ["page_words", "payload"]

_SHARED_WORDS = (
    "n_actors",
    "n_ties",
    "name",
    "sector",
    "column_shared_partners",
    "map_date_missing",
    "map_response_missing",
    "map_boundary_missing",
    "map_source_missing",
)

# What is drawn on the dark page: lines rise from dark to light, marks keep their colours.
_DARK = {
    "paper": "#14181C",
    "text": "#E9EDF0",
    "soft": "#A7B1BA",
    "faint": "#3B444C",
    "outline": "#E9EDF0",
    "missing": "#FF5C95",
}
_DARK_STYLE = Style(
    loosest=Line("#5A6672", 0.7), middle=Line("#97A3AE", 1.5), strongest=Line("#E3E8EC", 2.8)
)


def payload(
    content: Content,
    gaps: list[dict[str, Any]] | None,
    style: Style,
    lang: str,
    *,
    board: Literal["vis", "sigma"],
    left_out: int,
    outside: int,
) -> dict[str, Any]:
    """Return what the scripts of the page read, ready for JSON.

    Parameters
    ----------
    content : Content
        The network.
    gaps : list of dict or None
        The records of its missing links; None where none were looked for.
    style : Style
        Colours, shapes and lines.
    lang : {"fr", "en"}
        The language in which the page opens.
    board : {"vis", "sigma"}
        What draws the map: vis-network, or sigma.js where there are many actors.
    left_out, outside : int
        Numbers of missing links that are not among `gaps`: less supported, and those of actors who
        are not on the page.

    Returns
    -------
    dict
        Plain values.
    """
    shown = gaps or []
    return {
        "lang": lang,
        "words": {code: page_words(code, content.wording) for code in LANGUAGES},
        "about": content.about,
        "by": content.by,
        "levelsTitle": content.levels_title,
        "groups": _groups(content),
        "levels": _levels(content),
        "levelsOff": content.levels_off,
        "actors": [
            {
                "name": actor.name,
                "short": actor.short,
                "group": actor.group,
                "facts": actor.facts,
                "seats": actor.seats,
                "tray": actor.tray,
            }
            for actor in content.actors
        ],
        "ties": content.ties,
        "relations": content.relations,
        "themes": content.themes,
        "instances": [asdict(instance) for instance in content.instances],
        "waves": content.waves,
        "facts": content.facts,
        "gaps": shown,
        "gapsGiven": gaps is not None,
        "gapsLeftOut": left_out,
        "gapsOutside": outside,
        "gapWidth": round(style.missing.width * PIXELS, 2),
        "inks": {"light": _inks(style), "dark": _DARK},
        "shapes": {
            group.mark.shape: CORNERS[group.mark.shape]
            for group in content.groups
            if CORNERS[group.mark.shape]
        },
        "board": board,
        "drawing": vis_drawing(content, shown, style) if board == "vis" else places(content, style),
    }


def page_words(lang: str, wording: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """Return the words of the page, some of them said otherwise."""
    w = words(lang)
    wanted = (key for key in w if key.startswith("page_") or key in _SHARED_WORDS)
    return {key: w[wording.get(key, key)] for key in wanted}


def _groups(content: Content) -> list[dict[str, Any]]:
    groups = []
    for group in content.groups:
        drawn, factor = vis_shape(group.mark.shape)
        groups.append(
            {
                "label": group.label,
                "colour": checked_colour(group.mark.colour),
                "shape": group.mark.shape,
                "drawn": drawn,
                "factor": round(factor, 4),
            }
        )
    return groups


def _levels(content: Content) -> list[dict[str, Any]]:
    dark_lines = _DARK_STYLE.lines(max(len(content.levels), 1))
    return [
        {
            "label": level.label,
            "light": checked_colour(level.colour),
            "dark": checked_colour(dark.colour),
            "width": round(level.width * PIXELS, 2),
        }
        for level, dark in zip(content.levels, dark_lines, strict=True)
    ]


def _inks(style: Style) -> dict[str, str]:
    return {
        "paper": style.paper,
        "text": style.ink,
        "soft": style.soft,
        "faint": style.faint,
        "outline": style.outline,
        "missing": style.missing.colour,
    }
