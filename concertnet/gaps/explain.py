"""A missing link in a sentence that a planner can read aloud."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from concertnet.answers import JOINED
from concertnet.errors import NotComparable, UnknownWord
from concertnet.gaps.answers import KINDS, THROUGH, UNIT_OF
from concertnet.grammar import at_name, number_of, of_name, p_in_words, printed, the_name, the_names
from concertnet.measures.chance.pairs_apart import RARE
from concertnet.scale import BOURQUE, Scale
from concertnet.words import Words, words

__all__ = ["LevelSaid", "explain"]

# Expected ties are given to a tenth.
_FINEST = 0.1


def explain(
    row: Mapping[Hashable, Any] | pd.Series, *, lang: str | None = None, scale: Scale = BOURQUE
) -> str:
    """Say a missing link in plain sentences.

    Parameters
    ----------
    row : Series or mapping
        A row of `missing_links`.
    lang : {"fr", "en"}, optional
        The language; by default the reader's.
    scale : Scale
        The scale of the level at which the link is missing, if ties were left out below one.

    Returns
    -------
    str
        Who is not linked, on what evidence, and who could make the link; what ties are spoken of
        is said where those below a level were left out. Plain text: escape it before it enters a
        page.

    Raises
    ------
    NotComparable
        If `row` is no row of `missing_links`, or lacks what the sentence needs.
    UnknownWord
        If its kind is not known.

    Examples
    --------
    >>> row = {"kind": "pair", "actor_name": "Scierie Beaulac", "other_name": "CDC Val-Nord",
    ...        "shared_partners": 1, "introducer_names": "MRC Val-Nord", "shared_instances": 0,
    ...        "same_territory": True}
    >>> explain(row, lang="en")
    'Scierie Beaulac and the CDC Val-Nord have no tie. They have 1 partner in common. The MRC \
Val-Nord could introduce them. They work in the same territory.'
    """
    w = words(lang)
    if not isinstance(row, (pd.Series, Mapping)) or "kind" not in row:
        raise NotComparable("error_gap_row", given=type(row).__name__)
    if row["kind"] not in KINDS:
        raise UnknownWord("error_unknown_kind", value=row["kind"], known=", ".join(KINDS))
    at = LevelSaid(row, w, scale)
    if row["kind"] == "pair":
        return _text(_pair(row, w, at), w)
    if row["kind"] == "sector_pair":
        return _text(_between_sectors(row, w, at), w)
    return _text(_without_seat(row, w, at), w)


class LevelSaid:
    """The level below which ties were left out, as sentences say it: in full, then in short."""

    def __init__(self, row: Any, w: Words, scale: Scale) -> None:
        level = row.get("level")
        self.said = self.again = ""
        if isinstance(level, str):
            self.said = f" {w('gap_at_level', level=scale.label(level, w.lang))}"
            self.again = f" {w['gap_at_this_level']}"


def _text(parts: list[str], w: Words) -> str:
    """Return one text: a name that ends with a full stop ("inc.") does not end with two."""
    ended = [f"{part[:-2]}." if part.endswith("..") else part for part in parts]
    return printed(" ".join(ended), w)


def _pair(row: Any, w: Words, at: LevelSaid) -> list[str]:
    actor, other = (_cell(row, f"{end}_name", end) for end in ("actor", "other"))
    ends = {"actor": the_name(actor, w, first=True), "other": the_name(other, w)}
    parts = [w("gap_pair", **ends, at_level=at.said)]
    if _number(row, "looser_tie"):
        parts.append(w["gap_both_looser"])
    if _number(row, "set_aside"):
        parts.append(w["gap_both_aside"])
    partners = _number(row, "shared_partners")
    if partners:
        parts.append(w("gap_both_partners", n=partners, at_level=at.again))
        parts += _introduced(row, w, partners)
    else:
        parts.append(w("gap_both_no_partner", at_level=at.again))
    together = _number(row, "shared_instances")
    bodies = _names(row, "introduced_at_names")
    if bodies:
        key = "gap_both_sit_among" if together > len(bodies) else "gap_both_sit"
        parts.append(w(key, at=w.join([at_name(body, w) for body in bodies])))
    if _number(row, "same_territory"):
        parts.append(w["gap_both_territory"])
    return parts


def _introduced(row: Any, w: Words, total: int) -> list[str]:
    """Say who could introduce the two, if names are given."""
    names = _names(row, "introducer_names")
    if not names:
        return []
    key = "gap_could_introduce_among" if total > len(names) else "gap_could_introduce"
    listed = w.join([the_name(names[0], w, first=True), *(the_name(n, w) for n in names[1:])])
    return [w(key, n=number_of(names, w), names=listed)]


def _listed(
    row: Any, w: Words, key: str, column: str, total: int, *, at_level: str = ""
) -> list[str]:
    """Return the sentence that gives names, if there are any, and says so if there are others."""
    names = _names(row, column)
    if not names:
        return []
    key = f"{key}_among" if total > len(names) else key
    return [w(key, n=len(names), names=the_names(names, w), at_level=at_level)]


def _of_sectors(row: Any) -> bool:
    """Say whether the groups of a row are sectors."""
    by = row.get("by")
    return not isinstance(by, str) or by == "sector"


def _group(row: Any, column: str, w: Words) -> str:
    """Return a sector, or another group, as it stands in a sentence; a user's own word as it is."""
    name = _cell(row, column)
    if not _of_sectors(row):
        return w("gap_the_group", group=name)
    return w("gap_the_sector", sector=w.get(f"sector_{name}", name))


def _between_sectors(row: Any, w: Words, at: LevelSaid) -> list[str]:
    if "p_value" not in row:
        raise NotComparable("error_gap_row_column", column="p_value")
    # missing where too few ties are expected to compare
    known = not pd.isna(row["p_value"])
    ties = _number(row, "ties")
    told = w(
        "gap_sector_pair" if ties else "gap_sector_pair_none",
        n=ties,
        sector=_group(row, "sector", w),
        other=_group(row, "other_sector", w),
        groups=w["gap_all_sectors" if _of_sectors(row) else "gap_all_groups"],
        expected=_about(float(_cell(row, "expected")), w),
        at_level=at.said,
        p=f" ({p_in_words(float(row['p_value']), w, adjusted=True)})" if known else "",
    )
    if not known:
        return [told, w["gap_few_expected"]]
    return [told, w["gap_rarely_by_chance" if row["p_value"] < RARE else "gap_by_chance"]]


def _about(expected: float, w: Words) -> str:
    """Return a number of ties by chance: no finer than a tenth."""
    shown = w.number(max(expected, _FINEST), digits=1)
    return w("gap_below", value=shown) if expected < _FINEST else shown


def _without_seat(row: Any, w: Words, at: LevelSaid) -> list[str]:
    sector, place = _group(row, "sector", w), UNIT_OF[row["kind"]]
    where = _placed(_cell(row, f"{place}_name", place), place, w)
    # a body for which no seat is entered says nothing of who sits there
    unseated = not pd.isna(row.get("seats")) and not row["seats"]
    absent = "no_seat" if unseated else "sector"
    parts = [w(f"gap_{row['kind'].replace('sector', absent, 1)}", sector=sector, **where)]
    unknown = _number(row, "unknown_seats")
    if unknown:
        key = "gap_unknown_seats" if _of_sectors(row) else "gap_unknown_seats_of_group"
        parts.append(w(key, n=unknown))
    linked = _invited(row, w)
    key = "gap_invite" if unseated else "gap_invite_also" if linked else "gap_invite_unlinked"
    unlinked = _number(row, "unlinked")
    others = _listed(row, w, key, "invite_unlinked_names", unlinked, at_level=at.said)
    nobody = w("gap_nobody_to_invite", sector=sector)
    return [*parts, *(linked + others or [nobody])]


def _placed(name: str, place: str, w: Words) -> dict[str, Any]:
    """Return the fields of the sentence that says where a sector is absent."""
    if place == "instance":
        named = the_name(name, w, first=True)
        return {"instance": named, "at": at_name(name, w), "n": number_of([name], w)}
    return {"territory": of_name(name, w)} if place == "territory" else {place: name}


def _invited(row: Any, w: Words) -> list[str]:
    """Say who could be invited, each with those seated who know that very actor."""
    names, through = _names(row, "invite_names"), _names(row, "invite_through_names")
    if not names:
        return []
    key, called = "gap_invite", [the_name(name, w) for name in names]
    if len(through) == len(names):
        key = "gap_invite_by"
        either = [each.split(THROUGH) if isinstance(each, str) else each for each in through]
        called = [
            w(
                "gap_invited_through",
                name=the_name(name, w),
                through=w.join([the_name(one, w) for one in known], last="or"),
            )
            for name, known in zip(names, either, strict=True)
        ]
    more = _number(row, "linked") > len(names)
    return [
        w(
            f"{key}_among" if more else key,
            n=len(names),
            names=w["semicolon"].join(called),
            at_level="",
        )
    ]


def _cell(row: Any, *columns: str) -> str:
    """Return the first of some columns that holds something."""
    for column in columns:
        value = row.get(column)
        if not (value is None or pd.isna(value)):
            return str(value)
    raise NotComparable("error_gap_row_column", column=columns[-1])


def _number(row: Any, column: str) -> int:
    value = row.get(column)
    return 0 if value is None or pd.isna(value) else int(value)


def _names(row: Any, column: str) -> list[Any]:
    """Return the names of a cell: joined, as in a table, or several already."""
    value = row.get(column)
    if isinstance(value, list):
        return value
    return [] if value is None or pd.isna(value) else str(value).split(JOINED)
