import collections

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from tests.networks import day, holds, meetings_drawn, met, took_part
from tests.thorough import how_many


def five_seats(said: list[str | None]) -> cn.Network:
    """Five seats of three sectors at one meeting; None: no row."""
    rows = [
        ("t", "2024-05-01", seat, present)
        for seat, present in zip("12345", said, strict=True)
        if present
    ]
    sectors = ["community", "community", "private", "institutional", "private"]
    return cn.Network(
        pd.DataFrame({"actor": list("abcde"), "sector": sectors}),
        instances=pd.DataFrame({"instance": ["t"]}),
        seats=pd.DataFrame({"seat": list("12345"), "instance": "t", "actor": list("abcde")}),
        attendance=pd.DataFrame(rows, columns=["instance", "date", "seat", "present"]),
    )


@pytest.mark.parametrize(
    ("said", "rate", "if_absent"),
    [
        (["yes", "yes", "yes", None, None], np.nan, 0.6),
        (["yes", "yes", "yes", "yes", "no"], 0.8, 0.8),
        (["yes"] * 5, 1, 1),
        (["yes", "no", None, None, None], 0.5, 0.2),
    ],
)
def test_the_worked_case(said, rate, if_absent):
    net = five_seats(said)
    found = cn.attendance_rate(net)
    assert found["rate"].tolist() == pytest.approx([rate], nan_ok=True)
    assert found["expected"].tolist() == [5]
    assert found["listed_present_only"].tolist() == [int(np.isnan(rate))]
    assert cn.attendance_rate(net, unlisted="absent")["rate"].tolist() == [if_absent]


def test_the_network_worked_out_by_hand():
    found = cn.attendance_rate(took_part()).set_index("instance")
    t = found.loc["t"]
    assert t[["meetings", "expected", "present", "absent", "unlisted"]].tolist() == [4, 16, 8, 6, 2]
    assert t["rate"] == 6 / 12  # the second sheet lists only who came
    assert (t["guests"], t["by_alternate"], t["listed_present_only"]) == (1, 3, 1)
    assert found.loc["u", "rate"] == 0.5
    assert found.loc["v", "meetings"] == 0
    assert np.isnan(found.loc["v", "rate"])
    by_sector = cn.attendance_rate(took_part(), by="sector").set_index("sector")
    assert by_sector.loc["institutional", ["present", "absent"]].tolist() == [0, 4]
    assert by_sector.loc["private", "guests"] == 1
    by_function = cn.attendance_rate(took_part(), by="function").set_index("function")
    assert by_function.loc["alternate", ["present", "absent"]].tolist() == [3, 1]
    assert by_function.loc["titular", "present"] == 3 + 2  # p1 three times, p4 twice
    by_role = cn.attendance_rate(took_part(), by="role", roles=["voting", "chair"])
    assert set(by_role["role"]) == {"voting", "chair"}
    assert cn.attendance_rate(took_part(), roles="observer")["expected"].sum() == 4


def test_quorum_by_sector():
    found = cn.sector_quorum(took_part()).set_index("instance")
    # c, the only institution, is absent three times and unlisted once
    assert found.loc["t", ["meetings", "known", "with_all"]].tolist() == [4, 3, 0]
    assert found.loc["t", "community"] == 0.75
    assert found.loc["t", "private"] == 0.75
    assert found.loc["t", "institutional"] == 0
    assert np.isnan(found.loc["v", "share"])
    everyone = cn.sector_quorum(five_seats(["yes"] * 5))
    assert everyone["share"].tolist() == [1]
    # nobody of that sector has a seat: known, and never there
    alone = cn.sector_quorum(five_seats(["yes"] * 5), expected_sectors="social_economy")
    assert alone[["known", "with_all"]].to_numpy().tolist() == [[1, 0]]


def test_dormant_seats():
    found = cn.dormant_seats(took_part())
    assert found["seat"].tolist() == ["3"]
    assert found[["listed", "absences"]].to_numpy().tolist() == [[3, 3]]
    assert found["last_present"].isna().all()
    one = cn.dormant_seats(took_part(), meetings=1)
    assert one["seat"].tolist() == ["2", "3", "6"]
    assert one["last_present"][0] == pd.Timestamp("2023-09-01")


def said_of(rows, seats, mandates, where, when):
    """Return the state of each seat in force at a meeting, and the guests: loops over rows."""
    expected = [n for n, (at, _, b) in enumerate(seats) if at == where and holds(b, when)]
    state = dict.fromkeys(expected, "unlisted")
    functions = collections.defaultdict(set)
    left, guests = collections.defaultdict(list), set()

    def told(seat, person, present):
        if state[seat] != "present":
            state[seat] = "present" if present else "absent"
        if present:
            functions[seat] |= {f for s, p, f in mandates if (s, p) == (seat, person)}

    for at, date, (seat, actor), person, present in rows:
        if (at, date) != (where, when):
            continue
        if seat is not None and seat in expected:
            told(seat, person, present)
            continue
        who = actor if seat is None else seats[seat][1]
        theirs = [n for n in expected if seats[n][1] == who]
        if not theirs:
            guests |= {who} if present else set()
        elif len(theirs) == 1:
            told(theirs[0], person, present)
        else:
            named = [n for n in theirs if any((s, p) == (n, person) for s, p, _ in mandates)]
            if named:
                told(named[0], person, present)
            else:
                left[who].append(present)
    for who, presences in left.items():
        free = [n for n in expected if seats[n][1] == who and state[n] == "unlisted"]
        came, away = sum(presences), len(presences) - sum(presences)
        for place, seat in enumerate(free):
            if place < came:
                state[seat] = "present"
            elif came == 0 or place < came + away:
                state[seat] = "absent"
    alone = {n for n in expected if state[n] == "present" and functions[n] == {"alternate"}}
    return state, guests, alone


def stays(actors, who):
    return [row[2:] for row in actors if row[0] == who]


@settings(max_examples=how_many(26, 80), deadline=None)
@given(meetings_drawn())
def test_attendance_as_loops_over_rows(drawn):
    (actors, _, seats, _), _, mandates, rows = drawn
    found = cn.attendance_rate(met(drawn)).set_index("instance")
    quorum = cn.sector_quorum(met(drawn)).set_index("instance")
    for where in "TU":
        counts = collections.Counter()
        there = collections.Counter()
        for when in sorted({date for at, date, *_ in rows if at == where}):
            in_force = [
                (at, who, b if any(holds(s, when) for s in stays(actors, who)) else (99, 99))
                for at, who, b in seats
            ]
            state, guests, alone = said_of(rows, in_force, mandates, where, when)
            values = collections.Counter(state.values())
            only = values["unlisted"] > 0 and values["absent"] == 0
            counts += collections.Counter(
                meetings=1,
                expected=len(state),
                guests=len(guests),
                by_alternate=len(alone),
                listed_present_only=only,
                **values,
            )
            if not only:
                counts += collections.Counter(came=values["present"], stayed=values["absent"])
            sectors = {}
            for seat, said in state.items():
                sector = next(s for a, s, *b in actors if a == seats[seat][1] and holds(b, when))
                sectors.setdefault(sector, set()).add(said)
            present = {s for s, said in sectors.items() if "present" in said}
            unsure = {s for s, said in sectors.items() if "unlisted" in said} - present
            triad = {"community", "institutional", "private"}
            there["known"] += triad <= present or bool(triad - present - unsure)
            there["with_all"] += triad <= present
        row = found.loc[where]
        for name in ("meetings", "expected", "present", "absent", "unlisted", "guests",
                     "by_alternate", "listed_present_only"):  # fmt: skip
            assert row[name] == counts[name], name
        known = counts["came"] + counts["stayed"]
        assert row["rate"] == pytest.approx(
            counts["came"] / known if known else np.nan, nan_ok=True
        )
        assert quorum.loc[where, ["known", "with_all"]].tolist() == [
            there["known"], there["with_all"],
        ]  # fmt: skip


@settings(max_examples=how_many(8, 20), deadline=None)
@given(meetings_drawn(), st.randoms())
def test_laws(drawn, random):
    net = met(drawn)
    order = list(range(len(drawn[3])))
    random.shuffle(order)
    again = met(drawn, order=order)
    for by in ("instance", "sector", "role", "actor", "function"):
        found = cn.attendance_rate(net, by=by)
        pd.testing.assert_frame_equal(found, cn.attendance_rate(again, by=by))
        parts = found["present"] + found["absent"] + found["unlisted"]
        assert (parts == found["expected"]).all()
        assert found["rate"].dropna().between(0, 1).all()
        absent = cn.attendance_rate(net, by=by, unlisted="absent")
        assert (absent["present"] == found["present"]).all()
        assert (absent["expected"] == found["expected"]).all()
        # a seat is present or absent, its titular may still be unknown
        assert by == "function" or not absent["unlisted"].any()
    whole = cn.attendance_rate(net)
    by_sector = cn.attendance_rate(net, by="sector")
    assert by_sector["present"].sum() <= whole["present"].sum()
    # a sector that nobody is in changes nothing
    actors = pd.concat([net.actors, net.actors.iloc[:1].assign(actor="z", sector="new")])
    wider = cn.attendance_rate(net.with_tables(actors=actors), by="sector")
    kept = wider[wider["sector"] != "new"].reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, by_sector)


def one_seat(attendance: dict, **seat) -> cn.Network:
    return cn.Network(
        pd.DataFrame({"actor": ["a"], "sector": ["private"]}),
        instances=pd.DataFrame({"instance": ["t"]}),
        seats=pd.DataFrame([{"seat": "1", "instance": "t", "actor": "a", **seat}]),
        attendance=pd.DataFrame(attendance),
    )


def test_a_meeting_on_the_day_when_the_seat_ended():
    """A period excludes its end: who comes that day is a guest."""
    rows = {"instance": ["t"], "date": ["2024-05-01"], "seat": ["1"], "present": ["yes"]}
    found = cn.attendance_rate(one_seat(rows, end="2024-05-01"))
    assert found[["meetings", "expected", "guests"]].to_numpy().tolist() == [[1, 0, 1]]
    assert np.isnan(found["rate"][0])


def test_the_same_meeting_twice():
    rows = {"instance": "t", "date": "2024-05-01", "seat": ["1", "1"], "present": ["yes", "no"]}
    found = cn.attendance_rate(one_seat(rows))
    assert found[["meetings", "present", "absent"]].to_numpy().tolist() == [[1, 1, 0]]


def two_seats(rows: list[tuple[str | None, str]]) -> cn.Network:
    given = [("t", "2024-05-01", "a", person, said) for person, said in rows]
    return cn.Network(
        pd.DataFrame({"actor": ["a"]}),
        instances=pd.DataFrame({"instance": ["t"]}),
        seats=pd.DataFrame({"seat": ["1", "2"], "instance": "t", "actor": "a"}),
        mandates=pd.DataFrame({"seat": ["1", "2"], "person": ["p", "q"]}),
        attendance=pd.DataFrame(given, columns=["instance", "date", "actor", "person", "present"]),
    )


@pytest.mark.parametrize(
    ("rows", "counts"),
    [
        ([(None, "yes")], [1, 0, 1]),
        ([(None, "no")], [0, 2, 0]),
        ([(None, "yes"), (None, "yes")], [2, 0, 0]),
        ([(None, "yes"), (None, "no")], [1, 1, 0]),
        ([("q", "no"), (None, "yes")], [1, 1, 0]),
        ([("q", "yes"), ("q", "yes")], [1, 0, 1]),
        ([(None, "yes")] * 3, [2, 0, 0]),
    ],
)
def test_an_actor_that_holds_two_seats(rows, counts):
    found = cn.attendance_rate(two_seats(rows))
    assert found[["present", "absent", "unlisted"]].to_numpy().tolist() == [counts]


def test_a_seat_that_changed_role_is_followed_by_its_actor():
    """Sheets often keep the code of the seat that a change of role has closed."""
    net = cn.Network(
        pd.DataFrame({"actor": ["a"]}),
        instances=pd.DataFrame({"instance": ["t"]}),
        seats=pd.DataFrame(
            {
                "seat": ["1", "2"],
                "instance": "t",
                "actor": "a",
                "start": [None, "2024-01-01"],
                "end": ["2024-01-01", None],
            }
        ),
        attendance=pd.DataFrame(
            {"instance": ["t"], "date": ["2024-05-01"], "seat": ["1"], "present": ["yes"]}
        ),
    )
    found = cn.attendance_rate(net)
    assert found[["present", "guests"]].to_numpy().tolist() == [[1, 0]]


def test_what_cannot_be_measured_says_so():
    net = five_seats(["yes"] * 5)
    with pytest.raises(cn.MissingAttribute):
        cn.attendance_rate(net.with_tables(attendance=net.attendance.iloc[:0]))
    with pytest.raises(cn.UnknownWord, match="nobody"):
        cn.attendance_rate(net, roles="nobody")
    with pytest.raises(cn.UnknownWord):
        cn.attendance_rate(net, unlisted="present")
    with pytest.raises(cn.NotComparable):
        cn.dormant_seats(net, meetings=0)
    with pytest.raises(cn.UnknownWord):
        cn.sector_quorum(net, expected_sectors="martians")


def test_a_selected_day_keeps_its_meeting():
    now = took_part().at("2023-09-01")
    assert cn.attendance_rate(now).set_index("instance").loc["t", "rate"] == 0.25
    assert day(0).year == 2020
