"""The sheet that describes the network: two columns, an item and its value."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from concertnet.errors import NotComparable
from concertnet.scale import SCALES, Scale
from concertnet.tables.cells.dates import (
    Period,
    ends_before,
    is_last_day,
    last_day_fields,
    read_date,
)
from concertnet.tables.cells.periods import month_of
from concertnet.tables.cells.sheets import RawSheet
from concertnet.tables.spec.about import About
from concertnet.tables.spec.problems import Problem, Word
from concertnet.tables.spec.text import cleaned
from concertnet.words import normalise, synonyms, words

__all__ = ["ITEMS", "REPEATED", "about_rows", "read_about"]

REPEATED = ("scale_level", "declared_sector", "decisions_taken", "distinct_actors")
ITEMS = (
    "title",
    "boundary_statement",
    "data_source",
    "scale_name",
    "scale_level",
    "observed_start",
    "observed_end",
    "declared_sector",
    "invited",
    "responded",
    "year_of_account",
    "decisions_taken",
    "distinct_actors",
    "rule_of_reports",
)


def read_about(sheet: RawSheet) -> tuple[About, Scale | None, Period | None, list[Problem]]:
    """Read the description of a network.

    Parameters
    ----------
    sheet : RawSheet
        Its rows; a row of headings is optional.

    Returns
    -------
    About, Scale or None, Period or None, list of Problem
        The description; the scale and the observed period that it declares; the problems.
    """
    problems: list[Problem] = []
    given = _given(sheet, problems)

    def one(item: str) -> str:
        return given[item][0][1] if given[item] else ""

    about = About(
        title=one("title"),
        boundary=one("boundary_statement"),
        source=one("data_source"),
        sectors=tuple(value for _, value in given["declared_sector"]),
        invited=_count(sheet, given["invited"], problems),
        responded=_count(sheet, given["responded"], problems),
        year_starts=_month(sheet, given["year_of_account"], problems),
        decisions=tuple(value for _, value in given["decisions_taken"]),
        distinct=tuple(value for _, value in given["distinct_actors"]),
        rule=one("rule_of_reports"),
    )
    scale = _scale(sheet, given, problems)
    return about, scale, _observed(sheet, given, problems), problems


Given = dict[str, list[tuple[int, str]]]


def _given(sheet: RawSheet, problems: list[Problem]) -> Given:
    """Return, for each item, the rows and values that the sheet gives."""
    given: Given = {item: [] for item in ITEMS}
    meant = {spelling: item for item in reversed(ITEMS) for spelling in synonyms(item)}
    headings = synonyms("about_item") - set(meant)
    cells = sheet.cells.reindex(columns=range(max(2, sheet.cells.shape[1])), fill_value="")
    for row, (written, cell) in enumerate(zip(cells[0], cells[1], strict=True), start=1):
        item, value = cleaned(written), cleaned(cell)
        folded = normalise(item)
        code, shown = sheet.broken.get((row - 1, 1), ("", ""))
        if code:
            problems.append(sheet.problem("error", code, row=row, column=item, value=shown or None))
        if not item or not value or folded in headings:
            continue
        found = meant.get(folded)
        if found is None:
            known = tuple(map(Word, ITEMS))
            problems.append(sheet.problem("notice", "about_item", row=row, value=item, known=known))
        elif given[found] and found not in REPEATED:
            problems.append(sheet.problem("warning", "about_twice", row=row, value=item))
        else:
            given[found].append((row, value))
    return given


def _count(
    sheet: RawSheet, given: Sequence[tuple[int, str]], problems: list[Problem]
) -> int | None:
    for row, value in given:
        if value.isdecimal():
            return int(value)
        problems.append(sheet.problem("error", "about_number", row=row, value=value))
    return None


def _month(sheet: RawSheet, given: Sequence[tuple[int, str]], problems: list[Problem]) -> int:
    """Return the month in which years begin: January unless another is given."""
    for row, value in given:
        month = month_of(value)
        if month is not None:
            return month
        problems.append(sheet.problem("error", "about_month", row=row, value=value))
    return 1


def _scale(sheet: RawSheet, given: Given, problems: list[Problem]) -> Scale | None:
    named, levels = given["scale_name"], given["scale_level"]
    if not named and not levels:
        return None
    name = named[0][1] if named else words("en")["problem_own_scale"]
    row = (named or levels)[0][0]
    known = SCALES.get(normalise(name))
    if not levels and known:
        return known
    try:
        scale = Scale(name, tuple(level for _, level in levels))
    except NotComparable:
        shown = tuple(SCALES)
        problems.append(sheet.problem("error", "about_scale", row=row, value=name, known=shown))
        return None
    return known if known and known.levels == scale.levels else scale


def _observed(sheet: RawSheet, items: Given, problems: list[Problem]) -> Period | None:
    dates = {}
    for item, end in (("observed_start", False), ("observed_end", True)):
        for row, value in items[item][:1]:
            dates[item] = read_date(value, end=end).instant
            if dates[item] is None:
                problems.append(sheet.problem("error", "date_wrong", row=row, value=value))
                return None
            if end and is_last_day(dates[item]):
                given = {"row": row, "value": value, **last_day_fields(dates[item])}
                problems.append(sheet.problem("notice", "end_last_day", n=1, **given))
    if not dates:
        return None
    start, end = dates.get("observed_start"), dates.get("observed_end")
    backwards = (
        start is not None
        and end is not None
        and ends_before(end, items["observed_end"][0][1], start)
    )
    if start is None or end is None or backwards:
        row, value = (items["observed_start"] or items["observed_end"])[0]
        problems.append(sheet.problem("error", "about_observed", row=row, value=value))
        return None
    return Period(start, end)


def about_rows(about: About, scale: Scale, observed: Period | None) -> pd.DataFrame:
    """Return the rows that `read_about` reads back as the same description.

    Returns
    -------
    pandas.DataFrame
        Columns item and value, as text.
    """
    rows = [
        ("title", about.title),
        ("boundary_statement", about.boundary),
        ("data_source", about.source),
        ("scale_name", scale.name),
    ]
    if SCALES.get(scale.name) != scale:
        rows += [("scale_level", level) for level in scale.levels]
    if observed is not None:
        for item, instant in (("observed_start", observed.start), ("observed_end", observed.end)):
            rows.append((item, instant.isoformat().removesuffix("T00:00:00")))
    rows += [("declared_sector", sector) for sector in about.sectors]
    counts = (("invited", about.invited), ("responded", about.responded))
    rows += [(item, str(count)) for item, count in counts if count is not None]
    if about.year_starts != 1:
        rows.append(("year_of_account", words("en")[f"month_{about.year_starts:02d}"]))
    rows += [("decisions_taken", taken) for taken in about.decisions]
    rows += [("distinct_actors", pair) for pair in about.distinct]
    rows.append(("rule_of_reports", about.rule))
    filled = [(item, value) for item, value in rows if value]
    return pd.DataFrame(filled, columns=["item", "value"], dtype="str")
