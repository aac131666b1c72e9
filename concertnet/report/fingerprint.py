"""A fingerprint of the data that a report rests on: the same tables, the same one."""

from __future__ import annotations

import hashlib

from concertnet.hinges.door import NetworkLike

__all__ = ["fingerprint"]


def fingerprint(net: NetworkLike) -> str:
    """Return the SHA-256 of the tables of a network, of its scale and of its period.

    It is that of what was read, not of a file: the same rows in a workbook or in CSV have the same
    one, and a changed cell has another.

    Examples
    --------
    >>> import concertnet as cn
    >>> net = cn.sample_network()
    >>> fingerprint(net) == fingerprint(cn.sample_network()), len(fingerprint(net))
    (True, 64)
    """
    found = hashlib.sha256()
    for name, table in net.tables.items():
        text = table.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d")
        found.update(f"{name}\n{text}".encode("utf-8", "replace"))
    period = net.observed
    found.update(f"{net.scale.name} {net.scale.levels} {period}".encode("utf-8", "replace"))
    return found.hexdigest()
