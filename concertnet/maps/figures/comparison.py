"""The chart of a comparison: a measure of two dates or places, side by side, unit by unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from concertnet.answers import JOINED
from concertnet.errors import NotComparable
from concertnet.maps.paper.called import group_word
from concertnet.maps.paper.files import house_settings
from concertnet.maps.paper.given import answer_with
from concertnet.maps.paper.legend import Entry, draw_strip
from concertnet.maps.paper.marks import draw_marks
from concertnet.maps.paper.name_fitting import Names, fit_rows
from concertnet.maps.paper.numbered_rows import NumberedRows
from concertnet.maps.paper.page import Sheet, say_nothing, start_page
from concertnet.maps.paper.stated import AboutLike, state
from concertnet.maps.paper.style import Line, Mark, Style
from concertnet.words import Words, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw_comparison"]

_NEEDED = ("measure", "unit", "value_one", "value_other", "difference", "in_both", "only_one")
_TALL = 30.0  # of a row, in points
_MARK = 40.0


def draw_comparison(
    found: Any,
    *,
    measure: str | None = None,
    names: tuple[str, str] | None = None,
    about: AboutLike = None,
    lang: str | None = None,
    style: Style | None = None,
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw a measure of two dates or places as paired marks, one row per unit.

    The hollow mark is the first network, the full one the second, and the line between them is
    the difference. What forbids to read it as a change is said above the rows.

    Parameters
    ----------
    found : DataFrame
        The answer of `compare`.
    measure : str, optional
        Which of its measures to draw; by default the only one.
    names : pair of str, optional
        What the two networks are called, such as their dates.
    about : Network or mapping, optional
        Where the date, boundary, source and response rate come from.
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
        Axes in values of the measure, and in rows downwards.

    Raises
    ------
    NotComparable
        If `found` is no answer of `compare`, or holds several measures and none is named.

    Examples
    --------
    >>> import concertnet as cn
    >>> from concertnet.maps.paper.files import page_axes
    >>> net = cn.sample_network()
    >>> pair = net.at("2022-12-31"), net.at("2024-12-31")
    >>> found = cn.compare(*pair, measures=[cn.sector_ei_index])
    >>> ax = draw_comparison(found, names=("2022", "2024"), lang="en", ax=page_axes())
    >>> ax.texts[0].get_text()
    'Compared: E-I index of the sector'
    """
    w, style = words(lang), style or Style()
    table = answer_with(found, _NEEDED, of="draw_comparison", measure="compare")
    measures = table["measure"].unique().tolist()
    if measure is None and len(measures) == 1:
        measure = measures[0]
    if measure is None or measure not in measures:
        known = ", ".join(measures)
        raise NotComparable("chart_error_one_measure", known=known)
    table = table[table["measure"] == measure]
    with house_settings(style):
        sheet = start_page(ax, style, full=(440.0, 240.0), height=3.0 + _TALL * len(table) / 72)
        _draw(sheet, w, table, measure, names, about, title)
    return sheet.ax


def _draw(
    sheet: Sheet,
    w: Words,
    table: pd.DataFrame,
    measure: str,
    names: tuple[str, str] | None,
    about: AboutLike,
    title: str | None,
) -> None:
    style, zoom = sheet.style, sheet.zoom
    label = w.get(f"measure_{measure}", measure)
    heading = w("chart_comparison_title", measure=label) if title is None else title
    first = table.iloc[0]
    counts = [w("chart_comparison_both", n=int(first["in_both"]))]
    one, other = names or (w["column_value_one"], w["column_value_other"])
    cautions = [] if pd.isna(first["caution"]) else str(first["caution"]).split(JOINED)
    notes = [w[f"caution_{caution}"] for caution in cautions]
    if notes:
        notes = [w("chart_comparison_cautions", cautions=JOINED.join(notes))]
    both = table.dropna(subset=["difference"])
    one_side = table[table[["value_one", "value_other"]].notna().sum(axis=1) == 1]
    if not len(both):
        state(sheet, w, about, title=heading, counts=counts, notes=notes)
        say_nothing(sheet, w["chart_comparison_nothing"])
        return
    called = [label if pd.isna(unit) else group_word(w, unit, "sector") for unit in both["unit"]]
    shown, rows = fit_rows(
        sheet,
        called,
        both["difference"].abs().tolist(),
        room=sheet.top - sheet.bottom - 165 * zoom,
        width=0.3 * (sheet.right - sheet.left),
    )
    if len(one_side):
        notes.append(w("chart_comparison_one_side", n=len(one_side)))
    if len(shown) < len(both):
        notes.append(w("chart_comparison_left_out", n=len(both) - len(shown)))
    state(sheet, w, about, title=heading, counts=counts, notes=[*notes, *rows.note(w)])
    draw_strip(
        sheet,
        [
            Entry(one, mark=Mark(style.paper, "circle")),
            Entry(other, mark=Mark(style.ink, "circle")),
            Entry(w["column_difference"], line=Line(style.loosest.colour, 3.0)),
        ],
    )
    ends = tuple(w.get(f"axis_{end}_{measure}", "") for end in ("low", "high"))
    _rows(sheet, w, both.iloc[shown], rows, (label, one, other), ends)


def _rows(
    sheet: Sheet,
    w: Words,
    table: pd.DataFrame,
    rows: Names,
    said: tuple[str, str, str],
    ends: tuple[str, ...],
) -> None:
    """Draw a row per unit: both values, the line between them, the numbers at the right."""
    style = sheet.style
    label, one, other = said
    values = table[["value_one", "value_other", "difference"]].to_numpy(dtype=float)
    texts = [
        (w.number(a), w.number(b), ("+" if d > 0 else "") + w.number(d))
        for a, b, d in values.tolist()
    ]
    chart = NumberedRows(
        sheet,
        w,
        rows=rows,
        texts=texts,
        heads=[one, other, w["column_difference"]],
        limits=_limits(values[:, :2]),
        heading=label,
        ends=ends,
        row_height=_TALL,
    )
    frame = chart.frame
    area = min(_MARK * sheet.zoom**2, (0.6 * chart.tall) ** 2)
    for i, (a, b, _) in enumerate(values.tolist()):
        chart.write_name(i, i)
        line: dict[str, Any] = {"colour": style.loosest.colour, "width": 3.0, "zorder": 2}
        frame.rule((a, b), (i, i), gid=f"difference-{i}", **line)
        for value, colour, gid, above in (
            (b, style.ink, f"other-{i}", 3),
            (a, style.paper, f"one-{i}", 4),
        ):
            mark = Mark(colour, "circle")
            draw_marks(frame.ax, [value], [i], [area], mark, style, zorder=above, gid=gid)
        chart.write_numbers(i, i)


def _limits(values: np.ndarray) -> tuple[float, float]:
    """Return the ends of the axis: all the values, with some air."""
    finite = values[np.isfinite(values)]
    low, high = float(finite.min()), float(finite.max())
    spread = high - low or abs(high) or 1.0
    return low - 0.08 * spread, high + 0.08 * spread
