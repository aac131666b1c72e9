"""What is no graph of ours is refused with the line that makes one of it, and that line works."""

from pathlib import Path

import igraph
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

import concertnet as cn

SQUARE = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]])
EDGES = pd.DataFrame({"from": ["a", "b"], "to": ["b", "c"]})
GIVEN = {
    "graph": igraph.Graph.Famous("Zachary"),
    "frame": EDGES,
    "square": pd.DataFrame(SQUARE, list("abc"), list("abc")),
    "array": SQUARE,
    "matrix": csr_array(SQUARE),
    "path": Path("net.xlsx"),
}


@pytest.mark.parametrize("name", GIVEN)
@pytest.mark.parametrize("measure", [cn.ei_index, cn.betweenness, cn.describe])
def test_it_is_refused_with_the_line_that_converts_it(name, measure):
    with pytest.raises(cn.NotComparable) as caught:
        measure(GIVEN[name])
    line = caught.value.fields["line"]
    assert line in str(caught.value)
    assert line in caught.value.text("fr")
    if name == "path":
        return
    known = {"frame": GIVEN["square" if name == "square" else "frame"], "networkx": nx}
    made = eval(line, {**GIVEN, **known})
    cn.betweenness(made)


def test_what_nobody_converts_is_named():
    with pytest.raises(cn.NotComparable, match="received: int"):
        cn.ei_index(3)


# -- groups given one by one ----------------------------------------------------------------


@pytest.mark.parametrize("kind", [list, tuple])
def test_communities_of_networkx_are_groups(kind):
    graph = nx.karate_club_graph()
    found = nx.community.louvain_communities(graph, seed=1)
    number = {actor: n for n, group in enumerate(found) for actor in group}
    assert cn.ei_index(graph, by=kind(found)) == cn.ei_index(graph, by=number)
    assert cn.modularity(graph, by=[frozenset(g) for g in found]) == pytest.approx(
        nx.community.modularity(graph, found, weight=None)
    )
    assert cn.grouped(graph, by=found).groups == tuple(range(len(found)))


def test_an_actor_in_two_groups_is_named():
    with pytest.raises(cn.NotComparable, match="more than one") as caught:
        cn.ei_index(nx.path_graph(3), by=[{0, 1}, {1, 2}])
    assert caught.value.fields["actors"] == "1"


def test_actors_in_no_group_are_unknown():
    graph = cn.grouped(nx.path_graph(4), by=[{0, 1}, {2}])
    assert graph.unknown == 1


@pytest.mark.parametrize("by", [3, [1, 2], [], np.zeros((2, 2))])
def test_what_cannot_be_groups_is_refused(by):
    with pytest.raises(cn.NotComparable):
        cn.ei_index(nx.path_graph(3), by=by)
