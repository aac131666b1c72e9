"""Kaplan-Meier, its interval, its median and the log-rank test, beside R and lifelines."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import concertnet as cn
from concertnet.hinges.durations import Durations, followed_of
from concertnet.measures.time._product_limit import medians, product_limit, rank_sum
from tests.networks import the_sample

DAY = pd.Timedelta(days=1)
FIRST, LAST = pd.Timestamp("2020-01-01"), pd.Timestamp("2020-03-01")
OBSERVED = cn.Period(FIRST, LAST)

# Survival of patients with acute myelogenous leukaemia (Miller 1997), `aml` of R's survival.
MAINTAINED = ([9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161], [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0])
NOT_MAINTAINED = (
    [5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45],
    [1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1],
)


def durations(times, ended, entry=None, group=None) -> Durations:
    exits = np.asarray(times, dtype=np.int64)
    return Durations(
        np.zeros(len(exits), dtype=np.int64) if entry is None else np.asarray(entry),
        exits,
        np.asarray(ended, dtype=bool),
        np.zeros(len(exits), dtype=np.int64) if group is None else np.asarray(group),
    )


def aml() -> Durations:
    times, ended = (a + b for a, b in zip(MAINTAINED, NOT_MAINTAINED, strict=True))
    return durations(times, ended, group=[0] * 11 + [1] * 12)


def spells(rows, columns=("holder", "start", "end", "sector")) -> pd.DataFrame:
    """Return spells from days counted from the first day observed."""
    frame = pd.DataFrame(rows, columns=list(columns))
    for column in ("start", "end"):
        days = [pd.NaT if d is None else FIRST + d * DAY for d in frame[column].astype(object)]
        frame[column] = pd.Series(days, dtype="datetime64[us]")
    return frame


def test_a_spell_in_two_groups_at_once_counts_once():
    """a is in both groups to its end, and b, followed too, goes on."""
    rows = [("a", 0, 10, "x"), ("a", 4, 10, "y"), ("b", 0, None, "x"), ("c", 0, 9, None)]
    found = cn.logrank(spells(rows), observed=OBSERVED, by="sector")
    assert found.groups["ended"].tolist() == [1, 1]
    # c is of no group: left out
    assert (found.n, found.unknown, found.censored_share) == (2, 1, 1 / 2)
    whole = cn.tenure(spells(rows[:-1]), observed=OBSERVED, by="sector")
    assert (whole.n, whole.censored_share) == (found.n, found.censored_share)


def test_worked_by_hand():
    rows = [
        ("a", 0, 10, "x"),  # seen whole: 10 days
        ("b", -20, 5, "x"),  # seen from its 20th day, ended after 25
        ("c", 40, None, "x"),  # seen for 20 days, still there
        ("d", -70, -5, "x"),  # over before: never seen
        ("e", None, 30, "x"),  # nobody knows when it began
    ]
    found = cn.tenure(spells(rows), observed=OBSERVED)
    curve = found.curve
    assert curve["time"].tolist() == [10, 20, 25]
    # at 10: a and c, b not yet; at 20: c alone, as b enters there; at 25: b
    assert curve["at_risk"].tolist() == [2, 1, 1]
    assert curve["ended"].tolist() == [1, 0, 1]
    assert curve["censored"].tolist() == [0, 1, 0]
    assert curve["survival"].tolist() == [1 / 2, 1 / 2, 0]
    assert (found.n, found.unknown_start, found.median) == (3, 1, 10)
    assert found.censored_share == pytest.approx(1 / 3)
    assert found.summary.loc[0, "earliest"] == 0


def test_equal_to_the_survfit_of_r():
    """The survival and standard errors that R's survival prints for `aml`, to its digits."""
    curve = product_limit(followed_of(aml()))
    curve = curve[curve["ended"] > 0]
    printed = {
        0: [0.909, 0.818, 0.716, 0.614, 0.491, 0.368, 0.184],
        1: [0.8333, 0.6667, 0.5833, 0.4861, 0.3889, 0.2917, 0.1944, 0.0972, 0.0],
    }
    at_risk = {0: [11, 10, 8, 7, 5, 4, 2], 1: [12, 10, 8, 6, 5, 4, 3, 2, 1]}
    errors = {
        0: [0.0867, 0.1163, 0.1397, 0.1526, 0.1642, 0.1627, 0.1535],
        1: [0.1076, 0.1361, 0.1423, 0.1481, 0.1470, 0.1387, 0.1219, 0.0919],
    }
    for group, rows in curve.groupby("group"):
        assert rows["at_risk"].tolist() == at_risk[group]
        assert rows["survival"].to_numpy() == pytest.approx(printed[group], abs=5e-4)
        inside = rows[rows["survival"] > 0]
        # the interval is survival ** exp(+- 1.96 se / (survival * log survival))
        log = np.log(inside["survival"])
        width = (np.log(np.log(inside["low"]) / log) - np.log(np.log(inside["high"]) / log)) / 2
        error = width / 1.959963984540054 * -log * inside["survival"]
        assert error.to_numpy() == pytest.approx(errors[group], abs=6e-5)
    assert medians(product_limit(followed_of(aml())), 2)["median"].tolist() == [31, 23]


def test_log_rank_equal_to_r_scipy_and_lifelines():
    found = rank_sum(followed_of(aml()), 2)
    # survdiff: observed 7 and 11, expected 10.69 and 7.31, chi-square 3.4, p 0.0653
    assert found.ended.tolist() == [7, 11]
    assert found.expected == pytest.approx([10.69, 7.31], abs=5e-3)
    assert (found.df, round(found.statistic, 1), round(found.p_value, 4)) == (1, 3.4, 0.0653)
    from scipy.stats import CensoredData, logrank

    def censored(part):
        times, ended = (np.array(column) for column in part)
        return CensoredData(uncensored=times[ended == 1], right=times[ended == 0])

    scipy = logrank(censored(MAINTAINED), censored(NOT_MAINTAINED))
    assert found.statistic == pytest.approx(scipy.statistic**2, rel=1e-9)
    assert found.p_value == pytest.approx(scipy.pvalue, rel=1e-9)


@pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")
def test_log_rank_of_several_groups_equal_to_lifelines():
    from lifelines.statistics import multivariate_logrank_test

    rng = np.random.default_rng(3)
    times, ended = rng.integers(1, 40, 200), rng.random(200) < 0.7
    group = rng.integers(0, 4, 200)
    theirs = multivariate_logrank_test(times, group, ended)
    ours = rank_sum(followed_of(durations(times, ended, group=group)), 4)
    assert ours.df == 3
    assert ours.statistic == pytest.approx(theirs.test_statistic, rel=1e-9)
    assert ours.p_value == pytest.approx(theirs.p_value, rel=1e-9)


@st.composite
def followed(draw):
    """Spells of known start that the observation saw, in three groups, some of them unknown."""
    row = st.tuples(
        st.integers(-30, 58), st.integers(1, 50), st.booleans(), st.sampled_from(["x", "y", None])
    )
    rows = draw(st.lists(row, min_size=1, max_size=25))
    made = [
        (str(i), start, None if open_end else start + length, group)
        for i, (start, length, open_end, group) in enumerate(rows)
        if open_end or start + length > 0
    ]
    assume(any(row[3] for row in made))  # a column that is empty everywhere is refused
    return spells(made)


@pytest.mark.filterwarnings("ignore:At .* days every spell")
@pytest.mark.parametrize("late", [0, 40])
@pytest.mark.parametrize("seed", range(4))
def test_equal_to_lifelines_with_late_entry(seed, late):
    """Ties between ends, censorings and entries included."""
    from lifelines import KaplanMeierFitter

    rng = np.random.default_rng(seed)
    start = rng.integers(-late, 58, 300)
    length = rng.integers(1, 60, 300)
    ends = [None if rng.random() < 0.2 else int(end) for end in start + length]
    rows = [(str(i), int(s), e, "x") for i, (s, e) in enumerate(zip(start, ends, strict=True))]
    table = spells([row for row in rows if row[2] is None or row[2] > 0])
    found = cn.tenure(table, observed=OBSERVED)
    entry, exits, ended, _ = (np.array(column) for column in zip(*ages(table), strict=True))
    fitter = KaplanMeierFitter().fit(exits, ended, entry=entry if late else None)
    curve = found.curve.set_index("time")
    theirs = fitter.survival_function_["KM_estimate"].reindex(curve.index)
    np.testing.assert_allclose(curve["survival"], theirs, rtol=1e-9, atol=1e-12)
    interval = fitter.confidence_interval_.reindex(curve.index)
    inside = (curve["survival"] > 0) & (curve["survival"] < 1)
    assert inside.sum() > 20
    for column, name in (("low", "KM_estimate_lower_0.95"), ("high", "KM_estimate_upper_0.95")):
        np.testing.assert_allclose(
            curve.loc[inside, column], interval.loc[inside, name], rtol=1e-9, atol=1e-12
        )
        # where R has no interval either, and lifelines gives 0 or 1
        assert curve.loc[~inside, column].isna().all()
    table = fitter.event_table.reindex(curve.index)
    assert (curve["at_risk"] == table["at_risk"] - table["entrance"]).all()
    assert found.median == fitter.median_survival_time_


def ages(table: pd.DataFrame) -> list[tuple[int, int, bool, str]]:
    """Return entry, exit, whether it ended, sector."""
    rows = []
    for row in table.itertuples():
        exits = (min(LAST if pd.isna(row.end) else row.end, LAST) - row.start).days
        rows.append((max(0, (FIRST - row.start).days), exits, row.end < LAST, row.sector))
    return rows


@pytest.mark.filterwarnings("ignore:At .* days every spell")
@settings(max_examples=30, deadline=None)
@given(followed())
def test_curve_and_test_by_definition(table):
    found = cn.tenure(table, observed=OBSERVED, by="sector")
    assert found.unknown == table["sector"].isna().sum()
    rows = ages(table.dropna(subset=["sector"]))
    for sector, curve in found.curve.groupby("sector"):
        survival = 1.0
        for row in curve.itertuples():
            here = [r for r in rows if r[3] == sector and r[0] < row.time <= r[1]]
            ended = sum(r[1] == row.time and r[2] for r in here)
            assert (row.at_risk, row.ended) == (len(here), ended)
            survival *= 1 - ended / len(here)
            assert row.survival == pytest.approx(survival)
    difference, variance = 0.0, 0.0
    for time in range(1, 100):
        here = [r for r in rows if r[0] < time <= r[1]]
        over = [r for r in here if r[1] == time and r[2]]
        n, d = len(here), len(over)
        if d:
            share = sum(r[3] == "x" for r in here) / n
            difference += sum(r[3] == "x" for r in over) - d * share
            variance += d * share * (1 - share) * (n - d) / (n - 1) if n > 1 else 0
    test = cn.logrank(table, observed=OBSERVED, by="sector")
    if variance:
        assert test.statistic == pytest.approx(difference**2 / variance)
    else:
        assert math.isnan(test.statistic)
        assert test.df == 0


@pytest.mark.filterwarnings("ignore:At .* days every spell")
@settings(max_examples=10, deadline=None)
@given(followed(), st.integers(1, 58), st.integers(-400, 400))
def test_cutting_spells_or_shifting_dates_changes_nothing(table, cut, shift):
    whole = cn.tenure(table, observed=OBSERVED, by="sector")
    at = FIRST + cut * DAY
    inside = (table["start"] < at) & ~(table["end"] <= at)
    first, second = table[inside].assign(end=at), table[inside].assign(start=at)
    pieces = pd.concat([table[~inside], second, first], ignore_index=True)
    pieces = pieces.astype(table.dtypes.to_dict())
    moved = table.assign(start=table["start"] + shift * DAY, end=table["end"] + shift * DAY)
    later = cn.Period(FIRST + shift * DAY, LAST + shift * DAY)
    for other in (
        cn.tenure(pieces, observed=OBSERVED, by="sector"),
        cn.tenure(moved, observed=later, by="sector"),
    ):
        assert_frame_equal(other.curve, whole.curve)
        assert_frame_equal(other.summary, whole.summary)
        assert other.n == whole.n


def test_changing_group_ends_nothing():
    """Ten days in x then ten in y: followed in x to its 10th day, in y from there."""
    rows = [("a", 0, 10, "x"), ("a", 10, 20, "y")]
    found = cn.tenure(spells(rows), observed=OBSERVED, by="sector")
    assert found.curve[["sector", "time", "at_risk", "ended", "censored"]].values.tolist() == [
        ["x", 10.0, 1, 0, 1],
        ["y", 20.0, 1, 1, 0],
    ]
    assert found.summary["earliest"].tolist() == [0, 10]
    assert (found.n, found.median) == (1, 20)


def test_still_there_at_the_end_is_censored():
    rows = [("a", 0, 60, "x"), ("b", 0, 59, "x"), ("c", 0, 90, "x")]  # the 60th day is the end
    curve = cn.tenure(spells(rows), observed=OBSERVED).curve
    assert curve[["time", "ended", "censored"]].values.tolist() == [[59, 1, 0], [60, 0, 2]]


def test_warns_when_the_risk_set_empties_early():
    rows = [("a", 0, 2, "x"), ("b", -40, None, "x")]
    with pytest.warns(UserWarning, match="2 days every spell followed had ended, and 1"):
        found = cn.tenure(spells(rows), observed=OBSERVED)
    assert found.curve["survival"].tolist() == [0, 0]


def test_a_median_that_is_not_reached_is_nan():
    found = cn.tenure(spells([("a", 0, None, "x")]), observed=OBSERVED)
    assert math.isnan(found.median)
    assert math.isnan(found.high)
    assert found.censored_share == 1


def test_nothing_to_follow():
    empty = spells([]).astype({"holder": "str", "sector": "str"})
    found = cn.tenure(empty, observed=OBSERVED)
    assert (found.n, len(found.curve)) == (0, 0)
    assert math.isnan(found.censored_share)
    assert cn.tenure(empty, observed=OBSERVED, by="sector").summary.empty
    assert math.isnan(cn.logrank(empty, observed=OBSERVED, by="sector").p_value)
    late = spells([("a", 0, 5, "x")])
    assert cn.tenure(late, observed=("2030", "2031")).n == 0
    with pytest.raises(cn.OutsideObservation, match="single day"):
        cn.tenure(late, observed=cn.Period(FIRST, FIRST))


def test_bad_input_is_told():
    table = spells([("a", 0, 5, "x")])
    with pytest.raises(cn.OutsideObservation, match="observed="):
        cn.tenure(table)
    with pytest.raises(cn.MissingAttribute, match=r"colour.*sector"):
        cn.tenure(table, observed=OBSERVED, by="colour")
    with pytest.raises(cn.MissingAttribute, match="holder"):
        cn.tenure(table.drop(columns="holder"), observed=OBSERVED)
    with pytest.raises(cn.NotComparable, match='"b"'):
        cn.tenure(spells([("a", 0, 5, "x"), ("b", 5, 4, "x")]), observed=OBSERVED)
    with pytest.raises(cn.OutsideObservation, match="Nothing dates"):
        cn.tenure(spells([("a", None, None, "x")]), observed=OBSERVED)
    net = the_sample()
    with pytest.raises(cn.OutsideObservation, match="2019"):
        cn.tenure(net, observed=("2019", "2020"))


@pytest.mark.filterwarnings("ignore:At .* days every spell")
def test_a_network_lends_its_spells_and_its_observation():
    net = the_sample()
    found = cn.tenure(net, by="sector")
    given = cn.tenure(net.spells("representatives"), observed=net.observed, by="sector")
    assert_frame_equal(found.curve, given.curve)
    assert found.observed == net.observed
    undated = cn.Network(
        net.actors,
        instances=net.instances,
        seats=net.seats,
        mandates=net.mandates.drop(columns=["start", "end"]),
        observed=("2022", "2024"),
    )
    with pytest.raises(cn.OutsideObservation, match="Mandates"):
        cn.tenure(undated)
    assert cn.tenure(undated, of="seats").n == cn.tenure(net, of="seats").n


def test_the_test_states_what_it_rests_on():
    rows = [("a", 0, 10, "x"), ("b", 0, None, "y"), ("c", 0, 5, None), ("d", None, 9, "x")]
    found = cn.logrank(spells(rows), by="sector", observed=OBSERVED)
    assert found.observed == OBSERVED
    assert (found.n, found.unknown, found.unknown_start) == (2, 1, 1)  # c is in no group
    assert found.censored_share == pytest.approx(1 / 2)
    groups = found.groups.set_index("sector")
    assert groups["n"].to_dict() == {"x": 1, "y": 1}
    assert groups["censored_share"].to_dict() == {"x": 0, "y": 1}
    assert groups["unknown_start"].to_dict() == {"x": 1, "y": 0}
    moved = cn.logrank(
        spells([("a", 0, 10, "x"), ("a", 10, 20, "y")]), by="sector", observed=OBSERVED
    )
    assert moved.groups["n"].tolist() == [1, 1]
    assert (moved.n, moved.censored_share) == (1, 0)  # one spell, that went from x to y
