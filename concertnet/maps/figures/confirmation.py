"""The chart of confirmation: which reports of a sector the other side confirms, or denies."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.door import By, NetworkLike, is_network
from concertnet.hinges.reports import REPORT_STATUSES
from concertnet.maps.paper.called import group_word
from concertnet.maps.paper.files import house_settings
from concertnet.maps.paper.grid import Grid
from concertnet.maps.paper.legend import Entry, draw_strip
from concertnet.maps.paper.marks import sector_marks
from concertnet.maps.paper.name_fitting import LEADING, fit_names
from concertnet.maps.paper.page import Sheet, say_nothing, start_page
from concertnet.maps.paper.stated import AboutLike, room_left, state
from concertnet.maps.paper.style import Style, group_order
from concertnet.measures.reports.confirmation import Confirmation, confirmation, reports_by_groups
from concertnet.words import Words, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw_confirmation"]

_TALL, _WIDE = 62.0, 110.0  # largest sides of a cell, in points
_LEAST_TEXT = 4.0  # points under which a number is not written


def draw_confirmation(
    net: NetworkLike | Confirmation,
    *,
    by: By = None,
    wave: str | None = None,
    question: str | None = None,
    about: AboutLike = None,
    lang: str | None = None,
    style: Style | None = None,
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw which ties both sides report: a cell for each sector that reports and each other sector.

    Of the ties that actors of the row's sector report with those of the column's, a bar shows the
    confirmed, those that the other side denies, and those that nothing verifies; above it their
    numbers, under it the share confirmed of those that can be verified. A confirmed tie between two
    sectors stands in both of their cells.

    Of a directed question, the arrows go from the sector of the row to that of the column, and each
    stands in one cell.

    Parameters
    ----------
    net : Network or Confirmation
        The network, whose ties say who reports them, or the answer of `confirmation`.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default sector.
    wave : str, optional
        The wave of the respondents; by default the last one.
    question : str, optional
        A directed question; by default the ties.
    about : Network or mapping, optional
        Where the title, date, boundary and source come from, when `net` is an answer.
    lang : {"fr", "en"}, optional
        The language of every word.
    style : Style, optional
        ``Style()`` in colour, ``Style.grey()`` without.
    ax : matplotlib.axes.Axes, optional
        Where to draw; its whole box is used. Without it, a page of pyplot is made.
    title : str, optional
        The title; an empty one leaves it out.

    Returns
    -------
    matplotlib.axes.Axes
        Axes where the cell of the row i and the column j has its centre at (j, i).

    Raises
    ------
    MissingAttribute
        If no tie says who reports it.
    NotComparable
        If `net` is neither a network nor an answer of `confirmation`.
    UnknownWord
        If there is no such wave or question.

    Examples
    --------
    >>> import concertnet as cn
    >>> from concertnet.maps.paper.files import page_axes
    >>> ties = pd.DataFrame(
    ...     [["a", "b", "concertation", "a"], ["a", "b", "partnership", "b"]],
    ...     columns=["source", "target", "level", "reported_by"])
    >>> net = cn.Network(
    ...     pd.DataFrame({"actor": ["a", "b"], "sector": ["private", "community"]}), ties)
    >>> ax = draw_confirmation(net, lang="en", ax=page_axes())
    >>> ax.texts[0].get_text()
    'Ties reported by one side or by both'
    """
    w, style = words(lang), style or Style()
    if is_network(net):
        found = confirmation(net, by=by, wave=wave, question=question)
        about = net if about is None else about
    elif isinstance(net, Confirmation):
        found = net
    else:
        raise NotComparable("chart_error_answer", chart="draw_confirmation", measure="confirmation")
    by_sector = by is None or (isinstance(by, str) and by == "sector")
    with house_settings(style):
        sheet = start_page(ax, style, full=(560.0, 430.0))
        _draw(sheet, w, found, about, title, by_sector=by_sector)
    return sheet.ax


def _draw(
    sheet: Sheet,
    w: Words,
    found: Confirmation,
    about: AboutLike,
    title: str | None,
    *,
    by_sector: bool,
) -> None:
    cells = reports_by_groups(found)
    groups = group_order({*cells["group"], *cells["other_group"]})
    heading = _said(w, "title", found) if title is None else title
    statuses = found.pairs["status"]
    told = "n_reported_arrows" if found.question else "n_reported_pairs"
    counts = [w(told, n=len(found.pairs))]
    if not groups:
        state(sheet, w, about, title=heading, counts=counts, notes=_notes(w, found))
        say_nothing(sheet, _said(w, "nothing", found))
        return
    called = [group_word(w, group, "sector" if by_sector else None) for group in groups]
    notes = _notes(w, found)
    room = room_left(sheet, w, about, title=heading, counts=counts, notes=notes)
    # the legend and the heads are not yet written
    tall = 0.55 * room / len(groups)
    size = min(sheet.size("text"), max(0.9 * tall, _LEAST_TEXT))
    rows = fit_names(
        sheet,
        called,
        width=0.3 * (sheet.right - sheet.left),
        lines=max(1, min(3, int(tall / (LEADING * size)))),
        size=size,
    )
    state(sheet, w, about, title=heading, counts=counts, notes=[*notes, *rows.note(w)])
    fills = dict(sheet.style.reports)
    status = "arrows" if found.question else "status"
    draw_strip(
        sheet,
        [
            Entry(w(f"chart_{status}_{one}", n=int((statuses == one).sum())), bar=fills[one])
            for one in REPORT_STATUSES
        ],
    )
    marks = sector_marks(sheet.style, about, groups) if by_sector else {}
    signs = [marks[group] for group in groups] if by_sector else []
    square: dict[str, Any] = {"row_marks": signs, "column_marks": signs, "below": 4.0}
    square |= {"widest": _WIDE, "tallest": _TALL}
    grid = Grid(sheet, rows, rows, **square)
    texts = _texts(w, cells, groups)
    size = _size(grid, texts)
    if size < _LEAST_TEXT:
        sheet.foot([w["map_mixing_unwritten"]])
        grid = Grid(sheet, rows, rows, **square)
    _fill(grid, cells, groups, texts if size >= _LEAST_TEXT else {}, size)
    grid.labels()


def _texts(
    w: Words, cells: pd.DataFrame, groups: list[Any]
) -> dict[tuple[int, int], tuple[str, str]]:
    """Return the three numbers of each cell, and its share confirmed."""
    place = {group: k for k, group in enumerate(groups)}
    return {
        (place[row["group"]], place[row["other_group"]]): (
            " · ".join(w.number(row[status]) for status in REPORT_STATUSES),
            w.percent(row["confirmed_share"]),
        )
        for row in cells.to_dict("records")
    }


def _size(grid: Grid, texts: Mapping[tuple[int, int], tuple[str, str]]) -> float:
    """Return the size at which every number has room in its cell."""
    size = grid.sheet.size("text")
    widest = max(grid.sheet.ruler.width(text, size) for both in texts.values() for text in both)
    return min(size, size * (grid.wide - 6) / widest, grid.tall / 3.4)


def _fill(
    grid: Grid,
    cells: pd.DataFrame,
    groups: list[Any],
    texts: Mapping[tuple[int, int], tuple[str, str]],
    size: float,
) -> None:
    """Draw every cell: its bar, its numbers above it, its share confirmed under it."""
    at = {(row["group"], row["other_group"]): row for row in cells.to_dict("records")}
    for i, one in enumerate(groups):
        for j, other in enumerate(groups):
            row = at.get((one, other))
            grid.cell(i, j, grid.sheet.style.tray if row is None else None)
            if row is None:
                continue
            _bar(grid, i, j, row, high=0.2 if texts else 0.6)
            if texts:
                numbers, share = texts[i, j]
                grid.write(i, j, numbers, size, up=0.28 * grid.tall)
                grid.write(i, j, share, size, up=-0.28 * grid.tall, color=grid.sheet.style.soft)


def _bar(grid: Grid, i: int, j: int, row: Mapping[Hashable, Any], *, high: float) -> None:
    from matplotlib.patches import Rectangle

    style, total = grid.sheet.style, sum(row[status] for status in REPORT_STATUSES)
    left, across = j - 0.4, 0.8
    for status, fill in style.reports:
        wide = across * row[status] / total
        if not wide:
            continue
        grid.ax.add_patch(
            Rectangle(
                (left, i - high / 2),
                wide,
                high,
                facecolor=fill.colour,
                hatch=fill.hatch,
                edgecolor=style.outline,
                linewidth=0.5,
                gid=f"{status}-{i}-{j}",
            )
        )
        left += wide


def _said(w: Words, key: str, found: Confirmation, **fields: object) -> str:
    """Return a sentence on ties, or on the arrows of a directed question."""
    of = "confirmation_arrows" if found.question else "confirmation"
    return w(f"chart_{of}_{key}", question=found.question, **fields)


def _notes(w: Words, found: Confirmation) -> list[str]:
    """Return how a cell is read, the share of all, and what is left out."""
    counts = found.pairs["status"].value_counts()
    both = int(counts.get("confirmed", 0))
    levels = int(found.pairs["discordant"].sum())
    notes = [_said(w, "cell", found)]
    if found.question and both + int(counts.get("unconfirmed", 0)) == 0:
        notes.append(w["chart_confirmation_arrows_one_end"])
    else:
        share = w.percent(found.share)
        notes.append(_said(w, "all", found, share=share, n=both, levels=levels))
    unknown = int(found.pairs[["group", "other_group"]].isna().any(axis=1).sum())
    if unknown:
        notes.append(_said(w, "unknown", found, n=unknown))
    if found.unknown:
        notes.append(_said(w, "unattributed", found, n=found.unknown))
    if found.inferred:
        notes.append(w["chart_confirmation_inferred"])
    return notes
