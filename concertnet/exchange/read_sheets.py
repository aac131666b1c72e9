"""Kumu's two lists, and sheets of one's own: a list of ties or a square matrix."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from concertnet.errors import TableError
from concertnet.exchange.found import FoundGraph, FoundLink, unread
from concertnet.tables.cells.sheets import RawSheet
from concertnet.tables.source.matrix import find_square, matrix_rows
from concertnet.tables.source.sources import open_source
from concertnet.tables.spec.headings import match_columns
from concertnet.tables.spec.problems import Problem
from concertnet.words import normalise

__all__ = ["found_json", "found_sheets"]

_UNSAID = ("from", "to", "direction")


def found_json(path: Path) -> FoundGraph:
    """Return what the JSON of Kumu holds."""
    try:
        given = json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise unread(path, "Kumu", error) from error
    elements, connections = (_dicts(given, name) for name in ("elements", "connections"))
    if elements is None or connections is None or "elements" not in given:
        raise unread(path, "Kumu", '"elements", "connections"')
    return _kumu(path, elements, connections)


def _dicts(given: Any, name: str) -> list[dict[str, Any]] | None:
    """Return a list of objects, none where it is absent; None for what is no such list."""
    rows = given.get(name, []) if isinstance(given, dict) else None
    whole = isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
    return rows if whole else None


def found_sheets(path: Path) -> tuple[FoundGraph, list[Problem]]:
    """Return what a workbook or a CSV file holds: Kumu's sheets, a matrix, or a list of ties.

    Raises
    ------
    TableError
        If the file cannot be opened.
    """
    sheets, problems = open_source(path)
    if any(problem.severity == "error" for problem in problems) or not sheets:
        raise TableError(problems)
    named = {normalise(sheet.sheet or ""): sheet for sheet in sheets}
    if "connections" in named or "elements" in named:
        return _kumu(
            path, *(_rows(named.get(one)) for one in ("elements", "connections"))
        ), problems
    sheet = sheets[0]
    square = find_square(sheet)
    if square is None:
        return _listed(sheet, problems), problems
    noticed: list[Problem] = []
    told = matrix_rows(sheet, square, {}, noticed)
    problems += noticed
    names = [" ".join(name.split()) for name in (*square.down.values(), *square.across.values())]
    links = [
        FoundLink(source, target, bool(by), {"level": level})
        for source, target, level, by in told.cells.itertuples(index=False)
    ]
    return FoundGraph({name: {} for name in dict.fromkeys(names)}, links, level="level"), problems


def _rows(sheet: RawSheet | None) -> list[dict[str, str]]:
    if sheet is None or not len(sheet.cells):
        return []
    head, *rows = sheet.cells.to_numpy().tolist()
    return [
        {name: cell for name, cell in zip(head, row, strict=True) if name and cell != ""}
        for row in rows
    ]


def _kumu(
    path: Path, elements: Sequence[Mapping[str, Any]], connections: Sequence[Mapping[str, Any]]
) -> FoundGraph:
    """Return Kumu's lists as a graph; who is named in a connection alone is an element too."""
    nodes: dict[str, dict[str, Any]] = {}
    for row in elements:
        known = {name.lower(): name for name in row}
        own = known.get("id") or known.get("label")
        if own is None:
            raise unread(path, "Kumu", "ID, Label")
        more = {k: _told(v) for k, v in row.items() if k.lower() not in ("id", "label", "type")}
        more["name"] = row[known["label"]] if "label" in known else row[own]
        if "type" in known:
            more["sector"] = row[known["type"]]
        if str(row[own]) in nodes:
            raise unread(path, "Kumu", f"ID {row[own]}")
        nodes[str(row[own])] = more
    links = []
    for row in connections:
        known = {name.lower(): name for name in row}
        if "from" not in known or "to" not in known:
            raise unread(path, "Kumu", "From, To")
        ends = str(row[known["from"]]), str(row[known["to"]])
        for end in ends:
            nodes.setdefault(end, {"name": end})
        more = {k.lower() if k.lower() in ("type", "strength") else k: _told(v)
                for k, v in row.items() if k.lower() not in (*_UNSAID, "id")}  # fmt: skip
        arrow = str(row.get(known.get("direction", ""), "")).lower() == "directed"
        links.append(FoundLink(*ends, arrow, more))
    return FoundGraph(nodes, links, level="type")


def _told(value: Any) -> Any:
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def _listed(sheet: RawSheet, problems: list[Problem]) -> FoundGraph:
    """Return a list of ties: the columns that headings name, else the first two, which is told."""
    head, *rows = sheet.cells.to_numpy().tolist()
    found = match_columns("ties", head).found
    if not {"source", "target"} <= set(found):
        found = {"source": 0, "target": 1}
        fields = {"values": tuple(cell for cell in head if cell)}
        problems.append(Problem("notice", "graph_headings", sheet.file, fields=fields))
    names = {place: name for name, place in found.items()}
    links, nodes = [], {}
    for row in rows:
        said = {
            names.get(i, head[i] or str(i + 1)): c.strip() for i, c in enumerate(row) if c.strip()
        }
        source, target = said.pop("source", ""), said.pop("target", "")
        for end in (source, target):
            if end:  # who has no tie may be listed alone
                nodes.setdefault(end, {})
        if source and target:
            links.append(FoundLink(source, target, False, said))
    return FoundGraph(nodes, links, level="level")
