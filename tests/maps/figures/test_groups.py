import collections
import re
import warnings

import matplotlib
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concertnet.errors import ConcertnetError, MissingAttribute, NotComparable
from concertnet.maps.figures.groups import class_tops, collapsed, range_words
from concertnet.maps.figures.mixing import draw_mixing
from concertnet.maps.figures.network import draw_network
from concertnet.maps.paper.files import page_axes, save_figure
from concertnet.maps.paper.style import Style
from concertnet.words import words
from tests.networks import gaps_of, sixty_actors, the_sample, village


def draw(graph, **options):
    options.setdefault("lang", "fr")
    return draw_network(graph, ax=page_axes(), **options)


def texts(ax):
    return [text.get_text() for part in (ax, *ax.child_axes) for text in part.texts]


def gids(ax, start):
    return [text for text in ax.texts if (text.get_gid() or "").startswith(start)]


def crossed():
    """Two sectors in two places, counted by hand.

    Community in X: a, b (tied to each other); private in X: c; private in Y: d; unknown in Y: e.
    Ties: a-b within, a-c and b-c between the first two, c-d, d-e.
    """
    graph = nx.Graph([("a", "b"), ("a", "c"), ("b", "c"), ("c", "d"), ("d", "e")])
    for actor, sector, place in (
        ("a", "community", "X"),
        ("b", "community", "X"),
        ("c", "private", "X"),
        ("d", "private", "Y"),
        ("e", None, "Y"),
    ):
        graph.nodes[actor].update(territory=place)
        if sector:
            graph.nodes[actor]["sector"] = sector
    return graph


class TestCounts:
    def test_by_hand(self):
        found = collapsed(crossed(), "sector x territory", words("en"))
        assert found.columns == ("sector", "territory")
        assert found.cells == (
            ("community", "X"),
            ("private", "X"),
            ("private", "Y"),
            (None, "Y"),
        )
        assert found.sizes.tolist() == [2, 1, 1, 1]
        assert found.within.tolist() == [1, 0, 0, 0]
        assert found.pairs.tolist() == [[0, 1], [1, 2], [2, 3]]
        assert found.counts.tolist() == [2, 1, 1]

    @pytest.mark.parametrize(
        "collapse", ["sector x territory", "sector × territory", ("sector", "territory")]
    )
    def test_ways_to_ask(self, collapse):
        assert collapsed(crossed(), collapse, words("en")).columns == ("sector", "territory")

    @settings(max_examples=40, deadline=None)
    @given(st.integers(1, 12), st.integers(0, 30), st.integers(0, 99))
    def test_against_counting_one_by_one(self, n, m, seed):
        graph = nx.gnm_random_graph(n, m, seed=seed, directed=bool(seed % 2))
        rng = np.random.default_rng(seed)
        for actor in graph:
            graph.nodes[actor]["part"] = str(rng.integers(0, 3))
        found = collapsed(graph, "part", words("en"))
        part = nx.get_node_attributes(graph, "part")
        ties = {frozenset(pair) for pair in graph.edges}
        brute = collections.Counter(tuple(sorted(part[a] for a in pair)) for pair in ties)
        ours = {
            (found.cells[a][0], found.cells[b][0]): int(k)
            for (a, b), k in zip(found.pairs, found.counts, strict=True)
        }
        ours |= {
            (cell[0], cell[0]): int(k)
            for cell, k in zip(found.cells, found.within, strict=True)
            if k
        }
        assert ours == brute
        assert dict(zip((c[0] for c in found.cells), found.sizes, strict=True)) == (
            collections.Counter(part.values())
        )

    def test_the_counts_of_the_sample_add_up(self):
        net = the_sample()
        found = collapsed(net, "sector x territory", words("fr"))
        assert found.sizes.sum() == len(net.graph())
        assert found.within.sum() + found.counts.sum() == net.graph().number_of_edges()


class TestPage:
    def test_names_counts_and_legend(self):
        ax = draw(crossed(), collapse="sector x territory")
        shown = [t.get_text().replace("\n", " ") for t in gids(ax, "names-")]
        assert "Communautaire, X (2\u00a0acteurs, 1\u00a0lien)" in shown
        assert "Inconnu, Y (1\u00a0acteur)" in shown
        assert sorted(t.get_text() for t in gids(ax, "count")) == ["1", "1", "2"]
        legend = [t.get_text() for part in ax.child_axes for t in part.texts]
        assert legend[legend.index("Privé") + 1] == "2"
        assert legend[legend.index("2 liens") + 1] == "1"
        assert "4 groupes, 5 acteurs, 5 liens" in " ".join(texts(ax))

    def test_areas_are_numbers_of_actors(self):
        graph = nx.empty_graph(11)
        nx.set_node_attributes(graph, {i: "A" if i < 8 else "B" for i in graph}, "part")
        ax = draw(graph, collapse="part")
        sizes = {
            c.get_label(): c.get_sizes()[0] * (np.pi / 4 if c.get_label() == "A" else 1)
            for c in ax.collections
            if isinstance(c, matplotlib.collections.PathCollection)
        }
        # A is a circle (s is 4 area / pi), B a square (s is its area).
        assert sizes["A"] / sizes["B"] == pytest.approx(8 / 3)

    def test_widths_rise_with_the_number_of_ties(self):
        ax = draw(the_sample(), collapse="sector")
        lines = [c for c in ax.collections if isinstance(c, matplotlib.collections.LineCollection)]
        lines = [c for c in lines if not c.get_gid()]  # but those that lead to names
        widths = [c.get_linewidths()[0] for c in lines]
        assert len(widths) == 4
        assert widths == sorted(widths)
        found = collapsed(the_sample(), "sector", words("fr"))
        assert sum(len(c.get_segments()) for c in lines) == len(found.pairs)

    @pytest.mark.parametrize("lang", ["fr", "en"])
    @pytest.mark.parametrize("collapse", ["sector", "sector x territory", "territory"])
    def test_counts_touch_no_name_and_no_other_count(self, lang, collapse):
        ax = draw(the_sample(), collapse=collapse, lang=lang)
        figure = ax.get_figure()
        figure.canvas.draw()
        boxes = np.array(
            [
                t.get_window_extent(figure.canvas.get_renderer()).extents
                for t in [*gids(ax, "count"), *gids(ax, "names-")]
            ]
        )
        # boxes of fonts are a little taller than digits
        boxes += [0.5, 1.0, -0.5, -1.0]
        one, two = boxes[:, None], boxes[None, :]
        touch = (one[..., 0] < two[..., 2]) & (two[..., 0] < one[..., 2])
        touch &= (one[..., 1] < two[..., 3]) & (two[..., 1] < one[..., 3])
        assert len(gids(ax, "count")) > 3
        assert not np.triu(touch, 1).any()

    def test_same_bytes_whatever_the_order_of_rows(self, tmp_path):
        graph = village()
        shuffled = nx.Graph(**graph.graph)
        shuffled.add_nodes_from(reversed(list(graph.nodes(data=True))))
        shuffled.add_edges_from((b, a, data) for a, b, data in reversed(list(graph.edges.data())))
        paths = [
            save_figure(draw(g, collapse="sector x territory"), tmp_path / f"{k}.svg")
            for k, g in enumerate((graph, shuffled))
        ]
        assert paths[0].read_bytes() == paths[1].read_bytes()

    def test_grey_has_no_colour(self):
        ax = draw(the_sample(), collapse="sector", style=Style.grey())
        for marks in ax.collections:
            for r, g, b, _ in marks.get_edgecolor():
                assert r == g == b

    def test_in_a_report_the_legend_stays_above_the_notes(self):
        """With many groups at the width of a text, what areas mean is a note, not cut samples."""
        graph = nx.complete_graph(22)
        nx.set_node_attributes(graph, {k: f"group {k // 2}" for k in graph}, "part")
        style = Style()
        ax = draw_network(graph, collapse="part", lang="fr", ax=page_axes(style, size=(6.5, 4.2)))
        w = words("fr")
        assert w["map_groups_size_note"] in " ".join(texts(ax)).replace("\n", " ")
        assert not any(text.startswith(w["map_groups_size_of"]) for text in texts(ax))

    @pytest.mark.parametrize("graph", [nx.empty_graph(1), nx.path_graph(2), nx.empty_graph(5)])
    def test_small_and_empty(self, graph):
        nx.set_node_attributes(graph, "A", "part")
        assert gids(draw(graph, collapse="part"), "names-")


class TestRefusals:
    @pytest.mark.parametrize("collapse", ["", "a x b x c", ("sector", "sector"), ()])
    def test_not_one_or_two_columns(self, collapse):
        with pytest.raises(ConcertnetError, match="sector"):
            draw(crossed(), collapse=collapse)

    def test_a_column_that_no_actor_has(self):
        with pytest.raises(MissingAttribute, match="theme"):
            draw(crossed(), collapse="sector x theme")

    @pytest.mark.parametrize(
        "option", [{"gaps": gaps_of(village())}, {"layout": pd.DataFrame({"x": [0.0], "y": [0.0]})}]
    )
    def test_what_belongs_to_actors(self, option):
        with pytest.raises(NotComparable, match="collapse"):
            draw(village(), collapse="sector", **option)


class TestDense:
    @pytest.mark.parametrize(("lang", "word"), [("fr", "dense"), ("en", "Dense")])
    def test_a_dense_network_proposes_the_matrix(self, lang, word):
        """Of 15 actors, 42 of 105 pairs: 40 %."""
        graph = nx.gnm_random_graph(15, 42, seed=1)
        nx.set_node_attributes(graph, {i: "xyz"[i % 3] for i in graph}, "team")
        with pytest.warns(UserWarning, match='draw_mixing.*, by="team".*collapse="team"') as told:
            ax = draw(graph, by="team", lang=lang)
        assert told[0].filename == __file__
        foot = " ".join(texts(ax))
        assert word in foot
        assert re.search("40\\s?%", foot)

    def test_a_large_network_does_too(self):
        graph = nx.path_graph(151)
        nx.set_node_attributes(graph, {i: "private" if i % 2 else "arts" for i in graph}, "sector")
        nx.set_node_attributes(graph, {i: "Nord" if i % 3 else "Sud" for i in graph}, "territory")
        with pytest.warns(UserWarning, match='collapse="sector x territory"') as told:
            ax = draw(graph)
        assert "151" in " ".join(texts(ax))
        for call in re.findall(r'collapse="(.*?)"', str(told[0].message)):
            draw(graph, collapse=call)  # what is proposed works

    def test_nothing_is_proposed_that_would_fail(self):
        graph = nx.path_graph(151)
        with pytest.warns(UserWarning, match="151") as told:
            foot = " ".join(texts(draw(graph, by=None)))
        assert "draw_" not in str(told[0].message)
        assert "matrice" not in foot
        nx.set_node_attributes(graph, "private", "sector")
        with pytest.warns(UserWarning, match="draw_mixing") as told:
            draw(graph)
        assert "collapse" not in str(told[0].message)
        draw_mixing(graph, lang="fr", ax=page_axes())

    @pytest.mark.parametrize(
        "graph",
        [nx.gnm_random_graph(15, 41, seed=1), nx.path_graph(150), nx.complete_graph(5)],
    )
    def test_others_do_not(self, graph):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            foot = " ".join(texts(draw(graph, by=None)))
        assert "matrice" not in foot

    def test_a_collapsed_map_is_not_told_to_collapse(self):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            draw(sixty_actors(), collapse="sector")


def test_the_first_width_begins_at_the_fewest_ties():
    counts = np.array([50, 60, 3000])
    tops = class_tops(counts)
    assert range_words(words("en"), counts, tops)[0].startswith("50")
    assert tops[-1] == 3000
    assert range_words(words("en"), np.array([7, 7]), class_tops(np.array([7, 7]))) == ["7 ties"]
