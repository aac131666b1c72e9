"""A legend on lines across a page, over a chart that takes all the width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from concertnet.maps.paper.marks import draw_marks
from concertnet.maps.paper.page import Sheet
from concertnet.maps.paper.style import Line, Mark

__all__ = ["Sample", "draw_strip"]

_SAMPLE = 20.0  # width of a sample, in points
_MARK = 46.0


@dataclass(frozen=True)
class Sample:
    """An entry: words beside a mark, a line, or a bar of a colour and a height in points."""

    text: str
    mark: Mark | None = None
    line: Line | None = None
    bar: str | None = None
    height: float = 7.0
    hatch: str | None = None
    core: Line | None = None  # inside the line


def draw_strip(sheet: Sheet, samples: Sequence[Sample]) -> None:
    """Draw the entries one after the other at the top of the frame, which shrinks."""
    size, zoom = sheet.size("note"), sheet.zoom
    gap, leading = 14 * zoom, 1.75 * size
    x, y = sheet.left, sheet.top - size
    for sample in samples:
        width = (10 if sample.mark else _SAMPLE) * zoom
        text = width + 5 * zoom + sheet.ruler.width(sample.text, size)
        if x > sheet.left and x + text > sheet.right:
            x, y = sheet.left, y - leading
        _draw(sheet, sample, x, y + 0.36 * size, width)
        sheet.text(x + width + 5 * zoom, y, sample.text, fontsize=size, color=sheet.style.ink)
        x += text + gap
    if samples:
        sheet.top = y - 10 * zoom


def _draw(sheet: Sheet, sample: Sample, x: float, y: float, width: float) -> None:
    from matplotlib.patches import Rectangle

    ax, w, h = sheet.ax, sheet.width, sheet.height
    on_page = {"transform": ax.transAxes, "clip_on": False}
    if sample.mark is not None:
        middle = [(x + width / 2) / w], [y / h]
        draw_marks(ax, *middle, [_MARK * sheet.zoom**2], sample.mark, sheet.style, **on_page)
    if sample.bar is not None:
        tall = sample.height * sheet.zoom
        ax.add_patch(
            Rectangle(
                (x / w, (y - tall / 2) / h),
                width / w,
                tall / h,
                facecolor=sample.bar,
                edgecolor=sheet.style.outline,
                linewidth=0.5,
                hatch=sample.hatch,
                **on_page,
            )
        )
    for line in (sample.line, sample.core):
        if line is None:
            continue
        ax.plot(
            [x / w, (x + width) / w],
            [y / h, y / h],
            color=line.colour,
            linewidth=line.width,
            linestyle=(0, line.dash) if line.dash else "-",
            solid_capstyle="butt",
            dash_capstyle="butt",
            **on_page,
        )
