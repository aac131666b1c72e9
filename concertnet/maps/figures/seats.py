"""The map of seats: which actor sits at which instance, as a table of marks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from concertnet.hinges.door import NetworkLike
from concertnet.hinges.guards import require_network
from concertnet.maps.paper.called import drawn_names, group_word, with_count
from concertnet.maps.paper.files import house_settings
from concertnet.maps.paper.grid import Grid, fit_heads
from concertnet.maps.paper.legend import Entry, draw_strip
from concertnet.maps.paper.marks import draw_marks, sector_marks
from concertnet.maps.paper.name_fitting import fit_names, fit_rows
from concertnet.maps.paper.page import Sheet, say_nothing, start_page
from concertnet.maps.paper.stated import room_left, state
from concertnet.maps.paper.style import Style, group_order
from concertnet.names import instance_names
from concertnet.words import Words, in_order, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw_seats"]

_MARK = 52.0
_MANY = 30  # actors above which a notebook's page stands upright
_LEAST_COLUMN = 10.5  # width of a column, in points
_LEAST_ROWS = 2  # one says nothing of who sits where


def draw_seats(
    net: NetworkLike,
    *,
    lang: str | None = None,
    style: Style | None = None,
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw which actor sits at which instance: a mark per actor and instance, by sector.

    Actors stand by sector, those of most instances first; a number in the mark counts the seats
    where there are several. Where the page has no room for all, those that sit at the fewest
    instances are left out, and the figure says so.

    Parameters
    ----------
    net : Network
        The network, of which a date is best selected first (``net.at("2024-06-30")``): seats of
        the whole period are drawn otherwise.
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
        Axes where the mark of the actor i and the instance j has its centre at (j, i).

    Raises
    ------
    NotComparable
        If `net` is no Network.

    Examples
    --------
    >>> import concertnet as cn
    >>> from concertnet.maps.paper.files import page_axes
    >>> ax = draw_seats(cn.sample_network().latest(), lang="en", ax=page_axes())
    >>> ax.texts[0].get_text()
    'Who sits where'
    """
    w, style = words(lang), style or Style()
    require_network(net)
    seats = net.seating().dropna(subset=["actor", "instance"])
    counts = seats.groupby(["actor", "instance"]).size()
    with house_settings(style):
        upright = seats["actor"].nunique() > _MANY
        sheet = start_page(ax, style, upright=upright, rows=True)
        _draw(sheet, w, net, seats, counts, title)
    return sheet.ax


def _draw(
    sheet: Sheet,
    w: Words,
    net: NetworkLike,
    seats: pd.DataFrame,
    held: pd.Series,
    title: str | None,
) -> None:
    heading = w["chart_seats_title"] if title is None else title
    everybody = list(held.index.get_level_values("actor").unique())
    instances = [i for i in net.instances["instance"] if i in set(seats["instance"])]
    counts = [
        w("n_seats", n=int(held.sum())),
        w("n_actors", n=len(everybody)),
        w("n_instances", n=len(instances)),
    ]
    if not everybody:
        state(sheet, w, net, title=heading, counts=counts)
        say_nothing(sheet, w["chart_coverage_nothing"])
        return
    zoom, across = sheet.zoom, sheet.right - sheet.left
    sizes = held.groupby(level="instance").size()
    fits = max(1, int(0.5 * across / (_LEAST_COLUMN * zoom)))
    largest = set(sorted(instances, key=lambda i: -sizes[i])[:fits])
    columns = [i for i in instances if i in largest]
    at = held.groupby(level="actor").size()
    sector = seats.drop_duplicates("actor").set_index("actor")["sector"]
    # a sector that sits nowhere keeps its line in the legend: its absence is a finding
    every = group_order([*net.actors_now()["sector"], *sector])
    order = {name: k for k, name in enumerate(every)}
    of_actor = held.groupby(level="actor").sum()
    of_sector = of_actor.groupby(sector.reindex(of_actor.index)).sum()
    names = drawn_names(net, w)

    def place(actor: str) -> tuple[int, int, tuple[tuple[str, int], ...]]:
        return order.get(str(sector[actor]), len(order)), -at[actor], in_order(names[actor])

    actors = sorted(everybody, key=place)
    labels = instance_names(net.instances)
    size = sheet.size("note") if len(columns) > 6 else sheet.size("text")
    notes = [w["chart_seats_read"], w["chart_legend_seats"]]
    if len(columns) < len(instances):
        notes.append(w("chart_seats_instances", n=len(instances) - len(columns)))
    room = room_left(sheet, w, net, title=heading, counts=counts, notes=notes)
    heads = fit_names(
        sheet,
        [labels[i] for i in columns],
        width=min(150 * zoom, 0.34 * room),
        lines=2 if 0.5 * across / len(columns) > 2.7 * size else 1,
        size=size,
    )
    above = fit_heads(sheet, heads, 0.58 * across / len(columns))
    heads = replace(heads, size=above.names.size)
    # The legend may take two lines, the notes one more.
    high = above.height + heads.note_height(sheet) + 6.2 * sheet.size("note") + 16 * zoom
    shown, rows = fit_rows(
        sheet,
        [names[actor] for actor in actors],
        [int(at[actor]) for actor in actors],
        room=room - high - 2.0 * size,
        width=0.36 * across,
        most_lines=1,
        first=len(heads.key) + 1,
    )
    if len(shown) < min(_LEAST_ROWS, len(actors)):
        state(sheet, w, net, title=heading, counts=counts)
        say_nothing(sheet, w("chart_seats_no_room", n=len(actors)))
        return
    rows = replace(rows, key=[*heads.key, *rows.key])
    if len(shown) < len(actors):
        notes.append(w("chart_seats_left_out", n=len(actors) - len(shown)))
    state(sheet, w, net, title=heading, counts=counts, notes=[*notes, *rows.note(w)])
    actors = [actors[i] for i in shown]
    marks = sector_marks(sheet.style, net, order)
    samples = [
        Entry(with_count(w, group_word(w, s, "sector"), int(of_sector.get(s, 0))), mark=marks[s])
        for s in order
    ]
    if sector[everybody].isna().any():
        unknown = int(held.sum() - of_sector.sum())
        samples.append(Entry(with_count(w, w.label("unknown"), unknown), mark=sheet.style.unknown))
    draw_strip(sheet, samples)
    total = sheet.ruler.width(w["chart_total"], rows.size) + 16 * zoom
    below = 2.0 * rows.size
    grid = Grid(sheet, rows, heads, after=total, below=below, tallest=20.0, widest=62.0)
    before = None
    for i, actor in enumerate(actors):
        mark = marks.get(str(sector[actor]), sheet.style.unknown)
        # A stronger rule where the sector changes.
        if before is not None and mark != before:
            line = {"color": sheet.style.soft, "linewidth": 0.9, "zorder": 1.2}
            grid.ax.plot([-0.5, len(columns) - 0.5], [i - 0.5] * 2, **line)
        before = mark
        for j, instance in enumerate(columns):
            grid.cell(i, j, linewidth=0.4)
            n = int(held.get((actor, instance), 0))
            area = min(_MARK * zoom**2, (0.72 * grid.tall) ** 2)
            if n:
                gid = f"seat-{i}-{j}"
                draw_marks(grid.ax, [j], [i], [area], mark, sheet.style, zorder=2, gid=gid)
            if n > 1:
                options = {"ha": "left", "color": sheet.style.ink}
                where = j + 0.62 * area**0.5 / grid.wide
                grid.write(i, where, f"×{w.number(n)}", sheet.size("note"), **options)
        y = grid.y(i) - 0.36 * rows.size
        away = grid.right + 8 * zoom
        options = {"fontsize": rows.size, "color": sheet.style.soft}
        sheet.text(away, y, w.number(int(at[actor])), **options)
    grid.labels()
    _totals(grid, w, [int(sizes[i]) for i in columns])


def _totals(grid: Grid, w: Words, sizes: list[int]) -> None:
    """Write how many actors sit at each instance, shown or not."""
    sheet, size = grid.sheet, grid.rows.size
    y = grid.bottom - 1.5 * size
    options: dict[str, Any] = {"fontsize": size, "color": sheet.style.soft}
    sheet.text(grid.right + 8 * sheet.zoom, grid.top + 5, w["chart_total"], **options)
    text = w["chart_seats_actors"]
    sheet.text(grid.left - 6 * sheet.zoom, y, text, ha="right", **options)
    for j, n in enumerate(sizes):
        sheet.text(grid.x(j), y, w.number(n), ha="center", **options)
