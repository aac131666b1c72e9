"""Where the actors stand: one deterministic layout for the print map and the interactive page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from concertnet.maps.packing import even_out, fit_frame, pack, push_apart, turn

__all__ = ["as_graph", "map_layout"]

_EXACT = 500  # actors of a component up to which every pair counts; above, pivots stand for them
_PIVOTS = 60
_SHORTEST = 0.35  # length of a tie between two actors with the same partners
_TRAY_COLUMNS = 6
_MOST_INK = 20_000  # ties above which a component is packed by its actors alone


def as_graph(graph: Any, by: object = "sector") -> Any:
    """Return a networkx graph: `graph` itself, or what its method ``graph(by=)`` makes of it.

    A networkx graph also has an attribute called ``graph``, but it is a dict.
    """
    view: Callable[..., Any] | None = getattr(graph, "graph", None)
    if not callable(view):
        return graph
    return view(by=by) if isinstance(by, str) else view()


def map_layout(graph: Any, *, seed: int = 0, aspect: float = 1.4) -> pd.DataFrame:
    """Return the place of every actor on the map.

    Actors are placed by stress: each pair is set at its shortest path, where a tie is the shorter
    the more partners its two actors share. Components are laid out apart and packed. Actors
    without a tie have no place that means anything: they stand in a tray under the map.

    Parameters
    ----------
    graph : networkx.Graph or Network
        The graph, or anything whose method ``graph`` makes one. Direction is not used.
    seed : int
        Seed of the restarts; the same graph and seed give the same places.
    aspect : float
        Width of the map for a height of 1.

    Returns
    -------
    pandas.DataFrame
        Indexed by actor, in the order of the graph: `x` (0 to `aspect`), `y` (0 to 1, upwards;
        under 0 in the tray) and `tray` (True for an actor without a tie).

    References
    ----------
    .. [1] Gansner, E. R., Koren, Y. and North, S. (2004). Graph drawing by stress majorization.
       Graph Drawing, LNCS 3383, 239-250.
    .. [2] Ortmann, M., Klimenta, M. and Brandes, U. (2017). A sparse stress model. Journal of
       Graph Algorithms and Applications 21(5), 791-821.

    Examples
    --------
    >>> import networkx as nx
    >>> G = nx.Graph([("A1", "A2"), ("A2", "A3"), ("A1", "A3")])
    >>> G.add_node("A4")
    >>> map_layout(G)["tray"].tolist()
    [False, False, False, True]
    """
    from scipy.sparse.csgraph import connected_components

    network = as_graph(graph)
    # Sorted inside, so that the order of the rows of a table does not move the map.
    actors = sorted(network.nodes, key=lambda actor: (str(actor), str(type(actor))))
    adjacency = _adjacency(network, actors)
    places = np.zeros((len(actors), 2))
    tied = np.asarray(adjacency.sum(axis=1)).ravel() > 0
    rng = np.random.default_rng(seed)

    _, component = connected_components(adjacency, directed=False)
    members = [np.flatnonzero((component == c) & tied) for c in np.unique(component[tied])]
    members.sort(key=lambda m: (-len(m), m[0]))
    components, inks = [], []
    for m in members:
        part = adjacency[m][:, m]
        components.append(even_out(turn(_stress_layout(part, rng), aspect)))
        inks.append(_ink(components[-1], part))
    if members:
        everyone = np.concatenate(members)
        packed = fit_frame(np.concatenate(pack(components, inks, aspect)), aspect)
        places[everyone] = push_apart(packed, aspect)

    tray = np.flatnonzero(~tied)
    columns = min(_TRAY_COLUMNS, len(tray)) or 1
    places[tray, 0] = aspect * (0.5 + np.arange(len(tray)) % columns) / columns
    places[tray, 1] = -0.12 - 0.07 * (np.arange(len(tray)) // columns)
    frame = pd.DataFrame(
        {"x": places[:, 0].round(6), "y": places[:, 1].round(6), "tray": ~tied},
        index=pd.Index(actors, name="actor"),
    )
    return frame.loc[list(network.nodes)]


def _adjacency(network: Any, actors: list[Any]) -> Any:
    """Return the symmetric 0/1 matrix of ties between different actors."""
    from scipy.sparse import coo_array

    place = {actor: i for i, actor in enumerate(actors)}
    pairs = [(place[a], place[b]) for a, b in network.edges() if a != b]
    rows, cols = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    both = np.concatenate([rows, cols]), np.concatenate([cols, rows])
    n = len(actors)
    matrix: Any = coo_array((np.ones(len(both[0])), both), shape=(n, n)).tocsr()
    matrix.data[:] = 1.0  # parallel and reciprocal ties are one line on a map
    return matrix


def _ink(places: np.ndarray, adjacency: Any) -> np.ndarray:
    """Return points along the ties of a component, its actors included, shape (k, 2)."""
    rows, cols = adjacency.tocoo().coords
    one = rows < cols
    if one.sum() > _MOST_INK:
        return places
    start, end = places[rows[one]], places[cols[one]]
    steps = np.arange(1, 6) / 6
    along = start[:, None] + (end - start)[:, None] * steps[None, :, None]
    return np.concatenate([places, along.reshape(-1, 2)])


def _tie_lengths(adjacency: Any) -> Any:
    """Return the length of every tie: from `_SHORTEST` (same partners) to 1 (none in common)."""
    lengths = adjacency.tocoo()
    degree = np.asarray(adjacency.sum(axis=1)).ravel()
    common = (adjacency @ adjacency).tocsr()
    rows, cols = lengths.coords
    shared = np.asarray(common[rows, cols]).ravel()
    # Each end is a partner of the other: without the two ends, what remains is comparable.
    union = degree[rows] + degree[cols] - shared - 2
    likeness = np.where(union > 0, shared / np.maximum(union, 1), 0.0)
    lengths.data = 1 - (1 - _SHORTEST) * likeness
    return lengths.tocsr()


def _stress_layout(adjacency: Any, rng: np.random.Generator) -> np.ndarray:
    """Return the places of the actors of one connected component, in lengths of a tie."""
    from scipy.sparse.csgraph import dijkstra

    n = adjacency.shape[0]
    if n == 1:
        return np.zeros((1, 2))
    lengths = _tie_lengths(adjacency)
    if n > _EXACT:
        return _pivot_layout(lengths, rng)
    target = dijkstra(lengths, directed=False)
    np.fill_diagonal(target, 1.0)
    weight = target**-2.0
    np.fill_diagonal(weight, 0.0)
    laplacian = np.diag(weight.sum(axis=1)) - weight
    inverse = np.linalg.pinv(laplacian, hermitian=True)

    starts = [_classical_scaling(target)]
    restarts = 12 if n <= 80 else 4 if n <= 200 else 0
    starts += [rng.normal(size=(n, 2)) * target.mean() / 2 for _ in range(restarts)]
    tried = [_majorise(start, target, weight, inverse) for start in starts]
    # A restart must be clearly better: the scaling start is the one that changes least when the
    # data change a little.
    best = min(range(len(tried)), key=lambda i: tried[i][1] * (1.0 if i else 0.999))
    return tried[best][0]


def _classical_scaling(target: np.ndarray) -> np.ndarray:
    squared = target**2
    np.fill_diagonal(squared, 0.0)
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean()
    values, vectors = np.linalg.eigh(-centred / 2)
    axes = vectors[:, [-1, -2]] if len(target) > 1 else vectors
    # The sign of an eigenvector is arbitrary: fix it, or the map may be mirrored elsewhere.
    axes = axes * np.where(axes[np.abs(axes).argmax(axis=0), [0, 1]] < 0, -1.0, 1.0)
    return axes * np.sqrt(np.maximum(values[[-1, -2]], 1e-6))


def _majorise(
    start: np.ndarray, target: np.ndarray, weight: np.ndarray, inverse: np.ndarray
) -> tuple[np.ndarray, float]:
    """Return the places of least stress reached from `start`, and that stress."""
    from scipy.spatial.distance import cdist

    places, stress = start, np.inf
    ideal = weight * target
    for _ in range(300):
        distance = cdist(places, places)
        now = float((weight * (distance - target) ** 2).sum() / 2)
        if now > stress * (1 - 1e-5):
            return places, now
        stress = now
        ratio = np.divide(ideal, distance, out=np.zeros_like(ideal), where=distance > 1e-9)
        places = inverse @ (ratio.sum(axis=1)[:, None] * places - ratio @ places)
    return places, stress


def _pivot_layout(lengths: Any, rng: np.random.Generator) -> np.ndarray:
    """Return a layout of a large component by sparse stress: ties, and distances to pivots."""
    from scipy.sparse.csgraph import dijkstra

    n = lengths.shape[0]
    pivots = [int(np.diff(lengths.indptr).argmax())]
    reached = np.empty((0, n))
    for _ in range(min(_PIVOTS, n)):
        row = dijkstra(lengths, directed=False, indices=pivots[-1])
        reached = np.vstack([reached, row])
        pivots.append(int(reached.min(axis=0).argmax()))
    pivots.pop()

    squared = reached.T**2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean()
    axes, spread, _ = np.linalg.svd(-centred / 2, full_matrices=False)
    places = axes[:, :2] * np.sqrt(spread[:2])
    places *= reached.mean() / max(np.abs(places).mean() * 2.5, 1e-9)
    places += rng.normal(size=places.shape) * 0.05  # leaves of one actor would coincide

    ties = lengths.tocoo()
    rows = np.concatenate([ties.coords[0], np.tile(np.arange(n), len(pivots))])
    cols = np.concatenate([ties.coords[1], np.repeat(pivots, n)])
    target = np.concatenate([ties.data, reached.ravel()])
    keep = rows != cols
    rows, cols, target = rows[keep], cols[keep], target[keep]
    # A pivot stands for the n / len(pivots) actors around it.
    weight = target**-2.0
    weight[len(ties.data) :] *= n / len(pivots) / 4
    total = np.bincount(rows, weight, minlength=n)
    for _ in range(80):
        apart = places[rows] - places[cols]
        distance = np.maximum(np.hypot(apart[:, 0], apart[:, 1]), 1e-6)
        wanted = places[cols] + apart * (target / distance)[:, None]
        moved = [np.bincount(rows, weight * wanted[:, k], minlength=n) / total for k in (0, 1)]
        places = 0.4 * places + 0.6 * np.stack(moved, axis=1)
    return places
