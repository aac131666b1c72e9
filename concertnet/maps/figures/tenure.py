"""The chart of durations: what share still lasts, with the numbers at risk under the curve."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.door import By, NetworkLike, is_network
from concertnet.hinges.exposure import DAYS_PER_YEAR
from concertnet.maps.paper.called import group_word
from concertnet.maps.paper.files import house_settings
from concertnet.maps.paper.frame import Frame
from concertnet.maps.paper.marks import dashes, draw_marks
from concertnet.maps.paper.name_fitting import fit_names
from concertnet.maps.paper.page import Sheet, say_nothing, start_page
from concertnet.maps.paper.stated import AboutLike, state, with_date
from concertnet.maps.paper.style import Mark, Style, group_order
from concertnet.maps.paper.ticks import round_values, texts_of
from concertnet.measures.time.tenure import FEW_FOLLOWED, Tenure, followed_median, tenure
from concertnet.names import instance_names
from concertnet.words import Words, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw_tenure"]

_MOST_CURVES = 6  # more cannot be told apart
_MOST_BANDS = 2
_MOST_UNDER = 0.6  # of the height, what numbers under the curves may take
_WIDTH = 2.0
_MARK = 34.0
_OF = ("actors", "seats", "representatives", "ties")


def draw_tenure(
    net: NetworkLike | Tenure,
    *,
    of: str = "representatives",
    by: By = None,
    about: AboutLike = None,
    lang: str | None = None,
    style: Style | None = None,
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw how long mandates, seats, actors or ties last, with the numbers at risk.

    One Kaplan-Meier curve per group, its median, and 95 % bands where there are one or two
    curves. A curve is thin where fewer than ten are followed: it rests on little there, and its
    median is then "at least" the last age at which ten were followed. Six groups are drawn at most,
    the largest.

    Parameters
    ----------
    net : Network or Tenure
        The network, whole (a selection of dates has lost the others), or the answer of `tenure`.
    of : {"actors", "seats", "representatives", "ties"}
        What lasts; of an answer of `tenure`, what it was asked about.
    by : str or mapping of actor to group, optional
        A column of the spells, or the groups of actors: one curve per group, as in `tenure`. An
        answer of `tenure` knows it.
    about : Network or mapping, optional
        Where the boundary, source and response rate come from, when `net` is an answer.
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
        Axes in years (months, under two years) and in shares that still last, 0 to 1.

    Raises
    ------
    OutsideObservation
        If the network has no dates.
    MissingAttribute
        If the spells have no column `by`.
    NotComparable
        If `net` is another thing, or `of` another word.

    References
    ----------
    .. [1] Pocock, S. J., Clayton, T. C. and Altman, D. G. (2002). Survival plots of time-to-event
       outcomes in clinical trials: good practice and pitfalls. The Lancet, 359(9318), 1686-1689.

    Examples
    --------
    >>> import concertnet as cn
    >>> from concertnet.maps.paper.files import page_axes
    >>> ax = draw_tenure(cn.sample_network(), lang="en", ax=page_axes())
    >>> ax.texts[0].get_text()
    'How long mandates last'
    """
    w, style = words(lang), style or Style()
    if of not in _OF:
        raise NotComparable("error_unknown_spells", value=of, known=", ".join(_OF))
    if isinstance(net, Tenure):
        found = net
    elif is_network(net):
        found, about = tenure(net, of=of, by=by), net if about is None else about
    else:
        raise NotComparable(
            "chart_error_columns", chart="draw_tenure", measure="tenure", missing="curve, summary"
        )
    with house_settings(style):
        sheet = start_page(ax, style, rows=True)
        shown = _Curves(found, most=_MOST_CURVES)
        if shown.by == "person":
            raise NotComparable("map_error_persons_as_groups", name=shown.by)
        names: dict[str, str] = {}
        if shown.by == "instance" and is_network(about):
            names = instance_names(about.instances)
        _Chart(w, shown, of, with_date(about, found.observed), title, names).draw(sheet)
    return sheet.ax


class _Chart:
    """Curves, their summaries and the numbers at risk, on a page."""

    def __init__(
        self,
        w: Words,
        curves: _Curves,
        of: str,
        about: AboutLike,
        title: str | None,
        names: Mapping[Any, str],
    ) -> None:
        self.w, self.data, self.of, self.title, self.about = w, curves, of, title, about
        self.names = names
        self.by, self.groups, self.summary = curves.by, curves.groups, curves.summary
        self.curves, self.unit, self.longest = curves.curves, curves.unit, curves.longest
        self.marks: dict[Any, Mark] = {}

    def draw(self, sheet: Sheet) -> None:
        """Draw everything on the sheet."""
        w, found, size = self.w, self.data.found, sheet.size("text")
        title = w[f"chart_tenure_{self.of}"] if self.title is None else self.title
        ended = round(found.n * (1 - found.censored_share)) if found.n else 0
        counts = [w("chart_tenure_followed", n=found.n), w("chart_tenure_ended", n=ended)]
        if not self.groups:
            state(sheet, w, self.about, title=title, counts=counts[:1])
            say_nothing(sheet, w["chart_tenure_nothing"])
            return
        notes = _shown_notes(w, self.data, bands=_MOST_BANDS, few=FEW_FOLLOWED)
        state(sheet, w, self.about, title=title, counts=counts, notes=notes)
        marks = sheet.style.marks(self.groups, self.by or "")
        self.marks = {group: marks[str(group)] for group in self.groups}
        zoom = sheet.zoom
        side = (0.27 if self.by else 0.22) * (sheet.right - sheet.left)
        row = 1.5 * size
        under = 4.6 * size + row * (len(self.groups) + 1)
        if under > _MOST_UNDER * (sheet.top - sheet.bottom):  # as in a report, with many groups
            row = 1.2 * sheet.size("note")
            under = 4.6 * sheet.size("note") + row * (len(self.groups) + 1)
        before = (118.0 if self.by else 40.0) * zoom
        box = (
            sheet.left + before,
            sheet.bottom + under,
            sheet.right - side - 16 * zoom,
            sheet.top - 14 * zoom,
        )
        frame = Frame(sheet, box, (0.0, self.longest * 1.02), (0.0, 1.0))
        steps = round_values(0.0, self.longest, at_most=8, whole=True)
        self._axes(frame, steps)
        for group in self.groups:
            self._curve(frame, group)
        self._medians(frame)
        self._at_risk(frame, steps, row)
        self._summaries(sheet, box[2] + 16 * zoom)

    def _word(self, group: Any) -> str:
        return self.names.get(group) or group_word(self.w, group, self.by)

    def _axes(self, frame: Frame, steps: list[float]) -> None:
        w, sheet = self.w, frame.sheet
        size = sheet.size("note")
        shares = (0.0, 0.25, 0.5, 0.75, 1.0)
        frame.side_ticks(shares, [w.percent(share) for share in shares])
        heading = w["chart_tenure_years" if self.data.in_years else "chart_tenure_months"]
        frame.ticks(steps, texts_of(w, steps), heading)
        share = w[f"chart_tenure_share_{self.of}"]
        y = frame.top + 0.9 * size
        sheet.text(frame.left, y, share, fontsize=size, color=sheet.style.soft)

    def _colour(self, sheet: Sheet, group: Any) -> str:
        return self.marks[group].colour if self.by else sheet.style.strongest.colour

    def _curve(self, frame: Frame, group: Any) -> None:
        """Draw a curve in steps: thick, with a dark edge, where enough are followed."""
        sheet, curve = frame.sheet, self.curves[group]
        start = float(self.summary["earliest"][group]) / self.unit
        x = np.concatenate([[start], curve["time"].to_numpy() / self.unit])
        y = np.concatenate([[1.0], curve["survival"].to_numpy()])
        colour = self._colour(sheet, group)
        if len(self.groups) <= _MOST_BANDS:
            low, high = (
                np.concatenate([[1.0], curve[bound].fillna(curve["survival"]).to_numpy()])
                for bound in ("low", "high")
            )
            frame.ax.fill_between(
                x, low, high, step="post", color=colour, alpha=0.16, linewidth=0, zorder=2
            )
        steps: dict[str, Any] = {"drawstyle": "steps-post", "solid_joinstyle": "miter"}
        thin = sheet.style.ink if self.by else colour
        frame.ax.plot(x, y, color=thin, lw=0.8, zorder=3, gid=f"curve-{group}", **steps)
        for part in _steady_runs(curve["at_risk"].to_numpy() >= FEW_FOLLOWED):
            for tint, width, order in ((sheet.style.ink, _WIDTH + 0.9, 3), (colour, _WIDTH, 4)):
                frame.ax.plot(x[part], y[part], color=tint, lw=width, zorder=order, **steps)
        if self.by:
            self._marks_along(frame, group, x, y)

    def _marks_along(self, frame: Frame, group: Any, x: np.ndarray, y: np.ndarray) -> None:
        """Set the mark of the group along its curve: colour is never alone."""
        k, n = self.groups.index(group), len(self.groups)
        spots = (np.arange(5) + (k + 0.5) / n) / 5 * self.longest
        spots = np.append(spots[(spots >= x[0]) & (spots <= x[-1])], x[-1])
        heights = y[np.searchsorted(x, spots, side="right") - 1]
        area = 0.8 * _MARK * frame.sheet.zoom**2
        areas, style = [area] * len(spots), frame.sheet.style
        draw_marks(
            frame.ax, spots.tolist(), heights.tolist(), areas, self.marks[group], style, zorder=5
        )

    def _medians(self, frame: Frame) -> None:
        if len(self.groups) > _MOST_BANDS:
            return
        line = frame.sheet.style.guide
        for group in self.groups:
            median = self.data.medians[group]
            if median == median:
                frame.rule(
                    (median, median),
                    (0.0, 0.5),
                    colour=line.colour,
                    width=line.width,
                    linestyle=dashes(line),
                    zorder=2,
                    gid=f"median-{group}",
                )

    def _at_risk(self, frame: Frame, steps: list[float], row: float) -> None:
        w, sheet = self.w, frame.sheet
        size = sheet.size("note")
        y = frame.bottom - 3.0 * size - 1.7 * row
        sheet.text(sheet.left, y, w["chart_tenure_at_risk"], fontsize=size, fontweight="bold")
        for group in self.groups:
            y -= row
            if self.by:
                self._sample(sheet, sheet.left + 6, y + 0.36 * size, group)
                room = frame.left - sheet.left - 28 * sheet.zoom
                name = sheet.ruler.shorten(self._word(group), size, room)
                sheet.text(sheet.left + 16 * sheet.zoom, y, name, fontsize=size)
            curve = self.curves[group]
            for step in steps:
                place = int(np.searchsorted(curve["time"].to_numpy(), step * self.unit))
                left = int(curve["at_risk"].iloc[place]) if place < len(curve) else 0
                x = frame.x(step)
                sheet.text(x, y, w.number(left), fontsize=size, ha="center", color=sheet.style.ink)

    def _sample(self, sheet: Sheet, x: float, y: float, group: Any) -> None:
        area = _MARK * sheet.zoom**2
        options = {"transform": sheet.ax.transAxes, "clip_on": False}
        where = [x / sheet.width], [y / sheet.height]
        mark: Mark = self.marks[group]
        draw_marks(sheet.ax, *where, [area], mark, sheet.style, **options)

    def _summaries(self, sheet: Sheet, left: float) -> None:
        """Write beside the curves what sums up each of them."""
        w, size, small = self.w, sheet.size("text"), sheet.size("note")
        y, start = sheet.top - 14 * sheet.zoom, left + (16 * sheet.zoom if self.by else 0)
        room = sheet.right - start
        # Two lines of a name, four under it.
        gap, n_groups, most = 9 * sheet.zoom, len(self.groups), y - sheet.bottom
        short = n_groups * (2.3 * size + 5.6 * small + gap) > most
        if n_groups * (1.15 * size + 1.4 * small + gap) > most:
            size, gap = small, 2 * sheet.zoom
        for group in self.groups:
            row = self.summary.loc[group]
            if self.by:
                word = self._word(group)
                names = fit_names(sheet, [word], width=room, lines=2, size=size).lines[0]
                self._sample(sheet, left + 5, y - 0.62 * size, group)
                for line in names:
                    y -= size * 1.15
                    sheet.text(start, y, line, fontsize=size, fontweight="bold")
            n, ended = int(row["n"]), int(row["ended"])
            texts = [w("chart_tenure_n", n=n, ended=ended), self._median(group)]
            if short:
                texts = [w("chart_tenure_short", n=n, median=self._short_median(group))]
            for text in texts:
                for line in sheet.ruler.wrap(text, small, room):
                    y -= small * 1.4
                    sheet.text(start, y, line, fontsize=small, color=sheet.style.soft)
            y -= gap

    def _median(self, group: Any) -> str:
        w, row, unit = self.w, self.summary.loc[group], "years" if self.data.in_years else "months"
        median, least = self.data.medians[group], self.data.at_least[group]
        if median == median:
            low, high = (
                "…" if row[c] != row[c] else w.number(row[c] / self.unit, 1)
                for c in ("low", "high")
            )
            words = {"median": w.number(median, 1), "low": low, "high": high}
            return w(f"chart_tenure_median_{unit}", **words)
        if least == least:
            return w(f"chart_tenure_at_least_{unit}", n=FEW_FOLLOWED, length=w.number(least, 1))
        return w("chart_tenure_no_median", n=FEW_FOLLOWED)

    def _short_median(self, group: Any) -> str:
        median, least = self.data.medians[group], self.data.at_least[group]
        if median == median or least != least:
            return self.w.number(median, 1)
        return f"≥ {self.w.number(least, 1)}"


class _Curves:
    """The curves that are drawn, in the order of the legend.

    Parameters
    ----------
    found : Tenure
        The result.
    most : int
        Curves drawn at most: those of the largest groups.
    """

    def __init__(self, found: Tenure, *, most: int) -> None:
        self.found = found
        first = str(found.curve.columns[0])
        self.by = None if first == "time" else first
        summary, curve = found.summary, found.curve
        if self.by is None:
            summary, curve = summary.assign(_group=""), curve.assign(_group="")
        column = self.by or "_group"
        self.summary = summary[summary["n"] > 0].set_index(column)
        largest = self.summary["n"].sort_values(ascending=False, kind="stable").index
        kept = set(largest[:most])
        place = {name: k for k, name in enumerate(group_order(self.summary.index, self.by))}
        every = sorted(self.summary.index, key=lambda group: place[str(group)])
        self.groups: list[Any] = [group for group in every if group in kept]
        self.left_out = len(every) - len(self.groups)
        self.curves = {group: curve[curve[column] == group] for group in self.groups}
        longest = max((float(c["time"].max()) for c in self.curves.values()), default=0.0)
        # Under two years, months are easier to read.
        self.in_years = longest >= 2 * DAYS_PER_YEAR
        self.unit = DAYS_PER_YEAR if self.in_years else DAYS_PER_YEAR / 12
        self.longest = longest / self.unit
        self.medians: dict[Any, float] = {}
        self.at_least: dict[Any, float] = {}
        for group, one in self.curves.items():
            self.medians[group], self.at_least[group] = self._middle(group, one)

    def _middle(self, group: Any, curve: pd.DataFrame) -> tuple[float, float]:
        """Return the median where enough are followed; and the age that more than half reach."""
        median, reached = followed_median(curve, float(self.summary["median"][group]))
        return median / self.unit, reached / self.unit

    @property
    def rises(self) -> bool:
        """Whether more are followed at some age than at an earlier one."""
        return any((curve["at_risk"].diff() > 0).any() for curve in self.curves.values())


def _shown_notes(w: Words, data: _Curves, *, bands: int, few: int) -> list[str]:
    """Return how curves are read, and what they leave out."""
    found = data.found
    notes = [w["chart_tenure_read"], w("chart_tenure_thin", n=few)]
    if len(data.groups) <= bands:
        notes[0] += " " + w["chart_tenure_band"]
    if data.rises:
        notes.append(w["chart_tenure_rises"])
    given = [group for group in data.groups if data.medians[group] == data.medians[group]]
    if data.summary.loc[given, ["low", "high"]].isna().any(axis=None):
        notes.append(w["chart_tenure_open"])
    if (data.summary["earliest"] > 0).any():
        notes.append(w["chart_tenure_conditional"])
    if found.unknown_start:
        notes.append(w("chart_tenure_unknown_start", n=found.unknown_start))
    if found.unknown:
        notes.append(w("chart_tenure_unknown_group", n=found.unknown))
    if data.left_out:
        notes.append(w("chart_groups_left_out", n=data.left_out))
    return notes


def _steady_runs(enough: np.ndarray) -> list[slice]:
    """Return the points of a curve in steps between which the condition of each step holds."""
    turns = np.flatnonzero(np.diff(np.concatenate([[False], enough, [False]]).astype(int)))
    return [slice(first, last + 1) for first, last in turns.reshape(-1, 2)]
