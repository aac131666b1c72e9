"""What names a person in a survey, and is neither kept nor shown: addresses, headings of names."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np

from concertnet.words import folded, normalise, synonyms

__all__ = ["holds_address", "mostly_addresses", "mostly_mails", "personal_heading"]

_MAIL = re.compile(r"[^\s@;,<>()]+@[^\s@;,<>()]+\.[a-z]{2,}", re.IGNORECASE)
_IP = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])|(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{0,4}")
_MOST = 0.5


def holds_address(text: str) -> bool:
    """Say whether a text holds an e-mail or an IP address.

    Examples
    --------
    >>> holds_address("Écrire à a.b@exemple.org"), holds_address("10.0.0.1"), holds_address("v1.2")
    (True, True, False)
    """
    return bool(_MAIL.search(text) or _IP.search(text))


def mostly_addresses(texts: np.ndarray) -> bool:
    """Say whether most of the cells that are filled hold an address."""
    return _mostly(holds_address, texts)


def mostly_mails(texts: np.ndarray) -> bool:
    """Say whether most of the cells that are filled hold an e-mail address."""
    return _mostly(lambda text: bool(_MAIL.search(text)), texts)


def _mostly(told: Callable[[str], bool], texts: np.ndarray) -> bool:
    filled = [text for text in texts if text.strip()]
    return bool(filled) and sum(map(told, filled)) >= _MOST * len(filled)


def personal_heading(heading: str) -> bool:
    """Say whether a heading is that of a person's name, address or place.

    Examples
    --------
    >>> personal_heading("Adresse de messagerie"), personal_heading("IPAddress")
    (True, True)
    >>> personal_heading("Organisme")
    False
    """
    known = {folded(one) for one in synonyms("survey_personal")}
    return folded(heading) in known or folded(normalise(heading)) in known
