"""Columns of words: what a spelling means, what it may mean, and what says nothing."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from concertnet.scale import SCALES, Scale
from concertnet.tables.cells.coded import Coded
from concertnet.tables.cells.column import ColumnCells, Vocabulary, bare_choice, says_nothing
from concertnet.tables.cells.near import nearest
from concertnet.tables.decide.decided import Decided, coded, level_answered, sector_answered
from concertnet.tables.decide.decision import IGNORE, OWN, UNKNOWN
from concertnet.tables.decide.spelling import name_key
from concertnet.tables.decide.word_choices import ASIDE, level_decision, sector_decision
from concertnet.tables.spec.problems import Word
from concertnet.tables.spec.schema import DEFAULT_SECTORS, Column
from concertnet.words import LANGUAGES, normalise, synonyms, words

__all__ = ["level_of_all", "meanings", "read_label", "read_level", "read_word"]


def _says_all(text: str) -> bool:
    """Say whether a text means all the values at once, and so none of them: *toutes*."""
    return normalise(text) in synonyms("every")


def _missing_words(cells: ColumnCells, column: Column, places: Sequence[int]) -> None:
    """Count, once for the column, the cells whose word means that nothing is known.

    Where a value is needed, that is an error.
    """
    if places:
        shown = tuple(dict.fromkeys(cells.texts[place] for place in places))
        told = ("error", "value_unsaid") if column.filled else ("notice", "words_missing")
        cells.together(*told, places, words=shown)


def read_label(cells: ColumnCells, column: Column, _: Vocabulary) -> Coded:
    """Read free words by which rows are grouped; what says that nothing is known is missing."""
    blank = [i for i, text in enumerate(cells.texts) if text and _nothing_said(text)]
    _missing_words(cells, column, blank)
    missing = set(blank)
    return cells.said([None if i in missing else text for i, text in enumerate(cells.texts)])


def _nothing_said(text: str) -> bool:
    return says_nothing(text) or _says_all(text)


@functools.cache
def meanings(values: tuple[str, ...]) -> dict[str, str]:
    """Return what each spelling means; a key means itself, then labels go before synonyms."""
    found = {normalise(value): value for value in values}
    for value in values:
        for lang in LANGUAGES:
            for text in words(lang)[value].split("||"):
                found.setdefault(normalise(text), value)
    for value in values:
        for spelling in synonyms(value):
            found.setdefault(spelling, value)
    return found


# Columns whose unknown words change what measures say.
_UNKNOWN = {"function": "function_unknown"}


def read_word(cells: ColumnCells, column: Column, vocabulary: Vocabulary) -> Coded:
    """Read words of the vocabulary, in any of their spellings."""
    if column.name == "sector":
        return _sector(cells, column, vocabulary)
    own: dict[str, str] = {}
    known_spellings = meanings(column.values)
    known = tuple(Word(value) for value in column.values)
    read: list[str | None] = []
    blank: list[int] = []
    for place, raw in enumerate(cells.texts):
        text = bare_choice(raw)
        folded = normalise(text)
        meant = text and (known_spellings.get(folded) or own.get(folded))
        if meant:
            read.append(meant)
        elif _nothing_said(text):
            read.append(None)
            blank += [place] if raw else []
        else:
            if not column.closed:  # the first spelling stands for others that differ by an accent
                own[folded] = text
            read.append(None if column.closed else text)
            severity, code = "warning", _UNKNOWN.get(column.name, "word_unknown")
            if column.closed:
                severity, code = "error", "word_closed"
            near = nearest(text, known)
            if set(ASIDE) <= set(column.values) and vocabulary.scale.find(text):
                code, near = "kind_is_level", ()  # a right word, in the sheet of others
            cells.once(severity, code, place, levels=known, nearest=near)
    _missing_words(cells, column, blank)
    return cells.said(read)


def _sector(cells: ColumnCells, column: Column, vocabulary: Vocabulary) -> Coded:
    declared = vocabulary.sectors
    own = {name_key(word): word for word in reversed(declared)}
    known_spellings = meanings(column.values)
    usual = tuple(Word(value) for value in column.values if value not in declared)
    known = (*declared, *usual)
    doubtful: dict[str, list[int]] = {}
    undecided: dict[str, list[int]] = {}
    decided: dict[str, tuple[str, list[int]]] = {}
    read: list[str | None] = []
    blank: list[int] = []
    for place, raw in enumerate(cells.texts):
        text = bare_choice(raw)
        key, folded = name_key(text), normalise(text)
        answer = _sector_decided(text, own, vocabulary.answers) if text else None
        meant = text and (own.get(key) or known_spellings.get(folded))
        if answer is not None:
            decided.setdefault(key, (answer, []))[1].append(place)
        if answer == OWN:
            read.append(own.setdefault(key, text))
        elif answer == UNKNOWN:
            read.append(None)
        elif answer:
            read.append(own.get(name_key(answer), answer))
        elif not meant and _nothing_said(text):
            read.append(None)
            blank += [place] if raw else []
        elif meant:
            # A declared sector keeps its spelling even when a synonym of a known one leads to it.
            read.append(own.get(name_key(meant), meant))
            if key not in own and folded not in _plain_sectors():
                doubtful.setdefault(folded, []).append(place)
        else:  # the first spelling stands for others that differ by an accent
            places = undecided.setdefault(key, [])
            places.append(place)
            read.append(bare_choice(cells.texts[places[0]]))
    _missing_words(cells, column, blank)
    for answer, places in decided.values():
        _say_decided(cells, places, answer, dict.fromkeys(column.values))
    for places in undecided.values():
        text = bare_choice(cells.texts[places[0]])
        near = nearest(text, known)
        alike = near[0] if near else None
        decision = sector_decision(text, cells.stand(places), declared, alike)
        cells.decisions.append(decision)
        given = {"levels": known, "nearest": near, "decision": decision.key}
        cells.together("warning", "sector_unknown", places, **given)
    for places in doubtful.values():
        meant = read[places[0]]
        shown = Word(meant) if meant in column.values else meant
        cells.together("notice", "sector_read", places, read=shown, known=known)
    return cells.said(read)


def _sector_decided(text: str, own: Mapping[str, str], answers: Decided) -> str | None:
    """Return the sector that was decided for a word, None where none was."""
    answer = answers.on("sector", text)
    meant = None if answer is None else sector_answered(answer, own, answers)
    if answer is not None and meant is None:
        answers.refuse("sector", text)
    return meant


def _say_decided(
    cells: ColumnCells, places: Sequence[int], answer: str, shown: Mapping[str, str | None]
) -> None:
    """Say what a word is read as by a decision; `shown` holds the words of the usual answers."""
    key = {OWN: "answer_own", UNKNOWN: "answer_unknown"}.get(answer)
    if key is None and answer in shown:
        key = shown[answer] or answer
    cells.together("notice", "word_decided", places, read=Word(key) if key else answer)


@functools.cache
def _plain_sectors() -> frozenset[str]:
    """Return the spellings that name a sector without a doubt: its key, its labels, their forms."""
    plain = {normalise(sector) for sector in DEFAULT_SECTORS}
    for sector in DEFAULT_SECTORS:
        plain |= {normalise(words(lang)[sector]) for lang in LANGUAGES}
        plain |= synonyms(f"sector_{sector}")
    return frozenset(plain)


def read_level(cells: ColumnCells, _: Column, vocabulary: Vocabulary) -> Coded:
    """Read levels through the scale, and the words of relations that are no level."""
    scale = vocabulary.scale
    labels = tuple(map(Word, scale.word_keys)) or scale.levels
    aside = meanings(ASIDE)
    read: list[str | None] = []
    decided: dict[str, tuple[str, list[int]]] = {}
    for place, raw in enumerate(cells.texts):
        text = bare_choice(raw)
        answer = _level_decided(text, scale, vocabulary.answers) if text else None
        if answer == IGNORE:
            cells.left_out.append(place)
            read.append(None)
            continue
        if answer is not None:
            decided.setdefault(name_key(text), (answer, []))[1].append(place)
        level = scale.find(answer or text) if text else None
        meant = None if level or not text else aside.get(normalise(answer or text))
        if meant in scale.levels:  # the user's own level of that name: this spelling is not it
            meant = None
        read.append(level or meant or None)
        if meant:
            cells.once("notice", "level_moved", place)
        elif text and level is None:
            shown = labels if scale.word_keys else scale.levels
            given = {"scale": scale.name, "levels": shown}
            other = _other_scale(text, cells.texts, scale)
            if other:
                cells.once("error", "level_other_scale", place, other=other, **given)
            else:
                near = nearest(text, (*labels, *scale.levels))
                told = vocabulary.legend.get(text)
                how = {"unsaid": says_nothing(text), "legend": told}
                decision = level_decision(text, cells.stand([place]), scale, near, **how)
                cells.decisions.append(decision)
                given["decision"] = decision.key
                cells.once("error", "level_unknown", place, nearest=near, **given)
    usual = {**dict.fromkeys(ASIDE), **dict(zip(scale.levels, scale.word_keys, strict=False))}
    for answer, places in decided.values():
        _say_decided(cells, places, answer, usual)
    return cells.said(read)


def _level_decided(text: str, scale: Scale, answers: Decided) -> str | None:
    """Return what was decided for a word of level, None where nothing was."""
    answer = answers.on("level", text)
    meant = None if answer is None else level_answered(answer, scale)
    if answer is not None and meant is None:
        answers.refuse("level", text)
    return meant


def level_of_all(vocabulary: Vocabulary) -> str | None:
    """Return the level that was decided for ties whose table says none."""
    answer = vocabulary.answers.on("levels", "")
    level = None
    if answer is not None:
        level = next(filter(None, map(vocabulary.scale.find, (answer, *coded(answer)))), None)
        if level is None:
            vocabulary.answers.refuse("levels", "")
    return level


def _other_scale(text: str, texts: Sequence[str], scale: Scale) -> str:
    """Return the known scale that has this level, the one that has most of the column's levels."""
    others = [other for other in SCALES.values() if other.name != scale.name and other.find(text)]
    foreign = [word for word in map(bare_choice, texts) if word and scale.find(word) is None]
    fits = {other.name: sum(other.find(word) is not None for word in foreign) for other in others}
    return max(fits, key=lambda name: fits[name], default="")
