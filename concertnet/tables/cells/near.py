"""Nearest known words, to suggest; nothing is ever merged on a likeness."""

from __future__ import annotations

from collections.abc import Iterable

from concertnet.tables.spec.problems import Word
from concertnet.words import normalise, synonyms

__all__ = ["NearNames", "nearest"]

_ALIKE = 72.0  # token_sort_ratio from which a misspelt French organisation name is still found
_SHORT, _SHORT_ALIKE = 8, 80.0  # in so few letters, *parties* would be like *privés*


class NearNames:
    """Known words, ready to be searched.

    Parameters
    ----------
    known : iterable of str
        The words; a `Word` is also found by its texts and synonyms.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self.shown: dict[str, str] = {}
        for word in known:
            spellings = synonyms(word) if isinstance(word, Word) else (normalise(word),)
            for spelling in spellings:
                if spelling:
                    self.shown.setdefault(spelling, word)

    def exactly(self, value: str) -> str | None:
        """Return the known word that `value` spells, but for case and accents."""
        return self.shown.get(normalise(value))

    def add(self, spelling: str, shown: str) -> None:
        """Let `spelling` lead to the known word `shown`."""
        if folded := normalise(spelling):
            self.shown.setdefault(folded, shown)

    def __call__(self, value: str, most: int = 1, alike: float = _ALIKE) -> tuple[str, ...]:
        """Return the known words nearest to `value`, the nearest first."""
        from rapidfuzz import fuzz, process

        asked = normalise(value)
        if len(asked) <= _SHORT:
            alike = max(alike, _SHORT_ALIKE)
        found = process.extract(
            asked, list(self.shown), scorer=fuzz.token_sort_ratio,
            score_cutoff=alike, limit=3 * most,
        )  # fmt: skip
        return tuple(dict.fromkeys(self.shown[spelling] for spelling, _, _ in found))[:most]


def nearest(value: str, known: Iterable[str], alike: float = _ALIKE) -> tuple[str, ...]:
    """Return the known word nearest to `value`, none if none is like it.

    Examples
    --------
    >>> nearest("parténarait", ["collaboration", "partenariat"])
    ('partenariat',)
    >>> nearest("Parties", ["privés"])
    ()
    """
    return NearNames(known)(value, alike=alike)
