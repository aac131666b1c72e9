"""The sample network: an invented territory, for a first look and for tests."""

from __future__ import annotations

from pathlib import Path

from concertnet.network import Network, read_dossier

__all__ = ["sample_network", "sample_path"]

_INSTALLED = Path(__file__).parent / "sample_data"
_CHECKOUT = Path(__file__).parents[1] / "sample_data"


def sample_path() -> Path:
    """Return the folder of CSV files of the sample network.

    Returns
    -------
    Path
        The folder, with French headings; its invented data may be opened, copied and changed.

    Examples
    --------
    >>> (sample_path() / "acteurs.csv").exists()
    True
    """
    home = _INSTALLED if _INSTALLED.exists() else _CHECKOUT
    return home / "territoire"


def sample_network() -> Network:
    """Return the sample network: about 60 invented organisations of four territories, 2022-2024.

    Returns
    -------
    Network
        Actors, ties, instances, seats, mandates, agreements and relations set aside.

    Examples
    --------
    >>> sample_network().scale.name
    'bourque'
    """
    return read_dossier(sample_path())
