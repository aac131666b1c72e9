"""What the scripts of the page read: its content, its words, its colours and its drawing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any, Literal

from concertnet.grammar import kept_together
from concertnet.maps.interactive.content.drawing import (
    CORNERS,
    checked_colour,
    missing_line,
    pixels,
    places,
    seen_on,
    vis_drawing,
    vis_shape,
)
from concertnet.maps.interactive.content.missing_links import PageGaps
from concertnet.maps.interactive.content.network import PageContent
from concertnet.maps.interactive.content.ties import level_lines
from concertnet.maps.paper.style import Style
from concertnet.tables.source.delimited import LIVE, SEPARATOR_OF
from concertnet.words import LANGUAGES, words

__all__ = ["page_words", "payload"]

_TINTS = 3  # of grounds: neighbours rarely have the same

_SHARED_WORDS = (
    "n_actors",
    "n_ties",
    "name",
    "sector",
    "column_shared_partners",
    "and",
    "map_date_missing",
    "map_response_missing",
    "map_boundary_missing",
    "map_source_missing",
)


def payload(
    content: PageContent,
    gaps: PageGaps | None,
    style: Style,
    lang: str | None,
    *,
    board: Literal["vis", "sigma"],
) -> dict[str, Any]:
    """Return what the scripts of the page read, ready for JSON.

    Parameters
    ----------
    content : PageContent
        The network.
    gaps : PageGaps or None
        Its missing links; None where none were looked for.
    style : Style
        Colours, shapes and lines.
    lang : {"fr", "en"} or None
        The language in which the page opens; None for that of the reader's browser.
    board : {"vis", "sigma"}
        What draws the map: vis-network, or sigma.js where there are many actors.

    Returns
    -------
    dict
        Plain values.
    """
    drawn = vis_drawing if board == "vis" else places
    held, dark = gaps or PageGaps([], None, None, 0, 0), Style.dark()
    return {
        "lang": lang,
        "words": {code: page_words(code, content.wording) for code in LANGUAGES},
        "thousands": {code: words(code).number(1000).strip("01") for code in LANGUAGES},
        "csv": {"separators": SEPARATOR_OF, "formula": LIVE},
        "about": content.about,
        "by": content.by,
        "levelsTitle": content.levels_title,
        "groups": _groups(content, dark),
        "levels": _levels(content, style, dark),
        "levelsOff": content.levels_off,
        "actors": [
            {
                "name": actor.name,
                "forms": actor.forms,
                "also": actor.also,
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
        "aside": content.aside,
        "agreements": [asdict(agreement) for agreement in content.agreements],
        "ground": content.ground
        and {**content.ground, "drawn": board == "vis" and not content.sizes},
        "unknownGroup": content.unknown_group,
        "gaps": held.records,
        "found": held.found,
        "subject": held.subject,
        "gapsGiven": gaps is not None,
        "gapsLeftOut": held.left_out,
        "gapsOutside": held.outside,
        "missing": missing_line(style),
        "inks": {"light": _inks(style), "dark": _inks(dark)},
        "shapes": {
            group.mark.shape: CORNERS[group.mark.shape]
            for group in content.groups
            if CORNERS[group.mark.shape]
        },
        "board": board,
        "drawing": drawn(content, style, (held.subject or {}).get("group")),
    }


def page_words(lang: str, wording: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """Return the words of the page, some of them said otherwise."""
    w = words(lang)
    wanted = (key for key in w if key.startswith("page_") or key in _SHARED_WORDS)
    return {key: kept_together(w[wording.get(key, key)], w) for key in wanted}


def _groups(content: PageContent, dark: Style) -> list[dict[str, Any]]:
    groups = []
    for group in content.groups:
        drawn, factor = vis_shape(group.mark.shape)
        groups.append(
            {
                "label": group.label,
                "light": checked_colour(group.mark.colour),
                "dark": checked_colour(seen_on(group.mark.colour, dark.paper)),
                "shape": group.mark.shape,
                "drawn": drawn,
                "factor": round(factor, 4),
            }
        )
    return groups


def _levels(content: PageContent, style: Style, dark: Style) -> list[dict[str, Any]]:
    by_day, by_night = (level_lines(content.levels, one) for one in (style, dark))
    return [
        {
            "label": level.label,
            "light": checked_colour(line.colour),
            "dark": checked_colour(same.colour),
            "width": pixels(line.width * content.thinner),
        }
        for level, line, same in zip(content.levels, by_day, by_night, strict=True)
    ]


def _inks(style: Style) -> dict[str, Any]:
    return {
        "paper": style.paper,
        "text": style.ink,
        "soft": style.soft,
        "faint": style.faint,
        "outline": style.outline,
        "missing": style.missing.colour,
        "grounds": [checked_colour(tint) for tint in style.grounds(_TINTS)],
    }
