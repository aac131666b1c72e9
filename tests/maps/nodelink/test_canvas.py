"""How a layout is set on a page."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from concertnet.maps.figures.network import draw_network
from concertnet.maps.nodelink import tray
from concertnet.maps.nodelink.canvas import layout_fit
from tests.maps.charts import page

ROOM = (100.0, 50.0, 500.0, 350.0)


@given(arrays(float, st.tuples(st.integers(1, 30), st.just(2)), elements=st.floats(-9, 9)))
def test_a_layout_is_whole_in_its_room(places):
    scale, origin = layout_fit(1.0, 1.45)(places, ROOM)
    points = origin + scale * places
    assert (points >= np.array(ROOM[:2]) - 1e-6).all()
    assert (points <= np.array(ROOM[2:]) + 1e-6).all()


@pytest.mark.parametrize("stretch", [1.0, 1.45])
def test_one_direction_is_enlarged_more_than_the_other_within_bounds(stretch):
    wide = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]] * 4)
    scale, _ = layout_fit(1.0, stretch)(wide, (0.0, 0.0, 1000.0, 300.0))
    assert scale[0] / scale[1] == pytest.approx(stretch)


def test_nobody_and_one_actor_stand_in_the_middle():
    scale, origin = layout_fit(1.0)(np.array([[3.0, 4.0]]), ROOM)
    assert origin + scale * [3.0, 4.0] == pytest.approx((300.0, 200.0))
    assert layout_fit(1.0)(np.empty((0, 2)), ROOM)[1] == pytest.approx((300.0, 200.0))


def test_names_of_the_tray_are_worded_once_and_only_those_that_may_be_shown(monkeypatch):
    worded = []

    def counted(ruler, name, size, **options):
        worded.append(name)
        return each_wording(ruler, name, size, **options)

    each_wording = tray.each_wording
    monkeypatch.setattr(tray, "each_wording", counted)
    graph = nx.empty_graph(0)
    graph.add_nodes_from((f"Organisme {n}" for n in range(1000)), sector="community")
    ax = draw_network(graph, lang="fr", ax=page())
    shown = {t.get_text().replace("\n", " ") for t in ax.texts} & set(graph)
    assert len(worded) == len(set(worded)) < 500
    assert 50 < len(shown) <= len(worded)
    assert any(t.get_text() == f"… et {1000 - len(shown)} autres" for t in ax.texts)
