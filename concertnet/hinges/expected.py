"""The sectors that a measure looks for: those asked, or those that a network expects."""

from __future__ import annotations

from collections.abc import Sequence

from concertnet.hinges.door import NetworkLike
from concertnet.hinges.guards import expected_of, held_sectors, sectors
from concertnet.tables.spec.schema import DEFAULT_SECTORS

__all__ = ["expected_sectors_of"]


def expected_sectors_of(net: NetworkLike, asked: str | Sequence[str] | None) -> list[str]:
    """Return the sectors looked for.

    Raises
    ------
    UnknownWord
        If one is no usual sector, is not declared by the network, and no actor has it.
    """
    held = held_sectors(net)
    known = {*DEFAULT_SECTORS, *net.about.sectors, *held}
    return sectors(expected_of(net) if asked is None else asked, known=known)
