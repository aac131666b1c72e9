"""Where the actors of one component stand: as far apart as their paths say (stress)."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["least_stress", "tie_lengths"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]

_EXACT, _PIVOTS = 3_000, 200
_PASSES = 100
_PRECISION = 0.02  # share of a wanted distance by which the last steps may be off
# Starts tried, by number of actors: the fewer the actors, the cheaper a start.
_STARTS = ((50, 120), (100, 40), (250, 15), (500, 6), (1_000, 3), (_EXACT, 1))
_NEARLY, _SETTLED = 1e-4, 1e-6  # fall of the stress under which a start, then the best, is left
_LARGE = 1_000  # actors above which `_ROUGHLY` is enough: what it leaves is 0.02 % of the stress
_ROUGHLY = 1e-5
_ROUNDS = 20, 100
_SHORTEST = 0.35  # length of a tie between two actors with the same partners
_MOST_WEDGES = 2_000_000


def tie_lengths(n: int, first: Ints, second: Ints, *, most_wedges: int = _MOST_WEDGES) -> Any:
    """Return the length of every tie: from 0.35 (same partners) to 1 (none in common).

    Two actors are as near as their partners are the same (Jaccard), the two ends left out.

    Parameters
    ----------
    n : int
        Number of actors.
    first, second : ndarray of int32, shape (m,)
        The two ends of each tie, each pair once.
    most_wedges : int
        Paths of two ties beyond which partners in common are counted triangle by triangle.

    Returns
    -------
    scipy.sparse.csr_array of float64, shape (n, n)
        Lengths, symmetric.
    """
    from scipy.sparse import coo_array

    degree = np.bincount(first, minlength=n) + np.bincount(second, minlength=n)
    first, second, shared = _shared_partners(n, first, second, degree, most_wedges)
    # Each end is a partner of the other: without the two ends, what remains is comparable.
    union = degree[first] + degree[second] - shared - 2
    length = 1 - (1 - _SHORTEST) * shared / np.maximum(union, 1)
    both = np.concatenate([first, second]), np.concatenate([second, first])
    return coo_array((np.concatenate([length, length]), both), shape=(n, n)).tocsr()


def _shared_partners(
    n: int, first: Ints, second: Ints, degree: npt.NDArray[np.int64], most_wedges: int
) -> tuple[Ints, Ints, Floats]:
    """Return the ties, perhaps in another order, and how many partners their ends share."""
    if (degree**2).sum() <= most_wedges:
        from scipy.sparse import coo_array

        ties = coo_array((np.ones(len(first)), (first, second)), shape=(n, n))
        adjacency: Any = (ties + ties.T).tocsr()
        return first, second, np.asarray((adjacency @ adjacency)[first, second]).ravel()
    from concertnet.kernels.triads_holes import shared_contacts
    from concertnet.kernels.triads_oriented import oriented

    starts, ends, _, actor = oriented(n, first, second, True)
    low = np.repeat(actor, np.diff(starts))
    shared = shared_contacts(starts, ends, np.ones(len(ends)), np.zeros(n))[:, 1]
    return low, actor[ends], shared


def least_stress(
    lengths: Any, rng: np.random.Generator, *, exact: int = _EXACT, pivots: int = _PIVOTS
) -> Floats:
    """Return the places of the actors of one connected component, in lengths of a tie.

    Every pair is set at its shortest path, by gradient descent on the stress from several starts;
    the best is then settled by majorisation. Above 3,000 actors, each actor is set from its
    partners and from pivots, and each pivot stands for the actors around it.

    Parameters
    ----------
    lengths : scipy.sparse.csr_array of float64, shape (n, n)
        Length of every tie, symmetric.
    rng : numpy.random.Generator
        Gives the starts.
    exact : int
        Actors up to which every pair counts; above, pivots stand for them.
    pivots : int
        Number of pivots.

    Returns
    -------
    ndarray of float64, shape (n, 2)
        Places.

    References
    ----------
    .. [1] Zheng, J. X., Pawar, S. and Goodman, D. F. M. (2018). Graph drawing by stochastic
       gradient descent. IEEE Transactions on Visualization and Computer Graphics, 25(9), 2738-2748.
    .. [2] Gansner, E. R., Koren, Y. and North, S. (2004). Graph drawing by stress majorization.
       Graph Drawing, LNCS 3383, 239-250.
    .. [3] Ortmann, M., Klimenta, M. and Brandes, U. (2017). A sparse stress model. Journal of
       Graph Algorithms and Applications, 21(5), 791-821.
    """
    n = lengths.shape[0]
    if n == 1:
        return np.zeros((1, 2))
    if n == 2:
        return np.array([[0.0, 0.0], [lengths.data[0], 0.0]])
    return _from_all(lengths, rng) if n <= exact else _from_pivots(lengths, rng, pivots)


def _from_all(lengths: Any, rng: np.random.Generator) -> Floats:
    from scipy.sparse.csgraph import dijkstra

    from concertnet.kernels.layout_stress import anneal, settle

    n = lengths.shape[0]
    wanted = np.ascontiguousarray(dijkstra(lengths, directed=False))
    first, second = (ends.astype(np.int32) for ends in np.triu_indices(n, 1))
    target = wanted[first, second]
    rates = _rates(target**-2.0)
    tried = []
    for _ in range(next(starts for most, starts in _STARTS if n <= most)):
        places = rng.random((n, 2)) * target.max()
        order = rng.permutation(len(target))
        pull = target[order] ** -2.0
        anneal(first[order], second[order], target[order], pull, pull, rates, places)
        tried.append((settle(wanted, _NEARLY, _ROUNDS[0], places), places))
    best = min(tried, key=lambda one: one[0])[1]
    settle(wanted, _SETTLED if n <= _LARGE else _ROUGHLY, _ROUNDS[1], best)
    return best


def _rates(weights: Floats) -> Floats:
    """Return the step sizes: from all of the way for every pair, down to a fine adjustment."""
    largest, smallest = 1 / weights.min(), _PRECISION / weights.max()
    return largest * (smallest / largest) ** np.linspace(0.0, 1.0, _PASSES)


def _from_pivots(lengths: Any, rng: np.random.Generator, n_pivots: int) -> Floats:
    from scipy.sparse.csgraph import dijkstra

    from concertnet.kernels.layout_stress import anneal

    n = lengths.shape[0]
    # Drawn at random: those farthest apart would all be at the rim of a network with hubs.
    pivots = rng.permutation(n)[:n_pivots].astype(np.int32)
    reached = dijkstra(lengths, directed=False, indices=pivots)

    ties = lengths.tocoo()
    one = ties.coords[0] < ties.coords[1]
    near = [ends[one].astype(np.int32) for ends in ties.coords]
    actor = np.tile(np.arange(n, dtype=np.int32), n_pivots)
    pivot = np.repeat(pivots, n)
    far = (actor != pivot) & (np.asarray(lengths[actor, pivot]).ravel() == 0)
    first = np.concatenate([near[0], actor[far]])
    second = np.concatenate([near[1], pivot[far]])
    target = np.concatenate([ties.data[one], reached.ravel()[far]])
    weight = target**-2.0
    # Only the actor is moved by a pivot, which stands for those around it.
    stands_for = _stood_for(reached).ravel()[far]
    pull_first = weight * np.concatenate([np.ones(len(near[0])), stands_for])
    pull_second = weight * np.concatenate([np.ones(len(near[0])), np.zeros(len(stands_for))])
    order = rng.permutation(len(target))
    places = rng.random((n, 2)) * reached.max()
    rates = _rates(np.concatenate([pull_first, weight[: len(near[0])]]))
    anneal(*(a[order] for a in (first, second, target, pull_first, pull_second)), rates, places)
    return places


def _stood_for(reached: Floats) -> Floats:
    """Return for how many actors each pivot stands, seen from each actor, shape (pivots, n).

    Those of its region that are nearer to it than half the way to the actor: the others would be
    at another distance.
    """
    region = reached.argmin(axis=0)
    counts = np.empty_like(reached)
    for k, row in enumerate(reached):
        around = np.sort(row[region == k])
        counts[k] = np.searchsorted(around, row / 2, side="right")
    return counts
