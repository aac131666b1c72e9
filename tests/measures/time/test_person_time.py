import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import concertnet as cn
from tests.networks import DAY, ORIGIN, dated, the_sample

LENGTH = 20
OBSERVED = cn.Period(ORIGIN, ORIGIN + LENGTH * DAY)


@st.composite
def tables(draw):
    """Spells that may overlap, touch, be empty, be open; some groups unknown."""
    day = st.one_of(st.none(), st.integers(-5, 25))
    holder, group = st.sampled_from("abc"), st.sampled_from(["x", "y", None])
    rows = draw(st.lists(st.tuples(holder, day, day, group), max_size=9))
    rows = [r for r in rows if r[1] is None or r[2] is None or r[1] <= r[2]]
    rows.append(("z", 100, 101, "x"))  # one is dated, outside the observation
    return dated(rows, ["holder", "start", "end", "sector"])


def presence(table: pd.DataFrame) -> dict[str, set[int]]:
    """Return the days, from the one before the observation to its end, when each was there."""
    days: dict[str, set[int]] = {holder: set() for holder in "abc"}
    for row in table[table["holder"].isin(list("abc"))].itertuples():
        start = -9 if pd.isna(row.start) else (row.start - ORIGIN).days
        end = 99 if pd.isna(row.end) else (row.end - ORIGIN).days
        days[row.holder] |= {d for d in range(-1, LENGTH + 1) if start <= d < end}
    return days


@settings(max_examples=40, deadline=None)
@given(tables())
def test_day_by_day(table):
    row = cn.person_time(table, observed=OBSERVED).iloc[0]
    days = left = seen = 0
    for there in presence(table).values():
        for day in range(LENGTH):
            days += day in there
            left += day > 0 and day - 1 in there and day not in there
            seen += day in there and (day == 0 or day - 1 not in there)
    assert (row["days"], row["ended"], row["n"]) == (days, left, seen)
    if days:
        assert row["rate"] == pytest.approx(left / days * 365.25)
        assert row["censored_share"] == pytest.approx(1 - left / seen)
    else:
        assert math.isnan(row["rate"])
        assert math.isnan(row["censored_share"])


@settings(max_examples=40, deadline=None)
@given(tables())
def test_day_by_day_in_each_group(table):
    found = cn.person_time(table, observed=OBSERVED, by="sector").set_index("sector")
    anywhere = presence(table)
    for sector, row in found.iterrows():
        days = left = 0
        for holder, there in presence(table[table["sector"] == sector]).items():
            for day in range(LENGTH):
                days += day in there
                # out of the group, and of every other
                left += day > 0 and day - 1 in there and day not in anywhere[holder]
        assert (row["days"], row["ended"]) == (days, left)


@settings(max_examples=20, deadline=None)
@given(tables(), st.integers(-4, 24), st.integers(-400, 400))
def test_cutting_spells_or_shifting_dates_changes_nothing(table, cut, shift):
    whole = cn.person_time(table, observed=OBSERVED, by="sector")
    at = ORIGIN + cut * DAY
    inside = ~(table["start"] >= at) & ~(table["end"] <= at)
    first, second = table[inside].assign(end=at), table[inside].assign(start=at)
    pieces = pd.concat([table[~inside], second, first], ignore_index=True)
    pieces = pieces.astype(table.dtypes.to_dict())
    assert_frame_equal(cn.person_time(pieces, observed=OBSERVED, by="sector"), whole)
    moved = table.assign(start=table["start"] + shift * DAY, end=table["end"] + shift * DAY)
    later = cn.Period(OBSERVED.start + shift * DAY, OBSERVED.end + shift * DAY)
    dates = ["from_date", "until_date"]
    found = cn.person_time(moved, observed=later, by="sector")
    assert_frame_equal(found.drop(columns=dates), whole.drop(columns=dates))


def test_worked_by_hand():
    table = pd.DataFrame(
        {
            "holder": ["a", "b", "c"],
            "start": [ORIGIN - 9 * DAY, ORIGIN + 15 * DAY, pd.NaT],
            "end": [ORIGIN + 4 * DAY, pd.NaT, ORIGIN - DAY],
        }
    )
    row = cn.person_time(table, observed=OBSERVED).iloc[0]
    # a: days 0 to 3, then left; b: days 15 to 19, still there; c: gone before
    assert row[["n", "days", "ended", "censored_share"]].tolist() == [2, 9, 1, 0.5]
    assert row["rate"] == pytest.approx(1 / 9 * 365.25)


def test_an_empty_period_is_undefined_and_a_network_is_bounded():
    net = the_sample()
    row = cn.person_time(net, of="seats", observed=("2023-05-01", "2023-05-01")).iloc[0]
    assert (row["n"], row["days"]) == (0, 0)
    assert math.isnan(row["rate"])
    whole = cn.person_time(net, of="seats").iloc[0]
    years = [cn.person_time(net, of="seats", observed=y).iloc[0] for y in ("2022", "2023", "2024")]
    assert sum(year["days"] for year in years) == whole["days"]
    with pytest.raises(cn.OutsideObservation):
        cn.person_time(net, observed=("2021", "2022"))
