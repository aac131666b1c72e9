"""The chart of overlap: which instances have actors and persons in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from concertnet.hinges.door import NetworkLike, is_network
from concertnet.hinges.sittings import sittings
from concertnet.maps.paper.files import house_settings
from concertnet.maps.paper.given import answer_with
from concertnet.maps.paper.grid import Grid
from concertnet.maps.paper.name_fitting import Names, fit_rows
from concertnet.maps.paper.page import Sheet, say_nothing, start_page
from concertnet.maps.paper.stated import AboutLike, state
from concertnet.maps.paper.style import Style, between
from concertnet.measures.instances.overlap import overlap
from concertnet.names import instance_names
from concertnet.words import Words, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw_overlap"]

_LEAST_CELL = 13.0  # side that holds a number of two digits, in points
_COLUMNS = (
    "instance",
    "other_instance",
    "actors",
    "other_actors",
    "shared_actors",
    "jaccard",
    "shared_persons",
    "same_theme",
    "same_territory",
)


def draw_overlap(
    net: NetworkLike | pd.DataFrame,
    *,
    about: AboutLike = None,
    lang: str | None = None,
    style: Style | None = None,
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw which instances share actors (under the diagonal) and persons (above it).

    On the diagonal stands the number of actors of each instance. The darker a cell under it, the
    larger the share of actors in common (Jaccard); above it, the more persons in common. A dashed
    frame marks two instances of a same theme and territory that share no actor.

    Parameters
    ----------
    net : Network or DataFrame
        The network, of which a date is best selected first (``net.at("2024-06-30")``). Or the
        answer of `overlap`, which does not know the instances that overlap with none.
    about : Network or mapping, optional
        Where the date, boundary, source and names come from, when `net` is a table.
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
    NotComparable
        If `net` is neither a Network nor an answer of `overlap`.

    References
    ----------
    .. [1] Jaccard, P. (1912). The distribution of the flora in the alpine zone. New Phytologist,
       11(2), 37-50.

    Examples
    --------
    >>> import concertnet as cn
    >>> from concertnet.maps.paper.files import page_axes
    >>> ax = draw_overlap(cn.sample_network().latest(), lang="en", ax=page_axes())
    >>> ax.texts[0].get_text()
    'What instances have in common'
    """
    w, style = words(lang), style or Style()
    if isinstance(net, pd.DataFrame):
        pairs = answer_with(net, _COLUMNS, of="draw_overlap", measure="overlap")
        sizes = dict(zip(pairs["instance"], pairs["actors"], strict=True))
        sizes |= dict(zip(pairs["other_instance"], pairs["other_actors"], strict=True))
    else:
        members = sittings(net)
        pairs, about = overlap(net), net if about is None else about
        sizes = dict(zip(members.instances, members.sizes.tolist(), strict=True))
    names = instance_names(about.instances) if is_network(about) else {}
    with house_settings(style):
        sheet = start_page(ax, style, rows=True)
        _draw(sheet, w, pairs, sizes, names, about, title)
    return sheet.ax


def _draw(
    sheet: Sheet,
    w: Words,
    pairs: pd.DataFrame,
    sizes: dict[Any, int],
    names: dict[str, str],
    about: AboutLike,
    title: str | None,
) -> None:
    heading = w["chart_overlap_title"] if title is None else title
    sharing = int((pairs["shared_actors"] > 0).sum())
    counts = [w("n_instances", n=len(sizes)), w("chart_overlap_pairs", n=sharing)]
    if len(sizes) < 2:
        state(sheet, w, about, title=heading, counts=counts)
        say_nothing(sheet, w["chart_overlap_nothing"])
        return
    zoom, units = sheet.zoom, list(sizes)
    across = sheet.right - sheet.left
    one, other = pairs["instance"], pairs["other_instance"]
    weights = pd.concat([pairs.groupby(side)["shared_actors"].sum() for side in (one, other)])
    weights = weights.groupby(level=0).sum()
    most = int(0.55 * across / (_LEAST_CELL * zoom))
    heaviest = sorted(units, key=lambda unit: (-weights.get(unit, 0), -sizes[unit]))[:most]
    kept = [unit for unit in units if unit in set(heaviest)]
    shown, rows = fit_rows(
        sheet,
        [str(names.get(unit, unit)) for unit in kept],
        [float(weights.get(unit, 0)) for unit in kept],
        room=sheet.top - sheet.bottom - 135 * zoom,
        width=0.4 * across,
        numbers=[f"({k})" for k in range(1, len(kept) + 1)],
    )
    heads = Names([[str(k + 1)] for k in shown], [], sheet.size("text"))
    place = {kept[k]: i for i, k in enumerate(shown)}
    same = (pairs["same_theme"] & pairs["same_territory"]).fillna(False).astype(bool)
    alone = pairs[same & (pairs["shared_actors"] == 0)]
    notes = [w["chart_overlap_read"], w["chart_overlap_shade"]]
    if len(alone):
        notes.append(w["chart_overlap_frame"])
    if is_network(about) and not len(about.mandates):
        notes.append(w["chart_mandates_unrecorded"] + ".")
    if len(place) < len(units):
        notes.append(w("chart_rows_left_out", n=len(units) - len(place)))
    state(sheet, w, about, title=heading, counts=counts, notes=[*notes, *rows.note(w)])
    grid = Grid(sheet, rows, heads, widest=96.0, tallest=80.0)
    _fill(grid, w, pairs, place, {place[u]: sizes[u] for u in place})
    for a, b in zip(alone["instance"], alone["other_instance"], strict=True):
        if a in place and b in place:
            i, j = max(place[a], place[b]), min(place[a], place[b])
            grid.absent(i, j, gid=f"alone-{i}-{j}")
    grid.labels()


def _fill(
    grid: Grid, w: Words, pairs: pd.DataFrame, place: dict[Any, int], sizes: dict[int, int]
) -> None:
    style, n = grid.sheet.style, len(place)
    size = min(grid.rows.size, grid.sheet.size("text"))
    cells: dict[tuple[int, int], tuple[int, float]] = {}
    most = max(int(pairs["shared_persons"].max(skipna=True) or 0), 1) if len(pairs) else 1
    columns = ["instance", "other_instance", "shared_actors", "shared_persons", "jaccard"]
    for one, other, actors, persons, jaccard in pairs[columns].itertuples(index=False):
        if one in place and other in place:
            i, j = max(place[one], place[other]), min(place[one], place[other])
            cells[i, j] = (int(actors), float(jaccard))
            cells[j, i] = (int(persons), int(persons) / most)
    for i in range(n):
        for j in range(n):
            count, share = cells.get((i, j), (0, float("nan")))
            if i == j:
                grid.cell(i, j, style.tray)
                grid.write(i, j, w.number(sizes[i]), size, fontweight="bold")
                continue
            shade = between(style.paper, style.densest, share) if share == share else None
            grid.cell(i, j, shade)
            if count:
                grid.write(i, j, w.number(count), size)
