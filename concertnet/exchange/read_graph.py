"""A network from the file of another tool."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from concertnet.errors import ConcertnetError, MissingAttribute, NotComparable, UnknownWord
from concertnet.exchange.found import FoundGraph, FoundLink
from concertnet.exchange.read_lines import found_dl, found_pajek
from concertnet.exchange.read_sheets import found_json, found_sheets
from concertnet.exchange.read_xml import found_gexf, found_graphml
from concertnet.network import Network
from concertnet.scale import BOURQUE, SCALES, Scale, scale_named, scale_of_details
from concertnet.shapes import INSTANCE_NODE
from concertnet.swap import reason
from concertnet.tables.spec.about import About
from concertnet.tables.spec.problems import Problem
from concertnet.words import normalise, synonyms

__all__ = ["is_graph_file", "read_graph"]

_SHEETS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")
_FORMATS = {
    ".graphml": found_graphml, ".gexf": found_gexf, ".net": found_pajek, ".paj": found_pajek,
    ".dl": found_dl, ".json": found_json,
}  # fmt: skip
# What a tie may say of its own besides its level; other attributes are not read, and said.
_OF_TIES = ("start", "end", "theme", "territory", "weight", "agreement", "reported_by")
_OURS = ("level", "rank", "label", "relation", "value", "strength", "id", "type")
_SHOWN = 10


def is_graph_file(path: Path) -> bool:
    """Say whether a file is of a format that is that of a graph alone: no table, no workbook.

    Examples
    --------
    >>> is_graph_file(Path("a.GEXF")), is_graph_file(Path("a.xlsx"))
    (True, False)
    """
    return path.suffix.lower() in _FORMATS


def read_graph(
    path: str | Path,
    *,
    level: str | Mapping[str, str] | None = None,
    sector: str = "sector",
    scale: Scale | str | None = None,
) -> Network:
    r"""Read a network from GraphML, GEXF, Pajek, UCINET DL, Kumu, a list of ties or a matrix.

    Parameters
    ----------
    path : path
        The file: ``.graphml``, ``.gexf``, ``.net`` (with the ``.clu`` or key that stands beside),
        ``.dl``, ``.json`` or ``.xlsx`` of Kumu; ``.csv`` or ``.xlsx`` of a list or a square matrix.
    level : str or mapping of str to str, optional
        The attribute of ties that holds their level; one level for all of them; or, by value, the
        level that it means (``{"1": "collaboration", "2": "concertation"}``). By default an
        attribute called so, the relations of Pajek, the types of Kumu, the values of DL; with a
        mapping and none of those, the only attribute whose every value it names.
    sector : str
        The attribute of actors that holds their sector.
    scale : Scale or str, optional
        How levels are read; by default the scale that the file states, else Bourque's.

    Returns
    -------
    Network
        Its actors, with their attributes as columns; its ties, parallel ones as rows. An arrow is
        what its source reports (``reported_by``). What was left out is in its `problems`.
        Of a graph of two modes, instances and seats.

    Raises
    ------
    UnknownWord
        If the suffix is none of these, or a value is no level: all of them are listed.
    MissingAttribute
        If nothing tells the level of ties, or no actor has the attribute `sector`.
    ConcertnetError
        If the file cannot be read, or is not what its suffix says.
    TableError
        If its actors or ties hold errors, all of them at once.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "a.net"
    >>> _ = file.write_text('*Vertices 2\n1 "Ville"\n2 "CDC"\n*Edges\n1 2 2\n')
    >>> net = read_graph(file, level={"2": "concertation"})
    >>> net.actors["name"].tolist(), net.ties["level"].tolist()
    (['Ville', 'CDC'], ['concertation'])
    """
    path = Path(path)
    found, problems = _found(path)
    asked = scale_named(scale) if scale is not None else _scale_said(found.said) or BOURQUE
    _require_ends(path, found)
    actors, instances = _nodes(found, sector)
    links = _without_loops(found.links, problems)
    if found.unread_dates:
        problems.append(
            Problem("notice", "graph_dates", path.name, fields={"n": found.unread_dates})
        )
    said = {k: str(found.said.get(k, "")) for k in ("title", "boundary", "source", "rule")}
    about = About(said["title"], said["boundary"], said["source"], rule=said["rule"])
    if len(instances):
        seats = _seats(links, {str(i) for i in instances["node"]})
        return Network(
            actors,
            instances=instances.drop(columns="node"),
            seats=seats,
            about=about,
            scale=asked,
            problems=tuple(problems),
        )
    ties = _ties(path, links, _levels(path, found, links, level, asked), asked, problems)
    return Network(actors, ties, about=about, scale=asked, problems=tuple(problems))


def _found(path: Path) -> tuple[FoundGraph, list[Problem]]:
    suffix = path.suffix.lower()
    if suffix not in (*_FORMATS, *_SHEETS):
        known = (*_FORMATS, *_SHEETS)
        raise UnknownWord("error_graph_read_kind", value=path.name, known=known)
    if suffix in _SHEETS:
        return found_sheets(path)
    try:
        return _FORMATS[suffix](path), []
    except OSError as error:
        raise ConcertnetError("error_cannot_read", path=path, reason=reason(error)) from error


def _scale_said(said: Mapping[str, Any]) -> Scale | None:
    """Return the scale that a file of ours states (``name: low < high``), or the graph in it."""
    match = re.fullmatch(r"(.*?): (.+)", str(said.get("scale", "")), flags=re.DOTALL)
    if match is None:
        return scale_of_details(said)
    levels = tuple(match[2].split(" < "))
    known = SCALES.get(match[1])
    return known if known is not None and known.levels == levels else Scale(match[1], levels)


def _require_ends(path: Path, found: FoundGraph) -> None:
    ends = dict.fromkeys(end for link in found.links for end in (link.source, link.target))
    if absent := [end for end in ends if end not in found.nodes]:
        raise NotComparable("error_graph_ends", path=path, values=", ".join(absent[:_SHOWN]))


def _nodes(found: FoundGraph, sector: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the actors, and the instances where nodes are of two modes, with their `node`."""
    rows = [
        {"actor": identity, **row} for identity, more in found.nodes.items() for row in _rows(more)
    ]
    names = list(dict.fromkeys(name for row in rows for name in row))
    if sector != "sector":
        if rows and sector not in names:
            raise MissingAttribute(
                "error_missing_attribute", name=sector, known=", ".join(names[1:]) or "–"
            )
        rows = [
            {"sector" if k == sector else k: v for k, v in row.items() if k != "sector"}
            for row in rows
        ]
    second = [str(row.get("bipartite", "")) in ("1", "1.0") for row in rows]
    made = [{k: v for k, v in row.items() if k != "bipartite"} for row in rows]
    if not any(second) or all(second):
        return pd.DataFrame(made, columns=None if made else ["actor"], dtype=object), pd.DataFrame()
    actors = [row for row, other in zip(made, second, strict=True) if not other]
    instances = [
        {"node": row["actor"], "instance": row["actor"].removeprefix(INSTANCE_NODE),
         **{k: v for k, v in row.items() if k != "actor"}}
        for row, other in zip(made, second, strict=True) if other
    ]  # fmt: skip
    return (
        pd.DataFrame(actors, dtype=object).dropna(axis="columns", how="all"),
        pd.DataFrame(instances, dtype=object).dropna(axis="columns", how="all"),
    )


def _rows(more: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a node: an actor that was there several times has one for each."""
    if more.get("bipartite") is not None or not isinstance(more.get("spells"), list):
        return [more]
    own = {name: value for name, value in more.items() if name != "spells"}
    return [{**own, **spell} for spell in more["spells"]]


def _seats(links: list[FoundLink], instances: set[str]) -> pd.DataFrame:
    ends = [(x.source, x.target) if x.target in instances else (x.target, x.source) for x in links]
    pairs = [(actor, instance.removeprefix(INSTANCE_NODE)) for actor, instance in ends]
    return pd.DataFrame(list(dict.fromkeys(pairs)), columns=["actor", "instance"], dtype=object)


def _without_loops(links: list[FoundLink], problems: list[Problem]) -> list[FoundLink]:
    loops = [link.source for link in links if link.source == link.target]
    if loops:
        shown = tuple(dict.fromkeys(loops))[:_SHOWN]
        fields = {"n": len(loops), "values": shown}
        problems.append(Problem("notice", "graph_loops", fields=fields))
    return [link for link in links if link.source != link.target]


def _levels(
    path: Path,
    found: FoundGraph,
    links: list[FoundLink],
    level: str | Mapping[str, str] | None,
    scale: Scale,
) -> list[str]:
    """Return the level of each link, or say everything that is no level."""
    names = list(dict.fromkeys(name for link in links for name in link.more))
    meanings = {_value(k): v for k, v in level.items()} if isinstance(level, Mapping) else {}
    if isinstance(level, str) and level not in names:
        if (one := scale.find(level)) is not None:
            return [one] * len(links)
        raise MissingAttribute("error_graph_no_level", **_told(path, names, scale))
    column = level if isinstance(level, str) else _column(names, found.level)
    if column is None and meanings:
        column = _meant(links, names, meanings)
    if not links:
        return []
    if column is None:
        raise MissingAttribute("error_graph_no_level", **_told(path, names, scale))
    values = [_value(link.more.get(column)) for link in links]
    meant = {v: scale.find(str(meanings.get(v, v))) for v in dict.fromkeys(values)}
    if unknown := sorted(v for v, read in meant.items() if read is None):
        example = {v: scale.levels[min(i, len(scale.levels) - 1)] for i, v in enumerate(unknown)}
        raise UnknownWord(
            "error_graph_levels",
            column=column,
            scale=scale.name,
            known=" < ".join(scale.levels),
            values=", ".join(map(repr, unknown[:_SHOWN])),
            example=dict(list(example.items())[:_SHOWN]),
        )
    return [str(meant[value]) for value in values]


def _told(path: Path, names: list[str], scale: Scale) -> dict[str, Any]:
    return {"path": path, "known": ", ".join(names) or "–", "example": scale.levels[0]}


def _column(names: list[str], usual: str) -> str | None:
    if "level" in names:
        return "level"
    if usual in names:
        return usual
    return next((name for name in names if normalise(name) in synonyms("level")), None)


def _meant(links: list[FoundLink], names: list[str], meanings: Mapping[str, str]) -> str | None:
    """Return the attribute whose every value has a meaning; None where none is, or several are."""
    found = [
        name for name in names if all(_value(link.more.get(name)) in meanings for link in links)
    ]
    return found[0] if len(found) == 1 else None


def _value(value: Any) -> str:
    """Return a value as text; a whole number without its decimals."""
    text = "" if value is None else str(value).strip()
    return re.sub(r"^([-+]?\d+)\.0*$", r"\1", text)


def _ties(
    path: Path,
    links: list[FoundLink],
    levels: list[str],
    scale: Scale,
    problems: list[Problem],
) -> pd.DataFrame:
    arrows = [link.arrow for link in links]
    if path.suffix.lower() == ".dl" and (once := _mirrored(links)) is not None:
        # a matrix states a tie in both its cells
        links, levels = [links[i] for i in once], [levels[i] for i in once]
        arrows = [False] * len(links)
    plain = path.suffix.lower() == ".gexf" and _says_levels(links, levels, scale)
    rows = []
    for link, level, arrow in zip(links, levels, arrows, strict=True):
        own = {k: link.more[k] for k in _OF_TIES if link.more.get(k) not in (None, "")}
        if plain:
            own.pop("weight", None)
        reporter = {"reported_by": link.source} if arrow else {}
        rows.append(
            {"source": link.source, "target": link.target, "level": level, **own, **reporter}
        )
    if any(arrows):
        problems.append(Problem("notice", "graph_directed", path.name, fields={"n": sum(arrows)}))
    not_read = sorted({n for x in links for n in x.more if n not in (*_OF_TIES, *_OURS)})
    if not_read:
        fields = {"n": len(not_read), "values": tuple(not_read[:_SHOWN])}
        problems.append(Problem("notice", "graph_attributes", path.name, fields=fields))
    columns = dict.fromkeys(["source", "target", "level", *(k for row in rows for k in row)])
    return pd.DataFrame(rows, columns=list(columns), dtype=object)


def _says_levels(links: list[FoundLink], levels: list[str], scale: Scale) -> bool:
    """Say whether the weights of GEXF say 1 everywhere, or the rank of a pair's highest level."""
    weights = [_value(link.more.get("weight", 1)) for link in links]
    highest: dict[tuple[str, str], int] = {}
    for link, level in zip(links, levels, strict=True):
        pair = link.source, link.target
        highest[pair] = max(highest.get(pair, 0), scale.levels.index(level) + 1)
    ranks = [str(highest[link.source, link.target]) for link in links]
    return weights in (["1"] * len(links), ranks)


def _mirrored(links: list[FoundLink]) -> list[int] | None:
    """Return the places of one line a pair where every pair is stated alike in both directions."""
    said = {(x.source, x.target, x.more.get("relation"), x.more.get("value")) for x in links}
    if len(said) != len(links) or any((b, a, r, v) not in said for a, b, r, v in said):
        return None
    place: dict[Any, int] = {}
    for at, x in enumerate(links):
        place.setdefault((frozenset((x.source, x.target)), x.more.get("relation")), at)
    return list(place.values())
