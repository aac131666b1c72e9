"""What two spellings of one name have in common."""

from __future__ import annotations

import functools
import re

from concertnet.words import normalise, synonyms

__all__ = ["SMALL_WORDS", "bare_name", "folded_name", "initials", "name_key"]

_APOSTROPHES = re.compile("[\u2018\u2019\u02bc\u00b4`\u2032]")
_DOTTED = re.compile(r"\b(?:\w\.){2,}")
_AND = re.compile(r"\s*&\s*|\s+(?:and|et)\s+")
_MARKS = re.compile(r"[\s',;!/\\\"«»“”+|]+")
_SAINT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_SMALL_FR = "a au aux d dans de des du en et l la le les par pour s sur"
SMALL_WORDS = frozenset(f"{_SMALL_FR} for in of the".split())  # they carry no meaning of a name


@functools.lru_cache(maxsize=1 << 16)
def folded_name(text: str) -> str:
    """Return a name without case, accents, marks, spaces doubled; *&* and *and* are *et*.

    Examples
    --------
    >>> folded_name("Jeunes & Familles de l’Orlière."), folded_name("JEUNES ET FAMILLES")
    ('jeunes et familles de l orliere', 'jeunes et familles')
    >>> folded_name("C.D.C. des Prés")
    'cdc des pres'
    """
    if text.isascii() and text.isalnum():  # one word, as most identifiers are
        return "et" if text.lower() == "and" else text.lower()
    text = _APOSTROPHES.sub("'", text)
    text = _DOTTED.sub(lambda found: found[0].replace(".", ""), text)
    text = _AND.sub(" et ", f" {text} ".lower())
    return _MARKS.sub(" ", normalise(text)).strip()


def name_key(text: str) -> str:
    """Return what the spellings of a name have in common; what is made of marks is kept as it is.

    Examples
    --------
    >>> name_key("Santé & services"), name_key("!!!"), name_key(" ")
    ('sante et services', '!!!', '')
    """
    return folded_name(text) or " ".join(text.split())


@functools.lru_cache(maxsize=1 << 16)
def bare_name(text: str) -> str:
    """Return a folded name without its legal ending, *St* and *Ste* in full.

    Examples
    --------
    >>> bare_name("Les Services Dupont, inc."), bare_name("Ville de St-Aubin")
    ('les services dupont', 'ville de saint aubin')
    >>> bare_name("Inc.")
    'inc'
    """
    tokens = [_SAINT.get(token, token) for token in folded_name(text).split()]
    endings = _endings()
    for size in (4, 3, 2, 1):
        if len(tokens) > size and " ".join(tokens[-size:]) in endings:
            tokens = tokens[:-size]
            break
    return " ".join(tokens)


@functools.cache
def _endings() -> frozenset[str]:
    return frozenset(map(folded_name, synonyms("legal_endings")))


def initials(text: str) -> tuple[str, ...]:
    """Return the acronyms that a name may have: of all its words, and of those that carry meaning.

    Examples
    --------
    >>> initials("Corporation de développement communautaire")
    ('cdc', 'cddc')
    """
    tokens = folded_name(text).split()
    carrying = [token for token in tokens if token not in SMALL_WORDS]
    made = ("".join(token[0] for token in some) for some in (carrying, tokens))
    return tuple(dict.fromkeys(acronym for acronym in made if len(acronym) > 1))
