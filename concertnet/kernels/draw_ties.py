"""Random graphs with the degrees of a given one, by a chain of small exchanges between its ties."""

from __future__ import annotations

import numpy as np

from concertnet.kernels.compiled import compiled

__all__ = ["rewire"]

EMPTY = -1
# One trial in so many of a directed chain tries to reverse a cycle of three ties.
CYCLES = np.uint64(8)
# Constants of splitmix64 (Steele, Lea and Flood 2014), and of multiplicative hashing.
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
MIX_2 = np.uint64(0x94D049BB133111EB)
LOW = np.uint64(0xFFFFFFFF)
HALF = np.uint64(32)
ONE = np.uint64(1)


@compiled
def _random(state):  # type: ignore[no-untyped-def]
    """Return the next word of 64 random bits."""
    state[0] += GOLDEN
    z = state[0]
    z = (z ^ (z >> np.uint64(30))) * MIX_1
    z = (z ^ (z >> np.uint64(27))) * MIX_2
    return z ^ (z >> np.uint64(31))


@compiled
def _slot(table, shift, key):  # type: ignore[no-untyped-def]
    """Return where a pair is in the table or, when it is not there, where it would go."""
    mask = np.uint64(len(table) - 1)
    at = (np.uint64(key) * GOLDEN) >> shift
    while table[at] != EMPTY and table[at] != key:
        at = (at + ONE) & mask
    return at


@compiled
def _replace(table, shift, old, new):  # type: ignore[no-untyped-def]
    """Take one pair out of the table and put another in."""
    mask = np.uint64(len(table) - 1)
    hole = _slot(table, shift, old)
    at = hole
    while True:
        at = (at + ONE) & mask
        if table[at] == EMPTY:
            break
        # a pair moves back into the hole unless its own place comes after the hole
        home = (np.uint64(table[at]) * GOLDEN) >> shift
        if ((at - home) & mask) >= ((at - hole) & mask):
            table[hole] = table[at]
            hole = at
    table[hole] = EMPTY
    table[_slot(table, shift, new)] = new


@compiled
def _pair(n, one, other, directed):  # type: ignore[no-untyped-def]
    """Return the number of a pair of actors."""
    if directed or one < other:
        return np.int64(one) * n + other
    return np.int64(other) * n + one


@compiled
def rewire(source, target, directed, codes, k, state, trials, draws):  # type: ignore[no-untyped-def]
    """Run the chain, and count the ties between groups at each of its draws.

    A trial picks two ties, a-b and c-d, and makes them a-d and c-b (or a-c and d-b, as likely,
    when undirected); where that would join an actor to itself or double a tie nothing is done,
    and the trial counts. Directed, one trial in `CYCLES` picks a cycle a->b->c->a and reverses it:
    no exchange of two ties can. Every move is as likely as its reverse, so that the chain comes to
    visit each simple graph with these degrees equally often.

    Parameters
    ----------
    source, target : ndarray of int32, shape (m,)
        Ties of a simple graph, overwritten by those of the last draw, each in its place; sorted
        by source when directed.
    directed : bool
        Whether the numbers of ties sent and received are kept apart.
    codes : ndarray of int32, shape (n,)
        Group of each actor, -1 where unknown.
    k : int
        Number of groups.
    state : ndarray of uint64, shape (1,)
        State of the random numbers, overwritten.
    trials : int
        Trials before each draw.
    draws : int
        Number of draws.

    Returns
    -------
    ndarray of int64, shape (draws, k * k)
        Ties from each group to each, by direction.
    """
    n = np.int64(len(codes))
    m = len(source)
    bits = 4
    while (1 << bits) < 3 * m:
        bits += 1
    shift = np.uint64(64 - bits)
    table = np.full(1 << bits, EMPTY, np.int64)
    starts = np.zeros(n + 1, np.int64)
    for e in range(m):
        key = _pair(n, source[e], target[e], directed)
        table[_slot(table, shift, key)] = key
        starts[source[e] + 1] += 1
    for v in range(n):
        starts[v + 1] += starts[v]
    counts = np.zeros((draws, k * k), np.int64)
    ties = np.uint64(m)
    for draw in range(draws):
        for _ in range(trials if m else 0):
            word = _random(state)
            # the two halves of the word pick the two ties; what is left of the second, the move
            e = ((word >> HALF) * ties) >> HALF
            rest = ((word & LOW) * (ties * CYCLES)) >> HALF
            move = rest % CYCLES
            f = rest // CYCLES
            a, b = source[e], target[e]
            if directed and move == 0:
                sent = starts[b + 1] - starts[b]
                if sent == 0:
                    continue
                f = np.uint64(starts[b]) + (((_random(state) >> HALF) * np.uint64(sent)) >> HALF)
                c = target[f]
                key = c * n + a
                if (
                    table[_slot(table, shift, key)] != key
                    or table[_slot(table, shift, b * n + a)] != EMPTY
                    or table[_slot(table, shift, c * n + b)] != EMPTY
                    or table[_slot(table, shift, a * n + c)] != EMPTY
                ):
                    continue
                g = starts[c]
                while target[g] != a:
                    g += 1
                _replace(table, shift, a * n + b, a * n + c)
                _replace(table, shift, b * n + c, b * n + a)
                _replace(table, shift, key, c * n + b)
                target[e], target[f], target[g] = c, a, b
                continue
            c, d = source[f], target[f]
            if not directed and move % np.uint64(2) == 0:
                c, d = d, c
            if a == d or b == c:
                continue
            one, other = _pair(n, a, d, directed), _pair(n, c, b, directed)
            if (
                table[_slot(table, shift, one)] != EMPTY
                or table[_slot(table, shift, other)] != EMPTY
            ):
                continue
            _replace(table, shift, _pair(n, a, b, directed), one)
            _replace(table, shift, _pair(n, c, d, directed), other)
            target[e] = d
            source[f], target[f] = c, b
        for e in range(m):
            one, other = codes[source[e]], codes[target[e]]
            if one >= 0 and other >= 0:
                counts[draw, one * k + other] += 1
    return counts
