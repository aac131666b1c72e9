"""A wave on its panel: marks at fixed places, ties that stay, are new, are gone, a few names."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from concertnet.maps.nodelink.contents import Contents
from concertnet.maps.nodelink.curves import pieces
from concertnet.maps.nodelink.key import MapMarks
from concertnet.maps.nodelink.name_placing import Placed, place_labels, wordings
from concertnet.maps.paper.halo import halo
from concertnet.maps.paper.page import Sheet, draw_marks
from concertnet.maps.paper.style import Line, Mark
from concertnet.words import Words

__all__ = ["Panel", "draw_panel"]

_WIDEST = 84.0  # line of a name, in points
_NAMED_FROM = 200.0  # width of a panel on which actors are named
_AIR = 12.0  # round the marks of a panel, in points


@dataclass(frozen=True, eq=False)
class Panel:
    """A wave, the one before, and the box where it is drawn, in points.

    Attributes
    ----------
    contents, before : Contents
        The wave, and the one before it; None for the first one.
    heading : str
        Its date.
    box : tuple of float
        Left, bottom, right and top.
    named : sequence
        The actors that are named.
    most : int
        Ties of the actor that has most of them at any wave: what areas are measured by.
    """

    contents: Contents
    before: Contents | None
    heading: str
    box: tuple[float, float, float, float]
    named: Sequence[Hashable]
    most: int


def draw_panel(sheet: Sheet, w: Words, panel: Panel, places: pd.DataFrame, marks: MapMarks) -> None:
    """Draw a wave on a sheet whose axes are in points.

    Parameters
    ----------
    sheet, w : Sheet, Words
        The page and the language.
    panel : Panel
        What is drawn, and where.
    places : DataFrame
        `x` and `y` of every actor tied at some wave.
    marks : MapMarks
        How groups and levels are drawn.
    """
    now = _pairs(panel.contents)
    then = _pairs(panel.before) if panel.before is not None else now
    new, gone = now.keys() - then.keys(), then.keys() - now.keys()
    room = _head(sheet, w, panel, len(now), len(new), len(gone))
    spots = _spots(places, room, sheet.zoom)
    shrink = min(1.0, (room[2] - room[0]) / 340)
    lines = [replace(line, width=max(0.45, line.width * shrink)) for line in marks.lines]
    fresh, lost, core = sheet.style.new, sheet.style.lost, sheet.style.new_core
    tied: list[np.ndarray] = []
    for pair, rank in sorted(now.items(), key=lambda item: (item[0] in new, item[1], str(item[0]))):
        line = lines[rank]
        if pair in new:
            least = 0.9 if core is None else fresh.width
            line = Line(fresh.colour, max(least, line.width))
        kind = "new" if pair in new else "tie"
        tied.append(_tie(sheet, spots, pair, line, f"{kind}-{panel.heading}"))
        if pair in new and core is not None:
            _tie(sheet, spots, pair, replace(core, width=0.45 * line.width), "core")
    for pair in sorted(gone, key=str):
        tied.append(_tie(sheet, spots, pair, lost, f"lost-{panel.heading}"))
    _marks_and_names(sheet, panel, spots, marks, tied, room, shrink)


def _pairs(contents: Contents) -> dict[tuple[Hashable, Hashable], int]:
    """Return the level of each tie, by its two actors in the order of their ids."""
    pairs = zip(contents.ends.tolist(), contents.ranks.tolist(), strict=True)
    return {(contents.actors[a], contents.actors[b]): rank for (a, b), rank in pairs}


def _head(
    sheet: Sheet, w: Words, panel: Panel, ties: int, new: int, gone: int
) -> tuple[float, float, float, float]:
    """Write date, ties, what changed and density; return the box that is left."""
    left, bottom, right, top = panel.box
    size, small = sheet.size("text"), sheet.size("note")
    y = top - size
    sheet.text(left, y, panel.heading, fontsize=size, fontweight="bold", color=sheet.style.ink)
    n = len(panel.contents.actors)
    density = 2 * ties / (n * (n - 1)) if n > 1 else float("nan")
    parts = [w("n_actors", n=n), w("n_ties", n=ties)]
    if panel.before is not None:
        parts.append(f"+{w.number(new)} \u2212{w.number(gone)}")
    parts.append(w("chart_waves_density", share=w.percent(density, 1)))
    for line in sheet.ruler.wrap("  ".join(parts), small, right - left):
        y -= 1.35 * small
        sheet.text(left, y, line, fontsize=small, color=sheet.style.soft)
    return left, bottom, right, y - 4 * sheet.zoom


def _spots(
    places: pd.DataFrame, room: tuple[float, float, float, float], zoom: float
) -> dict[Hashable, np.ndarray]:
    """Return where each actor stands in the box, in points."""
    left, bottom, right, top = room
    xy = places.to_numpy(dtype=float)
    low, extent = xy.min(axis=0), np.maximum(np.ptp(xy, axis=0), 1e-9)
    size = np.maximum(np.array([right - left, top - bottom]) - 2 * _AIR * zoom, 1.0)
    scale = size / extent
    # The same shape at every size of page, opened a little to fill its box.
    scale = np.minimum(scale, 1.6 * scale.min())
    centre = np.array([left + right, bottom + top]) / 2
    points = centre + scale * (xy - low - extent / 2)
    return dict(zip(places.index, points, strict=True))


def _tie(
    sheet: Sheet,
    spots: dict[Hashable, np.ndarray],
    pair: tuple[Hashable, Hashable],
    line: Line,
    gid: str,
) -> np.ndarray:
    points = np.array([spots[pair[0]], spots[pair[1]]])
    sheet.ax.plot(
        points[:, 0],
        points[:, 1],
        color=line.colour,
        linewidth=line.width,
        linestyle=(0, line.dash) if line.dash else "-",
        solid_capstyle="round",
        dash_capstyle="butt",
        zorder=1.0,
        clip_on=False,
        gid=gid,
    )
    return points


def _marks_and_names(
    sheet: Sheet,
    panel: Panel,
    spots: dict[Hashable, np.ndarray],
    marks: MapMarks,
    tied: list[np.ndarray],
    room: tuple[float, float, float, float],
    shrink: float,
) -> None:
    c, style = panel.contents, sheet.style
    here = [i for i, actor in enumerate(c.actors) if actor in spots]
    centres = np.array([spots[c.actors[i]] for i in here]).reshape(-1, 2)
    areas = np.array([style.area(int(c.ties[i]), panel.most) for i in here]) * marks.full_area
    areas = np.maximum(areas * shrink**1.5, 7.0)
    for group, mark in marks.groups.items():
        of = [k for k, i in enumerate(here) if c.groups[i] == group or marks.by is None]
        if of:
            shown: Mark = mark
            spot = centres[of, 0].tolist(), centres[of, 1].tolist(), areas[of].tolist()
            draw_marks(sheet.ax, *spot, shown, style, zorder=3.0, clip_on=False)
    size = sheet.size("label")
    # On a small panel, a name would stand too far from its mark.
    wide = room[2] - room[0] > _NAMED_FROM * sheet.zoom
    wanted = set(panel.named) if wide else set()
    named = [k for k, i in enumerate(here) if c.actors[i] in wanted and c.ties[i]]
    choices = [
        [
            way
            for way in wordings(
                sheet.ruler, c.names[i], size, widest=_WIDEST * sheet.zoom, key="[88]"
            )
            if way.whole and k in named
        ]
        for k, i in enumerate(here)
    ]
    halves = np.sqrt(areas / np.pi)[:, None].repeat(2, axis=1) + 0.5
    order = sorted(named, key=lambda k: (-c.ties[here[k]], k))
    segments = pieces(tied, 0.02)
    placed = place_labels(centres, halves, choices, order=order, segments=segments, inside=room)
    for label in placed:
        if label is not None:
            _name(sheet, label, size)


def _name(sheet: Sheet, placed: Placed, size: float) -> None:
    """Write a name on its halo: plain text above, which stays text in a file."""
    align = {-1: "right", 0: "center", 1: "left"}[placed.side]
    x = placed.x + placed.side * -placed.wording.width / 2
    for layer, colour in ((2.5, sheet.style.paper), (4.0, sheet.style.ink)):
        text = sheet.text(
            x,
            placed.y,
            placed.wording.text,
            fontsize=size,
            ha=align,
            va="center",
            multialignment=align,
            linespacing=sheet.ruler.spacing,
            color=colour,
            zorder=layer,
            gid="halo" if layer < 3 else "name",
        )
        if layer < 3:
            text.set_path_effects([halo(sheet.style.paper)])
