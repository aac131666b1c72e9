"""Rows of seats over a line of time: bars of titulars and alternates, dashes of vacancies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from concertnet.hinges.spells import DAY_LENGTH
from concertnet.maps.figures.seat_rows import SeatRow, Stretch
from concertnet.maps.paper.frame import Frame
from concertnet.maps.paper.page import draw_marks
from concertnet.maps.paper.style import Line, Mark, Style
from concertnet.tables.cells.dates import Period

__all__ = ["SeatBars", "time_ticks", "unrecorded_line"]


def unrecorded_line(style: Style) -> Line:
    """Return the line of a seat of which no mandate is known."""
    return Line(style.soft, 0.9, (1.0, 2.2))


def time_ticks(frame: Frame, period: Period) -> None:
    """Write dates under a frame in days since 1970, with light rules."""
    sheet = frame.sheet
    size = sheet.size("note")
    last = period.end - pd.Timedelta(days=1)
    most = max(2.0, (frame.right - frame.left) / (52 * sheet.zoom))
    steps = ("MS", "QS", "2QS", "YS", "2YS", "5YS", "10YS", "50YS")
    found = {step: pd.date_range(period.start.normalize(), last, freq=step) for step in steps}
    every = next((step for step in steps if len(found[step]) <= most), steps[-1])
    low, high = sorted(frame.y_range)
    for date in found[every]:
        day = (date - pd.Timestamp("1970-01-01")).days
        frame.rule((day, day), (low, high), width=0.9 if (date.month, date.day) == (1, 1) else 0.5)
        text = f"{date.year}" if "Y" in every else f"{date.year}-{date.month:02d}"
        ha = "left" if frame.x(day) - frame.left < 8 else "center"
        y = frame.bottom - 1.6 * size
        sheet.text(frame.x(day), y, text, fontsize=size, ha=ha, color=sheet.style.ink)


class SeatBars:
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
        tall, middle = abs(self.frame.tall), row + 0.44
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
                self._line(stretch, middle, unrecorded_line(style), "unrecorded")
        before: dict[str, int] = {}
        for person, stretch in seat.titulars:
            options = {"edgecolor": style.outline, "linewidth": edge, "gid": f"held-{seat.seat}"}
            self._bar(stretch, row + 0.12, row + 0.66, mark.colour, **options)
            # Somebody else until that very day: a vacancy shows by itself.
            if before.get("end") == stretch[0] and before["person"] != person:
                day = stretch[0] / DAY_LENGTH
                width = 2.2 if tall > 4 else 1.4
                high = (row + 0.08, row + 0.70)
                self.frame.rule((day, day), high, colour=style.paper, width=width, zorder=3)
            before = {"person": person, "end": stretch[1]}
        for stretch in seat.alternates:
            low = row + 0.72
            self._bar(stretch, low, low + 0.2, style.soft, gid=f"alternate-{seat.seat}")
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
            linestyle=(0, line.dash),
            dash_capstyle="butt",
            zorder=2.5,
            gid=gid,
        )
