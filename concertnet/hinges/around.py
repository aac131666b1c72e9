"""The part of a network around some things: of tables that lie elsewhere, only that comes over."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from concertnet.hinges.door import NetworkLike, hinge

__all__ = ["around_agreements", "around_members"]


@hinge
def around_agreements(net: NetworkLike, when: pd.Timestamp) -> NetworkLike:  # noqa: ARG001
    """Return the agreements, their parties, and the pairs tied at the highest level on a day.

    Of these pairs, all the ties. Of tables in memory, the network as it is.
    """
    return net


@hinge
def around_members(
    net: NetworkLike,
    body: Collection[str],  # noqa: ARG001
    apart: Collection[str],  # noqa: ARG001
) -> NetworkLike:
    """Return those who sit at some instances, their ties, where else they sit, and who with.

    The actors `apart` too, where they are in the network. Of tables in memory, the network as it
    is.
    """
    return net
