"""Pairs of actors who sit together, met one by one and never stored.

A network with large instances has far more pairs than seats: these loops hold one row of pairs at a
time, so their memory grows with the seats only.
"""

from __future__ import annotations

import numpy as np

from concertnet.kernels.compiled import compiled

__all__ = ["hanging_pairs", "lost_by_person", "sole_pairs"]


@compiled
def sole_pairs(actor_starts, sat_at, instance_starts, members, code, instances):  # type: ignore[no-untyped-def]
    """Count the pairs of different groups that sit together in one instance only.

    Parameters
    ----------
    actor_starts : ndarray of int64, shape (n + 1,)
        Where the row of each actor begins in `sat_at`.
    sat_at : ndarray of int32, shape (m,)
        Instances of each actor.
    instance_starts : ndarray of int64, shape (instances + 1,)
        Where the row of each instance begins in `members`.
    members : ndarray of int32, shape (m,)
        Actors of each instance.
    code : ndarray of int32, shape (n,)
        Group of each actor; all known.
    instances : int
        Number of instances.

    Returns
    -------
    sole : ndarray of int64, shape (instances,)
        Pairs that sit together here and nowhere else.
    pairs : int
        Distinct pairs that sit together somewhere.
    """
    n = len(code)
    sole = np.zeros(instances, np.int64)
    where = np.empty(n, np.int32)
    met_by = np.empty(n, np.int32)
    met = np.empty(n, np.int32)
    pairs = 0
    for b in range(n):
        met_by[b] = -1
    for a in range(n):
        count = 0
        for e in range(actor_starts[a], actor_starts[a + 1]):
            k = sat_at[e]
            for f in range(instance_starts[k], instance_starts[k + 1]):
                b = members[f]
                if b <= a or code[b] == code[a]:
                    continue
                if met_by[b] == a:
                    where[b] = -1
                else:
                    met_by[b] = a
                    where[b] = k
                    met[count] = b
                    count += 1
        pairs += count
        for t in range(count):
            if where[met[t]] >= 0:
                sole[where[met[t]]] += 1
    return sole, pairs


@compiled
def hanging_pairs(
    actor_starts, sat_at, sole_at, instance_starts, members, sole_of, code, links, found
):  # type: ignore[no-untyped-def]
    """List the pairs of different groups who would no longer sit together without some person.

    Parameters
    ----------
    actor_starts, sat_at, instance_starts, members, code
        As in `sole_pairs`.
    sole_at : ndarray of int32, shape (m,)
        Beside `sat_at`, the only person of that actor at that instance; -1 where there are more.
    sole_of : ndarray of int32, shape (m,)
        The same beside `members`.
    links : ndarray of int32, shape (n, groups), zeros
        Filled with the number of actors of each group with whom each actor sits.
    found : ndarray of int32, shape (room, 5)
        Filled with a row per pair that hangs on someone, as far as there is room: the two actors,
        the number of instances that they share, and one or two persons without either of whom they
        share none (-1: no second one).

    Returns
    -------
    int
        Number of pairs that hang on someone, be there room for them or not.
    """
    n = len(code)
    size = 0
    met_by = np.empty(n, np.int32)
    met = np.empty(n, np.int32)
    shared = np.empty(n, np.int32)
    first = np.empty(n, np.int32)
    second = np.empty(n, np.int32)
    for b in range(n):
        met_by[b] = -1
    for a in range(n):
        count = 0
        for e in range(actor_starts[a], actor_starts[a + 1]):
            k = sat_at[e]
            p = sole_at[e]
            for f in range(instance_starts[k], instance_starts[k + 1]):
                b = members[f]
                if b <= a or code[b] == code[a]:
                    continue
                q = sole_of[f]
                if met_by[b] != a:
                    met_by[b] = a
                    met[count] = b
                    count += 1
                    shared[b] = 1
                    first[b] = p
                    second[b] = q if q != p else -1
                else:
                    # whom every shared instance so far needs, and this one too
                    shared[b] += 1
                    if first[b] != p and first[b] != q:
                        first[b] = -1
                    if second[b] != p and second[b] != q:
                        second[b] = -1
        for t in range(count):
            b = met[t]
            links[a, code[b]] += 1
            links[b, code[a]] += 1
            if first[b] < 0 and second[b] < 0:
                continue
            if size < len(found):
                found[size, 0] = a
                found[size, 1] = b
                found[size, 2] = shared[b]
                found[size, 3] = first[b] if first[b] >= 0 else second[b]
                found[size, 4] = second[b] if first[b] >= 0 else -1
            size += 1
    return size


@compiled
def lost_by_person(person, one, other, code, links, persons):  # type: ignore[no-untyped-def]
    """Count whom actors would no longer meet without each person.

    Parameters
    ----------
    person : ndarray of int64, shape (rows,)
        Persons on whom links hang, in order.
    one, other : ndarray of int64, shape (rows,)
        The two actors of each such link, the actor for whom the person sits coming first.
    code : ndarray of int32, shape (n,)
        Group of each actor.
    links : ndarray of int32, shape (n, groups)
        Number of actors of each group with whom each actor sits.
    persons : int
        Number of persons.

    Returns
    -------
    others : ndarray of int64, shape (persons,)
        Distinct actors at the other end.
    groups : ndarray of int64, shape (persons,)
        Times that every link of an actor to a group hangs on the person.
    """
    n, k = links.shape
    others = np.zeros(persons, np.int64)
    groups = np.zeros(persons, np.int64)
    met_by = np.empty(n, np.int64)
    held = np.zeros((n, k), np.int32)
    for b in range(n):
        met_by[b] = -1
    first = 0
    while first < len(person):
        p = person[first]
        end = first
        while end < len(person) and person[end] == p:
            a, b = one[end], other[end]
            held[a, code[b]] += 1
            held[b, code[a]] += 1
            if met_by[b] != p:
                met_by[b] = p
                others[p] += 1
            end += 1
        for row in range(first, end):
            a, b = one[row], other[row]
            for _ in range(2):
                a, b = b, a
                g = code[b]
                if held[a, g] > 0:
                    groups[p] += held[a, g] == links[a, g]
                    held[a, g] = 0
        first = end
    return others, groups
