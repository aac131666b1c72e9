"""From labels as users write them to codes: groups, levels, shares."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from numbers import Real
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import LossWarning, MissingAttribute, NotComparable, UnknownWord, warn
from concertnet.hinges.arrays import Integers
from concertnet.tables.spec.schema import DEFAULT_SECTORS, TIERS
from concertnet.words import Word, folded, normalise, synonyms, words

__all__ = [
    "UNKNOWN_GROUP",
    "GroupsGiven",
    "as_share",
    "attribute",
    "column_of",
    "encoded",
    "group_labels",
    "groups_given",
    "is_known",
    "labels_of",
    "levels_as_ranks",
    "name_of_groups",
    "named",
    "require_same_groups",
    "sector_meant",
    "some",
    "unknown_sector",
    "with_groups",
]

UNKNOWN_GROUP = -1
# The group of each actor, or the groups one by one, as networkx returns communities.
GroupsGiven: TypeAlias = Mapping[Hashable, Hashable] | pd.Series | Collection[Collection[Hashable]]
# What programs write where they have no value; the words of people are in the catalogue.
_NO_VALUE = frozenset({"nan", "none", "null"})
_LONGEST_CODE = 4  # letters: "NA", "n/d", "null"
# Columns that say what a row is about, and when: the groups of a mapping never take their place.
_NO_GROUPS = frozenset(
    ("holder", "actor", "source", "target", "instance", "seat", "person", "start", "end")
)
_USUAL_ORDER = {label: place for place, label in enumerate((*DEFAULT_SECTORS, *TIERS))}


def group_labels(by: Any, actors: list[Any], *, of: str = "actor") -> list[Any]:
    """Return the group of each actor from a mapping of actor to group; None where it is not.

    Groups given one by one, as networkx returns communities, are numbered in their order from 0.
    `of` says what keys are, where they are no actors.
    """
    given = groups_given(by, of=of)
    labels = [given.get(actor) for actor in actors]
    if actors and not any(map(is_known, labels)):
        if of == "actor":
            raise MissingAttribute("error_mapping_names_no_actor")
        raise MissingAttribute("error_mapping_names_none", column=of, example=str(actors[0]))
    return labels


def groups_given(by: Any, *, of: str = "actor") -> dict[Any, Any]:
    """Return groups given by a mapping, a Series or one by one as key -> group.

    Raises
    ------
    NotComparable
        If they are nothing of the kind, or a key stands twice.
    """
    by = _numbered(by)
    if not isinstance(by, (Mapping, pd.Series)):
        raise NotComparable("error_by", given=type(by).__name__)
    if isinstance(by, pd.Series) and not by.index.is_unique:
        repeated = by.index[by.index.duplicated()].unique()
        if of == "actor":
            raise NotComparable("error_repeated_actors", actors=some(repeated))
        raise NotComparable("error_mapping_repeats", keys=some(repeated))
    return dict(by.items())


def name_of_groups(by: Any) -> str:
    """Return what groups that are given are called: the name of a Series, or "group"."""
    return str(getattr(by, "name", None) or "group")


def _numbered(by: Any) -> Any:
    """Return groups given one by one as actor -> number of its group; all else as it is."""
    if isinstance(by, (str, bytes, Mapping, pd.Series, pd.DataFrame, np.ndarray)):
        return by
    if not isinstance(by, Collection) or not by:
        return by
    if not all(isinstance(one, (set, frozenset, list, tuple)) for one in by):
        return by
    pairs = [(actor, number) for number, group in enumerate(by) for actor in dict.fromkeys(group)]
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[Any] = set()
        twice = [actor for actor, _ in pairs if actor in seen or seen.add(actor)]
        raise NotComparable("error_groups_overlap", actors=some(list(dict.fromkeys(twice))))
    return found


def column_of(by: Any, *, but: Collection[str] = ()) -> str | None:
    """Return the name of the column of groups: `by` itself, or that of a mapping.

    A mapping without a name, or with that of a column which says what a row is about or is one of
    `but`, has the name "group".

    Examples
    --------
    >>> column_of("tier"), column_of({"a": 1}), column_of(pd.Series({"a": 1}, name="size"))
    ('tier', 'group', 'size')
    """
    if by is None or isinstance(by, str):
        return by
    name = name_of_groups(by)
    return "group" if name in _NO_GROUPS or name in but else name


def with_groups(
    table: pd.DataFrame, by: Any, *keys: str, but: Collection[str] = ()
) -> pd.DataFrame:
    """Return a table with the column `column_of(by)`: its own, or what a mapping says of a key.

    The key is the first of `keys` that the table has.

    Raises
    ------
    NotComparable
        If `by` is neither a name nor a mapping, or gives a key two groups.
    MissingAttribute
        If the table has none of the keys, or the mapping names nothing in it.

    Examples
    --------
    >>> seats = pd.DataFrame({"seat": [1, 2], "actor": ["a", "b"]})
    >>> with_groups(seats, {"a": "large"}, "actor")["group"].tolist()
    ['large', nan]
    """
    if by is None or isinstance(by, str):
        return table
    key = next((key for key in keys if key in table.columns), None)
    if key is None:
        known = ", ".join(map(str, table.columns)) or "–"
        raise MissingAttribute("error_mapping_needs_column", name=keys[0], known=known)
    place, found = pd.factorize(table[key])
    groups, codes = encoded(group_labels(by, list(found), of=key))
    labels = np.empty(len(groups) + 1, dtype=object)
    labels[:-1], labels[-1] = groups, None
    values = labels[np.append(codes, UNKNOWN_GROUP)[place]]
    of_row = pd.Series(values, index=table.index).infer_objects()
    return table.assign(**{str(column_of(by, but=but)): of_row})


def attribute(actors: pd.DataFrame, by: str, *, sector_too: bool = False) -> pd.Series:
    """Return the column of the actors to group by, once sure that it says something.

    The sector is what measures group by when nothing is asked: it may be unknown for everyone,
    unless `sector_too`.

    Raises
    ------
    MissingAttribute
        If there is no such column, or it is empty.
    """
    columns = [c for c in actors.columns if c not in ("actor", "start", "end")]
    if by not in columns:
        raise MissingAttribute("error_missing_attribute", name=by, known=", ".join(columns))
    if (sector_too or by != "sector") and len(actors) and actors[by].isna().all():
        filled = ", ".join(c for c in columns if actors[c].notna().any())
        raise MissingAttribute("error_empty_attribute", name=by, known=filled)
    return actors[by].astype(object)


def require_same_groups(own: str, by: Any) -> None:
    """Raise when an object that holds its groups is asked for others."""
    if by is not None and by != own:
        asked = by if isinstance(by, str) else type(by).__name__
        raise NotComparable("error_other_groups", own=own, asked=asked)


def levels_as_ranks(values: Any) -> npt.NDArray[np.int8] | None:
    """Return levels as ranks; None unless each is a whole number from 0 to 127."""
    numbers = pd.to_numeric(pd.Series(values, dtype=object), errors="coerce").to_numpy(float)
    whole = (numbers >= 0) & (numbers <= np.iinfo(np.int8).max) & (numbers == np.floor(numbers))
    return numbers.astype(np.int8) if len(numbers) and whole.all() else None


def as_share(value: Any) -> float:
    """Return a share as a number; nan for what is not one."""
    number = float(value) if isinstance(value, Real) else float("nan")
    return number if 0 <= number <= 1 else float("nan")


def sector_meant(
    word: Any, groups: Sequence[Hashable], *, absent: bool = False, by: str = "sector"
) -> Any:
    """Return the sector that a word means: as the groups write it, or a usual one.

    Parameters
    ----------
    word : hashable
        The sector, in either language, whatever its case and accents.
    groups : sequence of hashable
        The sectors of the actors.
    absent : bool
        Whether a usual sector that no actor has is an answer.
    by : str
        What the groups are, where they are no sectors: nothing is then usual.

    Raises
    ------
    UnknownWord
        If it is no sector of the actors, nor a usual one where those are answers.
    """
    if word in groups:
        return word
    asked = normalise(word) if isinstance(word, str) else None
    sectors = DEFAULT_SECTORS if by == "sector" else ()
    usual = next((sector for sector in sectors if asked in synonyms(sector)), None)
    own = {normalise(group): group for group in groups if isinstance(group, str)}
    if asked in own:
        return own[asked]
    if usual is not None and usual not in groups:  # declared under another of its spellings
        spelt = [group for form, group in own.items() if form in synonyms(usual)]
        if len(spelt) == 1:
            return spelt[0]
    if usual is not None and (absent or usual in groups):
        return usual
    raise unknown_sector(word if usual is None else usual, groups, by=by)


def unknown_sector(word: Any, groups: Iterable[Hashable], *, by: str = "sector") -> UnknownWord:
    """Return the error that names the sectors that actors have, in the reader's words."""

    def shown(sector: Any) -> str:
        return Word(sector) if sector in DEFAULT_SECTORS else str(sector)

    known = tuple(map(shown, groups)) or "–"
    if by != "sector":
        return UnknownWord("error_unknown_value", value=str(word), column=by, known=known)
    return UnknownWord("error_unknown_sector", value=shown(word), known=known)


def is_known(value: Any) -> bool:
    """Say whether a label is a group: neither missing, nor blank, nor a word for *unknown*."""
    if isinstance(value, str):
        folded = normalise(value).strip(" –—/,;!'\"")
        return bool(folded) and folded not in _NO_VALUE and folded not in synonyms("unknown")
    missing = pd.isna(value)  # an array for a value that is one: such a group is known
    return not (isinstance(missing, bool) and missing)


def encoded(labels: Iterable[Any]) -> tuple[tuple[Hashable, ...], npt.NDArray[np.int32]]:
    """Return the groups in their order, and the position of each label (-1 where unknown).

    Spaces around a text are no part of it.
    """
    # hashed as objects: 1 and "1" are two groups, a whole column of texts is hashed once
    values = np.empty(len(labels), dtype=object)  # type: ignore[arg-type]
    values[:] = labels
    try:
        found, uniques = pd.factorize(values)
    except TypeError as error:
        example = next((v for v in values if not isinstance(v, Hashable)), None)
        raise NotComparable("error_group_value", example=str(example)) from error
    bare = [_bare(label) if is_known(label) else None for label in uniques]
    _warn_of_words(uniques, found)
    groups = sorted({group for group in bare if group is not None}, key=_group_order)
    _warn_of_alike(groups)
    place = {group: i for i, group in enumerate(groups)}
    lookup = np.array(
        [place.get(group, UNKNOWN_GROUP) for group in bare] + [UNKNOWN_GROUP], dtype=np.int32
    )
    return tuple(groups), lookup[found]


def _warn_of_words(labels: Iterable[Any], found: npt.NDArray[np.intp]) -> None:
    """Warn of words read as unknown that could be a group: *NA* may be North America."""
    counts = np.bincount(found[found >= 0])
    said = {
        label.strip(): int(n)
        for label, n in zip(labels, counts, strict=True)
        if isinstance(label, str) and not is_known(label) and _could_be_a_group(label)
    }
    if said:
        told = some([f'"{word}"' for word in said])
        warn(words()("warning_words_unknown", n=sum(said.values()), words=told), LossWarning)


def _could_be_a_group(word: str) -> bool:
    """Say whether a word for *unknown* is short enough to be the code of something else."""
    letters = [letter for letter in word if letter.isalpha()]
    return 1 < len(letters) <= _LONGEST_CODE and " " not in word.strip()


def _bare(label: Any) -> Any:
    """Return a text without the spaces around it, another label as it is."""
    bare = label.strip() if isinstance(label, str) else label
    return label if bare == label else bare  # a text of a class of its own stays of that class


def _warn_of_alike(groups: Sequence[Hashable]) -> None:
    """Warn of groups that look like one group written in several ways."""
    spellings: dict[str, list[str]] = {}
    for group in groups:
        if isinstance(group, str):
            spellings.setdefault(folded(group), []).append(group)
    alike = [" / ".join(same) for same in spellings.values() if len(same) > 1]
    if alike:
        warn(words()("warning_alike_groups", groups=some(alike)))


def _group_order(label: Hashable) -> tuple[int, str, Any]:
    usual = _USUAL_ORDER.get(label, len(_USUAL_ORDER)) if isinstance(label, str) else 0
    if isinstance(label, (Real, np.bool_)):
        return usual, "", label
    return usual, "text", str(label)


def some(values: Sequence[Any] | pd.Index, at_most: int = 5) -> str:
    """Return the first values in a line of text."""
    shown = ", ".join(str(value) for value in values[:at_most])
    return shown + (", …" if len(values) > at_most else "")


def named(groups: Sequence[Hashable], codes: Integers) -> npt.NDArray[Any]:
    """Return the group that each code stands for, None where it is unknown."""
    return np.fromiter((*groups, None), dtype=object, count=len(groups) + 1)[codes]


def labels_of(groups: Sequence[Hashable], by: str | None = None) -> pd.Index:
    """Return groups as the labels of an answer, named for what they are; a tuple is one label."""
    return pd.Index(list(groups), dtype=object, tupleize_cols=False, name=by)
