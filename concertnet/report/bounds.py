"""What is left out of the results of a very large network, and said before the rest is made."""

from __future__ import annotations

from dataclasses import dataclass

from concertnet.errors import warn
from concertnet.hinges.door import NetworkLike
from concertnet.maps.figures.any_size import draws_groups
from concertnet.maps.interactive.limits import Limits
from concertnet.words import Words

__all__ = ["MOST_WALKED", "PATHS", "LeftOut", "left_out_of"]

# Ties walked by a search from every actor, beyond which paths take minutes (docs/scale.md).
MOST_WALKED = 500_000_000
# The measures that search from every actor.
PATHS = ("cross_sector_betweenness", "bridging_centrality", "everett_valente_brokerage")


@dataclass(frozen=True)
class LeftOut:
    """What a network is too large for.

    Attributes
    ----------
    n, m : int
        Actors and ties.
    paths : bool
        Whether measures that search from every actor are left out.
    marks : bool
        Whether the map on paper draws groups.
    page : bool
        Whether the page shows groups.
    """

    n: int
    m: int
    paths: bool = False
    marks: bool = False
    page: bool = False

    def texts(self, w: Words) -> list[str]:
        """Return what is left out, why, and what to do: a sentence for each, none if nothing is."""
        size = {"actors": w("n_actors", n=self.n), "ties": w("n_ties", n=self.m)}
        said = []
        if self.paths:
            named = w.join([w.within(f"column_{name}") for name in PATHS])
            said.append(w("bounds_paths", measures=named, **size))
        if self.marks:
            said.append(w("bounds_marks", **size))
        if self.page:
            said.append(w("bounds_page", most=Limits().actors))
        return [*said, w["bounds_remedy"]] if said else []

    def tell(self, w: Words) -> None:
        """Warn of what is left out."""
        if texts := self.texts(w):
            warn(" ".join(texts))


def left_out_of(now: NetworkLike, whole: NetworkLike | None = None) -> LeftOut:
    """Return what a network is too large for.

    Parameters
    ----------
    now : Network
        The network on the day.
    whole : Network, optional
        That of the period, where a page is made of it.
    """
    graph = now.grouped()
    page = whole is not None and whole.actors["actor"].nunique() > Limits().actors
    paths = graph.n * graph.m > MOST_WALKED
    return LeftOut(graph.n, graph.m, paths, draws_groups(now), page)
