"""The mixing matrix: who is tied to whom, group by group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from concertnet.hinges.door import grouped
from concertnet.hinges.mixing import Mixing, MixingLike
from concertnet.hinges.mixing import mixing as count
from concertnet.maps.paper.called import group_word
from concertnet.maps.paper.files import house_settings
from concertnet.maps.paper.grid import Grid
from concertnet.maps.paper.name_fitting import LEADING, Names, fit_names
from concertnet.maps.paper.page import Sheet, say_nothing, start_page
from concertnet.maps.paper.stated import about_notes, details_of, subtitle
from concertnet.maps.paper.style import Mark, Style, between, group_order
from concertnet.measures.chance.pairs_apart import LEAST_EXPECTED, PairsApart, pairs_apart
from concertnet.words import Words, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw_mixing"]

_CELL = 84.0  # largest side of a cell, in points
_THIN = 26.0  # of a cell, for a frame around two lines of numbers
_HEADS = 0.4  # of the height at most, for heads that are names
_LEAST_TEXT = 4.0  # points under which a number is not written


def draw_mixing(
    graph: MixingLike,
    *,
    by: str | Mapping[Any, Any] | None = None,
    lang: str | None = None,
    style: Style | None = None,
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw a mixing matrix: ties present over possible pairs, and density, in every cell.

    The darker a cell, the denser. A frame marks a cell that chance would not give, dashed where it
    has fewer ties, solid where it has more: at least five ties are expected there, and the
    two-sided p of thousands of shuffles of the groups, adjusted by Holm's method for the number of
    such cells, is under 0.05. A matrix given alone, whose ties are not known, has no frame.

    Parameters
    ----------
    graph : Network, networkx graph, GroupedGraph or Mixing
        The network, or its mixing matrix, which knows no date, boundary or source to state.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.
    lang : {"fr", "en"}, optional
        The language of every word.
    style : Style, optional
        ``Style()`` in colour, ``Style.grey()`` without.
    ax : matplotlib.axes.Axes, optional
        Where to draw; its whole box is used. Without it, a page of pyplot is made, which a
        notebook displays.
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
        If `graph` is no simple graph.

    References
    ----------
    .. [1] Bojanowski, M. and Corten, R. (2014). Measuring segregation in social networks. Social
       Networks, 39, 14-32.
    .. [2] Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian
       Journal of Statistics, 6(2), 65-70.

    Examples
    --------
    >>> import networkx as nx
    >>> from concertnet.maps.paper.files import page_axes
    >>> ax = draw_mixing(nx.karate_club_graph(), by="club", lang="en", ax=page_axes())
    >>> "11 / 289" in [text.get_text() for text in ax.texts]
    True
    """
    w, style = words(lang), style or Style()
    known = None if isinstance(graph, Mixing) else grouped(graph, by=by)
    mixing, about = count(graph if known is None else known), details_of(graph)
    by_sector = mixing.by == "sector"
    groups = [mixing.counts.index[i] for i in _order(mixing, by_sector)]
    n = len(groups)
    side = 1.17 * n
    size = (min(11.0, max(5.6, side + 2.7)), min(8.5, max(3.2, side + 2.4)))
    with house_settings(style):
        sheet = start_page(ax, style, size=size, full=(150.0 + 62 * n, 130.0 + 40 * n))
        default = w["map_mixing_title_sector" if by_sector else "map_mixing_title"]
        actors = int(mixing.sizes.sum()) + mixing.unknown_actors
        ties = _ties(mixing) + mixing.unknown_ties
        counts = [w("n_actors", n=actors), w("n_ties", n=ties)]
        under = w.join(counts) if about is None else subtitle(w, about, counts)
        sheet.head(default if title is None else title, under)
        rows = _rows(sheet, w, mixing, groups, by_sector=by_sector)
        stated = [] if about is None else about_notes(w, about)
        apart = None if known is None else pairs_apart(known)
        sheet.foot([*_caption(mixing, apart, w), *rows.note(w), *stated])
        if not groups:
            say_nothing(sheet, w["chart_no_group"])
            return sheet.ax
        marks = style.marks(groups, "sector")
        signs = [marks[str(group)] for group in groups] if by_sector else []
        cells = _Cells(mixing, groups, apart, w)
        grid = _grid(sheet, rows, signs)
        if cells.fit(grid)[1] < _LEAST_TEXT:
            sheet.foot([w["map_mixing_unwritten"]])
            grid = _grid(sheet, rows, signs)
        cells.draw(grid)
        grid.labels()
    return sheet.ax


def _rows(
    sheet: Sheet, w: Words, mixing: Mixing, groups: Sequence[Any], *, by_sector: bool
) -> Names:
    """Return the names of groups, with their sizes, as they fit in the rows of a square."""
    size, across = sheet.size("text"), sheet.right - sheet.left
    words = [group_word(w, group, "sector" if by_sector else None) for group in groups]
    names = [
        f"{word} ({w.number(int(mixing.sizes[group]))})"
        for word, group in zip(words, groups, strict=True)
    ]
    # The notes and the heads of columns are not yet written.
    room = 0.5 * (sheet.top - sheet.bottom) / max(len(groups), 1)
    lines = max(1, int(room / (LEADING * size)))
    narrow, wide = (
        fit_names(sheet, names, width=share * across, lines=lines, size=size)
        for share in (0.3, 0.42)
    )
    return wide if narrow.key else narrow


def _grid(sheet: Sheet, rows: Names, marks: Sequence[Mark]) -> Grid:
    """Return the cells; heads that would take the place of the cells are numbers."""
    square: dict[str, Any] = {"row_marks": marks, "column_marks": marks}
    square |= {"widest": _CELL, "tallest": _CELL, "below": 6.0}
    grid = Grid(sheet, rows, rows, **square)
    if grid.heads.height <= _HEADS * (sheet.top - sheet.bottom):
        return grid
    numbers = range(1, len(rows.lines) + 1)
    numbered = [
        [*lines[:-1], f"{lines[-1]} · {k}"] for lines, k in zip(rows.lines, numbers, strict=True)
    ]
    heads = replace(rows, lines=[[str(k)] for k in numbers])
    rows = replace(rows, lines=numbered)
    return Grid(sheet, rows, heads, **square)


class _Cells:
    """What stands in every cell, in the order of the rows.

    Parameters
    ----------
    mixing : Mixing
        The matrix.
    groups : list
        Its groups, as rows stand.
    apart : PairsApart or None
        The cells that chance would not give, where ties are known.
    w : Words
        The language.
    """

    def __init__(
        self, mixing: Mixing, groups: list[Any], apart: PairsApart | None, w: Words
    ) -> None:
        self.counts = mixing.counts.loc[groups, groups].to_numpy()
        self.possible = mixing.possible.loc[groups, groups].to_numpy()
        self.density = mixing.density.loc[groups, groups].to_numpy(dtype=float)
        sides = _sides(apart, directed=mixing.directed)
        self.sides = {
            (i, j): sides.get((one, other), 0)
            for i, one in enumerate(groups)
            for j, other in enumerate(groups)
        }
        self.texts = {
            (i, j): (
                f"{w.number(self.counts[i, j].item())} / {w.number(self.possible[i, j].item())}",
                w.percent(float(self.density[i, j])),
            )
            for i in range(len(groups))
            for j in range(len(groups))
        }

    def fit(self, grid: Grid) -> tuple[int, float]:
        """Return how many lines a cell has room for, one rather than none, and their size."""
        size, ruler = grid.sheet.size("text"), grid.sheet.ruler

        def fitting(lines: int, air: float, high: float) -> float:
            shown = [text for texts in self.texts.values() for text in texts[:lines]]
            widest = max(ruler.width(text, size) for text in shown)
            return min(size, size * (grid.wide - air) / widest, high)

        both = fitting(2, 11.0, (grid.tall - 9) / 2.5)
        return (2, both) if both >= _LEAST_TEXT else (1, fitting(1, 6.0, (grid.tall - 4) / 1.2))

    def draw(self, grid: Grid) -> None:
        """Draw cells, their numbers and their frames."""
        style, (lines, size) = grid.sheet.style, self.fit(grid)
        densest = float(np.nanmax(self.density)) if np.isfinite(self.density).any() else 0.0
        for (i, j), texts in self.texts.items():
            possible = self.possible[i, j] > 0
            shade = self.density[i, j] / densest if possible and densest else 0.0
            ground = between(style.paper, style.densest, shade) if possible else style.tray
            grid.cell(i, j, ground)
            for k, text in enumerate(texts[:lines] if size >= _LEAST_TEXT else ()):
                grid.write(i, j, text, size, up=(0.62 - 1.24 * k) * size * (lines - 1))
        # above the cells around them
        for (i, j), side in self.sides.items():
            if side < 0:
                grid.absent(i, j, thin=_THIN, gid=f"fewer-than-chance-{i}-{j}")
            elif side > 0:
                grid.frame(i, j, thin=_THIN, gid=f"more-than-chance-{i}-{j}")


def _sides(apart: PairsApart | None, *, directed: bool) -> dict[tuple[Any, Any], int]:
    """Return the cells that chance would not give, in both orders where ties have no direction."""
    sides: dict[tuple[Any, Any], int] = {}
    if apart is None:
        return sides
    told = apart.cells[apart.cells["side"] != 0]
    pairs = zip(told["group"], told["other_group"], strict=True)
    for (one, other), side in zip(pairs, told["side"].astype(int), strict=True):
        sides[one, other] = side
        if not directed:
            sides[other, one] = side
    return sides


def _order(mixing: Mixing, by_sector: bool) -> list[int]:
    """Return the rows in the order of the legend of sectors, or as they come."""
    rows = range(len(mixing.counts))
    if not by_sector:
        return list(rows)
    place = {name: k for k, name in enumerate(group_order(mixing.counts.index))}
    return sorted(rows, key=lambda i: place[str(mixing.counts.index[i])])


def _ties(mixing: Mixing) -> int:
    counts = mixing.counts.to_numpy()
    return int(counts.sum() if mixing.directed else np.triu(counts).sum())


def _overall(mixing: Mixing) -> float:
    """Return the density between all actors of known group."""
    possible = mixing.possible.to_numpy()
    pairs = possible.sum() if mixing.directed else np.triu(possible).sum()
    return _ties(mixing) / float(pairs) if pairs else float("nan")


def _caption(mixing: Mixing, apart: PairsApart | None, w: Words) -> list[str]:
    """Return the notes: how a cell is read, the rule of the frame, what is left out."""
    notes = [w("map_mixing_cell", density=w.percent(_overall(mixing), 1))]
    if apart is None:
        notes.append(w["map_mixing_alone"])
    elif apart.compared:
        cells = len(apart.cells)
        rule = w("map_mixing_rule", n=apart.compared, draws=apart.draws)
        left = cells - apart.compared
        few = [w("map_mixing_few_expected", n=left, expected=LEAST_EXPECTED)] if left else []
        none = [] if apart.cells["side"].any() else [w["map_mixing_nothing_apart"]]
        notes.append(" ".join([rule, *none, *few]))
    elif len(apart.cells):
        notes.append(w("map_mixing_none_compared", expected=LEAST_EXPECTED))
    if len(mixing.counts) > 1:
        notes.append(w["map_mixing_directed" if mixing.directed else "map_mixing_twice"])
    if mixing.unknown_actors:
        left_out = w("map_mixing_unknown_actors", n=mixing.unknown_actors)
        notes.append(w("map_mixing_unknown_ties", n=mixing.unknown_ties, actors=left_out))
    else:
        notes.append(w["map_mixing_no_unknown"])
    return notes
