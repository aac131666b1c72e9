import collections

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from tests.networks import (
    LENGTH,
    day,
    holds,
    over_time,
    tables_over_time,
    took_part,
    without_checking,
)
from tests.thorough import how_many


def of_one_table(rows, actors="abc") -> cn.Network:
    return cn.Network(
        pd.DataFrame({"actor": list(actors)}),
        instances=pd.DataFrame({"instance": ["t"], "end": ["2023-06-01"]}),
        seats=pd.DataFrame({"seat": list(actors), "instance": "t", "actor": list(actors)}),
        contributions=pd.DataFrame(rows, columns=["actor", "instance", "resource", "start"]),
        observed=("2022", "2024"),
    )


def test_the_worked_case():
    net = of_one_table([("a", "t", "premises", "2022-05-01"), ("b", "t", "staff", "2022-05-01")])
    found = cn.contribution_balance(net)
    assert found["received"].tolist() == [0.5, 0.5, 1]
    assert found["balance"].tolist() == [0.5, 0.5, -1]
    assert found["kinds"].tolist() == [1, 1, 0]


def test_the_network_worked_out_by_hand():
    found = cn.contribution_balance(took_part())
    # a gives to b, c, d at the table, and to nobody at v; b to a, c, d, and to a by agreement
    assert found["given"].tolist() == [2, 2, 0, 0, 0, 0]
    assert found["received"].tolist() == pytest.approx([1 / 3 + 1, 1 / 3, 2 / 3, 2 / 3, 0, 0])
    assert found["balance"].sum() == pytest.approx(1)
    assert found.loc["b", ["premises", "money", "kinds"]].tolist() == [1, 1, 2]
    assert found["outside_share"].tolist() == pytest.approx([0, 1] + [np.nan] * 4, nan_ok=True)
    by_sector = cn.contribution_balance(took_part(), by="sector")
    assert by_sector.loc["private", "given"] == 2
    assert by_sector.loc["private", "kinds"] == 2


def test_a_contribution_to_an_instance_that_closed_goes_to_nobody():
    found = cn.contribution_balance(of_one_table([("a", "t", "staff", "2023-09-01")]))
    assert found["received"].sum() == 0
    assert found["balance"].sum() == 1


def test_a_pool_of_one():
    found = cn.contribution_balance(of_one_table([("a", "t", "staff", "2022-09-01")], actors="a"))
    assert found.loc["a", ["given", "received", "balance"]].tolist() == [1, 0, 1]


def test_resources_of_ones_own_are_counted_apart():
    found = cn.contribution_balance(of_one_table([("a", "t", "trust", "2022-09-01")]))
    assert found.loc["a", "other_resources"] == 1


def test_without_contributions_it_says_what_to_fill():
    net = of_one_table([])
    with pytest.raises(cn.MissingAttribute):
        cn.contribution_balance(net)


given_away = st.tuples(
    st.sampled_from("abcdef"),
    st.one_of(st.none(), st.sampled_from("TU")),
    st.one_of(st.none(), st.integers(0, 5)),
    st.sampled_from(["money", "staff", "trust"]),
    st.one_of(st.none(), st.integers(-5, LENGTH)),
)


def drawn_net(drawn, rows) -> tuple[cn.Network, list]:
    """The network of drawn tables with the contributions that can stand in it."""
    actors, _, _, agreements = drawn
    ids = {row[0] for row in actors}
    rows = [
        (who, where, deal, what, start)
        for who, where, deal, what, start in rows
        if who in ids
        and (where is not None or deal is not None)
        and (deal is None or deal < len(agreements))
    ]
    net = over_time(drawn)
    frame = pd.DataFrame(
        {
            "actor": [row[0] for row in rows],
            "instance": [row[1] for row in rows],
            "agreement": [None if row[2] is None else f"g{row[2]}" for row in rows],
            "resource": [row[3] for row in rows],
            "start": pd.Series([day(row[4]) for row in rows], dtype="datetime64[us]"),
        }
    )
    given = {name: table for name, table in net.tables.items() if name != "contributions"}
    return without_checking({**given, "contributions": frame}, observed=net.observed), rows


@settings(max_examples=how_many(20, 60), deadline=None)
@given(tables_over_time(), st.lists(given_away, max_size=8))
def test_contributions_as_loops_over_rows(drawn, rows):
    net, rows = drawn_net(drawn, rows)
    if not rows:
        return
    actors, _, seats, agreements = drawn
    lives = collections.defaultdict(list)
    for who, _, *bounds in actors:
        lives[who].append(bounds)
    received = dict.fromkeys(lives, 0.0)
    pairs, unreceived = set(), 0
    for who, where, deal, _, start in rows:
        when = 0 if start is None else max(start, 0)
        members = {
            actor
            for at, actor, bounds in seats
            if at == where and holds(bounds, when) and any(holds(b, when) for b in lives[actor])
        }
        if deal is not None and holds(agreements[deal][1], when):
            parties = agreements[deal][0]
            members |= {p for p in parties if any(holds(b, when) for b in lives[p])}
        others = members - {who}
        unreceived += not others
        for other in others:
            received[other] += 1 / len(others)
            pairs.add(frozenset((who, other)))
    found = cn.contribution_balance(net)
    assert found["received"].to_dict() == pytest.approx(received)
    assert found["given"].sum() == len(rows)
    # given = received + unreceived
    assert found["balance"].sum() == pytest.approx(unreceived)
    kinds = {who: len({row[3] for row in rows if row[0] == who}) for who in lives}
    assert found["kinds"].to_dict() == kinds
    several = cn.pair_multiplexity(net).pairs
    gave = several[several["contribution"]]
    assert set(map(frozenset, gave[["actor", "other"]].to_numpy())) == pairs


@settings(max_examples=how_many(16, 50), deadline=None)
@given(tables_over_time())
def test_multiplexity_day_by_day(drawn):
    """Each kind of relation, looked for on each day of the observation and around it."""
    actors, ties, seats, agreements = drawn
    wanted = collections.defaultdict(set)
    for number in range(-6, LENGTH + 6):
        there = {who for who, _, *bounds in actors if holds(bounds, number)}
        groups = [("tie", pair) for pair, _, b in ties if holds(b, number)]
        for where in "TU":
            at = {who for place, who, b in seats if place == where and holds(b, number)} & there
            groups += [("shared_instance", (a, b)) for a in at for b in at if a < b]
        for parties, b in agreements:
            if holds(b, number):
                groups += [("shared_agreement", (a, c)) for a in parties for c in parties if a < c]
        for kind, pair in groups:
            if set(pair) <= there:
                wanted[frozenset(pair)].add(kind)
    found = cn.pair_multiplexity(over_time(drawn))
    kinds = ("tie", "shared_instance", "shared_agreement", "contribution")
    got = {
        frozenset((row.actor, row.other)): {kind for kind in kinds if getattr(row, kind)}
        for row in found.pairs.itertuples()
    }
    assert got == dict(wanted)
    several = sum(len(said) >= 2 for said in wanted.values())
    share = several / len(wanted) if wanted else np.nan
    assert found.share == pytest.approx(share, nan_ok=True)


def test_multiplexity_by_hand():
    found = cn.pair_multiplexity(took_part())
    pairs = found.pairs.set_index(["actor", "other"])
    # a and b: a tie, the table, the agreement, and what each gives there
    assert pairs.loc[("a", "b"), "kinds"] == 4
    assert pairs.loc[("a", "d"), ["tie", "shared_instance", "contribution"]].tolist() == [
        False, True, True,
    ]  # fmt: skip
    assert (found.n, found.share) == (6, 1)
    nothing = cn.pair_multiplexity(cn.Network(pd.DataFrame({"actor": ["a", "b"]})))
    assert nothing.n == 0
    assert np.isnan(nothing.share)


def test_expertise():
    found = cn.expertise_use(took_part())
    # law is in the detail of a contribution; money is the resource of one; the others are unused
    assert found.loc["community", ["declared", "used", "unused"]].tolist() == [2, 1, "housing"]
    assert found.loc["private", "used_share"] == 1
    assert found.loc["persons_concerned", "unused"] == "lived experience"
    assert np.isnan(found.loc["institutional", "used_share"])


@pytest.mark.parametrize(
    ("declared", "detail", "used"),
    [
        ("Habitation", "Conseils en HABITATION, sans frais", True),
        ("logement", "relogement d'urgence", False),
        ("santé mentale", "Formation : sante mentale", True),
        ("habitation", "aide à l'habitation", True),
        ("argent", None, False),
        ("money", None, True),
        ("a; a; A", None, False),
        (" ; law", "LAW", True),
    ],
)
def test_what_a_contribution_names(declared, detail, used):
    net = cn.Network(
        pd.DataFrame({"actor": ["a"], "sector": ["private"], "expertise": [declared]}),
        instances=pd.DataFrame({"instance": ["t"]}),
        contributions=pd.DataFrame(
            {"actor": ["a"], "instance": "t", "resource": ["money"], "detail": [detail]}
        ),
    )
    found = cn.expertise_use(net)
    assert found.loc["private", "declared"] == 1
    if declared != "argent":
        assert found.loc["private", "used"] == used


def test_nobody_declares_anything():
    with pytest.raises(cn.MissingAttribute, match="expertise"):
        cn.expertise_use(of_one_table([]))
