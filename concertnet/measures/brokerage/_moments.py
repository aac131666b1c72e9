"""Mean and variance of brokerage by chance, from the sizes of the groups, in closed form.

Under both null models a moment is a sum over pairs of two-paths, and a pair matters only by what
the two share. `placements` counts the ways to choose the ends of each kind of pair so that both
two-paths have a given role; everything else follows.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from concertnet.hinges.arrays import Counts, Values
from concertnet.measures.brokerage._counts import ROLES, TOTAL

__all__ = ["density_moments", "label_moments", "network_moments"]

# One two-path; two that are the reverse of each other, that share the source, that share the
# target, that follow each other, that share nothing.
Placements = tuple[int, int, int, int, int, int]
PowerSums = tuple[int, int, int, int]

# Below this share of the terms that cancel, a variance is worked out again in exact arithmetic.
CANCELLED = 1e-4


def placements(own: int, sums: PowerSums) -> list[Placements]:
    """Count the ways to choose distinct ends for two-paths of each role through one broker.

    Parameters
    ----------
    own : int
        Number of other actors in the broker's group.
    sums : (int, int, int, int)
        Sums over the other groups of their sizes to the power 1, 2, 3 and 4.

    Returns
    -------
    list of 6 tuples, in the order of `ROLES`
        Ordered choices of 2, 2, 3, 3, 3 and 4 distinct actors.
    """
    rest, squares, cubes, fourths = sums
    two, three, four = (_falling(own, r) for r in (2, 3, 4))
    # actors of one same other group: two, three or four of them; two and two
    alike = squares - rest
    alike3 = cubes - 3 * squares + 2 * rest
    alike4 = fourths - 6 * cubes + 11 * squares - 6 * rest
    alike22 = alike4 + alike * alike - (fourths - 2 * cubes + squares)
    unlike = _falling(rest, 2) - alike
    # one actor, and two whose groups are neither its own nor the broker's
    unlike3 = rest * _falling(rest, 2) + (1 - 2 * rest) * squares + cubes
    unlike22 = _falling(rest, 4) - 2 * alike * _falling(rest - 2, 2) + alike22
    across = _falling(own, 2) * _falling(rest, 2)
    all2, all3, all4 = (_falling(own + rest, r) for r in (2, 3, 4))
    return [
        (two, two, three, three, three, four),
        (alike, alike, alike3, alike3, alike3, alike22),
        (own * rest, 0, own * _falling(rest, 2), two * rest, 0, across),
        (own * rest, 0, two * rest, own * _falling(rest, 2), 0, across),
        (unlike, unlike, unlike3, unlike3, unlike3, unlike22),
        (all2, all2, all3, all3, all3, all4),
    ]


def density_moments(sizes: Counts, density: float) -> tuple[Values, Values]:
    """Return expected counts and sd by group and role when each tie exists with one probability.

    Two-paths of a same broker covary only when they share a tie, hence a source or a target.
    """
    path, sharing = density**2 * (1 - density), (density * (1 - density)) ** 3
    different, of_group = np.unique(sizes, return_inverse=True)
    around = _around(sizes)
    ways = np.array([placements(*around(size)) for size in different.tolist()], dtype=float)
    ways = ways.reshape(-1, len(ROLES), 6)[of_group]
    variance = ways[..., 0] * path * (1 - path) + (ways[..., 2] + ways[..., 3]) * sharing
    return ways[..., 0] * path, np.sqrt(variance)


def network_moments(sizes: Counts, density: float, *, directed: bool) -> tuple[Values, Values]:
    """Return expected counts and sd by role, over all brokers, each tie having one probability.

    Two-paths of different brokers covary too: they share a tie, or the absent tie, or one needs
    the tie whose absence the other needs. Undirected, open triads are counted once, as by
    `concertnet.measures.brokerage.roles.once`.
    """
    n = [int(size) for size in sizes]
    total = sum(n)
    outside = [(_falling(g, 2), _falling(g, 3), total - g) for g in n]
    threes, fours = sum(_falling(g, 3) for g in n), sum(_falling(g, 4) for g in n)
    two_one = sum(two * rest for two, _, rest in outside)
    three_one = sum(three * rest for _, three, rest in outside)
    two_two = sum(two * _falling(rest, 2) for two, _, rest in outside)
    between = sum(two for two, _, _ in outside) ** 2 - sum(two**2 for two, _, _ in outside)
    s2, s3, s4 = (sum(g**r for g in n) for r in (2, 3, 4))
    apart = total**3 - 3 * total * s2 + 2 * s3
    # two actors of different groups, and two outside both: sum of a b (r^2 - r), r the rest
    crossed = total * (total**2 - s2) - 2 * (s2 * total - s3)
    apart4 = (
        total**2 * (total**2 - s2)
        + 2 * (s3 * total - s4)
        - 4 * total * (s2 * total - s3)
        + 2 * (s2**2 - s4)
        - crossed
    )
    every, every4 = _falling(total, 3), _falling(total, 4)
    # by role: two-paths, then ordered pairs of them that share a tie, that share the absent tie,
    # of which one needs the tie that the other must not have
    if directed:
        one_way = (two_one, two_two + three_one, three_one, 2 * three_one + two_one)
        ways = [
            (threes, 4 * fours + 2 * threes, fours, 4 * fours + 2 * threes),
            (two_one, 2 * three_one + 2 * between, two_two, 0),
            one_way,
            one_way,
            (apart, 4 * apart4 + 2 * apart, apart4, 4 * apart4 + 2 * apart),
            (every, 4 * every4 + 2 * every, every4, 4 * every4 + 2 * every),
        ]
    else:
        # two triads covary if they share two actors, whose tie is then in both, or three
        mixed = three_one + between
        ways = [
            (threes / 2, 2 * fours, fours / 2, 2 * fours + threes),
            (two_one / 2, mixed, two_two / 2, 0),
            (math.nan,) * 4,
            (two_one, 2 * two_two + mixed, mixed, 2 * mixed + two_one),
            (apart / 2, 2 * apart4, apart4 / 2, 2 * apart4 + apart),
            (every / 2, 2 * every4, every4 / 2, 2 * every4 + every),
        ]
    path = density**2 * (1 - density)
    covariances = np.array(
        [
            path * (1 - path),
            (density * (1 - density)) ** 3,
            density**5 * (1 - density),
            -(path**2),
        ]
    )
    counted = np.array(ways, dtype=float)
    return counted[:, 0] * path, np.sqrt(np.maximum(counted @ covariances, 0.0))


def label_moments(
    sizes: Counts, codes: npt.NDArray[np.int32], overlaps: Counts
) -> tuple[Values, Values]:
    """Return expected counts and sd by actor and role when the others' groups are shuffled.

    Parameters
    ----------
    sizes : ndarray of int, shape (k,)
        Sizes of the groups.
    codes : ndarray of int32, shape (n,)
        Group of each actor; -1 gives nan.
    overlaps : ndarray of int64, shape (n, 5)
        What `concertnet.kernels.triads_counts.open_overlaps` counts, in the order of `codes`.

    Returns
    -------
    expected, sd : ndarrays of float, shape (n, 6)
        sd is exactly 0 where no shuffle changes the count.
    """
    expected = np.full((len(codes), len(ROLES)), np.nan)
    sd = np.full((len(codes), len(ROLES)), np.nan)
    of_actor = np.where(codes >= 0, np.append(sizes, -1)[codes], -1)
    around = _around(sizes)
    for size in np.unique(sizes).tolist():
        members = np.flatnonzero(of_actor == size)
        shares, exact = _label_weights(*around(size))
        weights = np.array([[float(w) for w in role] for role in exact])
        found = overlaps[members].astype(float)
        factors = np.column_stack([found[:, :4], 2 * found[:, 4], found[:, 0] ** 2])
        variance = factors @ weights.T
        cancelling = factors @ np.abs(weights.T)
        for row, role in np.argwhere(np.abs(variance) < CANCELLED * cancelling).tolist():
            t, *pairs = overlaps[members[row]].tolist()
            terms = (t, *pairs[:3], 2 * pairs[3], t * t)
            variance[row, role] = float(sum(w * x for w, x in zip(exact[role], terms, strict=True)))
        expected[members] = factors[:, :1] * np.array([float(share) for share in shares])
        sd[members] = np.sqrt(variance)
    return expected, sd


def _label_weights(own: int, sums: PowerSums) -> tuple[list[Fraction], list[tuple[Fraction, ...]]]:
    """Return the probability of each role, and the weight of each overlap in its variance.

    The mean square weighs each kind of pair by its probability. Pairs that share nothing are all
    pairs less the others, and the square of the mean weighs all pairs: so the weights below.
    """
    choices = [_falling(own + sums[0], ends) for ends in (2, 2, 3, 3, 3, 4)]
    shares, weights = [], []
    for ways in placements(own, sums):
        # a kind of pair for which there are too few actors never occurs
        p = [Fraction(w, c) if c else Fraction(0) for w, c in zip(ways, choices, strict=True)]
        shares.append(p[0])
        weights.append((*(kind - p[5] for kind in p[:5]), p[5] - p[0] ** 2))
    weights[TOTAL] = (Fraction(0),) * 6  # the network stays, and so does its total
    return shares, weights


def _around(sizes: Counts) -> Callable[[int], tuple[int, PowerSums]]:
    """Return what gives `placements` its arguments, for a broker in a group of a given size."""
    one, two, three, four = (sum(size**r for size in sizes.tolist()) for r in (1, 2, 3, 4))

    def around(size: int) -> tuple[int, PowerSums]:
        return size - 1, (one - size, two - size**2, three - size**3, four - size**4)

    return around


def _falling(n: int, r: int) -> int:
    """Return the number of ordered choices of r among n."""
    return math.perm(n, r) if n > 0 else 0
