"""A chart on a page: what every figure states, a frame of data measured in points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.door import GraphLike, is_network
from concertnet.maps.paper.files import own_axes
from concertnet.maps.paper.page import Sheet, about_notes, details_of, subtitle
from concertnet.maps.paper.style import Mark, Style
from concertnet.maps.paper.text import clean
from concertnet.tables.cells.dates import Period
from concertnet.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "FULL_PAGE",
    "AboutLike",
    "Frame",
    "frame_with",
    "room_left",
    "round_steps",
    "say_nothing",
    "sector_marks",
    "start_page",
    "state",
    "with_date",
]

# Where the date, boundary, source and response rate of a figure come from.
AboutLike: TypeAlias = "GraphLike | Mapping[str, Any] | None"

# Under this size, text shrinks with the page.
FULL_PAGE = (700.0, 520.0)


def start_page(
    ax: Axes | None,
    style: Style,
    *,
    upright: bool = False,
    height: float | None = None,
    full: tuple[float, float] = FULL_PAGE,
) -> Sheet:
    """Return a sheet on `ax`, or on a new page of pyplot: lying or upright, or less high."""
    if ax is None:
        wide, tall = style.page[::-1] if upright else style.page
        ax = own_axes(style, size=(wide, min(tall, height or tall)))
    return Sheet(ax, style, full=full)


def state(
    sheet: Sheet,
    w: Words,
    about: AboutLike,
    *,
    title: str,
    counts: Sequence[str],
    notes: Sequence[str] = (),
) -> None:
    """Write title, counts, date and response rate above, notes, boundary and source below.

    Parameters
    ----------
    sheet : Sheet
        The page.
    w : Words
        The language.
    about : Network, networkx graph, mapping or None
        What is stated; what it does not know is said to be unstated.
    title : str
        The title; an empty one is left out.
    counts : sequence of str
        How many of what the figure shows.
    notes : sequence of str
        How the figure is read, what it leaves out.
    """
    known = details_of(about)
    known = {} if known is None else known
    sheet.head(title, subtitle(w, known, counts))
    sheet.foot([*notes, *about_notes(w, known)])


def room_left(
    sheet: Sheet,
    w: Words,
    about: AboutLike,
    *,
    title: str,
    counts: Sequence[str],
    notes: Sequence[str],
) -> float:
    """Return the height that `state` will leave to the figure, in points."""
    known = details_of(about)
    known = {} if known is None else known
    width = sheet.right - sheet.left
    texts = (
        ([title] if title else [], "title", True, 1.3),
        ([subtitle(w, known, counts)], "text", False, 1.35),
        ([*notes, *about_notes(w, known)], "note", False, 1.32),
    )
    taken = 18 * sheet.zoom
    for lines, name, bold, leading in texts:
        size = sheet.size(name)
        wrapped = [sheet.ruler.wrap(clean(line), size, width, bold=bold) for line in lines]
        taken += sum(map(len, wrapped)) * leading * size
    return sheet.top - sheet.bottom - taken


def with_date(about: AboutLike, period: Period | None) -> Mapping[str, Any]:
    """Return what a network states, with the period of a result where it has no date."""
    known = details_of(about)
    known = dict(known or {})
    if period is not None and "date" not in known:
        known["date"] = f"{period.start.date()} – {(period.end - pd.Timedelta(days=1)).date()}"
    return known


def frame_with(found: Any, columns: Iterable[str], *, of: str, measure: str) -> pd.DataFrame:
    """Return `found`, sure that it is a table with these columns.

    Raises
    ------
    NotComparable
        If it is no table, or lacks one of them: the sentence names `measure`, which gives them.
    """
    there = set(found.columns) if isinstance(found, pd.DataFrame) else set()
    missing = [column for column in columns if column not in there]
    if missing:
        raise NotComparable(
            "chart_error_columns", chart=of, measure=measure, missing=", ".join(missing)
        )
    return found


def sector_marks(style: Style, about: AboutLike, sectors: Iterable[object]) -> dict[str, Mark]:
    """Return the marks of sectors: those that they have on the maps of the same network."""
    present = list(about.actors_now()["sector"]) if is_network(about) else []
    # a sector that nobody has any more must not take the mark of another
    return style.marks([*present, *sectors]) | (style.marks(present) if present else {})


def say_nothing(sheet: Sheet, text: str) -> None:
    """Say in the middle of the frame why it is empty."""
    size = sheet.size("text") * 1.2
    middle = (sheet.left + sheet.right) / 2, (sheet.bottom + sheet.top) / 2
    lines = sheet.ruler.wrap(clean(text), size, 0.7 * (sheet.right - sheet.left))
    for k, line in enumerate(lines):
        sheet.text(
            middle[0],
            middle[1] - k * size * 1.35,
            line,
            fontsize=size,
            ha="center",
            color=sheet.style.soft,
        )


def round_steps(most: float, *, at_most: int = 6, whole: bool = False) -> list[float]:
    """Return steps from 0 to `most` that are easy to read.

    Examples
    --------
    >>> round_steps(13.9)
    [0.0, 2.5, 5.0, 7.5, 10.0, 12.5]
    >>> round_steps(13.9, whole=True)
    [0.0, 5.0, 10.0]
    """
    if not most > 0:
        return [0.0]
    power = 10.0
    while power * 10 < most:
        power *= 10
    while power > most:
        power /= 10
    shares = [power / 10 * k for k in (1, 2, 2.5, 5, 10, 20, 25, 50, 100)]
    if whole:
        shares = [step for step in shares if step >= 1 and step == round(step)] or [1.0]
    step = next((step for step in shares if most / step <= at_most), shares[-1])
    return [round(k * step, 12) for k in range(int(most / step + 1e-9) + 1)]


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
        self.start, self.y_range = x[0], y
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

    def ticks(self, values: Sequence[float], texts: Sequence[str], heading: str) -> None:
        """Write values under the frame with light rules above them, and what they are."""
        size = self.sheet.size("note")
        for value, text in zip(values, texts, strict=True):
            self.rule((value, value), self._y)
            self.sheet.text(
                self.x(value),
                self.bottom - 1.5 * size,
                text,
                fontsize=size,
                ha="center",
                color=self.sheet.style.ink,
            )
        self.sheet.text(
            (self.left + self.right) / 2,
            self.bottom - 3.0 * size,
            heading,
            fontsize=size,
            ha="center",
            color=self.sheet.style.soft,
        )
