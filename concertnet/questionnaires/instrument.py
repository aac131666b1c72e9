"""What a questionnaire asks, whatever the tool: of whom, about whom, with which answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from concertnet.errors import NotComparable, UnknownWord
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.guards import choice, names, require_network, whole_number
from concertnet.names import actor_names
from concertnet.questionnaires.wording import Texts, said_in
from concertnet.scale import Scale
from concertnet.survey.said import DONT_KNOW, NONE
from concertnet.tables.spec.schema import TABLES
from concertnet.tables.spec.text import cleaned
from concertnet.words import LANGUAGES, normalise, synonyms

__all__ = [
    "YES",
    "AskedQuestion",
    "Instrument",
    "RelationQuestion",
    "instrument_of",
]

YES = "yes"  # of a question on relations that are no level
_DIMENSIONS = TABLES["perceptions"]["dimension"].values
_STEPS = (1, 4)  # of a dimension whose scale nobody declares
_CODE = "r{:03d}"


@dataclass(frozen=True)
class RelationQuestion:
    """A question on relations that are no level of a scale: *we refer people to*.

    Attributes
    ----------
    name : str
        What the question is called in the data: ``"referrals"``.
    fr, en : str
        How it is asked, in each language that is used.
    received : bool
        Whether what is asked about comes from the other organisation (*refers people to us*):
        two questions of one name, one each way, confirm each other.
    """

    name: str
    fr: str = ""
    en: str = ""
    received: bool = False


@dataclass(frozen=True)
class AskedQuestion:
    """A question with its answers.

    Attributes
    ----------
    code : str
        A short name that every tool accepts: ``"level"``, ``"d1"``, ``"reliability"``, ``"i001"``.
    to : {"ties", "directed", "perceptions", "answers"}
        The table that its answers go to.
    name : str
        The directed question, the dimension, the item; empty for ties.
    texts : mapping of str to str
        How it is asked, by language.
    answers : tuple of (str, mapping of str to str)
        What each answer means, and how it is written in each language; none where it is free.
    received : bool
        Of a directed question, whether the respondent is the end.
    steps : (float, float), optional
        Lowest and highest score.
    """

    code: str
    to: str
    name: str
    texts: Texts = field(hash=False)
    answers: tuple[tuple[str, Texts], ...] = field(hash=False)
    received: bool = False
    steps: tuple[float, float] | None = None


@dataclass(frozen=True, eq=False)
class Instrument:
    """A questionnaire, before it is a file.

    Attributes
    ----------
    title : str
        What the network is called; empty where nothing says it.
    langs : tuple of str
        Its languages, the first one being that of who chooses none.
    wave : str
        What the wave is called; empty where it has no name.
    readers : mapping of str to str
        Who will read the answers, by language.
    asked, roster : tuple of str
        Actors who answer, and actors who are listed.
    called : mapping of str to str
        The name of each actor.
    codes : mapping of str to str
        By code, the actor: those of earlier waves too.
    relations, dimensions, statements : tuple of AskedQuestion
        Asked of each actor listed; scores asked of each; statements.
    scale : Scale
        The scale of levels.
    most : int
        Actors listed from which a form on a screen first asks which ones are known.
    """

    title: str
    langs: tuple[str, ...]
    wave: str
    readers: Texts
    asked: tuple[str, ...]
    roster: tuple[str, ...]
    called: Mapping[str, str]
    codes: Mapping[str, str]
    relations: tuple[AskedQuestion, ...]
    dimensions: tuple[AskedQuestion, ...]
    statements: tuple[AskedQuestion, ...]
    scale: Scale
    most: int

    @property
    def code_of(self) -> dict[str, str]:
        """By actor, its code."""
        return {actor: code for code, actor in self.codes.items()}

    @property
    def questions(self) -> tuple[AskedQuestion, ...]:
        """Every question, in the order in which it is asked."""
        return (*self.relations, *self.dimensions, *self.statements)

    @property
    def in_two_steps(self) -> bool:
        """Whether a form on a screen first asks which actors are known."""
        return len(self.roster) > self.most


def instrument_of(
    net: NetworkLike,
    *,
    asked: Sequence[str] | None,
    roster: Sequence[str] | None,
    relations: Sequence[str | RelationQuestion],
    dimensions: Sequence[str],
    items: pd.DataFrame | None,
    lang: Sequence[str],
    most: int,
    wave: str | None,
    readers: str | Mapping[str, str] | None,
    before: Mapping[str, str],
) -> Instrument:
    """Return what a questionnaire asks; `questionnaire` says the rest."""
    require_network(net)
    known = list(net.actors_now()["actor"].astype(str))
    # who has left is not asked, and keeps its code
    here = net.latest().actors_now()
    organisations = list(here.loc[here["kind"] != "person", "actor"].astype(str))
    langs = tuple(names(lang, name="lang"))
    if not langs:
        raise NotComparable("error_questionnaire_no_lang")
    for one in langs:
        choice(one, name="lang", among=LANGUAGES)
    of_whom = _actors(asked, organisations, known)
    listed = _actors(roster, organisations, known)
    if not of_whom or not listed:
        raise NotComparable("error_questionnaire_nobody")
    called = {str(a): " ".join(cleaned(n).split()) for a, n in actor_names(net).items()}
    table = net.tables["items"] if items is None else items
    return Instrument(
        title=" ".join(cleaned(net.about.title).split()),
        langs=langs,
        wave=wave or "",
        readers=_readers(readers, langs),
        asked=of_whom,
        roster=listed,
        called=called,
        codes=_codes(known, before),
        relations=_relations(relations, net.scale, langs),
        dimensions=_scores(names(dimensions, name="dimensions"), table, langs),
        statements=_statements(table, langs),
        scale=net.scale,
        most=whole_number(most, name="most", least=1),
    )


def _actors(given: Sequence[str] | None, default: list[str], known: list[str]) -> tuple[str, ...]:
    """Return the actors given, in the order of their table."""
    if given is None:
        return tuple(default)
    wanted = names(given, name="actors")
    unknown = [one for one in wanted if one not in set(known)]
    if unknown:
        raise UnknownWord("error_unknown_id", value=", ".join(unknown))
    return tuple(one for one in known if one in set(wanted))


def _codes(known: Sequence[str], before: Mapping[str, str]) -> dict[str, str]:
    """Return the actor of each code: those of earlier waves stay, even of who left."""
    codes = dict(before)
    have = set(codes.values())
    numbers = [int(found[1]) for code in codes if (found := re.fullmatch(r"r(\d+)", code))]
    last = max(numbers, default=0)
    for actor in known:
        if actor not in have:
            last += 1
            codes[_CODE.format(last)] = actor
    return codes


def _readers(given: str | Mapping[str, str] | None, langs: Sequence[str]) -> dict[str, str]:
    if given is None:
        return said_in(langs, "questionnaire_readers_unsaid")
    if isinstance(given, str):
        return dict.fromkeys(langs, cleaned(given))
    lacking = [one for one in langs if not given.get(one)]
    if lacking:
        raise UnknownWord("error_questionnaire_text", name="readers", langs=", ".join(lacking))
    return {one: cleaned(given[one]) for one in langs}


def _relations(
    given: Sequence[str | RelationQuestion], scale: Scale, langs: Sequence[str]
) -> tuple[AskedQuestion, ...]:
    given = [given] if isinstance(given, str | RelationQuestion) else list(given)
    made: list[AskedQuestion] = []
    seen: set[tuple] = set()
    for one in given:
        if isinstance(one, str):
            choice(one, name="relations", among=("ties",))
            key = ("ties", False)
            made.append(_ties(scale, langs))
        else:
            key = (one.name, one.received)
            made.append(_directed(one, f"d{len(made) + 1}", langs))
        told = {tuple(made[-1].texts.values()), key}
        if told & seen:
            raise NotComparable("error_questionnaire_twice", name=key[0])
        seen |= told
    if not made:
        raise NotComparable("error_questionnaire_nothing")
    return tuple(made)


def _ties(scale: Scale, langs: Sequence[str]) -> AskedQuestion:
    levels = [
        (level, {one: _capital(scale.label(level, one)) for one in langs}) for level in scale.levels
    ]
    none, unknown = (said_in(langs, f"questionnaire_{key}") for key in ("no_tie", "dont_know"))
    answers = ((NONE, none), *levels, (DONT_KNOW, unknown))
    return AskedQuestion("level", "ties", "", said_in(langs, "questionnaire_ties"), answers)


def _directed(one: RelationQuestion, code: str, langs: Sequence[str]) -> AskedQuestion:
    lacking = [lang for lang in langs if not cleaned(getattr(one, lang))]
    if lacking or not cleaned(one.name):
        raise UnknownWord(
            "error_questionnaire_text", name=one.name or "?", langs=", ".join(lacking or langs)
        )
    answers = tuple(
        (meaning, said_in(langs, f"questionnaire_{key}"))
        for meaning, key in ((YES, "yes"), (NONE, "no"), (DONT_KNOW, "dont_know"))
    )
    texts = {lang: " ".join(cleaned(getattr(one, lang)).split()) for lang in langs}
    return AskedQuestion(code, "directed", cleaned(one.name), texts, answers, one.received)


def _scores(
    dimensions: Sequence[str], items: pd.DataFrame, langs: Sequence[str]
) -> tuple[AskedQuestion, ...]:
    made = []
    for given in dimensions:
        # as the reader writes it, in either language
        named = (one for one in _DIMENSIONS if normalise(given) in synonyms(one))
        dimension = choice(next(named, given), name="dimensions", among=_DIMENSIONS)
        low, high = _declared(items, dimension)
        texts = said_in(langs, "questionnaire_dimension", dimension=dimension, low=low, high=high)
        unknown = (DONT_KNOW, said_in(langs, "questionnaire_dont_know"))
        scores = [(str(n), dict.fromkeys(langs, str(n))) for n in range(low, high + 1)]
        question = AskedQuestion(
            dimension, "perceptions", dimension, texts, (*scores, unknown), steps=(low, high)
        )
        made.append(question)
    return tuple(made)


def _declared(items: pd.DataFrame, dimension: str) -> tuple[int, int]:
    """Return the scale of a dimension, as the codebook declares it."""
    if "dimension" in items and {"scale_min", "scale_max"} <= set(items.columns):
        rows = items[(items["dimension"] == dimension) & ~_worded(items)]
        rows = rows.dropna(subset=["scale_min", "scale_max"])
        if len(rows):
            return int(rows["scale_min"].iloc[0]), int(rows["scale_max"].iloc[0])
    return _STEPS


def _worded(items: pd.DataFrame) -> pd.Series:
    texts = items.reindex(columns=["text_fr", "text_en"])
    return texts.notna().any(axis=1)


def _statements(items: pd.DataFrame, langs: Sequence[str]) -> tuple[AskedQuestion, ...]:
    """Return the items that have a text; the others are codes of an instrument held elsewhere."""
    made = []
    told = items[_worded(items)] if len(items) else items
    for number, record in enumerate(told.to_dict("records"), start=1):
        row = {str(column): value for column, value in record.items()}
        by_lang = {lang: row.get(f"text_{lang}") for lang in LANGUAGES}
        known = {lang: t for lang, t in by_lang.items() if isinstance(t, str) and cleaned(t)}
        spare = next(iter(known.values()))
        texts = {lang: " ".join(cleaned(known.get(lang, spare)).split()) for lang in langs}
        answers = _steps_of(row, langs)
        item = str(row["item"])
        made.append(AskedQuestion(f"i{number:03d}", "answers", item, texts, answers))
    return tuple(made)


def _steps_of(row: Mapping[str, object], langs: Sequence[str]) -> tuple[tuple[str, Texts], ...]:
    """Return the steps of an item, as its codebook declares them; none where it does not."""
    low, high = row.get("scale_min"), row.get("scale_max")
    if not isinstance(low, int | float) or not isinstance(high, int | float):
        return ()
    if low != low or high != high:
        return ()
    labels = {}
    if isinstance(row.get("labels"), str):
        parts = [part.split("=", 1) for part in str(row["labels"]).split("|") if "=" in part]
        labels = {step.strip(): label.strip() for step, label in parts}
    steps = [
        (str(n), dict.fromkeys(langs, f"{n} – {labels[str(n)]}" if str(n) in labels else str(n)))
        for n in range(int(low), int(high) + 1)
    ]
    return (*steps, (DONT_KNOW, said_in(langs, "questionnaire_dont_know")))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
