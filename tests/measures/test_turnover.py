import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import concertnet as cn


def spells(rows) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["holder", "start", "end", "sector"])
    return frame.astype({"start": "datetime64[us]", "end": "datetime64[us]"})


ROWS = [
    ("a", "2020-01-01", None, "private"),
    ("b", "2020-01-01", "2021-01-01", "private"),
    ("c", "2021-06-01", None, "community"),
    ("d", None, None, None),
]


def test_worked_by_hand():
    row = cn.retention(spells(ROWS), "2020-06-30", "2022-06-30").iloc[0]
    # before: a b d; after: a c d
    assert row[["before", "after", "kept", "arrived", "left"]].tolist() == [3, 3, 2, 1, 1]
    assert row["retention"] == pytest.approx(2 / 3)
    assert row["turnover"] == pytest.approx(2 / 6)
    assert row["jaccard"] == pytest.approx(2 / 4)


def test_by_group_counts_the_unknown_apart():
    table = cn.retention(spells(ROWS), "2020-06-30", "2022-06-30", by="sector").set_index("sector")
    assert table.loc["private", ["before", "after", "kept"]].tolist() == [2, 1, 1]
    assert table.loc["community", ["before", "after"]].tolist() == [0, 1]
    assert math.isnan(table.loc["community", "retention"])
    assert table["unknown"].tolist() == [1, 1]


def test_periods_count_whoever_was_there_at_some_moment():
    row = cn.retention(spells(ROWS), ("2020", "2020"), ("2021", "2021")).iloc[0]
    assert row[["before", "after", "kept"]].tolist() == [3, 3, 2]


def test_nobody_is_undefined():
    row = cn.retention(spells(ROWS[:1]), "2018", "2019").iloc[0]
    assert row[["retention", "turnover", "jaccard"]].isna().all()


def test_a_missing_column_is_named():
    with pytest.raises(cn.MissingAttribute, match="colour"):
        cn.retention(spells(ROWS), "2020", "2021", by="colour")


def test_the_sample_tells_organisations_from_their_representatives():
    net = cn.sample_network()
    of = {
        what: cn.retention(net, "2022-12-31", "2024-12-31", of=what).iloc[0]
        for what in ("seats", "representatives")
    }
    assert of["representatives"]["retention"] < of["seats"]["retention"]
    with pytest.raises(cn.OutsideObservation):
        cn.retention(net, "2019", "2024-12-31")


days = st.integers(0, 30)


@given(
    st.lists(st.tuples(st.sampled_from("abcd"), days, days), max_size=10),
    days,
    days,
    st.integers(-50, 50),
)
def test_counts_add_up_and_dates_may_shift(rows, before, after, shift):
    origin = pd.Timestamp("2020-01-01")

    def table(by: int) -> pd.DataFrame:
        return spells(
            [
                (h, *(origin + pd.Timedelta(days=d + by) for d in sorted(pair)), "x")
                for h, *pair in rows
            ]
        )

    def result(by: int):
        when = [origin + pd.Timedelta(days=d + by) for d in (before, after)]
        return cn.retention(table(by), *when).iloc[0]

    row = result(0)
    assert row["kept"] + row["left"] == row["before"]
    assert row["kept"] + row["arrived"] == row["after"]
    pd.testing.assert_series_equal(row, result(shift))
    if row["before"]:
        assert 0 <= row["retention"] <= 1
    if row["before"] + row["after"]:
        # codyn divides by the union
        union = row["kept"] + row["arrived"] + row["left"]
        assert 1 - row["jaccard"] == pytest.approx((row["arrived"] + row["left"]) / union)
