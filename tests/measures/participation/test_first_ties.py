import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

import concertnet as cn
from tests.networks import LENGTH, LEVELS, ORIGIN, over_time, tables_over_time, took_part


def test_the_network_worked_out_by_hand():
    found = cn.first_time_pairs(took_part())
    # 15 pairs; a-b is dated by the first day of the observation, c-d was there before
    assert found["at_risk"].tolist() == [13, 13, 12, 11]
    assert found["new"].tolist() == [0, 1, 1, 0]
    assert found["dated_by_observation"].tolist() == [1, 0, 0, 0]
    assert found["cross"].tolist() == [0, 1, 1, 0]
    # of five actors of known sector, 10 pairs, 9 across sectors; c-d and a-b are tied already
    assert found["expected_cross_share"][0] == pytest.approx(7 / 8)


def test_the_level_from_which_a_tie_counts():
    found = cn.first_time_pairs(took_part(), level="concertation")
    assert found["new"].tolist() == [0, 1, 0, 0]
    with pytest.raises(cn.UnknownWord):
        cn.first_time_pairs(took_part(), level="marriage")


def test_all_ties_starting_on_the_first_day():
    net = took_part()
    ties = net.ties.assign(start=pd.Timestamp("2021-01-01"))
    found = cn.first_time_pairs(net.with_tables(ties=ties))
    assert found["new"].sum() == 0
    assert found["dated_by_observation"].tolist() == [4, 0, 0, 0]
    assert found["at_risk"].tolist() == [11] * 4


def test_a_survey_dates_the_ties_that_it_is_the_first_to_report():
    # seats are known since 2021; the first survey is answered over some weeks of November 2024
    reports = [("a", "b", "2024-11-02"), ("b", "c", "2024-11-20"), ("a", "c", "2026-11-05")]
    ties = pd.DataFrame(
        [(one, other, "collaboration", start, one) for one, other, start in reports],
        columns=["source", "target", "level", "start", "reported_by"],
    )
    asked = [("2024", who, day) for who, day in (("a", "2024-11-02"), ("b", "2024-11-20"))]
    asked += [("2026", who, "2026-11-05") for who in "abc"]
    respondents = pd.DataFrame(asked, columns=["wave", "actor", "date"]).assign(answered="complete")
    actors = pd.DataFrame({"actor": list("abc"), "sector": ["private", "community", "private"]})
    net = cn.Network(actors, ties, respondents=respondents, observed=("2021", "2026"))
    found = cn.first_time_pairs(net)
    assert found["new"].tolist() == [0, 0, 0, 0, 0, 1]  # the second survey finds one more
    assert found["dated_by_observation"].tolist() == [0, 0, 0, 2, 0, 0]
    assert found["at_risk"].tolist() == [1] * 6
    # a tie that nobody reports is dated by who wrote it
    written = cn.first_time_pairs(net.with_tables(ties=ties.assign(reported_by=None)))
    assert written["new"].tolist() == [0, 0, 0, 2, 0, 1]


def test_an_observation_of_one_day_is_refused():
    with pytest.raises(cn.OutsideObservation):
        cn.first_time_pairs(took_part().at("2023-01-01"))


@settings(max_examples=60, deadline=None)
@given(tables_over_time())
def test_first_ties_as_loops_over_rows(drawn):
    actors, ties, _, _ = drawn
    if not ties:
        return
    ids = sorted({row[0] for row in actors})
    for level in (None, "concertation"):
        lowest = LEVELS.index(level) if level else 0
        first = {}
        for pair, name, (start, _) in ties:
            if LEVELS.index(name) >= lowest:
                key = frozenset(pair)
                began = -np.inf if start is None else start
                first[key] = min(first.get(key, np.inf), began)
        found = cn.first_time_pairs(over_time(drawn), every="MS", level=level)
        edges = [0, 31, LENGTH]  # January has 31 days
        assert found["from_date"].tolist() == [ORIGIN + pd.Timedelta(days=d) for d in edges[:-1]]
        for place, (opens, closes) in enumerate(itertools.pairwise(edges)):
            sector = {}
            for who in ids:
                rows = [
                    (-np.inf if start is None else start, s)
                    for a, s, start, end in actors
                    if a == who
                    and (start is None or start < closes)
                    and (end is None or end > opens)
                ]
                if rows:
                    sector[who] = min(rows, key=lambda row: row[0])[1]
            counts = dict.fromkeys(("at_risk", "new", "cross", "cross_at_risk", "dated"), 0)
            for one, other in itertools.combinations(sorted(sector), 2):
                began = first.get(frozenset((one, other)), np.inf)
                if began == 0:
                    counts["dated"] += opens == 0
                    continue
                if began < opens:
                    continue
                across = None not in (sector[one], sector[other]) and sector[one] != sector[other]
                counts["at_risk"] += 1
                counts["cross_at_risk"] += across
                counts["new"] += began < closes
                counts["cross"] += across and began < closes
            row = found.iloc[place]
            assert row["dated_by_observation"] == counts.pop("dated")
            for name, value in counts.items():
                assert row[name] == value, name


@settings(max_examples=40, deadline=None)
@given(tables_over_time())
def test_laws(drawn):
    actors, ties, seats, agreements = drawn
    if not ties:
        return
    net = over_time(drawn)
    found = cn.first_time_pairs(net, every="MS")
    again = over_time(
        (actors[::-1], [(p[::-1], *rest) for p, *rest in ties][::-1], seats, agreements)
    )
    pd.testing.assert_frame_equal(found, cn.first_time_pairs(again, every="MS"))
    assert (found["new"] <= found["at_risk"]).all()
    assert (found["cross"] + found["unknown"] <= found["new"]).all()
    coarse = cn.first_time_pairs(net, every="YE")
    assert coarse["new"].sum() >= found["new"].sum()
