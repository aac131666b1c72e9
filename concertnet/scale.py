"""Scales: named, ordered continua through which the level of a tie is read.

A level word means nothing by itself: *collaboration* is the lowest level for Bourque and the
highest for Himmelman. Levels of two scales are therefore never matched by their names; a
`Crosswalk` says explicitly which level becomes which.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from concertnet.errors import NotComparable, UnknownWord
from concertnet.words import normalise, synonyms, words

__all__ = [
    "BOURQUE",
    "HIMMELMAN",
    "PARTNER",
    "SCALES",
    "Crosswalk",
    "Scale",
    "details_of_scale",
    "scale_named",
    "scale_of_details",
]


@dataclass(frozen=True)
class Scale:
    """A named, ordered continuum of relations.

    Parameters
    ----------
    name : str
        Name of the scale.
    levels : tuple of str
        The levels, from the loosest to the most committed.
    word_keys : tuple of str, optional
        For each level, its key in the catalogue of words. Without it, levels are shown and read
        as they are written: this is what a scale of one's own does.

    Raises
    ------
    NotComparable
        If there is no level, a level stands twice, or `word_keys` has another length.

    References
    ----------
    .. [1] Bourque, D. (2008). Concertation et partenariat : entre levier et piège du développement
       des communautés. Presses de l'Université du Québec.
    .. [2] Himmelman, A. T. (2002). Collaboration for a change. Himmelman Consulting.

    Examples
    --------
    >>> BOURQUE.rank("concertation")
    1
    >>> BOURQUE.at_least("concertation")
    ('concertation', 'partnership')
    >>> Scale("days", ("yearly", "monthly", "weekly")).rank("weekly")
    2
    """

    name: str
    levels: tuple[str, ...]
    word_keys: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        levels = tuple(str(level).strip() for level in self.levels)
        object.__setattr__(self, "levels", levels)
        repeated = len(set(map(normalise, levels))) != len(levels)
        if not levels or repeated or len(self.word_keys) not in (0, len(levels)):
            raise NotComparable("error_scale", scale=self.name, levels=" < ".join(levels))

    def rank(self, level: str) -> int:
        """Return the place of `level`, 0 for the loosest.

        Raises
        ------
        UnknownWord
            If the scale has no such level.
        """
        found = self.find(level)
        if found is None:
            raise UnknownWord(
                "error_unknown_level", value=level, scale=self.name, known=" < ".join(self.levels)
            )
        return self.levels.index(found)

    def find(self, word: str) -> str | None:
        """Return the level that `word` means in this scale (case and accents ignored), or None."""
        wanted = normalise(word)
        for i, level in enumerate(self.levels):
            accepted = {normalise(level)}
            if self.word_keys:
                accepted |= synonyms(self.word_keys[i])
            if wanted in accepted:
                return level
        return None

    def at_least(self, level: str) -> tuple[str, ...]:
        """Return `level` and the levels above it."""
        return self.levels[self.rank(level) :]

    def label(self, level: str, lang: str) -> str:
        """Return the word shown for `level`."""
        rank = self.rank(level)
        return words(lang)[self.word_keys[rank]] if self.word_keys else self.levels[rank]


BOURQUE = Scale(
    "bourque",
    ("collaboration", "concertation", "partnership"),
    ("collaboration", "concertation", "partnership"),
)
PARTNER = Scale(
    "partner",
    ("awareness", "cooperation", "coordination", "integration"),
    ("partner_awareness", "partner_cooperation", "partner_coordination", "partner_integration"),
)
HIMMELMAN = Scale(
    "himmelman",
    ("networking", "coordinating", "cooperating", "collaborating"),
    (
        "himmelman_networking",
        "himmelman_coordinating",
        "himmelman_cooperating",
        "himmelman_collaborating",
    ),
)
SCALES: Mapping[str, Scale] = {scale.name: scale for scale in (BOURQUE, PARTNER, HIMMELMAN)}


def scale_named(scale: Scale | str) -> Scale:
    """Return the scale called `scale` (``bourque``, ``partner``, ``himmelman``), or `scale` itself.

    Raises
    ------
    UnknownWord
        If no scale has that name.
    """
    if isinstance(scale, Scale):
        return scale
    try:
        return SCALES[normalise(scale)]
    except KeyError:
        raise UnknownWord("error_unknown_scale", value=scale, known=", ".join(SCALES)) from None


def details_of_scale(scale: Scale) -> dict[str, str]:
    """Return a scale as details of a graph, which any file of a graph can hold.

    Examples
    --------
    >>> details_of_scale(Scale("ours", ("low", "high")))
    {'scale': 'ours', 'levels': '["low", "high"]'}
    """
    return {"scale": scale.name, "levels": json.dumps(scale.levels, ensure_ascii=False)}


def scale_of_details(details: Mapping[Any, Any]) -> Scale | None:
    """Return the scale that the details of a graph state; None where they state none.

    Parameters
    ----------
    details : mapping
        `scale`: a Scale, or its name beside `levels`, as `details_of_scale` writes them; the name
        alone of a known scale.
    """
    given = details.get("scale")
    if isinstance(given, Scale):
        return given
    if not isinstance(given, str):
        return None
    known, levels = SCALES.get(given), _listed(details.get("levels"))
    if levels is None or (known is not None and known.levels == levels):
        return known
    return Scale(given, levels)


def _listed(text: Any) -> tuple[str, ...] | None:
    """Return the texts of a JSON list; None for anything else."""
    try:
        given = json.loads(text) if isinstance(text, str) else None
    except ValueError:
        return None
    if not isinstance(given, list) or not given:
        return None
    return tuple(given) if all(isinstance(one, str) for one in given) else None


@dataclass(frozen=True)
class Crosswalk:
    """An explicit, editable passage from the levels of one scale to those of another.

    Parameters
    ----------
    source, target : Scale
        The two scales.
    mapping : mapping of str to str or None
        For every level of `source`, the level of `target`, or None where it has no counterpart.

    Raises
    ------
    NotComparable
        If a level of `source` is left out, or the order of levels is not kept.
    UnknownWord
        If the mapping names a level that its scale does not have.

    Examples
    --------
    >>> walk = Crosswalk(PARTNER, BOURQUE, {
    ...     "awareness": None, "cooperation": "collaboration",
    ...     "coordination": "concertation", "integration": "partnership"})
    >>> walk("coordination")
    'concertation'
    >>> walk("awareness") is None
    True
    """

    source: Scale
    target: Scale
    mapping: Mapping[str, str | None] = field(repr=False)

    def __post_init__(self) -> None:
        given = {
            self.source.levels[self.source.rank(level)]: None
            if to is None
            else self.target.levels[self.target.rank(to)]
            for level, to in self.mapping.items()
        }
        left_out = [level for level in self.source.levels if level not in given]
        ranks = [self.target.rank(to) for level in self.source.levels if (to := given.get(level))]
        if left_out or ranks != sorted(ranks):
            raise NotComparable(
                "error_crosswalk",
                source=self.source.name,
                target=self.target.name,
                left_out=", ".join(left_out) or "–",
            )
        object.__setattr__(self, "mapping", given)

    def __call__(self, level: str) -> str | None:
        """Return the level of `target` for `level` of `source`."""
        return self.mapping[self.source.levels[self.source.rank(level)]]
