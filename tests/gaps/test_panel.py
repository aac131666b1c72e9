import functools
import math
import warnings

import pandas as pd
import pytest

import concertnet as cn
from concertnet.gaps.panel import instance_reach, sector_presence
from concertnet.gaps.what_if import reach_across


def hand(**changes) -> cn.Network:
    """p private - c - i; q private apart; u of unknown sector. T: p, c; V: i, u; W: nobody."""
    tables = {
        "actors": pd.DataFrame(
            {
                "actor": list("pqciu"),
                "sector": ["private", "private", "community", "institutional", None],
            }
        ),
        "ties": pd.DataFrame(
            {"source": ["p", "c", "u"], "target": ["c", "i", "i"], "level": ["collaboration"] * 3}
        ),
        "instances": pd.DataFrame({"instance": list("TVW"), "name": ["Table", "Veille", "Wiki"]}),
        "seats": pd.DataFrame(
            {
                "seat": list("1234"),
                "instance": ["T", "T", "V", "V"],
                "actor": ["p", "c", "i", "u"],
                "role": ["voting", "observer", "voting", None],
            }
        ),
        "agreements": pd.DataFrame(
            {"agreement": ["E", "F"], "parties": ["p; c", "c; i"], "start": ["2020", "2020"]}
        ),
    }
    return cn.Network(**(tables | changes))


@functools.cache
def of_hand() -> cn.SectorPanel:
    return cn.private_panel(hand())


@pytest.fixture(scope="module")
def of_sample(sample) -> cn.SectorPanel:
    return cn.private_panel(sample)


def test_presence_by_hand():
    found = of_hand().presence.set_index("of")
    assert found.loc["actors", ["total", "of_sector", "unknown"]].tolist() == [5, 2, 1]
    assert found.loc["actors", "share"] == pytest.approx(2 / 4)
    assert found.loc["seats", ["total", "of_sector", "unknown"]].tolist() == [4, 1, 1]
    # u's seat may vote or not
    assert found.loc["voting_seats", ["total", "of_sector", "unknown"]].tolist() == [3, 1, 1]
    # V has a seat of unknown sector: it cannot be said to be without
    assert found.loc["instances", ["total", "of_sector", "unknown"]].tolist() == [3, 1, 1]
    assert found.loc["ties", ["total", "of_sector", "unknown"]].tolist() == [3, 1, 1]
    assert found.loc["agreements", ["total", "of_sector", "unknown"]].tolist() == [2, 1, 0]


def test_what_was_never_filled_is_missing_and_not_zero():
    alone = hand().with_tables(agreements=hand().agreements.iloc[:0])
    found = cn.private_panel(alone).presence.set_index("of")
    assert found.loc["agreements"].isna().all()
    # roles that nobody wrote: no seat is known to vote, and none not to
    seats = hand().seats.assign(role=None)
    found = cn.private_panel(hand().with_tables(seats=seats)).presence.set_index("of")
    row = found.loc["voting_seats"]
    assert (row["total"], row["unknown"], row["of_sector"]) == (4, 4, 0)
    assert pd.isna(row["share"])


def test_reach_by_hand():
    found = of_hand().reach.set_index("instance")
    assert found.loc["T", ["seats", "seated", "one_step", "two_steps"]].tolist() == [2, 1, 1, 1]
    # i - c - p: two steps from V
    assert found.loc["V", ["seats", "seated", "one_step", "two_steps"]].tolist() == [2, 0, 0, 1]
    assert found.loc["V", "share"] == 1 / 2
    assert found.loc["W", "two_steps"] == 0


def test_densities_by_hand():
    found = of_hand().densities.set_index("other_sector")
    assert found.loc["community", ["ties", "possible", "density"]].tolist() == [1, 2, 0.5]
    # 2 ties of known sectors over 6 pairs, 2 of them private and community
    assert found.loc["community", "expected"] == pytest.approx(2 * 2 / 6)


def test_absences_are_missing_links():
    panel = of_hand()
    assert panel.absences["instance"].dropna().tolist() == ["V", "W"]
    assert "pair" not in set(panel.absences["kind"])


def test_sample_over_time(sample, of_sample):
    net, panel = sample, of_sample
    last = panel.trend[panel.trend["date"] == panel.trend["date"].max()]
    assert last["of_sector"].tolist() == panel.presence["of_sector"].tolist()
    assert len(panel.beyond)
    actors = net.actors.set_index("actor")["sector"]
    assert set(panel.beyond["actor"].map(actors)) == {"private"}


def test_the_trend_ends_on_the_last_day_observed(sample):
    """Not at the end of the last whole year, and a few months have a trend too."""
    net = sample
    short = net.between("2023-02-01", "2023-06-30")
    for part in (short, net.between("2021-06-01", "2023-06-30")):
        dates = cn.private_panel(part).trend["date"].unique()
        assert dates[-1] == part.latest().observed.start
        assert len(dates) == (1 if part is short else 2)


def test_a_sector_without_actors():
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # the tables show it
        panel = cn.private_panel(hand(), sector="social_economy")
    assert panel.presence["of_sector"].sum() == 0
    assert panel.densities.empty
    assert panel.reach["share"].isna().all()
    with pytest.raises(cn.UnknownWord, match="community"):
        cn.private_panel(hand(), sector="moon")
    with pytest.raises(cn.UnknownWord):
        cn.private_panel(hand(), sector=["private"])


def test_actors_alone():
    panel = cn.private_panel(cn.Network(pd.DataFrame({"actor": ["p"], "sector": ["private"]})))
    assert panel.trend.empty
    assert panel.reach.empty
    assert panel.beyond.empty
    assert math.isnan(panel.presence.set_index("of").loc["seats", "share"])


def test_one_sector_alone_has_no_other():
    actors = pd.DataFrame({"actor": ["p", "q"], "sector": ["private", "private"]})
    ties = pd.DataFrame({"source": ["p"], "target": ["q"], "level": ["collaboration"]})
    assert cn.private_panel(cn.Network(actors, ties)).densities.empty


def test_presence_alone_is_that_of_the_panel(sample, of_sample):
    pd.testing.assert_frame_equal(sector_presence(sample), of_sample.presence)


def test_reach_is_the_same_in_blocks(net):
    whole = instance_reach(net, "private")
    assert whole["two_steps"].any()
    pd.testing.assert_frame_equal(instance_reach(net, "private", at_once=1), whole)
    graph = net.grouped()
    assert 0 < reach_across(graph) < 1
    assert reach_across(graph, at_once=1) == reach_across(graph)
