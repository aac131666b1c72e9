import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import concertnet as cn
from concertnet.hinges.spells import coalesced, in_force, overlapping
from concertnet.tables.cells.dates import Period
from tests.networks import day


@st.composite
def tables(draw):
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from("ab"),
                st.one_of(st.none(), st.integers(0, 20)),
                st.one_of(st.none(), st.integers(0, 20)),
            ),
            max_size=8,
        )
    )
    return pd.DataFrame(
        {
            "who": pd.Series([r[0] for r in rows], dtype="str"),
            "start": pd.Series([day(r[1]) for r in rows], dtype="datetime64[us]"),
            "end": pd.Series([day(r[2]) for r in rows], dtype="datetime64[us]"),
        }
    )


def there(table: pd.DataFrame, who: str, instant: pd.Timestamp) -> bool:
    """Day by day, by definition."""
    return any(
        row.who == who
        and (pd.isna(row.start) or row.start <= instant)
        and (pd.isna(row.end) or instant < row.end)
        and (pd.isna(row.start) or pd.isna(row.end) or row.start < row.end)
        for row in table.itertuples()
    )


@given(tables())
def test_joining_spells_changes_nobodys_presence(table):
    joined = coalesced(table, ["who"])
    for number in range(-2, 23):
        for who in "ab":
            assert there(joined, who, day(number)) == there(table, who, day(number))


@given(tables())
def test_joined_spells_are_apart(table):
    joined = coalesced(table, ["who"])
    for _, rows in joined.groupby("who"):
        ends, starts = rows["end"].iloc[:-1], rows["start"].iloc[1:]
        assert ends.notna().all()
        assert (ends.to_numpy() < starts.to_numpy()).all()


@given(tables(), st.integers(1, 19))
def test_cutting_a_spell_into_touching_ones_changes_nothing(table, cut):
    at = day(cut)
    inside = in_force(table, at) & (table["start"] != at).to_numpy()
    first, second = table[inside].copy(), table[inside].copy()
    first["end"], second["start"] = at, at
    pieces = pd.concat([table[~inside], first, second], ignore_index=True)
    pd.testing.assert_frame_equal(
        coalesced(pieces.astype(table.dtypes.to_dict()), ["who"]), coalesced(table, ["who"])
    )


@given(tables(), st.integers(0, 20), st.integers(1, 5))
def test_in_a_period_is_in_force_on_one_of_its_days(table, start, length):
    found = overlapping(table, Period(day(start), day(start + length)))
    empty = (table["start"] >= table["end"]).to_numpy()
    days = [in_force(table, day(start + i)) for i in range(length)]
    expected = [any(d[i] for d in days) and not empty[i] for i in range(len(table))]
    assert found.tolist() == expected


@pytest.mark.parametrize(("number", "expected"), [(0, True), (4, True), (5, False), (-1, False)])
def test_the_end_is_excluded(number, expected):
    table = pd.DataFrame({"start": [day(0)], "end": [day(5)]})
    assert in_force(table, day(number)).tolist() == [expected]


@pytest.mark.parametrize(
    "bad",
    [
        {"start": [2020, 2021]},
        {"end": ["2021", None]},
        {"end": pd.to_datetime(["2021", None], utc=True)},
    ],
)
def test_spells_that_hold_no_dates_are_refused(bad):
    dates = {"start": pd.to_datetime(["2020", "2021"]), "end": pd.to_datetime(["2021", None])}
    spells = pd.DataFrame({"holder": ["a", "b"]} | dates)
    for measure in (cn.tenure, cn.person_time, cn.turnover_over_time):
        measure(spells, observed=("2020", "2022"))
        measure(spells.assign(end=None), observed=("2020", "2022"))
        with pytest.raises(cn.NotComparable, match="to_datetime"):
            measure(spells.assign(**bad), observed=("2020", "2022"))
        with pytest.raises(cn.OutsideObservation, match="single day"):
            measure(spells, observed=("2020-05-04", "2020-05-05"))
    with pytest.raises(cn.NotComparable, match=r"net\.spells"):
        cn.retention(spells.assign(**bad), "2020", "2022")


def test_no_two_holders_have_the_same_text():
    """Seats of a | b at T, and of a at T | b: two holders, whatever bars they are written with."""
    pairs = [("T", "a | b"), ("T | a", "b"), ("T |", "a"), ("T", "| a"), ("T || a", "b")]
    actors = sorted({actor for _, actor in pairs})
    net = cn.Network(
        pd.DataFrame({"actor": actors, "sector": "private"}),
        instances=pd.DataFrame({"instance": sorted({instance for instance, _ in pairs})}),
        seats=pd.DataFrame(pairs, columns=["instance", "actor"]).assign(start="2020-01-01"),
        observed=("2020", "2021"),
    )
    assert net.spells("seats")["holder"].nunique() == len(pairs)
