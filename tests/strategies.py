"""What hypothesis draws: small graphs of every kind."""

import networkx as nx
import pandas as pd
import pytest
from hypothesis import strategies as st

from concertnet.measures.chance.against_chance import NUMBERS


@st.composite
def graphs(draw, directed=None):
    """Small simple graphs with groups, some unknown, isolates allowed."""
    n = draw(st.integers(0, 12))
    kind = draw(st.booleans()) if directed is None else directed
    graph = nx.DiGraph() if kind else nx.Graph()
    for node in range(n):
        group = draw(st.sampled_from(["a", "b", "c", None]))
        graph.add_node(node, **({} if group is None else {"sector": group}))
    pairs = [(i, j) for i in range(n) for j in range(n) if i != j]
    if pairs:
        graph.add_edges_from(draw(st.lists(st.sampled_from(pairs), max_size=30)))
    if n and not any("sector" in data for _, data in graph.nodes(data=True)):
        graph.nodes[0]["sector"] = "a"
    return graph


def assert_same_chance(one, other):
    """Two answers of `against_chance` agree in every number and in what was drawn."""
    for name in NUMBERS:
        assert getattr(one, name) == pytest.approx(getattr(other, name), nan_ok=True), name
    pd.testing.assert_frame_equal(one.drawn, other.drawn)
