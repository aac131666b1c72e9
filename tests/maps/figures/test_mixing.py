import matplotlib.pyplot as plt
import networkx as nx
import numpy as np
import pandas as pd
import pytest

from concertnet.hinges.mixing import Mixing, mixing
from concertnet.maps.figures.mixing import draw_mixing
from concertnet.maps.paper.files import page_axes
from concertnet.maps.paper.style import Style
from concertnet.measures.chance.pairs_apart import holm
from tests.networks import sixty_actors


def draw(matrix, lang="fr", **options):
    return draw_mixing(matrix, lang=lang, ax=page_axes(size=(8, 8)), **options)


def texts(ax):
    return [text.get_text() for text in ax.texts]


def framed(ax, than="fewer"):
    """Cells with a dashed frame, or a solid one, as (row, column)."""
    return {
        tuple(map(int, (p.get_gid()).split("-")[-2:]))
        for p in ax.patches
        if (p.get_gid() or "").startswith(than)
    }


@pytest.fixture
def matrix():
    groups = ["private", "community", "institutional"]
    counts = pd.DataFrame([[0, 1, 2], [1, 20, 30], [2, 30, 9]], index=groups, columns=groups)
    return Mixing(counts, pd.Series([5, 20, 10], index=groups), unknown_actors=3, unknown_ties=4)


def test_cells_hold_present_possible_and_density(matrix):
    shown = texts(draw(matrix))
    assert shown.count("1 / 100") == 2
    assert shown.count("20 / 190") == 1
    assert "11\u202f%" in shown  # 20 of 190
    assert "0 / 10" in shown


def test_sectors_stand_in_the_order_of_the_legend(matrix):
    shown = texts(draw(matrix))
    rows = [shown.index(f"{name}") for name in ("Communautaire (20)", "Privé (5)")]
    assert rows == sorted(rows)


def two_blocks(inside, across, n=20):
    """Two groups of `n` actors, so many ties of each actor inside its own and across."""
    graph = nx.Graph()
    for i in range(n):
        graph.add_edges_from((f"a{i}", f"a{(i + k) % n}") for k in range(1, inside // 2 + 1))
        graph.add_edges_from((f"b{i}", f"b{(i + k) % n}") for k in range(1, inside // 2 + 1))
        graph.add_edges_from((f"a{i}", f"b{(i + k) % n}") for k in range(across))
    return graph, {actor: actor[0] for actor in graph}


def test_frames_mark_what_chance_would_not_give():
    graph, groups = two_blocks(4, 1)
    ax = draw(graph, by=groups)
    assert framed(ax) == {(0, 1), (1, 0)}
    assert framed(ax, "more") == {(0, 0), (1, 1)}
    graph, groups = two_blocks(4, 4)
    ax = draw(graph, by=groups)
    assert framed(ax) == framed(ax, "more") == set()
    assert "Aucune case n’est dans ce cas." in " ".join(texts(ax))


def test_a_cell_of_few_expected_ties_has_no_frame():
    # c knows nobody; shuffles would give it 3 ties with a and with b each.
    graph, groups = two_blocks(4, 4)
    graph.add_node("c0")
    groups["c0"] = "c"
    assert framed(draw(graph, by=groups)) == set()
    # a clique of five that never meets the rest is too small to be told
    clique = nx.disjoint_union(nx.complete_graph(4), nx.path_graph(8))
    of = {i: "x" if i < 4 else "y" for i in clique}
    assert not framed(draw(clique, by=of), "more")


def test_p_values_are_adjusted_as_holm_does():
    # as R: p.adjust(c(0.01, 0.02, 0.03, 0.04), "holm")
    assert holm(np.array([0.04, 0.01, 0.03, 0.02])).round(12).tolist() == [0.06, 0.04, 0.06, 0.06]
    assert np.isnan(holm(np.array([np.nan, 0.2]))).tolist() == [True, False]
    assert holm(np.array([0.6, 0.7])).tolist() == [1.0, 1.0]


def test_a_matrix_alone_has_no_frame_and_says_so(matrix):
    ax = draw(matrix)
    assert framed(ax) == framed(ax, "more") == set()
    assert "Aucun cadre" in " ".join(texts(ax))


def test_the_caption_says_the_rule_and_what_is_left_out(matrix):
    caption = " ".join(texts(draw(matrix)))
    assert "dans tout le réseau\u00a0: 10,4\u202f%" in caption
    graph, groups = two_blocks(4, 1)
    rule = " ".join(texts(draw(graph, by=groups)))
    assert "4\u202f999 redistributions" in rule
    assert "par la méthode de Holm pour les 3 cases comparées" in rule
    assert (
        "3 acteurs de groupe inconnu ne sont pas comptés, ni 4 liens qui les touchent." in caption
    )
    assert "38 acteurs et 66 liens" in caption
    english = " ".join(texts(draw(matrix, lang="en")))
    assert "in the whole network: 10.4%" in english
    assert "3 actors of unknown group are not counted, nor 4 ties that touch them." in english


def test_a_cell_without_a_possible_pair_is_undefined():
    counts = pd.DataFrame([[0, 1], [1, 1]], index=["a", "b"], columns=["a", "b"])
    ax = draw(Mixing(counts, pd.Series([1, 3], index=["a", "b"])), lang="en")
    assert "0 / 0" in texts(ax)
    assert "–" in texts(ax)
    assert (0, 0) not in framed(ax)


def test_a_directed_matrix_says_which_way():
    graph = nx.DiGraph(nx.karate_club_graph())
    caption = " ".join(texts(draw(mixing(graph, by="club"), lang="en")))
    assert "from the group of the row to the group of the column" in caption


@pytest.mark.parametrize("k", [1, 2, 6, 16])
def test_texts_do_not_touch(k):
    names = [f"Territoire numéro {i}" for i in range(k)]
    groups = {actor: names[i % k] for i, actor in enumerate(sixty_actors())}
    ax = draw(mixing(sixty_actors(), by=groups))
    figure = ax.get_figure()
    figure.canvas.draw()
    boxes = np.array([t.get_window_extent(figure.canvas.get_renderer()).extents for t in ax.texts])
    boxes += [0.4, 1.2, -0.4, -1.2]
    one, two = boxes[:, None], boxes[None]
    touch = (one[..., :2] < two[..., 2:]).all(axis=2) & (two[..., :2] < one[..., 2:]).all(axis=2)
    assert not np.triu(touch, 1).any()
    assert (boxes > 0).all()
    assert (boxes[:, 2:] < figure.bbox.extents[2:]).all()


def test_no_group_and_no_tie():
    nobody = pd.DataFrame(np.zeros((0, 0), dtype=int))
    assert "0 acteur et 0 lien" in texts(draw(Mixing(nobody, pd.Series([], dtype=int))))
    graph = nx.empty_graph(4)
    ax = draw(mixing(graph, by={0: "a", 1: "a", 2: "b", 3: "b"}))
    assert framed(ax) == set()
    assert "0 / 4" in texts(ax)


def test_hostile_groups_and_grey():
    groups = {0: "$x$", 1: "<b>\n&", 2: "\\frac"}
    ax = draw(mixing(nx.path_graph(3), by=groups), style=Style.grey(), title="$T$")
    assert "$T$" in texts(ax)
    assert any("$x$" in text for text in texts(ax))
    ax.get_figure().canvas.draw()


def test_without_axes_a_notebook_has_a_figure():
    ax = draw_mixing(mixing(nx.karate_club_graph(), by="club"), lang="en")
    try:
        assert ax.get_figure().number in plt.get_fignums()
    finally:
        plt.close(ax.get_figure())
