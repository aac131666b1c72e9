import math

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from concertnet.network import _from_checked
from tests.cases import CASES, LAYERS, needs_cases, oracle
from tests.networks import cross_pairs, of_seats, of_sectors, seated, seatings

SECTORS = {"a": "private", "b": "community", "c": "community", "d": None}


def test_marginal_value_by_hand():
    """T1 {a, b, c}: a-b and a-c cross; T2 {a, b}: a-b again; T3 {a, d}: d has no known sector."""
    seats = [("T1", who, []) for who in "abcc"] + [("T2", "a", []), ("T2", "b", [])]
    seats += [("T3", "a", []), ("T3", "d", [])]
    table = cn.marginal_value(of_seats(SECTORS, ["T1", "T2", "T3", "T4"], seats))
    assert table["instance"].tolist() == ["T1", "T2", "T3", "T4"]
    assert table["actors"].tolist() == [3, 2, 1, 0]
    assert table["pairs"].tolist() == [3, 1, 0, 0]
    assert table["cross_pairs"].tolist() == [2, 1, 0, 0]
    assert table["sole_pairs"].tolist() == [1, 0, 0, 0]
    assert table["sole_share"].tolist()[:2] == [0.5, 0]
    assert table["sole_share"].isna().tolist() == [False, False, True, True]
    assert table["unknown"].tolist() == [0, 0, 1, 0]


@given(seatings())
@settings(max_examples=30, deadline=None)
def test_marginal_value_equals_sets(net):
    sectors, instances, seats = net
    table = cn.marginal_value(of_seats(sectors, instances, seats)).set_index("instance")
    pairs = {i: cross_pairs(m, sectors) for i, m in seated(seats).items()}
    for instance in instances:
        mine = pairs.get(instance, set())
        elsewhere = set().union(*(p for i, p in pairs.items() if i != instance))
        assert table.loc[instance, "cross_pairs"] == len(mine)
        assert table.loc[instance, "sole_pairs"] == len(mine - elsewhere)


@given(seatings())
@settings(max_examples=15, deadline=None)
def test_a_twin_takes_away_what_an_instance_adds(net):
    sectors, instances, seats = net
    twin = [("twin", who, persons) for where, who, persons in seats if where == instances[0]]
    table = cn.marginal_value(of_seats(sectors, [*instances, "twin"], [*seats, *twin]))
    assert table["sole_pairs"].iloc[[0, -1]].tolist() == [0, 0]


@needs_cases
@pytest.mark.parametrize("case", [case for case, layer in LAYERS if layer == "coattendance"])
def test_pairs_of_the_cases(case):
    """The oracle's projection has the pairs met once; its mixing, those of different groups."""
    table = pd.read_csv(CASES / case / "memberships.csv", dtype=str)
    actors = pd.read_csv(CASES / case / "actors.csv", dtype=str).set_index("id")["sector"]
    groups = list(table["group"].unique())
    seats = [(g, a, []) for a, g in zip(table["actor"], table["group"], strict=True)]
    found = cn.marginal_value(of_seats(actors.to_dict(), groups, seats)).set_index("instance")
    sizes = {row["group"]: int(row["size"]) for row in oracle(case, "groups", "coattendance")}
    blau = {row["group"]: float(row["blau"]) for row in oracle(case, "groups", "coattendance")}
    assert found["actors"].to_dict() == sizes
    # 1 - sum p^2 is the chance that two draws with replacement differ
    for group, n in sizes.items():
        assert found.loc[group, "cross_pairs"] == pytest.approx(blau[group] * n * n / 2)
    once = [
        row
        for row in oracle(case, "projection", "coattendance")
        if row["shared_groups"] == "1" and actors[row["source"]] != actors[row["target"]]
    ]
    assert found["sole_pairs"].sum() == len(once)


def dated(rows: list[tuple], **given) -> cn.Network:
    columns = ["instance", "origin", "start", "end"]
    return cn.Network(
        pd.DataFrame({"actor": ["a"], "sector": ["private"]}),
        instances=pd.DataFrame(rows, columns=columns),
        **given,
    )


ROWS = [
    ("T1", "policy", "2010", None),
    ("T2", "policy", "2021-03-01", "2022-06-01"),
    ("T3", "local_demand", None, "2021-09-01"),
    ("T4", "local_demand", "2022-02-01", "2022-11-01"),
    ("T5", None, "2021-01-01", None),
    ("T6", "policy", "2001", "2005"),
]


def test_dynamics_by_hand():
    found = cn.instance_dynamics(dated(ROWS, observed=("2021-01-01", "2023-01-01")))
    table = found.counts.set_index(["from_date", "origin"])
    years = [pd.Timestamp("2021-01-01"), pd.Timestamp("2022-01-01")]
    columns = ["opened", "closed", "alive"]
    assert table.loc[(years[0], "policy"), columns].tolist() == [1, 0, 2]
    assert table.loc[(years[0], "local_demand"), columns].tolist() == [0, 1, 0]
    assert table.loc[(years[1], "policy"), columns].tolist() == [0, 1, 1]
    assert table.loc[(years[1], "local_demand"), columns].tolist() == [1, 1, 0]
    assert (found.unknown, found.undated) == (1, 1)  # T5 without origin, T3 without start
    assert found.observed.days == 730
    # T2 lasted 457 days; T1, followed from its 4018th day, is never at risk with it
    curve = found.survival.curve.set_index(["origin", "time"])
    assert curve.loc[("policy", 457.0), ["at_risk", "ended"]].tolist() == [1, 1]
    assert curve.loc[("local_demand", 273.0), "survival"] == 0  # T4; T3 is left out
    assert found.survival.unknown_start == 1


def test_dynamics_of_all_together():
    """By origin, T5 is left out: all together it counts."""
    found = cn.instance_dynamics(dated(ROWS, observed=("2021-01-01", "2023-01-01")), by=None)
    columns = ["from_date", "until_date", "opened", "closed", "alive"]
    assert list(found.counts.columns) == columns
    assert found.counts[columns[2:]].to_numpy().tolist() == [[2, 1, 3], [1, 2, 2]]
    assert (found.unknown, found.undated, found.survival.n) == (0, 1, 4)
    assert len(found.survival.summary) == 1


# the curve of policies ends at T2, long before the age at which T1 is followed
pytestmark = pytest.mark.filterwarnings("ignore:At .* days every spell:UserWarning")


def test_periods_are_cut_to_the_observation():
    net = dated(ROWS, observed=("2021-04-15", "2022-08-10"))
    periods = {
        every: cn.instance_dynamics(net, every=every).counts.drop_duplicates("from_date")[
            "from_date"
        ]
        for every in ("YE", "YS", "QE", "MS")
    }
    assert [str(d.date()) for d in periods["YE"]] == ["2021-04-15", "2022-01-01"]
    assert periods["YS"].tolist() == periods["YE"].tolist()
    assert [str(d.date()) for d in periods["QE"]][:2] == ["2021-04-15", "2021-07-01"]
    assert len(periods["MS"]) == 17


days = st.integers(0, 60)


@given(
    st.lists(st.tuples(st.none() | days, st.none() | days, st.sampled_from(["x", "y", None]))),
    st.integers(0, 30),
    st.integers(32, 60),
    st.sampled_from(["ME", "W", "7D"]),
)
@settings(max_examples=40, deadline=None)
@pytest.mark.filterwarnings("ignore:.*:UserWarning")
def test_counts_equal_those_of_every_day(rows, first, last, every):
    rows = [(s, e, g) for s, e, g in rows if (s is None or e is None or s < e)] + [(0, None, "x")]
    origin = pd.Timestamp("2024-01-01")

    def day(d):
        return pd.NaT if d is None else origin + pd.Timedelta(days=d)

    tables = dict(of_sectors("private").tables)
    dtypes = tables["instances"].dtypes
    tables["instances"] = pd.DataFrame(
        {
            "instance": [f"i{k}" for k in range(len(rows))],
            "origin": [g for _, _, g in rows],
            "start": [day(s) for s, _, _ in rows],
            "end": [day(e) for _, e, _ in rows],
        },
        columns=dtypes.index,
    ).astype(dtypes)
    observed = cn.Period(day(first), day(last))
    net = _from_checked(tables, scale=cn.BOURQUE, about=cn.About(), problems=(), observed=observed)
    found = cn.instance_dynamics(net, every=every)

    def alive(d, group):
        return sum(
            g == group and (s is None or s <= d) and (e is None or d < e) for s, e, g in rows
        )

    for row in found.counts.itertuples(index=False):
        span = range((row.from_date - origin).days, (row.until_date - origin).days)
        mine = [(s, e) for s, e, g in rows if g == row.origin]
        assert row.opened == sum(s in span for s, _ in mine)
        # those that were in force at some moment of the observation
        assert row.closed == sum(e in span and e > first for _, e in mine)
        assert row.alive == alive(span[-1], row.origin)
    spans = found.counts.drop_duplicates("from_date")
    starts, ends = spans["from_date"], spans["until_date"]
    assert (starts.iloc[0], ends.iloc[-1]) == (observed.start, observed.end)
    assert (starts.iloc[1:].to_numpy() == ends.iloc[:-1].to_numpy()).all()


def test_dynamics_of_bad_input():
    with pytest.raises(cn.OutsideObservation):
        cn.instance_dynamics(dated([("T", "policy", None, None)]))
    with pytest.raises(cn.OutsideObservation, match="nstances"):
        cn.instance_dynamics(dated([("T", "policy", None, None)], observed=("2020", "2021")))
    with pytest.raises(cn.MissingAttribute, match="colour"):
        cn.instance_dynamics(dated(ROWS), by="colour")
    with pytest.raises(cn.MissingAttribute, match="theme"):
        cn.instance_dynamics(dated(ROWS), by="theme")
    with pytest.raises(cn.NotComparable, match="Graph"):
        cn.instance_dynamics(nx.Graph())
    none = cn.instance_dynamics(dated([], observed=("2020", "2021")))
    assert none.counts.empty
    assert math.isnan(none.survival.median)


def test_marginal_value_of_bad_input():
    assert cn.marginal_value(of_seats(SECTORS, [], [])).empty
    with pytest.raises(cn.MissingAttribute, match="colour"):
        cn.marginal_value(of_seats(SECTORS, ["T"], []), by="colour")
    nobody = cn.marginal_value(of_seats({"a": None}, ["T"], [("T", "a", [])]))
    assert nobody[["actors", "cross_pairs", "unknown"]].to_numpy().tolist() == [[0, 0, 1]]
