"""Everything a first look needs, in one folder: maps, page, tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from concertnet.errors import ConcertnetError
from concertnet.gaps.told import in_order_of_finding
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.guards import require_network
from concertnet.hinges.mixing import count_mixing
from concertnet.hinges.progress import teller
from concertnet.hinges.remarks import remarks_of_reading
from concertnet.maps.figures.any_size import draw_of_any_size
from concertnet.maps.figures.mixing import draw_mixing
from concertnet.maps.interactive.page import interactive_map
from concertnet.maps.paper.files import page_axes, save_figure
from concertnet.maps.paper.style import Style
from concertnet.measures.overview.description import describe
from concertnet.report.files import save_csv
from concertnet.report.labels import labelled
from concertnet.report.matrix import mixing_table
from concertnet.report.result_sheets import result_sheets, without_empty
from concertnet.report.seated import seated_tables
from concertnet.report.subject import Subject, subject_of
from concertnet.report.writers.excel import Picture, write_sheets
from concertnet.swap import cannot_write, replace_set, require_place
from concertnet.tables.cells.dates import When
from concertnet.words import Words, words

__all__ = ["read_me", "result_tables", "write_results"]

# Every table that may be written: those of results, then those of who sits.
TABLES_WRITTEN = (
    "description", "profile", "mixing", "actors", "coverage", "presence", "gaps",
    "representatives", "instances", "burden", "single_links",
)  # fmt: skip
# The other files: what is in each, and its ending.
_FIGURES_WRITTEN = (("map", "png"), ("map", "svg"), ("mixing", "png"), ("map", "html"))
_BOOK = ("results", "xlsx")
MATRIX_PAGE = (8.5, 8.0)  # inches


def write_results(
    net: NetworkLike,
    folder: str | Path,
    *,
    at: When | None = None,
    lang: str | None = None,
    sector: str = "private",
    force: bool = False,
    progress: Callable[[int, int, str], None] | bool | None = None,
) -> tuple[Path, ...]:
    """Write a network's maps, interactive page and tables of results in a folder.

    Maps, structure, missing links and the description are those of the last day observed; turnover
    and representatives cover the whole period.

    Parameters
    ----------
    net : Network
        The network.
    folder : path
        Where; made if needed. Other files than those written are left alone.
    at : date or str, optional
        The last day that results describe; by default that of the observation.
    lang : {"fr", "en"}, optional
        The language of everything written; by default the reader's.
    sector : str
        The sector whose missing links are listed and drawn.
    force : bool
        Whether files of the same names are replaced; by default they are kept, and that is an
        error which names them.
    progress : function or True, optional
        Called with what is done, the total, and what is being made.

    Returns
    -------
    tuple of Path
        The files written, all of them or none: the map (PNG, SVG), the sector matrix (PNG), the
        page (HTML), a CSV per table and one workbook, which opens with what was found.

    Raises
    ------
    NotComparable
        If `net` is no network.
    ConcertnetError
        If the folder cannot be written, or holds files of these names; that is seen before
        anything is computed.
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
    _require_free(folder, w, force=force)
    tell = teller(progress)
    subject = subject_of(net, at=at, sector=sector, lang=w.lang)
    subject.bounds.tell(w)
    now, makers = subject.now, _makers(subject)
    total = len(makers) + 4
    tables: dict[str, pd.DataFrame] = {}
    for done, (name, make) in enumerate(makers.items()):
        tell(done, total, w[f"sheet_{name}"])
        tables[name] = make()
    tell(total - 4, total, w["sheet_representatives"])
    # the whole network: a selection has lost the mandates of other days
    seated, unmade = seated_tables(subject.shown, now)
    tables |= seated
    shown = {name: labelled(frame, lang=w.lang, scale=net.scale) for name, frame in tables.items()}

    def write(aside: Path) -> list[str]:
        written = []
        tell(total - 3, total, w["file_map"])
        axes = draw_of_any_size(now, gaps=subject.gaps, lang=w.lang, ax=page_axes())
        for kind in ("png", "svg"):
            written.append(save_figure(axes, aside / _named(w, "map", kind)))
        tell(total - 2, total, w["file_mixing"])
        matrix = draw_mixing(now, lang=w.lang, ax=page_axes(size=MATRIX_PAGE))
        written.append(save_figure(matrix, aside / _named(w, "mixing", "png")))
        # the page moves over the dates: it is given all of them, and opens on the last day
        page = aside / _named(w, "map", "html")
        written.append(interactive_map(subject.whole, page, lang=w.lang, gaps=subject.gaps))
        tell(total - 1, total, _named(w, *_BOOK))
        for name, table in shown.items():
            written.append(save_csv(table, aside / _named(w, name, "csv"), lang=w.lang))
        book = aside / _named(w, *_BOOK)
        reading = read_me(now, lang=w.lang, unmade=unmade, left=subject.bounds.texts(w))
        pictures = [
            Picture(
                w[f"report_figure_{key}"],
                w["report_figures_alternative"],
                (aside / _named(w, key, "png")).read_bytes(),
                size,
            )
            for key, size in (("map", Style().page), ("mixing", MATRIX_PAGE))
        ]
        sheets = result_sheets(subject, tables, reading, pictures)
        written.append(write_sheets(sheets, book, lang=w.lang))
        tell(total, total, _named(w, *_BOOK))
        return [path.name for path in written]

    names: list[str] = []

    def kept(aside: Path) -> list[str]:
        names.extend(write(aside))
        return names

    try:
        replace_set(folder, kept, ())
    except OSError as error:
        raise cannot_write(folder, error) from error
    return tuple(folder / name for name in names)


def _named(w: Words, what: str, ending: str) -> str:
    """Return the name of a file of results."""
    return f"{w[f'file_{what}']}.{ending}"


def _require_free(folder: Path, w: Words, *, force: bool) -> None:
    """Refuse to replace files, or one that a program has open, before anything is computed."""
    files = (*_FIGURES_WRITTEN, *((name, "csv") for name in TABLES_WRITTEN), _BOOK)
    there = tuple(name for name in (_named(w, *file) for file in files) if (folder / name).exists())
    if there and not force:
        raise ConcertnetError("error_exists", n=len(there), paths=there)
    require_place(folder, *there)


def read_me(
    net: NetworkLike,
    *,
    lang: str,
    unmade: Mapping[str, ConcertnetError] | None = None,
    left: Sequence[str] = (),
) -> pd.DataFrame:
    """Return what every table is to be read with: date, counts, boundary, source, response rate.

    Tables that could not be made (`unmade`) are named, with what is missing; what is left
    out of a large network (`left`) is said.
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
    rows[-1:-1] = [("left", " ".join(left))] if left else []
    names = [w("read_me_unmade", sheet=w[f"sheet_{name}"]) for name in unmade or {}]
    reasons = [error.text(lang) for error in (unmade or {}).values()]
    return pd.DataFrame(
        {
            w.label("column_detail"): [*(w[f"read_me_{key}"] for key, _ in rows), *names],
            w.label("column_text"): [*(text or w["not_stated"] for _, text in rows), *reasons],
        }
    )


def result_tables(subject: Subject) -> dict[str, pd.DataFrame]:
    """Return the tables of results, in the order of the sheets, as the library gives them.

    Parameters
    ----------
    subject : Subject
        The network over the period, and on the day.

    Returns
    -------
    dict of str to DataFrame
        By name: ``file_<name>`` is the word of its file, ``sheet_<name>`` that of its sheet.
    """
    return {name: make() for name, make in _makers(subject).items()}


def _makers(subject: Subject) -> dict[str, Callable[[], pd.DataFrame]]:
    """Return what makes each table of results."""
    return {
        "description": lambda: describe(subject.now),
        "profile": lambda: subject.profile,
        "mixing": lambda: mixing_table(subject.now),
        "actors": lambda: subject.actors,
        "coverage": lambda: subject.coverage,
        "presence": lambda: subject.presence,
        "gaps": lambda: without_empty(in_order_of_finding(subject.gaps)),
    }
