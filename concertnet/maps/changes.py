"""How what changes between two waves is drawn: what appears, what goes, what stays."""

from __future__ import annotations

from dataclasses import dataclass

from concertnet.maps.style import Line, Style

__all__ = ["CHANGES", "Fill", "change_fills", "change_of", "new_and_lost", "new_core"]

# In the order of legends.
CHANGES = ("stayed", "escalated", "formed", "arrived", "de_escalated", "dissolved", "left")


@dataclass(frozen=True)
class Fill:
    """A surface: its colour and, where colour does not say enough, its hatching."""

    colour: str
    hatch: str | None = None


def _is_grey(style: Style) -> bool:
    red, green, blue = (style.missing.colour[i : i + 2] for i in (1, 3, 5))
    return red == green == blue


def change_fills(style: Style) -> dict[str, Fill]:
    """Return how each change is filled: violet appears or rises, brown falls or goes."""
    if _is_grey(style):
        return {
            "stayed": Fill("#E2E2E2"),
            "escalated": Fill("#4F4F4F"),
            "formed": Fill("#8F8F8F"),
            "arrived": Fill("#F4F4F4", "||||"),
            "de_escalated": Fill("#B4B4B4", "////"),
            "dissolved": Fill("#F4F4F4", "////"),
            "left": Fill("#F4F4F4", "----"),
        }
    return {
        "stayed": Fill("#DDE2E6"),
        "escalated": Fill("#6A3FA0"),
        "formed": Fill("#B79BDD"),
        "arrived": Fill("#EFE8F8", "||||"),
        "de_escalated": Fill("#B5651D"),
        "dissolved": Fill("#E3BE98"),
        "left": Fill("#F7ECE1", "----"),
    }


def new_and_lost(style: Style) -> tuple[Line, Line]:
    """Return the line of a tie that appears and that of one that is gone, which is dotted."""
    if _is_grey(style):
        return Line("#1C1C1C", 2.4), Line("#6B6B6B", 1.2, (1.0, 1.6))
    return Line("#6A3FA0", 1.9), Line("#B5651D", 1.2, (1.0, 1.6))


def new_core(style: Style) -> Line | None:
    """Return what is drawn inside the line of a new tie where no colour tells it: a double line."""
    return Line(style.paper, 1.0) if _is_grey(style) else None


def change_of(before: int | str, after: int | str) -> str:
    """Return what happened between two levels, or between one and having no tie or being away.

    Examples
    --------
    >>> change_of(0, 2), change_of("no_tie", 1), change_of(1, "away")
    ('escalated', 'formed', 'left')
    """
    if isinstance(before, str):
        return "formed" if before == "no_tie" else "arrived"
    if isinstance(after, str):
        return "dissolved" if after == "no_tie" else "left"
    if before == after:
        return "stayed"
    return "escalated" if after > before else "de_escalated"
