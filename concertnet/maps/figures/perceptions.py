"""The matrix of perceptions: what members of each sector think of the actors of each sector."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from concertnet.errors import UnknownWord
from concertnet.hinges.door import By, NetworkLike
from concertnet.maps.paper.called import group_word
from concertnet.maps.paper.files import house_settings
from concertnet.maps.paper.given import answer_with
from concertnet.maps.paper.grid import Grid, fit_heads
from concertnet.maps.paper.marks import sector_marks
from concertnet.maps.paper.name_fitting import fit_names
from concertnet.maps.paper.page import Sheet, say_nothing, start_page
from concertnet.maps.paper.stated import AboutLike, state
from concertnet.maps.paper.style import Style, between, group_order
from concertnet.measures.perceptions.scores import perception_scores
from concertnet.words import Words, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw_perceptions"]

_COLUMNS = (
    "dimension",
    "rater_group",
    "rated_group",
    "mean",
    "raters",
    "rated",
    "scale_min",
    "scale_max",
    "hidden",
    "caution",
)
_HATCH = "////"


def draw_perceptions(
    net: NetworkLike | pd.DataFrame,
    *,
    dimension: str | None = None,
    by: By = "sector",
    min_raters: int = 3,
    about: AboutLike = None,
    lang: str | None = None,
    style: Style | None = None,
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw what members of each group (rows) think of the actors of each group (columns).

    A cell holds the mean and the number of raters; the darker, the higher on the whole scale, never
    on the observed range. A hatched cell is hidden; a frame marks what a group thinks of itself. At
    the right stands the mean over the cells that are shown.

    Parameters
    ----------
    net : Network or DataFrame
        The network, or the answer of `perception_scores`.
    dimension : str, optional
        What is rated, such as ``"legitimacy"``, ``"trust"``; by default the first of the answer.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default sector.
    min_raters : int
        The fewest raters that are shown; an answer of `perception_scores` has its own.
    about : Network or mapping, optional
        Where the date, boundary, source and response rate come from, when `net` is a table.
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
        If there is no perception, or no actor has the attribute.
    NotComparable
        If a table is no answer of `perception_scores`.
    UnknownWord
        If nobody rates this dimension.

    Examples
    --------
    >>> import concertnet as cn
    >>> from concertnet.maps.paper.files import page_axes
    >>> rows = [("a", "p", 1), ("b", "p", 2), ("c", "p", 3)]
    >>> given = pd.DataFrame(rows, columns=["rater", "rated", "score"]).assign(dimension="openness")
    >>> sectors = ["community"] * 3 + ["private"]
    >>> actors = pd.DataFrame({"actor": list("abcp"), "sector": sectors})
    >>> net = cn.Network(actors, perceptions=given)
    >>> ax = draw_perceptions(net, lang="en", ax=page_axes())
    >>> ax.texts[0].get_text()
    'Openness: who thinks what of whom'
    """
    w, style = words(lang), style or Style()
    if isinstance(net, pd.DataFrame):
        cells = answer_with(net, _COLUMNS, of="draw_perceptions", measure="perception_scores")
    else:
        cells = perception_scores(net, dimension=dimension, by=by, min_raters=min_raters)
        about = net if about is None else about
    known = list(dict.fromkeys(cells["dimension"]))
    if len(cells) and dimension is not None and len(known) > 1:
        cells = cells[cells["dimension"] == dimension]
        if cells.empty:
            raise UnknownWord(
                "error_unknown_choice", name="dimension", value=dimension, known=", ".join(known)
            )
    elif known:
        cells = cells[cells["dimension"] == known[0]]
    by_sector = by is None or (isinstance(by, str) and by == "sector")
    with house_settings(style):
        sheet = start_page(ax, style, rows=True)
        _draw(sheet, w, cells, about, title, by_sector=by_sector)
    return sheet.ax


def _draw(
    sheet: Sheet,
    w: Words,
    cells: pd.DataFrame,
    about: AboutLike,
    title: str | None,
    *,
    by_sector: bool,
) -> None:
    there = cells[cells["raters"] > 0]
    named = w.label(there["dimension"].iloc[0]) if len(there) else ""
    heading = w("chart_perceptions_title", dimension=named) if title is None else title
    raters = sorted({*there["rater_group"]}, key=str)
    rated = sorted({*there["rated_group"]}, key=str)
    if by_sector:
        raters, rated = group_order(raters), group_order(rated)
    if not len(there):
        state(sheet, w, about, title=heading, counts=[])
        say_nothing(sheet, w["chart_perceptions_nothing"])
        return
    hidden = int(there["hidden"].notna().sum())
    low, high = there[["scale_min", "scale_max"]].iloc[0]
    notes = [
        w("chart_perceptions_read", low=low, high=high),
        w["chart_perceptions_frame"],
        *([w("chart_perceptions_hidden", n=hidden)] if hidden else []),
        *([w["chart_perceptions_scale"]] if _said(there, "no_scale") else []),
        " ".join(
            [
                *([w["chart_perceptions_own"]] if _said(there, "own_raters") else []),
                w["chart_perceptions_perceived"],
            ]
        ),
    ]
    count = int(there[there["hidden"].isna()]["raters"].sum())
    counts = [w("chart_perceptions_means", n=count)]
    size, across, zoom = sheet.size("text"), sheet.right - sheet.left, sheet.zoom
    word = "sector" if by_sector else None
    margin = w["chart_perceptions_margin"]
    after = sheet.ruler.width(margin, size) + 22 * zoom
    names = {g: group_word(w, g, word) for g in (*raters, *rated)}
    rows = fit_names(sheet, [names[g] for g in raters], width=0.3 * across, lines=2, size=size)
    heads = fit_names(
        sheet,
        [names[g] for g in rated],
        width=110 * zoom,
        lines=2,
        size=size,
        first=len(rows.key) + 1,
    )
    above = fit_heads(sheet, heads, (0.66 * across - after) / len(rated))
    heads = replace(heads, size=above.names.size)
    both = replace(rows, key=[*rows.key, *heads.key])
    state(sheet, w, about, title=heading, counts=counts, notes=[*notes, *both.note(w)])
    marks = sector_marks(sheet.style, about, [*raters, *rated]) if by_sector else {}
    grid = Grid(
        sheet,
        rows,
        heads,
        row_marks=[marks.get(str(g)) for g in raters] if by_sector else (),
        column_marks=[marks.get(str(g)) for g in rated] if by_sector else (),
        after=after,
        below=6 * zoom,
        above=0.9 * size,
        least=sheet.ruler.width(w["chart_perceptions_raters"], size),
        widest=110.0,
        tallest=56.0,
    )
    _fill(grid, w, there, raters, rated, (float(low), float(high)))
    grid.labels()
    _margins(grid, w, there, raters, margin)


def _said(cells: pd.DataFrame, key: str) -> bool:
    return any(key in str(cautions).split("; ") for cautions in cells["caution"])


def _fill(
    grid: Grid,
    w: Words,
    cells: pd.DataFrame,
    raters: list[Any],
    rated: list[Any],
    scale: tuple[float, float],
) -> None:
    style, size, small = grid.sheet.style, grid.rows.size, grid.sheet.size("note")
    low, high = scale
    two_lines = grid.tall > size + small + 6
    for cell in cells.to_dict("records"):
        i, j = raters.index(cell["rater_group"]), rated.index(cell["rated_group"])
        if not pd.isna(cell["hidden"]):
            grid.cell(
                i,
                j,
                style.tray,
                hatch=_HATCH,
                edgecolor=between(style.faint, style.soft, 0.5),
                gid=f"hidden-{i}-{j}",
            )
            continue
        shade = (cell["mean"] - low) / (high - low) if high > low else 0.0
        grid.cell(i, j, between(style.paper, style.densest, shade), gid=f"shown-{i}-{j}")
        mean = w.number(cell["mean"], digits=1)
        count = f"n\u00a0=\u00a0{w.number(cell['raters'])}"
        if two_lines:
            grid.write(i, j, mean, size, up=0.55 * small, fontweight="bold")
            grid.write(i, j, count, small, up=-0.75 * size)
        else:
            grid.write(i, j, f"{mean} ({w.number(cell['raters'])})", small)
    drawn = {(c["rater_group"], c["rated_group"]) for c in cells.to_dict("records")}
    for i, one in enumerate(raters):
        for j, other in enumerate(rated):
            if (one, other) not in drawn:
                grid.cell(i, j)
                grid.write(i, j, "–", size, color=style.soft)
            if one == other:
                grid.frame(i, j, gid=f"own-{i}")


def _margins(grid: Grid, w: Words, cells: pd.DataFrame, raters: list[Any], margin: str) -> None:
    """Write what rows and columns are, and the mean of each row over the cells shown."""
    sheet, size = grid.sheet, grid.rows.size
    style, zoom = sheet.style, sheet.zoom
    away = grid.right + 8 * zoom
    sheet.text(away, grid.top + 5 * zoom, margin, fontsize=size, color=style.soft)
    shown = cells[cells["hidden"].isna()]
    for i, group in enumerate(raters):
        row = shown[shown["rater_group"] == group]
        n = int(row["raters"].sum())
        mean = float((row["mean"] * row["raters"]).sum() / n) if n else np.nan
        y = grid.y(i) - 0.36 * size
        sheet.text(away, y, w.number(mean, digits=1), fontsize=size, color=style.soft)
    above = grid.top + grid.above + (5 + (18 if grid.column_marks else 0)) * zoom
    for y, key in ((above, "rated"), (grid.top + 5 * zoom, "raters")):
        said = w[f"chart_perceptions_{key}"]
        sheet.text(grid.left - 6 * zoom, y, said, fontsize=size, ha="right", color=style.soft)
