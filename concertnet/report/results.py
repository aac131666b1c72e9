"""Everything a first look needs, in one folder: maps, page, tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from concertnet.gaps.find import missing_links
from concertnet.graphs import mixing
from concertnet.maps.figure import page_axes, save_figure
from concertnet.maps.interactive.page import interactive_map
from concertnet.maps.matrices import draw_mixing
from concertnet.maps.network_map import draw_network
from concertnet.measures.coverage import coverage
from concertnet.measures.description import describe
from concertnet.measures.profile import profile
from concertnet.report.files import save_csv, save_workbook
from concertnet.report.labels import labelled
from concertnet.words import words

__all__ = ["result_tables", "write_results"]

GAPS_SHOWN = 40
MATRIX_PAGE = (8.5, 8.0)  # inches


def write_results(
    net: Any, folder: str | Path, *, lang: str | None = None, sector: str = "private"
) -> tuple[Path, ...]:
    """Write a network's maps, interactive page and tables of results in a folder.

    The maps and the missing links are those of the last day observed; measures cover the whole.

    Parameters
    ----------
    net : Network
        The network.
    folder : path
        Where; made if needed. Files of the same names are replaced, others left alone.
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
    ConcertnetError
        If the folder cannot be written.

    Examples
    --------
    >>> import concertnet as cn
    >>> paths = write_results(cn.sample_network(), "demo", lang="fr")  # doctest: +SKIP
    """
    w = words(lang)
    folder = Path(folder)
    now = latest(net)
    gaps = missing_links(now, sector=sector)
    written = []
    axes = draw_network(now, gaps=gaps, lang=w.lang, ax=page_axes())
    written += [save_figure(axes, folder / f"{w['file_map']}.{kind}") for kind in ("png", "svg")]
    matrix = draw_mixing(now, lang=w.lang, ax=page_axes(size=MATRIX_PAGE))
    written.append(save_figure(matrix, folder / f"{w['file_mixing']}.png"))
    written.append(interactive_map(now, folder / f"{w['file_map']}.html", lang=w.lang, gaps=gaps))
    tables = result_tables(net, gaps)
    shown = {
        w[f"file_{name}"]: labelled(frame, lang=w.lang, scale=net.scale)
        for name, frame in tables.items()
    }
    written += [save_csv(t, folder / f"{name}.csv", lang=w.lang) for name, t in shown.items()]
    titled = {w.label(name.replace("_", " ")): table for name, table in shown.items()}
    written.append(save_workbook(titled, folder / f"{w['file_results']}.xlsx"))
    return tuple(written)


def result_tables(net: Any, gaps: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the tables of results by name, as the library gives them."""
    now = latest(net)
    return {
        "description": describe(net),
        "profile": profile(net),
        "mixing": mixing(now).frame(),
        "coverage": coverage(now),
        "gaps": gaps.head(GAPS_SHOWN) if len(gaps) else gaps,
    }


def latest(net: Any) -> Any:
    """Return the network on the last day observed, or as it is when it has no dates."""
    return net if net.observed is None else net.at(net.observed.end - pd.Timedelta(days=1))
