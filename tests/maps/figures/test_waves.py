import itertools

import matplotlib
import networkx as nx
import numpy as np
import pytest

import concertnet as cn
from concertnet.errors import MissingAttribute, NotComparable, OutsideObservation
from concertnet.maps.figures.waves import draw_waves
from concertnet.maps.layout.layout import map_layout
from concertnet.maps.paper.days import when_text
from concertnet.maps.paper.style import Style
from concertnet.words import words
from tests.maps.charts import LETTER, assert_printable, assert_same_bytes, page, said, texts
from tests.networks import the_sample


@pytest.fixture(scope="module")
def net():
    return the_sample()


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
    dates = {when_text(words(lang), f"{year}-12-31") for year in (2022, 2023, 2024)}
    assert dates <= set(texts(ax))
    steps = cn.escalation(net)
    assert len(lines(ax, "new")) == steps[["formed", "arrived"]].sum(axis=None)
    assert len(lines(ax, "lost")) == steps[["dissolved", "left"]].sum(axis=None)
    cores = [line for line in ax.lines if line.get_gid() == "core"]
    assert len(cores) == len(lines(ax, "new"))
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


def marks_of(ax, colour):
    """Areas of the marks of a colour, panel after panel; those of the legend have no place."""
    wanted = matplotlib.colors.to_rgba(colour)
    return [
        np.asarray(part.get_sizes())
        for part in ax.collections
        if len(part.get_facecolor()) and tuple(part.get_facecolor()[0]) == wanted
    ]


def test_a_group_that_comes_later_changes_no_mark_of_the_others():
    waves = two(["ab", "bc"], ["ab", "bc", "cd"])
    for graph in waves:
        nx.set_node_attributes(
            graph, dict(zip("abcde", ["N", "N", "S", "E", "S"], strict=True)), "z"
        )
    waves[0].remove_node("d")
    style = Style()
    ax = draw_waves(waves, by="z", lang="en", ax=page())
    marks = style.marks("NSE", "z")
    # N holds a and b, S holds c (e has no tie): in both panels
    for group, n in (("N", 2), ("S", 1)):
        sizes = [len(s) for s in marks_of(ax, marks[group].colour)]
        assert sizes.count(n) >= 2
    assert len(marks_of(ax, marks["E"].colour)) == 2  # its only panel, and the legend


def test_a_level_that_comes_later_changes_no_line_of_the_others():
    waves = two(["ab", "bc"], ["ab", "bc", "cd"])
    for graph in waves:
        for k, (a, b) in enumerate(graph.edges):
            graph.edges[a, b].update(level=("low", "mid", "high")[k], rank=k)
    ax = draw_waves(waves, lang="en", ax=page())
    widths = {line.get_linewidth() for line in lines(ax, "tie")}
    assert len(widths) == 2  # low and mid, each the same in both panels; high is new
    assert {"low", "mid", "high"} <= set(texts(ax))


def test_the_same_number_of_ties_has_the_same_area_at_every_wave():
    few, many = nx.star_graph(3), nx.star_graph(3)
    many.add_nodes_from(range(4, 400))
    many.add_edges_from((k, k + 1) for k in range(4, 399))
    ax = draw_waves([few, many], by=None, lang="en", ax=page())
    panels = [np.asarray(p.get_sizes()) for p in ax.collections if len(p.get_sizes()) > 3]
    # three ties at the middle of the star
    assert panels[0].max() == pytest.approx(panels[1].max())


@pytest.mark.parametrize("size", [(9, 6.5), (7, 4.5), (9, 3.2)])
def test_dates_stand_apart_on_any_page(net, size):
    """A panel is no narrower than its date; where none can be drawn so, the page says it."""
    ax = draw_waves(net, every="QE", lang="fr", ax=page(size))
    ax.get_figure().draw_without_rendering()
    headings = [t for t in ax.texts if t.get_fontweight() == "bold" and t is not ax.texts[0]]
    boxes = [t.get_window_extent() for t in headings]
    assert bool(boxes) == ("trop petite" not in said(ax))
    for one, other in itertools.combinations(boxes, 2):
        assert one.x1 < other.x0 or other.x1 < one.x0 or one.y0 > other.y1 or other.y0 > one.y1


def test_a_page_too_small_for_its_waves_says_so(net):
    ax = draw_waves(net, every="QE", lang="en", ax=page((4, 3)))
    assert "The page is too small for" in " ".join(said(ax).split())
    assert not lines(ax, "tie")
