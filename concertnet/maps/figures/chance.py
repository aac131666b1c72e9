"""The chart of chance: observed values beside those of networks drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.maps.paper.called import group_word
from concertnet.maps.paper.files import house_settings
from concertnet.maps.paper.frame import Frame
from concertnet.maps.paper.given import answer_with
from concertnet.maps.paper.legend import Entry, draw_strip
from concertnet.maps.paper.marks import draw_marks
from concertnet.maps.paper.name_fitting import Names, fit_rows
from concertnet.maps.paper.numbered_rows import NumberedRows
from concertnet.maps.paper.page import Sheet, say_nothing, start_page
from concertnet.maps.paper.stated import AboutLike, state
from concertnet.maps.paper.style import Fill, Line, Mark, Style
from concertnet.measures.chance.against_chance import NUMBERS, Chance
from concertnet.words import Words, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw_chance"]

_TALLEST = 38.0  # of a row, in points
_MARK = 40.0
_TALL_ALONE, _TALL_DRAWN = 150.0, 64.0  # of a row with its bars: alone, and among others
_BASE = 15.0  # of the band over the foot of a row with bars, in points
_HELD = (*NUMBERS, "drawn")
_BARS = 40  # more values than these are gathered


def draw_chance(
    found: Any,
    *,
    measure: str | None = None,
    about: AboutLike = None,
    lang: str | None = None,
    style: Style | None = None,
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw observed values beside those drawn by chance.

    One row per value: the band holds 95 % of the networks drawn, its tick is their mean, the mark
    is the network observed, full when it stands outside the band; the bars above, where the answer
    holds the draws (one value per network), are how many networks have each value. With many rows,
    one in twenty is outside by chance alone: the figure says so.

    Parameters
    ----------
    found : Chance, DataFrame or mapping of name to Chance
        The answer of `against_chance`; or several of a same measure, at several dates or in
        several networks, by name.
    measure : str, optional
        What is measured, for the axis: the name of a measure (``"ei_index"``) or words of one's
        own. By default unnamed, or the names in the answer.
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
        If `found` is no answer of `against_chance`.

    Examples
    --------
    >>> import concertnet as cn
    >>> from concertnet.maps.paper.files import page_axes
    >>> chance = cn.against_chance(cn.ei_index, cn.sample_network().latest(), draws=99)
    >>> ax = draw_chance(chance, measure="ei_index", lang="en", ax=page_axes())
    >>> ax.texts[0].get_text()
    'Observed and by chance: E-I index'
    """
    w, style = words(lang), style or Style()
    table = _table(found, w)
    with house_settings(style):
        height = 3.4 + _row_height(table) * len(table) / 72
        sheet = start_page(ax, style, full=(440.0, 240.0), height=height)
        ends = tuple(w.get(f"axis_{end}_{measure}", "") for end in ("low", "high"))
        _draw(sheet, w, table, _measure(w, measure), ends, about, title)
    return sheet.ax


def _table(found: Any, w: Words) -> pd.DataFrame:
    """Return one row per value: its name, and the fields of `Chance`."""
    if isinstance(found, Chance):
        found = {w["chart_chance_network"]: found}
    if isinstance(found, Mapping):
        if not all(isinstance(value, Chance) for value in found.values()):
            raise NotComparable(
                "chart_error_columns",
                chart="draw_chance",
                measure="against_chance",
                missing=", ".join(NUMBERS[:2]),
            )
        rows = [
            {"name": str(name), **{field: getattr(value, field) for field in _HELD}}
            for name, value in found.items()
        ]
        return pd.DataFrame(rows, columns=["name", *_HELD])
    table = answer_with(found, NUMBERS, of="draw_chance", measure="against_chance")
    if {"unit", "measure"} <= set(table.columns):
        names = [
            f"{group_word(w, unit, 'sector')} · {w.label(_column(w, column))}"
            for unit, column in zip(table["unit"], table["measure"], strict=True)
        ]
    else:
        names = [group_word(w, label, "sector") for label in table.index]
    return table.assign(name=names, drawn=None)[["name", *_HELD]].reset_index(drop=True)


def _row_height(table: pd.DataFrame) -> float:
    if not table["drawn"].notna().any():
        return _TALLEST
    return _TALL_ALONE if len(table) == 1 else _TALL_DRAWN


def _column(w: Words, name: object) -> str:
    key = f"column_{name}"
    return key if key in w else str(name)


def _measure(w: Words, measure: str | None) -> str | None:
    key = f"measure_{measure}"
    return w.get(key, measure)


def _draw(
    sheet: Sheet,
    w: Words,
    table: pd.DataFrame,
    measure: str | None,
    ends: tuple[str, ...],
    about: AboutLike,
    title: str | None,
) -> None:
    style, zoom = sheet.style, sheet.zoom
    heading = w["chart_chance_title"]
    if measure is not None:
        heading = w("chart_chance_title_of", measure=measure)
    heading = heading if title is None else title
    defined = table.dropna(subset=["observed", "low", "high"])
    draws = int(table["draws"].max()) if len(table) else 0
    counts = [w("chart_chance_draws", n=draws)]
    if not len(defined):
        state(sheet, w, about, title=heading, counts=())
        say_nothing(sheet, w["chart_chance_nothing"])
        return
    away = (defined["observed"] - defined["expected"]).abs() / defined["sd"].replace(0, np.nan)
    shown, rows = fit_rows(
        sheet,
        defined["name"].tolist(),
        away.fillna(0).tolist(),
        room=sheet.top - sheet.bottom - 165 * zoom,
        width=0.3 * (sheet.right - sheet.left),
    )
    notes = [w["chart_chance_read"], w["chart_chance_p"]]
    if defined["drawn"].notna().any():
        notes.insert(1, w["chart_chance_bars_read"])
    if len(defined) > 1:
        notes.append(w["chart_chance_many"])
    if len(defined) < len(table):
        notes.append(w("chart_chance_undefined", n=len(table) - len(defined)))
    if len(shown) < len(defined):
        notes.append(w("chart_chance_left_out", n=len(defined) - len(shown)))
    state(sheet, w, about, title=heading, counts=counts, notes=[*notes, *rows.note(w)])
    defined = defined.iloc[shown]
    bars = defined["drawn"].notna().any()
    draw_strip(
        sheet,
        [
            *([Entry(w["chart_chance_bars"], bar=Fill(style.faint))] if bars else []),
            Entry(w["chart_chance_band"], line=Line(style.loosest.colour, 6.0)),
            Entry(w["chart_chance_inside"], mark=Mark(style.paper, "circle")),
            Entry(w["chart_chance_outside"], mark=Mark(style.ink, "circle")),
        ],
    )
    _rows(sheet, w, defined, rows, measure, ends)


def _rows(
    sheet: Sheet,
    w: Words,
    table: pd.DataFrame,
    rows: Names,
    measure: str | None,
    ends: tuple[str, ...],
) -> None:
    """Draw an axis of values and what its ends mean, a row per value, its numbers at the right."""
    style, zoom = sheet.style, sheet.zoom
    columns = ["observed", "expected", "low", "high", "p_value"]
    numbers = table[columns].to_numpy(dtype=float).tolist()
    texts = [
        (
            w.number(observed),
            w("chart_range", low=w.number(low), high=w.number(high)),
            w.number(p, 3) if p >= 0.001 else f"< {w.number(0.001, 3)}",
        )
        for observed, _, low, high, p in numbers
    ]
    heads = [w["column_observed"], w["chart_chance_range"], w["chart_chance_p_head"]]
    low, high = limits = _limits(table)
    chart = NumberedRows(
        sheet,
        w,
        rows=rows,
        texts=texts,
        heads=heads,
        limits=limits,
        heading=measure or w["chart_chance_value"],
        ends=ends,
        row_height=_row_height(table),
    )
    frame, tall = chart.frame, chart.tall
    area = min(_MARK * zoom**2, (0.6 * tall) ** 2)
    thick, tick = min(6.0, 0.5 * tall), min(0.32, 6.0 / tall)
    for i, (observed, mean, least, most, _) in enumerate(numbers):
        drawn = table["drawn"].iloc[i]
        at: float = i
        if drawn is not None and tall > 2 * _BASE:
            at = i + 0.5 - _BASE * zoom / tall
            foot = at - 0.6 * thick / tall - 2 * zoom / tall
            _bars(frame, drawn, (low, high), (foot, i - 0.45), gid=f"bars-{i}")
            frame.rule((observed, observed), (at, i - 0.45), colour=style.ink, zorder=1.8)
        chart.write_name(i, at)
        band: dict[str, Any] = {"colour": style.loosest.colour, "width": thick, "zorder": 2}
        frame.rule((least, most), (at, at), gid=f"band-{i}", **band)
        frame.rule((mean, mean), (at - tick, at + tick), colour=style.ink, width=1.2, zorder=3)
        mark = Mark(style.paper if least <= observed <= most else style.ink, "circle")
        spot = [observed], [at], [area]
        draw_marks(frame.ax, *spot, mark, style, zorder=4, gid=f"observed-{i}")
        chart.write_numbers(i, at)


def _bars(
    frame: Frame,
    drawn: pd.DataFrame,
    limits: tuple[float, float],
    rows: tuple[float, float],
    gid: str,
) -> None:
    """Draw how many networks have each value, from the row of the foot to that of the tallest."""
    from matplotlib.collections import PolyCollection

    edges, counts = _gathered(drawn, limits)
    foot, top = rows
    ends = foot + (top - foot) * counts / counts.max(initial=1)
    boxes = [
        [(left, foot), (left, end), (right, end), (right, foot)]
        for (left, right), end in zip(edges.tolist(), ends.tolist(), strict=True)
    ]
    style = frame.sheet.style
    look: dict[str, Any] = {"facecolor": style.faint, "edgecolor": style.paper, "linewidth": 0.4}
    frame.ax.add_collection(PolyCollection(boxes, zorder=1.5, gid=gid, **look), autolim=False)


def _gathered(
    drawn: pd.DataFrame, limits: tuple[float, float]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return the two ends of each bar, and how many draws it holds; infinite values have no bar.

    Few values have a bar each, as wide as the smallest step between two, and a twentieth of the
    axis at most; many are gathered.

    Examples
    --------
    >>> few = pd.DataFrame({"value": [0.0, 0.5, 1.0], "draws": [1, 2, 1]})
    >>> edges, counts = _gathered(few, (-5, 15))
    >>> edges.tolist(), counts.tolist()
    ([[-0.25, 0.25], [0.25, 0.75], [0.75, 1.25]], [1.0, 2.0, 1.0])
    """
    finite = drawn[np.isfinite(drawn["value"])]
    values = finite["value"].to_numpy(float)
    counts = finite["draws"].to_numpy(float)
    spread = limits[1] - limits[0]
    if len(values) > _BARS:
        held, ends = np.histogram(values, bins=_BARS, weights=counts)
        return np.stack([ends[:-1], ends[1:]], axis=1), held.astype(float)
    half = min(np.diff(values).min(initial=spread / _BARS), spread / _BARS * 2) / 2
    return np.stack([values - half, values + half], axis=1), counts


def _limits(table: pd.DataFrame) -> tuple[float, float]:
    """Return the ends of the axis: all the values, with some air, and zero when it is near."""
    drawn = [held["value"].to_numpy(float) for held in table["drawn"] if held is not None]
    shown = table[["observed", "low", "high", "expected"]].to_numpy(dtype=float)
    values = np.concatenate([shown.ravel(), *drawn])
    values = values[np.isfinite(values)]
    low, high = float(values.min()), float(values.max())
    spread = high - low or abs(high) or 1.0
    if 0 < low < 0.5 * spread:
        low = 0.0
    if -0.5 * spread < high < 0:
        high = 0.0
    return low - 0.06 * spread, high + 0.06 * spread
