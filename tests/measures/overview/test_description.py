"""What a graph holds, in one mode or in two."""

import networkx as nx

import concertnet as cn


def counts(graph):
    table = cn.describe(graph)
    return table[table["column"].isna()].set_index("table")["rows"].to_dict()


def test_a_graph_of_two_modes_counts_actors_instances_and_seats():
    graph = nx.Graph()
    graph.add_nodes_from("abc", bipartite=0)
    graph.add_nodes_from(["T", "U"], bipartite=1)
    graph.add_edges_from([("a", "T"), ("b", "T"), ("c", "T"), ("a", "U")])
    assert counts(graph) == {"actors": 3, "instances": 2, "seats": 4}


def test_a_graph_of_one_mode_counts_actors_and_ties():
    graph = nx.path_graph(4)
    assert counts(graph) == {"actors": 4, "ties": 3}
    nx.set_node_attributes(graph, 0, "bipartite")
    assert counts(graph) == {"actors": 4, "ties": 3}
