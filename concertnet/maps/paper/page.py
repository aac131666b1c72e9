"""A page measured in points: title, notes, and what is left for the drawing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from concertnet.hinges.door import is_network, is_networkx
from concertnet.hinges.remarks import remarks_of_reading
from concertnet.maps.paper.files import write
from concertnet.maps.paper.style import Mark, Style, polygon
from concertnet.maps.paper.text import Ruler, clean
from concertnet.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.collections import PathCollection

__all__ = ["Sheet", "about_notes", "details_of", "draw_marks", "subtitle"]

_MARGIN = 28.0  # from the edge of the figure, in points
_OUTLINE_SHARE = 0.18  # of the side of a small mark, for its outline at most
_LEADING = 1.32  # from one line of text to the next, in sizes


class Sheet:
    """Axes measured in points, with a frame that shrinks as the page is filled from its edges.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        The axes: all their box is used.
    style : Style
        Sizes and colours.
    full : tuple of float
        Width and height in points under which text shrinks with the picture.
    """

    def __init__(self, ax: Axes, style: Style, full: tuple[float, float] = (700.0, 520.0)) -> None:
        figure = ax.get_figure(root=True)
        assert figure is not None
        ax.set_axis_off()
        ax.set_aspect("auto")
        box, whole = ax.get_window_extent(), figure.bbox
        point = 72 / figure.dpi
        self.ax, self.style = ax, style
        self.ruler = Ruler(style.font)
        self.width, self.height = box.width * point, box.height * point
        # A small picture has smaller text rather than no room.
        share = min(self.width / full[0], self.height / full[1])
        self.zoom = style.magnify * min(1.0, max(0.55, share))
        margin = _MARGIN * self.zoom
        self.left = max(2.0, margin - box.x0 * point)
        self.bottom = max(2.0, margin - box.y0 * point)
        self.right = self.width - max(2.0, margin - (whole.width - box.x1) * point)
        self.top = self.height - max(2.0, margin - (whole.height - box.y1) * point)

    def size(self, name: str) -> float:
        """Return one of the style's text sizes, at the size of this page."""
        return round(getattr(self.style, f"{name}_size") * self.zoom, 2)

    def text(self, x: float, y: float, text: str, **options: Any) -> Any:
        """Write at a point of the sheet, in ink unless another colour is given."""
        options.setdefault("color", self.style.ink)
        return write(self.ax, x / self.width, y / self.height, text, **options)

    def head(self, title: str, under: str) -> None:
        """Write the title and the line under it at the top of the frame."""
        size, small = self.size("title"), self.size("text")
        width = self.right - self.left
        for line in self.ruler.wrap(clean(title), size, width, bold=True) if title else []:
            self.top -= size
            self.text(
                self.left, self.top, line, fontsize=size, fontweight="bold", color=self.style.ink
            )
            self.top -= size * 0.3
        for line in self.ruler.wrap(under, small, width):
            self.top -= small * 1.1
            self.text(self.left, self.top, line, fontsize=small, color=self.style.soft)
            self.top -= small * 0.25
        self.top -= 10 * self.zoom

    def foot(self, notes: Sequence[str]) -> None:
        """Write notes at the bottom of the frame, one after the other."""
        size = self.size("note")
        lines = [
            line
            for note in notes
            for line in self.ruler.wrap(clean(note), size, self.right - self.left)
        ]
        y = self.bottom + (len(lines) - 1) * size * _LEADING
        for k, line in enumerate(lines):
            self.text(
                self.left,
                y - k * size * _LEADING + size * 0.25,
                line,
                fontsize=size,
                color=self.style.soft,
            )
        if lines:
            self.bottom += len(lines) * size * _LEADING + 8 * self.zoom

    def inset(self, left: float, bottom: float, width: float, height: float) -> Axes:
        """Return axes of their own on a part of the sheet, in points from their lower left."""
        axes = self.ax.inset_axes(
            (
                left / self.width,
                bottom / self.height,
                width / self.width,
                height / self.height,
            )
        )
        axes.set_axis_off()
        axes.set_xlim(0, width)
        axes.set_ylim(0, height)
        return axes


def details_of(about: object) -> Mapping[str, Any] | None:
    """Return the title, date, boundary and source of a network or graph; None where it has none."""
    if isinstance(about, Mapping):
        return about
    if is_network(about):
        return about.details()
    return about.graph if is_networkx(about) else None


def subtitle(w: Words, about: Mapping[str, Any], counts: Sequence[str]) -> str:
    """Return the line under a title: counts, date and response rate."""
    date = about.get("date")
    if isinstance(date, datetime.datetime):
        date = date.date()  # its hour means nothing here
    rate = about.get("response_rate")
    parts = [
        *([w.join(list(counts)) if len(counts) < 3 else ", ".join(counts)] if counts else []),
        w["map_date_missing"] if date is None else clean(date),
        w["map_response_missing"]
        if rate is None
        else w("map_response", rate=w.percent(float(rate))),
    ]
    return "  ·  ".join(parts)


def about_notes(w: Words, about: Mapping[str, Any]) -> list[str]:
    """Return the notes that stand on every figure: boundary and source, what reading left."""
    boundary, source = about.get("boundary"), about.get("source")
    notes = [
        w["map_boundary_missing"] if boundary is None else w("map_boundary", text=clean(boundary)),
        w["map_source_missing"] if source is None else w("map_source", text=clean(source)),
    ]
    # A note ends with one full stop, whether or not the user wrote it.
    stated = " ".join(note.rstrip(". ") + "." for note in notes)
    return [stated, *remarks_of_reading(w, about)]


def draw_marks(
    ax: Axes,
    x: Sequence[float],
    y: Sequence[float],
    areas: Sequence[float],
    mark: Mark,
    style: Style,
    **options: Any,
) -> PathCollection:
    """Draw marks of one group: their areas, in square points, are equal whatever the shape."""
    import math

    from matplotlib.path import Path

    if mark.shape == "circle":
        marker: Any = "o"
        sizes = [4 * area / math.pi for area in areas]
    else:
        corners = [*polygon(mark.shape), polygon(mark.shape)[0]]
        marker = Path(corners, closed=True)
        # The library scales a path of one's own so that its farthest coordinate is a half.
        farthest = max(abs(value) for corner in corners for value in corner)
        sizes = [4 * farthest**2 * area for area in areas]
    return ax.scatter(
        x,
        y,
        s=sizes,
        marker=marker,
        facecolor=mark.colour,
        edgecolor=style.outline,
        # a small mark keeps its fill
        linewidth=[min(style.outline_width, _OUTLINE_SHARE * math.sqrt(area)) for area in areas],
        **options,
    )
