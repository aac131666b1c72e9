"""The chart of coverage: which sectors sit where, and which are absent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from concertnet.hinges.door import By, NetworkLike, is_network
from concertnet.maps.paper.called import group_word
from concertnet.maps.paper.files import house_settings
from concertnet.maps.paper.given import answer_with
from concertnet.maps.paper.grid import Grid, fit_heads
from concertnet.maps.paper.marks import sector_marks
from concertnet.maps.paper.name_fitting import fit_names, fit_rows
from concertnet.maps.paper.page import say_nothing, start_page
from concertnet.maps.paper.stated import AboutLike, room_left, state
from concertnet.maps.paper.style import Style, between, group_order
from concertnet.measures.instances.coverage import coverage
from concertnet.names import instance_names
from concertnet.words import Words, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw_coverage"]

_UNITS = ("instance", "territory", "theme", "tier", "origin")
_MANY = 24  # rows above which the page of a notebook stands upright


def draw_coverage(
    net: NetworkLike | pd.DataFrame,
    *,
    by: By = "instance",
    expected_sectors: Sequence[str] | None = None,
    about: AboutLike = None,
    lang: str | None = None,
    style: Style | None = None,
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw which sectors sit where: seats in every cell, a dashed frame on expected absences.

    The darker a cell, the larger the sector's share of the row's seats. Where the page has no room
    for every row, those with the most seats are shown, and the figure says so.

    Parameters
    ----------
    net : Network or DataFrame
        The network, of which a date is best selected first (``net.at("2024-06-30")``): seats of
        the whole period count otherwise. Or the answer of `coverage`.
    by : {"instance", "territory", "theme", "tier", "origin"} or mapping of instance to group
        What is covered, as in `coverage`; an answer of `coverage` knows it.
    expected_sectors : sequence of str
        The sectors whose absence is framed; an answer of `coverage` knows them.
    about : Network or mapping, optional
        Where the title, date, boundary, source and names come from, when `net` is a table.
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
        If seats have no column `by`.
    NotComparable
        If a table is no answer of `coverage`.

    Examples
    --------
    >>> import concertnet as cn
    >>> from concertnet.maps.paper.files import page_axes
    >>> ax = draw_coverage(cn.sample_network().latest(), lang="en", ax=page_axes())
    >>> ax.texts[0].get_text()
    'Seats by instance and sector'
    """
    w, style = words(lang), style or Style()
    if isinstance(net, pd.DataFrame):
        columns = ("sector", "seats", "share", "absent", "expected_sector", "unknown")
        cells = answer_with(net, columns, of="draw_coverage", measure="coverage")
        unit = next((unit for unit in _UNITS if unit in cells.columns), str(cells.columns[0]))
    else:
        cells = coverage(net, by=by, expected_sectors=expected_sectors)
        unit, about = str(cells.columns[0]), net if about is None else about
    units = list(dict.fromkeys(cells[unit]))
    with house_settings(style):
        upright = len(units) > _MANY
        sheet = start_page(ax, style, upright=upright, rows=True)
        _Coverage(w, cells, unit, about, title).draw(sheet)
    return sheet.ax


class _Coverage:
    """What the chart shows, and how its page is laid."""

    def __init__(
        self, w: Words, cells: pd.DataFrame, by: str, about: AboutLike, title: str | None
    ) -> None:
        self.w, self.by, self.about, self.title = w, by, about, title
        self.cells = cells.set_index([by, "sector"])
        self.sectors = group_order(cells["sector"])
        self.units = list(dict.fromkeys(cells[by]))
        self.names: dict[str, str] = {}
        if by == "instance" and is_network(about):
            self.names = instance_names(about.instances)
        self.totals = cells.groupby(by, sort=False)["seats"].sum()
        self.unknown = cells.groupby(by, sort=False)["unknown"].first()

    def draw(self, sheet: Any) -> None:
        """Draw everything on the sheet."""
        w, size = self.w, sheet.size("text")
        what = w[self.by] if self.by in _UNITS else self.by
        what = w["column_group"] if what == "group" else what
        default = w("chart_coverage_title", unit=what)
        sheet_title = default if self.title is None else self.title
        counts = [w("n_seats", n=int(self.totals.sum() + self.unknown.sum()))]
        if self.by == "instance":
            counts.append(w("n_instances", n=len(self.units)))
        if not self.units or not self.sectors:
            state(sheet, w, self.about, title=sheet_title, counts=counts)
            say_nothing(sheet, w["chart_coverage_nothing"])
            return
        across, zoom = sheet.right - sheet.left, sheet.zoom
        notes = [w["chart_coverage_cell"], w["chart_coverage_frame"]]
        if int(self.unknown.sum()):
            notes.append(w("chart_coverage_unknown", n=int(self.unknown.sum())))
        room = room_left(sheet, w, self.about, title=sheet_title, counts=counts, notes=notes)
        k = len(self.sectors)
        sectors = [group_word(w, sector, "sector") for sector in self.sectors]
        # Heads of a low page are short, but no word of a usual sector is cut.
        longest = max(sheet.ruler.width(x, size) for name in sectors for x in name.split() or [""])
        heads = fit_names(
            sheet,
            sectors,
            width=min(110 * zoom, max(0.32 * room, longest)),
            lines=2 if 0.5 * across / k > 2.6 * size else 1,
            size=size,
        )
        total = sheet.ruler.width(w["chart_total"], size) + 16 * zoom
        below = 2.2 * size + 4 * zoom
        above = fit_heads(sheet, heads, (0.6 * across - total) / k)
        heads = replace(heads, size=above.names.size)
        high = above.height + heads.note_height(sheet) + 30 * zoom
        places, rows = fit_rows(
            sheet,
            [self._name(unit) for unit in self.units],
            [int(self.totals[unit]) for unit in self.units],
            room=room - high - below - 1.4 * sheet.size("note"),
            width=0.38 * across,
            first=len(heads.key) + 1,
        )
        shown = [self.units[i] for i in places]
        small = rows.size
        if len(shown) < len(self.units):
            notes.append(w("chart_rows_left_out", n=len(self.units) - len(shown)))
        rows = replace(rows, key=[*heads.key, *rows.key])
        state(sheet, w, self.about, title=sheet_title, counts=counts, notes=notes + rows.note(w))
        marks = sector_marks(sheet.style, self.about, self.sectors)
        grid = Grid(
            sheet,
            rows,
            heads,
            column_marks=[marks[sector] for sector in self.sectors],
            after=total,
            below=below,
            least=sheet.ruler.width(w("chart_coverage_present_short", n=len(self.units)), size),
        )
        self._fill(grid, shown, small)
        grid.labels()
        self._margins(grid, shown, small)

    def _name(self, unit: Any) -> str:
        return self.names.get(unit) or group_word(self.w, unit, self.by)

    def _fill(self, grid: Grid, shown: list[Any], size: float) -> None:
        style = grid.sheet.style
        for i, unit in enumerate(shown):
            for j, sector in enumerate(self.sectors):
                cell = self.cells.loc[(unit, sector)]
                seats, share = int(cell["seats"]), float(cell["share"])
                shade = between(style.paper, style.densest, share) if seats else style.paper
                grid.cell(i, j, shade)
                grid.write(
                    i, j, self.w.number(seats), size, color=style.ink if seats else style.soft
                )
                if cell["absent"] and cell["expected_sector"]:
                    grid.absent(i, j, gid=f"absent-{i}-{j}")

    def _margins(self, grid: Grid, shown: list[Any], size: float) -> None:
        """Write the seats of every row, and in how many rows each sector has a seat."""
        sheet, w = grid.sheet, self.w
        away = grid.right + 8 * sheet.zoom
        for i, unit in enumerate(shown):
            y = grid.y(i) - 0.36 * size
            text = w.number(int(self.totals[unit] + self.unknown[unit]))
            sheet.text(away, y, text, fontsize=size, color=sheet.style.soft)
        head = grid.top + 5 * sheet.zoom
        sheet.text(away, head, w["chart_total"], fontsize=size, color=sheet.style.soft)
        y = grid.bottom - 1.7 * size
        text = w("chart_coverage_present", n=len(self.units))
        room = grid.left - sheet.left - 8 * sheet.zoom
        if sheet.ruler.width(text, size) > room:
            text = w("chart_coverage_present_short", n=len(self.units))
        sheet.text(
            grid.left - 6 * sheet.zoom,
            y,
            text,
            fontsize=size,
            ha="right",
            color=sheet.style.soft,
        )
        # Of all the rows, shown or not.
        present = (~self.cells["absent"]).groupby(level="sector").sum()
        for j in range(len(self.sectors)):
            count = w.number(int(present[self.sectors[j]]))
            sheet.text(grid.x(j), y, count, fontsize=size, ha="center", color=sheet.style.soft)
