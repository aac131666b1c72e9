"""A network map being laid on its page: where marks, lines and names stand, in points."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from concertnet.maps.nodelink.contents import Contents
from concertnet.maps.nodelink.curves import gap_bends, pieces, tie_bends
from concertnet.maps.nodelink.emphasis import Emphasis
from concertnet.maps.nodelink.marks import MapMarks
from concertnet.maps.nodelink.name_placing import Placed, Wording, place_labels, wordings
from concertnet.maps.nodelink.placement import Placement
from concertnet.maps.nodelink.stubs import place_stubs, stub_width
from concertnet.maps.nodelink.tray import Tray, make_tray
from concertnet.maps.paper.key import WIDEST_NUMBER, KeyColumn, key_height, key_number, pour_key
from concertnet.maps.paper.legend import Section, column_width, draw_column
from concertnet.maps.paper.marks import RING_GAP, bent
from concertnet.maps.paper.naming import naming_order, short_forms
from concertnet.maps.paper.page import Sheet
from concertnet.maps.paper.style import polygon
from concertnet.words import Words, in_order

__all__ = ["STRETCH", "Box", "Fit", "MapPage", "layout_fit"]

Box = tuple[float, float, float, float]  # left, bottom, right and top, in points
# From places of a layout and the room of the map to their scale and origin on the sheet.
Fit = Callable[[np.ndarray, Box], tuple[np.ndarray, np.ndarray]]
# From centres of marks and the room of the map to other centres.
Move = Callable[[np.ndarray, Box], np.ndarray]

STRETCH = 1.45  # the library's own layout may be stretched by this much to fill the page
_KEY_SHARE = 0.2  # of the height, at most, for the end of the key under the map
_KEY_COLUMN = 170.0
_KEY_GAP = 12.0  # between the columns of a key
_WIDEST = 98.0  # line of a name, in points
_DEAR, _DEARER = 10, 3.0  # so many of the most connected are cut and numbered last
_NAMED = 300  # actors above which only those with most ties are named, ...
_FEW = 60  # ... this many


def layout_fit(zoom: float, stretch: float = 1.0, *, whole: bool = False) -> Fit:
    """Return how a layout is set in a room, with air for marks and names.

    Parameters
    ----------
    zoom : float
        The scale of the page.
    stretch : float
        How much more one direction of the layout may be enlarged than the other.
    whole : bool
        Whether even a few actors fill the room.
    """

    def fit(xy: np.ndarray, room: Box) -> tuple[np.ndarray, np.ndarray]:
        left, bottom, right, top = room
        air = np.array([30.0, 16.0]) * zoom
        size = np.maximum(np.array([right - left, top - bottom]) - 2 * air, 1.0)
        centre = np.array([left + right, bottom + top]) / 2
        if not len(xy):
            return np.array([1.0, 1.0]) * size.min(), centre
        # Three actors need not fill a page.
        size = size * (1.0 if whole else min(1.0, 0.35 + 0.06 * len(xy)))
        low, extent = xy.min(axis=0), np.ptp(xy, axis=0)
        scale = size / np.where(extent < 1e-9, np.inf, extent)
        positive = scale[scale > 0]
        least = float(positive.min()) if len(positive) else 1.0
        scale = np.where(scale > 0, np.minimum(scale, stretch * least), least)
        return scale, centre - scale * (low + extent / 2)

    return fit


class MapPage:
    """The room of a network map on a sheet.

    Parameters
    ----------
    sheet : Sheet
        The page, its title and notes already written.
    contents : Contents
        What is drawn.
    marks : MapMarks
        How it is drawn.
    w : Words
        The language.
    sections : sequence of Section
        The legend, drawn at once in a column at the right.
    about : Emphasis, optional
        Whom the map is about, and the missing links.
    shown : int
        How many of those are drawn.
    below : float
        Room kept between the map and its tray, in points.
    text : str
        Which of the sizes of the style the names have.
    """

    def __init__(
        self,
        sheet: Sheet,
        contents: Contents,
        marks: MapMarks,
        w: Words,
        sections: Sequence[Section],
        about: Emphasis | None = None,
        shown: int = 0,
        *,
        below: float = 0.0,
        text: str = "label",
    ) -> None:
        self._below = below
        about = about or Emphasis()
        self.gaps = about.pairs[:shown]
        self.reached = {i for pair in self.gaps for i in pair}
        self._alone = {i: w.number(n) for i, n in sorted(about.alone.items())}
        self.sheet, self.contents, self.marks, self.w = sheet, contents, marks, w
        n = len(contents.actors)
        # Of a large network few are named: only their names must differ once they are cut.
        busiest = np.argsort(-contents.ties, kind="stable").tolist()
        alone = np.flatnonzero(contents.ties == 0).tolist()
        may = range(n) if n <= _NAMED else sorted({*busiest[:_FEW], *marks.focus, *alone[:_FEW]})
        cuts = short_forms([contents.names[i] for i in may])
        self._cuts = dict(zip(may, cuts, strict=True))
        self._trays: dict[tuple[bytes, Box], Tray] = {}
        self._ways: dict[int, list[Wording]] = {}
        size = sheet.size(text)
        self.size = round(size if n <= 90 else max(0.88 * size, min(size, sheet.least)), 2)
        self._widest = _WIDEST * self.size / sheet.style.label_size
        width = column_width(sheet, sections)
        box = (sheet.right - width, sheet.bottom, width, max(sheet.top - sheet.bottom, 1.0))
        # a remark on names left out may come under it
        self._under_legend = draw_column(sheet, sections, box, spare=4 * sheet.size("note"))
        self._legend_width = width
        self._remarked = 0  # lines of remarks under it
        gutter = 18 * sheet.zoom
        self.frame = (sheet.left, sheet.bottom, sheet.right - width - gutter, sheet.top)
        extent = {
            mark.shape: np.abs(np.array(polygon(mark.shape))).max(axis=0)
            for mark in marks.groups.values()
        }
        halves = [
            extent[marks.groups[group].shape] * np.sqrt(area)
            for group, area in zip(contents.groups, marks.areas, strict=True)
        ]
        self.halves = np.array(halves).reshape(-1, 2) + sheet.style.outline_width / 2
        ringed = sorted(marks.ringed)
        radii = 1.12 * np.sqrt(marks.areas[ringed] / np.pi) + RING_GAP + 1.0
        self.halves[ringed] = np.maximum(self.halves[ringed], radii[:, None])

    def aspect(self, apart: np.ndarray) -> float:
        """Return the ratio of the room that is left to the map when `apart` stand in the tray."""
        left, bottom, right, top = self.room_above(self._tray(apart, self.frame))
        return float(np.clip((right - left) / max(top - bottom, 1.0), 0.4, 3.0))

    def room_above(self, tray: Tray) -> Box:
        """Return the box of the map above its tray."""
        left, _, right, top = self.frame
        gap = 8 * self.sheet.zoom if tray.height else 0.0
        return left, tray.box[3] + gap + self._below, right, top

    def place(
        self,
        layout: pd.DataFrame,
        apart: np.ndarray,
        *,
        fit: Fit,
        move: Move | None = None,
        walls: Sequence[np.ndarray] = (),
    ) -> Placement:
        """Find the place of everything; a key too long for the legend goes on under the map.

        Parameters
        ----------
        layout : DataFrame
            `x` and `y` of every actor, in the order of the contents.
        apart : ndarray of bool
            Who stands in the tray.
        fit : function
            How the layout is set in the room of the map, such as `layout_fit`.
        move : function, optional
            What moves marks once they are set.
        walls : sequence of ndarray, shape (2, 2)
            Limits that no name may stand across, in the coordinates of the layout.
        """
        xy = layout[["x", "y"]].to_numpy(dtype=float)

        def arrange(frame: Box) -> Placement:
            tray = self._tray(apart, frame)
            room = self.room_above(tray)
            scale, origin = fit(xy[~apart], room)
            centres = origin + scale * xy
            centres = centres if move is None else move(centres, room)
            limits = np.array([origin + scale * wall for wall in walls]).reshape(-1, 4)
            return self._arrange(frame, tray, room, centres, scale, origin, limits)

        found = arrange(self.frame)
        columns = [self._legend_column(remark=found.unnamed > 0)]
        parts = pour_key(self.sheet, self._key(found.labels), columns)
        if parts is None:
            left, bottom, right, top = self.frame
            columns = [self._legend_column(remark=True)]
            # A few lines at the end of the legend would only scatter the key.
            few = columns[0].height < key_height(self.sheet, 4)
            columns = [] if few else columns
            height = self._key_height_below(self._key(found.labels), columns)
            columns += self._columns_below(height, headed=few)
            above = (left, bottom + height + 10 * self.sheet.zoom, right, top)
            found = arrange(above)
            found, parts = self._with_room_for_key(found, columns)
        return self._numbered(replace(found, key_parts=parts))

    def remark(self, text: str) -> None:
        """Write a remark at the foot of the legend's column, over those already there."""
        sheet, size = self.sheet, self.sheet.size("note")
        lines = sheet.ruler.wrap(text, size, self._legend_width)
        for k, line in enumerate(reversed(lines)):
            sheet.text(
                sheet.right - self._legend_width,
                sheet.bottom + size * (0.25 + 1.3 * (k + self._remarked)),
                line,
                fontsize=size,
                color=sheet.style.soft,
            )
        self._remarked += len(lines)

    def _legend_column(self, *, remark: bool) -> KeyColumn:
        """Return the room for the key under the legend; a remark on names left out may follow."""
        sheet, width = self.sheet, self._legend_width
        spare = 4 * sheet.size("note") if remark else 0.0
        height = max(self._under_legend - spare, 0.0)
        bottom = sheet.bottom + self._under_legend - height
        return KeyColumn(sheet.right - width, bottom, width, height, headed=True)

    def _columns_below(self, height: float, *, headed: bool) -> list[KeyColumn]:
        left, bottom, right, _ = self.frame
        gap = _KEY_GAP * self.sheet.zoom
        n = max(1, int((right - left) / (_KEY_COLUMN * self.sheet.zoom)))
        wide = (right - left + gap) / n
        return [
            KeyColumn(left + k * wide, bottom, wide - gap, height, headed=headed) for k in range(n)
        ]

    def _key_height_below(self, key: list[tuple[str, str]], beside: list[KeyColumn]) -> float:
        """Return the least height, within a share of the page, at which the whole key fits."""
        _, bottom, _, top = self.frame
        most = _KEY_SHARE * (top - bottom)
        for rows in range(2, 200):
            height = key_height(self.sheet, rows, headed=not beside)
            if height > most:
                return most
            # A smaller map shortens a few names more: a row is kept for them.
            below = self._columns_below(height * (1 - 1 / rows), headed=not beside)
            columns = [*beside, *below]
            if pour_key(self.sheet, key, columns) is not None:
                return height
        return most

    def _tray(self, apart: np.ndarray, frame: Box) -> Tray:
        """Return the tray of `apart`, made once: a map asks for its height, then for its names."""
        known = apart.tobytes(), frame
        if known not in self._trays:
            self._trays[known] = self._made_tray(apart, frame)
        return self._trays[known]

    def _made_tray(self, apart: np.ndarray, frame: Box) -> Tray:
        c = self.contents
        rank = {group: k for k, group in enumerate(self.marks.groups)}
        # Those that a missing link reaches stand in the first row, where no name is in its way.
        order = sorted(
            np.flatnonzero(apart).tolist(),
            key=lambda i: (i not in self.reached, rank[c.groups[i]], in_order(c.names[i])),
        )
        return make_tray(
            self.sheet,
            self.w,
            [(i, c.names[i]) for i in order],
            frame,
            size=self.size,
            half=float(self.halves[order, 0].max()) if order else 0.0,
            alone=bool(apart.all()),
            before=stub_width(
                self.sheet, {i: self._alone[i] for i in order if i in self._alone}, self.size
            ),
            short=self._cuts,
        )

    def _arrange(
        self,
        frame: Box,
        tray: Tray,
        room: Box,
        centres: np.ndarray,
        scale: np.ndarray,
        origin: np.ndarray,
        walls: np.ndarray,
    ) -> Placement:
        """Find the lines and names of marks that stand."""
        on_map = np.ones(len(centres), dtype=bool)
        for i, spot in tray.places.items():
            centres[i], on_map[i] = spot, False
        for i in tray.hidden:
            centres[i], on_map[i] = (tray.more or tray.box)[:2], False

        radii = self.halves.mean(axis=1)
        bends = tie_bends(self.contents.ends, centres, radii)
        ties = [
            bent(centres[a], centres[b], bend)
            for (a, b), bend in zip(self.contents.ends, bends, strict=True)
        ]
        arcs_bent = gap_bends(
            self.gaps, centres, radii, obstacles=_along(tray.labels), inside=(*frame[:2], *room[2:])
        )
        arcs = [
            bent(centres[a], centres[b], bend, steps=28)
            for (a, b), bend in zip(self.gaps, arcs_bent, strict=True)
        ]
        segments = self._segments(ties, arcs)
        labels = dict(tray.labels) | self._names(centres, on_map, segments, room, walls)
        hidden = set(tray.hidden)
        stubs = place_stubs(
            self.sheet,
            {i: text for i, text in self._alone.items() if i not in hidden},
            centres,
            self.halves,
            aside=tray.places,
            labels=labels.values(),
            segments=segments,
            inside=room,
            size=self.size,
        )
        unnamed = len(self.contents.actors) - len(labels) - len(tray.hidden)
        return Placement(centres, scale, origin, ties, arcs, labels, [], unnamed, tray, stubs)

    def _segments(self, ties: list[np.ndarray], arcs: list[np.ndarray]) -> np.ndarray:
        """Return the lines in pieces, with what a name that covers them costs."""
        lines, ranks = self.marks.lines, self.contents.ranks
        by_level = [
            pieces(
                [tie for tie, rank in zip(ties, ranks, strict=True) if rank == level],
                0.01 + 0.02 * lines[level].width,
            )
            for level in sorted(set(ranks.tolist()))
        ]
        return np.concatenate([*by_level, pieces(arcs, 0.06)])

    def _names(
        self,
        centres: np.ndarray,
        on_map: np.ndarray,
        segments: np.ndarray,
        room: Box,
        walls: np.ndarray,
    ) -> dict[int, Placed]:
        """Name the most connected first, who are cut last; on a small page, the subject first."""
        c, focus = self.contents, self.marks.focus
        small = self.sheet.small
        first = focus | self.reached if small else frozenset()
        order = [i for i in naming_order(c.ties.tolist(), c.names, first=first) if on_map[i]]
        # as tied as the tenth is among the most connected
        tenth = sorted((int(c.ties[i]) for i in order), reverse=True)[:_DEAR][-1:]
        dear = {i for i in order if tenth and c.ties[i] >= max(tenth[0], 2)} | focus
        many = len(order) > _NAMED
        named = [*order[:_FEW], *(i for i in order[_FEW:] if i in focus)] if many else order
        choices: list[list[Wording]] = [[] for _ in c.actors]
        for i in named:
            if i not in self._ways:
                ways = wordings(
                    self.sheet.ruler,
                    c.names[i],
                    self.size,
                    widest=self._widest,
                    short=self._cuts.get(i),
                    dear=_DEARER if i in dear and not small else 1.0,
                )
                self._ways[i] = self._without_key(ways, cut=i in focus) if small else ways
            choices[i] = self._ways[i]
        placed = place_labels(
            centres,
            self.halves,
            choices,
            order=order,
            segments=segments,
            inside=room,
            walls=walls,
            dear=focus,
        )
        return {i: p for i, p in enumerate(placed) if p is not None}

    def _without_key(self, ways: Sequence[Wording], *, cut: bool) -> list[Wording]:
        """Return the ways to write a name on a page that has no room for a key: fewer names.

        No two names are cut alike, so that those which are need no number.
        """
        found = [way for way in ways if way.whole]
        for way in ways if cut else ():
            text = way.text.removesuffix(WIDEST_NUMBER).rstrip()
            if text and not way.whole:
                box = self.sheet.ruler.box(text, self.size)
                found.append(Wording(text, *box, way.cost))
        return found

    def _short(self, labels: Mapping[int, Placed]) -> list[int]:
        """Return the actors whose names are shortened, in alphabetical order."""
        names = self.contents.names
        short = [i for i, placed in labels.items() if not placed.wording.whole]
        return sorted(short, key=lambda i: (in_order(names[i]), i))

    def _key(self, labels: Mapping[int, Placed]) -> list[tuple[str, str]]:
        return [(str(k), self.contents.names[i]) for k, i in enumerate(self._short(labels), 1)]

    def _numbered(self, found: Placement) -> Placement:
        """Write the numbers of the key in the shortened names."""
        labels = dict(found.labels)
        for number, i in enumerate(self._short(labels), start=1):
            wording = labels[i].wording
            text = wording.text.removesuffix(WIDEST_NUMBER) + key_number(number)
            labels[i] = replace(labels[i], wording=replace(wording, text=text))
        return replace(found, labels=labels, key=self._key(labels))

    def _with_room_for_key(
        self, found: Placement, columns: list[KeyColumn]
    ) -> tuple[Placement, list[tuple[KeyColumn, slice]]]:
        """Leave off the map the shortened names for which the key has no room."""
        labels = dict(found.labels)
        ties, apart = self.contents.ties, found.tray.places
        least = sorted(self._short(labels), key=lambda i: (i in apart, ties[i], -i), reverse=True)
        parts = pour_key(self.sheet, self._key(labels), columns)
        while parts is None:
            del labels[least.pop()]
            parts = pour_key(self.sheet, self._key(labels), columns)
        unnamed = found.unnamed + len(found.labels) - len(labels)
        return replace(found, labels=labels, unnamed=unnamed), parts


def _along(labels: Mapping[int, Placed]) -> np.ndarray:
    """Return points along names, a few points apart, shape (k, 2)."""
    points = [
        (x, placed.y)
        for placed in labels.values()
        for x in np.arange(placed.box[0] + 3.0, placed.box[2] + 1.0, 6.0)
    ]
    return np.array(points).reshape(-1, 2)
