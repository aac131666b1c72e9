"""Known names: whose a written one is, and whose it may be."""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from concertnet.tables.decide.spelling import SMALL_WORDS, bare_name, folded_name, initials
from concertnet.tables.spec.text import is_code

__all__ = ["Candidate", "NameBook"]

_ALIKE = 72.0  # likeness from which a misspelt French organisation name is still found
_SAME = 90.0  # likeness from which a name is proposed as the other's
_TYPO = 75.0  # likeness from which a word is another one misspelt
_DOUBTFUL = 80.0  # likeness from which two known names may be those of one
_MOST = 5  # candidates of a name
_MOST_COMPARED = 20_000_000  # likenesses computed at most; beyond, names have no candidate
_BLOCK = 4_000_000  # likenesses computed at once
_LONGEST = 200  # characters of a name that are compared
_RARE = 2  # known names that may share a word for it to say which is meant
_SHORTEST = 4  # letters of such a word
_ACRONYM = re.compile(r"[^\W_]{2,9}")
_CAPITALS = re.compile(r"[A-ZÀ-Þ0-9][A-ZÀ-Þ0-9.&-]{1,9}")
_LONGEST_ACRONYM = 9
_IN_BRACKETS = re.compile(r"(.+?)\s*\(([^()]+)\)\s*$")
_TELLING = frozenset(
    "est ouest nord sud centre east west north south center i ii iii iv v vi a b c".split()  # noqa: SIM905
)

_Found = dict[str, dict[str, None]]


@dataclass(frozen=True)
class Candidate:
    """A known identifier that a written name may mean.

    Attributes
    ----------
    identifier : str
        The identifier.
    likeness : float
        From 0 to 100; 0 where the names are not alike as they are spelt.
    reason : str
        Why: ``"alike"``, ``"acronym"``, ``"same_name"``, ``"shares"`` (a rare word); ``"differs"``
        when a word that tells apart, such as a number or a place, is not the same; ``"shortened"``
        when the first words are written by their initials; ``"begins"`` and ``"within"`` when what
        is written are the first words of a name, or others that follow one another in it.
    """

    identifier: str
    likeness: float
    reason: str

    @property
    def proposed(self) -> bool:
        """Whether it is likely enough to be proposed."""
        sure = self.reason in ("acronym", "shortened", "begins", "within")
        return sure or (self.reason == "alike" and self.likeness >= _SAME)


class NameBook:
    """The names of what is known, to look up what is written.

    Parameters
    ----------
    identifiers : sequence of str
        The identifiers; one may come several times, under several names.
    names : sequence of str
        The name of each, an empty text where there is none.
    others : iterable of (identifier, text)
        Other names: acronyms that the data give.
    aliases : iterable of (identifier, text)
        What was decided: it goes before names, and after identifiers; one that is the name of
        another is the name of both.
    same : mapping of str to str
        For each identifier that was decided to be another, that other.

    Examples
    --------
    >>> book = NameBook(["A1", "A2"], ["Maison des Aînés", "Dupont inc."])
    >>> book.whose("maison des aines"), book.whose("Dupont"), book.whose("Maison")
    (('A1',), ('A2',), ())
    """

    def __init__(
        self,
        identifiers: Sequence[str],
        names: Sequence[str],
        others: Iterable[tuple[str, str]] = (),
        aliases: Iterable[tuple[str, str]] = (),
        same: Mapping[str, str] | None = None,
    ) -> None:
        self._same = same or {}
        self._called = list(zip(identifiers, names, strict=True))
        self._given, self._decided = list(others), list(aliases)
        self.names = dict(self._called)
        if len(self.names) < len(self._called):  # of an identifier, the first name
            self.names = {}
            for identifier, name in self._called:
                self.names.setdefault(identifier, name)

    # The forms of names are made when a text that is no identifier is looked up: a large register
    # writes identifiers alone.

    @functools.cached_property
    def _aliases(self) -> _Found:
        return _found((folded_name(text), identifier) for identifier, text in self._decided)

    @functools.cached_property
    def _typed(self) -> _Found:
        return _found((text, identifier) for identifier, text in self._texts())

    @functools.cached_property
    def _folded(self) -> _Found:
        return _found((folded_name(text), identifier) for identifier, text in self._texts())

    @functools.cached_property
    def _bare(self) -> _Found:
        return _found((bare_name(text), identifier) for identifier, text in self._texts())

    @functools.cached_property
    def _others(self) -> _Found:
        within = [(one, text) for one, name in self._called for text in _names_within(name)]
        return _found((folded_name(text), one) for one, text in [*within, *self._given])

    def _texts(self) -> Iterator[tuple[str, str]]:
        """Give each identifier with what it is called: itself, its name."""
        for identifier, name in self._called:
            yield identifier, identifier
            if name != identifier:
                yield identifier, name

    def __contains__(self, identifier: object) -> bool:
        return identifier in self.names

    def __len__(self) -> int:
        return len(self.names)

    def whose(self, written: str) -> tuple[str, ...]:
        """Return the identifiers whose name is written: one, several, or none.

        The closest spelling decides: the identifier, what was decided, the name as typed, the
        name but for case, accents and marks, the name but for its legal ending, an acronym given.
        """
        if written in self.names:
            return (written,)
        folded = folded_name(written)
        for known, form in (
            (self._aliases, folded),
            (self._typed, written),
            (self._folded, folded),
            (self._bare, bare_name(written)),
            (self._others, folded),
        ):
            if form and (found := known.get(form)):
                if known is self._aliases:
                    found = {**found, **self._folded.get(folded, {})}
                return tuple(dict.fromkeys(self._same.get(one, one) for one in found))
        return ()

    def candidates(self, written: Sequence[str]) -> list[tuple[Candidate, ...]]:
        """Return, for each written name, the identifiers that it may mean, the likeliest first."""
        if not written or not self.names:
            return [() for _ in written]
        known = self._known
        near = _near([_sorted_words(bare_name(text)) for text in written], known.sorted)
        return [
            self._likely(bare_name(text), alike, known)
            for text, alike in zip(written, near, strict=True)
        ]

    @functools.cached_property
    def _known(self) -> _Forms:
        forms = [(bare, next(iter(ids))) for bare, ids in self._bare.items() if bare]
        brackets = {identifier: _in_brackets(name) for identifier, name in self.names.items()}
        return _Forms(forms, {one: acronym for one, acronym in brackets.items() if acronym})

    def _likely(
        self, bare: str, alike: Sequence[tuple[int, float]], known: _Forms
    ) -> tuple[Candidate, ...]:
        """Return the candidates of a folded name, given the known ones that are like it."""
        words, made = bare.split(), dict[str, Candidate]()

        def add(places: Iterable[int], reason: str) -> None:
            for place in places:
                identifier = known.forms[place][1]
                made.setdefault(identifier, Candidate(identifier, 0.0, reason))

        if _ACRONYM.fullmatch(bare):
            add(known.acronyms.get(bare, ()), "acronym")
        for acronym in initials(bare) if len(words) > 1 else ():
            for identifier in self._bare.get(acronym, ()):
                made.setdefault(identifier, Candidate(identifier, 0.0, "acronym"))
        add(known.shortened.get(_carrying(words), ()), "shortened")
        for short in _shortened(bare):
            add(known.carrying.get(short, ()), "shortened")
        for place, reason in known.holding(bare, words):
            add([place], reason)
        for place, likeness in alike:
            other, identifier = known.forms[place]
            reason = "differs" if _tell_apart(words, other.split()) else "alike"
            if _meaning(words) == _meaning(other.split()):
                likeness = max(likeness, _SAME)  # they differ by small words alone
            made.setdefault(identifier, Candidate(identifier, likeness, reason))
        for word in words:
            add(known.sharing.get(word, ()), "shares")
        return tuple(list(made.values())[:_MOST])

    def pairs(self) -> list[tuple[str, Candidate]]:
        """Return the known identifiers whose names may be those of one, each pair once.

        Names that a word tells apart, or that share a word only, are not.
        """
        doubtful = self._doubtful()
        if len(doubtful) < len(self._called):
            ids = [identifier for identifier, _ in doubtful]
            return NameBook(ids, [name for _, name in doubtful]).pairs()
        names = {identifier: name or identifier for identifier, name in self.names.items()}
        found: dict[frozenset[str], tuple[str, Candidate]] = {}
        for ids in self._bare.values():
            for one, other in itertools.combinations(ids, 2):
                pair = one, Candidate(other, 100.0, "same_name")
                found[frozenset((one, other))] = pair
        for one, likely in zip(names, self.candidates(list(names.values())), strict=True):
            for other in likely:
                alike = other.reason == "alike" and other.likeness >= _DOUBTFUL
                if other.identifier != one and (alike or other.reason == "acronym"):
                    found.setdefault(frozenset((one, other.identifier)), (one, other))
        return list(found.values())

    def _doubtful(self) -> list[tuple[str, str]]:
        """Return those that are called, less those that a code of their own tells from all others.

        Such a code (*A12*) is no word, no acronym and no other spelling of another: a name that is
        near differs by it.
        """
        coded = [is_code(one) and (not name or is_code(name)) for one, name in self._called]
        if not any(coded):
            return self._called
        known: set[str] = set()
        bearers: dict[str, str] = {}
        for (identifier, name), code in zip(self._called, coded, strict=True):
            for text in (identifier, name):
                bare = text.lower() if code else bare_name(text)
                if code and bearers.setdefault(bare, identifier) != identifier:
                    known.add(bare)
                elif not code:
                    known.update((bare, *bare.split(), *initials(bare), _in_brackets(text)))
        known.discard("")
        return [
            one
            for one, code in zip(self._called, coded, strict=True)
            if not code or known.intersection((one[0].lower(), one[1].lower()))
        ]


def _found(forms: Iterable[tuple[str, str]]) -> _Found:
    """Return, by form of a name, the identifiers that have it, in the order in which they come."""
    known: _Found = {}
    for form, identifier in forms:
        if form:
            known.setdefault(form, {})[identifier] = None
    return known


def _names_within(name: str) -> tuple[str, ...]:
    """Return what a name says of itself: *Centre local d'emploi (CLE)* is both."""
    match = _IN_BRACKETS.fullmatch(name)
    if match is None or folded_name(match[2]).replace(" ", "") not in initials(match[1]):
        return ()
    return match[1], match[2]


def _in_brackets(name: str) -> str:
    """Return the acronym in capitals that ends a name, in brackets: *Aide aux aînés (SADC)*."""
    match = _IN_BRACKETS.fullmatch(name)
    if match is None or not _CAPITALS.fullmatch(match[2]) or folded_name(match[2]) in _TELLING:
        return ""
    return folded_name(match[2])


def _shortened(bare: str) -> Iterator[tuple[str, ...]]:
    """Give what a name becomes when its first words are written by their initials.

    *Centre de services scolaire des Outardes* is *CSS des Outardes*, and *CSS*; small words aside.
    """
    tokens = bare[:_LONGEST].split()
    rest = _carrying(tokens)
    of_all = of_carrying = ""
    n = 0
    for token in tokens:
        of_all += token[0]
        if token in SMALL_WORDS:
            continue
        of_carrying += token[0]
        n += 1
        if n > _LONGEST_ACRONYM:
            return
        if n > 1:
            yield (of_carrying, *rest[n:])
            if rest[n:]:
                yield (of_carrying,)
            if of_all != of_carrying and len(of_all) <= _LONGEST_ACRONYM:
                yield (of_all, *rest[n:])
                if rest[n:]:
                    yield (of_all,)


class _Forms:
    """The folded names that are known, and where each word, acronym and shortening leads.

    Parameters
    ----------
    forms : list of (folded name, identifier)
        The names; the other attributes lead to their places.
    brackets : mapping of str to str
        By identifier, the acronym that its name gives in brackets.
    """

    def __init__(self, forms: list[tuple[str, str]], brackets: Mapping[str, str]) -> None:
        self.forms = forms
        self.sorted = [_sorted_words(bare) for bare, _ in forms]
        self.sharing: dict[str, list[int]] = {}
        self.acronyms: dict[str, list[int]] = {}
        self.shortened: dict[tuple[str, ...], list[int]] = {}
        self.carrying: dict[tuple[str, ...], list[int]] = {}
        self._words: dict[str, list[int]] = {}
        times = Counter(word for bare, _ in forms for word in set(bare.split()))
        for place, (bare, identifier) in enumerate(forms):
            for word in set(bare.split()):
                self._words.setdefault(word, []).append(place)
                if len(word) >= _SHORTEST and times[word] <= _RARE:
                    self.sharing.setdefault(word, []).append(place)
            for acronym in (*initials(bare), *filter(None, [brackets.get(identifier)])):
                self.acronyms.setdefault(acronym, []).append(place)
            for short in _shortened(bare):
                self.shortened.setdefault(short, []).append(place)
            self.carrying.setdefault(_carrying(bare.split()), []).append(place)

    def holding(self, bare: str, words: Sequence[str]) -> list[tuple[int, str]]:
        """Return the names that begin by the words written, or else hold them side by side.

        A single word inside a name says too little.
        """
        if not _meaning(words) or any(word not in self._words for word in words):
            return []
        rarest = min(words, key=lambda word: len(self._words[word]))
        begins, within = [], []
        for place in self._words[rarest]:
            other = self.forms[place][0]
            if other.startswith(f"{bare} "):
                begins.append((place, "begins"))
            elif len(_meaning(words)) > 1 and f" {bare} " in f" {other} ":
                within.append((place, "within"))
        return begins or within


def _carrying(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words that carry the meaning of a name, in their order."""
    return tuple(word for word in words if word not in SMALL_WORDS)


def _sorted_words(bare: str) -> str:
    return " ".join(sorted(bare[:_LONGEST].split()))


def _near(written: Sequence[str], known: Sequence[str]) -> list[list[tuple[int, float]]]:
    """Return, for each written name, the places of the known ones that are like it."""
    from rapidfuzz import fuzz, process

    found: list[list[tuple[int, float]]] = []
    block = max(1, _BLOCK // len(known))
    searched = min(len(written), max(1, _MOST_COMPARED // len(known)))
    for first in range(0, searched, block):
        asked = written[first : min(first + block, searched)]
        likeness = process.cdist(
            asked, known, scorer=fuzz.ratio, score_cutoff=_ALIKE, dtype=np.float32
        )
        for row in likeness:
            places = np.flatnonzero(row)
            order = places[np.argsort(-row[places], kind="stable")][:_MOST]
            found.append([(int(place), float(row[place])) for place in order])
    return found + [[] for _ in range(len(written) - searched)]


def _tell_apart(words: Sequence[str], others: Sequence[str]) -> bool:
    """Say whether names differ by a word that tells apart: a number, a compass point, another word.

    A word that stands for another, of a place or of a kind of organisation, tells apart unless one
    is the other misspelt; a word that one of the names does not have says nothing.
    """
    from rapidfuzz import fuzz

    differ = set(words) ^ set(others)
    if any(word in _TELLING or any(c.isdigit() for c in word) for word in differ):
        return True
    few, many = sorted((_meaning(words) & differ, _meaning(others) & differ), key=len)
    return not all(any(fuzz.ratio(one, two) >= _TYPO for two in many) for one in few)


def _meaning(words: Sequence[str]) -> set[str]:
    """Return the words that carry the meaning of a name."""
    return set(words) - SMALL_WORDS
