import numpy as np
import pandas as pd
import pytest

import concertnet as cn
from tests.networks import surveyed, worked_survey


def ties_of(graph):
    return graph.m


def test_a_tie_that_one_side_reports_goes_with_its_reporter():
    # A and C each report a tie alone, A and B the same one: dropping one of the three...
    net = surveyed(
        [("A", "B", 1), ("B", "A", 1), ("C", "A", 1)],
        dict.fromkeys("ABC", ("complete", None)),
    )
    found = cn.nonresponse_sensitivity(ties_of, net, share=0.34, draws=200, seed=1)
    assert found.observed == 2
    assert found.dropped == 1
    assert (found.low, found.high) == (1, 2)  # without C, one tie; without A or B, both


def test_records_and_series_have_a_row_for_each_value():
    net = worked_survey()
    found = cn.nonresponse_sensitivity(cn.cohesion, net, share=0.4, draws=20)
    assert found.loc["ties", "observed"] == 3
    assert list(found) == ["observed", "low", "median", "high", "draws"]
    by_sector = cn.nonresponse_sensitivity(cn.sector_ei_index, net, share=0.4, draws=20)
    assert set(by_sector.index) == {"community", "institutional", "private"}


def test_the_interval_holds_95_of_100_draws_and_a_tenth_is_left_out_by_default():
    # ten actors report a tie each with a hub that reports none: one in ten is left out
    actors = [f"a{k}" for k in range(10)]
    asked = dict.fromkeys(actors, ("complete", None)) | {"hub": ("none", None)}
    net = surveyed([(actor, "hub", 1) for actor in actors], asked)
    assert cn.nonresponse_sensitivity(ties_of, net, draws=5).dropped == 1
    values = iter([99.0, *map(float, range(201))])  # the observed one, then 0 to 200
    found = cn.nonresponse_sensitivity(lambda _: next(values), net, draws=201)
    assert (found.observed, found.low, found.median, found.high) == (99, 5, 100, 195)


def test_draws_within_groups_and_the_seed():
    net = worked_survey()
    told = []
    one, two = (
        cn.nonresponse_sensitivity(
            cn.ei_index, net, share=0.5, within=True, draws=30, seed=5,
            progress=lambda done, of: told.append((done, of)),
        )
        for _ in range(2)
    )  # fmt: skip
    assert one == two
    assert one.dropped == 1  # half of the two of the community, none of one
    assert told[-1] == (30, 30)


def test_dropping_more_never_adds_ties():
    net = worked_survey()
    few, many = (
        cn.nonresponse_sensitivity(ties_of, net, share=share, draws=50) for share in (0.3, 0.7)
    )
    assert many.median <= few.median <= few.observed


@pytest.mark.parametrize("share", [0, 1, -0.1, np.nan])
def test_bad_input(share):
    with pytest.raises(cn.UnknownWord):
        cn.nonresponse_sensitivity(ties_of, worked_survey(), share=share)
    with pytest.raises(cn.NotComparable):
        cn.nonresponse_sensitivity(str, worked_survey())
    net = worked_survey()
    none = net.with_tables(ties=net.ties.assign(reported_by=pd.Series(dtype="str")))
    with pytest.raises(cn.MissingAttribute):
        cn.nonresponse_sensitivity(ties_of, none)


def test_one_respondent_at_least_is_left_out():
    net = worked_survey()  # three report: a tenth of them is nobody
    found = cn.nonresponse_sensitivity(ties_of, net, draws=50)
    assert found.dropped == 1
    assert found.low < found.observed
    with pytest.raises(cn.NotComparable):
        cn.nonresponse_sensitivity(ties_of, net, within=True, draws=5)
