"""A frame of data on a page: values along two axes, everything else being written in points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from concertnet.maps.paper.page import Sheet

__all__ = ["Frame"]


class Frame:
    """Axes whose data stand in a box of the sheet, everything else being written in points.

    Parameters
    ----------
    sheet : Sheet
        The page.
    box : tuple of float
        Left, bottom, right and top of the data, in points of the sheet.
    x, y : tuple of float
        What stands at the left and right, at the bottom and top of the box.
    """

    def __init__(
        self,
        sheet: Sheet,
        box: tuple[float, float, float, float],
        x: tuple[float, float],
        y: tuple[float, float],
    ) -> None:
        self.sheet, self.ax = sheet, sheet.ax
        self.left, self.bottom, self.right, self.top = box
        self._x, self._y = x, y
        self.start = x[0]
        self.wide = (self.right - self.left) / (x[1] - x[0])
        self.tall = (self.top - self.bottom) / (y[1] - y[0])
        sheet.ax.set_xlim(
            x[0] - self.left / self.wide, x[0] + (sheet.width - self.left) / self.wide
        )
        sheet.ax.set_ylim(
            y[0] - self.bottom / self.tall, y[0] + (sheet.height - self.bottom) / self.tall
        )

    def x(self, value: float) -> float:
        """Return where a value stands, in points from the left of the sheet."""
        return self.left + (value - self._x[0]) * self.wide

    def y(self, value: float) -> float:
        """Return where a value stands, in points from the bottom of the sheet."""
        return self.bottom + (value - self._y[0]) * self.tall

    def rule(
        self,
        x: tuple[float, float],
        y: tuple[float, float],
        *,
        colour: str | None = None,
        width: float = 0.6,
        **options: Any,
    ) -> None:
        """Draw a straight line between two points of the data."""
        options.setdefault("solid_capstyle", "butt")
        options.setdefault("zorder", 1)
        colour = colour or self.sheet.style.faint
        self.ax.plot(x, y, color=colour, linewidth=width, **options)

    def ticks(
        self,
        values: Sequence[float],
        texts: Sequence[str],
        heading: str = "",
        *,
        strong: Sequence[float] = (),
    ) -> None:
        """Write values under the frame with light rules above them, and what they are."""
        sheet, size = self.sheet, self.sheet.size("note")
        for value, text in zip(values, texts, strict=True):
            self.rule((value, value), self._y, width=0.9 if value in strong else 0.6)
            y = self.bottom - 1.5 * size
            sheet.text(self.x(value), y, text, fontsize=size, ha="center")
        if heading:
            x, y = (self.left + self.right) / 2, self.bottom - 3.0 * size
            sheet.text(x, y, heading, fontsize=size, ha="center", color=sheet.style.soft)

    def side_ticks(self, values: Sequence[float], texts: Sequence[str]) -> None:
        """Write values at the left of the frame with light rules beside them."""
        size = self.sheet.size("note")
        for value, text in zip(values, texts, strict=True):
            self.rule(self._x, (value, value))
            y = self.y(value) - 0.36 * size
            self.sheet.text(self.left - 6, y, text, fontsize=size, ha="right")
