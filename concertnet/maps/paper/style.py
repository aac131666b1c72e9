"""The visual grammar as plain values: marks of groups, lines of levels, sizes, page.

Nothing here knows a drawing library: the print map and the interactive page read the same values.
Colours are ``#RRGGBB``, widths and sizes are in points (1/72 inch), areas in square points, shapes
are the names of `SHAPES`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from concertnet.errors import UnknownWord
from concertnet.scale import Scale
from concertnet.words import in_order

__all__ = ["PAPERS", "SHAPES", "Fill", "Line", "Mark", "Style", "between", "group_order", "polygon"]

SHAPES = ("circle", "square", "diamond", "triangle", "star", "hexagon", "triangle_down")

# Pages lying, in inches.
PAPERS = {"letter": (11.0, 8.5), "a4": (11.69, 8.27), "tabloid": (17.0, 11.0), "a3": (16.54, 11.69)}

# What has an order of its own; other groups stand in alphabetical order.
_ORDERS = {
    "sector": ("community", "institutional", "private", "social_economy", "persons_concerned"),
    "tier": ("national", "regional", "supralocal", "local"),
}


@dataclass(frozen=True)
class Mark:
    """How the actors of a group are drawn: a fill colour and one of `SHAPES`."""

    colour: str
    shape: str


@dataclass(frozen=True)
class Line:
    """A line: colour, width in points, and dash (lengths on and off, in widths; empty = solid)."""

    colour: str
    width: float
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Fill:
    """A surface: its colour and, where colour does not say enough, its hatching."""

    colour: str
    hatch: str | None = None


@dataclass(frozen=True)
class Style:
    """Colours, shapes, widths and sizes of every map: ``Style()`` is in colour.

    Parameters
    ----------
    sectors : tuple of (str, Mark)
        The marks of the usual sectors.
    more_sectors : tuple of Mark
        Marks of other sectors, in order; they repeat no shape of `sectors`. Then come those of the
        usual sectors that are absent, and combinations of `cycle_colours` and `cycle_shapes`.
    cycle_colours, cycle_shapes : tuple of str
        What other groupings go through; their lengths have no common divisor, so that colour and
        shape repeat together only after ``len(cycle_colours) * len(cycle_shapes)`` groups.
    unknown : Mark
        Mark of the actors of unknown group.
    loosest, middle, strongest : Line
        Lines of the lowest, middle and highest level; other levels stand between them.
    missing, casing : Line
        Line of a missing link and the casing under it.
    new, new_core, lost : Line
        Line of a tie that appears, what is drawn inside it (a double line, told without its colour;
        None for a plain one), and line of a tie that is gone.
    unrecorded, guide, leader : Line
        Line of a seat of which no mandate is known, line that leads the eye to a median, and line
        that leads from a mark to its name.
    subject, introducer : Line
        Outline of the actors that a map of missing links is about, and ring around those who could
        introduce them.
    recede : float
        How far towards the page the colours of the others then go, 0 to 1.
    changes, reports : tuple of (str, Fill)
        How each change of level, and each status of what two sides report, is filled.
    ink, soft, faint, paper, tray, outline : str
        Colours of text, of secondary text, of rules, of the page, of the tray, of outlines.
    densest : str
        Colour of the fullest cell of a matrix, on which `ink` is still read.
    outline_width : float
        Width of the marks' outline.
    least_area, most_area : float
        Smallest and largest area of a mark.
    font : str
        Family of every text.
    title_size, text_size, label_size, note_size : float
        Sizes of the title, of the legend, of the actors' names and of the notes.
    page : tuple of float
        Width and height of the page, in inches (a letter page, lying).
    magnify : float
        What multiplies texts, marks, margins and the lines of levels.

    Examples
    --------
    >>> Style().marks(["private", None])["private"]
    Mark(colour='#8C1D4F', shape='diamond')
    >>> [line.width for line in Style().lines(3)]
    [0.7, 1.5, 2.8]
    >>> Style.grey().missing.colour
    '#3A3A3A'
    >>> Style.grey().on("a4").page
    (11.69, 8.27)
    """

    sectors: tuple[tuple[str, Mark], ...] = (
        ("community", Mark("#0072B2", "circle")),
        ("institutional", Mark("#E69F00", "square")),
        ("private", Mark("#8C1D4F", "diamond")),
        ("social_economy", Mark("#3DA58A", "triangle")),
        ("persons_concerned", Mark("#F2EFA0", "star")),
    )
    more_sectors: tuple[Mark, ...] = (
        Mark("#9AD1F0", "hexagon"),
        Mark("#30363C", "triangle_down"),
    )
    cycle_colours: tuple[str, ...] = (
        "#0072B2",
        "#E69F00",
        "#8C1D4F",
        "#3DA58A",
        "#F2EFA0",
        "#30363C",
        "#9AD1F0",
        "#B85C00",
    )
    cycle_shapes: tuple[str, ...] = SHAPES
    unknown: Mark = Mark("#9AA0A6", "circle")
    loosest: Line = Line("#9FA9B3", 0.7)
    middle: Line = Line("#66727D", 1.5)
    strongest: Line = Line("#1F2A33", 2.8)
    missing: Line = Line("#D81B60", 1.6, (3.2, 1.8))
    casing: Line = Line("#FFFFFF", 3.6)
    new: Line = Line("#6A3FA0", 2.2)
    new_core: Line | None = Line("#FFFFFF", 0.8)
    lost: Line = Line("#B5651D", 1.2, (1.0, 1.6))
    unrecorded: Line = Line("#5A646E", 0.9, (1.0, 2.2))
    guide: Line = Line("#5A646E", 1.0, (1.0, 2.0))
    leader: Line = Line("#5A646E", 0.6)
    subject: Line = Line("#1B2127", 2.0)
    introducer: Line = Line("#D81B60", 1.3)
    recede: float = 0.5
    changes: tuple[tuple[str, Fill], ...] = (
        ("stayed", Fill("#DDE2E6")),
        # Violet appears or rises, brown falls or goes.
        ("escalated", Fill("#6A3FA0")),
        ("formed", Fill("#B79BDD")),
        ("arrived", Fill("#EFE8F8", "||||")),
        ("de_escalated", Fill("#B5651D")),
        ("dissolved", Fill("#E3BE98")),
        ("left", Fill("#F7ECE1", "----")),
    )
    reports: tuple[tuple[str, Fill], ...] = (
        ("confirmed", Fill("#2B5C8A")),
        ("unconfirmed", Fill("#D9A441", "////")),
        ("unverifiable", Fill("#F3F5F6", "....")),
    )
    ink: str = "#1B2127"
    soft: str = "#5A646E"
    faint: str = "#C9D0D6"
    paper: str = "#FFFFFF"
    tray: str = "#F3F5F6"
    outline: str = "#22282E"
    densest: str = "#8E979F"
    outline_width: float = 0.8
    least_area: float = 20.0
    most_area: float = 330.0
    font: str = "DejaVu Sans"
    title_size: float = 15.0
    text_size: float = 8.5
    label_size: float = 7.0
    note_size: float = 7.0
    page: tuple[float, float] = PAPERS["letter"]
    magnify: float = 1.0

    @classmethod
    def grey(cls) -> Style:
        """Return the style without colour: shape and darkness carry everything."""
        plain = cls()
        greys = {
            "community": "#5E5E5E",
            "institutional": "#BDBDBD",
            "private": "#1C1C1C",
            "social_economy": "#8E8E8E",
            "persons_concerned": "#F4F4F4",
        }
        return replace(
            plain,
            sectors=tuple((name, Mark(greys[name], mark.shape)) for name, mark in plain.sectors),
            more_sectors=(Mark("#D9D9D9", "hexagon"), Mark("#3C3C3C", "triangle_down")),
            cycle_colours=(
                "#5E5E5E",
                "#BDBDBD",
                "#1C1C1C",
                "#8E8E8E",
                "#F4F4F4",
                "#3C3C3C",
                "#D9D9D9",
                "#A6A6A6",
            ),
            unknown=Mark("#D0D0D0", "circle"),
            loosest=replace(plain.loosest, colour="#A9A9A9"),
            middle=replace(plain.middle, colour="#727272"),
            strongest=replace(plain.strongest, colour="#262626"),
            missing=replace(plain.missing, colour="#3A3A3A"),
            new=Line("#1C1C1C", 2.4),
            new_core=Line(plain.paper, 1.0),
            lost=replace(plain.lost, colour="#6B6B6B"),
            unrecorded=replace(plain.unrecorded, colour="#5C5C5C"),
            guide=replace(plain.guide, colour="#5C5C5C"),
            leader=replace(plain.leader, colour="#5C5C5C"),
            subject=replace(plain.subject, colour="#000000"),
            introducer=replace(plain.introducer, colour="#3A3A3A"),
            changes=(
                ("stayed", Fill("#E2E2E2")),
                ("escalated", Fill("#4F4F4F")),
                ("formed", Fill("#8F8F8F")),
                ("arrived", Fill("#F4F4F4", "||||")),
                ("de_escalated", Fill("#B4B4B4", "////")),
                ("dissolved", Fill("#F4F4F4", "////")),
                ("left", Fill("#F4F4F4", "----")),
            ),
            reports=(
                ("confirmed", Fill("#4F4F4F")),
                ("unconfirmed", Fill("#C4C4C4", "////")),
                ("unverifiable", Fill("#F4F4F4", "....")),
            ),
            ink="#1C1C1C",
            soft="#5C5C5C",
            faint="#CCCCCC",
            tray="#F4F4F4",
            outline="#262626",
            densest="#969696",
        )

    @classmethod
    def dark(cls) -> Style:
        """Return the style of a dark screen: lines rise from dark to light, marks keep colours."""
        plain = cls()
        paper = "#14181C"
        return replace(
            plain,
            loosest=replace(plain.loosest, colour="#66727E"),
            middle=replace(plain.middle, colour="#97A3AE"),
            strongest=replace(plain.strongest, colour="#E3E8EC"),
            missing=replace(plain.missing, colour="#FF5C95"),
            casing=replace(plain.casing, colour=paper),
            new=replace(plain.new, colour="#B792F5"),
            new_core=Line(paper, 0.8),
            lost=replace(plain.lost, colour="#E39A56"),
            unrecorded=replace(plain.unrecorded, colour="#A7B1BA"),
            guide=replace(plain.guide, colour="#A7B1BA"),
            leader=replace(plain.leader, colour="#A7B1BA"),
            subject=replace(plain.subject, colour="#FFFFFF"),
            introducer=replace(plain.introducer, colour="#FF5C95"),
            changes=(
                ("stayed", Fill("#3A434B")),
                ("escalated", Fill("#B792F5")),
                ("formed", Fill("#7655A8")),
                ("arrived", Fill("#2B2440", "||||")),
                ("de_escalated", Fill("#E39A56")),
                ("dissolved", Fill("#8C5A2B")),
                ("left", Fill("#33261A", "----")),
            ),
            reports=(
                ("confirmed", Fill("#6FA8DC")),
                ("unconfirmed", Fill("#8C6A2B", "////")),
                ("unverifiable", Fill("#20262C", "....")),
            ),
            ink="#E9EDF0",
            soft="#A7B1BA",
            faint="#3B444C",
            paper=paper,
            tray="#20262C",
            outline="#E9EDF0",
            densest="#55606A",
        )

    @classmethod
    def large_print(cls) -> Style:
        """Return the style of a page read from afar: all is larger, on a page twice the area."""
        plain, share = cls(), 1.5

        def wider(line: Line) -> Line:
            return replace(line, width=line.width * share)

        return replace(
            plain,
            missing=wider(plain.missing),
            casing=wider(plain.casing),
            new=wider(plain.new),
            lost=wider(plain.lost),
            outline_width=plain.outline_width * share,
            page=PAPERS["tabloid"],
            magnify=share,
        )

    def on(self, paper: str) -> Style:
        """Return the same style on another paper, lying: one of `PAPERS`.

        Raises
        ------
        UnknownWord
            If there is no such paper.
        """
        size = PAPERS.get(paper.lower())
        if size is None:
            raise UnknownWord("map_error_paper", value=paper, known=", ".join(PAPERS))
        return replace(self, page=size)

    def grounds(self, n: int) -> list[str]:
        """Return the tints of `n` grounds side by side: quiet, no two neighbours alike.

        Examples
        --------
        >>> len(set(Style().grounds(2))), len(Style().grounds(5))
        (2, 5)
        """
        shares = (0.0, 0.5, 1.0) if n % 2 or n == 2 else (0.0, 0.7)
        tints = [between(self.tray, self.faint, 0.55 * share) for share in shares]
        cycle = [tints[k % len(tints)] for k in range(n)]
        # around a circle, the last is a neighbour of the first
        if n > 2 and cycle[-1] == cycle[0]:
            cycle[-1] = next(tint for tint in tints if tint not in (cycle[0], cycle[-2]))
        return cycle

    def text_on(self, colour: str) -> str:
        """Return the colour of text that is read on `colour`: that of the ink or of the page."""
        light = _lightness(colour)
        return max((self.ink, self.paper), key=lambda text: abs(_lightness(text) - light))

    def marks(self, groups: Iterable[object], by: object = "sector") -> dict[str, Mark]:
        """Return the mark of every group, in the order of the legend (unknown is not among them).

        Parameters
        ----------
        groups : iterable
            The groups that are present, repeated or not; a missing value is passed over.
        by : object
            What the groups are; ``"sector"`` has marks of its own.

        Returns
        -------
        dict of str to Mark
            One mark per group.
        """
        names = group_order(groups, by)
        pairs = len(self.cycle_colours) * len(self.cycle_shapes)
        cycle = [
            Mark(
                self.cycle_colours[i % len(self.cycle_colours)],
                self.cycle_shapes[i % len(self.cycle_shapes)],
            )
            for i in range(pairs)
        ]
        if by != "sector":
            return {name: cycle[i % pairs] for i, name in enumerate(names)}
        own = dict(self.sectors)
        # first those that no usual sector has, then those of the usual sectors that are absent
        spare = list(dict.fromkeys([*self.more_sectors, *own.values(), *cycle]))
        chosen = {name: own[name] for name in names if name in own}
        for name in names:
            if name not in own:
                chosen[name] = _least_used(spare, list(chosen.values()))
        return {name: chosen[name] for name in names}

    def lines(self, scale: Scale | int) -> tuple[Line, ...]:
        """Return one line per level, the loosest first, wider and darker as the level rises.

        Parameters
        ----------
        scale : Scale or int
            The scale, or its number of levels.

        Returns
        -------
        tuple of Line
            As many lines as levels.
        """
        n = scale if isinstance(scale, int) else len(scale.levels)
        if n == 1:
            return (self.middle,)
        return tuple(self._line_at(rank / (n - 1)) for rank in range(n))

    def line_of_unknown(self, levels: int) -> Line:
        """Return the line of ties of unknown level: the loosest, which claims no strength.

        Parameters
        ----------
        levels : int
            Number of levels of the others; of none, no tie is looser than another.
        """
        return self.loosest if levels else self.middle

    def _line_at(self, height: float) -> Line:
        below, above = (
            (self.loosest, self.middle) if height < 0.5 else (self.middle, self.strongest)
        )
        share = 2 * height if height < 0.5 else 2 * height - 1
        width = below.width + share * (above.width - below.width)
        return Line(between(below.colour, above.colour, share), round(width, 3))

    def area(self, ties: int, most: int) -> float:
        """Return the area of a mark: proportional to its ties, never below `least_area`.

        Parameters
        ----------
        ties : int
            Ties of the actor.
        most : int
            Ties of the actor that has most of them.

        Returns
        -------
        float
            Square points.
        """
        # A network of a few ties would otherwise have huge marks that mean one or two ties.
        full = min(self.most_area, self.least_area * 3 * max(most, 1))
        return max(self.least_area, full * ties / max(most, 1))


def _least_used(marks: Sequence[Mark], worn: Sequence[Mark]) -> Mark:
    """Return the first mark whose colour, then shape, the fewest others have."""
    whole, colours = Counter(worn), Counter(mark.colour for mark in worn)
    shapes = Counter(mark.shape for mark in worn)
    return min(marks, key=lambda mark: (whole[mark], colours[mark.colour], shapes[mark.shape]))


def _lightness(colour: str) -> float:
    """Return how light a colour looks, from 0 to 1."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255


def group_order(groups: Iterable[object], by: object = "sector") -> list[str]:
    """Return the distinct groups in the order of legends: the known order, then alphabetical.

    Examples
    --------
    >>> group_order(["private", "arts", "community", None, "private"])
    ['community', 'private', 'arts']
    """
    known = _ORDERS.get(by, ()) if isinstance(by, str) else ()
    # A missing value is the only one that differs from itself, besides None.
    present = {str(group) for group in groups if group is not None and group == group}
    rest = sorted(present.difference(known), key=lambda name: (in_order(name), name))
    return [name for name in known if name in present] + rest


def polygon(shape: str) -> tuple[tuple[float, float], ...]:
    """Return the corners of a shape of area 1, centred on its mass (a circle has 48 corners).

    Equal areas must look equal whatever the shape, since area is what is read.

    Raises
    ------
    ValueError
        If `shape` is not one of `SHAPES`.

    Examples
    --------
    >>> polygon("square")
    ((0.5, 0.5), (-0.5, 0.5), (-0.5, -0.5), (0.5, -0.5))
    """
    turns = {
        "circle": (48, 0.0, 1.0),
        "square": (4, 45.0, 1.0),
        "diamond": (4, 90.0, 1.0),
        "triangle": (3, 90.0, 1.0),
        "triangle_down": (3, -90.0, 1.0),
        "hexagon": (6, 90.0, 1.0),
        "star": (10, 90.0, 0.46),
    }
    if shape not in turns:
        raise ValueError(f"shape is {shape!r}; it can be one of {', '.join(SHAPES)}")
    n, first, inner = turns[shape]
    corners = [
        (
            (inner if i % 2 else 1.0) * math.cos(math.radians(first) + 2 * math.pi * i / n),
            (inner if i % 2 else 1.0) * math.sin(math.radians(first) + 2 * math.pi * i / n),
        )
        for i in range(n)
    ]
    following = corners[1:] + corners[:1]
    area = sum(x * v - u * y for (x, y), (u, v) in zip(corners, following, strict=True)) / 2
    size = math.sqrt(area)
    return tuple((round(x / size, 9) + 0.0, round(y / size, 9) + 0.0) for x, y in corners)


def between(low: str, high: str, share: float) -> str:
    """Return the colour that stands at `share` (0 to 1) of the way from `low` to `high`.

    Examples
    --------
    >>> between("#000000", "#FFFFFF", 0.5)
    '#808080'
    """
    pairs = [(int(low[i : i + 2], 16), int(high[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + share * (b - a)):02X}" for a, b in pairs)
