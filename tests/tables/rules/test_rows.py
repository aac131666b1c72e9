"""Rules of rows: by hand, and as every pair of rows compared by itself finds them."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from concertnet.tables.assemble import check_tables
from tests.thorough import how_many

DAYS = st.none() | st.integers(1, 9).map(lambda day: f"2024-01-{day:02}")
TIES = st.tuples(
    st.sampled_from("abc"),
    st.sampled_from("abc"),
    st.sampled_from(["collaboration", "concertation", "partnership"]),
    st.sampled_from(["", "a", "b"]),
    DAYS,
    DAYS,
)


@settings(max_examples=how_many(16, 50), deadline=None)
@given(rows=st.lists(TIES, max_size=9))
def test_levels_at_once_are_those_of_pairs_of_rows_compared(rows):
    rows = [row for row in rows if row[0] != row[1]]
    names = ["source", "target", "level", "reported_by", "start", "end"]
    ties = pd.DataFrame(rows, columns=names, dtype="object")
    actors = pd.DataFrame({"actor": list("abc"), "sector": ["x", "y", "z"]})
    _, problems = check_tables({"actors": actors, "ties": ties})
    said = [problem for problem in problems if problem.code == "tie_levels"]

    def lasts(row):
        return row[4] or "", row[5] or "9"

    def differ(one, other):
        same_pair = {one[0], one[1]} == {other[0], other[1]} and one[3] == other[3]
        (start, end), (begins, ends) = lasts(one), lasts(other)
        meet = start < end and begins < ends and start < ends and begins < end
        return same_pair and one[2] != other[2] and meet

    expected = [
        place + 1 for place, row in enumerate(rows) if any(differ(row, other) for other in rows)
    ]
    assert [row for one in said for row in one.fields["rows"]] == expected


ENDS = st.sampled_from(["a", "b", "a1", "a2", ""])
LIVES = st.lists(st.tuples(ENDS.filter(bool), DAYS, DAYS), min_size=1, max_size=6)
# a blank in the first column may stand for the name above it: that is read, not a rule of rows
DATED = st.lists(
    st.tuples(ENDS.filter(bool), ENDS, st.sampled_from(["", "x"]), DAYS, DAYS), max_size=9
)


@settings(max_examples=how_many(10, 100), deadline=None)
@given(lives=LIVES, rows=DATED)
def test_rows_outside_lives_and_rows_said_twice_are_those_looked_at_one_by_one(lives, rows):
    actors = pd.DataFrame(lives, columns=["actor", "start", "end"], dtype="object")
    names = ["source", "target", "theme", "start", "end"]
    ties = pd.DataFrame(rows, columns=names, dtype="object").assign(level="concertation")
    _, problems = check_tables({"actors": actors, "ties": ties})

    def life(actor):
        starts = [start for one, start, _ in lives if one == actor]
        ends = [end for one, _, end in lives if one == actor]
        low = None if None in starts or not starts else min(starts)
        return low, None if None in ends or not ends else max(ends)

    def outside(actor, start, end):
        low, high = life(actor)
        return bool(
            (start and low and start < low)
            or (end and high and end > high)
            or (start and high and start >= high)
            or (end and low and end <= low)
        )

    for place, column in enumerate(("source", "target")):
        expected = [
            at + 1 for at, row in enumerate(rows) if row[place] and outside(row[place], *row[3:])
        ]
        word = {"source": "source", "target": "target"}[column]
        found = [p.row for p in problems if p.code == "tie_outside_actor" and p.column == word]
        assert found == expected
    seen = [rows.index(row) < at for at, row in enumerate(rows)]
    said = [row for p in problems if p.code == "tie_twice" for row in p.fields["rows"]]
    assert said == [at + 1 for at, twice in enumerate(seen) if twice]


TWO = pd.DataFrame({"actor": ["a", "b"], "name": ["A", "B"], "sector": ["x", "y"]})
TABLE = pd.DataFrame({"instance": ["I"], "name": ["I"], "start": ["2015"], "end": ["2024"]})


def of_code(code, **tables):
    frames = {name: pd.DataFrame(columns) for name, columns in tables.items()}
    return [one for one in check_tables({"actors": TWO} | frames)[1] if one.code == code]


def test_what_ends_before_it_begins_is_wrong_and_a_single_day_is_not():
    """An end is the last day that counts: the same day is one day, the day before is none."""
    ties = {"source": ["a"] * 4, "target": ["b"] * 4, "level": ["concertation"] * 4}
    ties |= {
        "start": ["2022", "2021-05-01", "2021-05-01", "2021"],
        "end": ["2021", "2021-05-01", "2021-04-30", None],
    }
    found = of_code("end_before_start", ties=ties)
    assert [(one.severity, one.row, one.column) for one in found] == [
        ("error", 1, "end"),
        ("error", 3, "end"),
    ]


def test_what_has_one_date_is_outside_by_that_one():
    """Of a table from 2015 to 2024: from 2026 on, until 2014, and from 2016 on."""
    seats = {"seat": list("123"), "instance": ["I"] * 3, "actor": ["a"] * 3}
    seats |= {"start": ["2026", None, "2016"], "end": [None, "2014", None]}
    found = of_code("seat_outside_instance", instances=TABLE, seats=seats)
    assert [one.row for one in found] == [1, 2]


def test_partnerships_without_an_agreement_are_told_once_at_the_first():
    ties = {"source": ["a", "b", "a"], "target": ["b", "a", "b"], "start": ["2019", "2020", "2021"]}
    ties |= {"level": ["concertation", "partnership", "partnership"]}
    (one,) = of_code("partnership_alone", ties=ties)
    assert (one.row, one.fields["n"], one.fields["rows"]) == (2, 2, (2, 3))


def test_titulars_are_compared_within_a_seat_wherever_its_rows_stand():
    """Seat S is first, and held by one after the other; two hold T in 2021."""
    seats = {"seat": ["S", "T"], "instance": ["I"] * 2, "actor": ["a", "b"]}
    mandates = {"seat": list("SSTT"), "person": ["P", "Q", "R", "U"]}
    mandates |= {"start": ["2016", "2019", "2020", "2021"], "end": ["2018", None, "2021", None]}
    (one,) = of_code("titulars_overlap", instances=TABLE, seats=seats, mandates=mandates)
    assert (one.row, one.value, one.fields["other"], one.fields["first"]) == (4, "U", "R", "3")
