"""Where the actors stand: one deterministic layout for the print map, the page and all waves."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.door import GraphLike, Groupable, NetworkOrGraph, is_network, is_networkx
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.guards import Seed, generator
from concertnet.maps.layout.spread import even_out, fit_frame, pack, push_apart, turn
from concertnet.maps.layout.stress import least_stress, tie_lengths
from concertnet.words import in_order

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["as_graph", "check_layout", "map_layout"]

_ASPECT = 1.4  # page on which a layout is turned and packed when none is given
_TRAY_COLUMNS = 6
_MOST_INK = 20_000  # ties above which a component is packed by its actors alone


def as_graph(graph: NetworkOrGraph, by: object = "sector") -> nx.Graph:
    """Return a networkx graph: `graph` itself, or the one that a Network makes.

    Raises
    ------
    NotComparable
        If it is no graph, or groups would be the names of persons.
    """
    made = graph
    if is_network(graph):
        made = graph.graph(by=by) if isinstance(by, str) else graph.graph()
    if not is_networkx(made):
        raise NotComparable("map_error_not_a_graph", given=type(graph).__name__)
    if by == "name" and any(kind == "person" for _, kind in made.nodes(data="kind")):
        raise NotComparable("map_error_persons_as_groups", name=by)
    return made


def map_layout(
    graph: GraphLike | Sequence[GraphLike],
    *,
    seed: Seed = 0,
    waves: Literal["fixed", "last"] = "fixed",
    aspect: float | None = None,
) -> pd.DataFrame:
    """Return the place of every actor on the map.

    Actors are placed by stress: each pair is set at its shortest path, where a tie is the shorter
    the more partners its two actors share. Components are laid out apart and packed. Actors
    without a tie have no place that means anything: they stand in a tray under the map.

    Parameters
    ----------
    graph : Network, networkx graph, GroupedGraph, or a sequence of them
        The network, or its waves in order. Direction, levels, parallel ties and self ties do not
        count.
    seed : int or numpy.random.Generator
        Seed of the starts; the same network and seed give the same places.
    waves : {"fixed", "last"}
        ``"fixed"``: one place per actor over all waves, from every tie of every wave, or of the
        network's whole period. ``"last"``: the last wave, or the network on its last day.
    aspect : float, optional
        Width, for a height of 1, of a page to fill: the layout is then opened where it is crowded
        and stretched, and distances are read roughly. By default distances stay as the stress
        sets them, and the layout is only turned and packed, for a page of 1.4.

    Returns
    -------
    pandas.DataFrame
        Indexed by actor, in the order of the network (of the first wave that has the actor): `x`
        (0 to `aspect`), `y` (0 to 1, upwards; under 0 in the tray) and `tray` (True for an actor
        without a tie).

    Raises
    ------
    ValueError
        If `waves` is another word.

    References
    ----------
    .. [1] Zheng, J. X., Pawar, S. and Goodman, D. F. M. (2018). Graph drawing by stochastic
       gradient descent. IEEE Transactions on Visualization and Computer Graphics, 25(9), 2738-2748.

    Examples
    --------
    >>> import networkx as nx
    >>> G = nx.Graph([("A1", "A2"), ("A2", "A3"), ("A1", "A3")])
    >>> G.add_node("A4")
    >>> map_layout(G)["tray"].tolist()
    [False, False, False, True]
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    given, first, second = _union(_waves(graph, waves))
    # Sorted inside, so that the order of the rows of a table does not move the map.
    order = sorted(range(len(given)), key=lambda i: (str(given[i]), str(type(given[i]))))
    n = len(order)
    rank = np.empty(n, dtype=np.int64)
    rank[order] = np.arange(n)
    first, second = _simple(rank[first], rank[second], n)

    ties = coo_array((np.ones(len(first)), (first, second)), shape=(n, n))
    _, component = connected_components(ties, directed=False)
    tied = np.bincount(first, minlength=n) + np.bincount(second, minlength=n) > 0
    rng = generator(seed)
    page = _ASPECT if aspect is None else aspect
    members, components, inks = [], [], []
    for actors, a, b in _components(component, tied, first, second):
        places = turn(least_stress(tie_lengths(len(actors), a, b), rng), page)
        members.append(actors)
        components.append(places if aspect is None else even_out(places))
        inks.append(_ink(components[-1], a, b))
    places = np.zeros((n, 2))
    if members:
        packed = np.concatenate(pack(components, inks, page))
        packed = fit_frame(packed, page, stretch=aspect is not None)
        everyone = np.concatenate(members)
        places[everyone] = packed if aspect is None else push_apart(packed, page)

    # read as a list: "Table 2" comes before "Table 10"
    tray = np.array(
        sorted(np.flatnonzero(~tied), key=lambda i: in_order(str(given[order[i]]))), dtype=np.int64
    )
    columns = min(_TRAY_COLUMNS, len(tray)) or 1
    places[tray, 0] = page * (0.5 + np.arange(len(tray)) % columns) / columns
    places[tray, 1] = -0.12 - 0.07 * (np.arange(len(tray)) // columns)
    return pd.DataFrame(
        {"x": places[rank, 0].round(6), "y": places[rank, 1].round(6), "tray": ~tied[rank]},
        index=pd.Index(given, name="actor"),
    )


def check_layout(layout: pd.DataFrame, actors: Sequence[Hashable]) -> None:
    """Raise unless a layout has one place for each of these actors."""
    lost = [column for column in ("x", "y") if column not in layout.columns]
    if not lost:
        twice = layout.index[layout.index.duplicated()]
        once = layout[["x", "y"]].drop(index=twice).reindex(list(actors))
        places = once.apply(pd.to_numeric, errors="coerce").to_numpy(dtype=float)
        found = np.isfinite(places)
        lost = [str(actor) for k, actor in enumerate(actors) if not found[k].all()]
    if lost:
        shown = ", ".join(lost[:10]) + (" …" if len(lost) > 10 else "")
        raise NotComparable("map_error_layout", missing=shown)


def _waves(net: GraphLike | Sequence[GraphLike], waves: str) -> Sequence[GraphLike]:
    if waves not in ("fixed", "last"):
        raise ValueError(f'waves is {waves!r}; it can be "fixed" or "last"')
    given: Sequence[GraphLike] = net if isinstance(net, Sequence) else [net]
    if waves == "fixed" or not given:
        return given
    last = given[-1]
    return [last.latest() if is_network(last) else last]


def _union(waves: Sequence[GraphLike]) -> tuple[list[Hashable], np.ndarray, np.ndarray]:
    """Return the actors of all waves as they first come, and the two ends of every tie."""
    place: dict[Hashable, int] = {}
    ends = [np.empty((2, 0), dtype=np.int64)]
    for wave in waves:
        graph = wave.grouped() if isinstance(wave, Groupable) else wave
        actors = list(graph.actors if isinstance(graph, GroupedGraph) else graph.nodes)
        here = np.array([place.setdefault(actor, len(place)) for actor in actors], dtype=np.int64)
        if isinstance(graph, GroupedGraph):
            ends.append(np.stack([here[graph.source], here[graph.target]]))
        else:
            pairs = [(place[a], place[b]) for a, b in graph.edges()]
            ends.append(np.array(pairs, dtype=np.int64).reshape(-1, 2).T)
    first, second = np.concatenate(ends, axis=1)
    return list(place), first, second


def _simple(first: np.ndarray, second: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Return each pair of different actors once: parallel and reciprocal ties are one line."""
    low, high = np.minimum(first, second), np.maximum(first, second)
    pairs = np.unique((low * n + high)[low != high])
    return (pairs // max(n, 1)).astype(np.int32), (pairs % max(n, 1)).astype(np.int32)


def _components(
    component: np.ndarray, tied: np.ndarray, first: np.ndarray, second: np.ndarray
) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Return the actors of each component, the largest first, and its ties by place in them."""
    inside = np.flatnonzero(tied)
    inside = inside[np.argsort(component[inside], kind="stable")]
    cuts = np.flatnonzero(np.diff(component[inside])) + 1
    members = np.split(inside, cuts) if len(inside) else []
    within = np.zeros(len(component), dtype=np.int32)
    for actors in members:
        within[actors] = np.arange(len(actors))
    order = np.argsort(component[first], kind="stable")
    first, second = first[order], second[order]
    starts = np.searchsorted(component[first], [component[actors[0]] for actors in members])
    ends = np.append(starts, len(first))[1:]
    parts = [
        (actors, within[first[start:end]], within[second[start:end]])
        for actors, start, end in zip(members, starts, ends, strict=True)
    ]
    return sorted(parts, key=lambda part: (-len(part[0]), part[0][0]))


def _ink(places: np.ndarray, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return points along the ties of a component, its actors included, shape (k, 2)."""
    if len(first) > _MOST_INK:
        return places
    start, end = places[first], places[second]
    steps = np.arange(1, 6) / 6
    along = start[:, None] + (end - start)[:, None] * steps[None, :, None]
    return np.concatenate([places, along.reshape(-1, 2)])
