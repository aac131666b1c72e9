"""Which actors that are listed may be one, and which were decided to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from concertnet.tables.decide.decided import coded, reserved
from concertnet.tables.decide.decision import (
    DIFFERENT,
    Answers,
    Choice,
    Decision,
    decision_key,
)
from concertnet.tables.decide.name_book import NameBook
from concertnet.tables.decide.spelling import name_key
from concertnet.tables.spec.schema import TABLES
from concertnet.words import Word

__all__ = ["Merges", "decided_same", "same_decisions"]

_SIGN = " = "  # between the identifiers of a pair
_SURE = 90.0  # likeness from which two names are proposed as those of one
_KEY = decision_key("same", "")


@dataclass(frozen=True)
class Merges:
    """What was decided of pairs of actors, taken together.

    Attributes
    ----------
    kept : dict of str to str
        For each actor that is another one, the identifier under which both are kept.
    conflicts : tuple of tuple of str
        Keys of answers that contradict each other: two are one, and different; or it is not said
        which of several is kept.
    unknown : tuple of str
        Keys of answers that name neither of the two, nor that they differ.
    apart : tuple of str
        Pairs that were decided to be two, as ``"A1 = A2"``.
    about : tuple of str
        Keys of answers on two actors that are listed.
    """

    kept: dict[str, str]
    conflicts: tuple[tuple[str, ...], ...] = ()
    unknown: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


def same_decisions(
    tables: Mapping[str, pd.DataFrame], answers: Answers, distinct: Collection[str] = ()
) -> tuple[Decision, ...]:
    """Return the pairs of actors whose names may be those of one, the likeliest first.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Checked tables.
    answers : mapping of str to str
        The answers given: a pair that has one is not asked again.
    distinct : collection of str
        Pairs that were decided to be two before (`About.distinct`).

    Returns
    -------
    tuple of Decision
        Of kind ``"same"``. The answer is the identifier to keep, or `DIFFERENT`. Those whose names
        are nearly equal, and whose sectors do not differ, propose to keep the one that is named
        most.

    Examples
    --------
    >>> actors = pd.DataFrame(
    ...     {"actor": ["a", "b", "c"], "name": ["CDC Rives", "CDC des Rives", "Ville"]})
    >>> none = {name: pd.DataFrame(columns=table.names) for name, table in TABLES.items()}
    >>> (asked,) = same_decisions(none | {"actors": actors.assign(sector=None)}, {})
    >>> asked.written, [choice.answer for choice in asked.choices]
    ('a = b', ['a', 'b', '@different'])
    """
    actors = tables["actors"].dropna(subset=["actor"])
    book = NameBook(actors["actor"].tolist(), actors["name"].fillna("").tolist())
    decided = {*answers, *(decision_key("same", pair) for pair in distinct)}
    pairs = [
        (one, other)
        for one, other in book.pairs()
        if decision_key("same", f"{one}{_SIGN}{other.identifier}") not in decided
        and decision_key("same", f"{other.identifier}{_SIGN}{one}") not in decided
    ]
    if not pairs:
        return ()
    mentions = Counter(
        identifier for _, identifiers in _named(tables) for identifier in identifiers.dropna()
    )
    partners, bodies = _partners(tables["ties"]), _bodies(tables["seats"])
    sectors: dict[str, set[str]] = {}
    for actor, sector in zip(actors["actor"], actors["sector"], strict=True):
        sectors.setdefault(actor, set()).update([sector] if isinstance(sector, str) else [])
    found = []
    for one, other in pairs:
        two = other.identifier
        first, second = sorted((one, two), key=lambda i: (-mentions[i], i != one))
        differ = bool(sectors[one] and sectors[two] and sectors[one] != sectors[two])
        sure = other.reason == "same_name" or other.likeness >= _SURE
        choices = [Choice(i, f"{book.names[i] or i} [{i}]", "keep") for i in (first, second)]
        choices.append(Choice(DIFFERENT, Word("answer_different"), "different"))
        fields = {
            "one": book.names[one] or one,
            "other": book.names[two] or two,
            "likeness": round(other.likeness),
            "partners": len(partners.get(one, set()) & partners.get(two, set())),
            "bodies": len(bodies.get(one, set()) & bodies.get(two, set())),
            "sectors": Word("sectors_differ" if differ else "sectors_agree"),
        }
        found.append(
            Decision(
                "same", f"{one}{_SIGN}{two}", (), tuple(choices),
                first if sure and not differ else None,
                f"same_{other.reason}", mentions[one] + mentions[two], fields,
            )
        )  # fmt: skip
    order = {"same_same_name": 0, "same_alike": 1, "same_acronym": 2}
    return tuple(sorted(found, key=lambda d: (order[d.reason], -d.fields["likeness"])))


def _named(tables: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, pd.Series]]:
    """Give the columns that name actors, one value per mention."""
    for name, table in TABLES.items():
        for column in table.columns:
            if column.refers == "actors":
                values = tables[name][column.name]
                yield name, values.str.split("; ").explode() if column.kind == "ids" else values


def _partners(ties: pd.DataFrame) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one, other in zip(ties["source"], ties["target"], strict=True):
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


def _bodies(seats: pd.DataFrame) -> dict[str, set[str]]:
    held = seats.dropna(subset=["actor", "instance"]).groupby("actor")["instance"]
    return {str(actor): set(instances) for actor, instances in held}


def decided_same(answers: Answers, names: Mapping[str, str] | None = None) -> Merges:
    """Return which actors are others, from all the answers on pairs of actors.

    Parameters
    ----------
    answers : mapping of str to str
        The answers, by key of decision.
    names : mapping of str to str, optional
        The name of each actor that is listed: pairs of others are passed over. Without it, no pair
        is.

    Examples
    --------
    >>> decided_same({"same:a = b": "a", "same:b = c": "b"}).kept
    {'b': 'a', 'c': 'a'}
    >>> decided_same({"same:a = b": "a", "same:b = c": "b", "same:a = c": "different"}).conflicts
    (('same:a = b', 'same:b = c', 'same:a = c'),)
    >>> decided_same({"same:a = b": "a"}, {"a": "CDC"}).kept
    {}
    """
    names = _names_of(answers) if names is None else names
    listed = {" ".join(actor.split()): actor for actor in names}
    leads: dict[str, str] = {}

    def lead(actor: str) -> str:
        while leads.setdefault(actor, actor) != actor:
            leads[actor] = leads[leads[actor]]
            actor = leads[actor]
        return actor

    same: dict[str, tuple[str, str]] = {}
    apart: dict[str, tuple[str, str]] = {}
    unknown: list[str] = []
    about: list[str] = []
    for key, answer in answers.items():
        pair = _pair(key.removeprefix(_KEY), listed) if key.startswith(_KEY) else None
        if pair is None:
            continue
        about.append(key)
        kept_one = _kept(answer, pair, names)
        if kept_one == DIFFERENT:
            apart[key] = pair
        elif kept_one is not None:
            one, other = pair
            same[key] = (kept_one, other if kept_one == one else one)
            leads[lead(one)] = lead(other)
        else:
            unknown.append(key)
    groups: dict[str, list[str]] = {}
    for key, (one, _) in same.items():
        groups.setdefault(lead(one), []).append(key)
    kept: dict[str, str] = {}
    conflicts = []
    for keys in groups.values():
        members = dict.fromkeys(actor for key in keys for actor in same[key])
        against = [key for key, pair in apart.items() if set(pair) <= set(members)]
        beaten = {same[key][1] for key in keys}
        best = [actor for actor in members if actor not in beaten]
        if against or len(best) != 1:
            conflicts.append((*keys, *against))
            continue
        kept |= {actor: best[0] for actor in members if actor != best[0]}
    pairs = tuple(key.removeprefix(_KEY) for key in apart)
    return Merges(kept, tuple(conflicts), tuple(unknown), pairs, tuple(about))


def _names_of(answers: Answers) -> dict[str, str]:
    """Return the actors that answers name, by the first sign between two, each without a name."""
    pairs = (key.removeprefix(_KEY).partition(_SIGN) for key in answers if key.startswith(_KEY))
    return {actor: "" for one, _, other in pairs for actor in (one, other)}


def _pair(written: str, listed: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the two actors of a pair; an identifier may hold the sign that stands between them."""
    pieces = written.split(_SIGN)
    for at in range(1, len(pieces)):
        one, other = _SIGN.join(pieces[:at]), _SIGN.join(pieces[at:])
        if one in listed and other in listed and one != other:
            return listed[one], listed[other]
    return None


def _kept(answer: str, pair: tuple[str, str], names: Mapping[str, str]) -> str | None:
    """Return which of the two an answer keeps, `DIFFERENT`, or None where it says neither."""
    if answer in pair and reserved("same", answer, named=True) is None:
        return answer
    if said := reserved("same", answer):
        return said
    found = [actor for actor in pair if actor in coded(answer)]
    found = found or [actor for actor in pair if name_key(answer) in _called(actor, names)]
    return found[0] if len(found) == 1 else None


def _called(actor: str, names: Mapping[str, str]) -> set[str]:
    return {name_key(actor), name_key(names[actor])} - {""}
