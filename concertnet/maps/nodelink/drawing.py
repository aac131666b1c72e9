"""Drawing a placed network map: lines, marks, names, tray and key."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from concertnet.maps.nodelink.canvas import MapPage
from concertnet.maps.nodelink.name_placing import Placed
from concertnet.maps.nodelink.placement import Placement
from concertnet.maps.paper.halo import halo
from concertnet.maps.paper.key import draw_key
from concertnet.maps.paper.marks import draw_marks, stroke
from concertnet.maps.paper.page import Sheet

__all__ = ["draw_placement"]

_LAYERS = {"tray": 0.5, "ties": 1.0, "gaps": 2.0, "halo": 2.5, "marks": 3.0, "names": 4.0}


def draw_placement(page: MapPage, found: Placement) -> None:
    """Draw a network map whose every place is known.

    Parameters
    ----------
    page : MapPage
        The page, its legend already drawn.
    found : Placement
        Where everything stands.
    """
    sheet, ax = page.sheet, page.sheet.ax
    scale, origin = found.scale, found.origin
    # The coordinates of the axes are those of the layout, so that one can add to the map.
    ax.set_xlim(-origin[0] / scale[0], (sheet.width - origin[0]) / scale[0])
    ax.set_ylim(-origin[1] / scale[1], (sheet.height - origin[1]) / scale[1])

    def to_data(points: np.ndarray) -> np.ndarray:
        return (points - origin) / scale

    if found.tray.height:
        _draw_tray(sheet, found)
    _draw_ties(page, [to_data(line) for line in found.ties])
    _draw_gaps(page, [to_data(line) for line in found.gaps])
    places = to_data(found.centres)
    drawn = np.ones(len(places), dtype=bool)
    drawn[list(found.tray.hidden)] = False
    groups = np.array([group or "" for group in page.contents.groups], dtype=object)
    for group, mark in page.marks.groups.items():
        of = np.flatnonzero(drawn & (groups == (group or "")))
        # The large ones first: a small mark is never hidden.
        of = of[np.argsort(-page.marks.areas[of], kind="stable")]
        if len(of):
            draw_marks(
                ax,
                places[of, 0].tolist(),
                places[of, 1].tolist(),
                page.marks.areas[of].tolist(),
                mark,
                sheet.style,
                zorder=_LAYERS["marks"],
                clip_on=False,
                label=group or "",
            )
    for i, placed in sorted(found.labels.items()):
        under = sheet.style.tray if i in found.tray.places else sheet.style.paper
        _draw_name(page, i, placed, places[i], found.centres[i], under)
    _draw_key(page, found)


def _draw_tray(sheet: Sheet, found: Placement) -> None:
    from matplotlib.patches import Rectangle

    left, bottom, right, top = found.tray.box
    size = sheet.size("text")
    sheet.ax.add_patch(
        Rectangle(
            (left / sheet.width, bottom / sheet.height),
            (right - left) / sheet.width,
            (top - bottom) / sheet.height,
            transform=sheet.ax.transAxes,
            facecolor=sheet.style.tray,
            edgecolor="none",
            zorder=_LAYERS["tray"],
        )
    )
    for k, line in enumerate(found.tray.title):
        sheet.text(
            left + 7 * sheet.zoom,
            top - 7 * sheet.zoom - size * (0.95 + 1.3 * k),
            line,
            fontsize=size,
            fontweight="bold",
            color=sheet.style.ink,
            zorder=_LAYERS["names"],
        )
    if found.tray.more is not None:
        x, y, text = found.tray.more
        sheet.text(
            x,
            y,
            text,
            va="center",
            fontsize=sheet.size("label"),
            color=sheet.style.soft,
            zorder=_LAYERS["names"],
        )


def _draw_ties(page: MapPage, lines: Sequence[np.ndarray]) -> None:
    from matplotlib.collections import LineCollection

    ranks = page.contents.ranks
    for rank in sorted(set(ranks.tolist())):
        line = page.marks.lines[rank]
        page.sheet.ax.add_collection(
            LineCollection(
                [points for points, r in zip(lines, ranks, strict=True) if r == rank],
                **stroke(line),
                capstyle="round",
                joinstyle="round",
                zorder=_LAYERS["ties"] + 0.01 * (rank + 1),
                clip_on=False,
            ),
            autolim=False,
        )


def _draw_gaps(page: MapPage, lines: Sequence[np.ndarray]) -> None:
    from matplotlib.collections import LineCollection

    style = page.sheet.style
    # One after the other, so that each has its casing over the ones before.
    for k, points in enumerate(lines):
        for under, line in enumerate((style.casing, style.missing)):
            page.sheet.ax.add_collection(
                LineCollection(
                    [points],
                    **stroke(line),
                    capstyle="butt",
                    zorder=_LAYERS["gaps"] + 0.001 * (2 * k + under),
                    clip_on=False,
                ),
                autolim=False,
            )


def _draw_name(
    page: MapPage, i: int, placed: Placed, place: np.ndarray, centre: np.ndarray, under: str
) -> None:
    """Write a name: a halo drawn as lines, and above it plain text, which stays text in a file."""
    align = {-1: "right", 0: "center", 1: "left"}[placed.side]
    shift = placed.side * placed.wording.width / 2
    style = page.sheet.style
    for layer in ("halo", "names"):
        name = page.sheet.ax.annotate(
            placed.wording.text,
            xy=(float(place[0]), float(place[1])),
            xytext=(placed.x - shift - float(centre[0]), placed.y - float(centre[1])),
            textcoords="offset points",
            ha=align,
            va="center",
            multialignment=align,
            linespacing=page.sheet.ruler.spacing,
            fontsize=page.size,
            color=style.ink if layer == "names" else under,
            zorder=_LAYERS[layer],
            annotation_clip=False,
            parse_math=False,
            usetex=False,
            gid=f"{layer}-{i}",
        )
        if layer == "halo":
            name.set_path_effects([halo(under)])


def _draw_key(page: MapPage, found: Placement) -> None:
    heading = page.w["map_key"]
    for column, part in found.key_parts:
        draw_key(page.sheet, column, found.key[part], heading)
        heading = ""
    if found.unnamed:
        page.remark(page.w("map_unnamed", n=found.unnamed))
