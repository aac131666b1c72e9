"""How many kinds of relation join two actors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from concertnet.hinges.actor_lives import actor_lives
from concertnet.hinges.arrays import Instants, Positions, positions
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.guards import require_network
from concertnet.hinges.pair_histories import pair_histories, pairs_within
from concertnet.hinges.pools import pools_of
from concertnet.hinges.seat_places import seat_places
from concertnet.hinges.spells import inside, unbroken
from concertnet.records import Record
from concertnet.tables.cells.intervals import bounds

__all__ = ["Multiplexity", "pair_multiplexity"]

_KINDS = ("tie", "shared_instance", "shared_agreement", "contribution")


@dataclass(frozen=True, eq=False, repr=False)
class Multiplexity(Record):
    """How many kinds of relation join each pair of actors.

    Attributes
    ----------
    pairs : DataFrame
        One row per pair that something joins: actor, other (in the order of the table of actors);
        tie, shared_instance (both had a seat there together), shared_agreement (both were parties
        together), contribution (one gave to a pool where the other was): whether it joins them;
        kinds, how many do (1 to 4).
    n : int
        Pairs that something joins.
    share : float
        Those that two kinds at least join / n (0 to 1); nan when nothing joins any pair.
    """

    pairs: pd.DataFrame
    n: int
    share: float


def pair_multiplexity(net: NetworkLike) -> Multiplexity:
    """Count the kinds of relation that join each pair of actors (pair grain).

    Parameters
    ----------
    net : Network
        The network; a selection by date counts what is in force then.

    Returns
    -------
    Multiplexity
        The pairs, and the share that several kinds join (0 to 1; nan without a pair).

    Raises
    ------
    NotComparable
        If `net` is no Network.

    References
    ----------
    .. [1] Provan, K. G. and Milward, H. B. (2001). Do networks really work? A framework for
       evaluating public-sector organizational networks. Public Administration Review 61(4),
       414-423, doi:10.1111/0033-3352.00045.

    Examples
    --------
    >>> import concertnet as cn
    >>> net = cn.Network(
    ...     pd.DataFrame({"actor": list("abc")}),
    ...     pd.DataFrame({"source": ["a"], "target": ["b"], "level": ["collaboration"]}),
    ...     instances=pd.DataFrame({"instance": ["t"]}),
    ...     seats=pd.DataFrame({"seat": list("123"), "instance": "t", "actor": list("abc")}))
    >>> found = pair_multiplexity(net)
    >>> found.n, round(found.share, 3), found.pairs["kinds"].tolist()
    (3, 0.333, [2, 1, 1])
    """
    require_network(net)
    lives = actor_lives(net)
    width = max(len(lives.actors), 1)
    ties = pair_histories(net, lives)
    places = seat_places(net)
    spells = places.spells
    seat = spells.code
    seated = (places.instance[seat], places.actor[seat], spells.start, spells.end)
    parties = net.parties()
    party = positions(parties["actor"], lives.actors)
    whole = unbroken(lives.who.astype(np.int64), lives.start, lives.end)
    row, start, end = inside(party, *bounds(parties), whole)
    of = pd.factorize(parties["agreement"])[0][row]
    keys = [
        np.unique(ties.one[ties.pair].astype(np.int64) * width + ties.other[ties.pair]),
        _together(*seated, width),
        _together(of, party[row], start, end, width),
        _given(net, width),
    ]
    joined = np.unique(np.concatenate(keys))
    flags = {name: np.isin(joined, key) for name, key in zip(_KINDS, keys, strict=True)}
    kinds = sum((flag.astype(np.int64) for flag in flags.values()), np.zeros(len(joined), np.int64))
    ids = lives.actors.to_numpy()
    pairs = pd.DataFrame(
        {"actor": ids[joined // width], "other": ids[joined % width], **flags, "kinds": kinds}
    )
    share = float((kinds >= 2).mean()) if len(joined) else float("nan")
    return Multiplexity(pairs, len(joined), share)


def _together(
    whole: Positions, member: Positions, start: Instants, end: Instants, width: int
) -> Positions:
    """Return the pairs who were members of something at the same time."""
    _, low, high, _, _ = pairs_within(whole, member, start, end)
    return np.unique(low.astype(np.int64) * width + high)


def _given(net: NetworkLike, width: int) -> Positions:
    """Return the pairs of which one gives to a pool where the other is."""
    if net.tables["contributions"].empty:
        return np.zeros(0, dtype=np.int64)
    pools = pools_of(net)
    one, other = pools.giver[pools.gift], pools.receiver
    return np.unique(np.minimum(one, other) * width + np.maximum(one, other))
