"""Texts of the page: the same in both languages, or one per language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from concertnet.words import LANGUAGES, Words, words

__all__ = ["Text", "both", "known", "text_of_label"]

Text = str | dict[str, str]


def both(make: Callable[[Words], str]) -> Text:
    """Return what `make` says in each language, or one text where they agree.

    Examples
    --------
    >>> both(lambda w: w["private"])
    {'fr': 'privé', 'en': 'private'}
    """
    said = {lang: make(words(lang)) for lang in LANGUAGES}
    return said["fr"] if said["fr"] == said["en"] else said


def text_of_label(value: Any) -> Text:
    """Return a value as the catalogue labels it; a user's own word as it is."""
    return both(lambda w: w.label(str(value)))


def known(value: Any) -> str:
    """Return `value` as text; nothing when it is missing."""
    missing = value is None or value is pd.NA or value != value
    return "" if missing else str(value).strip()
