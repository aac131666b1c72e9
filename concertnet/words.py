"""Every visible word, in French and in English, from one catalogue (``words.csv``).

The catalogue has four columns: ``key``, ``fr``, ``en`` and ``synonyms`` (what readers of tables
also accept, separated by ``|``). A text may hold fields, ``{name}``, and a singular and a plural
form separated by ``||``, chosen by the field ``n``.
"""

from __future__ import annotations

import csv
import functools
import io
import locale
import math
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from importlib import resources
from types import MappingProxyType

__all__ = [
    "LANGUAGES",
    "Word",
    "Words",
    "asked_lang",
    "default_lang",
    "folded",
    "in_order",
    "normalise",
    "synonyms",
    "words",
]

LANGUAGES = ("fr", "en")

_NARROW_SPACE = "\u202f"  # before ; : ! ? % and between thousands, in French
_PLURAL = "||"


def default_lang() -> str:
    """Return the reader's language: ``CONCERTNET_LANG``, else the locale, else English.

    Returns
    -------
    str
        ``"fr"`` or ``"en"``.

    Examples
    --------
    >>> default_lang() in ("fr", "en")
    True
    """
    asked = asked_lang()
    if asked is not None:
        return asked
    for candidate in (
        os.environ.get("LC_ALL"),
        os.environ.get("LC_MESSAGES"),
        os.environ.get("LANG"),
        locale.getlocale()[0],
    ):
        if candidate and candidate[:2].lower() in LANGUAGES:
            return candidate[:2].lower()
    return "en"


def asked_lang() -> str | None:
    """Return the language that was asked for in ``CONCERTNET_LANG``; None where none was."""
    asked = os.environ.get("CONCERTNET_LANG", "")[:2].lower()
    return asked if asked in LANGUAGES else None


def normalise(text: str) -> str:
    """Return `text` without case, accents, punctuation or doubled spaces, to compare words.

    Examples
    --------
    >>> normalise("  Secteur d’appartenance ")
    "secteur d'appartenance"
    >>> normalise("Économie_sociale")
    'economie sociale'
    """
    text = str(text)
    # the words of a table come again and again; long texts are not kept
    return (_remembered if len(text) <= _REMEMBERED else _normalised)(text)


_REMEMBERED = 200  # characters
_BETWEEN_WORDS = re.compile(r"[\s_\-:.*?()\[\]]+")


def _normalised(text: str) -> str:
    if text.isascii():  # nothing to decompose; most identifiers have nothing between words either
        lowered = text.lower()
        return lowered if lowered.isalnum() else _BETWEEN_WORDS.sub(" ", lowered).strip()
    text = text.replace("\u2019", "'").replace("œ", "oe").replace("Œ", "oe")
    # folding a compatibility letter can make one that folds again: twice is enough
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _BETWEEN_WORDS.sub(" ", bare).strip()


_remembered = functools.lru_cache(maxsize=1 << 14)(_normalised)


def folded(text: str) -> str:
    """Return a text without case, accents and spaces; its punctuation tells texts apart.

    Examples
    --------
    >>> folded("Santé  mentale"), folded("Mi-temps")
    ('santementale', 'mi-temps')
    """
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c) and not c.isspace())


def in_order(text: str) -> tuple[tuple[str, int], ...]:
    """Return the key by which names are sorted as a reader does: "Table 2" before "Table 10".

    A number written with a separator of thousands is one number.

    Examples
    --------
    >>> sorted(["Table 10", "table 2", "Équipe"], key=in_order)
    ['Équipe', 'table 2', 'Table 10']
    >>> sorted(["Person 1,000", "Person 99", "Person 1,001"], key=in_order)
    ['Person 99', 'Person 1,000', 'Person 1,001']
    """
    whole = re.sub(rf"(?<=\d)[{_NARROW_SPACE},](?=\d{{3}}(?!\d))", "", str(text))
    parts = re.findall(r"([^0-9]*)([0-9]*)", normalise(whole))
    return tuple((letters, int(digits or -1)) for letters, digits in parts)


@functools.cache
def _catalogue() -> Mapping[str, Mapping[str, str]]:
    source = resources.files("concertnet").joinpath("words.csv")
    rows = list(csv.DictReader(io.StringIO(source.read_text(encoding="utf-8"), newline="")))
    catalogue: dict[str, Mapping[str, str]] = {}
    for row in rows:
        if row["key"] in catalogue:
            raise ValueError(f"words.csv: the key {row['key']!r} stands twice")
        catalogue[row["key"]] = MappingProxyType(row)
    return MappingProxyType(catalogue)


@functools.cache
def synonyms(key: str) -> frozenset[str]:
    """Return the normalised words that mean `key` in a table: its key, its texts, its synonyms.

    Examples
    --------
    >>> "obnl" in synonyms("community")
    True
    """
    entry = _catalogue()[key]
    accepted = [key, *entry["synonyms"].split("|")]
    for lang in LANGUAGES:
        accepted += entry[lang].split(_PLURAL)
    return frozenset(filter(None, map(normalise, accepted)))


class Word(str):
    """A key of the catalogue that stands in a field: shown in the reader's language."""

    __slots__ = ()


class Words(Mapping[str, str]):
    """The catalogue in one language.

    Parameters
    ----------
    lang : {"fr", "en"}
        The language.

    Examples
    --------
    >>> w = words("fr")
    >>> w["private"]
    'privé'
    >>> w("n_actors", n=2)
    '2 acteurs'
    >>> w.number(0.5, digits=2)
    '0,50'
    """

    def __init__(self, lang: str) -> None:
        if lang not in LANGUAGES:
            raise ValueError(Words(default_lang())("error_unknown_lang", value=lang))
        self.lang = lang

    def __getitem__(self, key: str) -> str:
        return _catalogue()[key][self.lang]

    def __iter__(self) -> Iterator[str]:
        return iter(_catalogue())

    def __len__(self) -> int:
        return len(_catalogue())

    def __call__(self, key: str, /, **fields: object) -> str:
        """Return the text of `key` with its fields filled, numbers written as the language does."""
        text = self[key]
        if _PLURAL in text:
            one, many = text.split(_PLURAL)
            text = one if self._is_singular(fields.get("n", 1)) else many
        written = {k: self.shown(v) for k, v in fields.items()}
        return text.strip().format_map(written)

    def shown(self, value: object) -> str:
        """Return what a field holds as it is written: a number, a `Word`, a list of them."""
        if isinstance(value, Word):
            return self[value]
        if isinstance(value, tuple):
            return ", ".join(map(self.shown, value))
        return self.number(value) if _is_number(value) else str(value)

    def _is_singular(self, n: object) -> bool:
        if not _is_number(n):
            return True
        return abs(n) < 2 if self.lang == "fr" else n == 1  # type: ignore[arg-type, operator]

    def label(self, key: object) -> str:
        """Return the word of `key` with a capital, or `key` itself when it is a user's own word."""
        if not (isinstance(key, str) and key in _catalogue()):
            return str(key)
        return self[key][:1].upper() + self[key][1:]

    def within(self, key: object) -> str:
        """Return the word of `key` as it stands within a sentence; a user's own is as written.

        Examples
        --------
        >>> words("en").within("private"), words("en").within("NGO")
        ('private', 'NGO')
        """
        return self[key] if isinstance(key, str) and key in _catalogue() else str(key)

    def number(self, value: object, digits: int | None = None) -> str:
        """Return `value` as the language writes it; undefined is an en dash.

        Parameters
        ----------
        value : float or int
            The number.
        digits : int, optional
            Decimals; by default none for a whole number and three significant ones otherwise.
        """
        number = float(value)  # type: ignore[arg-type]
        if math.isnan(number):
            return "–"
        if digits is None:
            whole = number.is_integer() or not math.isfinite(number)
            digits = 0 if whole else max(0, 2 - math.floor(math.log10(abs(number))))
        text = f"{number:,.{digits}f}"
        if text.strip("-0.,") == "":
            text = text.removeprefix("-")
        text = text.replace("-", "\u2212")
        if self.lang == "fr":
            text = text.replace(",", _NARROW_SPACE).replace(".", ",")
        return text

    def percent(self, share: float, digits: int = 0) -> str:
        """Return a share (0 to 1) as a percentage, as the language writes it.

        Examples
        --------
        >>> words("en").percent(0.004), words("en").percent(0.004, 1), words("en").percent(0)
        ('< 1%', '0.4%', '0%')
        """
        if math.isnan(share):
            return "–"
        least = 10.0**-digits
        if 0 < 100 * share < least / 2:  # 0 would deny what is there
            text = f"< {self.number(least, digits)}"
        else:
            text = self.number(100 * share, digits)
        return f"{text}{_NARROW_SPACE}%" if self.lang == "fr" else f"{text}%"

    def join(self, items: list[str], *, last: str = "and") -> str:
        """Return "a, b and c" in the language; `last` is the key of the word before the last."""
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self[last]} {items[-1]}"


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def words(lang: str | None = None) -> Words:
    """Return the words of one language.

    Parameters
    ----------
    lang : {"fr", "en"}, optional
        The language; by default `default_lang`.

    Returns
    -------
    Words
        A read-only mapping from key to text, which is also called to fill a text's fields.

    Raises
    ------
    ValueError
        If the language is not one of the two.

    Examples
    --------
    >>> words("en")["concertation"], words("fr")["partnership"]
    ('concertation', 'partenariat')
    """
    return _words(default_lang() if lang is None else lang)


@functools.cache
def _words(lang: str) -> Words:
    return Words(lang)
