"""A page measured in points: title, notes, and what is left for the drawing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from concertnet.maps.paper.files import own_axes, write
from concertnet.maps.paper.style import Style
from concertnet.maps.paper.text import Ruler, one_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Sheet", "say_nothing", "start_page"]

_FULL = (700.0, 520.0)  # points under which text shrinks with the picture
_ROWS = (540.0, 390.0)  # the same of a chart of many rows
_MARGIN = 28.0  # from the edge of the figure, in points
_LEAST, _REPORT = 6.5, 468.0  # least size of a text, on a page as wide as that of a report
_SMALL = 1.08  # of the size that texts would have on a page, from which it is that of a report
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
    rows : bool
        Whether it is a chart of many rows: no text of theirs is smaller than that of notes.
    """

    def __init__(
        self, ax: Axes, style: Style, full: tuple[float, float] = _FULL, *, rows: bool = False
    ) -> None:
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
        # ... and yet, in a report, text that is read beside its own.
        share = min(1.0, self.width / _REPORT)
        self.least = style.note_size if rows else _LEAST * style.magnify * share
        margin = _MARGIN * self.zoom
        self.left = max(2.0, margin - box.x0 * point)
        self.bottom = max(2.0, margin - box.y0 * point)
        self.right = self.width - max(2.0, margin - (whole.width - box.x1) * point)
        self.top = self.height - max(2.0, margin - (whole.height - box.y1) * point)

    @property
    def small(self) -> bool:
        """Whether texts are larger than the page would have them: it is that of a report."""
        return self.size("label") > _SMALL * self.style.label_size * self.zoom

    def size(self, name: str) -> float:
        """Return one of the style's text sizes, at the size of this page."""
        whole = getattr(self.style, f"{name}_size")
        return round(max(whole * self.zoom, min(whole, self.least)), 2)

    def text(self, x: float, y: float, text: str, **options: Any) -> Any:
        """Write at a point of the sheet, in ink unless another colour is given."""
        options.setdefault("color", self.style.ink)
        return write(self.ax, x / self.width, y / self.height, text, **options)

    def head(self, title: str, under: str) -> None:
        """Write the title and the line under it at the top of the frame."""
        size, small = self.size("title"), self.size("text")
        width = self.right - self.left
        for line in self.ruler.wrap(one_line(title), size, width, bold=True) if title else []:
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
            for line in self.ruler.wrap(one_line(note), size, self.right - self.left)
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


def start_page(
    ax: Axes | None,
    style: Style,
    *,
    upright: bool = False,
    height: float | None = None,
    size: tuple[float, float] | None = None,
    full: tuple[float, float] = _FULL,
    rows: bool = False,
) -> Sheet:
    """Return a sheet on `ax`, or on a new page of pyplot.

    Parameters
    ----------
    ax : matplotlib.axes.Axes or None
        Where to draw.
    style : Style
        Gives the new page, lying.
    upright : bool
        Whether the new page stands.
    height : float, optional
        Its height in inches, where the figure needs less.
    size : tuple of float, optional
        Its width and height in inches, whatever the page of the style.
    full : tuple of float
        Width and height in points under which text shrinks with the picture.
    rows : bool
        Whether it is a chart of many rows: margins and titles give way to them on a small page.
    """
    if ax is None:
        wide, tall = style.page[::-1] if upright else style.page
        ax = own_axes(style, size=size or (wide, min(tall, height or tall)))
    return Sheet(ax, style, full=_ROWS if rows else full, rows=rows)


def say_nothing(sheet: Sheet, text: str) -> None:
    """Say in the middle of the frame why it is empty."""
    size = sheet.size("text") * 1.2
    middle = (sheet.left + sheet.right) / 2, (sheet.bottom + sheet.top) / 2
    lines = sheet.ruler.wrap(one_line(text), size, 0.7 * (sheet.right - sheet.left))
    for k, line in enumerate(lines):
        sheet.text(
            middle[0],
            middle[1] - k * size * 1.35,
            line,
            fontsize=size,
            ha="center",
            color=sheet.style.soft,
        )
