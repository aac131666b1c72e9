"""The answers that were given, as they were typed: which serve, and what each means there."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Mapping

from concertnet.scale import Scale
from concertnet.tables.decide.decision import (
    DIFFERENT,
    IGNORE,
    MANY,
    NEW,
    OWN,
    UNKNOWN,
    Answers,
    decision_key,
)
from concertnet.tables.decide.name_book import NameBook
from concertnet.tables.decide.spelling import name_key
from concertnet.tables.decide.word_choices import ASIDE
from concertnet.tables.spec.schema import DEFAULT_SECTORS
from concertnet.words import LANGUAGES, normalise, synonyms, words

__all__ = [
    "Decided",
    "bearer_answered",
    "coded",
    "decided_own",
    "level_answered",
    "reserved",
    "same_answer",
    "sector_answered",
]

# The answers that each kind of question keeps, with the words that mean them.
_KEPT: dict[str, dict[str, str]] = {
    "actor": {NEW: "answer_new_actor", IGNORE: "answer_ignore", MANY: "answer_several_actor"},
    "instance": {
        NEW: "answer_new_instance",
        IGNORE: "answer_ignore",
        MANY: "answer_several_instance",
    },
    "actors": {NEW: "answer_new_all"},
    "sector": {OWN: "answer_own", UNKNOWN: "answer_unknown"},
    "level": {IGNORE: "answer_ignore"},
    "levels": {},
    "same": {DIFFERENT: "answer_different"},
}


class Decided(Mapping[str, str]):
    """Answers by key of decision, which know those that the data asked for.

    Parameters
    ----------
    answers : mapping of str to str
        By key of decision, however what is written is spelt, the answer as it was typed.

    Examples
    --------
    >>> decided = Decided({"actor:Ville de  RIVES": "A1", "actor:Chambre": "A2"})
    >>> decided.on("actor", "ville de rives"), decided.on("actor", "Caisse")
    ('A1', None)
    >>> decided.unused
    ('actor:chambre',)
    """

    def __init__(self, answers: Answers | None = None) -> None:
        self._answers: dict[str, str] = {}
        for key, answer in (answers or {}).items():
            kind, sign, written = key.partition(":")
            if answer:
                self._answers[decision_key(kind, written) if sign else key] = answer
        self._used: dict[str, None] = {}
        self._unclear: dict[str, None] = {}

    def __getitem__(self, key: str) -> str:
        return self._answers[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)

    @property
    def used(self) -> tuple[str, ...]:
        """Keys of the answers that something in the data asked for."""
        return tuple(self._used)

    @property
    def unused(self) -> tuple[str, ...]:
        """Keys of the answers that nothing in the data asked for."""
        return tuple(key for key in self._answers if key not in self._used)

    @property
    def unclear(self) -> tuple[str, ...]:
        """Keys of the answers that were asked for, and are none of the choices."""
        return tuple(self._unclear)

    def on(self, kind: str, written: str) -> str | None:
        """Return the answer on what is written, and remember that it served."""
        key = decision_key(kind, written)
        self.serve([key])
        return self._answers.get(key)

    def serve(self, keys: Collection[str]) -> None:
        """Remember that these answers served."""
        self._used |= dict.fromkeys(key for key in keys if key in self._answers)

    def refuse(self, kind: str, written: str) -> None:
        """Remember that the answer on what is written is none of the choices."""
        self._unclear[decision_key(kind, written)] = None


def reserved(kind: str, text: str, *, named: bool = False) -> str | None:
    """Return the answer that names nothing of the data which a text means, None if it means none.

    Parameters
    ----------
    kind : str
        The kind of question.
    text : str
        The answer.
    named : bool
        Whether something of the data is called exactly so: its synonyms then mean that thing.

    Examples
    --------
    >>> reserved("actor", "nouvel acteur"), reserved("actor", "New"), reserved("same", "non")
    ('@new', '@new', '@different')
    >>> reserved("actor", "new", named=True) is None, reserved("level", "new") is None
    (True, True)
    """
    folded = normalise(text)
    kept = _KEPT.get(kind, {})
    for answer, key in kept.items():
        if text == answer or folded in {normalise(words(lang)[key]) for lang in LANGUAGES}:
            return answer
    if named:
        return None
    return next((answer for answer, key in kept.items() if folded in synonyms(key)), None)


def coded(text: str) -> tuple[str, ...]:
    """Return what may be the identifier of an answer such as *Caisse [A53]*, the longest first.

    Examples
    --------
    >>> coded("Caisse [A53]"), coded("Centre [Est] [C [Est]]")
    (('A53',), ('Est] [C [Est]', 'C [Est]', 'Est]'))
    """
    if not text.endswith("]"):
        return ()
    return tuple(text[at + 2 : -1] for at in range(len(text)) if text.startswith(" [", at))


def bearer_answered(kind: str, text: str, book: NameBook) -> str | None:
    """Return whom an answer means: an identifier, `NEW`, `IGNORE`, or None where nobody.

    Parameters
    ----------
    kind : {"actor", "instance"}
        The kind of question.
    text : str
        The answer: an identifier, a name, both (*Caisse [A53]*), or a word of the list.
    book : NameBook
        The names of what is known.

    Examples
    --------
    >>> book = NameBook(["A1", "new"], ["New inc.", "Ville"])
    >>> typed = ("New inc. [A1]", "new actor", "new", "V")
    >>> [bearer_answered("actor", text, book) for text in typed]
    ['A1', '@new', 'new', None]
    """
    if said := reserved(kind, text, named=text in book):
        return said
    if text in book:
        return text
    known = [one for one in coded(text) if one in book]
    for one in known:
        if text == f"{book.names[one] or one} [{one}]":
            return one
    whose = book.whose(text)
    if len(whose) == 1:
        return whose[0]
    return known[0] if len(known) == 1 else None


def sector_answered(text: str, declared: Mapping[str, str], answers: Answers) -> str | None:
    """Return the sector that an answer names: declared, decided to be one of its own, or usual.

    Parameters
    ----------
    text : str
        The answer.
    declared : mapping of str to str
        The sectors that the data declare, by `name_key`.
    answers : mapping of str to str
        All the answers: a word may join another that is a sector of its own.

    Returns
    -------
    str or None
        The sector, `OWN`, `UNKNOWN`, or None where it is none of those.

    Examples
    --------
    >>> sector_answered("Public", {"public": "Public"}, {}), sector_answered("Public", {}, {})
    ('Public', 'institutional')
    """
    key = name_key(text)
    if said := reserved("sector", text, named=key in declared):
        return said
    for one in (text, *coded(text)):
        if name_key(one) in declared:
            return declared[name_key(one)]
    return text if decided_own(text, answers) else _usual_sectors().get(normalise(text))


def decided_own(word: str, answers: Answers) -> bool:
    """Say whether it was decided that a word is a sector of its own."""
    answer = answers.get(decision_key("sector", word))
    return answer is not None and reserved("sector", answer) == OWN


@functools.cache
def _usual_sectors() -> Mapping[str, str]:
    """Return the usual sector that each spelling means; labels go before synonyms."""
    found: dict[str, str] = {}
    for sector in DEFAULT_SECTORS:
        for label in (sector, *(words(lang)[sector] for lang in LANGUAGES)):
            found.setdefault(normalise(label), sector)
    for sector in DEFAULT_SECTORS:
        for spelling in synonyms(sector):
            found.setdefault(spelling, sector)
    return found


def level_answered(text: str, scale: Scale) -> str | None:
    """Return what an answer on a word of level means: a level, a word set aside, or `IGNORE`.

    Examples
    --------
    >>> from concertnet.scale import BOURQUE
    >>> level_answered("Partenariat", BOURQUE), level_answered("laisser de côté", BOURQUE)
    ('partnership', '@ignore')
    >>> level_answered("sous-traitance", BOURQUE), level_answered("truc", BOURQUE)
    ('subcontracting', None)
    """
    level = next((found for one in (text, *coded(text)) if (found := scale.find(one))), None)
    said = reserved("level", text, named=level is not None)
    if said or level:
        return said or level
    aside = (word for word in ASIDE if word not in scale.levels)
    return next((word for word in aside if normalise(text) in synonyms(word)), None)


def same_answer(kind: str, one: str, other: str) -> bool:
    """Say whether two answers to a question are the same, whatever the language of the list."""
    return _plain(kind, one) == _plain(kind, other)


def _plain(kind: str, text: str) -> str:
    if said := reserved(kind, text):
        return said
    if kind == "sector":
        folded = normalise(text)
        labels = {normalise(words(lang)[one]): one for lang in LANGUAGES for one in DEFAULT_SECTORS}
        return labels.get(folded, name_key(text))
    return name_key((coded(text) or (text,))[-1])
