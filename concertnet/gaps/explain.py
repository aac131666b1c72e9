"""A missing link in a sentence that a planner can read aloud."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from concertnet.errors import NotComparable, UnknownWord
from concertnet.gaps.find import KINDS
from concertnet.scale import BOURQUE, Scale
from concertnet.words import Words, words

__all__ = ["explain"]

# Probability by chance below which a difference is called rare.
_RARE = 0.05


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
        Who is not linked, on what evidence, and who could make the link. Plain text: escape it
        before it enters a page.

    Raises
    ------
    NotComparable
        If `row` is no row of `missing_links`.
    UnknownWord
        If its kind is not known.

    Examples
    --------
    >>> row = {"kind": "pair", "actor_name": "Scierie Beaulac", "other_name": "CDC Val-Nord",
    ...        "shared_partners": 1, "introducer_names": "MRC Val-Nord", "shared_instances": 0,
    ...        "same_territory": True}
    >>> explain(row, lang="en")
    'Scierie Beaulac and CDC Val-Nord have no tie. They have 1 partner in common. MRC Val-Nord \
could introduce them. They work in the same territory.'
    """
    w = words(lang)
    if not isinstance(row, (pd.Series, Mapping)) or "kind" not in row:
        raise NotComparable("error_gap_row", given=type(row).__name__)
    if row["kind"] not in KINDS:
        raise UnknownWord("error_unknown_kind", value=row["kind"], known=", ".join(KINDS))
    if row["kind"] == "pair":
        return _text(_pair(row, w, scale))
    if row["kind"] == "sector_pair":
        return _text(_between_sectors(row, w))
    return _text(_without_seat(row, w))


def _text(parts: list[str]) -> str:
    """Return one text: a name that ends with a full stop ("inc.") does not end with two."""
    ended = [f"{part[:-2]}." if part.endswith("..") else part for part in parts]
    return " ".join(ended)


def _pair(row: Any, w: Words, scale: Scale) -> list[str]:
    ends = {end: _called(row, end) for end in ("actor", "other")}
    level = row.get("level")
    if isinstance(level, str):
        parts = [w("gap_pair_at_level", **ends, level=scale.label(level, w.lang))]
    else:
        parts = [w("gap_pair", **ends)]
    if _number(row, "looser_tie"):
        parts.append(w["gap_both_looser"])
    if _number(row, "set_aside"):
        parts.append(w["gap_both_aside"])
    partners = _number(row, "shared_partners")
    if partners:
        parts.append(w("gap_both_partners", n=partners))
        names = _names(row, "introducer_names")
        if names:
            key = "gap_could_introduce_among" if partners > len(names) else "gap_could_introduce"
            parts.append(w(key, n=len(names), names=w.join(names)))
    else:
        parts.append(w["gap_both_no_partner"])
    together = _names(row, "introduced_at_names")
    if together:
        parts.append(w("gap_both_sit", n=len(together), names=w.join(together)))
    if _number(row, "same_territory"):
        parts.append(w["gap_both_territory"])
    return parts


def _sector(name: Any, w: Words) -> str:
    """Return a sector as it is written after "the sector"; a user's own word as it is."""
    key = f"sector_{name}"
    return w[key] if key in w else str(name)


def _between_sectors(row: Any, w: Words) -> list[str]:
    p = float(row["p_value"])
    # shuffles read p to the third decimal
    key, shown = ("p_at_most", 0.001) if p < 0.001 else ("p_equals", p)
    ties, expected = _number(row, "ties"), float(row["expected"])
    told = w(
        "gap_sector_pair" if ties else "gap_sector_pair_none",
        n=ties,
        sector=_sector(row["sector"], w),
        other=_sector(row["other_sector"], w),
        expected=w.number(expected, digits=1 if expected >= 1 else None),
        p=w(key, p=w.number(shown, digits=3)),
    )
    return [told, w["gap_rarely_by_chance" if p < _RARE else "gap_by_chance"]]


def _without_seat(row: Any, w: Words) -> list[str]:
    sector = _sector(row["sector"], w)
    if row["kind"] == "sector_at_instance":
        parts = [w("gap_sector_at_instance", sector=sector, instance=_called(row, "instance"))]
    elif row["kind"] == "sector_in_territory":
        parts = [w("gap_sector_in_territory", sector=sector, territory=row["territory"])]
    else:
        parts = [w("gap_sector_on_theme", sector=sector, theme=row["theme"])]
    unknown = _number(row, "unknown_seats")
    if unknown:
        parts.append(w("gap_unknown_seats", n=unknown))
    invited = _names(row, "invite_names")
    if invited:
        parts.append(w("gap_invite", n=len(invited), names=w.join(invited)))
    else:
        parts.append(w["gap_nobody_to_invite"])
    through = _names(row, "introducer_names")
    if through:
        parts.append(w("gap_through", n=len(through), names=w.join(through)))
    return parts


def _called(row: Any, end: str) -> str:
    """Return the name of an actor or an instance; its id where it has none."""
    name = row.get(f"{end}_name")
    return str(row[end] if name is None or pd.isna(name) else name)


def _number(row: Any, column: str) -> int:
    value = row.get(column)
    return 0 if value is None or pd.isna(value) else int(value)


def _names(row: Any, column: str) -> list[str]:
    value = row.get(column)
    return [] if value is None or pd.isna(value) else str(value).split("; ")
