"""Vacancy, turnover of representatives and handover, beside a simulation of each day."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import concertnet as cn
from tests.networks import DAY, ORIGIN, dated, the_sample

LENGTH = 24
OBSERVED = cn.Period(ORIGIN, ORIGIN + LENGTH * DAY)
MEASURES = [cn.vacancy, cn.representative_turnover, cn.handover]


def network(mandates, seats, *, instances=None, actors=None, observed=OBSERVED) -> cn.Network:
    """Return seats (seat, actor, start, end), filled by (seat, person, function, start, end).

    All are at T, or at the instance whose name theirs begins with.
    """
    actors = actors or [("o", "private", None, None), ("p", "community", None, None)]
    instances = instances or [("T", None, None)]
    at = [s[0][:-1] or "T" for s in seats]
    return cn.Network(
        dated(actors, ["actor", "sector", "start", "end"]),
        instances=dated(instances, ["instance", "start", "end"]),
        seats=dated(seats, ["seat", "actor", "start", "end"]).assign(instance=at),
        mandates=dated(mandates, ["seat", "person", "function", "start", "end"]),
        observed=observed,
    )


HAND = [
    # A, then five days of nobody but the alternate for two of them, then B the next day for C
    ("s", "A", "titular", -10, 5),
    ("s", "N", "alternate", 6, 8),
    ("s", "B", "titular", 10, 14),
    ("s", "C", "titular", 14, 18),
    # C is appointed again, then D and C overlap for three days
    ("s", "C", "titular", 18, 21),
    ("s", "D", None, 18, None),
]
SEATS = [("s", "o", 0, None), ("t", "o", 0, None)]


def test_worked_by_hand():
    net = network(HAND, SEATS)
    row = cn.vacancy(net).iloc[0]
    # of 24 days, days 5 to 9 have no titular, and the alternate is there on days 6 and 7
    assert row[["seats", "seat_days", "vacant_days", "alternate_days"]].tolist() == [1, 24, 3, 2]
    assert row["vacant_share"] == 3 / 24
    assert row["unrecorded"] == 1  # seat t: nobody ever wrote down who fills it
    row = cn.representative_turnover(net).iloc[0]
    assert row["changes"] == 3  # A to B, B to C, C to D
    assert row["rate"] == pytest.approx(3 / (24 / 365.25))
    assert row[["organisations", "arrived", "left"]].tolist() == [1, 1, 0]
    row = cn.handover(net).iloc[0]
    counts = ["handovers", "with_gap", "immediate", "overlapping", "unfilled"]
    assert row[counts].tolist() == [3, 1, 1, 1, 0]
    # gaps of 5, 0 and -3 days
    assert row[["mean_days", "median_days", "longest_gap"]].tolist() == [pytest.approx(2 / 3), 0, 5]


def test_an_organisation_that_leaves_is_no_change_of_person():
    net = network(
        [("s", "A", None, 0, 10), ("s", "B", None, 15, None), ("t", "C", None, 0, 24)],
        [("s", "o", 0, None), ("t", "p", 0, 12)],
        actors=[
            ("o", "private", 0, 10),
            ("o", "private", 15, None),
            ("p", "community", None, None),
        ],
    )
    row = cn.representative_turnover(net).iloc[0]
    assert row["changes"] == 0
    # o comes, leaves, comes back; p comes and leaves
    assert row[["arrived", "left"]].tolist() == [3, 2]
    assert row["stay_years"] == pytest.approx((10 + 9 + 12) / 365.25)
    assert row["stay_rate"] == pytest.approx(2 / (31 / 365.25))
    assert row["censored_share"] == pytest.approx(1 / 3)
    assert cn.handover(net).loc[0, "unfilled"] == 0


@pytest.mark.parametrize(
    ("mandates", "changes"),
    [
        # appointed again, touching or after a vacancy
        ([("A", 0, 5), ("A", 5, 9), ("A", 12, None)], 0),
        # somebody else between: there and back
        ([("A", 0, 5), ("B", 5, 9), ("A", 9, None)], 2),
        # both began before the seat was in force: nobody saw one take over
        ([("A", -9, 5), ("B", -7, None)], 0),
        # after the observation
        ([("A", 0, 30), ("B", 30, None)], 0),
        # on its first day, from somebody who was there the day before
        ([("A", -1, 0), ("B", 0, None)], 1),
        # two titulars from the same day: neither takes over from the other
        ([("A", 0, 10), ("B", 0, None)], 0),
        # two who begin the day the first ends: one succession
        ([("A", 0, 5), ("B", 5, None), ("C", 5, None)], 1),
        # and one of the two is somebody already there
        ([("A", 0, 5), ("A", 5, None), ("C", 5, None)], 1),
        # a stand-in inside a mandate: the titular is the same before, during and after
        ([("A", 0, 12), ("B", 2, 4), ("A", 13, None)], 0),
        # who stood in for A takes over from A, the day A ends or after a vacancy
        ([("A", 0, 12), ("B", 2, 4), ("B", 12, None)], 1),
        ([("A", 0, 12), ("B", 2, 4), ("B", 14, None)], 1),
        # there before the seat was, as whoever begins on its first day: nobody takes over
        ([("A", -9, 5), ("B", -2, None)], 0),
    ],
)
def test_what_is_a_change(mandates, changes):
    rows = [("s", person, None, start, end) for person, start, end in mandates]
    net = network(rows, [("s", "o", -2, None)])
    assert cn.representative_turnover(net).loc[0, "changes"] == changes


def test_a_change_counts_once_though_both_are_there_when_the_organisation_comes_back():
    net = network(
        [("s", "A", None, 0, None), ("s", "B", None, 5, None)],
        [("s", "o", 0, None)],
        actors=[("o", "private", 0, 10), ("o", "private", 12, None)],
    )
    assert cn.representative_turnover(net).loc[0, "changes"] == 1
    # together from the 5th day to the organisation's departure
    assert cn.handover(net).loc[0, "mean_days"] == -5


def test_those_who_begin_together_wait_for_the_same_end():
    net = network(
        [("s", "A", None, 0, 5), ("s", "B", None, 7, None), ("s", "C", None, 7, None)],
        [("s", "o", 0, None)],
    )
    row = cn.handover(net).loc[0]
    assert row[["handovers", "mean_days", "longest_gap"]].tolist() == [1, 2, 2]


def test_an_overlap_is_counted_within_the_observation():
    net = network([("s", "A", None, 0, 40), ("s", "B", None, 20, 50)], [("s", "o", 0, None)])
    assert cn.handover(net).loc[0, "mean_days"] == -4  # days 20 to 23


def test_a_mandate_older_than_its_seat_begins_with_it():
    """A was there before the seat, and is gone after three days; B came with the seat."""
    rows = [("s", "A", None, -9, 3), ("s", "B", None, 0, 6), ("s", "C", None, 8, None)]
    row = cn.handover(network(rows, [("s", "o", 0, None)])).iloc[0]
    assert row[["handovers", "overlapping", "mean_days"]].tolist() == [1, 0, 2]


@pytest.mark.parametrize("outside", [(-9, 0), (20, None), (12, 15)])
def test_a_seat_that_no_mandate_meets_is_not_recorded(outside):
    """o is away from the 12th day to the 15th, and the seat ends on the 20th."""
    net = network(
        [("s", "A", None, *outside)],
        [("s", "o", 0, 20)],
        actors=[("o", "private", None, 12), ("o", "private", 15, None)],
    )
    row = cn.vacancy(net).iloc[0]
    assert row[["seats", "seat_days", "unrecorded"]].tolist() == [0, 0, 1]
    assert math.isnan(row["vacant_share"])
    assert cn.representative_turnover(net).loc[0, "unrecorded"] == 1


def test_a_vacancy_not_filled_is_counted_apart():
    net = network([("s", "A", None, 0, 10)], [("s", "o", 0, None)])
    row = cn.handover(net).iloc[0]
    assert row[["handovers", "unfilled", "censored_share"]].tolist() == [0, 1, 1]
    assert row[["mean_days", "median_days", "longest_gap"]].isna().all()
    before = network([("s", "A", None, -9, -3)], [("s", "o", -10, None)])
    assert cn.handover(before).loc[0, "unfilled"] == 0  # nobody left in the period


def test_a_change_counts_in_the_sector_of_that_day():
    net = network(
        [("s", "A", None, 0, 5), ("s", "B", None, 5, 15), ("s", "C", None, 16, None)],
        [("s", "o", 0, None)],
        actors=[("o", "private", None, 10), ("o", "community", 10, None)],
    )
    table = cn.representative_turnover(net, by="sector").set_index("sector")
    assert table["changes"].to_dict() == {"community": 1, "private": 1}
    assert table["left"].to_dict() == {"community": 0, "private": 0}  # o changed, it did not leave
    assert table["arrived"].to_dict() == {"community": 0, "private": 1}
    assert cn.vacancy(net, by="sector")["vacant_days"].tolist() == [1, 0]
    assert cn.handover(net, by="sector")["with_gap"].tolist() == [1, 0]


def test_unknown_groups_are_counted_apart():
    net = network(
        [("s", "A", None, 0, 5), ("t", "B", None, 0, 5)],
        [("s", "o", 0, None), ("t", "q", 0, None)],
        actors=[("o", "private", None, None), ("q", None, None, None)],
    )
    for measure in MEASURES:
        table = measure(net, by="sector")
        assert table[["sector", "unknown"]].values.tolist() == [["private", 1]]
    assert cn.vacancy(net, by="sector").loc[0, "seat_days"] == 24


# -- day by day -----------------------------------------------------------------------------


@st.composite
def networks(draw):
    """Two seats at an instance, whose lives, mandates and organisations come and go."""

    def spell(longest, open_ends=2):
        start = draw(st.integers(-5, LENGTH - 1))
        end = start + draw(st.integers(1, longest))
        opens, closes = (draw(st.integers(0, 9)) >= open_ends for _ in range(2))
        return start if opens else None, end if closes else None

    row = st.tuples(
        st.sampled_from("sst"),
        st.sampled_from("AABC"),
        st.sampled_from(["titular", "titular", "titular", "alternate"]),
    )
    mandates = [(*draw(row), *spell(9, 1)) for _ in range(draw(st.integers(1, 9)))]
    mandates.append(("s", "Z", "alternate", 100, 101))  # one is dated
    cut = draw(st.integers(2, LENGTH - 2))
    actors = draw(
        st.sampled_from(
            [
                [("o", "private", None, None), ("p", "community", None, None)],
                [("o", "private", None, cut), ("o", "x", cut, None), ("p", None, None, None)],
                [("o", "private", None, cut), ("o", "x", cut + 2, None), ("p", "x", 1, None)],
            ]
        )
    )
    seats = [("s", "o", *spell(40, 5)), ("t", draw(st.sampled_from("op")), *spell(40, 5))]
    return mandates, seats, [("T", *spell(40, 7))], actors


DAYS = range(-30, 110)  # every date drawn, and some days before and after


def days_of(start, end) -> set[int]:
    return {d for d in DAYS if (start is None or start <= d) and (end is None or d < end)}


def segments(days: set[int]) -> list[tuple[int, int]]:
    """Return the unbroken stretches of a set of days, end excluded."""
    firsts = sorted(d for d in days if d - 1 not in days)
    return [(d, next(e for e in range(d, 120) if e not in days)) for d in firsts]


def in_force(seat, instances, actors) -> set[int]:
    open_days = days_of(*instances[0][1:])
    seated = set().union(*(days_of(*a[2:]) for a in actors if a[0] == seat[1]))
    return days_of(*seat[2:]) & open_days & seated


def vacancies(mandates, seats, instances, actors) -> list[int]:
    """Return the seat-days in force, those when nobody is there, those with no titular."""
    total = [0, 0, 0]
    for seat in seats:
        life = in_force(seat, instances, actors)
        here = [m for m in mandates if m[0] == seat[0] and life & days_of(*m[3:])]
        for day in life & set(range(LENGTH)) if here else ():
            functions = {m[2] for m in here if day in days_of(*m[3:])}
            total[0] += 1
            total[1] += not functions
            total[2] += functions == {"alternate"}
    return total


def waits(mandates, seats, instances, actors) -> tuple[list[int], int]:
    """Return the days of each handover, and the seats left without a successor.

    Told day by day, of each stretch of a seat in force: who is there, who comes, who goes.
    """
    names = list(dict.fromkeys(m[1] for m in mandates))
    found, unfilled = [], 0
    for seat in seats:
        titular = {
            name: set().union(
                *(days_of(*m[3:]) for m in mandates if m[:3] == (seat[0], name, "titular"))
            )
            for name in names
        }
        for opens, closes in segments(in_force(seat, instances, actors)):
            # the unbroken stretches of each person at the seat, as first and last day
            told = [
                (first, end - 1, names.index(name))
                for name in names
                for first, end in segments(titular[name] & set(range(opens, closes)))
                if first < LENGTH
            ]
            for day in range(max(opens, 0), LENGTH):
                come = [run for run in told if run[0] == day]
                before = [run for run in told if run[0] < day]
                if not come or not before:
                    continue
                there = [run for run in before if run[1] >= day]
                if there:  # who comes and is gone before them stands in for somebody
                    stay = max(run[1] for run in there)
                    if any(run[1] >= stay for run in come):
                        found.append(day - 1 - min(stay, LENGTH - 1))
                    continue
                gone = max(run[1] for run in before)
                _, previous = max((run[0], run[2]) for run in before if run[1] == gone)
                if any(run[2] != previous for run in come):
                    found.append(day - 1 - gone)
            gone = max((run[1] for run in told), default=closes) + 1
            unfilled += 0 <= gone < min(closes, LENGTH)
    return found, unfilled


def together(drawn) -> cn.Network:
    """Return one network of all that was drawn, an instance each: its measures by instance."""
    tables = ([], [], [], [])
    for i, parts in enumerate(drawn):
        mandates, seats, instances, actors = parts
        tables[0].extend((f"{i}{m[0]}", f"{i}{m[1]}", *m[2:]) for m in mandates)
        tables[1].extend((f"{i}{s[0]}", f"{i}{s[1]}", *s[2:]) for s in seats)
        tables[2].extend((f"{i}", *t[1:]) for t in instances)
        tables[3].extend((f"{i}{a[0]}", *a[1:]) for a in actors)
    return network(*tables[:2], instances=tables[2], actors=tables[3])


several = st.lists(networks(), min_size=4, max_size=10)


@settings(max_examples=12, deadline=None)
@given(several)
def test_vacancy_day_by_day(drawn):
    table = cn.vacancy(together(drawn), by="instance").set_index("instance")
    for i, parts in enumerate(drawn):
        days, vacant, alone = vacancies(*parts)
        if not days:
            assert str(i) not in table.index or math.isnan(table.loc[str(i), "vacant_share"])
            continue
        row = table.loc[str(i)]
        assert row[["seat_days", "vacant_days", "alternate_days"]].tolist() == [days, vacant, alone]
        assert row["vacant_share"] == vacant / days


@settings(max_examples=12, deadline=None)
@given(several)
def test_changes_and_handovers_day_by_day(drawn):
    net = together(drawn)
    table = cn.handover(net, by="instance").set_index("instance")
    changes = cn.representative_turnover(net, by="instance").set_index("instance")["changes"]
    assert changes.equals(table["handovers"])
    for i, parts in enumerate(drawn):
        found, unfilled = waits(*parts)
        if str(i) not in table.index:
            assert not found
            assert not unfilled
            continue
        row = table.loc[str(i)]
        signs = [sum(w > 0 for w in found), found.count(0), sum(w < 0 for w in found)]
        assert row["handovers"] == len(found)
        assert row[["with_gap", "immediate", "overlapping"]].tolist() == signs
        assert row["unfilled"] == unfilled
        if found:
            assert row["mean_days"] == pytest.approx(sum(found) / len(found))
            assert row["median_days"] == pytest.approx(pd.Series(found).median())


@settings(max_examples=10, deadline=None)
@given(several)
def test_organisations_day_by_day(drawn):
    table = cn.representative_turnover(together(drawn), by="instance").set_index("instance")
    for i, (_, seats, instances, actors) in enumerate(drawn):
        days = arrived = left = 0
        for actor in "op":
            mine = [in_force(s, instances, actors) for s in seats if s[1] == actor]
            there = set().union(*mine)
            for day in range(LENGTH):
                days += day in there
                arrived += day in there and day - 1 not in there
                left += day > 0 and day - 1 in there and day not in there
        if days:
            row = table.loc[str(i)]
            assert row["stay_years"] == pytest.approx(days / 365.25)
            assert row[["arrived", "left"]].tolist() == [arrived, left]


@settings(max_examples=3, deadline=None)
@given(networks(), st.integers(-4, LENGTH), st.integers(-400, 400))
def test_cutting_mandates_or_shifting_dates_changes_nothing(drawn, cut, shift):
    mandates, seats, instances, actors = drawn
    whole = network(mandates, seats, instances=instances, actors=actors)
    pieces = []
    for m in mandates:
        inside = (m[3] is None or m[3] < cut) and (m[4] is None or cut < m[4])
        pieces += [(*m[:4], cut), (*m[:3], cut, m[4])] if inside else [m]
    apart = network(pieces, seats, instances=instances, actors=actors)

    def moved(rows):
        return [(*r[:-2], *(None if d is None else d + shift for d in r[-2:])) for r in rows]

    later = network(
        *(moved(mandates), moved(seats)),
        instances=moved(instances),
        actors=moved(actors),
        observed=cn.Period(OBSERVED.start + shift * DAY, OBSERVED.end + shift * DAY),
    )
    for measure in MEASURES:
        for by in (None, "sector"):
            expected = measure(whole, by=by)
            assert_frame_equal(measure(apart, by=by), expected)
            dates = ["from_date", "until_date"]
            assert_frame_equal(
                measure(later, by=by).drop(columns=dates), expected.drop(columns=dates)
            )


# -- bad input ------------------------------------------------------------------------------


def test_overlapping_titulars_are_reported_with_both_rows():
    net = network(HAND, SEATS)
    (problem,) = [p for p in net.problems if p.code == "titulars_overlap"]
    assert problem.row == 6
    assert problem.fields["first"] == "5"
    assert {problem.value, problem.fields["other"]} == {"C", "D"}


def test_what_goes_beyond_is_reported_and_cut():
    net = network(
        [("s", "A", None, -5, 30)],
        [("s", "o", -2, 20)],
        instances=[("T", 2, 18)],
    )
    codes = {problem.code for problem in net.problems}
    assert {"mandate_outside_seat", "seat_outside_instance"} <= codes
    row = cn.vacancy(net).iloc[0]
    assert row[["seat_days", "vacant_days"]].tolist() == [16, 0]


@pytest.mark.parametrize("measure", MEASURES)
def test_dates_that_are_missing_or_not_covered(measure):
    sample = the_sample()
    with pytest.raises(cn.OutsideObservation, match="2021"):
        measure(sample, observed=("2021", "2023"))
    undated = network([("s", "A", None, None, None)], [("s", "o", 0, None)])
    with pytest.raises(cn.OutsideObservation, match="Mandates"):
        measure(undated)
    timeless = cn.Network(
        sample.actors[["actor", "sector"]],
        instances=sample.instances[["instance"]],
        seats=sample.seats[["seat", "instance", "actor"]],
    )
    with pytest.raises(cn.OutsideObservation, match="start"):
        measure(timeless)
    with pytest.raises(cn.MissingAttribute, match=r"colour.*tier"):
        measure(sample, by="colour")


def test_an_empty_period_or_no_mandate_is_undefined():
    net = network([], [("s", "o", 0, None)])
    row = cn.vacancy(net).iloc[0]
    assert row[["seats", "unrecorded"]].tolist() == [0, 1]
    assert math.isnan(row["vacant_share"])
    assert math.isnan(cn.representative_turnover(net).loc[0, "rate"])
    full = network(HAND, SEATS)
    never = ("2020-01-05", "2020-01-05")
    assert math.isnan(cn.vacancy(full, observed=never).loc[0, "vacant_share"])
    assert cn.representative_turnover(full, observed=never).loc[0, "changes"] == 0
    row = cn.handover(full, observed=never, by="sector").iloc[0]
    assert row[["handovers", "unfilled"]].tolist() == [0, 0]
    assert row[["mean_days", "median_days", "longest_gap", "censored_share"]].isna().all()
    nobody = cn.Network(pd.DataFrame({"actor": ["o"], "start": ["2020"]}), observed=OBSERVED)
    for measure in MEASURES:
        assert measure(nobody, by="sector").empty


def test_years_add_up_to_the_observation():
    net = the_sample()
    years = ["2022", "2023", "2024"]
    assert sum(cn.vacancy(net, observed=y).loc[0, "vacant_days"] for y in years) == 2635
    assert sum(cn.representative_turnover(net, observed=y).loc[0, "changes"] for y in years) == 54
    by_instance = cn.vacancy(net, by="instance")
    assert by_instance["vacant_days"].sum() == 2635
    assert by_instance["vacant_share"].between(0, 1).all()


def test_an_organisation_with_several_stays_is_one():
    """o sits at T and U, leaves T and comes back: three stays, two of them seen to end."""
    net = network(
        [("T1", "A", None, 0, None), ("U1", "B", None, 0, None), ("T2", "C", None, 12, None)],
        [("T1", "o", 0, 10), ("T2", "o", 12, 20), ("U1", "o", 0, None)],
        instances=[("T", None, None), ("U", None, None)],
    )
    row = cn.representative_turnover(net).iloc[0]
    assert row[["organisations", "stays", "arrived", "left"]].tolist() == [1, 3, 3, 2]
    assert row["stay_years"] == pytest.approx((10 + 8 + 24) / 365.25)
    assert row["stay_rate"] == pytest.approx(2 / (42 / 365.25))
    assert row["censored_share"] == pytest.approx(1 / 3)
    table = cn.representative_turnover(net, by="instance").set_index("instance")
    assert table["organisations"].to_dict() == {"T": 1, "U": 1}
    assert table["stays"].to_dict() == {"T": 2, "U": 1}


@pytest.mark.parametrize("measure", MEASURES)
def test_each_group_has_its_row_even_when_all_are_unknown_then(measure):
    net = network(
        [("s", "A", None, 0, 5)],
        [("s", "o", 0, None)],
        actors=[("o", "private", None, 4), ("o", None, 4, None)],
    )
    late = cn.Period(ORIGIN + 10 * DAY, ORIGIN + 20 * DAY)
    table = measure(net, by="sector", observed=late)
    assert table[["sector", "unknown"]].to_numpy().tolist() == [["private", 1]]
