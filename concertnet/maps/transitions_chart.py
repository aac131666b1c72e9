"""The chart of transitions: what the tie of each pair becomes from one wave to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from concertnet.maps.changes import CHANGES, change_fills, change_of
from concertnet.maps.chart_page import (
    Frame,
    frame_with,
    group_word,
    say_nothing,
    start_page,
    state,
    with_date,
)
from concertnet.maps.figure import house_settings
from concertnet.maps.legend_strip import Sample, draw_strip
from concertnet.maps.lettering import clean
from concertnet.maps.sheet import Sheet
from concertnet.maps.style import Style
from concertnet.measures.transitions import AWAY, NO_TIE, transitions
from concertnet.words import Words, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw_transitions"]

_NODE = 16.0  # width of a block, in points
_GAP, _APART = 7.0, 20.0  # between levels, and above what is no tie, in points
_COLUMNS = ("wave", "next_wave", "level", "next_level", "pairs")


def draw_transitions(
    obj: Any,
    *dates: Any,
    every: str = "YE",
    about: Any = None,
    lang: str | None = None,
    style: Style | None = None,
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw how pairs pass from level to level over waves, in ribbons as thick as their number.

    Pairs without a tie at both waves are not drawn: there are always many. Those that had a tie or
    will have one pass through "no tie" or "not in the network", under the levels.

    Parameters
    ----------
    obj : Network or DataFrame
        The network, or the answer of `transitions`, whose pairs of groups are added up.
    *dates : date or str
        The waves of a network.
    every : str
        Without dates, a pandas frequency: ``"YE"`` year ends, ``"QE"`` quarter ends.
    about : Network or mapping, optional
        Where the boundary, source, response rate and scale come from, when `obj` is a table.
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
        Axes in numbers of waves and of pairs.

    Raises
    ------
    OutsideObservation
        If the network does not cover a date.
    NotComparable
        If there are not two waves, or a table is no answer of `transitions`.

    Examples
    --------
    >>> import concertnet as cn
    >>> net = cn.sample_network()
    >>> ax = draw_transitions(net, "2022-06-30", "2024-06-30", lang="en", ax=cn.page_axes())
    >>> ax.texts[0].get_text()
    'Levels of ties from wave to wave'
    """
    w, style = words(lang), style or Style()
    if callable(getattr(obj, "spells", None)):
        table, about = transitions(obj, *dates, every=every), obj if about is None else about
    else:
        table = frame_with(obj, _COLUMNS, of="draw_transitions", measure="transitions")
    flows = _Flows(table, getattr(about, "scale", None), w)
    with house_settings(style):
        sheet = start_page(ax, style, full=(440.0, 300.0))
        _draw(sheet, w, flows, about, title)
    return sheet.ax


class _Flows:
    """The numbers of pairs that pass from a state to another, step by step."""

    def __init__(self, table: pd.DataFrame, scale: Any, w: Words) -> None:
        states = list(dict.fromkeys(table["level"]))
        self.levels = [s for s in states if s not in (NO_TIE, AWAY)]
        self.states: list[Any] = [*range(len(self.levels))][::-1] + [NO_TIE, AWAY]
        self.waves = sorted({*table["wave"], *table["next_wave"]})
        rank: dict[Any, Any] = {s: self.levels.index(s) for s in self.levels}
        rank |= {NO_TIE: NO_TIE, AWAY: AWAY}
        self.pairs: dict[tuple[int, Any, Any], int] = {}
        keys = table.groupby(["wave", "level", "next_level"], sort=False)["pairs"].sum()
        for (wave, before, after), pairs in keys.items():  # type: ignore[misc]
            key = (self.waves.index(wave), rank[before], rank[after])
            # What has no tie at either wave is not drawn.
            if pairs and not isinstance(key[1], str) | False or not isinstance(key[2], str):
                if pairs:
                    self.pairs[key] = int(pairs)
        self.unknown = int(table["unknown"].max()) if "unknown" in table.columns else 0
        self.words = {NO_TIE: w.label(NO_TIE), AWAY: w.label(AWAY)}
        for k, level in enumerate(self.levels):
            own = scale is not None and level in scale.levels
            word = scale.label(level, w.lang) if own else group_word(w, level, "level")
            self.words[k] = clean(word[:1].upper() + word[1:])

    def out(self, wave: int, state: Any) -> int:
        """Return how many pairs leave a state drawn at a wave."""
        return sum(n for (k, a, _), n in self.pairs.items() if (k, a) == (wave, state))

    def into(self, wave: int, state: Any) -> int:
        """Return how many pairs come to a state drawn at a wave."""
        return sum(n for (k, _, b), n in self.pairs.items() if (k + 1, b) == (wave, state))

    def height(self, wave: int, state: Any) -> int:
        """Return the height of a block, in pairs."""
        return max(self.out(wave, state), self.into(wave, state))

    def changes(self, step: int | None = None) -> dict[str, int]:
        """Return the pairs of each change, over a step or over all of them."""
        found = dict.fromkeys(CHANGES, 0)
        for (k, before, after), n in self.pairs.items():
            if step is None or k == step:
                found[change_of(before, after)] += n
        return found


def _draw(sheet: Sheet, w: Words, flows: _Flows, about: Any, title: str | None) -> None:
    style, size, small = sheet.style, sheet.size("text"), sheet.size("note")
    first, last = (flows.waves[i].date() for i in (0, -1))
    known = {**with_date(about, None), "date": f"{first} – {last}"}
    last_wave = len(flows.waves) - 1
    counts = [
        w("chart_waves", n=len(flows.waves)),
        w("n_ties", n=sum(flows.height(0, k) for k in range(len(flows.levels)))),
        w("n_ties", n=sum(flows.height(last_wave, k) for k in range(len(flows.levels)))),
    ]
    counts = [counts[0], w("chart_from_to", first=counts[1], last=counts[2])]
    heading = w["chart_transitions_title"] if title is None else title
    if not flows.pairs:
        state(sheet, w, known, title=heading, counts=counts[:1])
        say_nothing(sheet, w["chart_transitions_nothing"])
        return
    notes = [w["chart_transitions_read"], w["chart_transitions_without"]]
    if flows.unknown:
        notes.append(w("chart_transitions_unknown", n=flows.unknown))
    state(sheet, w, known, title=heading, counts=counts, notes=notes)
    fills, total = change_fills(style), flows.changes()
    happened = [c for c in CHANGES if total[c]]
    draw_strip(
        sheet,
        [
            Sample(w[f"chart_change_{c}"], bar=fills[c].colour, hatch=fills[c].hatch)
            for c in happened
        ],
    )
    place = _Places(sheet, w, flows, [c for c in happened if c != "stayed"])
    for (wave, before, after), n in place.order():
        place.ribbon(wave, before, after, n, fills[change_of(before, after)])
    place.blocks()
    for wave, date in enumerate(flows.waves):
        x = place.frame.x(wave)
        y = place.frame.top + 0.9 * size
        text = f"{date.date()}"
        sheet.text(x, y, text, fontsize=size, fontweight="bold", ha="center", color=style.ink)
    place.under(small)


class _Places:
    """Where blocks and ribbons stand."""

    def __init__(self, sheet: Sheet, w: Words, flows: _Flows, changes: list[str]) -> None:
        self.sheet, self.w, self.flows, self.changes = sheet, w, flows, changes
        size, small, zoom = sheet.size("text"), sheet.size("note"), sheet.zoom
        n = len(flows.waves)
        # Names stand at the left of the first wave; counts are beside every block.
        widest = max(sheet.ruler.width(word, size) for word in flows.words.values())
        self.widest = min(widest, 0.24 * (sheet.right - sheet.left))
        number = sheet.ruler.width(w.number(999999), small)
        left = sheet.left + self.widest + number + 26 * zoom
        right = sheet.right - number - 14 * zoom
        across = (right - left) / max(n - 1, 1)
        texts = [w(f"chart_n_{c}", n=88) for c in changes]
        # Numbers of a step stand under it where there is room for them.
        self.told = across > max((sheet.ruler.width(t, small) for t in texts), default=0) + 6
        under = (len(changes) * 1.35 * small + 8 * zoom) if self.told else 0.0
        bottom, top = sheet.bottom + under, sheet.top - 2.2 * size
        self.shown = [s for s in flows.states if any(flows.height(k, s) for k in range(n))]
        gaps = {s: 0.0 for s in self.shown[:1]}
        for s in self.shown[1:]:
            gaps[s] = (_APART if isinstance(s, str) else _GAP) * zoom
        most = max(sum(flows.height(k, s) for s in self.shown) for k in range(n))
        # A block that holds no pair at a wave keeps its place: a level stays at its height.
        rows = {s: max(flows.height(k, s) for k in range(n)) for s in self.shown}
        least = 1.25 * size
        room = max(top - bottom - sum(gaps.values()), 1.0)
        tall = room / max(sum(rows.values()), most, 1)
        for _ in range(8):
            heights = {s: max(rows[s] * tall, least) for s in self.shown}
            tall *= min(1.0, room / sum(heights.values()))
        heights = {s: max(rows[s] * tall, least) for s in self.shown}
        self.frame = Frame(
            sheet, (left, bottom, right, top), (0.0, max(n - 1, 1)), (-(top - bottom) / tall, 0.0)
        )
        self.half = 0.5 * _NODE * zoom / self.frame.wide
        self.tops: dict[Any, float] = {}
        y = 0.0
        for s in self.shown:
            y -= gaps[s] / tall
            self.tops[s] = y
            y -= heights[s] / tall
        self.heights = {s: h / tall for s, h in heights.items()}
        self._from: dict[tuple[int, Any], float] = {}
        self._to: dict[tuple[int, Any], float] = {}

    def order(self) -> list[tuple[tuple[int, Any, Any], int]]:
        """Return the ribbons, those that stay first, so that changes are seen over them."""
        place = {s: k for k, s in enumerate(self.flows.states)}
        pairs = sorted(
            self.flows.pairs.items(), key=lambda f: (f[0][0], place[f[0][1]], place[f[0][2]])
        )
        return pairs

    def ribbon(self, wave: int, before: Any, after: Any, n: int, fill: Any) -> None:
        """Draw a ribbon and, where it is thick enough, its number of pairs at its beginning."""
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        start, end = (wave, before), (wave + 1, after)
        y0 = self._from.get(start, self.tops[before])
        y1 = self._to.get(end, self.tops[after])
        self._from[start], self._to[end] = y0 - n, y1 - n
        x0, x1 = wave + self.half, wave + 1 - self.half
        middle = (x0 + x1) / 2
        corners = [(x0, y0), (middle, y0), (middle, y1), (x1, y1), (x1, y1 - n)]
        corners += [(middle, y1 - n), (middle, y0 - n), (x0, y0 - n), (x0, y0)]
        codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
        stays = before == after
        self.frame.ax.add_patch(
            PathPatch(
                Path(corners, codes),
                facecolor=fill.colour,
                edgecolor=self.sheet.style.soft,
                linewidth=0.35,
                hatch=fill.hatch,
                zorder=1.5 if stays else 2,
                gid=f"flow-{wave}-{before}-{after}",
            )
        )
        small = self.sheet.size("note")
        text = self.w.number(n)
        wide = (1 - 2 * self.half) * self.frame.wide
        if n * self.frame.tall >= 1.15 * small and wide > 60 and stays:
            x, y = self.frame.x(x0) + 4, self.frame.y(y0 - n / 2) - 0.36 * small
            self.sheet.text(x, y, text, fontsize=small, color=self.sheet.style.ink, zorder=4)

    def blocks(self) -> None:
        """Draw the blocks, with names beside the first wave and numbers beside each."""
        from matplotlib.patches import Rectangle

        sheet, flows, style = self.sheet, self.flows, self.sheet.style
        size, small, zoom = sheet.size("text"), sheet.size("note"), sheet.zoom
        lines = style.lines(max(len(flows.levels), 1))
        n = len(flows.waves)
        for s in self.shown:
            colour = style.paper if isinstance(s, str) else lines[s].colour
            middle = self.frame.y(self.tops[s] - self.heights[s] / 2)
            for k, line in enumerate(reversed(self._name(flows.words[s], size))):
                y = middle + k * 1.2 * size - 0.36 * size
                sheet.text(sheet.left, y, line, fontsize=size, color=style.ink)
            for wave in range(n):
                for number, side in ((flows.into(wave, s), -1), (flows.out(wave, s), 1)):
                    if isinstance(s, str) and number:
                        x = wave - self.half if side < 0 else wave
                        self._block(x, self.half, s, number, colour)
                count = flows.height(wave, s)
                if isinstance(s, str) or not count:
                    continue
                self._block(wave - self.half, 2 * self.half, s, count, colour)
            self._numbers(s, small, zoom)
        _ = Rectangle

    def _block(self, x: float, wide: float, s: Any, count: int, colour: str) -> None:
        from matplotlib.patches import Rectangle

        self.frame.ax.add_patch(
            Rectangle(
                (x, self.tops[s] - count),
                wide,
                count,
                facecolor=colour,
                edgecolor=self.sheet.style.outline,
                linewidth=0.6,
                zorder=3,
                gid=f"block-{s}-{round(x + wide / 2, 3)}",
            )
        )
