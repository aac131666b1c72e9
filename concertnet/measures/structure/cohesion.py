"""How dense, connected and centralised a network is, whatever the groups."""

from __future__ import annotations

from dataclasses import dataclass

from concertnet.hinges.connected_parts import share_apart
from concertnet.hinges.door import GraphLike
from concertnet.hinges.whole_shape import WholeShape, whole_shape
from concertnet.records import Record

__all__ = ["Cohesion", "cohesion"]


@dataclass(frozen=True, repr=False)
class Cohesion(Record):
    """The cohesion of a network.

    Attributes
    ----------
    n, ties : int
        Actors, and ties between them (each direction is one when directed).
    response_rate : float
        Share of the actors invited who declared their ties (0 to 1); nan when unknown. Absent
        answers lower every other value.
    density : float
        Ties over possible ties, 0 to 1; nan with fewer than two actors.
    mean_degree : float
        Ties per actor (sent plus received when directed); nan without actors.
    components : int
        Connected parts, isolates included, directions ignored.
    isolates : int
        Actors without a tie.
    centralisation : float
        Freeman's degree centralisation, 0 (all alike) to 1 (a star); nan with fewer than three
        actors.
    in_centralisation, out_centralisation : float
        The same for ties received and ties sent, when directed; nan when undirected.
    reciprocity : float
        Share of directed ties that are returned, 0 to 1; nan when undirected or without ties.
    largest_component : float
        Share of the actors in the largest connected part, 0 to 1; nan without actors.
    fragmentation : float
        Share of the pairs of actors that cannot reach each other, directions ignored: 0 (one part)
        to 1 (no tie); nan with fewer than two actors.
    transitivity : float
        Share of the two-paths i -> j -> k (i and k differ) that are closed by i -> k, 0 to 1;
        three times the triangles over the connected triples when undirected; nan without any.
    """

    n: int
    ties: int
    response_rate: float
    density: float
    mean_degree: float
    components: int
    isolates: int
    centralisation: float
    in_centralisation: float
    out_centralisation: float
    reciprocity: float
    largest_component: float
    fragmentation: float
    transitivity: float

    @property
    def connectedness(self) -> float:
        """Krackhardt's connectedness, 1 - fragmentation: the share of pairs that can reach."""
        return 1 - self.fragmentation


def cohesion(graph: GraphLike) -> Cohesion:
    """Describe the cohesion of the network: density, parts, centralisation, closure.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network. Select a level first (``net.level("concertation")``) to describe it there. In
        a directed graph each direction is a tie; parts and pairs that reach leave it aside.

    Returns
    -------
    Cohesion
        Every value with its number of actors, of ties, and response rate. A high centralisation
        is a capacity to coordinate and a dependence on a hub; a high density is cohesion and cost.

    Raises
    ------
    NotComparable
        If `graph` is no simple graph.

    References
    ----------
    .. [1] Freeman, L. C. (1979). Centrality in social networks: conceptual clarification. Social
       Networks, 1(3), 215-239.
    .. [2] Krackhardt, D. (1994). Graph theoretical dimensions of informal organizations. In K. M.
       Carley and M. J. Prietula (eds), Computational Organization Theory, 89-111.
    .. [3] Borgatti, S. P. (2006). Identifying sets of key players in a social network.
       Computational and Mathematical Organization Theory, 12(1), 21-34.
    .. [4] Wasserman, S. and Faust, K. (1994). Social Network Analysis: Methods and
       Applications, 243-248. Cambridge University Press.

    Examples
    --------
    >>> import networkx as nx
    >>> star = cohesion(nx.star_graph(4))
    >>> star.density, star.centralisation, star.components
    (0.4, 1.0, 1)
    """
    shape = whole_shape(graph)
    n, m = shape.n, shape.ties
    pairs = n * (n - 1) if shape.directed else n * (n - 1) // 2
    nan = float("nan")
    joined = int((shape.part_size * (shape.part_size - 1) // 2 * shape.parts).sum())
    degrees = int((shape.degree * shape.actors).sum())
    highest = int(shape.degree.max(initial=0))
    of_a_star = (n - 1) * (n - 2) * (2 if shape.directed else 1)
    return Cohesion(
        n=n,
        ties=m,
        response_rate=shape.response_rate,
        density=m / pairs if pairs else nan,
        mean_degree=degrees / n if n else nan,
        components=int(shape.parts.sum()),
        isolates=int(shape.actors[shape.degree == 0].sum()),
        centralisation=_centralisation(highest, degrees, n, of_a_star),
        in_centralisation=_one_way(shape, shape.highest_in),
        out_centralisation=_one_way(shape, shape.highest_out),
        reciprocity=shape.returned / m if shape.directed and m else nan,
        largest_component=float(shape.part_size.max() / n) if n else nan,
        fragmentation=share_apart(joined, n),
        transitivity=shape.closed / shape.paths if shape.paths else nan,
    )


def _centralisation(highest: int, total: int, n: int, of_a_star: int) -> float:
    """Return the sum of differences to the highest degree, over the one that a star reaches."""
    return (highest * n - total) / of_a_star if n >= 3 else float("nan")


def _one_way(shape: WholeShape, highest: int) -> float:
    if not shape.directed:
        return float("nan")
    return _centralisation(highest, shape.ties, shape.n, (shape.n - 1) ** 2)
