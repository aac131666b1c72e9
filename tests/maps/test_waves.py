import networkx as nx
import numpy as np
import pytest

import concertnet as cn
from concertnet.errors import MissingAttribute, NotComparable, OutsideObservation
from concertnet.maps.layout import map_layout
from concertnet.maps.style import Style
from concertnet.maps.waves import draw_waves

from .charts import LETTER, assert_printable, assert_same_bytes, page, said, texts


@pytest.fixture(scope="module")
def net():
    return cn.sample_network()


def lines(ax, kind):
    return [line for line in ax.lines if (line.get_gid() or "").startswith(f"{kind}-")]


def two(before, after):
    """Two waves of the actors a to e, with these ties."""
    graphs = [nx.Graph(ties) for ties in (before, after)]
    for graph in graphs:
        graph.add_nodes_from("abcde", sector="community")
    return graphs


def test_what_is_new_and_what_is_lost():
    ax = draw_waves(two(["ab", "bc", "cd"], ["ab", "bd"]), lang="en", ax=page())
    # three ties, then one that stays
    assert [len(lines(ax, kind)) for kind in ("tie", "new", "lost")] == [4, 1, 2]
    assert "5 actors 3 ties density 30.0%" in " ".join(said(ax).split())
    assert "+1 \u22122" in said(ax)
    assert "1 actor without a tie at any wave is not shown." in said(ax)
    assert {"Wave 1", "Wave 2"} <= set(texts(ax))


@pytest.mark.parametrize(("lang", "style"), [("fr", Style()), ("en", Style.grey())])
def test_the_sample(net, lang, style):
    ax = draw_waves(net, lang=lang, style=style, ax=page(LETTER))
    assert {"2022-12-31", "2023-12-31", "2024-12-31"} <= set(texts(ax))
    steps = cn.escalation(net)
    assert len(lines(ax, "new")) == steps[["formed", "arrived"]].sum(axis=None)
    assert len(lines(ax, "lost")) == steps[["dissolved", "left"]].sum(axis=None)
    cores = [line for line in ax.lines if line.get_gid() == "core"]
    assert len(cores) == (len(lines(ax, "new")) if style == Style.grey() else 0)
    assert {"Lien nouveau", "New tie"} & set(texts(ax))
    assert sum(t.get_gid() == "name" for t in ax.texts) >= 3
    assert_printable(ax)


def test_places_do_not_move(net):
    layout = map_layout(net.waves())
    one, other = (draw_waves(net, layout=layout, lang="fr", ax=page()) for _ in range(2))
    pairs = zip(one.lines, other.lines, strict=True)
    assert all(np.array_equal(a.get_xydata(), b.get_xydata()) for a, b in pairs)
    with pytest.raises(NotComparable, match="A"):
        draw_waves(net, layout=layout.iloc[:5], ax=page())


def test_twelve_waves_and_no_more(net):
    ax = draw_waves(net, every="QE", lang="fr", ax=page())
    assert "12 vagues" in said(ax)
    with pytest.raises(NotComparable, match="12"):
        draw_waves(net, every="ME", ax=page())


def test_persons_are_not_named():
    graphs = two(["ab", "bc"], ["ab", "ac"])
    for graph in graphs:
        graph.nodes["a"].update(kind="person", name="Madame Untel")
        graph.nodes["b"].update(name="Table Untelle")
    ax = draw_waves(graphs, lang="fr", ax=page())
    assert "Untelle" in said(ax)
    assert "Madame" not in said(ax)


def test_nothing_and_nonsense(net):
    ax = draw_waves(two([], []), lang="en", ax=page())
    assert "there is nothing to show." in said(ax)
    with pytest.raises(NotComparable):
        draw_waves(two(["ab"], ["ab"])[:1], ax=page())
    with pytest.raises(OutsideObservation):
        draw_waves(net, "1990", "1991", ax=page())
    with pytest.raises(MissingAttribute):
        draw_waves(net, by="nothing", ax=page())


def test_same_bytes(tmp_path):
    waves = two(["ab", "bc", "cd"], ["ab", "bd"])
    assert_same_bytes(lambda: draw_waves(waves, lang="fr", ax=page()), tmp_path)
