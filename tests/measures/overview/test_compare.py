import math
from functools import partial, update_wrapper

import networkx as nx
import pandas as pd
import pytest

import concertnet as cn


def net(*sectors, ties=(), **about) -> cn.Network:
    ids = [f"a{i}" for i in range(len(sectors))]
    table = pd.DataFrame(
        {
            "source": [ids[i] for i, _ in ties],
            "target": [ids[j] for _, j in ties],
            "level": "concertation",
        }
    )
    actors = pd.DataFrame({"actor": ids, "sector": list(sectors)})
    return cn.Network(actors, table, about=cn.About(**about))


ONE = net("private", "community", "community", ties=[(0, 1)], invited=10, responded=9)
TWO = net("private", "community", ties=[(0, 1)], invited=10, responded=7)


def test_values_stand_side_by_side_with_what_they_rest_on():
    found = cn.compare(ONE, TWO).set_index("measure")
    assert found.loc["density", ["value_one", "value_other"]].tolist() == [pytest.approx(1 / 3), 1]
    assert found.loc["density", "difference"] == pytest.approx(2 / 3)
    rests = ["actors_one", "actors_other", "in_both", "only_one", "only_other"]
    assert found.iloc[0][rests].tolist() == [3, 2, 2, 1, 0]
    assert found.iloc[0][["response_one", "response_other"]].tolist() == [0.9, 0.7]


def test_what_forbids_a_comparison_is_said():
    def caution(one, other) -> list[str]:
        held = cn.compare(one, other)["caution"].iloc[0]
        return [] if pd.isna(held) else held.split("; ")

    assert caution(ONE, TWO) == ["response_apart", "few", "sizes"]
    assert caution(ONE, ONE) == ["few"]
    other = net("private", "community", boundary="elsewhere")
    assert caution(ONE, other) == ["other_boundary", "response_unknown", "few", "sizes"]
    scaled = cn.Network(ONE.actors, scale="partner", about=ONE.about)
    assert caution(ONE, scaled) == ["other_scale", "few"]
    many = nx.path_graph(24)
    nx.set_node_attributes(many, "a", "sector")
    assert caution(many, many) == ["response_unknown"]


def test_a_series_has_a_row_for_each_group_and_a_group_of_one_side_is_undefined():
    found = cn.compare(ONE, net("private", "private", ties=[(0, 1)]), measures=[cn.sector_ei_index])
    rows = found.set_index("unit")
    assert rows.loc["private", ["value_one", "value_other"]].tolist() == [1, -1]
    assert math.isnan(rows.loc["community", "value_other"])
    assert math.isnan(rows.loc["community", "difference"])


def test_exchanged_networks_have_opposite_differences():
    there, back = cn.compare(ONE, TWO), cn.compare(TWO, ONE)
    assert there["difference"].tolist() == pytest.approx(
        (-back["difference"]).tolist(), nan_ok=True
    )


def test_a_measure_that_gives_no_number_is_refused():
    with pytest.raises(cn.NotComparable):
        cn.compare(ONE, TWO, measures=[cn.mixing])


def test_two_measures_of_one_name_are_refused_and_none_is_lost():
    with pytest.raises(cn.NotComparable, match="<lambda>"):
        cn.compare(ONE, TWO, measures=[lambda graph: graph.n, lambda graph: graph.m])
    # the same number from two of them is one row
    found = cn.compare(ONE, TWO, measures=[cn.cohesion, cn.density])
    assert (found["measure"] == "density").sum() == 1


def test_a_measure_given_its_groups_keeps_its_name_and_its_test():
    one, two = (cn.sample_network().at(day) for day in ("2022-12-31", "2024-12-31"))
    plain = cn.compare(one, two, measures=[cn.ei_index], by="territory")
    given = cn.compare(one, two, measures=[partial(cn.ei_index, by="territory")], by="territory")
    assert given.loc[0, "measure"] == "ei_index"
    assert given["standard_error"].notna().all()
    pd.testing.assert_frame_equal(given, plain)
    nested = [partial(partial(cn.ei_index, by="territory"), weight=None)]
    pd.testing.assert_frame_equal(cn.compare(one, two, measures=nested, by="territory"), plain)


def test_an_argument_that_makes_another_measure_has_no_test():
    one, two = (cn.sample_network().at(day) for day in ("2022-12-31", "2024-12-31"))
    weighted = partial(cn.ei_index, weight="level")
    found = cn.compare(one, two, measures=[weighted]).iloc[0]
    assert found["measure"] == "ei_index"
    assert found["value_one"] == cn.ei_index(one, weight="level") != cn.ei_index(one)
    assert math.isnan(found["standard_error"])
    # dressed as the function, formula and all, it is still another measure
    dressed = update_wrapper(partial(cn.ei_index, weight="level"), cn.ei_index)
    assert math.isnan(cn.compare(one, two, measures=[dressed]).loc[0, "standard_error"])
    # and both under one name are told, never one for the other
    with pytest.raises(cn.NotComparable, match="ei_index"):
        cn.compare(one, two, measures=[cn.ei_index, weighted])
