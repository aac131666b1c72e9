"""Rules of rows, as every pair of rows compared by itself finds them."""

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
DATED = st.lists(st.tuples(ENDS, ENDS, st.sampled_from(["", "x"]), DAYS, DAYS), max_size=9)


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
