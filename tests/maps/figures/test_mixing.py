import matplotlib.pyplot as plt
import networkx as nx
import numpy as np
import pandas as pd
import pytest

from concertnet.hinges.mixing import Mixing, mixing
from concertnet.maps.figures.mixing import draw_mixing
from concertnet.maps.paper.files import page_axes
from concertnet.maps.paper.style import Style
from tests.networks import sixty_actors


def draw(matrix, lang="fr", **options):
    return draw_mixing(matrix, lang=lang, ax=page_axes(size=(8, 8)), **options)


def texts(ax):
    return [text.get_text() for text in ax.texts]


def framed(ax):
    """Cells with a dashed frame, as (row, column)."""
    return {
        tuple(map(int, (p.get_gid()).split("-")[-2:]))
        for p in ax.patches
        if (p.get_gid() or "").startswith("fewer")
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


def test_frames_mark_fewer_ties_than_sizes_and_density_give(matrix):
    # 62 ties of 595 pairs. In the order of sectors: community, institutional, private.
    overall = 62 / 595
    expected = np.array([[190, 200, 100], [200, 45, 50], [100, 50, 10]]) * overall
    counts = np.array([[20, 30, 1], [30, 9, 2], [1, 2, 0]])
    wanted = {(i, j) for i in range(3) for j in range(3) if counts[i, j] < expected[i, j]}
    assert framed(draw(matrix)) == wanted
    assert (0, 2) in wanted
    assert (0, 1) not in wanted


def test_the_caption_says_the_rule_and_what_is_left_out(matrix):
    caption = " ".join(texts(draw(matrix)))
    assert "densité d’ensemble (10,4\u202f%)" in caption
    assert (
        "3 acteurs de groupe inconnu ne sont pas comptés, ni 4 liens qui les touchent." in caption
    )
    assert "38 acteurs et 66 liens" in caption
    english = " ".join(texts(draw(matrix, lang="en")))
    assert "overall density (10.4%)" in english
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
