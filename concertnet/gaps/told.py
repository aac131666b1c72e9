"""Missing links in the order of the finding, those that differ by a name said together."""

from __future__ import annotations

from typing import Any

import pandas as pd

from concertnet.gaps.answers import UNIT_OF
from concertnet.gaps.explain import LevelSaid, explain
from concertnet.grammar import number_of, printed, the_name, the_names
from concertnet.measures.chance.pairs_apart import RARE
from concertnet.scale import BOURQUE, Scale
from concertnet.words import Words, words

__all__ = ["first_told", "in_order_of_finding", "is_short", "told"]

_MANY = 8  # names said together
_HERE = "\0"  # stands where a name would
_NAMES = ("actor_name", "other_name", "instance_name", "territory", "theme")


def in_order_of_finding(gaps: pd.DataFrame) -> pd.DataFrame:
    """Return missing links as a planner takes them up.

    First where the sector is absent, then the sectors with which it has fewer links than chance
    would give, then pairs that somebody could introduce, then the other pairs; last, the sectors
    with which chance could give as few. Within each, as `missing_links` ordered them.

    Parameters
    ----------
    gaps : DataFrame
        Rows of `missing_links`.

    Returns
    -------
    DataFrame
        The same rows.
    """
    kinds = gaps["kind"]
    place = kinds.map({kind: rank for rank, kind in enumerate([*UNIT_OF, "sector_pair", "pair"])})
    alone = (kinds == "pair") & gaps["introducers"].isna()
    by_chance = (kinds == "sector_pair") & ~is_short(gaps)
    return gaps.iloc[(place.astype(int) + alone + 3 * by_chance).argsort(kind="stable")]


def is_short(gaps: pd.DataFrame) -> pd.Series:
    """Say which rows are sectors with which there are fewer ties than chance would give."""
    return (gaps["kind"] == "sector_pair") & (gaps["p_value"] < RARE).fillna(False).astype(bool)


def told(gaps: pd.DataFrame, *, lang: str | None = None, scale: Scale = BOURQUE) -> list[str]:
    """Say missing links in the order of the finding; those alike but for a name are one sentence.

    Parameters
    ----------
    gaps : DataFrame
        Rows of `missing_links`.
    lang : {"fr", "en"}, optional
        The language; by default the reader's.
    scale : Scale
        The scale of the level at which links are missing.

    Returns
    -------
    list of str
        One text for each, as `explain` gives it.

    Examples
    --------
    >>> import concertnet as cn
    >>> gaps = cn.missing_links(cn.sample_network().latest())
    >>> len(told(gaps, lang="en")) < len(gaps)
    True
    """
    w = words(lang)
    return [_said(rest, rows, w, scale) for rest, rows in _together(gaps, w, scale)]


def first_told(
    gaps: pd.DataFrame, most: int, *, lang: str | None = None, scale: Scale = BOURQUE
) -> tuple[list[str], int]:
    """Return the first texts of `told`, and how many there are in all.

    Parameters
    ----------
    gaps : DataFrame
        Rows of `missing_links`.
    most : int
        How many are wanted.
    lang : {"fr", "en"}, optional
        The language; by default the reader's.
    scale : Scale
        The scale of the level at which links are missing.

    Examples
    --------
    >>> import concertnet as cn
    >>> gaps = cn.missing_links(cn.sample_network().latest())
    >>> first_told(gaps, 3) == (told(gaps)[:3], len(told(gaps)))
    True
    """
    w = words(lang)
    found = _together(gaps, w, scale)
    return [_said(rest, rows, w, scale) for rest, rows in found[:most]], len(found)


def _together(gaps: pd.DataFrame, w: Words, scale: Scale) -> list[tuple[str, list[dict[Any, Any]]]]:
    """Return the rows that one text says, with what it says of each but its name."""
    said: dict[tuple[str, ...], list[dict[Any, Any]]] = {}
    for place, row in enumerate(in_order_of_finding(gaps).to_dict("records")):
        # twins need not follow one another: the first of them gives the place
        rest = _rest(row, w.lang, scale)
        alike = str(row["actor"]) if row["kind"] == "pair" else ""
        key = (str(row["kind"]), alike, rest) if rest else (str(place),)
        said.setdefault(key, []).append(row)
    return [
        (key[-1], rows[start : start + _MANY])
        for key, rows in said.items()
        for start in range(0, len(rows), _MANY)
    ]


def _said(rest: str, rows: list[dict[Any, Any]], w: Words, scale: Scale) -> str:
    if len(rows) == 1:
        return explain(rows[0], lang=w.lang, scale=scale)
    return printed(f"{_first(rows, w, scale)} {rest}", w)


def _first(rows: list[dict[Any, Any]], w: Words, scale: Scale) -> str:
    """Return the sentence that names several: what follows it is true of each."""
    row = rows[0]
    if row["kind"] == "pair":
        others = the_names([str(each["other_name"]) for each in rows], w)
        level = LevelSaid(row, w, scale).said
        actor = str(row["actor_name"])
        named, n = the_name(actor, w, first=True), number_of([actor], w)
        return w("gap_pair_each", actor=named, n=n, others=others, at_level=level)
    unit = UNIT_OF[row["kind"]]
    column = "instance_name" if unit == "instance" else unit
    names = [str(each[column]) for each in rows]
    sector = w("gap_the_sector", sector=w.get(f"sector_{row['sector']}", row["sector"]))
    return w(
        f"gap_absent_each_{unit}",
        sector=sector,
        names=the_names(names, w) if unit == "instance" else w.join(names),
    )


def _rest(row: dict[Any, Any], lang: str, scale: Scale) -> str:
    """Return what is said of a row after the sentence that names it; "" where it stays alone."""
    hidden: dict[Any, Any] = dict.fromkeys(_NAMES, _HERE)
    if row["kind"] == "sector_pair" or not (row["kind"] == "pair" or row["seats"]):
        return ""
    if isinstance(row.get("by"), str):  # other groups than sectors have sentences of their own
        return ""
    text = explain(row | hidden, lang=lang, scale=scale)
    return text[text.rindex(_HERE) :].partition(". ")[2]
