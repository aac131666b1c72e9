"""How the actors and ties of a network map are drawn: marks by group, lines by level, areas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from concertnet.maps.nodelink.contents import Contents
from concertnet.maps.nodelink.emphasis import Emphasis
from concertnet.maps.paper.style import Line, Mark, Style, between

__all__ = ["MapMarks"]

_MANY_LINES = 4000  # lines beyond which they pale, so that marks are still seen
_SUBJECT_AREA = 58.0  # least area of a mark that the map is about, in square points
_LEAST_AREA = 1.5  # square points under which a mark has no colour


@dataclass(frozen=True, eq=False)
class MapMarks:
    """How every actor and tie of a map is drawn.

    Attributes
    ----------
    groups : mapping of group to Mark
        In the order of the legend; the key None is the unknown group, or everyone without `by`.
    by : object
        What the groups are.
    lines : tuple of Line
        One per level; the last one is for ties of unknown level.
    areas : ndarray of float
        Area of every actor's mark, in square points.
    full_area : float
        Multiplier of areas: under 1 when there are many actors.
    bold, ringed : frozenset of int
        Whom a map of missing links is about, and who could introduce them: the others recede.
    """

    groups: Mapping[str | None, Mark]
    by: object
    lines: tuple[Line, ...]
    areas: np.ndarray
    full_area: float
    bold: frozenset[int] = frozenset()
    ringed: frozenset[int] = frozenset()

    @property
    def focus(self) -> frozenset[int]:
        """Whom the map is about: where there is nobody, nobody recedes."""
        return self.bold | self.ringed

    def about(self, emphasis: Emphasis, shown: int, zoom: float) -> MapMarks:
        """Return these marks where some stand out: none of theirs is small."""
        areas = self.areas.copy()
        bold, ringed = emphasis.actors, emphasis.introducers(shown)
        for i in bold | ringed:
            areas[i] = max(areas[i], _SUBJECT_AREA * zoom**2)
        return replace(self, areas=areas, bold=bold, ringed=ringed)

    @classmethod
    def of(cls, contents: Contents, style: Style, by: object, zoom: float = 1.0) -> MapMarks:
        """Return the marks of `contents`."""
        groups: dict[str | None, Mark] = {**style.marks(contents.groups, by)}
        groups[None] = style.unknown if by is not None else style.sectors[0][1]
        levels = style.lines(contents.scale) if contents.scale is not None else ()
        m = max(len(contents.ends), 1)
        thin = min(1.0, max(0.15, (260 / m) ** 0.5))
        dark = min(1.0, max(0.25, (_MANY_LINES / m) ** 0.5))
        lines = tuple(
            replace(line, colour=between(style.paper, line.colour, dark))
            for line in (*levels, style.line_of_unknown(len(levels)))
        )
        full = min(1.0, max(_LEAST_AREA / style.least_area, 100 / max(len(contents.actors), 1)))
        full *= zoom**2
        most = int(contents.ties.max(initial=0))
        areas = np.array([style.area(int(n), most) * full for n in contents.ties])
        return cls(groups, by, _thinner(lines, thin * max(zoom, 0.6)), areas, full)


def _thinner(lines: tuple[Line, ...], share: float) -> tuple[Line, ...]:
    """Return lines of a share of their widths: many wide lines would make one black spot."""
    return tuple(replace(line, width=round(line.width * share, 3)) for line in lines)
