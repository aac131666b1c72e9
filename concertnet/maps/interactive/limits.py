"""How much a page shows before it shows it otherwise: see `benchmarks/page.py`."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Limits"]


@dataclass(frozen=True)
class Limits:
    """What a page holds at most.

    Attributes
    ----------
    vis : int
        Actors beyond which vis-network is slow: sigma.js draws.
    actors : int
        Actors beyond which marks are groups.
    pairs : int
        Missing links between two actors: more nobody reads, and they weigh.
    lines : int
        Lines between groups beyond which only the widest are drawn, until the reader asks for more.
    """

    vis: int = 5_000
    actors: int = 50_000
    pairs: int = 1_000
    lines: int = 400
