"""Grounds under the actors of a territory or an instance."""

import numpy as np
import pytest

import concertnet as cn
from concertnet.errors import MissingAttribute, NotComparable
from concertnet.maps.figures.network import draw_network
from concertnet.maps.paper.style import Style
from tests.maps.charts import assert_printable, assert_same_bytes, page
from tests.networks import ACTORS, territory, territory_graph


def grounds(ax):
    (found,) = [c for c in ax.collections if c.get_gid() == "grounds"]
    return found


def named(ax):
    return {t.get_text() for t in ax.texts if t.get_gid() == "ground"}


def test_each_ground_holds_its_actors():
    ax = draw_network(territory_graph(), ground="territory", lang="fr", ax=page())
    assert named(ax) == {"Val-Nord", "Bois-Clair"}
    places = {
        t.get_text().replace("\n", " "): np.array(t.xy)
        for t in ax.texts
        if (t.get_gid() or "").startswith("names-")
    }
    inside = [
        {name for name, xy in places.items() if path.contains_point(xy)}
        for path in grounds(ax).get_paths()
    ]
    for territory_name in ("Val-Nord", "Bois-Clair"):
        members = {name for name, _, where, _ in ACTORS.values() if where == territory_name}
        assert any(members <= those for those in inside)
    assert_printable(ax)


def test_instances_are_those_of_a_network():
    net = territory()
    ax = draw_network(net, ground="instance", lang="fr", ax=page())
    assert named(ax) == {"CLC des Rives"}  # the other has one actor: it has no extent
    with pytest.raises(NotComparable, match="instances"):
        draw_network(territory_graph(), ground="instance", lang="fr", ax=page())
    with pytest.raises(MissingAttribute):
        draw_network(net, ground="nothing", lang="fr", ax=page())
    with pytest.raises(NotComparable, match="ground"):
        draw_network(net, ground="territory", collapse="sector", lang="fr", ax=page())


def test_no_name_of_a_ground_stands_on_another():
    """On a page of a report, nine instances that share their actors have no room for nine names."""
    net = cn.sample_network().at("2024-12-31")
    ax = draw_network(net, ground="instance", lang="fr", ax=page((6.5, 4.2)))
    figure = ax.get_figure()
    figure.draw_without_rendering()
    lines = [t for t in ax.texts if t.get_gid() == "ground"]
    boxes = [t.get_window_extent() for t in lines]
    apart = [a for a in ax.texts if (a.get_gid() or "").startswith("names-")]
    for k, box in enumerate(boxes):
        others = [*boxes[:k], *(t.get_window_extent() for t in apart)]
        assert all(
            min(box.x1, o.x1) - max(box.x0, o.x0) <= 1 or min(box.y1, o.y1) - max(box.y0, o.y0) <= 1
            for o in others
        )
    (told,) = [t.get_text() for t in ax.texts if "fonds" in t.get_text()]
    assert told.startswith("Faute de place, ")


@pytest.mark.parametrize(
    "style", [Style(), Style.grey(), Style.dark()], ids=["plain", "grey", "dark"]
)
def test_grounds_are_quiet(style):
    net = cn.sample_network().at("2024-12-31")
    ax = draw_network(net, ground="territory", lang="en", style=style, ax=page())
    assert len(named(ax)) == 4
    paper = np.array([int(style.paper[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    for colour in grounds(ax).get_facecolor():
        drawn = paper + colour[3] * (colour[:3] - paper)
        assert np.abs(drawn - paper).max() < 0.2
    assert_printable(ax, least=6.5)


def test_same_bytes(tmp_path):
    assert_same_bytes(
        lambda: draw_network(territory_graph(), ground="territory", lang="fr", ax=page()), tmp_path
    )
