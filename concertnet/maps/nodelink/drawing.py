"""Drawing a placed network map: lines, marks, names, tray and key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from concertnet.maps.nodelink.canvas import MapPage
from concertnet.maps.nodelink.name_placing import Placed
from concertnet.maps.nodelink.placement import Placement
from concertnet.maps.paper.halo import halo
from concertnet.maps.paper.key import draw_key
from concertnet.maps.paper.marks import draw_marks, draw_rings, stroke
from concertnet.maps.paper.page import Sheet
from concertnet.maps.paper.style import Line, between

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
    _draw_leaders(page, [placed for placed in found.labels.values() if placed.leader], to_data)
    places = to_data(found.centres)
    drawn = np.ones(len(places), dtype=bool)
    drawn[list(found.tray.hidden)] = False
    _draw_marks(page, places, drawn)
    _draw_stubs(page, found)
    is_bare = not (found.gaps or found.stubs)  # no line reaches those who have no tie

    def halo_of(i: int) -> str | None:
        if i in found.tray.places:
            return None if is_bare else sheet.style.tray
        return sheet.style.paper

    for i, placed in sorted(found.labels.items()):
        _draw_name(page, i, placed, places[i], found.centres[i], halo_of(i))
    _draw_key(page, found)


def _draw_marks(page: MapPage, places: np.ndarray, drawn: np.ndarray) -> None:
    """Draw the marks of each group: those that the map is about stand out, the others recede."""
    style, marks = page.sheet.style, page.marks
    groups = np.array([group or "" for group in page.contents.groups], dtype=object)
    bold, ringed = (
        np.isin(np.arange(len(groups)), sorted(who)) for who in (marks.bold, marks.ringed)
    )
    aside = np.full(len(groups), bool(marks.focus)) & ~bold & ~ringed
    for group, mark in marks.groups.items():
        mine = drawn & (groups == (group or ""))
        pale = replace(mark, colour=between(mark.colour, style.paper, style.recede))
        faint = Line(style.soft, style.outline_width)
        for who, look, edge in (
            (mine & aside, pale, faint),
            (mine & ~aside & ~bold, mark, None),
            (mine & bold, mark, style.subject),
        ):
            of = np.flatnonzero(who)
            # The large ones first: a small mark is never hidden.
            of = of[np.argsort(-marks.areas[of], kind="stable")]
            if len(of):
                draw_marks(
                    page.sheet.ax,
                    places[of, 0].tolist(),
                    places[of, 1].tolist(),
                    marks.areas[of].tolist(),
                    look,
                    style,
                    edge,
                    zorder=_LAYERS["marks"] + 0.1 * (edge is not faint),
                    clip_on=False,
                    label=group or "",
                )
    rings = np.flatnonzero(ringed & drawn)
    if len(rings):
        draw_rings(
            page.sheet.ax,
            places[rings, 0].tolist(),
            places[rings, 1].tolist(),
            marks.areas[rings].tolist(),
            style.introducer,
            zorder=_LAYERS["marks"] + 0.2,
            clip_on=False,
            gid="introducers",
        )


def _draw_stubs(page: MapPage, found: Placement) -> None:
    """Draw the stubs of links that nothing supports, with their numbers."""
    from matplotlib.collections import LineCollection

    sheet, style = page.sheet, page.sheet.style
    if not found.stubs:
        return
    lines = [(stub.line - found.origin) / found.scale for stub in found.stubs.values()]
    sheet.ax.add_collection(
        LineCollection(
            lines,
            **stroke(style.missing),
            capstyle="butt",
            zorder=_LAYERS["gaps"] + 0.3,
            clip_on=False,
            gid="stubs",
        ),
        autolim=False,
    )
    for i, stub in found.stubs.items():
        sheet.text(
            *stub.at,
            stub.text,
            fontsize=page.size,
            ha="center",
            va="center_baseline",
            color=style.ink,
            zorder=_LAYERS["names"],
            gid=f"alone-{i}",
        )


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
    """Draw the ties of each level; where the map is about some, those of others recede."""
    from matplotlib.collections import LineCollection

    ranks, style, focus = page.contents.ranks, page.sheet.style, page.marks.focus
    touch = np.isin(page.contents.ends, sorted(focus)).any(axis=1) | (not focus)
    for rank in sorted(set(ranks.tolist())):
        line = page.marks.lines[rank]
        pale = replace(line, colour=between(line.colour, style.paper, style.recede))
        for near, look in ((False, pale), (True, line)):
            of = np.flatnonzero((ranks == rank) & (touch == near))
            if not len(of):
                continue
            page.sheet.ax.add_collection(
                LineCollection(
                    [lines[k] for k in of.tolist()],
                    **stroke(look),
                    capstyle="round",
                    joinstyle="round",
                    zorder=_LAYERS["ties"] + 0.01 * (rank + 1) + 0.3 * near,
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


def _draw_leaders(
    page: MapPage, labels: Sequence[Placed], to_data: Callable[[np.ndarray], np.ndarray]
) -> None:
    """Draw the thin lines that lead from marks to names that stand off them."""
    from matplotlib.collections import LineCollection

    style = page.sheet.style
    ends = [to_data(np.array(p.leader).reshape(2, 2)) for p in labels if p.leader is not None]
    under = replace(style.casing, width=2.4)
    for layer, line in enumerate((under, style.leader)):
        page.sheet.ax.add_collection(
            LineCollection(
                ends,
                **stroke(line),
                capstyle="butt",
                zorder=_LAYERS["halo"] + 0.1 * (layer + 1),
                clip_on=False,
                gid="leaders" if layer else "leaders-casing",
            ),
            autolim=False,
        )


def _draw_name(
    page: MapPage,
    i: int,
    placed: Placed,
    place: np.ndarray,
    centre: np.ndarray,
    under: str | None,
) -> None:
    """Write a name: a halo drawn as lines, and above it plain text, which stays text in a file.

    The halo has the colour of what is under the name, and none is drawn where nothing else is.
    """
    align = {-1: "right", 0: "center", 1: "left"}[placed.side]
    shift = placed.side * placed.wording.width / 2
    style, focus = page.sheet.style, page.marks.focus
    ink = style.soft if focus and i not in focus and i not in page.reached else style.ink
    for layer, colour in (("halo", under), ("names", ink)):
        if colour is None:
            continue
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
            color=colour,
            zorder=_LAYERS[layer],
            annotation_clip=False,
            parse_math=False,
            usetex=False,
            gid=f"{layer}-{i}",
        )
        if layer == "halo":
            name.set_path_effects([halo(colour)])


def _draw_key(page: MapPage, found: Placement) -> None:
    heading = page.w["map_key"]
    for column, part in found.key_parts:
        draw_key(page.sheet, column, found.key[part], heading)
        heading = ""
    if found.unnamed:
        page.remark(page.w("map_unnamed", n=found.unnamed))
