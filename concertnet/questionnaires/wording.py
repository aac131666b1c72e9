"""What a questionnaire says, in each of its languages or in all of them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from concertnet.words import words

__all__ = ["BOTH", "Texts", "of_all", "said_in"]

BOTH = " / "  # between languages that stand in one cell
Texts: TypeAlias = Mapping[str, str]  # by language


def said_in(langs: Sequence[str], key: str, **fields: object) -> dict[str, str]:
    """Return the text of a key of the catalogue in each language.

    A field that is itself a key (a dimension) is put in words.

    Examples
    --------
    >>> said_in(("fr", "en"), "questionnaire_yes")
    {'fr': 'Oui', 'en': 'Yes'}
    """
    found = {}
    for lang in langs:
        w = words(lang)
        worded = {name: w.label(v) if isinstance(v, str) else v for name, v in fields.items()}
        found[lang] = w(key, **worded)
    return found


def of_all(texts: Texts) -> str:
    """Return a text in all its languages, once where they are the same.

    Examples
    --------
    >>> of_all({"fr": "Oui", "en": "Yes"}), of_all({"fr": "Collaboration", "en": "Collaboration"})
    ('Oui / Yes', 'Collaboration')
    """
    return BOTH.join(dict.fromkeys(texts.values()))
