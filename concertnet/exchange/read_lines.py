"""Pajek and UCINET DL, files of lines: networks of several relations, lists and matrices."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from concertnet.exchange.found import FoundGraph, FoundLink, unread
from concertnet.tables.source.delimited import read_delimited

__all__ = ["found_dl", "found_pajek", "read_lines_of"]

_TOKEN = re.compile(r'"((?:[^"]|"")*)"|(\S+)')
_WAVES = re.compile(r"\s\[[\d,*-]+\]$")
_SECTION = re.compile(r"\*(\w+)\s*(.*)")
_LISTS = {"arcs", "edges", "arcslist", "edgeslist"}


def read_lines_of(path: Path) -> list[str]:
    """Return the lines of a file of text: UTF-8 with its mark or not, else Windows-1252."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return re.split(r"\r\n|\r|\n", text)


def _tokens(line: str) -> list[str]:
    return [quoted or bare for quoted, bare in _TOKEN.findall(line)]


def found_pajek(path: Path) -> FoundGraph:
    """Return what a Pajek file holds, with the partition and the key that stand beside it."""
    labels: dict[int, str] = {}
    links: list[FoundLink] = []
    section, relation, n, first, waves = "", "", 0, 0, 0
    for number, line in enumerate(read_lines_of(path), start=1):
        line = line.strip()
        if not line or line.startswith("%"):
            continue
        if head := _SECTION.match(line):
            section, rest = head[1].lower(), head[2].strip()
            if section == "vertices":
                if n:  # a project holds several networks: the first is read
                    break
                counts = [int(one) for one in re.findall(r"\d+", rest)]
                if not counts:
                    raise unread(path, "Pajek", line)
                n, first = counts[0], counts[1] if len(counts) > 1 else 0
            relation = _relation(rest) if section in _LISTS | {"matrix"} else ""
            continue
        tokens = _tokens(line)
        # numbers of waves, whose days the file does not hold
        waves += section in ("vertices", "arcs", "edges") and bool(_WAVES.search(line))
        try:
            if section == "vertices":
                at = int(tokens[0])
                labels[at] = tokens[1] if len(tokens) > 1 else str(at)
            elif section in ("arcs", "edges"):
                links.append(_link(tokens, relation, arrow=section == "arcs"))
            elif section in _LISTS:
                links += [
                    FoundLink(tokens[0], str(int(other)), section == "arcslist",
                              {"relation": relation} if relation else {})
                    for other in tokens[1:]
                ]  # fmt: skip
            elif section == "matrix":
                raise unread(path, "Pajek", "*Matrix")
        except (ValueError, IndexError) as error:
            raise unread(path, "Pajek", f"{number}: {line[:60]}") from error
    if not section:
        raise unread(path, "Pajek", "*Vertices")
    nodes: dict[str, dict[str, Any]] = {}
    for at in range(1, n + 1):
        nodes[str(at)] = {"name": labels.get(at, str(at))}
        if first:
            nodes[str(at)]["bipartite"] = int(at > first)
    _with_partition(path.with_suffix(".clu"), nodes)
    level = "relation" if any("relation" in link.more for link in links) else "label"
    if level == "label" and not any("label" in link.more for link in links):
        level = "value"
    return _with_key(path, FoundGraph(nodes, links, level=level, unread_dates=waves))


def _relation(rest: str) -> str:
    found = re.match(r":?\s*(\d+)?\s*(?:\"([^\"]*)\")?", rest)
    return (found[2] or found[1] or "") if found else ""


def _link(tokens: Sequence[str], relation: str, *, arrow: bool) -> FoundLink:
    more: dict[str, Any] = {}
    rest = list(tokens[2:])
    if rest and re.fullmatch(r"[-+]?[\d.]+(?:[eE][-+]?\d+)?", rest[0]):
        more["value"] = rest.pop(0)
    if "l" in rest[:-1]:
        more["label"] = rest[rest.index("l") + 1]
    if relation:
        more["relation"] = relation
    return FoundLink(str(int(tokens[0])), str(int(tokens[1])), arrow, more)


def _with_partition(path: Path, nodes: dict[str, dict[str, Any]]) -> None:
    """Add the codes of a partition of the same number of nodes; 0 is unknown."""
    if not path.is_file():
        return
    codes = [line.strip() for line in read_lines_of(path) if line.strip()]
    codes = [code for code in codes if code[:1] not in "*%"]
    if len(codes) == len(nodes):
        for node, code in zip(nodes.values(), codes, strict=True):
            node["partition"] = None if code == "0" else code


def _with_key(path: Path, found: FoundGraph) -> FoundGraph:
    """Return the graph under the ids of the key that was written beside it, if it is its key."""
    key = path.with_name(f"{path.stem}_key.csv")
    if not key.is_file():
        return found
    sheet, _ = read_delimited(key, None)
    if sheet is None:
        return found
    head, *rows = sheet.cells.to_numpy().tolist()
    if head[:3] != ["code", "id", "label"] or [row[0] for row in rows] != list(found.nodes):
        return found
    ids = {row[0]: row[1] for row in rows}
    nodes = {
        row[1]: {"name": row[2], **{k: v for k, v in zip(head[3:], row[3:], strict=True) if v}}
        for row in rows
    }
    links = [FoundLink(ids[x.source], ids[x.target], x.arrow, x.more) for x in found.links
             if x.source in ids and x.target in ids]  # fmt: skip
    if len(nodes) != len(rows) or len(links) != len(found.links):
        return found
    return replace(found, nodes=nodes, links=links)


def found_dl(path: Path) -> FoundGraph:
    """Return what a DL file holds: a list of edges or of nodes, or matrices."""
    lines = [line for line in read_lines_of(path) if line.strip()]
    if not lines or not re.match(r"\s*dl\b", lines[0], re.IGNORECASE):
        raise unread(path, "DL", "DL")
    text = "\n".join(lines)
    try:
        found = _dl(text)
    except (ValueError, IndexError, KeyError) as error:
        raise unread(path, "DL", error) from error
    return _with_key(path, found)


_DL_PART = re.compile(
    r"(row labels embedded|column labels embedded|col labels embedded|labels embedded"
    r"|row labels|column labels|col labels|matrix labels|level labels|labels|data)\s*:?[ \t]*",
    re.IGNORECASE,
)


def _dl(text: str) -> FoundGraph:
    """Return a DL text as a graph.

    Raises
    ------
    ValueError, IndexError, KeyError
        If it is none.
    """
    parts = re.split(r"(?im)^\s*data\s*:", text, maxsplit=1)
    if len(parts) != 2:
        raise ValueError("DATA:")
    head, data = parts
    marks = list(_DL_PART.finditer(head))
    options = head[: marks[0].start()] if marks else head
    sizes = {
        name.lower(): int(value)
        for name, value in re.findall(r"\b(n|nr|nc|nm)\s*=\s*(\d+)", options, re.IGNORECASE)
    }
    form = re.search(r"format\s*=\s*(\w+)", head, re.IGNORECASE)
    kind = form[1].lower() if form else "fullmatrix"
    labels: dict[str, list[str]] = {}
    embedded = False
    for at, mark in enumerate(marks):
        name = mark[1].lower().replace("col ", "column ")
        if name.endswith("embedded"):
            embedded = True
            continue
        stop = marks[at + 1].start() if at + 1 < len(marks) else len(head)
        inside = re.sub(r"(?i)format\s*=\s*\w+|diagonal\s*=\s*\w+", "", head[mark.end() : stop])
        labels[name] = _cells(inside)
    rows = labels.get("row labels") or labels.get("labels") or []
    columns = labels.get("column labels") or labels.get("labels") or []
    n = sizes.get("n", 0)
    two = "nr" in sizes and "nc" in sizes
    if two:
        rows = rows or [str(i + 1) for i in range(sizes["nr"])]
        columns = columns or [f"c{i + 1}" for i in range(sizes["nc"])]
    elif not embedded:
        rows = columns = rows or [str(i + 1) for i in range(n)]
    read: dict[str, Callable[..., FoundGraph]] = {
        "fullmatrix": _dl_matrix, "fm": _dl_matrix, "edgelist1": _dl_edges, "el1": _dl_edges,
        "edgelist2": _dl_edges, "el2": _dl_edges, "nodelist1": _dl_nodes, "nl1": _dl_nodes,
    }  # fmt: skip
    two = two or kind in ("edgelist2", "el2")
    return read[kind](
        data, rows, columns, embedded=embedded, two=two,
        relations=labels.get("matrix labels") or labels.get("level labels") or [],
        matrices=sizes.get("nm", 1),
    )  # fmt: skip


def _cells(text: str) -> list[str]:
    return [quoted or bare for quoted, bare in re.findall(r'"([^"]*)"|([^\s,]+)', text)]


def _dl_nodes_of(rows: Sequence[str], columns: Sequence[str], *, two: bool) -> dict[str, Any]:
    if not two:
        return {name: {} for name in dict.fromkeys([*rows, *columns])}
    return {name: {"bipartite": 0} for name in rows} | {name: {"bipartite": 1} for name in columns}


def _end(token: str, names: list[str], *, embedded: bool) -> str:
    """Return the label that a place, or a label, stands for."""
    if embedded:
        if token not in names:
            names.append(token)
        return token
    return names[int(token) - 1] if token.isdigit() and int(token) > 0 else token


def _dl_edges(
    data: str, rows: list[str], columns: list[str], *, embedded: bool, two: bool, **_: Any
) -> FoundGraph:
    rows, columns = (list(rows), list(columns)) if two else ((one := list(rows)), one)
    links = []
    for line in data.splitlines():
        if not (cells := _cells(line)):
            continue
        ends = (_end(cells[0], rows, embedded=embedded), _end(cells[1], columns, embedded=embedded))
        links.append(FoundLink(*ends, not two, {"value": cells[2] if len(cells) > 2 else "1"}))
    return FoundGraph(_dl_nodes_of(rows, columns, two=two), links, level="value")


def _dl_nodes(
    data: str, rows: list[str], columns: list[str], *, embedded: bool, **_: Any
) -> FoundGraph:
    names = list(rows or columns)
    links = []
    for line in data.splitlines():
        if cells := _cells(line):
            ego, *others = [_end(one, names, embedded=embedded) for one in cells]
            links += [FoundLink(ego, other, True, {"value": "1"}) for other in others]
    return FoundGraph({name: {} for name in names}, links, level="value")


def _dl_matrix(
    data: str,
    rows: list[str],
    columns: list[str],
    *,
    embedded: bool,
    two: bool,
    relations: list[str],
    matrices: int,
) -> FoundGraph:
    cells = _cells(data)
    if embedded:  # the names across, then each row after its own
        lines = [found for line in data.splitlines() if (found := _cells(line))]
        columns, rows = lines[0], [line[0] for line in lines[1:]]
        cells = [cell for line in lines[1:] for cell in line[1:]]
    size = len(rows) * len(columns)
    if len(cells) != size * matrices:
        raise ValueError(f"{len(cells)} != {size * matrices}")
    named = matrices > 1 or bool(relations)
    links = []
    for at, cell in enumerate(cells):
        matrix, place = divmod(at, size)
        row, column = divmod(place, len(columns))
        if float(cell) == 0:
            continue
        more: dict[str, Any] = {"value": cell}
        if named:
            more["relation"] = relations[matrix] if matrix < len(relations) else str(matrix + 1)
        links.append(FoundLink(rows[row], columns[column], not two, more))
    nodes = _dl_nodes_of(rows, columns, two=two)
    return FoundGraph(nodes, links, level="relation" if named else "value")
