import copy

import matplotlib
import networkx as nx
import numpy as np
import pytest

from concertnet.errors import MissingAttribute, NotComparable
from concertnet.maps.figures.territories import draw_territories
from concertnet.maps.paper.files import page_axes, save_figure
from concertnet.maps.paper.style import Style
from tests.networks import ACTORS, sixty_actors, territory_graph, the_sample


def draw(graph, **options):
    options.setdefault("lang", "fr")
    return draw_territories(graph, ax=page_axes(), **options)


def texts(ax):
    return [text.get_text() for part in (ax, *ax.child_axes) for text in part.texts]


def of_kind(ax, start):
    return [text for text in ax.texts if (text.get_gid() or "").startswith(start)]


def legend(ax):
    return [text.get_text() for part in ax.child_axes for text in part.texts]


def places(ax):
    """Where each actor stands, by the names that point to them: x sideways, y upwards."""
    found = {t.get_text().replace("\n", " "): np.array(t.xy) for t in of_kind(ax, "names-")}
    disc = max(p.width for p in ax.patches if isinstance(p, matplotlib.patches.Ellipse)) / 2
    return {name: xy / [disc, 1.0] for name, xy in found.items()}


def turn(xy):
    return np.arctan2(xy[0], xy[1]) / (2 * np.pi) % 1


def test_slices_are_territories_and_rings_are_tiers():
    """Bois-Clair comes first, then Val-Nord, then the unknown; each ring holds its tier."""
    found = places(draw(territory_graph()))
    slices, radii = {}, {}
    for name, _, where, tier in ACTORS.values():
        slices.setdefault(where, []).append(turn(found[name]))
        radii.setdefault(tier, []).append(float(np.hypot(*found[name])))
    assert max(slices["Bois-Clair"]) < min(slices["Val-Nord"])
    assert max(slices["Val-Nord"]) < min(slices[None])
    assert max(radii["regional"]) < min(radii["supralocal"])
    assert max(radii["supralocal"]) < min(radii["local"])
    assert max(radii["local"]) < min(radii[None])
    assert max(radii[None]) < 1


def test_ties_within_and_across_are_counted():
    """Of eight: A1-A2, A2-A6, A1-A6 in Val-Nord, A3-A5 in Bois-Clair; A6-A7 touches an unknown."""
    words = legend(draw(territory_graph()))
    assert words[words.index("dans un même territoire") + 1] == "4"
    assert words[words.index("entre deux territoires") + 1] == "3"
    index = next(i for i, word in enumerate(words) if word.startswith("touchant un territoire"))
    assert words[index + 1] == "1"


def test_territories_and_tiers_are_named_with_their_actors():
    ax = draw(territory_graph(), lang="en")
    assert [t.get_text() for t in of_kind(ax, "territory")] == [
        "Bois-Clair",
        "Val-Nord",
        "Territory not stated",
    ]
    assert {t.get_text() for t in of_kind(ax, "tier")} == {
        "regional",
        "supralocal",
        "local",
        "tier not stated",
    }
    assert {"2 actors", "4 actors"} <= set(texts(ax))


def test_without_tiers_there_is_one_ring():
    ax = draw(sixty_actors())
    assert not of_kind(ax, "tier")
    assert len([p for p in ax.patches if isinstance(p, matplotlib.patches.Ellipse)]) == 1
    assert "anneau" not in " ".join(texts(ax))
    assert len(of_kind(ax, "territory")) == 5


def test_actors_without_a_tie_stand_in_their_territory():
    ax = draw(sixty_actors(isolates=4))
    assert "sans lien" not in " ".join(texts(ax))
    drawn = [c for c in ax.collections if isinstance(c, matplotlib.collections.PathCollection)]
    assert sum(len(c.get_offsets()) for c in drawn) == 60


@pytest.mark.parametrize("graph", [the_sample(), sixty_actors()], ids=["sample", "invented"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_name_touches_another(graph, lang):
    ax = draw(graph, lang=lang)
    figure = ax.get_figure()
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    named = [*of_kind(ax, "names-"), *of_kind(ax, "territory"), *of_kind(ax, "tier")]
    boxes = np.array([t.get_window_extent(renderer).extents for t in named])
    # boxes of fonts are a little taller than letters
    boxes += [0.5, 1.2, -0.5, -1.2]
    one, two = boxes[:, None], boxes[None, :]
    touch = (one[..., 0] < two[..., 2]) & (two[..., 0] < one[..., 2])
    touch &= (one[..., 1] < two[..., 3]) & (two[..., 1] < one[..., 3])
    assert not np.triu(touch, 1).any()
    assert (boxes > 0).all()
    assert (boxes[:, 2:] < figure.bbox.extents[2:]).all()


def test_exchanges_shorten_ties():
    """Twelve pairs across two territories: each should face its partner, not stand at random."""
    graph = nx.Graph((f"a{i:02d}", f"b{(i * 7) % 12:02d}") for i in range(12))
    for actor in graph:
        graph.nodes[actor]["territory"] = actor[0]
    spots = places(draw(graph, by=None))
    ours = np.mean([np.hypot(*(spots[a] - spots[b])) for a, b in graph.edges])
    everyone = [
        np.hypot(*(spots[a] - spots[b]))
        for a in spots
        for b in spots
        if a[0] == "a" and b[0] == "b"
    ]
    assert ours < 0.9 * np.mean(everyone)


def test_same_bytes_whatever_the_order_of_rows(tmp_path):
    graph = territory_graph()
    shuffled = nx.Graph(**graph.graph)
    shuffled.add_nodes_from(reversed(list(graph.nodes(data=True))))
    shuffled.add_edges_from((b, a, data) for a, b, data in reversed(list(graph.edges.data())))
    paths = [save_figure(draw(g), tmp_path / f"{k}.svg") for k, g in enumerate((graph, shuffled))]
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_the_graph_stays_as_it_is():
    graph = territory_graph()
    before = copy.deepcopy(graph)
    draw(graph, style=Style.grey())
    assert nx.utils.graphs_equal(graph, before)


def test_one_actor_and_one_territory():
    graph = nx.Graph()
    graph.add_node("A", territory="X")
    assert [t.get_text() for t in of_kind(draw(graph, by=None), "territory")] == ["X"]


def test_a_network_without_territories_is_refused():
    with pytest.raises(MissingAttribute, match="territory"):
        draw(nx.path_graph(3), by=None)
    with pytest.raises(NotComparable):
        draw(nx.MultiGraph([(0, 1)]), by=None)
