"""What is said of a network as a whole: title, boundary, source, sectors, answers obtained."""

from __future__ import annotations

import math
from dataclasses import dataclass

from concertnet.tables.spec.text import cleaned

__all__ = ["About"]


@dataclass(frozen=True)
class About:
    """What a network is, in its authors' words.

    Parameters
    ----------
    title : str
        Title of the network.
    boundary : str
        Who could be in the network, and who could not.
    source : str
        Where the data come from.
    sectors : tuple of str
        Sectors of one's own, besides the known ones; reading them gives no warning.
    invited : int, optional
        Actors who were asked to answer.
    responded : int, optional
        Actors who answered.
    year_starts : int
        The month, 1 to 12, in which years written as a stretch (*2022-2023*) begin.
    decisions : tuple of str
        The tables of decisions that were applied to the data, each as its file, its day and how
        many answers it gave.
    distinct : tuple of str
        Pairs of actors whose names are close and who were decided to be different (``"A1 = A2"``).
    rule : str
        How ties were made of what their sides report (`Network.reported`); empty where they are
        as they were written.

    Examples
    --------
    >>> About(title="Table de quartier", invited=40, responded=30).response_rate
    0.75
    """

    title: str = ""
    boundary: str = ""
    source: str = ""
    sectors: tuple[str, ...] = ()
    invited: int | None = None
    responded: int | None = None
    year_starts: int = 1
    decisions: tuple[str, ...] = ()
    distinct: tuple[str, ...] = ()
    rule: str = ""

    def __post_init__(self) -> None:
        for name in ("title", "boundary", "source", "rule"):
            object.__setattr__(self, name, cleaned(getattr(self, name)))
        for name in ("sectors", "decisions", "distinct"):
            texts = filter(None, map(cleaned, getattr(self, name)))
            object.__setattr__(self, name, tuple(dict.fromkeys(texts)))

    @property
    def response_rate(self) -> float:
        """Actors who answered over actors invited; nan when either is unknown."""
        if not self.invited or self.responded is None:
            return math.nan
        return self.responded / self.invited
