"""The chart of transitions: what the tie of each pair becomes from one wave to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from concertnet.hinges.door import NetworkLike, is_network
from concertnet.maps.paper.called import group_word
from concertnet.maps.paper.days import range_text, when_text
from concertnet.maps.paper.files import house_settings
from concertnet.maps.paper.frame import Frame
from concertnet.maps.paper.given import answer_with
from concertnet.maps.paper.legend import Entry, draw_strip
from concertnet.maps.paper.name_fitting import fit_names
from concertnet.maps.paper.page import Sheet, say_nothing, start_page
from concertnet.maps.paper.stated import AboutLike, state, with_date
from concertnet.maps.paper.style import Style
from concertnet.maps.paper.text import one_line
from concertnet.measures.time.transitions import AWAY, NO_TIE, transitions
from concertnet.tables.cells.dates import When
from concertnet.words import Words, words

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["CHANGES", "draw_transitions"]

_NODE = 26.0  # width of a block, in points
_GAP, _APART = 8.0, 22.0  # between levels, and above what is no tie, in points
_MANY = 14  # states above which they stand close
_COLUMNS = ("from_date", "until_date", "level", "next_level", "pairs")
# In the order of legends.
CHANGES = ("stayed", "escalated", "formed", "arrived", "de_escalated", "dissolved", "left")


def draw_transitions(
    net: NetworkLike | pd.DataFrame,
    *dates: When,
    every: str = "YE",
    about: AboutLike = None,
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
    net : Network or DataFrame
        The network, or the answer of `transitions`, whose pairs of groups are added up.
    *dates : date or str
        The waves of a network.
    every : str
        Without dates, a pandas frequency: ``"YE"`` year ends, ``"QE"`` quarter ends.
    about : Network or mapping, optional
        Where the boundary, source, response rate and scale come from, when `net` is a table.
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
    >>> from concertnet.maps.paper.files import page_axes
    >>> net = cn.sample_network()
    >>> ax = draw_transitions(net, "2022-06-30", "2024-06-30", lang="en", ax=page_axes())
    >>> ax.texts[0].get_text()
    'Levels of ties from wave to wave'
    """
    w, style = words(lang), style or Style()
    if is_network(net):
        table, about = transitions(net, *dates, every=every), net if about is None else about
    else:
        table = answer_with(net, _COLUMNS, of="draw_transitions", measure="transitions")
    flows = _Flows(table, about.scale if is_network(about) else None, w)
    with house_settings(style):
        sheet = start_page(ax, style, rows=True)
        _draw(sheet, w, flows, about, title)
    return sheet.ax


def _draw(sheet: Sheet, w: Words, flows: _Flows, about: AboutLike, title: str | None) -> None:
    first, last = (flows.waves[i].date() for i in (0, -1))
    known = {**with_date(about, None), "date": range_text(w, first, last)}
    last_wave = len(flows.waves) - 1
    levels = range(len(flows.levels))
    ties = tuple(sum(flows.height(k, level) for level in levels) for k in range(last_wave + 1))
    counts = [w("chart_waves", n=len(flows.waves), ties=ties)]
    heading = w["chart_transitions_title"] if title is None else title
    if not flows.pairs:
        state(sheet, w, known, title=heading, counts=counts)
        say_nothing(sheet, w["chart_transitions_nothing"])
        return
    notes = [w["chart_transitions_read"], w["chart_transitions_without"]]
    many = len(flows.states) > _MANY
    names = fit_names(
        sheet,
        [flows.words[s] for s in flows.states],
        width=0.2 * (sheet.right - sheet.left),
        lines=1 if many else 3,
        size=sheet.size("text"),
    )
    if flows.unknown:
        notes.append(w("chart_transitions_unknown", n=flows.unknown))
    state(sheet, w, known, title=heading, counts=counts, notes=[*notes, *names.note(w)])
    fills, total = dict(sheet.style.changes), flows.changes()
    happened = [c for c in CHANGES if total[c]]
    draw_strip(
        sheet,
        [Entry(w[f"chart_change_{c}"], bar=fills[c]) for c in happened],
    )
    changes = [c for c in happened if c != "stayed"]
    _Lanes(sheet, w, flows, changes, dict(zip(flows.states, names.lines, strict=True))).draw()


class _Lanes:
    """A lane per state, at the same height at every wave; blocks at waves, ribbons between."""

    def __init__(
        self,
        sheet: Sheet,
        w: Words,
        flows: _Flows,
        changes: list[str],
        names: dict[Any, list[str]],
    ) -> None:
        self.sheet, self.w, self.flows, self.changes = sheet, w, flows, changes
        size, small, zoom = sheet.size("text"), sheet.size("note"), sheet.zoom
        n, self.names = len(flows.waves), names
        widest = max(sheet.ruler.width(x, size) for name in self.names.values() for x in name)
        left = sheet.left + widest + (_NODE / 2 + 10) * zoom
        right = sheet.right - max(_NODE, sheet.ruler.width("2000-00-00", size, bold=True)) / 2
        across = (right - left) / (n - 1)
        told = [w(f"chart_n_{change}", n=888) for change in changes]
        # Numbers of a step stand under it where there is room for them.
        self.told = across > max((sheet.ruler.width(t, small) for t in told), default=0) + 8
        under = len(changes) * 1.4 * small + 10 * zoom
        most = {s: max(flows.height(k, s) for k in range(n)) for s in flows.states}
        self.shown = [s for s in flows.states if most[s]]
        top = sheet.top - 2.0 * size
        # Where there is little room, lanes stand close, without the numbers of thin blocks.
        for self.tight in (False, True):
            least = {
                s: max(0 if self.tight else 2.2 * small, 1.15 * size * len(names[s]))
                for s in self.shown
            }
            gap, apart = (2.0, 5.0) if self.tight else (_GAP, _APART)
            between = [apart if s in (NO_TIE, AWAY) else gap for s in self.shown[1:]]
            free = top - sheet.bottom - zoom * sum(between)
            if free > 2.2 * sum(least.values()):
                break
        self.told = self.told and free - under > 2.2 * sum(least.values())
        bottom = sheet.bottom + (under if self.told else 0.0)
        free = max(free - (bottom - sheet.bottom), 1.0)
        low, high = 0.0, free / sum(most.values())
        for _ in range(40):  # the largest scale at which every lane fits
            tall = (low + high) / 2
            fits = sum(max(most[s] * tall, least[s]) for s in self.shown) <= free
            low, high = (tall, high) if fits else (low, tall)
        tall = max(low, 1e-6)
        self.lanes: dict[Any, tuple[float, float]] = {}
        y = 0.0
        for s, gap in zip(self.shown, [0.0, *between], strict=True):
            y -= gap * zoom / tall
            height = max(most[s], least[s] / tall)
            self.lanes[s], y = (y, y - height), y - height
        box = (left, top + y * tall, right, top)
        self.frame = Frame(sheet, box, (0.0, n - 1), (y, 0.0))
        self.half = 0.5 * _NODE * zoom / self.frame.wide
        self.lines = sheet.style.lines(max(len(flows.levels), 1))

    def draw(self) -> None:
        """Draw ribbons, blocks, names and numbers."""
        sheet, flows, size = self.sheet, self.flows, self.sheet.size("text")
        self._ribbons()
        for s in self.shown:
            top, bottom = self.lanes[s]
            middle = self.frame.y((top + bottom) / 2)
            for k, line in enumerate(reversed(self.names[s])):
                y = middle + (k - (len(self.names[s]) - 1) / 2) * 1.2 * size - 0.36 * size
                sheet.text(sheet.left, y, line, fontsize=size, color=sheet.style.ink)
            for wave in range(len(flows.waves)):
                if s in (NO_TIE, AWAY):
                    # Who comes and who goes are not the same pairs: half a block for each.
                    self._block(s, wave - self.half, wave, flows.into(wave, s))
                    self._block(s, wave, wave + self.half, flows.out(wave, s))
                else:
                    self._block(s, wave - self.half, wave + self.half, flows.height(wave, s))
                    self._number(s, wave, flows.height(wave, s))
        every = max(
            1, int(sheet.ruler.width("2000-00-00  ", size, bold=True) / self.frame.wide) + 1
        )
        for wave, date in list(enumerate(flows.waves))[::every]:
            where = self.frame.x(wave), self.frame.top + 0.8 * size
            options = {"fontsize": size, "fontweight": "bold", "ha": "center"}
            sheet.text(*where, when_text(self.w, date), color=sheet.style.ink, **options)
        if self.told:
            self._steps()

    def _ribbons(self) -> None:
        """Draw ribbons from the highest state to the lowest, so that few of them cross."""
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
        fills = dict(self.sheet.style.changes)
        place = {s: k for k, s in enumerate(self.flows.states)}
        starts = {
            (k, s): self.lanes[s][0] for k in range(len(self.flows.waves)) for s in self.shown
        }
        ends = dict(starts)
        ordered = sorted(self.flows.pairs, key=lambda f: (f[0], place[f[1]], place[f[2]]))
        for wave, before, after in ordered:
            n = self.flows.pairs[wave, before, after]
            high, low = starts[wave, before], ends[wave + 1, after]
            starts[wave, before], ends[wave + 1, after] = high - n, low - n
            x, z = wave + self.half, wave + 1 - self.half
            m = (x + z) / 2
            corners = [(x, high), (m, high), (m, low), (z, low), (z, low - n), (m, low - n)]
            corners += [(m, high - n), (x, high - n), (x, high)]
            fill = fills[change_of(before, after)]
            self.frame.ax.add_patch(
                PathPatch(
                    Path(corners, codes),
                    facecolor=fill.colour,
                    edgecolor=self.sheet.style.soft,
                    linewidth=0.35,
                    hatch=fill.hatch,
                    zorder=1.5 if before == after else 2,
                    gid=f"flow-{wave}-{before}-{after}",
                )
            )

    def _block(self, s: Any, left: float, right: float, pairs: int) -> None:
        from matplotlib.patches import Rectangle

        if not pairs:
            return
        style, top = self.sheet.style, self.lanes[s][0]
        self.frame.ax.add_patch(
            Rectangle(
                (left, top - pairs),
                right - left,
                pairs,
                facecolor=style.paper if s in (NO_TIE, AWAY) else self.lines[s].colour,
                edgecolor=style.outline,
                linewidth=0.6,
                zorder=3,
            )
        )

    def _number(self, s: Any, wave: int, pairs: int) -> None:
        """Write how many pairs a level has in its block, or under it where that is too thin."""
        sheet, small, style = self.sheet, self.sheet.size("note"), self.sheet.style
        inside = pairs * self.frame.tall >= 1.3 * small
        if not pairs or (self.tight and not inside):
            return
        top = self.lanes[s][0]
        y = self.frame.y(top - pairs / 2) - 0.36 * small
        if not inside:
            y = self.frame.y(top - pairs) - 1.0 * small
        colour = style.text_on(self.lines[s].colour) if inside else style.ink
        options = {"fontsize": small, "ha": "center", "zorder": 4}
        sheet.text(self.frame.x(wave), y, self.w.number(pairs), color=colour, **options)

    def _steps(self) -> None:
        """Write under each step how many pairs changed, and how."""
        sheet, small = self.sheet, self.sheet.size("note")
        for step in range(len(self.flows.waves) - 1):
            counts = self.flows.changes(step)
            y, x = self.frame.bottom - 8 * sheet.zoom, self.frame.x(step + 0.5)
            for change in self.changes:
                y -= 1.4 * small
                text = self.w(f"chart_n_{change}", n=counts[change])
                sheet.text(x, y, text, fontsize=small, ha="center", color=sheet.style.soft)


class _Flows:
    """Pairs by wave, state and next state; a state is the rank of a level, or a word.

    Parameters
    ----------
    table : DataFrame
        An answer of `transitions`; pairs of groups are added up.
    scale : Scale or None
        What names the levels.
    w : Words
        The language.
    """

    def __init__(self, table: pd.DataFrame, scale: Any, w: Words) -> None:
        states = list(dict.fromkeys(table["level"]))
        self.levels = [s for s in states if s not in (NO_TIE, AWAY)]
        self.states: list[Any] = [*reversed(range(len(self.levels))), NO_TIE, AWAY]
        self.waves = sorted({*table["from_date"], *table["until_date"]})
        rank: dict[Any, Any] = {s: self.levels.index(s) for s in self.levels}
        rank |= {NO_TIE: NO_TIE, AWAY: AWAY}
        self.pairs: dict[tuple[int, Any, Any], int] = {}
        keys = table.groupby(["from_date", "level", "next_level"], sort=False)["pairs"].sum()
        for (wave, before, after), pairs in keys.items():  # type: ignore[misc]
            key = (self.waves.index(wave), rank[before], rank[after])
            # What has no tie at either wave is not drawn.
            if pairs and not (isinstance(key[1], str) and isinstance(key[2], str)):
                self.pairs[key] = int(pairs)
        self.unknown = int(table["unknown"].max()) if "unknown" in table.columns else 0
        self.words: dict[Any, str] = {NO_TIE: w.label(NO_TIE), AWAY: w.label(AWAY)}
        for k, level in enumerate(self.levels):
            word = group_word(w, level, "level")
            if scale is not None and level in scale.levels:
                word = scale.label(level, w.lang)
            self.words[k] = one_line(word[:1].upper() + word[1:])

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
        found: dict[str, int] = dict.fromkeys(CHANGES, 0)
        for (k, before, after), n in self.pairs.items():
            if step is None or k == step:
                found[change_of(before, after)] += n
        return found


def change_of(before: int | str, after: int | str) -> str:
    """Return what happened between two levels, or between one and having no tie or being away.

    Examples
    --------
    >>> change_of(0, 2), change_of("no_tie", 1), change_of(1, "away")
    ('escalated', 'formed', 'left')
    """
    if isinstance(before, str):
        return "formed" if before == "no_tie" else "arrived"
    if isinstance(after, str):
        return "dissolved" if after == "no_tie" else "left"
    if before == after:
        return "stayed"
    return "escalated" if after > before else "de_escalated"
