"""What happens to a pair of actors between two waves."""

from __future__ import annotations

__all__ = ["CHANGES", "change_of"]

# In the order of legends.
CHANGES = ("stayed", "escalated", "formed", "arrived", "de_escalated", "dissolved", "left")


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
