"""How names and days stand in a sentence: article, elision and contraction, as French asks.

English takes names as they are. In French, the article comes from the noun that begins the name
(*la Table*, *le Comité*, *l'Office*); a name that begins otherwise, with a proper noun say, stands
without one, so that nothing is said of a gender that is not known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from concertnet.words import Words, normalise, synonyms

__all__ = ["at_name", "day", "neither", "of_name", "p_in_words", "the_name"]

# The nouns that begin names are the synonyms of their article.
_ARTICLES = ("report_article_feminine", "report_article_masculine")
# An h that is no letter of elision: "la Halte", "de Haute-Pruche".
_ASPIRATED = re.compile(
    r"(hai|halt|hall|hameau|hamp|hand|hangar|hanse|hard|haricot|harm?s|hasard|haut|havre|heros$|heron"
    r"|heurt|hibou|hier|hock|holl|homard|hong|honte|hors|houbl|houle|housse|hudson|huit|hull|hun"
    r"|huron|hutte)"
)
_CONTRACTED = {"de le": "du", "de les": "des", "à le": "au", "à les": "aux"}


def the_name(name: str, w: Words, *, first: bool = False) -> str:
    """Return a name with its article; `first` where it begins a sentence.

    Examples
    --------
    >>> from concertnet.words import words
    >>> fr, en = words("fr"), words("en")
    >>> the_name("Table en santé mentale", fr, first=True), the_name("Office d’habitation", fr)
    ('La Table en santé mentale', 'l’Office d’habitation')
    >>> the_name("Hébergement Sud", fr), the_name("Le Phare", fr), the_name("Table A", en)
    ('l’Hébergement Sud', 'Le Phare', 'Table A')
    """
    text = "".join(_parts(name, w))
    return text[:1].upper() + text[1:] if first else text


def of_name(name: str, w: Words) -> str:
    """Return a name after *of*.

    Examples
    --------
    >>> from concertnet.words import words
    >>> fr = words("fr")
    >>> [of_name(name, fr) for name in ("Hébertville", "l'Orlière", "Haute-Pruche", "Le Fjord")]
    ['d’Hébertville', 'de l’Orlière', 'de Haute-Pruche', 'du Fjord']
    >>> of_name("Comité des aînés", fr), of_name("Val-Cendré", words("en"))
    ('du Comité des aînés', 'of Val-Cendré')
    """
    return _after("de", name, w) if w.lang == "fr" else f"{w['report_of']} {name}"


def at_name(name: str, w: Words) -> str:
    """Return the name of a body after *at*.

    Examples
    --------
    >>> from concertnet.words import words
    >>> fr = words("fr")
    >>> [at_name(name, fr) for name in ("Table A", "Comité B", "Office C", "Les Basques", "Ola")]
    ['à la Table A', 'au Comité B', 'à l’Office C', 'aux Basques', 'à Ola']
    """
    return _after("à", name, w) if w.lang == "fr" else f"{w['report_at']} {name}"


def _after(preposition: str, name: str, w: Words) -> str:
    article, rest = _parts(name, w)
    if not article and (own := re.match(r"(les?)\s+(.+)", rest, flags=re.IGNORECASE | re.DOTALL)):
        # the article that a name begins with contracts as any other
        article, rest = f"{own[1].lower()} ", own[2]
    if contracted := _CONTRACTED.get(f"{preposition} {article.strip()}"):
        return f"{contracted} {rest}"
    if not article and preposition == "de" and _elides(rest):
        return f"d’{rest}"
    return f"{preposition} {article}{rest}"


def _parts(name: str, w: Words) -> tuple[str, str]:
    """Return the article that a name takes, with what follows it, and the name."""
    name = name.strip()
    if w.lang != "fr" or not name:
        return "", name
    if elided := re.match(r"l['’](?=\w)", name, flags=re.IGNORECASE):
        return "l’", name[elided.end() :]
    noun = normalise(re.split(r"[\s,(]", name, maxsplit=1)[0])
    gender = next((key for key in _ARTICLES if noun in synonyms(key)), None)
    if gender is None or noun == w[gender]:
        return "", name
    return ("l’" if _elides(name) else f"{w[gender]} "), name


def _elides(name: str) -> bool:
    """Say whether a name begins with a vowel that is heard, or an h that is not."""
    letters = normalise(name)
    return letters[:1] in tuple("aeiou") or (
        letters.startswith("h") and not _ASPIRATED.match(letters)
    )


def day(when: pd.Timestamp, w: Words) -> str:
    r"""Return a day as it is written in a sentence.

    Examples
    --------
    >>> import pandas as pd
    >>> from concertnet.words import words
    >>> day(pd.Timestamp("2024-12-31"), words("fr")), day(pd.Timestamp("2024-05-01"), words("fr"))
    ('31\xa0déc.\xa02024', '1er\xa0mai\xa02024')
    >>> day(pd.Timestamp("2024-12-31"), words("en"))
    '31\xa0Dec.\xa02024'
    """
    number = "1er" if w.lang == "fr" and when.day == 1 else str(when.day)
    month = w[f"report_month_{when.month:02d}"]
    return f"{number}\u00a0{month}\u00a0{when.year}"


def neither(parts: Sequence[str], w: Words) -> str:
    """Return a list that a negation holds: "du A, du B ni du C".

    Examples
    --------
    >>> from concertnet.words import words
    >>> neither(["du A", "du B", "du C"], words("fr")), neither(["from a"], words("en"))
    ('du A, du B ni du C', 'from a')
    """
    *most, last = parts
    return f"{', '.join(most)} {w['report_nor']} {last}" if most else last


def p_in_words(value: float, w: Words, *, adjusted: bool = False) -> str:
    """Return a p-value as it stands in a sentence: to the third decimal, as shuffles read it.

    Examples
    --------
    >>> from concertnet.words import words
    >>> p_in_words(0.0402, words("fr")), p_in_words(0.0002, words("en"), adjusted=True)
    ('p = 0,040', 'adjusted p ≤ 0.001')
    """
    of = "p_adjusted" if adjusted else "p"
    key, shown = (f"{of}_at_most", 0.001) if value < 0.001 else (f"{of}_equals", value)
    return w(key, p=w.number(shown, digits=3))
