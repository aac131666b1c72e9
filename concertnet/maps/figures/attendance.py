"""The chart of attendance: which sectors were present at which meeting of which instance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from concertnet.hinges.actor_lives import actor_lives_by_sector
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.expected import expected_sectors_of
from concertnet.hinges.guards import require_network
from concertnet.hinges.meetings import ABSENT, PRESENT, UNLISTED, Meetings, meetings_of
from concertnet.hinges.spells import DAY_LENGTH
from concertnet.maps.paper.called import group_word
from concertnet.maps.paper.files import house_settings
from concertnet.maps.paper.frame import Frame
from concertnet.maps.paper.legend import Entry, draw_strip
from concertnet.maps.paper.marks import draw_marks, sector_marks
from concertnet.maps.paper.name_fitting import fit_names
from concertnet.maps.paper.page import Sheet, say_nothing, start_page
from concertnet.maps.paper.stated import state
from concertnet.maps.paper.style import Line, Mark, Style, group_order
from concertnet.maps.paper.ticks import date_texts, dates_within
from concertnet.names import instance_names
from concertnet.tables.cells.dates import Period
from concertnet.words import Words, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

__all__ = ["draw_attendance"]

_ROW, _GAP, _TALLEST = 10.5, 9.0, 17.0  # of a lane, between instances, in points
_MARK = 0.5  # side of a mark, in heights of a lane
_NAME, _SECTOR, _SAID = 0.22, 0.18, 0.17  # of the width of the page


def draw_attendance(
    net: NetworkLike,
    *,
    lang: str | None = None,
    style: Style | None = None,
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw which sectors were present at each meeting: a line per sector under each instance.

    A full mark: a seat of the sector was present at least. A dashed ring: all its seats were
    absent. A short stroke: it is not known. A sector expected that has no seat keeps an empty line,
    which says so. Where the page has no room for every instance, those of most meetings are shown.

    Parameters
    ----------
    net : Network
        The network, with its attendance, over time.
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
        Axes of days across (since 1970) and of lines downwards.

    Raises
    ------
    NotComparable
        If `net` is no Network.

    Examples
    --------
    >>> import concertnet as cn
    >>> from concertnet.maps.paper.files import page_axes
    >>> ax = draw_attendance(cn.sample_network(), lang="en", ax=page_axes())
    >>> ax.texts[0].get_text()
    'Who was present at the meetings'
    """
    w, style = words(lang), style or Style()
    require_network(net)
    with house_settings(style):
        sheet = start_page(ax, style, rows=True)
        _draw(sheet, w, net, w["chart_attendance_title"] if title is None else title)
    return sheet.ax


@dataclass(frozen=True)
class _Lane:
    """A sector at an instance: its meetings and what is known of each; seats present and known."""

    sector: str
    days: Sequence[float]
    said: Sequence[int]
    present: int
    known: int
    seats: bool

    @property
    def there(self) -> int:
        return sum(one == PRESENT for one in self.said)

    @property
    def judged(self) -> int:
        return sum(one != UNLISTED for one in self.said)


@dataclass(frozen=True)
class _Block:
    """An instance: its name, its meetings, a lane per sector."""

    name: str
    meetings: int
    present_only: int
    lanes: tuple[_Lane, ...]


def _blocks(net: NetworkLike, found: Meetings) -> list[_Block]:
    """Return the instances that have a meeting, in the order of their table."""
    lives = actor_lives_by_sector(net)
    code = lives.groups_on(found.actor, found.day[found.meeting])
    names = instance_names(net.instances)
    expected = expected_sectors_of(net, None)
    blocks = []
    for place in np.unique(found.instance):
        met = np.flatnonzero(found.instance == place)
        mine = np.isin(found.meeting, met)
        seated = {str(lives.groups[c]) for c in np.unique(code[mine]) if c >= 0}
        lanes = []
        for sector in group_order([*expected, *seated]):
            of = mine & (code == _code(lives.groups, sector))
            lanes.append(_lane(found, met, of, sector))
        instance = str(found.places.instances[int(place)])
        name = names.get(instance, instance)
        only = int(found.listed_present_only[met].sum())
        blocks.append(_Block(name, len(met), only, tuple(lanes)))
    return blocks


def _code(groups: tuple[object, ...], sector: str) -> int:
    return next((n for n, group in enumerate(groups) if str(group) == sector), -2)


def _lane(found: Meetings, met: np.ndarray, of: np.ndarray, sector: str) -> _Lane:
    days, said = [], []
    for meeting in met:
        states = found.state[of & (found.meeting == meeting)]
        if not len(states):
            continue
        days.append(float(found.day[meeting] / DAY_LENGTH))
        silent = UNLISTED in states
        said.append(PRESENT if PRESENT in states else UNLISTED if silent else ABSENT)
    told = of & ~found.listed_present_only[found.meeting]
    present = int((found.state[told] == PRESENT).sum())
    absent = int((found.state[told] == ABSENT).sum())
    return _Lane(sector, days, said, present, present + absent, bool(of.any()))


def _draw(sheet: Sheet, w: Words, net: NetworkLike, title: str) -> None:
    if net.attendance.empty:
        state(sheet, w, net, title=title, counts=[])
        say_nothing(sheet, w["chart_attendance_nothing"])
        return
    found = meetings_of(net)
    blocks = _blocks(net, found)
    counts = [w("n_meetings", n=found.n), w("n_instances", n=len(blocks))]
    note, zoom = sheet.size("note"), sheet.zoom
    axis = 2.4 * note
    room = sheet.top - sheet.bottom - 108 * zoom - axis
    shown, tall = _that_fit(blocks, room, zoom)
    notes = [w["chart_attendance_read"], w["chart_attendance_share"]]
    if any(block.present_only for block in shown):
        notes.append(w["chart_attendance_present_only"])
    if len(shown) < len(blocks):
        notes.append(w("chart_rows_left_out", n=len(blocks) - len(shown)))
    across = sheet.right - sheet.left
    fitted = [
        fit_names(
            sheet,
            [block.name],
            width=_NAME * across - 8 * zoom,
            lines=max(1, int(tall * len(block.lanes) / (1.22 * sheet.size("label")))),
            size=sheet.size("label"),
        ).lines[0]
        for block in shown
    ]
    state(sheet, w, net, title=title, counts=counts, notes=notes)
    sectors = group_order({lane.sector for block in shown for lane in block.lanes})
    marks = sector_marks(sheet.style, net, sectors)
    _legend(sheet, w, marks[sectors[0]])
    top = sheet.top - 1.2 * note
    lanes = sum(len(block.lanes) for block in shown)
    gap = _GAP * zoom
    tall = min(tall, (top - sheet.bottom - axis - gap * (len(shown) - 1)) / lanes)
    total = tall * lanes + gap * (len(shown) - 1)
    left = sheet.left + (_NAME + _SECTOR) * across
    box = (left, top - total, sheet.right - _SAID * across, top)
    days = found.day / DAY_LENGTH
    first, last = float(days.min()) - 12, float(days.max()) + 12
    frame = Frame(sheet, box, (first, last), (total / tall, 0.0))
    _dates(frame, w, first, last)
    row = 0.0
    for k, block in enumerate(shown):
        if k:
            _rule(frame, row - 0.5 * gap / tall)
        _named(frame, row + len(block.lanes) / 2, fitted[k])
        for lane in block.lanes:
            _draw_lane(frame, w, row + 0.5, lane, marks[lane.sector], tall)
            row += 1
        row += gap / tall


def _that_fit(blocks: list[_Block], room: float, zoom: float) -> tuple[list[_Block], float]:
    """Return the instances that a page holds, those of most meetings first, and a lane's height."""
    order = sorted(range(len(blocks)), key=lambda i: (-blocks[i].meetings, i))
    kept: list[int] = []
    taken = 0.0
    for i in order:
        height = len(blocks[i].lanes) * _ROW * zoom + (_GAP * zoom if kept else 0)
        if kept and taken + height > room:
            break
        kept.append(i)
        taken += height
    shown = [blocks[i] for i in sorted(kept)]
    lanes = sum(len(block.lanes) for block in shown)
    return shown, min(_TALLEST * zoom, (room - _GAP * zoom * (len(shown) - 1)) / max(lanes, 1))


def _dates(frame: Frame, w: Words, first: float, last: float) -> None:
    origin = pd.Timestamp("1970-01-01")
    period = Period(
        origin + pd.Timedelta(days=int(first)), origin + pd.Timedelta(days=int(last) + 1)
    )
    wide = (frame.right - frame.left) / (52 * frame.sheet.zoom)
    dates = dates_within(period, at_most=max(2, int(wide)))
    days = [(date - origin).days for date in dates]
    years = [day for day, date in zip(days, dates, strict=True) if date.day_of_year == 1]
    frame.ticks(days, date_texts(w, dates), strong=years)


def _rule(frame: Frame, row: float) -> None:
    sheet, y = frame.sheet, frame.y(row) / frame.sheet.height
    ends = [sheet.left / sheet.width, sheet.right / sheet.width]
    look = {"color": sheet.style.faint, "linewidth": 0.7, "zorder": 0.8, "clip_on": False}
    sheet.ax.plot(ends, [y, y], transform=sheet.ax.transAxes, **look)


def _named(frame: Frame, row: float, lines: Sequence[str]) -> None:
    sheet, size = frame.sheet, frame.sheet.size("label")
    for k, text in enumerate(lines):
        y = frame.y(row) + ((len(lines) - 1) / 2 - k) * 1.22 * size - 0.36 * size
        sheet.text(sheet.left, y, text, fontsize=size)


def _draw_lane(frame: Frame, w: Words, row: float, lane: _Lane, mark: Mark, tall: float) -> None:
    sheet, style = frame.sheet, frame.sheet.style
    size = min(sheet.size("label"), 0.86 * tall)
    y = frame.y(row) - 0.36 * size
    area = (_MARK * tall) ** 2
    word = group_word(w, lane.sector, "sector")
    word = sheet.ruler.shorten(word, size, _SECTOR * (sheet.right - sheet.left) - 16 * sheet.zoom)
    x = frame.left - 14 * sheet.zoom
    sheet.text(x, y, word, fontsize=size, ha="right", color=style.ink if lane.seats else style.soft)
    ring = Line(style.missing.colour, style.missing.width * 0.7, style.missing.dash)
    for value in (PRESENT, ABSENT, UNLISTED):
        days = [day for day, said in zip(lane.days, lane.said, strict=True) if said == value]
        rows = [row] * len(days)
        if value == PRESENT:
            draw_marks(sheet.ax, days, rows, [area] * len(days), mark, style, zorder=3)
        elif value == ABSENT:
            hollow = Mark(style.paper, "circle")
            # the dashes of what does not exist, whatever the sector
            draw_marks(
                sheet.ax,
                days,
                rows,
                [area] * len(days),
                hollow,
                style,
                edge=ring,
                linestyle=(0, (1.6, 1.1)),
                zorder=3,
            )
        else:
            half = 0.3 * tall / frame.wide
            for day in days:
                frame.rule((day - half, day + half), (row, row), colour=style.soft, width=1.2)
    said = frame.right + 8 * sheet.zoom
    sheet.text(
        said, y, _said(w, lane), fontsize=size, color=style.ink if lane.seats else style.soft
    )


def _said(w: Words, lane: _Lane) -> str:
    """Return how often a sector was present, and the share of its seats that were."""
    if not lane.seats:
        return w["chart_attendance_no_seat"]
    if not lane.judged:
        return w["chart_attendance_unknown"]
    often = w("chart_attendance_often", n=lane.there, of=lane.judged)
    return f"{often} · {w.percent(lane.present / lane.known)}" if lane.known else often


def _legend(sheet: Sheet, w: Words, mark: Mark) -> None:
    style = sheet.style
    ring = Line(style.missing.colour, style.missing.width * 0.7, style.missing.dash)
    entries = [
        Entry(w["chart_attendance_present"], mark=mark),
        Entry(w["chart_attendance_absent"], mark=Mark(style.paper, "circle"), edge=ring),
        Entry(w["chart_attendance_unsaid"], line=Line(style.soft, 1.2), short=True),
    ]
    draw_strip(sheet, entries)
