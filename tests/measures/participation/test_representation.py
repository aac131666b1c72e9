import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

import concertnet as cn
from tests.networks import holds, meetings_drawn, met, of_seats, seatings, the_sample_now, took_part
from tests.thorough import how_many


def test_seats_of_persons_concerned_by_hand():
    found = cn.concerned_seats(took_part())
    assert (found.instances, found.with_seat, found.share) == (2, 1, 0.5)
    theirs, others = found.groups.to_dict("records")
    assert (theirs["seats"], theirs["stated"], theirs["voting_share"]) == (1, 1, 0)
    assert (others["seats"], others["stated"], others["voting_share"]) == (5, 4, 1)
    assert theirs["attendance_rate"] == pytest.approx(2 / 3)
    assert others["attendance_rate"] == pytest.approx(5 / 11)
    assert np.isnan(theirs["median_tenure"])  # p4 is still there


def test_their_tenure_is_that_of_the_measure():
    net = took_part()
    mandates = net.mandates.assign(end=[pd.Timestamp("2022-01-01"), *[None] * 2, "2023-01-01"])
    mandates["end"] = pd.to_datetime(mandates["end"])
    found = cn.concerned_seats(net.with_tables(mandates=mandates)).groups.set_index("who")
    assert found.loc["persons_concerned", "median_tenure"] == 730


def test_a_kind_says_it_as_well_as_a_sector():
    net = cn.Network(
        pd.DataFrame({"actor": ["a"], "kind": ["persons_concerned"]}),
        instances=pd.DataFrame({"instance": ["t"]}),
        seats=pd.DataFrame({"seat": ["1"], "instance": ["t"], "actor": ["a"]}),
    )
    assert cn.concerned_seats(net).share == 1


def test_no_table_but_actors():
    net = cn.Network(pd.DataFrame({"actor": ["a"], "sector": ["private"]}))
    found = cn.concerned_seats(net)
    assert found.instances == 0
    assert np.isnan(found.share)
    assert np.isnan(found.groups["voting_share"]).all()
    quality = cn.representation_quality(net)
    assert quality.loc["private", "seats"] == 0
    assert np.isnan(quality.loc["private", "can_commit_share"])
    reach = cn.membership_reach(net, kind="community_of_practice")
    assert np.isnan(reach.share)
    assert np.isnan(reach.groups.loc["private", "share"])


def test_mandates_by_hand():
    found = cn.representation_quality(took_part())
    assert found.loc["community", ["seats", "mandates", "known"]].tolist() == [2, 1, 1]
    assert found.loc["community", "can_commit_share"] == 1
    assert found.loc["private", ["can_commit_share", "alternate_share"]].tolist() == [0, 1]
    assert np.isnan(found.loc["persons_concerned", "can_commit_share"])
    assert found.loc["institutional", "alternate_share"] == 0


def test_reach_by_hand():
    found = cn.membership_reach(took_part(), kind="communauté de pratique")
    assert found.of_kind == ("u",)
    assert found.groups["share"].to_dict() == {
        "community": 1, "institutional": 1, "private": 0, "persons_concerned": 0,
    }  # fmt: skip
    assert (found.instances, found.reached, found.share) == (2, 1, 0.5)
    assert found.unknown == 1
    with pytest.raises(cn.UnknownWord, match="choir"):
        cn.membership_reach(took_part(), kind="choir")


@settings(max_examples=how_many(16, 50), deadline=None)
@given(seatings())
def test_reach_as_loops_over_rows(drawn):
    sectors, instances, rows = drawn
    net = of_seats(*drawn)
    kinds = ["community_of_practice", *["table"] * (len(instances) - 1)]
    net = net.with_tables(instances=net.instances.assign(kind=kinds))
    found = cn.membership_reach(net, kind="community_of_practice")
    members = {who for where, who, _ in rows if where == instances[0]}
    for sector in {s for s in sectors.values() if s is not None}:
        mine = {a for a, s in sectors.items() if s == sector}
        assert found.groups.loc[sector, "share"] == len(mine & members) / len(mine)
    others = {where for where, who, _ in rows if who in members and where != instances[0]}
    assert (found.instances, found.reached) == (len(instances) - 1, len(others))


@settings(max_examples=how_many(16, 50), deadline=None)
@given(meetings_drawn())
def test_mandates_and_voice_as_loops_over_rows(drawn):
    (actors, _, seats, _), roles, mandates, _ = drawn
    net = met(drawn)
    latest = {}
    for who, sector, start, _ in actors:
        if who not in latest or (start is not None and (latest[who][0] or -99) < start):
            latest[who] = (start, sector)
    ever = [
        any(holds(b, n) and holds(row[2:], n) for row in actors if row[0] == who
            for n in range(-6, 50))
        for _, who, b in seats
    ]  # fmt: skip
    found = cn.representation_quality(net)
    for sector in found.index:
        mine = {n for n, (_, who, _) in enumerate(seats) if ever[n] and latest[who][1] == sector}
        alternates = {s for s, _, function in mandates if function == "alternate" and s in mine}
        titulars = [s for s, _, function in mandates if function == "titular" and s in mine]
        assert found.loc[sector, "seats"] == len(mine)
        assert found.loc[sector, "mandates"] == len(titulars)
        assert found.loc[sector, "with_alternate"] == len(alternates)
    theirs, others = cn.concerned_seats(net).groups.to_dict("records")
    assert theirs["seats"] == 0  # nobody drawn is of that sector
    held = [roles[n] for n in range(len(seats)) if ever[n]]
    assert others["seats"] == len(held)
    assert others["stated"] == sum(role is not None for role in held)
    assert others["voting"] == held.count("voting")


def test_the_sample_answers():
    net = the_sample_now()
    assert 0 <= cn.concerned_seats(net).share <= 1
    assert cn.representation_quality(net)["can_commit_share"].between(0, 1).any()
    assert cn.membership_reach(net, kind="community_of_practice").of_kind == ("I08",)
