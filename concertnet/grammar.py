"""How names, days and lists stand in a sentence: article, elision, contraction and number.

The article of a name comes from the noun that says what it is: in French, the one it begins with
(*la Table*, *le Comité*, *l'Office*, *les Services*); in English, that one too (*the CISSS*), or
the one that it ends with (*the Housing Table*). A name that says nothing of the kind, a proper noun
say, stands without one, so that nothing is said of a gender that is not known; one that has an
article of its own keeps it.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Sequence

from concertnet.words import Words, normalise, synonyms, words

__all__ = [
    "at_name",
    "day",
    "kept_together",
    "neither",
    "number_of",
    "of_name",
    "p_alone",
    "p_in_words",
    "printed",
    "the_name",
    "the_names",
]

# The nouns that begin names are the synonyms of their article.
_SINGULAR, _PLURAL = ("article_feminine", "article_masculine"), "article_plural"
_OWN = re.compile(r"(l['’]\s*|(?:les?|la|the)\s+)(?=\S)", flags=re.IGNORECASE)
# What joins, in French, a noun to what tells which one it is.
_FRENCH = frozenset(
    ("a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les"),
)
_LEAST_P = 0.001  # the least that is written of a p-value
# Names of governments' own make are proper nouns: "à Services Québec", "de Parcs Canada".
_BRAND = re.compile(r"\S+\s+(?:Québec|Canada)(?=\s*(?:$|[-–—,(/:])|\s+(?:de|du|des)\s|\s+d['’])")
_CONTRACTED = {"de le": "du", "de les": "des", "à le": "au", "à les": "aux"}

# Beginnings, as `normalise` writes them, of words whose h forbids elision ("la Halte", "de Hull"),
# names of places and English words among them; of two that fit, the longer decides, and the second
# list holds the words of a mute h that begin as they do ("l'haltérophilie", "d'Haïti").
_ASPIRATED = """
    hable hach hack hadd hadj hagard haie haiku haill hain hair halag halal haleb haler halet
    halifax hall halo halt ham han happ har hasard hasch hat haubert haus haut hav haw hay heaume
    heler hemming henn hep heriss herni heron heros herse hetre heurt hibou hic hide hierarch
    hieroglyph hi_fi highl hile hill hinch hip hiss hit hobb hobo hoch hockey hocq hoist hold
    holl holy home honda honfleur hong honn hont hood hoop hop hoq hord horn hors hot houb houd
    houe houg houil houl houp hous houx how hoy hub_ hublot huch hudson hue huguenot huit hul hun
    hup hurl huron hurr huss hut
"""
_MUTE = """
    haiti halluc halog halter hamec harmon harric hippiat hippo hippique homeo honnet honneur
    honor hopit hote huitr
"""
# Vowels that forbid it, and a y before a consonant, which does not: "de Onze", "d'Yves".
_CLOSED = re.compile(r"onz|oua|oui_|ouist|uhlan|ulul|y(?!eus|eux|ouville|onne)[aeiou]")


def the_name(name: str, w: Words, *, first: bool = False) -> str:
    """Return a name with its article; `first` where it begins a sentence.

    Examples
    --------
    >>> from concertnet.words import words
    >>> fr, en = words("fr"), words("en")
    >>> the_name("Table en santé mentale", fr, first=True), the_name("Office d’habitation", fr)
    ('La Table en santé mentale', 'l’Office d’habitation')
    >>> the_name("Services du Sud", fr), the_name("Le Phare", fr), the_name("Hydro-Québec", fr)
    ('les Services du Sud', 'Le Phare', 'Hydro-Québec')
    >>> [the_name(name, en) for name in ("Housing Table", "CISSS du Fjord", "Table A", "La Source")]
    ['the Housing Table', 'the CISSS du Fjord', 'Table A', 'La Source']
    """
    article, rest = _parts(name, w)
    text = f"{article}{rest}"
    return text[:1].upper() + text[1:] if first and article else text


def the_names(names: Sequence[str], w: Words) -> str:
    """Return names with their articles, as one list: "la Table A, le Comité B et Hydro-Québec"."""
    return w.join([the_name(name, w) for name in names])


def number_of(names: Sequence[str], w: Words) -> int:
    """Return the number that the verb takes after names: 1, or more.

    Examples
    --------
    >>> from concertnet.words import words
    >>> [number_of([name], words("fr")) for name in ("Table A", "Les Serres", "Services du Sud")]
    [1, 2, 2]
    >>> number_of(["Les Serres"], words("en")), number_of(["Table A", "Table B"], words("en"))
    (1, 2)
    """
    plural = w.lang == "fr" and any(
        _parts(name, w)[0].strip().lower() == w[_PLURAL] for name in names
    )
    return len(names) + plural


def of_name(name: str, w: Words) -> str:
    """Return a name after *of*.

    Examples
    --------
    >>> from concertnet.words import words
    >>> fr = words("fr")
    >>> [of_name(name, fr) for name in ("Hébertville", "l'Orlière", "Haute-Pruche", "Le Fjord")]
    ['d’Hébertville', 'de l’Orlière', 'de Haute-Pruche', 'du Fjord']
    >>> [of_name(name, fr) for name in ("Comité des aînés", "La Récolte", "Onze", "Yves-Prévost")]
    ['du Comité des aînés', 'de La Récolte', 'de Onze', 'd’Yves-Prévost']
    >>> of_name("Val-Cendré", words("en")), of_name("Housing Table", words("en"))
    ('of Val-Cendré', 'of the Housing Table')
    """
    return _after(w["report_of"], name, w)


def at_name(name: str, w: Words) -> str:
    """Return the name of a body after *at*.

    Examples
    --------
    >>> from concertnet.words import words
    >>> fr = words("fr")
    >>> [at_name(name, fr) for name in ("Table A", "Comité B", "Office C", "Les Basques", "Ola")]
    ['à la Table A', 'au Comité B', 'à l’Office C', 'aux Basques', 'à Ola']
    """
    return _after(w["report_at"], name, w)


def _after(preposition: str, name: str, w: Words) -> str:
    article, rest = _parts(name, w)
    if w.lang == "fr":
        # the article that a name begins with contracts as any other
        if contracted := _CONTRACTED.get(f"{preposition} {article.strip().lower()}"):
            return f"{contracted} {rest}"
        if not article and preposition == "de" and _elides(rest):
            return f"d’{rest}"
    return f"{preposition} {article}{rest}"


def _parts(name: str, w: Words) -> tuple[str, str]:
    """Return the article of a name, its own or the one that its noun takes, and what follows it."""
    # a name comes again in sentence after sentence
    return _parts_in(name.strip(), w.lang)


@functools.lru_cache(maxsize=1 << 14)
def _parts_in(name: str, lang: str) -> tuple[str, str]:
    w = words(lang)
    if own := _OWN.match(name):
        article, rest = own[1], name[own.end() :]
        if article[1] not in "'’":
            return f"{article.strip()} ", rest
        return printed(article.strip(), w), rest
    if w.lang != "fr":
        return ("the " if _is_body(name) else ""), name
    article = _article(name, w)
    return ("l’" if article in ("la", "le") and _elides(name) else article and f"{article} "), name


def _article(name: str, w: Words) -> str:
    """Return the article of the noun that a name begins with; "" where it is not known."""
    word = re.split(r"[\s,(/:–—]", name, maxsplit=1)[0]
    head, _, rest = word.partition("-")
    # "Halte-garderie" is a noun made of two; "Ville-Marie" is proper, whatever it begins with
    nouns = [normalise(word), *([normalise(head)] if rest[:1].islower() else [])]
    if _BRAND.match(name):
        return ""
    for noun in nouns:
        for key in _SINGULAR:
            if noun in _nouns(key):
                return w[key]
    return w[_PLURAL] if any(map(_is_plural, nouns)) else ""


@functools.cache
def _nouns(key: str) -> frozenset[str]:
    """Return the nouns that take an article: what means it in the catalogue, but itself."""
    return synonyms(key) - {"la", "le", "les", "the", normalise(key)}


def _is_plural(noun: str) -> bool:
    one = {noun.removesuffix("s"), noun.removesuffix("x"), re.sub("aux$", "al", noun)} - {noun}
    return noun in _nouns(_PLURAL) or any(one & _nouns(key) for key in _SINGULAR)


def _is_body(name: str) -> bool:
    """Say whether a name is, in English, that of a body which takes "the"."""
    words_ = re.sub(r"\s*\([^()]*\)$", "", name).split()
    if len(words_) > 1 and (len(words_[-1]) < 3 or words_[-1].isdigit()):
        return False  # "Table A" and "Committee 12" are what they are called
    before = re.split(r"\s(?:of|for|on)\s", name, maxsplit=1)
    if len(before) > 1 and normalise(before[0]) in _nouns("article_the_of"):
        return True
    if _is_french(name, words_):
        return True
    ends = (words_[:1], words_[-1:], before[0].split()[-1:] if len(before) > 1 else [])
    return any(normalise(word) in _nouns("article_the") for end in ends for word in end)


def _is_french(name: str, words_: list[str]) -> bool:
    """Say whether a name is, in French, a common noun and what tells which: "Scierie du Nord"."""
    tells = len(words_) == 1 or any(
        normalise(re.split("['’]", word)[0]) in _FRENCH for word in words_[1:]
    )
    head = re.split(r"[\s,(/:–—]", name, maxsplit=1)[0].partition("-")
    # a hyphen joins a noun to another, or makes a proper noun: "Halte-garderie", "Pont-Rouge"
    nouns = {normalise(head[0]), normalise("".join(head))} if head[2][:1].islower() else set()
    nouns |= set() if head[1] else {normalise(head[0])}
    return tells and any(nouns & _nouns(key) for key in _SINGULAR)


def _elides(name: str) -> bool:
    """Say whether a name begins with a vowel that is heard, or an h that is not."""
    if re.match(r"[HY][A-Z0-9]{1,4}\b", name):
        return False  # an acronym is spelt: "le HLM", "de HEC", "du YMCA"
    letters = f"{normalise(name)} ".replace(" ", "_")
    if letters.startswith("h"):
        return _longest(_MUTE, letters) >= _longest(_ASPIRATED, letters)
    return letters[:1] in tuple("aeiouy") and not _CLOSED.match(letters)


def _longest(beginnings: str, letters: str) -> int:
    return max((len(one) for one in beginnings.split() if letters.startswith(one)), default=0)


def day(when: datetime.date, w: Words) -> str:
    r"""Return a day as texts and figures write it.

    Examples
    --------
    >>> from datetime import date
    >>> from concertnet.words import words
    >>> day(date(2024, 12, 31), words("fr")), day(date(2024, 5, 1), words("fr"))
    ('31\xa0déc.\xa02024', '1er\xa0mai\xa02024')
    >>> day(date(2024, 12, 31), words("en"))
    '31\xa0Dec.\xa02024'
    """
    number = w["date_first"] if when.day == 1 else str(when.day)
    return w(f"date_{when.month:02d}", day=number, year=str(when.year))


def printed(text: str, w: Words) -> str:
    """Return a text with the apostrophes of print, those of the names in it too, in French.

    Examples
    --------
    >>> from concertnet.words import words
    >>> printed("L'Écho d'Hébertville", words("fr")), printed("Beyond one's own", words("en"))
    ('L’Écho d’Hébertville', "Beyond one's own")
    """
    return text.replace("'", "’") if w.lang == "fr" else text


def kept_together(text: str, w: Words) -> str:
    r"""Return a text whose lines do not end between a mark and its word, in French.

    Examples
    --------
    >>> from concertnet.words import words
    >>> kept_together("la feuille « Acteurs » : rien", words("fr"))
    'la feuille «\xa0Acteurs\xa0»\xa0: rien'
    """
    return re.sub(r"(?<=«) | (?=[»;:!?%])", "\u00a0", text) if w.lang == "fr" else text


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
    key, shown = (f"{of}_at_most", _LEAST_P) if value < _LEAST_P else (f"{of}_equals", value)
    return w(key, p=w.number(shown, digits=3))


def p_alone(value: float, w: Words) -> str:
    r"""Return a p-value as it stands in a column of them, as its sentence writes it.

    Examples
    --------
    >>> from concertnet.words import words
    >>> p_alone(0.0402, words("fr")), p_alone(0.0002, words("en"))
    ('0,040', '≤\xa00.001')
    """
    least = value < _LEAST_P
    written = w.number(_LEAST_P if least else value, digits=3)
    return f"≤\u00a0{written}" if least else written
