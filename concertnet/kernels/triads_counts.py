"""Two-paths through each actor, by the groups of their ends: all, closed, and their overlaps.

A two-path a -> b -> c (a and c differ) is closed when a -> c; its role for the broker b is one of
`concertnet.kernels.triads_roles`. Graphs come as `concertnet.kernels.triads_oriented.oriented` lays
them out, and actors are named here by their rank.
"""

from __future__ import annotations

import numpy as np

from concertnet.kernels.compiled import compiled
from concertnet.kernels.triads_roles import (
    COORDINATOR,
    GATEKEEPER,
    ITINERANT,
    LIAISON,
    REPRESENTATIVE,
    ROLES_OF_PATHS,
)

__all__ = ["all_two_paths", "closed_chains", "closed_two_paths", "open_overlaps"]


@compiled
def all_two_paths(starts, ends, flags, codes, k):  # type: ignore[no-untyped-def]
    """Count the two-paths through each actor by role, open or closed.

    Parameters
    ----------
    starts, ends, flags : ndarrays
        The graph, as `oriented` returns it.
    codes : ndarray of int32, shape (n,)
        Group of the actor at each rank, from 0 to k - 1.
    k : int
        Number of groups.

    Returns
    -------
    ndarray of int64, shape (n, 5)
        By rank and role.
    """
    n = len(starts) - 1
    place = np.zeros(n + 1, np.int64)
    for u in range(n):
        place[u + 1] += starts[u + 1] - starts[u]
        for e in range(starts[u], starts[u + 1]):
            place[ends[e] + 1] += 1
    for u in range(n):
        place[u + 1] += place[u]
    # what each actor needs to know of its contacts: their group, and who sends to whom
    contact = np.empty(place[n], np.int32)
    filled = place[:n].copy()
    for u in range(n):
        for e in range(starts[u], starts[u + 1]):
            v = ends[e]
            held = flags[e]
            contact[filled[u]] = codes[v] * 4 + held
            filled[u] += 1
            contact[filled[v]] = codes[u] * 4 + (held >> 1 | (held & 1) << 1)
            filled[v] += 1
    counts = np.empty((n, 5), np.int64)
    sending = np.zeros(k, np.int64)
    for b in range(n):
        sent = received = mutual = own_sent = own_received = own_mutual = alike = 0
        for e in range(place[b], place[b + 1]):
            to = contact[e] & 1
            back = contact[e] >> 1 & 1
            group = contact[e] >> 2
            own = np.int64(group == codes[b])
            sent += to
            received += back
            mutual += to & back
            own_sent += own & to
            own_received += own & back
            own_mutual += own & to & back
            sending[group] += back
        for e in range(place[b], place[b + 1]):
            alike += (contact[e] & 1) * sending[contact[e] >> 2]
        for e in range(place[b], place[b + 1]):
            sending[contact[e] >> 2] = 0
        coordinator = own_received * own_sent - own_mutual
        representative = own_received * (sent - own_sent)
        gatekeeper = (received - own_received) * own_sent
        counts[b, COORDINATOR] = coordinator
        counts[b, ITINERANT] = alike - mutual - coordinator
        counts[b, REPRESENTATIVE] = representative
        counts[b, GATEKEEPER] = gatekeeper
        counts[b, LIAISON] = received * sent - alike - representative - gatekeeper
    return counts


@compiled
def closed_two_paths(starts, ends, flags, codes, closing, mutual):  # type: ignore[no-untyped-def]
    """Count the closed two-paths through each actor by role, from one pass over the triangles.

    Parameters
    ----------
    starts, ends, flags : ndarrays
        The graph, as `oriented` returns it.
    codes : ndarray of int32, shape (n,)
        Group of the actor at each rank.
    closing : ndarray of int32, shape (pairs, 4) or (0, 4)
        Filled, unless it is empty, with the closed two-paths that start with each tie (from the
        low rank to the high one, from the high to the low), and that end with it (likewise).
    mutual : ndarray of int64, shape (n,) or (0,)
        Filled, unless `closing` is empty, with the ordered pairs of contacts tied with the actor
        both ways, and tied with each other.

    Returns
    -------
    ndarray of int64, shape (n, 5)
        By rank and role.
    """
    n = len(starts) - 1
    counts = np.zeros((n, 5), np.int64)
    by_tie = len(closing) > 0
    tied = np.zeros(n, np.uint8)
    row = np.empty(n, np.int32)  # where the pair of u and each of its contacts stands
    of_u = np.zeros(5, np.int64)
    of_v = np.zeros(5, np.int64)
    for u in range(n):
        if starts[u + 1] - starts[u] < 2:
            continue
        for e in range(starts[u], starts[u + 1]):
            tied[ends[e]] = flags[e]
            row[ends[e]] = e
        for e in range(starts[u], starts[u + 1]):
            v = ends[e]
            uv = flags[e] & 1
            vu = flags[e] >> 1 & 1
            same_uv = np.int64(codes[u] == codes[v])
            for f in range(starts[v], starts[v + 1]):
                x = ends[f]
                if tied[x]:
                    ux = tied[x] & 1
                    xu = tied[x] >> 1 & 1
                    vx = flags[f] & 1
                    xv = flags[f] >> 1 & 1
                    vux = vu & ux & vx
                    xuv = xu & uv & xv
                    uvx = uv & vx & ux
                    xvu = xv & vu & xu
                    uxv = ux & xv & uv
                    vxu = vx & xu & vu
                    same_vx = np.int64(codes[v] == codes[x])
                    same_ux = np.int64(codes[u] == codes[x])
                    kind = same_uv + 2 * same_vx + 4 * same_ux
                    # added even when zero: a branch here costs more than it saves
                    of_u[ROLES_OF_PATHS[kind, 0]] += vux
                    of_u[ROLES_OF_PATHS[kind, 1]] += xuv
                    of_v[ROLES_OF_PATHS[kind, 2]] += uvx
                    of_v[ROLES_OF_PATHS[kind, 3]] += xvu
                    counts[x, ROLES_OF_PATHS[kind, 4]] += uxv
                    counts[x, ROLES_OF_PATHS[kind, 5]] += vxu
                    if by_tie:
                        g = row[x]
                        closing[e, 0] += uvx
                        closing[e, 1] += vux
                        closing[e, 2] += xuv
                        closing[e, 3] += xvu
                        closing[f, 0] += vxu
                        closing[f, 1] += xvu
                        closing[f, 2] += uvx
                        closing[f, 3] += uxv
                        closing[g, 0] += uxv
                        closing[g, 1] += xuv
                        closing[g, 2] += vux
                        closing[g, 3] += vxu
                        mutual[u] += 2 * (uv & vu & ux & xu)
                        mutual[v] += 2 * (uv & vu & vx & xv)
                        mutual[x] += 2 * (ux & xu & vx & xv)
            for r in range(5):
                counts[v, r] += of_v[r]
                of_v[r] = 0
        for r in range(5):
            counts[u, r] += of_u[r]
            of_u[r] = 0
        for e in range(starts[u], starts[u + 1]):
            tied[ends[e]] = 0
    return counts


@compiled
def open_overlaps(starts, ends, flags, closing, mutual):  # type: ignore[no-untyped-def]
    """Count the open two-paths through each actor, and the pairs of them that share ends.

    Parameters
    ----------
    starts, ends, flags : ndarrays
        The graph, as `oriented` returns it; no actor with more than two million ties, above which
        a count may pass the largest int64.
    closing, mutual : ndarrays
        What `closed_two_paths` fills.

    Returns
    -------
    ndarray of int64, shape (n, 5)
        By rank: the open two-paths; their ordered pairs that are the reverse of each other
        (a -> c and c -> a), share the source only, share the target only; the unordered pairs
        that follow each other (a -> c and c -> e, where e is not a).
    """
    n = len(starts) - 1
    degrees = np.zeros((n, 3), np.int64)  # sent, received, both ways
    for u in range(n):
        for e in range(starts[u], starts[u + 1]):
            v = ends[e]
            to = flags[e] & 1
            back = flags[e] >> 1 & 1
            degrees[u, 0] += to
            degrees[u, 1] += back
            degrees[u, 2] += to & back
            degrees[v, 0] += back
            degrees[v, 1] += to
            degrees[v, 2] += to & back
    overlaps = np.zeros((n, 5), np.int64)
    for b in range(n):
        overlaps[b, 1] = degrees[b, 2] * (degrees[b, 2] - 1) - mutual[b]
        overlaps[b, 4] = -overlaps[b, 1]
    for u in range(n):
        for e in range(starts[u], starts[u + 1]):
            # each end as the broker: open two-paths whose source, or target, is the other end
            for end in range(2):
                b = ends[e] if end == 0 else u
                comes = flags[e] >> end & 1
                goes = flags[e] >> (1 - end) & 1
                source = comes * (degrees[b, 0] - goes - closing[e, end])
                target = goes * (degrees[b, 1] - comes - closing[e, 3 - end])
                overlaps[b, 0] += source
                overlaps[b, 2] += source * (source - 1)
                overlaps[b, 3] += target * (target - 1)
                overlaps[b, 4] += source * target
    return overlaps


@compiled
def closed_chains(starts, ends, shared, codes):  # type: ignore[no-untyped-def]
    """Count the closed chains through each actor of an undirected, weighted graph by role.

    Parameters
    ----------
    starts : ndarray of int64, shape (n + 1,)
        Where the row of each rank begins.
    ends : ndarray of int32, shape (pairs,)
        The higher rank of each pair, ascending within a row.
    shared : ndarray of int32, shape (pairs,)
        Weight of each pair: a triad counts for the product of the weights of its broker's pairs.
    codes : ndarray of int32, shape (n,)
        Group of the actor at each rank.

    Returns
    -------
    ndarray of int64, shape (n, 5)
        By rank and role, each triad once; representative and gatekeeper are both as
        `ROLES_OF_PATHS` says.
    """
    n = len(starts) - 1
    counts = np.zeros((n, 5), np.int64)
    weight = np.zeros(n, np.int64)
    for u in range(n):
        for e in range(starts[u], starts[u + 1]):
            weight[ends[e]] = shared[e]
        for e in range(starts[u], starts[u + 1]):
            v = ends[e]
            uv = np.int64(shared[e])
            same_uv = np.int64(codes[u] == codes[v])
            for f in range(starts[v], starts[v + 1]):
                x = ends[f]
                ux = weight[x]
                if ux:
                    vx = np.int64(shared[f])
                    same_vx = np.int64(codes[v] == codes[x])
                    same_ux = np.int64(codes[u] == codes[x])
                    kind = same_uv + 2 * same_vx + 4 * same_ux
                    counts[u, ROLES_OF_PATHS[kind, 0]] += uv * ux
                    counts[v, ROLES_OF_PATHS[kind, 2]] += uv * vx
                    counts[x, ROLES_OF_PATHS[kind, 4]] += ux * vx
        for e in range(starts[u], starts[u + 1]):
            weight[ends[e]] = 0
    return counts
