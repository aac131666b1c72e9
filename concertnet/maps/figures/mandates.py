"""The chart of mandates: who held each seat and when, with the days when nobody did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from concertnet.errors import UnknownWord
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.guards import require_network
from concertnet.hinges.seat_lives import SeatLives, seat_lives
from concertnet.hinges.spells import DAY_LENGTH
from concertnet.maps.paper.called import drawn_names, group_word, with_count
from concertnet.maps.paper.files import house_settings
from concertnet.maps.paper.frame import Frame
from concertnet.maps.paper.legend import Entry, draw_strip
from concertnet.maps.paper.marks import dashes, draw_marks, sector_marks
from concertnet.maps.paper.name_fitting import Names, fit_names
from concertnet.maps.paper.page import Sheet, say_nothing, start_page
from concertnet.maps.paper.stated import state
from concertnet.maps.paper.style import Fill, Line, Mark, Style, group_order
from concertnet.maps.paper.ticks import date_texts, dates_within
from concertnet.measures.time.vacancy import vacancy
from concertnet.names import instance_names
from concertnet.words import Words, in_order, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw_mandates", "seat_rows"]

_LEAST_ROW, _NAMED_ROW, _TALLEST = 2.8, 10.4, 46.0  # heights of a seat, in points
_LOW_ROW = 8.0  # height of a seat under which its alternate is dark
_BLOCK_GAP = 6.0
Stretch = tuple[int, int]  # microseconds since 1970, the end excluded


def draw_mandates(
    net: NetworkLike,
    *,
    instance: str | None = None,
    lang: str | None = None,
    style: Style | None = None,
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw when each seat was held, by titulars and alternates, and when by nobody.

    A row per seat, grouped by instance; a white cut is a change of person. Persons are not named.
    Seats bear the name of their actor where rows are tall enough: draw one instance for that.

    Parameters
    ----------
    net : Network
        The network, whole: a selection of dates has lost the mandates of other days.
    instance : str, optional
        The only instance drawn, by its id; by default all of them.
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
        Axes in days since 1970, as matplotlib counts dates, and in rows of seats.

    Raises
    ------
    OutsideObservation
        If the network or its mandates have no date.
    UnknownWord
        If there is no such instance.
    NotComparable
        If `net` is no Network.

    Examples
    --------
    >>> import concertnet as cn
    >>> from concertnet.maps.paper.files import page_axes
    >>> ax = draw_mandates(cn.sample_network(), instance="I02", lang="en", ax=page_axes())
    >>> ax.texts[0].get_text()
    'Mandates: Table petite enfance de la Haute-Pruche'
    """
    w, style = words(lang), style or Style()
    require_network(net)
    if instance is not None and instance not in set(net.instances["instance"]):
        raise UnknownWord("error_unknown_id", value=instance)
    lives = seat_lives(net, None, None)
    seats = [s for s in seat_rows(net, lives, w) if instance is None or s.instance == instance]
    with house_settings(style):
        sheet = start_page(ax, style, rows=True)
        _Mandates(w, net, lives, seats, instance, title).draw(sheet)
    return sheet.ax


class _Mandates:
    """Rows of seats in blocks of instances, over a line of time."""

    def __init__(
        self,
        w: Words,
        net: NetworkLike,
        lives: SeatLives,
        seats: list[SeatRow],
        instance: str | None,
        title: str | None,
    ) -> None:
        self.w, self.net, self.lives, self.seats = w, net, lives, seats
        self.names = instance_names(net.instances)
        self.alone = instance
        default = w["chart_mandates_title"]
        if instance is not None:
            default = w("chart_mandates_title_of", instance=self.names.get(instance, instance))
        self.title = default if title is None else title
        self.first, self.last = lives.first / DAY_LENGTH, lives.last / DAY_LENGTH

    def draw(self, sheet: Sheet) -> None:
        """Draw everything on the sheet."""
        w, net = self.w, self.net
        persons = len({p for seat in self.seats for p, _ in seat.titulars})
        vacant = sum(b - a for seat in self.seats for a, b in seat.vacant) / DAY_LENGTH
        counts = [
            w("n_seats", n=len(self.seats)),
            w("chart_mandates_titulars", n=persons),
            w("chart_mandates_vacant", n=round(vacant)),
        ]
        if not any(seat.recorded for seat in self.seats):
            state(sheet, w, net, title=self.title, counts=counts[:1])
            say_nothing(sheet, w["chart_mandates_nothing"])
            return
        blocks = self._blocks()
        axis = 2.4 * sheet.size("note")
        # Title, legend, notes and axis are not yet written: about this much.
        room = sheet.top - sheet.bottom - 150 * sheet.zoom - axis
        shown, tall = _that_fit(blocks, room, sheet.zoom)
        rows = [seat for block in shown for seat in block]
        by_seat = tall >= _NAMED_ROW * sheet.zoom
        notes = [w["chart_mandates_read"], w["chart_mandates_vacancy"]]
        if len(rows) < len(self.seats):
            notes.append(w("chart_mandates_left_out", n=len(self.seats) - len(rows)))
        width = 0.3 * (sheet.right - sheet.left)
        names, key = self._names(sheet, shown, tall, width, by_seat=by_seat)
        state(sheet, w, net, title=self.title, counts=counts, notes=[*notes, *key])
        # a sector without a seat keeps its line in the legend: its absence is a finding
        sectors = group_order([*net.actors_now()["sector"], *(seat.sector for seat in rows)])
        marks = sector_marks(sheet.style, net, sectors)
        self._legend(sheet, sectors, marks, by_seat=by_seat)
        after = sheet.ruler.width(w["chart_mandates_share"], sheet.size("note")) + 10 * sheet.zoom
        top = sheet.top - 1.6 * sheet.size("note")
        # where rows are seats, each block of several has the name of its instance above it
        headed = by_seat and len(shown) > 1
        gap = 1.9 * sheet.size("label") if headed else _BLOCK_GAP * sheet.zoom
        gaps = gap * (len(shown) - (not headed))
        tall = min(tall, (top - sheet.bottom - axis - gaps) / len(rows))
        total = tall * len(rows) + gaps
        box = (
            sheet.left + width + 10 * sheet.zoom,
            top - total,
            sheet.right - after,
            top,
        )
        frame = Frame(sheet, box, (self.first, self.last), (total / tall, 0.0))
        self._dates(frame)
        bars = _SeatBars(frame, marks)
        row = gap / tall if headed else 0.0
        for k, block in enumerate(shown):
            start = row
            if headed:
                self._head(frame, start, block[0].instance)
            for i, seat in enumerate(block):
                bars.draw(row, seat, names[k][i] if by_seat else None)
                row += 1
            self._block(frame, start, row, block, None if by_seat else names[k])
            row += gap / tall

    def _dates(self, frame: Frame) -> None:
        room = (frame.right - frame.left) / (52 * frame.sheet.zoom)
        dates = dates_within(self.lives.period, at_most=max(2, int(room)))
        days = [(date - pd.Timestamp("1970-01-01")).days for date in dates]
        years = [day for day, date in zip(days, dates, strict=True) if date.day_of_year == 1]
        frame.ticks(days, date_texts(self.w, dates), strong=years)

    def _head(self, frame: Frame, start: float, instance: str) -> None:
        sheet, size = frame.sheet, frame.sheet.size("label")
        name = sheet.ruler.shorten(str(self.names.get(instance, instance)), size, 0.5 * sheet.width)
        sheet.text(
            sheet.left,
            frame.y(start) + 0.45 * size,
            name,
            fontsize=size,
            fontweight="bold",
            color=sheet.style.ink,
        )

    def _blocks(self) -> list[list[SeatRow]]:
        place = {name: k for k, name in enumerate(self.net.instances["instance"])}
        sectors = {s: k for k, s in enumerate(group_order(seat.sector for seat in self.seats))}
        ordered = sorted(
            self.seats,
            key=lambda s: (sectors.get(str(s.sector), 99), in_order(s.name), s.seat),
        )
        blocks: dict[str, list[SeatRow]] = {}
        for seat in ordered:
            blocks.setdefault(seat.instance, []).append(seat)
        return [blocks[i] for i in sorted(blocks, key=lambda i: place.get(i, 0))]

    def _names(
        self, sheet: Sheet, shown: list[list[SeatRow]], tall: float, width: float, *, by_seat: bool
    ) -> tuple[list[list[Any]], list[str]]:
        """Return the lines of every name, by block (and seat), and the note of those shortened."""
        size, key, found = sheet.size("label"), [], []
        for block in shown:
            if by_seat:
                room = width - 16 * sheet.zoom
                texts = [seat.name for seat in block]
                fitted = fit_names(sheet, texts, width=room, lines=1, size=size, first=len(key) + 1)
                found.append(fitted.lines)
            else:
                lines = max(1, int(tall * len(block) / (1.22 * size)))
                name = self.names.get(block[0].instance, block[0].instance)
                fitted = fit_names(
                    sheet, [name], width=width, lines=lines, size=size, first=len(key) + 1
                )
                found.append(fitted.lines[0])
            key += fitted.key
        return found, Names([], key, size).note(self.w)

    def _legend(self, sheet: Sheet, sectors: list[str], marks: Any, *, by_seat: bool) -> None:
        w, style = self.w, sheet.style
        of = Counter(seat.sector for seat in self.seats)
        called = {s: with_count(w, group_word(w, s, "sector"), of[s]) for s in sectors}
        samples = [
            Entry(called[sector], mark=marks[sector])
            if by_seat
            else Entry(called[sector], bar=Fill(marks[sector].colour))
            for sector in sectors
        ]
        if of[None]:
            unknown = style.unknown
            word = with_count(w, group_word(w, "unknown", "sector"), of[None])
            samples.append(
                Entry(word, mark=unknown) if by_seat else Entry(word, bar=Fill(unknown.colour))
            )
        if any(seat.alternates for seat in self.seats):
            samples.append(Entry(w["chart_mandates_alternate"], bar=Fill(style.soft), height=2.4))
        samples.append(Entry(w["chart_mandates_nobody"], line=style.missing))
        if not all(seat.recorded for seat in self.seats):
            samples.append(Entry(w["chart_mandates_unrecorded"], line=style.unrecorded))
        draw_strip(sheet, samples)

    def _block(
        self, frame: Frame, start: float, end: float, block: list[SeatRow], lines: Any
    ) -> None:
        """Write the name of an instance, unless its seats are named, and its vacancy."""
        sheet, w = frame.sheet, self.w
        size, small = sheet.size("label"), sheet.size("note")
        if start:
            # a rule between two instances, from their names on
            y = frame.y(start) + 0.5 * (_BLOCK_GAP if lines else 3.8 * size) * sheet.zoom
            across = [sheet.left / sheet.width, sheet.right / sheet.width]
            look = {"color": sheet.style.faint, "linewidth": 0.7, "zorder": 0.8}
            on_page = {"transform": sheet.ax.transAxes, "clip_on": False}
            sheet.ax.plot(across, [y / sheet.height] * 2, **look, **on_page)
        for k, text in enumerate(lines or []):
            y = frame.y((start + end) / 2) + ((len(lines) - 1) / 2 - k) * 1.22 * size
            x = frame.left - 8 * sheet.zoom
            sheet.text(x, y - 0.36 * size, text, fontsize=size, ha="right", color=sheet.style.ink)
        if start == 0:
            y = frame.top + 0.7 * small
            head = w["chart_mandates_share"]
            sheet.text(frame.right + 6, y, head, fontsize=small, color=sheet.style.soft)
        shares = self._shares("seat" if lines is None else "instance")
        units = (
            [(start + i + 0.5, seat.seat) for i, seat in enumerate(block)]
            if lines is None
            else [((start + end) / 2, block[0].instance)]
        )
        for row, unit in units:
            y = frame.y(row) - 0.36 * small
            text = w.percent(shares.get(unit, float("nan")))
            sheet.text(frame.right + 6, y, text, fontsize=small, color=sheet.style.ink)

    def _shares(self, by: str) -> dict[str, float]:
        found = vacancy(self.net, by=by)
        return dict(zip(found[by], found["vacant_share"], strict=True))


def _that_fit(
    blocks: list[list[SeatRow]], room: float, zoom: float
) -> tuple[list[list[SeatRow]], float]:
    """Return the blocks that the page holds, those of most vacant days first, and their rows."""
    vacant = [sum(b - a for seat in block for a, b in seat.vacant) for block in blocks]
    order = sorted(range(len(blocks)), key=lambda i: (-vacant[i], i))
    kept: list[int] = []
    seats = 0
    for i in order:
        gaps = _BLOCK_GAP * zoom * len(kept)
        if kept and (seats + len(blocks[i])) * _LEAST_ROW * zoom + gaps > room:
            break
        kept.append(i)
        seats += len(blocks[i])
    shown = [blocks[i] for i in sorted(kept)]
    gaps = _BLOCK_GAP * zoom * (len(shown) - 1)
    tall = min(_TALLEST * zoom, (room - gaps) / max(seats, 1))
    return shown, tall


@dataclass(frozen=True)
class SeatRow:
    """A seat and what fills it inside the observation.

    Attributes
    ----------
    seat, instance, actor : str
        What the seat is.
    name : str
        The actor's name; a number for a person who sits in their own name.
    sector : str or None
        The actor's latest sector there.
    forces : tuple of Stretch
        When the seat was in force.
    titulars : tuple of (int, Stretch)
        The code of a person, and when that person held the seat as titular.
    alternates : tuple of Stretch
        When somebody held it as alternate.
    vacant : tuple of Stretch
        When it was in force and nobody held it.
    recorded : bool
        Whether it has any mandate: nothing is vacant otherwise.
    """

    seat: str
    instance: str
    actor: str
    name: str
    sector: str | None
    forces: tuple[Stretch, ...]
    titulars: tuple[tuple[int, Stretch], ...]
    alternates: tuple[Stretch, ...]
    vacant: tuple[Stretch, ...]
    recorded: bool


def seat_rows(net: NetworkLike, lives: SeatLives, w: Words) -> list[SeatRow]:
    """Return the seats in force at some moment of the observation, in the order of their table."""
    names, mandates = drawn_names(net, w), lives.mandates
    rows = []
    table = lives.table
    for code in np.unique(lives.seat):
        mine = np.flatnonzero((lives.seat == code) & (lives.end > lives.start))
        if not len(mine):
            continue
        known = table.iloc[mine[np.argmax(lives.start[mine])]]
        forces = _union((int(lives.start[i]), int(lives.end[i])) for i in mine)
        held = np.flatnonzero(mandates.seat == code)
        spans = [(int(mandates.start[i]), int(mandates.end[i])) for i in held]
        titulars = sorted(
            (part, int(mandates.person[i]))
            for i, span in zip(held, spans, strict=True)
            if mandates.titular[i]
            for part in _common([span], forces)
        )
        others = [s for i, s in zip(held, spans, strict=True) if not mandates.titular[i]]
        recorded = bool(len(held))
        rows.append(
            SeatRow(
                seat=str(known["seat"]),
                instance=str(known["instance"]),
                actor=str(known["actor"]),
                name=names.get(known["actor"], str(known["actor"])),
                sector=None if pd.isna(known["sector"]) else str(known["sector"]),
                forces=forces,
                titulars=tuple((person, part) for part, person in titulars),
                alternates=_common(_union(others), forces),
                vacant=_without(forces, _union(spans)) if recorded else (),
                recorded=recorded,
            )
        )
    return rows


def _union(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Join the stretches that touch or overlap.

    Examples
    --------
    >>> _union([(5, 7), (1, 3), (3, 4)])
    ((1, 4), (5, 7))
    """
    joined: list[Stretch] = []
    for first, last in sorted(s for s in stretches if s[0] < s[1]):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(joined)


def _common(one: Iterable[Stretch], other: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return what two lists of stretches have in common."""
    other = tuple(other)
    pairs = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return tuple(sorted(s for s in pairs if s[0] < s[1]))


def _without(whole: Iterable[Stretch], parts: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return what is left of stretches once disjoint parts, in order, are taken away.

    Examples
    --------
    >>> _without([(0, 10)], [(2, 3), (8, 12)])
    ((0, 2), (3, 8))
    """
    parts, left = tuple(parts), []
    for first, last in whole:
        for begins, stops in parts:
            if stops <= first or begins >= last:
                continue
            left.append((first, begins))
            first = max(first, stops)
        left.append((first, last))
    return tuple(s for s in left if s[0] < s[1])


class _SeatBars:
    """Draws seats in a frame of days and rows.

    Parameters
    ----------
    frame : Frame
        Where days and rows stand.
    marks : mapping of str to Mark
        The marks of sectors.
    """

    def __init__(self, frame: Frame, marks: Mapping[str, Mark]) -> None:
        self.frame, self.marks = frame, marks

    def _bar(self, stretch: Stretch, low: float, high: float, colour: str, **options: Any) -> None:
        from matplotlib.patches import Rectangle

        first, last = (instant / DAY_LENGTH for instant in stretch)
        options.setdefault("linewidth", 0.0)
        options.setdefault("zorder", 2)
        self.frame.ax.add_patch(
            Rectangle((first, low), last - first, high - low, facecolor=colour, **options)
        )

    def draw(self, row: float, seat: SeatRow, name: list[str] | None) -> None:
        """Draw a row: the ground of its life, its titulars, alternates and vacancies."""
        sheet, style = self.frame.sheet, self.frame.sheet.style
        mark = self.marks.get(str(seat.sector), style.unknown)
        tall = abs(self.frame.tall)
        # Where rows are low, an alternate takes as much of them as it needs to be seen.
        low, high = (0.12, 0.66) if tall >= _LOW_ROW else (0.04, 0.54)
        middle = row + (low + high) / 2
        edge = 0.5 if tall > 4 else 0.25
        if name is not None:
            size = sheet.size("label")
            y = self.frame.y(row + 0.5) - 0.36 * size
            away = self.frame.left - 16 * sheet.zoom
            sheet.text(away, y, name[0], fontsize=size, ha="right", color=style.ink)
            x = self.frame.start - 8 * sheet.zoom / self.frame.wide
            area = min(42.0 * sheet.zoom**2, (0.6 * tall) ** 2)
            draw_marks(sheet.ax, [x], [row + 0.5], [area], mark, style, clip_on=False)
        for stretch in seat.forces:
            self._bar(stretch, row + 0.06, row + 0.94, style.tray, zorder=1.5)
            if not seat.recorded:
                self._line(stretch, middle, style.unrecorded, "unrecorded")
        before: dict[str, int] = {}
        for person, stretch in seat.titulars:
            options = {"edgecolor": style.outline, "linewidth": edge, "gid": f"held-{seat.seat}"}
            self._bar(stretch, row + low, row + high, mark.colour, **options)
            # Somebody else until that very day: a vacancy shows by itself.
            if before.get("end") == stretch[0] and before["person"] != person:
                day = stretch[0] / DAY_LENGTH
                width = 2.2 if tall > 4 else 1.4
                cut = (row + low - 0.04, row + high + 0.04)
                self.frame.rule((day, day), cut, colour=style.paper, width=width, zorder=3)
            before = {"person": person, "end": stretch[1]}
        for stretch in seat.alternates:
            under, deep = row + high + 0.06, 0.2 if tall >= _LOW_ROW else 0.36
            colour = style.soft if tall >= _LOW_ROW else style.ink
            self._bar(stretch, under, under + deep, colour, gid=f"alternate-{seat.seat}")
        for stretch in seat.vacant:
            self._line(stretch, middle, style.missing, f"vacant-{seat.seat}")

    def _line(self, stretch: Stretch, y: float, line: Line, gid: str | None = None) -> None:
        days = (stretch[0] / DAY_LENGTH, stretch[1] / DAY_LENGTH)
        width = min(line.width, abs(self.frame.tall) / 2.6)
        self.frame.rule(
            days,
            (y, y),
            colour=line.colour,
            width=width,
            linestyle=dashes(line),
            dash_capstyle="butt",
            zorder=2.5,
            gid=gid,
        )
