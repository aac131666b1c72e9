"""Everything a first look needs, in one folder: maps, page, tables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from concertnet.errors import ConcertnetError
from concertnet.gaps.find.missing_links import missing_links
from concertnet.gaps.panel import sector_presence
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.guards import require_network
from concertnet.hinges.mixing import count_mixing, mixing
from concertnet.hinges.remarks import remarks_of_reading
from concertnet.maps.figures.mixing import draw_mixing
from concertnet.maps.figures.network import draw_network
from concertnet.maps.interactive.page import interactive_map
from concertnet.maps.paper.files import page_axes, save_figure
from concertnet.measures.chance.mixing_chance import mixing_chance
from concertnet.measures.instances.coverage import coverage
from concertnet.measures.overview.description import describe
from concertnet.measures.overview.profile import profile
from concertnet.report.actors import actor_table
from concertnet.report.files import save_csv, save_workbook
from concertnet.report.labels import labelled
from concertnet.report.seated import seated_tables
from concertnet.tables.cells.dates import When
from concertnet.words import Word, words

__all__ = ["mixing_table", "read_me", "result_tables", "write_results"]

GAPS_SHOWN = 40  # of each kind
MATRIX_PAGE = (8.5, 8.0)  # inches


def write_results(
    net: NetworkLike,
    folder: str | Path,
    *,
    at: When | None = None,
    lang: str | None = None,
    sector: str = "private",
) -> tuple[Path, ...]:
    """Write a network's maps, interactive page and tables of results in a folder.

    Maps, structure and missing links are those of the last day observed; turnover and the
    description cover the whole period.

    Parameters
    ----------
    net : Network
        The network.
    folder : path
        Where; made if needed. Files of the same names are replaced, others left alone.
    at : date or str, optional
        The last day that results describe; by default that of the observation.
    lang : {"fr", "en"}, optional
        The language of everything written; by default the reader's.
    sector : str
        The sector whose missing links are listed and drawn.

    Returns
    -------
    tuple of Path
        The files written: the map (PNG, SVG), the sector matrix (PNG), the page (HTML), a CSV per
        table and one workbook with them all.

    Raises
    ------
    NotComparable
        If `net` is no network.
    ConcertnetError
        If the folder cannot be written; that is seen before anything is computed.
    OutsideObservation
        If the data do not cover `at`, or have no dates at all.
    UnknownWord
        If `sector` is no sector.

    Examples
    --------
    >>> import tempfile
    >>> import concertnet as cn
    >>> net = cn.Network(
    ...     pd.DataFrame({"actor": ["a", "b"], "sector": ["private", "community"]}),
    ...     pd.DataFrame({"source": ["a"], "target": ["b"], "level": ["concertation"]}))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = write_results(net, folder, lang="en")
    >>> written[0].name, written[-1].name
    ('map.png', 'results.xlsx')
    """
    require_network(net)
    w = words(lang)
    folder = Path(folder)
    _require_place(folder)
    # the whole network: a selection has lost the mandates of other days
    now = net.latest() if at is None else net.at(at)
    seated, unmade = seated_tables(net, now)
    net = net if at is None else net.until(at)
    gaps = missing_links(now, sector=sector)
    tables = result_tables(net, now, gaps, sector=sector) | seated
    shown = {name: labelled(frame, lang=w.lang, scale=net.scale) for name, frame in tables.items()}
    written = []
    axes = draw_network(now, gaps=gaps, lang=w.lang, ax=page_axes())
    written += [save_figure(axes, folder / f"{w['file_map']}.{kind}") for kind in ("png", "svg")]
    matrix = draw_mixing(now, lang=w.lang, ax=page_axes(size=MATRIX_PAGE))
    written.append(save_figure(matrix, folder / f"{w['file_mixing']}.png"))
    # the page moves over the dates: it is given all of them, and opens on the last day
    written.append(interactive_map(net, folder / f"{w['file_map']}.html", lang=w.lang, gaps=gaps))
    for name, table in shown.items():
        written.append(save_csv(table, folder / f"{w[f'file_{name}']}.csv", lang=w.lang))
    sheets = {w["sheet_read_me"]: read_me(now, lang=w.lang, unmade=unmade)}
    sheets |= {w[f"sheet_{name}"]: table for name, table in shown.items()}
    written.append(save_workbook(sheets, folder / f"{w['file_results']}.xlsx"))
    return tuple(written)


def _require_place(folder: Path) -> None:
    """Refuse a folder that cannot be written before anything is computed for it."""
    nearest = next(place for place in (folder, *folder.parents) if place.exists())
    reason = None if nearest.is_dir() else "reason_not_folder"
    if reason is None and not os.access(nearest, os.W_OK):
        reason = "reason_no_right"
    if reason is not None:
        raise ConcertnetError("error_cannot_write", path=folder, reason=Word(reason))


def read_me(
    net: NetworkLike, *, lang: str, unmade: Mapping[str, ConcertnetError] | None = None
) -> pd.DataFrame:
    """Return what every table is to be read with: date, counts, boundary, source, response rate.

    Tables that could not be made (`unmade`) are named, with what is missing.
    """
    w = words(lang)
    details = net.details()
    if "response_rate" in details:
        details["response_rate"] = w.percent(details["response_rate"])
    levels = [net.scale.label(level, lang) for level in net.scale.levels]
    graph = net.grouped()
    rows = [
        *((key, details.get(key)) for key in ("title", "date", "boundary", "source")),
        ("response_rate", details.get("response_rate")),
        ("scale", f"{net.scale.name}{w['colon']}{' < '.join(levels)}"),
        ("counts", w.join([w("n_actors", n=graph.n), w("n_ties", n=graph.m)])),
        ("unknown", w.number(graph.unknown)),
        ("unknown_ties", w.number(count_mixing(graph)[1])),
        ("how", w["read_me_how_text"]),
    ]
    reading = remarks_of_reading(w, details)
    rows[-1:-1] = [("reading", " ".join(reading))] if reading else []
    names = [w("read_me_unmade", sheet=w[f"sheet_{name}"]) for name in unmade or {}]
    reasons = [error.text(lang) for error in (unmade or {}).values()]
    return pd.DataFrame(
        {
            w.label("column_detail"): [*(w[f"read_me_{key}"] for key, _ in rows), *names],
            w.label("column_text"): [*(text or w["not_stated"] for _, text in rows), *reasons],
        }
    )


def result_tables(
    net: NetworkLike, now: NetworkLike, gaps: pd.DataFrame, *, sector: str = "private"
) -> dict[str, pd.DataFrame]:
    """Return the tables of results, in the order of the sheets, as the library gives them.

    Parameters
    ----------
    net : Network
        The network over the period, as far as the day looked at.
    now : Network
        The same on that day.
    gaps : DataFrame
        The missing links of the day.
    sector : str
        The sector whose presence is followed.

    Returns
    -------
    dict of str to DataFrame
        By name: ``file_<name>`` is the word of its file, ``sheet_<name>`` that of its sheet.
    """
    return {
        "description": describe(now),
        "profile": profile(net),
        "mixing": mixing_table(now),
        "actors": actor_table(now),
        "coverage": coverage(now),
        "presence": sector_presence(net, sector=sector),
        "gaps": _filled(gaps.groupby("kind", sort=False).head(GAPS_SHOWN)),
    }


def _filled(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table without the columns that no row fills; one without rows keeps its headings."""
    return table.dropna(axis="columns", how="all") if len(table) else table


def mixing_table(net: NetworkLike) -> pd.DataFrame:
    """Return ties between sectors against chance; last, those left out with an unknown sector.

    Parameters
    ----------
    net : Network
        The network; select a date first to look at that day.

    Returns
    -------
    DataFrame
        One row per pair of sectors: group, other_group, ties, possible, density, expected and z
        (under shuffled sectors, exact: `mixing_chance`). Where an actor's sector is unknown, a last
        row of group "unknown" counts the ties that touch such an actor, in no other row.
    """
    graph = net.grouped()
    chance = mixing_chance(graph)
    # both go through the pairs in the order of the sectors
    table = mixing(graph).frame().join(chance.cells[["expected", "z"]])
    if not chance.unknown_actors:
        return table
    left_out = pd.DataFrame({"group": ["unknown"], "ties": [chance.unknown_ties]})
    return pd.concat([table, left_out], ignore_index=True)
