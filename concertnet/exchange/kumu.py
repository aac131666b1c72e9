"""Kumu: two sheets or two lists, elements and connections."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from concertnet.exchange.handed import Handed
from concertnet.exchange.lost import Losses
from concertnet.exchange.spelled import day_before_text, lost_dates
from concertnet.tables.spec.schema import DEFAULT_SECTORS
from concertnet.tables.write.book import new_book
from concertnet.words import words

__all__ = ["kumu_json", "write_kumu_book"]

# Kumu reads these headings as answers, not as names of fields.
_REFUSED = {"yes", "no", "on", "off", "true", "false"}
_OWN = {"id", "label", "type", "from", "to", "direction", "strength"}
_LONGEST = 32_767  # characters of a cell


def kumu_json(given: Handed, losses: Losses, lang: str) -> bytes:
    """Return a network as the JSON that Kumu imports."""
    elements, connections = _rows(given, losses, lang)
    small = [
        {name.lower() if name in _CAPITALS else name: value for name, value in row.items()}
        for row in elements
    ]
    lines = [
        {name.lower() if name in _CAPITALS else name: value for name, value in row.items()}
        for row in connections
    ]
    made = {"elements": small, "connections": lines}
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def write_kumu_book(given: Handed, losses: Losses, lang: str, path: Path) -> None:
    """Write a network as the workbook that Kumu imports, texts never formulas."""
    elements, connections = _rows(given, losses, lang)
    with new_book(path) as book:
        for title, rows, first in (
            ("Elements", elements, ("ID", "Label", "Type")),
            ("Connections", connections, ("ID", "From", "To", "Type", "Direction", "Strength")),
        ):
            sheet = book.add_worksheet(title)
            columns = list(dict.fromkeys([*first, *(name for row in rows for name in row)]))
            for c, name in enumerate(columns):
                sheet.write_string(0, c, name)
                for r, row in enumerate(rows, start=1):
                    value = row.get(name)
                    if isinstance(value, (int, float)) and not isinstance(value, bool):
                        sheet.write_number(r, c, value)
                    elif value is not None:
                        text = str(value)
                        losses.add("lost_text_ends", "why_cell", len(text) > _LONGEST)
                        sheet.write_string(r, c, text[:_LONGEST])
            sheet.freeze_panes(1, 0)


_CAPITALS = ("ID", "Label", "Type", "From", "To", "Direction", "Strength")


def _rows(
    given: Handed, losses: Losses, lang: str
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    w = words(lang)
    elements = []
    for at, identity in enumerate(given.ids):
        row: dict[str, Any] = {"ID": identity, "Label": given.labels[at]}
        if (group := given.groups[at]) is not None:
            row["Type"] = w.label(group) if group in DEFAULT_SECTORS else group
        row |= {_field(k): v for k, v in given.attributes[at].items() if k != given.by}
        if len(given.presences[at]) == 1:
            row |= day_before_text(given.presences[at][0], inclusive=False)
        elements.append(row)
    direction = "directed" if given.directed else "undirected"
    connections = []
    for number, link in enumerate(given.links, start=1):
        row = {"ID": f"C{number}", "From": given.ids[link.source], "To": given.ids[link.target]}
        if (level := given.level(link)) is not None and given.scale is not None:
            row["Type"] = given.scale.label(level, w.lang)
        row["Direction"] = direction
        if link.rank is not None:
            row["Strength"] = link.rank + 1
        if len(link.stretches) == 1:
            row |= day_before_text(link.stretches[0], inclusive=False)
        connections.append(row | {_field(k): v for k, v in link.more.items()})
    lost_dates(given, losses, all_of_them=False)
    losses.add("lost_places", "why_no_place", len(given.places))
    losses.add("lost_said", "why_no_place", len(given.said))
    return elements, connections


def _field(name: str) -> str:
    """Return a heading that Kumu takes for a field of one's own."""
    return f"{name}_" if name.lower() in _REFUSED | _OWN else name
