"""Places in the plane whose distances are as near as can be to given ones: stress, by pairs."""

from __future__ import annotations

import math

import numpy as np

from concertnet.kernels.compiled import compiled

__all__ = ["anneal", "settle"]


@compiled
def anneal(first, second, wanted, pull_first, pull_second, rates, places):  # type: ignore[no-untyped-def]
    """Move pairs one by one towards their wanted distance, by ever smaller steps.

    Stochastic gradient descent on the stress (Zheng, Pawar and Goodman 2018). The pairs are read
    in the order given, then backwards, and so on: shuffle them beforehand.

    Parameters
    ----------
    first, second : ndarray of int32, shape (pairs,)
        Positions of the two ends of each pair.
    wanted : ndarray of float64, shape (pairs,)
        Distance at which the pair should stand.
    pull_first, pull_second : ndarray of float64, shape (pairs,)
        Weight of the pair for each of its ends.
    rates : ndarray of float64
        Step size of each pass; a step goes at most to where the pair stands as wanted.
    places : ndarray of float64, shape (n, 2)
        Where the actors stand; changed in place.
    """
    last = len(first) - 1
    for turn in range(len(rates)):
        for k in range(last + 1):
            pair = k if turn % 2 == 0 else last - k
            a, b = first[pair], second[pair]
            x = places[a, 0] - places[b, 0]
            y = places[a, 1] - places[b, 1]
            far = math.sqrt(x * x + y * y)
            if far < 1e-12:
                x = far = 1e-12
            step = (wanted[pair] - far) / (2.0 * far)
            to_a = step * min(1.0, rates[turn] * pull_first[pair])
            to_b = step * min(1.0, rates[turn] * pull_second[pair])
            places[a, 0] += to_a * x
            places[a, 1] += to_a * y
            places[b, 0] -= to_b * x
            places[b, 1] -= to_b * y


@compiled
def settle(wanted, enough, rounds, places):  # type: ignore[no-untyped-def]
    """Move each actor to where the others want it, in turn, until the stress no longer falls.

    Localised majorisation (Gansner, Koren and North 2004): no move raises the stress.

    Parameters
    ----------
    wanted : ndarray of float64, shape (n, n)
        Distance at which each pair should stand; the diagonal is not read.
    enough : float
        Share by which the stress must fall in a round for another one to follow.
    rounds : int
        Rounds at most.
    places : ndarray of float64, shape (n, 2)
        Where the actors stand; changed in place.

    Returns
    -------
    float
        Stress: sum over pairs of ``(distance / wanted - 1) ** 2``, as read during the last round.
    """
    n = len(places)
    before = stress = np.inf
    for _ in range(rounds):
        stress = 0.0
        for i in range(n):
            x, y = places[i, 0], places[i, 1]
            to_x = to_y = total = 0.0
            for j in range(n):
                if j == i:
                    continue
                away_x, away_y = x - places[j, 0], y - places[j, 1]
                far = math.sqrt(away_x * away_x + away_y * away_y)
                weight = 1.0 / (wanted[i, j] * wanted[i, j])
                stretch = wanted[i, j] / max(far, 1e-12) - 1.0
                to_x += weight * stretch * away_x
                to_y += weight * stretch * away_y
                total += weight
                stress += weight * (far - wanted[i, j]) ** 2
            places[i, 0] = x + to_x / total
            places[i, 1] = y + to_y / total
        if stress >= before * (1.0 - enough):
            break
        before = stress
    return stress / 2.0
