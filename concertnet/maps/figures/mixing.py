"""Matrices as pictures: who is tied to whom, group by group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from concertnet.hinges.mixing import Mixing, MixingLike
from concertnet.hinges.mixing import mixing as count
from concertnet.maps.paper.called import group_word
from concertnet.maps.paper.files import house_settings, own_axes
from concertnet.maps.paper.marks import draw_marks
from concertnet.maps.paper.page import Sheet, say_nothing
from concertnet.maps.paper.stated import about_notes, details_of, subtitle
from concertnet.maps.paper.style import Style, between, group_order
from concertnet.words import Words, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw_mixing"]

_CELL = 84.0  # largest side of a cell, in points
_MARK = 50.0
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

    The darker a cell, the denser. A dashed frame marks a cell that has fewer ties than its
    possible pairs times the overall density: what sizes alone would give. It says nothing of
    chance; a test does.

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

    Examples
    --------
    >>> import networkx as nx
    >>> from concertnet.maps.paper.files import page_axes
    >>> ax = draw_mixing(nx.karate_club_graph(), by="club", lang="en", ax=page_axes())
    >>> "11 / 289" in [text.get_text() for text in ax.texts]
    True
    """
    w, style = words(lang), style or Style()
    mixing, about = count(graph, by=by), details_of(graph)
    by_sector = mixing.by == "sector"
    groups = [mixing.counts.index[i] for i in _order(mixing, by_sector)]
    if ax is None:
        side = 1.17 * len(groups)
        size = (min(11.0, max(5.6, side + 2.7)), min(8.5, max(3.2, side + 2.4)))
        ax = own_axes(style, size=size)
    with house_settings(style):
        n = len(groups)
        sheet = Sheet(ax, style, full=(150.0 + 62 * n, 130.0 + 40 * n))
        default = w["map_mixing_title_sector" if by_sector else "map_mixing_title"]
        actors = int(mixing.sizes.sum()) + mixing.unknown_actors
        ties = _ties(mixing) + mixing.unknown_ties
        counts = [w("n_actors", n=actors), w("n_ties", n=ties)]
        under = w.join(counts) if about is None else subtitle(w, about, counts)
        sheet.head(default if title is None else title, under)
        sheet.foot([*_caption(mixing, w), *([] if about is None else about_notes(w, about))])
        if not groups:
            say_nothing(sheet, w["chart_no_group"])
            return ax
        matrix = _Matrix(sheet, mixing, groups, w, by_sector=by_sector)
        if matrix.size < _LEAST_TEXT:
            sheet.foot([w["map_mixing_unwritten"]])
            matrix = _Matrix(sheet, mixing, groups, w, by_sector=by_sector)
        matrix.draw()
    return ax


class _Matrix:
    """The cells and their labels, in the frame that title and caption leave."""

    def __init__(
        self, sheet: Sheet, mixing: Mixing, groups: list[Any], w: Words, *, by_sector: bool
    ) -> None:
        self.sheet, self.w, self.groups = sheet, w, groups
        self.counts = mixing.counts.loc[groups, groups].to_numpy()
        self.possible = mixing.possible.loc[groups, groups].to_numpy()
        self.density = mixing.density.loc[groups, groups].to_numpy(dtype=float)
        self.expected = self.possible * _overall(mixing)
        names = [group_word(w, g, "sector" if by_sector else None) for g in groups]
        self.names = [
            f"{name} ({w.number(int(mixing.sizes[g]))})"
            for name, g in zip(names, groups, strict=True)
        ]
        marks = sheet.style.marks(groups, "sector")
        self.marks = [marks[str(g)] for g in groups] if by_sector else []

        size, zoom = sheet.size("text"), sheet.zoom
        self.sign = 20.0 * zoom if self.marks else 0.0
        self._rows(self.names)
        n, high = len(groups), sheet.top - sheet.bottom
        longest = max(sheet.ruler.width(word, size) for name in self.names for word in name.split())
        # Over cells that are narrower than a word, heads stand upright; where they would take the
        # place of the cells, they are numbers.
        self.upright = self.wide - 4 < longest and self.room < 0.4 * high
        if self.upright:
            self.heads, above = self.rows, self.room
        else:
            self.heads = [sheet.ruler.wrap(name, size, self.wide - 4) for name in self.names]
            above = max(map(len, self.heads)) * size * 1.25
            if self.wide - 4 < longest or above > 0.4 * high:
                self._rows([f"{name} · {k}" for k, name in enumerate(self.names, start=1)])
                self.heads, above = [[str(k)] for k in range(1, n + 1)], size * 1.25
        self.left = sheet.left + self.before
        self.top = sheet.top - above - self.sign - 8 * zoom
        self.tall = max(1.0, min(_CELL * zoom, (self.top - sheet.bottom - 6) / n))
        self.both, self.size = True, self._cell_size()
        if self.size < _LEAST_TEXT:
            # one line a cell rather than none
            self.both, self.size = False, self._cell_size_of_counts()

    def _rows(self, names: list[str]) -> None:
        """Wrap the names of rows; a row is never lower than its name."""
        sheet, size, n = self.sheet, self.sheet.size("text"), len(names)
        widest = max(sheet.ruler.width(name, size) for name in names)
        across = sheet.right - sheet.left
        for share in (0.3, 0.42):
            self.room = min(widest, share * across)
            self.rows = [sheet.ruler.wrap(name, size, self.room + 0.5) for name in names]
            if sum(map(len, self.rows)) * size * 1.25 < 0.6 * (sheet.top - sheet.bottom):
                break
        self.before = self.room + self.sign + 8 * sheet.zoom
        self.wide = min(_CELL * sheet.zoom, (across - self.before) / n)

    def draw(self) -> None:
        """Draw cells, frames and labels."""
        from matplotlib.patches import Rectangle

        sheet, ax, n = self.sheet, self.sheet.ax, len(self.groups)
        # Row i and column j have their centre at (j, i), rows downwards.
        ax.set_xlim(-self.left / self.wide - 0.5, (sheet.width - self.left) / self.wide - 0.5)
        ax.set_ylim(self.top / self.tall - 0.5, (self.top - sheet.height) / self.tall - 0.5)
        densest = float(np.nanmax(self.density)) if np.isfinite(self.density).any() else 0.0
        size = self.size
        for i in range(n):
            for j in range(n):
                possible = self.possible[i, j] > 0
                shade = self.density[i, j] / densest if possible and densest else 0.0
                ax.add_patch(
                    Rectangle(
                        (j - 0.5, i - 0.5),
                        1,
                        1,
                        facecolor=between(sheet.style.paper, sheet.style.densest, shade)
                        if possible
                        else sheet.style.tray,
                        edgecolor=sheet.style.faint,
                        linewidth=0.8,
                    )
                )
                texts = self._cell(i, j)[: 2 if self.both else 1] if size >= _LEAST_TEXT else ()
                for k, text in enumerate(texts):
                    down = (2 * k - 1) * 0.62 * size / self.tall if self.both else 0.0
                    self._text(j, i + down, text, size, va="center")
                if possible and self.counts[i, j] < self.expected[i, j]:
                    dx, dy = 3.4 / self.wide, 3.4 / self.tall
                    line = sheet.style.missing
                    ax.add_patch(
                        Rectangle(
                            (j - 0.5 + dx, i - 0.5 + dy),
                            1 - 2 * dx,
                            1 - 2 * dy,
                            facecolor="none",
                            edgecolor=line.colour,
                            linewidth=min(line.width, min(self.wide, self.tall) / 26),
                            linestyle=(0, line.dash),
                            capstyle="butt",
                            gid=f"fewer-than-expected-{i}-{j}",
                        )
                    )
        self._labels()

    def _cell(self, i: int, j: int) -> tuple[str, str]:
        present, possible = self.counts[i, j].item(), self.possible[i, j].item()
        return (
            f"{self.w.number(present)} / {self.w.number(possible)}",
            self.w.percent(float(self.density[i, j])),
        )

    def _cell_size(self) -> float:
        """Return the size at which the widest cell fits."""
        size = self.sheet.size("text")
        n = range(len(self.groups))
        widest = max(
            self.sheet.ruler.width(text, size) for i in n for j in n for text in self._cell(i, j)
        )
        return min(size, size * (self.wide - 11) / widest, (self.tall - 9) / 2.5)

    def _cell_size_of_counts(self) -> float:
        """Return the size at which the first line of the widest cell fits."""
        size, n = self.sheet.size("text"), range(len(self.groups))
        widest = max(self.sheet.ruler.width(self._cell(i, j)[0], size) for i in n for j in n)
        return min(size, size * (self.wide - 6) / widest, (self.tall - 4) / 1.2)

    def _text(self, x: float, y: float, text: str, size: float, **options: Any) -> None:
        options.setdefault("ha", "center")
        self.sheet.ax.text(
            x,
            y,
            text,
            fontsize=size,
            color=self.sheet.style.ink,
            parse_math=False,
            usetex=False,
            **options,
        )

    def _labels(self) -> None:
        size, zoom = self.sheet.size("text"), self.sheet.zoom
        away, half = 6 * zoom + self.sign, 6 * zoom + self.sign / 2
        for i, lines in enumerate(self.rows):
            for k, text in enumerate(lines):
                y = i + (k - (len(lines) - 1) / 2) * 1.25 * size / self.tall
                x = -0.5 - away / self.wide
                self._text(x, y, text, size, ha="right", va="center_baseline")
            if self.marks:
                self._mark(-0.5 - half / self.wide, i, i)
        for j, lines in enumerate(self.heads):
            for k, text in enumerate(lines):
                if self.upright:
                    x = j + (k - (len(lines) - 1) / 2) * 1.25 * size / self.wide
                    y = -0.5 - away / self.tall
                    self._text(x, y, text, size, va="bottom", rotation=90)
                else:
                    y = -0.5 - (away + (len(lines) - 1 - k) * 1.25 * size) / self.tall
                    self._text(j, y, text, size, va="baseline")
            if self.marks:
                self._mark(j, -0.5 - half / self.tall, j)

    def _mark(self, x: float, y: float, i: int) -> None:
        area = _MARK * self.sheet.zoom**2
        draw_marks(self.sheet.ax, [x], [y], [area], self.marks[i], self.sheet.style, clip_on=False)


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


def _caption(mixing: Mixing, w: Words) -> list[str]:
    """Return the notes: how a cell is read, the rule of the frame, what is left out."""
    overall = w.percent(_overall(mixing), 1)
    notes = [w["map_mixing_cell"], w("map_mixing_rule", density=overall)]
    if len(mixing.counts) > 1:
        notes.append(w["map_mixing_directed" if mixing.directed else "map_mixing_twice"])
    if mixing.unknown_actors:
        left_out = w("map_mixing_unknown_actors", n=mixing.unknown_actors)
        notes.append(w("map_mixing_unknown_ties", n=mixing.unknown_ties, actors=left_out))
    else:
        notes.append(w["map_mixing_no_unknown"])
    return notes
