import math

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings

import concertnet as cn
from tests.networks import of_seats, seated, seatings

TRAITS = ["several", "has_subject", "meets", "lasts", "autonomous"]


def hand(**changes) -> cn.Network:
    """T1 has every trait; T2 none, its one organisation sitting with a person; T3 is unknown."""
    tables = {
        "instances": pd.DataFrame(
            {
                "instance": ["T1", "T2", "T3"],
                "theme": ["housing", None, None],
                "meetings_per_year": [6, 1, None],
                "start": ["2020-01-01", "2022-01-01", "2023-10-01"],
                "end": [None, "2022-07-01", None],
            }
        ),
        "seats": pd.DataFrame(
            [("T1", "a"), ("T1", "b"), ("T1", "c"), ("T2", "a"), ("T2", "d")],
            columns=["instance", "actor"],
        ),
        "set_aside": pd.DataFrame({"source": ["a"], "target": ["e"], "kind": ["subcontracting"]}),
        "observed": ("2021-01-01", "2024-01-01"),
    }
    actors = pd.DataFrame(
        {
            "actor": list("abcde"),
            "sector": ["private", "community", "community", "community", "institutional"],
            "kind": ["organisation", None, "persons_concerned", "person", None],
        }
    )
    return cn.Network(actors, **(tables | changes))


def test_worked_by_hand():
    table = cn.form_check(hand()).set_index("instance")
    assert table.loc["T1", TRAITS].tolist() == [True] * 5
    assert table.loc["T2", TRAITS].tolist() == [False] * 5
    # T3: nobody sits there, no subject while others have one, young and still open
    assert table.loc["T3", "has_subject"] is False or not table.loc["T3", "has_subject"]
    assert table.loc["T3", ["several", "meets", "lasts", "autonomous"]].isna().all()
    assert table["organisations"].tolist() == [3, 1, 0]
    assert table["age"].tolist() == pytest.approx([4, 181 / 365.25, 92 / 365.25], abs=0.01)
    # a's subcontractor sits nowhere with it; nobody sits at T3
    assert table["bound"].tolist() == pytest.approx([0, 0, math.nan], nan_ok=True)
    assert set(table["from_date"]) == {pd.Timestamp("2021-01-01")}
    assert set(table["until_date"]) == {pd.Timestamp("2024-01-01")}


def test_a_year_is_enough_whatever_its_days():
    net = hand(observed=("2021-01-01", "2022-01-01"))
    one_year = pd.DataFrame({"instance": ["T"], "start": ["2021-01-01"]})
    net = cn.Network(net.actors, instances=one_year, observed=("2020-01-01", "2022-01-01"))
    assert cn.form_check(net)["lasts"].tolist() == [True]
    assert cn.form_check(net, years=2)["lasts"].isna().all()


def test_unknown_start_proves_only_what_was_seen():
    instances = pd.DataFrame({"instance": ["T1", "T2"], "end": ["2021-03-01", None]})
    net = cn.Network(hand().actors, instances=instances, observed=("2021-01-01", "2024-01-01"))
    table = cn.form_check(net)
    assert table["lasts"].tolist() == [pd.NA, True]


def test_instances_without_any_date_are_not_said_to_last():
    instances = pd.DataFrame({"instance": ["T1", "T2"], "theme": ["housing", "health"]})
    net = cn.Network(hand().actors, instances=instances, observed=("2021-01-01", "2024-01-01"))
    table = cn.form_check(net)
    assert table[["lasts", "age"]].isna().all(axis=None)


def test_members_bound_by_subcontracting_are_not_autonomous():
    aside = pd.DataFrame(
        {
            "source": ["a", "b", "c"],
            "target": ["b", "a", "a"],
            "kind": ["subcontracting", "subcontracting", "consultation"],
        }
    )
    table = cn.form_check(hand(set_aside=aside)).set_index("instance")
    assert table.loc["T1", "bound"] == 2  # a and b; a consultation binds nobody
    assert not table.loc["T1", "autonomous"]
    nothing = cn.form_check(hand(set_aside=pd.DataFrame()))
    assert nothing[["autonomous", "bound"]].isna().all(axis=None)


def test_meetings_on_record_stand_in_for_those_stated():
    dates = ["2021-05-01", "2021-05-01", "2021-11-02", "2022-05-01", "2023-01-15", "2023-06-01"]
    log = pd.DataFrame({"instance": "T1", "date": dates, "actor": "a", "present": True})
    instances = hand().instances.assign(meetings_per_year=None)
    table = cn.form_check(hand(instances=instances, attendance=log), meetings=1.5)
    assert table["logged_meetings"].tolist() == pytest.approx([5, math.nan, math.nan], nan_ok=True)
    assert table["meets"].tolist() == [True, pd.NA, pd.NA]  # five in three years
    assert not cn.form_check(hand(instances=instances, attendance=log)).loc[0, "meets"]


@given(seatings())
@settings(max_examples=30, deadline=None)
def test_counts_organisations_and_says_nothing_else_without_facts(net):
    sectors, instances, rows = net
    table = cn.form_check(of_seats(sectors, instances, rows)).set_index("instance")
    members = seated(rows)
    for instance in instances:
        n = len(members.get(instance, ()))
        assert table.loc[instance, "organisations"] == n
        assert (
            table.loc[instance, "several"] is pd.NA
            if n == 0
            else (table.loc[instance, "several"] == (n > 1))
        )
    assert table[["has_subject", "meets", "lasts", "autonomous"]].isna().all(axis=None)


def test_nothing_and_no_network():
    assert cn.form_check(of_seats({"a": "private"}, [], [])).empty
    with pytest.raises(cn.NotComparable, match="Graph"):
        cn.form_check(nx.Graph())


def test_at_a_date_what_came_before_it_still_counts():
    met = ["2021-02-01", "2021-06-01", "2022-02-01", "2022-03-01", "2023-05-01"]
    log = pd.DataFrame([("T1", date) for date in met] + [("T2", met[2])])
    log = log.set_axis(["instance", "date"], axis=1).assign(actor="a", present=True)
    net = hand(instances=hand().instances.assign(meetings_per_year=None), attendance=log)
    table = cn.form_check(net, at="2022-12-31", meetings=2).set_index("instance")
    assert table.index.tolist() == ["T1"]  # T2 had closed, T3 had not opened
    # four meetings in the two years to the end of that day, not that of 2023
    assert table.loc["T1", "logged_meetings"] == 4
    assert table.loc["T1", "meets"]
    assert not cn.form_check(net, at="2022-12-31", meetings=2.1).loc[0, "meets"]
    assert table.loc["T1", "age"] == pytest.approx(3, abs=0.01)
    assert table.loc["T1", "until_date"] == pd.Timestamp("2023-01-01")
    assert cn.form_check(net.at("2022-12-31"))["logged_meetings"].isna().all()
    with pytest.raises(cn.OutsideObservation, match="2030"):
        cn.form_check(net, at="2030")


def test_at_a_date_only_its_subcontracts_bind():
    aside = pd.DataFrame(
        {
            "source": ["a"],
            "target": ["b"],
            "kind": ["subcontracting"],
            "start": ["2021-01-01"],
            "end": ["2022-01-01"],
        }
    )
    net = hand(set_aside=aside)
    bound = [cn.form_check(net, at=at).loc[0, "bound"] for at in ("2021-06-01", "2022-01-01")]
    assert bound == [2, 0]  # looked for and not found: 0, not missing
