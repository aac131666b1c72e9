"""What a word of a column may mean that no list holds: a sector, a level, or none."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence

from concertnet.scale import Scale
from concertnet.tables.decide.decision import IGNORE, OWN, UNKNOWN, CellPlace, Choice, Decision
from concertnet.tables.decide.spelling import folded_name
from concertnet.tables.spec.schema import DEFAULT_SECTORS
from concertnet.words import Word, synonyms

__all__ = [
    "ASIDE",
    "is_sector_word",
    "level_decision",
    "no_level_decision",
    "proposed_word",
    "sector_decision",
]

_STEM = 6  # letters by which two forms of a word are known as one

ASIDE = ("subcontracting", "consultation")  # words that mean no level of a continuum


def proposed_word(written: str, spellings: Mapping[str, str]) -> str | None:
    """Return what is meant by the known word that a compound one begins or ends with.

    Parameters
    ----------
    written : str
        The compound word.
    spellings : mapping of str to str
        For each folded spelling of a known word, what it means.

    Examples
    --------
    >>> proposed_word("Entreprise privée", {"privee": "private", "public": "institutional"})
    'private'
    >>> proposed_word("Publicité", {"public": "institutional"}) is None
    True
    """
    tokens = folded_name(written).split()
    sizes = range(len(tokens), 0, -1)
    # the longest word first; of two as long, the head of the compound says what it is
    parts = [part for size in sizes for part in (tokens[:size], tokens[-size:])]
    found = (spellings.get(" ".join(part)) for part in parts)
    return next((meant for meant in found if meant is not None), None)


def sector_decision(
    written: str, cells: tuple[CellPlace, ...], declared: Sequence[str], near: str | None
) -> Decision:
    """Return the decision on a word of sector that no list holds.

    Parameters
    ----------
    written : str
        The word.
    cells : tuple of CellPlace
        Where it stands.
    declared : sequence of str
        The sectors that the data declare, proposed before the usual ones.
    near : str, optional
        The sector whose word is like it.
    """
    usual = [sector for sector in DEFAULT_SECTORS if sector not in declared]
    known = [*declared, *usual]
    meant = proposed_word(written, {folded_name(word): word for word in reversed(declared)})
    meant = meant or proposed_word(written, _sector_spellings("{}", "sector_{}"))
    meant = meant or proposed_word(written, _sector_spellings("sector_hint_{}"))
    reason = "compound" if meant else "sector_alike" if near else "unknown_word"
    proposed = meant or near
    ordered = sorted(known, key=lambda sector: sector != proposed)  # stable: the proposed one first
    choices = [Choice(one, Word(one) if one in usual else one, "sector") for one in ordered]
    choices += [
        Choice(OWN, Word("answer_own"), "own"),
        Choice(UNKNOWN, Word("answer_unknown"), "unknown"),
    ]
    return Decision("sector", written, cells, tuple(choices), proposed, reason)


def is_sector_word(text: str, declared: Sequence[str] = ()) -> bool:
    """Say whether a text is, or seems to be, a word of sector.

    Examples
    --------
    >>> is_sector_word("Municipalité"), is_sector_word("Comité")
    (True, False)
    """
    return sector_decision(text, (), declared, None).proposed is not None


@functools.cache
def _sector_spellings(*keys: str) -> Mapping[str, str]:
    """Return the sector that each spelling of entries of the catalogue says."""
    found: dict[str, str] = {}
    for key in keys:
        for sector in DEFAULT_SECTORS:
            for spelling in synonyms(key.format(sector)):
                found.setdefault(folded_name(spelling), sector)
    return found


def _levels(scale: Scale, effect: str) -> list[Choice]:
    keys = scale.word_keys or scale.levels
    shown = zip(scale.levels, keys, strict=True)
    return [Choice(one, Word(key) if scale.word_keys else key, effect) for one, key in shown]


def no_level_decision(cells: tuple[CellPlace, ...], ties: int, scale: Scale) -> Decision:
    """Return the decision on the level of ties that say none."""
    choices = tuple(_levels(scale, "level_all"))
    return Decision("levels", "", cells, choices, None, "no_level", named=ties)


def level_decision(
    written: str,
    cells: tuple[CellPlace, ...],
    scale: Scale,
    near: Iterable[str],
    *,
    unsaid: bool = False,
    legend: str | None = None,
) -> Decision:
    """Return the decision on a word that is no level of the scale.

    Parameters
    ----------
    written : str
        The word.
    cells : tuple of CellPlace
        Where it stands.
    scale : Scale
        The scale of the levels.
    near : iterable of str
        The known words that are like it.
    unsaid : bool
        Whether it says that nothing is known.
    legend : str, optional
        What the data say that it means.
    """
    keys = scale.word_keys or scale.levels
    spellings: dict[str, str] = {}
    for key, level in zip(keys, scale.levels, strict=True):
        for spelling in synonyms(key) if scale.word_keys else (level,):
            spellings.setdefault(folded_name(spelling), level)
    for word in ASIDE:
        for spelling in synonyms(word):
            spellings.setdefault(folded_name(spelling), word)
    meant = proposed_word(legend or written, spellings)
    meant = meant or (_stem_shared(legend, spellings) if legend else None)
    alike = next((level for level in map(scale.find, near) if level), None)
    ranked = _level_numbered(written, scale)
    reason = (
        "level_legend" if legend
        else "level_compound" if meant
        else "level_alike" if alike
        else "level_number" if ranked
        else "level_unsaid" if unsaid
        else "unknown_level"
    )  # fmt: skip
    choices = _levels(scale, "level")
    choices += [Choice(word, Word(word), "aside") for word in ASIDE if word not in scale.levels]
    choices.append(Choice(IGNORE, Word("answer_ignore"), "ignore"))
    best = meant or (None if legend else alike or ranked)
    fields = {"legend": legend} if legend else {}
    return Decision("level", written, cells, tuple(choices), best, reason, fields=fields)


def _stem_shared(text: str, spellings: Mapping[str, str]) -> str | None:
    """Return the only level whose word begins as one of the text: *se concertent*."""
    stems = {token[:_STEM] for token in folded_name(text).split() if len(token) >= _STEM}
    found = {
        level
        for spelling, level in spellings.items()
        for token in spelling.split()
        if len(token) >= _STEM and token[:_STEM] in stems
    }
    return found.pop() if len(found) == 1 else None


def _level_numbered(written: str, scale: Scale) -> str | None:
    """Return the level whose place on the scale is the number written, 1 for the loosest."""
    place = int(written) if written.isdecimal() and len(written) == 1 else 0
    return scale.levels[place - 1] if 0 < place <= len(scale.levels) else None
