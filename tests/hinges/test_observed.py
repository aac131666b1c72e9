"""The observed period: its first instant is in it, its end is not, unless an end is asked."""

import numpy as np
import pandas as pd
import pytest

import concertnet as cn
from concertnet.hinges.observed import (
    checked_spells,
    observed_instant,
    observed_over_time,
    observed_part,
    period_edges,
    waves_in,
    waves_of,
)
from concertnet.hinges.pair_steps import pair_steps

YEARS = cn.Period(pd.Timestamp("2020-01-01"), pd.Timestamp("2022-01-01"))


def days(instants):
    return [str(pd.Timestamp(one, unit="us").date()) for one in np.asarray(instants).tolist()]


def test_an_instant_is_observed_from_the_start_and_before_the_end():
    assert observed_instant("2020-01-01", YEARS) == YEARS.start
    assert observed_instant("2021-12-31", YEARS) == pd.Timestamp("2021-12-31")
    for outside in ("2019-12-31", "2022-01-01", "2022-01-02"):
        with pytest.raises(cn.OutsideObservation):
            observed_instant(outside, YEARS)


def test_the_end_itself_is_observed_where_an_end_is_asked_and_no_later_day():
    assert observed_instant("2022-01-01", YEARS, end=True) == YEARS.end
    for outside in ("2019-12-31", "2022-01-02"):
        with pytest.raises(cn.OutsideObservation):
            observed_instant(outside, YEARS, end=True)


def test_a_single_day_is_no_time_and_two_days_are():
    for day in (None, cn.Period(YEARS.start, YEARS.start + pd.Timedelta(days=1))):
        with pytest.raises(cn.OutsideObservation):
            observed_over_time(day)
    two = cn.Period(YEARS.start, YEARS.start + pd.Timedelta(days=2))
    assert observed_over_time(two) == two


def test_a_part_is_the_whole_by_default_and_must_be_held_by_it():
    assert observed_part(YEARS) == YEARS
    assert observed_part(YEARS, ("2020", "2021")) == YEARS
    assert observed_part(YEARS, "2021").start == pd.Timestamp("2021-01-01")
    for asked in (("2019-12-31", "2021"), ("2020", "2022-01-02")):
        with pytest.raises(cn.OutsideObservation):
            observed_part(YEARS, asked)


def test_periods_meet_at_the_first_day_of_each_whatever_names_it():
    edges = ["2020-01-01", "2021-01-01", "2022-01-01"]
    assert days(period_edges(YEARS, "YE")) == days(period_edges(YEARS, "YS")) == edges
    part = cn.Period(pd.Timestamp("2020-03-01"), pd.Timestamp("2021-06-01"))
    assert days(period_edges(part, "YE")) == ["2020-03-01", "2021-01-01", "2021-06-01"]


def test_waves_are_two_at_least():
    assert [str(day.date()) for day in waves_in(YEARS, "YE")] == ["2020-12-31", "2021-12-31"]
    with pytest.raises(cn.NotComparable, match="1"):
        waves_in(cn.Period(YEARS.start, pd.Timestamp("2021-01-01")), "YE")


def two_years():
    return cn.Network(
        pd.DataFrame({"actor": ["a", "b"]}),
        pd.DataFrame({"source": ["a"], "target": ["b"], "start": ["2020-05-01"]}),
        level="concertation",
        observed=YEARS,
    )


def test_waves_given_follow_each_other():
    net = two_years()
    given = waves_of(net, ["2020-06-30", "2021-06-30"], "YE")
    assert given == [pd.Timestamp("2020-06-30"), pd.Timestamp("2021-06-30")]
    assert waves_of(net, [], "YE") == list(waves_in(YEARS, "YE"))
    for wrong in (["2020-06-30"], ["2021-06-30", "2020-06-30"], ["2020-06-30", "2020-06-30"]):
        with pytest.raises(cn.NotComparable):
            waves_of(net, wrong, "YE")


def test_beginnings_of_ties_are_looked_for_only_where_they_are_asked():
    net, waves = two_years(), [pd.Timestamp("2020-06-30"), pd.Timestamp("2021-06-30")]
    (step,) = pair_steps(net, waves, None).steps
    assert step.began.tolist() == step.unbroken.tolist() == []
    (step,) = pair_steps(net, waves, None, ages=True).steps
    assert days(step.began) == ["2020-05-01"]
    assert step.unbroken.tolist() == [True]


def spells(start, end):
    dates = {"start": pd.to_datetime([start]), "end": pd.to_datetime([end])}
    return pd.DataFrame({"holder": ["a"], **dates})


def test_a_spell_may_end_as_it_starts_and_not_before():
    assert len(checked_spells(spells("2020-01-02", "2020-01-02"))) == 1
    with pytest.raises(cn.NotComparable) as told:
        checked_spells(spells("2020-01-02", "2020-01-01"))
    assert told.value.fields["holder"] == "a"
    assert told.value.fields["n"] == 1


@pytest.mark.parametrize("column", ["holder", "start", "end"])
def test_spells_need_their_three_columns(column):
    with pytest.raises(cn.MissingAttribute):
        checked_spells(spells("2020-01-01", None).drop(columns=column))


def test_dates_are_dates_without_a_time_zone_and_an_empty_column_is_open():
    zoned = spells("2020-01-01", "2020-02-01")
    zoned["start"] = zoned["start"].dt.tz_localize("UTC")
    with pytest.raises(cn.NotComparable):
        checked_spells(zoned)
    written = spells("2020-01-01", None).assign(end=["soon"])
    with pytest.raises(cn.NotComparable):
        checked_spells(written)
    still = checked_spells(spells("2020-01-01", None).assign(end=[None]))
    assert still["end"].isna().all()
    assert still["end"].dtype == "datetime64[us]"
