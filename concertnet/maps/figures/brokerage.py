"""The chart of brokerage: which groups stand between which, role by role, and against chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from concertnet.hinges.door import By, GraphLike, grouped
from concertnet.maps.paper.called import group_word
from concertnet.maps.paper.files import house_settings
from concertnet.maps.paper.given import answer_with
from concertnet.maps.paper.grid import Grid, fit_heads
from concertnet.maps.paper.marks import draw_marks
from concertnet.maps.paper.name_fitting import fit_names, fit_rows
from concertnet.maps.paper.page import Sheet, say_nothing, start_page
from concertnet.maps.paper.stated import AboutLike, room_left, state
from concertnet.maps.paper.style import Mark, Style, group_order
from concertnet.measures.brokerage.chance import network_brokerage
from concertnet.measures.brokerage.roles import ROLES, sector_brokerage
from concertnet.words import Words, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw_brokerage"]

_SKETCH = 30.0  # height of the sketch of a role, in points
_STRIP = 34.0  # height of the strip of chance
# The groups of one end, of the broker and of the other end.
_TRIADS = {
    "coordinator": "AAA",
    "itinerant": "ABA",
    "representative": "AAB",
    "gatekeeper": "ABB",
    "liaison": "ABC",
}


def draw_brokerage(
    graph: GraphLike | pd.DataFrame,
    *,
    by: By = None,
    about: AboutLike = None,
    lang: str | None = None,
    style: Style | None = None,
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw the Gould-Fernandez roles of each group, and those of the network against chance.

    The area of a disc is the number of untied pairs that the group's actors stand between in that
    role. Below, the network's count beside what ties at random would give it (mean and two
    standard deviations on each side).

    Parameters
    ----------
    graph : Network, networkx graph, GroupedGraph or DataFrame
        The network, or the answer of `sector_brokerage`, which knows nothing of chance.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.
    about : Network or mapping, optional
        Where the date, boundary, source and response rate come from, when `graph` does not know.
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
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph, or a table is no answer of `sector_brokerage`.

    References
    ----------
    .. [1] Gould, R. V. and Fernandez, R. M. (1989). Structures of mediation: a formal approach to
       brokerage in transaction networks. Sociological Methodology, 19, 89-126.

    Examples
    --------
    >>> import concertnet as cn
    >>> from concertnet.maps.paper.files import page_axes
    >>> ax = draw_brokerage(cn.sample_network().latest(), lang="en", ax=page_axes())
    >>> ax.texts[0].get_text()
    'Who stands between whom'
    """
    w, style = words(lang), style or Style()
    chance, ties, unknown = None, None, 0
    if isinstance(graph, pd.DataFrame):
        table = answer_with(
            graph, ("actors", *ROLES), of="draw_brokerage", measure="sector_brokerage"
        )
    else:
        about = graph if about is None else about
        graph = grouped(graph, by=by)
        table, chance = sector_brokerage(graph), network_brokerage(graph).set_index("role")
        ties, unknown = graph.m, int((graph.codes < 0).sum())
    by_sector = table.index.name == "sector"
    if by_sector:
        place = {name: k for k, name in enumerate(group_order(table.index))}
        table = table.loc[sorted(table.index, key=lambda group: place[str(group)])]
    with house_settings(style):
        sheet = start_page(ax, style, rows=True)
        _draw(sheet, w, table, chance, about, title, ties, unknown, by_sector=by_sector)
    return sheet.ax


def _draw(
    sheet: Sheet,
    w: Words,
    table: pd.DataFrame,
    chance: pd.DataFrame | None,
    about: AboutLike,
    title: str | None,
    ties: int | None,
    unknown: int,
    *,
    by_sector: bool,
) -> None:
    roles = [role for role in ROLES[:-1] if table[role].notna().any()]
    directed = "representative" in roles
    heading = w["chart_brokerage_title"] if title is None else title
    counts = [w("n_actors", n=int(table["actors"].sum()) + unknown)]
    counts += [] if ties is None else [w("n_ties", n=ties)]
    if not roles or not table["total"].sum() > 0:
        state(sheet, w, about, title=heading, counts=counts)
        nobody = bool(unknown) and not len(table)
        say_nothing(sheet, w["chart_no_group" if nobody else "chart_brokerage_nothing"])
        return
    zoom, size = sheet.zoom, sheet.size("text")
    below = (_STRIP * zoom + 2.6 * size) if chance is not None else 6 * zoom
    across = sheet.right - sheet.left
    notes = [w["chart_brokerage_read"], w["chart_brokerage_sketch"]]
    if chance is not None:
        notes.append(w["chart_brokerage_chance"])
    if unknown:
        notes.append(w("map_mixing_unknown_actors", n=unknown) + ".")
    labels = [w.label(f"column_{role}") for role in roles]
    if not directed:
        labels[roles.index("gatekeeper")] = w["chart_brokerage_either"]
    room = room_left(sheet, w, about, title=heading, counts=counts, notes=notes)
    heads = fit_names(sheet, [*labels, w["chart_total"]], width=0.2 * across, lines=4, size=size)
    above = fit_heads(sheet, heads, 0.74 * across / len(heads.lines))
    heads = replace(heads, size=above.names.size)
    high = above.height + (_SKETCH + 12) * zoom
    shown, rows = fit_rows(
        sheet,
        [
            f"{group_word(w, group, 'sector') if by_sector else group} ({w.number(int(n))})"
            for group, n in table["actors"].items()
        ],
        table["total"].tolist(),
        room=room - high - below - 1.4 * sheet.size("note"),
        width=0.26 * across,
    )
    if len(shown) < len(table):
        notes.append(w("chart_rows_left_out", n=len(table) - len(shown)))
    state(sheet, w, about, title=heading, counts=counts, notes=[*notes, *rows.note(w)])
    table = table.iloc[shown]
    marks = sheet.style.marks(table.index) if by_sector else {}
    grid = Grid(
        sheet,
        rows,
        heads,
        row_marks=[marks[str(group)] for group in table.index] if by_sector else (),
        above=_SKETCH * zoom,
        below=below,
        least=sheet.ruler.width(w["chart_brokerage_expected"], sheet.size("note")),
        widest=150.0,
        tallest=110.0,
    )
    _discs(grid, w, table, roles)
    grid.labels()
    for j, role in enumerate(roles):
        _sketch(grid, j, _TRIADS[role])
    if chance is not None:
        _chance(grid, w, chance, roles)


def _discs(grid: Grid, w: Words, table: pd.DataFrame, roles: list[str]) -> None:
    """Draw a disc per cell, its number of pairs and, under it, that number per actor."""
    sheet, style = grid.sheet, grid.sheet.style
    size, small = grid.rows.size, sheet.size("note")
    most = float(table[roles].to_numpy(dtype=float).max())
    # A disc and its numbers stand side by side.
    widest = min(grid.tall - 4, 0.42 * grid.wide)
    two_lines = grid.tall > size + small + 5
    widest_text = sheet.ruler.width(w("chart_each", n="888,8"), small)
    each_of = "{n}" if widest_text > 0.48 * grid.wide else w["chart_each"]
    for i, (_, row) in enumerate(table.iterrows()):
        for j, role in enumerate([*roles, "total"]):
            grid.cell(i, j)
            pairs, actors = float(row[role]), int(row["actors"])
            if role != "total" and pairs > 0:
                area = 3.1416 / 4 * widest**2 * pairs / most
                x = j - 0.5 + (0.06 * grid.wide + widest / 2) / grid.wide
                mark = Mark(style.middle.colour, "circle")
                draw_marks(grid.ax, [x], [i], [max(area, 1.0)], mark, style, gid=f"disc-{i}-{j}")
            at = j + (0.24 if role != "total" else 0.0)
            colour = style.ink if pairs else style.soft
            up = 0.62 * small if two_lines and pairs else 0.0
            grid.write(i, at, w.number(pairs), size, up=up, color=colour)
            if two_lines and pairs:
                each = w.number(pairs / actors if actors else float("nan"), 1)
                options = {"up": -0.62 * size, "color": style.soft}
                grid.write(i, at, each_of.format(n=each), small, **options)


def _sketch(grid: Grid, column: int, triad: str) -> None:
    """Draw one end, the broker above, and the other end; a fill per group."""
    sheet, style = grid.sheet, grid.sheet.style
    fills = {"A": style.strongest.colour, "B": style.paper, "C": style.loosest.colour}
    zoom = sheet.zoom
    x, y = grid.x(column), grid.top + 9 * zoom
    spots = [(x - 15 * zoom, y), (x, y + 13 * zoom), (x + 15 * zoom, y)]
    data = [grid.at(*spot) for spot in spots]
    across, up = zip(*data, strict=True)
    grid.ax.plot(across, up, color=style.middle.colour, linewidth=1.2, zorder=1, clip_on=False)
    for (px, py), group in zip(data, triad, strict=True):
        mark = Mark(fills[group], "circle")
        area = 34.0 * zoom**2
        draw_marks(grid.ax, [px], [py], [area], mark, style, zorder=2, clip_on=False)


def _chance(grid: Grid, w: Words, chance: pd.DataFrame, roles: list[str]) -> None:
    """Draw under each role the network's count beside its expected value and interval."""
    sheet, style = grid.sheet, grid.sheet.style
    small, zoom = sheet.size("note"), sheet.zoom
    y = grid.bottom - 15 * zoom
    _, line = grid.at(0.0, y)
    x = grid.left - 8 * zoom
    for text, up in (("chart_brokerage_observed", 0.2), ("chart_brokerage_expected", -1.1)):
        options: Mapping[str, Any] = {"fontsize": small, "ha": "right", "color": style.soft}
        sheet.text(x, y - 16 * zoom + up * small, w[text], **options)
    for j, role in enumerate([*roles, "total"]):
        count, mean, sd = (float(chance[c][role]) for c in ("count", "expected", "sd"))
        if mean == mean:
            low, high = max(mean - 2 * sd, 0.0), mean + 2 * sd
            full = max(high, count, 1.0) * 1.05
            at = [j - 0.42 + 0.84 * v / full for v in (0.0, full, low, high, mean, count)]
            grid.ax.plot(at[:2], [line] * 2, color=style.faint, linewidth=0.7, clip_on=False)
            options = {"solid_capstyle": "butt", "clip_on": False, "gid": f"interval-{role}"}
            grid.ax.plot(at[2:4], [line] * 2, color=style.loosest.colour, linewidth=5, **options)
            tick = 4.5 * zoom / grid.tall
            ends = [line - tick, line + tick]
            grid.ax.plot([at[4]] * 2, ends, color=style.ink, linewidth=1.2, clip_on=False)
            outside = not low <= count <= high
            mark = Mark(style.ink if outside else style.paper, "circle")
            spot = [at[5]], [line], [26.0 * zoom**2]
            draw_marks(grid.ax, *spot, mark, style, zorder=4, clip_on=False)
        where = grid.x(j), y - 16 * zoom
        base = {"fontsize": small, "ha": "center"}
        sheet.text(where[0], where[1] + 0.2 * small, w.number(count), color=style.ink, **base)
        text = w("chart_plus_minus", mean=w.number(mean, 0), spread=w.number(2 * sd, 0))
        sheet.text(where[0], where[1] - 1.1 * small, text, color=style.soft, **base)
