import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from concertnet.errors import NotComparable, UnknownWord
from concertnet.tables.cells.dates import (
    Period,
    as_end,
    as_instant,
    as_period,
    read_date,
    regular_dates,
)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024", "2024-01-01", "2025-01-01"),
        ("2024-06", "2024-06-01", "2024-07-01"),
        ("2024-12", "2024-12-01", "2025-01-01"),
        ("12/2024", "2024-12-01", "2025-01-01"),
        ("2024-06-30", "2024-06-30", "2024-06-30"),
        ("2024/6/3", "2024-06-03", "2024-06-03"),
        ("20240603", "2024-06-03", "2024-06-03"),
        ("25/12/2024", "2024-12-25", "2024-12-25"),
        ("4-5-2024", "2024-05-04", "2024-05-04"),
        ("mai 2024", "2024-05-01", "2024-06-01"),
        ("1er août 2024", "2024-08-01", "2024-08-01"),
        ("3 févr. 2024", "2024-02-03", "2024-02-03"),
        ("December 31, 2024", "2024-12-31", "2024-12-31"),
        ("45292", "2024-01-01", "2024-01-01"),
        ("2024-06-30 00:00:00", "2024-06-30", "2024-06-30"),
        ("2024-06-30T14:30:00-04:00", "2024-06-30 14:30", "2024-06-30 14:30"),
    ],
)
def test_a_date_is_read_as_start_and_as_end(text, start, end):
    assert read_date(text).instant == pd.Timestamp(start)
    assert read_date(text, end=True).instant == pd.Timestamp(end)


@pytest.mark.parametrize(
    "text",
    ["2024-02-30", "31/04/2024", "04/25/2024", "2024-13", "13/2024", "hier", "04/05/24", "0000",
     "99999", "0/2024", "2024-00", "5 brumaire 2024", "2024-06-30 25:00", "9999"],
)  # fmt: skip
def test_an_impossible_date_is_none(text):
    assert read_date(text).instant is None
    with pytest.raises(UnknownWord):
        as_instant(text)


def test_only_a_date_that_could_be_exchanged_is_doubtful():
    assert read_date("04/05/2024").doubt == "order"
    assert [read_date(t).doubt for t in ("05/05/2024", "25/05/2024", "2024-04-05")] == [""] * 3
    assert read_date("45292").doubt == "serial"


@given(st.dates(dt.date(1700, 1, 1), dt.date(2299, 12, 31)))
def test_every_date_reads_back_from_iso(day):
    assert read_date(day.isoformat()).instant == pd.Timestamp(day)
    assert as_end(day) == as_instant(np.datetime64(day)) == pd.Timestamp(day)


def test_a_period_is_half_open_and_runs_forward():
    period = as_period(("2019", "2024"))
    assert (period.start, period.end) == (pd.Timestamp("2019-01-01"), pd.Timestamp("2025-01-01"))
    assert period.start in period
    assert period.end not in period
    assert as_period(2024).days == 366
    assert as_period(period) is period
    with pytest.raises(NotComparable) as raised:
        as_period(("2024", "2019"))
    assert "2024-01-01" in raised.value.text("fr")
    with pytest.raises(UnknownWord):
        as_period(("2019", "2020", "2021"))


def test_instants_have_no_zone_and_one_unit():
    zoned = pd.Timestamp("2024-01-01", tz="America/Toronto")
    assert as_instant(zoned) == pd.Timestamp("2024-01-01")
    assert as_instant("2024").unit == as_instant(dt.date(2024, 1, 1)).unit == "us"
    with pytest.raises(UnknownWord):
        as_instant(pd.NaT)
    assert Period(as_instant("2024"), as_end("2024")) == as_period("2024")


def test_regular_dates_are_days_of_the_period():
    period = Period(pd.Timestamp("2022-12-31 10:00"), pd.Timestamp("2024-12-31"))
    # the first year end had begun before the period, the last is its excluded end
    assert [str(d.date()) for d in regular_dates(period, "YE")] == ["2023-12-31"]
    assert len(regular_dates(Period(period.start, period.start), "D")) == 0
    with pytest.raises(UnknownWord, match="2 days a week"):
        regular_dates(period, "2 days a week")
