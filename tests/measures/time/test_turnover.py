import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import concertnet as cn
from tests.networks import the_sample


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


def test_who_is_of_unknown_group_at_one_date_is_in_no_row():
    """e's sector is not known after 2021, nor f's before: neither left nor arrived."""
    rows = [
        *ROWS,
        ("e", "2020-01-01", "2021-01-01", "private"),
        ("e", "2021-01-01", None, None),
        ("f", "2020-01-01", "2021-01-01", None),
        ("f", "2021-01-01", None, "community"),
    ]
    alone = cn.retention(spells(ROWS), "2020-06-30", "2022-06-30", by="sector")
    table = cn.retention(spells(rows), "2020-06-30", "2022-06-30", by="sector")
    assert table["unknown"].tolist() == [3, 3]
    assert table.drop(columns="unknown").equals(alone.drop(columns="unknown"))
    over_time = cn.turnover_over_time(spells(rows), by="sector", observed=("2020", "2022"))
    assert over_time["unknown"].tolist() == [3, 3, 2, 2]  # by the end of 2021, f is known
    assert over_time["kept"].tolist() == [0, 1, 2, 1]


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
    net = the_sample()
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
        when = [origin + pd.Timedelta(days=d + by) for d in sorted((before, after))]
        return cn.retention(table(by), *when).iloc[0]

    row = result(0)
    assert row["kept"] + row["left"] == row["before"]
    assert row["kept"] + row["arrived"] == row["after"]
    dates = ["from_date", "until_date"]
    pd.testing.assert_series_equal(row.drop(dates), result(shift).drop(dates))
    if row["before"]:
        assert 0 <= row["retention"] <= 1
    if row["before"] + row["after"]:
        # codyn divides by the union
        union = row["kept"] + row["arrived"] + row["left"]
        assert 1 - row["jaccard"] == pytest.approx((row["arrived"] + row["left"]) / union)


@given(st.lists(st.tuples(st.sampled_from("abcd"), days, days), max_size=10), days, days)
def test_relation_to_sorensen_jaccard_and_codyn(rows, before, after):
    """Holders present by definition; the three indices are functions of one another."""
    origin = pd.Timestamp("2020-01-01")
    when = [origin + pd.Timedelta(days=d) for d in sorted((before, after))]
    made = [(h, *(origin + pd.Timedelta(days=d) for d in sorted(p)), "x") for h, *p in rows]
    row = cn.retention(spells(made), *when).iloc[0]
    here, there = ({h for h, start, end, _ in made if start <= w < end} for w in when)
    assert row[["before", "after", "kept"]].tolist() == [len(here), len(there), len(here & there)]
    if here | there:
        codyn = len(here ^ there) / len(here | there)  # (appeared + disappeared) / both dates
        sorensen = 2 * len(here & there) / (len(here) + len(there))
        assert row["jaccard"] == pytest.approx(1 - codyn)
        assert row["turnover"] == pytest.approx(1 - sorensen)
        assert codyn == pytest.approx(2 * row["turnover"] / (1 + row["turnover"]))


@pytest.mark.parametrize(
    ("of", "by"),
    [
        ("actors", "tier"),
        ("seats", "instance"),
        ("seats", "tier"),
        ("representatives", "sector"),
        ("ties", "level"),
    ],
)
def test_each_group_is_what_its_holders_alone_give(of, by):
    net = the_sample()
    held = net.spells(of)
    table = cn.retention(net, "2022-06-30", "2024-06-30", of=of, by=by).set_index(by)
    assert len(table) > 1
    for group, row in table.iterrows():
        alone = cn.retention(held[held[by] == group], "2022-06-30", "2024-06-30").iloc[0]
        alone["unknown"] = held.loc[held[by].isna(), "holder"].nunique()
        pd.testing.assert_series_equal(row, alone.rename(group), check_dtype=False)


def test_over_time_compares_the_waves():
    net = the_sample()
    waves = net.waves("QE")
    table = cn.turnover_over_time(net, of="representatives", every="QE")
    assert len(table) == len(waves) - 1
    for row, before, after in zip(table.itertuples(), waves, waves[1:], strict=False):
        here, there = (set(w.spells("representatives")["holder"]) for w in (before, after))
        assert (row.from_date, row.until_date) == (before.observed.start, after.observed.start)
        assert (row.before, row.after) == (len(here), len(there))
        assert (row.kept, row.arrived, row.left) == (
            len(here & there),
            len(there - here),
            len(here - there),
        )


def test_over_time_by_group_is_retention_of_each_period():
    net = the_sample()
    table = cn.turnover_over_time(net, of="seats", by="instance")
    assert (table.groupby("from_date")["instance"].nunique() == table["instance"].nunique()).all()
    for (start, end), rows in table.groupby(["from_date", "until_date"]):
        alone = cn.retention(net, start, end, of="seats", by="instance")
        pd.testing.assert_frame_equal(rows.reset_index(drop=True), alone)


def test_cutting_spells_changes_no_retention():
    whole = spells(ROWS)
    at = pd.Timestamp("2020-09-01")
    inside = (whole["start"] < at) & ~(whole["end"] <= at)
    first, second = whole[inside].assign(end=at), whole[inside].assign(start=at)
    pieces = pd.concat([first, second, whole[~inside]]).astype(whole.dtypes.to_dict())
    for when in (("2020-06-30", "2022-06-30"), (("2020", "2020"), ("2021", "2021"))):
        for by in (None, "sector"):
            pd.testing.assert_frame_equal(
                cn.retention(pieces, *when, by=by), cn.retention(whole, *when, by=by)
            )


def test_bad_input_is_told():
    net = the_sample()
    with pytest.raises(cn.NotComparable, match="gives 1"):
        cn.turnover_over_time(net.between("2022", "2022"), every="YE")
    with pytest.raises(cn.UnknownWord, match="fortnight"):
        cn.turnover_over_time(net, every="fortnight")
    with pytest.raises(cn.OutsideObservation, match="observed="):
        cn.turnover_over_time(spells(ROWS))
    with pytest.raises(cn.OutsideObservation):
        cn.turnover_over_time(net, observed=("2018", "2024"))
    with pytest.raises(cn.OutsideObservation):
        cn.retention(net, ("2021", "2021"), ("2022", "2022"))
    backward = spells([("a", "2021-01-01", "2020-01-01", "x")])
    with pytest.raises(cn.NotComparable, match="2021"):
        cn.retention(backward, "2020", "2021")


def test_a_network_without_dates_says_which_column_it_needs():
    actors = pd.DataFrame({"actor": ["a", "b"], "sector": ["private", "private"]})
    with pytest.raises(cn.OutsideObservation, match="start"):
        cn.retention(cn.Network(actors), "2020", "2021")
    # dated elsewhere: who is seated can be compared, who is a member cannot
    net = cn.Network(
        actors,
        instances=pd.DataFrame({"instance": ["T"]}),
        seats=pd.DataFrame({"instance": ["T"], "actor": ["a"], "start": ["2020"], "end": ["2023"]}),
    )
    assert cn.retention(net, "2020", "2021", of="seats").loc[0, "kept"] == 1
    with pytest.raises(cn.OutsideObservation, match="Actors"):
        cn.retention(net, "2020", "2021")


def test_dates_go_forward():
    with pytest.raises(cn.NotComparable, match="2022"):
        cn.retention(the_sample(), "2024-06-30", "2022-06-30")


def test_a_pair_is_kept_at_any_level_and_leaves_the_very_level_it_had():
    ties = pd.DataFrame(
        [
            ("a", "b", "concertation", "2020", "2021"),
            ("b", "a", "partnership", "2022-01-01", None),  # the same pair, stronger
            ("a", "c", "concertation", "2020", None),
            ("a", "c", "partnership", "2020", None),  # at both levels at once
        ],
        columns=["source", "target", "level", "start", "end"],
    )
    actors = pd.DataFrame({"actor": ["a", "b", "c"], "sector": ["private"] * 3})
    net = cn.Network(actors, ties, observed=("2020", "2023"))
    when = ("2020-06-30", "2022-06-30")
    row = cn.retention(net, *when, of="ties").iloc[0]
    assert row[["before", "after", "kept"]].tolist() == [2, 2, 2]
    table = cn.retention(net, *when, of="ties", by="level").set_index("level")
    counts = ["before", "after", "kept", "arrived", "left"]
    assert table.loc["concertation", counts].tolist() == [2, 1, 1, 0, 1]
    assert table.loc["partnership", counts].tolist() == [1, 2, 1, 1, 0]


def test_the_dates_compared_are_stated():
    row = cn.retention(spells(ROWS), "2020", "2021-06").iloc[0]
    assert [str(row[c].date()) for c in ("from_date", "until_date")] == ["2020-01-01", "2021-06-01"]
    row = cn.retention(spells(ROWS), ("2020", "2020"), ("2021", "2021")).iloc[0]
    assert [str(row[c].date()) for c in ("from_date", "until_date")] == ["2020-01-01", "2022-01-01"]


def test_every_group_has_its_row():
    table = cn.retention(spells(ROWS), "2018", "2019", by="sector")
    assert table["sector"].tolist() == ["community", "private"]
    assert table["retention"].isna().all()
    assert table["unknown"].tolist() == [1, 1]  # d, of unknown sector and start
