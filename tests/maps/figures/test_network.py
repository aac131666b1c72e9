import copy
import re

import matplotlib
import matplotlib.pyplot as plt
import networkx as nx
import numpy as np
import pandas as pd
import pytest

import concertnet as cn
from concertnet.errors import MissingAttribute, NotComparable
from concertnet.maps.figures.network import draw_network
from concertnet.maps.layout.layout import map_layout
from concertnet.maps.nodelink.contents import read_contents
from concertnet.maps.nodelink.emphasis import read_emphasis
from concertnet.maps.paper.files import page_axes, save_figure
from concertnet.maps.paper.style import Style
from concertnet.scale import PARTNER
from concertnet.words import words
from tests.networks import gaps_of, sixty_actors, village


def draw(graph, **options):
    options.setdefault("lang", "fr")
    return draw_network(graph, ax=page_axes(), **options)


def names(ax):
    """The names of actors that stand on the map, by the artist."""
    return [text for text in ax.texts if re.fullmatch(r"names-\d+", text.get_gid() or "")]


def boxes_of_marks(ax):
    """The boxes of all marks, in pixels, from what is drawn."""
    found = []
    for marks in ax.collections:
        if not isinstance(marks, matplotlib.collections.PathCollection) or marks.get_gid():
            continue
        centres = ax.transData.transform(np.asarray(marks.get_offsets()))
        for k, (x, y) in enumerate(centres):
            size = marks.get_transforms()[k % len(marks.get_transforms())]
            shape = marks.get_paths()[0].vertices @ size[:2, :2].T
            (left, bottom), (right, top) = shape.min(axis=0), shape.max(axis=0)
            found.append((x + left, y + bottom, x + right, y + top))
    return np.array(found)


def boxes_of(texts, ax):
    figure = ax.get_figure()
    figure.canvas.draw()
    return np.array(
        [text.get_window_extent(figure.canvas.get_renderer()).extents for text in texts]
    )


def touching(one, two):
    return (
        (one[:, None, 0] < two[None, :, 2])
        & (two[None, :, 0] < one[:, None, 2])
        & (one[:, None, 1] < two[None, :, 3])
        & (two[None, :, 1] < one[:, None, 3])
    )


def words_on(ax):
    return [text.get_text() for part in (ax, *ax.child_axes) for text in part.texts]


def words_of_legend(ax):
    return [text.get_text() for part in ax.child_axes for text in part.texts]


@pytest.fixture(scope="module")
def sixty():
    graph = sixty_actors()
    return graph, draw(graph, gaps=gaps_of(graph))


class TestPage:
    def test_every_actor_is_named_in_full_or_in_the_key(self, sixty):
        graph, ax = sixty
        shown = [name.get_text().replace("\n", " ") for name in names(ax)]
        assert len(shown) == len(graph)
        key = " ".join(words_of_legend(ax))
        for data in graph.nodes.values():
            assert data["name"] in shown or data["name"] in key

    def test_no_name_touches_another_a_mark_or_the_edge(self, sixty):
        _, ax = sixty
        texts, marks = boxes_of(names(ax), ax), boxes_of_marks(ax)
        assert len(marks) == 60
        assert not np.triu(touching(texts, texts), 1).any()
        assert not touching(texts, marks).any()
        assert (texts[:, :2] > 0).all()
        assert (texts[:, 2:] < ax.get_figure().bbox.extents[2:]).all()

    def test_nothing_written_touches_or_leaves_the_page(self, sixty):
        _, ax = sixty
        everything = [
            text
            for part in (ax, *ax.child_axes)
            for text in part.texts
            if not (text.get_gid() or "").startswith("halo")
        ]
        boxes = boxes_of(everything, ax)
        # Lines of a paragraph are closer than the boxes of their fonts.
        boxes += [0.4, 1.2, -0.4, -1.2]
        assert not np.triu(touching(boxes, boxes), 1).any()
        width, height = ax.get_figure().bbox.extents[2:]
        assert (boxes > 0).all()
        assert (boxes[:, 2] < width).all()
        assert (boxes[:, 3] < height).all()

    def test_marks_do_not_hide_each_other(self, sixty):
        _, ax = sixty
        marks = boxes_of_marks(ax)
        centres = (marks[:, :2] + marks[:, 2:]) / 2
        inside = touching(np.hstack([centres, centres]), marks)
        assert not np.triu(inside, 1).any()

    def test_heading_and_foot_say_what_is_shown(self, sixty):
        _, ax = sixty
        words = words_on(ax)
        assert "Réseau intersectoriel des Trois-Rives" in words
        date = "30\u00a0juin\u00a02025"
        assert f"60 acteurs et 150 liens  ·  {date}  ·  taux de réponse\u00a0: 78\u202f%" in words
        foot = " ".join(words)
        assert "Frontière du réseau\u00a0: organismes siégeant à une table du territoire." in foot
        assert "Source\u00a0: sondage, printemps 2025." in foot

    def test_the_legend_counts_what_is_drawn(self, sixty):
        graph, ax = sixty
        words = words_of_legend(ax)
        for word, count in (
            ("Communautaire", "22"),
            ("Institutionnel", "15"),
            ("Privé", "9"),
            ("Économie sociale", "10"),
            ("Inconnu", "4"),
            ("Lien manquant (privé)", "12"),
        ):
            assert words[words.index(word) + 1] == count
        levels = [
            words[words.index(x) + 1] for x in ("Collaboration", "Concertation", "Partenariat")
        ]
        assert sum(map(int, levels)) == graph.number_of_edges()
        assert "nombre de liens de l’acteur" in words

    def test_the_tray_is_titled_and_holds_actors_without_a_tie(self, sixty):
        _, ax = sixty
        assert "Acteurs sans lien (4)" in words_on(ax)
        (tray,) = ax.patches
        box = tray.get_window_extent()
        inside = [
            (box.x0 < (m[0] + m[2]) / 2 < box.x1) and (box.y0 < (m[1] + m[3]) / 2 < box.y1)
            for m in boxes_of_marks(ax)
        ]
        assert sum(inside) == 4

    def test_missing_links_are_dashed_and_ties_are_not(self, sixty):
        _, ax = sixty
        lines = [c for c in ax.collections if isinstance(c, matplotlib.collections.LineCollection)]
        dashed = [c for c in lines if c.get_linestyles()[0][1] is not None]
        assert len(dashed) == 12
        assert {matplotlib.colors.to_hex(c.get_color()[0]).upper() for c in dashed} == {"#D81B60"}
        others = [c for c in lines if c not in dashed and not c.get_gid()]
        solid = [c for c in others if c.get_linewidths()[0] < 3]
        assert sum(len(c.get_segments()) for c in solid) == 150

    def test_coordinates_are_those_of_the_layout(self):
        graph = sixty_actors()
        layout = map_layout(graph)
        ax = draw(graph, layout=layout)
        drawn = np.concatenate(
            [
                np.asarray(c.get_offsets())
                for c in ax.collections
                if isinstance(c, matplotlib.collections.PathCollection)
            ]
        )
        tied = layout.loc[~layout["tray"], ["x", "y"]].to_numpy()
        assert {tuple(xy) for xy in tied.round(6)} <= {tuple(xy) for xy in drawn.round(6)}


class TestWords:
    def test_english(self):
        words = words_on(draw(sixty_actors(), gaps=gaps_of(sixty_actors()), lang="en"))
        assert "60 actors and 150 ties  ·  30\u00a0June\u00a02025  ·  response rate: 78%" in words
        assert {"Private", "Partnership", "Missing link (private)", "Unknown"} <= set(words)
        assert "Actors without a tie (4)" in words

    def test_what_is_unknown_is_said(self):
        words = " ".join(words_on(draw(nx.path_graph(3), by=None)))
        assert "Carte du réseau" in words
        assert "Non précisés\u00a0: date, taux de réponse, frontière du réseau, source." in words
        assert words.lower().count("non précisé") == 1

    def test_more_missing_links_than_are_drawn(self):
        graph = sixty_actors()
        words = " ".join(words_of_legend(draw(graph, gaps=gaps_of(graph, 40))))
        assert "12 montrés sur 40" in words

    def test_another_scale_has_all_its_levels(self):
        graph = nx.Graph(scale=PARTNER)
        for k, level in enumerate(PARTNER.levels):
            graph.add_edge(0, k + 1, level=level, rank=k)
        words = words_of_legend(draw(graph, by=None, lang="en"))
        assert {"Awareness", "Cooperation", "Coordination", "Integration"} <= set(words)

    def test_another_grouping(self):
        words = words_of_legend(draw(village(), by="territory"))
        assert {"Territoire", "Val-Nord", "La Pointe"} <= set(words)

    def test_a_mapping_as_groups(self):
        graph = nx.path_graph(4)
        words = words_of_legend(draw(graph, by={0: "X", 1: "X", 2: "Y"}))
        assert {"Groupe", "X", "Y", "Inconnu"} <= set(words)

    def test_a_title_of_ones_own_or_none(self):
        assert "Mon titre" in words_on(draw(village(), title="Mon titre"))
        assert "Réseau intersectoriel des Trois-Rives" not in words_on(draw(village(), title=""))

    def test_direction_is_said_not_to_be_shown(self):
        words = " ".join(words_on(draw(nx.DiGraph([(0, 1), (1, 0), (1, 2)]), by=None)))
        assert "Le sens des liens n’est pas montré." in words
        assert "3 acteurs et 2 liens" in words

    def test_a_person_is_a_number(self):
        """Even where the id itself is a name, as in a table without ids."""
        graph = nx.path_graph(["Marie Tremblay", "P2"])
        graph.nodes["Marie Tremblay"].update(name="Marie Tremblay", kind="person")
        words = " ".join(words_on(draw(graph, by=None)))
        assert "Tremblay" not in words
        assert "Personne 1" in words or "Person 1" in words


class TestMissingLinks:
    def draw(self, rows):
        graph = nx.path_graph(["A", "B", "C", "D"])
        ax = draw(graph, by=None, gaps=pd.DataFrame(rows))
        lines = [c for c in ax.collections if isinstance(c, matplotlib.collections.LineCollection)]
        dashed = [c for c in lines if c.get_linestyles()[0][1] is not None]
        return len(dashed), " ".join(words_of_legend(ax))

    def test_actors_of_the_same_name_are_told_apart(self):
        graph = nx.Graph([("A1", "A2"), ("A2", "A3")])
        nx.set_node_attributes(graph, {"A1": "CDC", "A2": "MRC", "A3": "CDC"}, "name")
        written = {text.get_text() for text in names(draw(graph, by=None))}
        assert written == {"CDC (A1)", "MRC", "CDC (A3)"}

    def test_many_actors_without_a_tie_are_marks_alone(self):
        graph = nx.path_graph(6)
        graph.add_nodes_from(range(6, 90))
        nx.set_node_attributes(graph, {i: f"Organisme {i}" for i in graph}, "name")
        ax = draw(graph, by=None)
        assert len(boxes_of_marks(ax)) == 90
        assert {text.get_text() for text in names(ax)} == {f"Organisme {i}" for i in range(6)}

    def test_actors_off_the_map_are_counted(self):
        drawn, words = self.draw([{"actor": "A", "other": "D"}, {"actor": "A", "other": "Z"}])
        assert drawn == 1
        assert "1 hors de la carte" in words

    def test_a_tie_is_no_missing_link(self):
        assert self.draw([{"actor": "A", "other": "B"}])[0] == 0

    def test_a_pair_is_drawn_once(self):
        assert self.draw([{"actor": "A", "other": "C"}, {"actor": "C", "other": "A"}])[0] == 1

    def test_another_kind_of_gap_is_no_line(self):
        rows = [{"kind": "sector_at_instance", "actor": None, "other": None, "instance": "I1"}]
        drawn, words = self.draw(rows)
        assert drawn == 0
        assert "manquant" not in words

    def test_a_table_without_actors_is_refused(self):
        with pytest.raises(MissingAttribute) as error:
            draw(nx.path_graph(2), by=None, gaps=pd.DataFrame({"actor": ["A"]}))
        assert "other" in error.value.text("fr")


class TestGraphs:
    def test_the_graph_stays_as_it_is(self):
        graph = village()
        before = copy.deepcopy(graph)
        gaps = gaps_of(graph)
        same = gaps.copy(deep=True)
        draw(graph, gaps=gaps)
        assert nx.utils.graphs_equal(graph, before)
        assert graph.graph == before.graph
        pd.testing.assert_frame_equal(gaps, same)

    def test_the_order_of_rows_changes_nothing(self, tmp_path):
        graph = village()
        shuffled = nx.Graph(**graph.graph)
        shuffled.add_nodes_from(reversed(list(graph.nodes(data=True))))
        shuffled.add_edges_from((b, a, data) for a, b, data in reversed(list(graph.edges.data())))
        one = save_figure(draw(graph), tmp_path / "one.svg").read_bytes()
        assert save_figure(draw(shuffled), tmp_path / "two.svg").read_bytes() == one

    @pytest.mark.parametrize("n", [0, 1, 2, 40, 300])
    def test_a_graph_without_a_tie(self, n):
        graph = nx.empty_graph(n)
        ax = draw(graph, by=None)
        words = " ".join(words_on(ax))
        assert ("sans lien" in words) == (n > 0)
        boxes = boxes_of(names(ax), ax)
        assert len(boxes) == 0 or not np.triu(touching(boxes, boxes), 1).any()

    def test_two_actors(self):
        ax = draw(nx.path_graph(2), by=None)
        assert len(names(ax)) == 2

    def test_a_network_is_asked_for_its_graph(self):
        net = cn.Network(
            pd.DataFrame(
                {
                    "actor": ["a", "b"],
                    "sector": ["private", "community"],
                    "territory": ["Rives", "Monts"],
                }
            ),
            pd.DataFrame({"source": ["a"], "target": ["b"], "level": ["concertation"]}),
        )
        assert "Privé" in words_of_legend(draw(net))
        assert "Rives" in words_of_legend(draw(net, by="territory"))

    def test_levels_without_a_scale_are_read_by_rank_or_by_bourque(self):
        known = nx.Graph()
        known.add_edge(0, 1, level="partenariat")
        assert "Partenariat" in words_of_legend(draw(known, by=None))
        own = nx.Graph()
        own.add_edge(0, 1, level="often", rank=1)
        own.add_edge(1, 2, level="seldom", rank=0)
        words = words_of_legend(draw(own, by=None))
        assert words.index("seldom") < words.index("often")

    def test_a_tie_of_unknown_level_is_counted_apart(self):
        graph = village()
        graph.add_edge("A30", "A40")
        words = words_of_legend(draw(graph))
        assert words[words.index("Niveau inconnu") + 1] == "1"

    @pytest.mark.parametrize(
        ("graph", "error"),
        [
            (nx.MultiGraph([(0, 1), (0, 1)]), NotComparable),
            (nx.Graph([(0, 0)]), NotComparable),
            ("a graph", NotComparable),
            (nx.path_graph(3), MissingAttribute),
        ],
    )
    def test_what_cannot_be_drawn_is_refused(self, graph, error):
        with pytest.raises(error):
            draw(graph)

    @pytest.mark.parametrize(
        "layout",
        [
            pd.DataFrame({"x": [0.0, 1.0]}, index=[0, 1]),
            pd.DataFrame({"x": [0.0], "y": [1.0]}, index=[0]),
            pd.DataFrame({"x": [0.0, np.nan], "y": [1.0, 0.0]}, index=[0, 1]),
        ],
    )
    def test_a_layout_that_leaves_an_actor_out_is_refused(self, layout):
        with pytest.raises(NotComparable, match=r"1|y"):
            draw(nx.path_graph(2), by=None, layout=layout)


HOSTILE = [
    "$\\frac{1}{0}$",
    "100 $ ou 200 $",
    "\\alpha\\",
    "a_b^c{d}",
    "<script>alert(1)</script>",
    "]]> & \" '",
    "שלום עולם",
    "ligne\nune\r\nligne",
    "\x00\x1b[31m",
    "%s {0} {n}",
]


class TestHostileNames:
    @pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
    def test_names_are_shown_as_they_are(self, tmp_path, kind):
        graph = nx.Graph(title=HOSTILE[0], boundary=HOSTILE[4], source=HOSTILE[5], date=HOSTILE[2])
        nx.add_path(graph, range(len(HOSTILE)))
        graph.add_nodes_from((100 + k, {"name": name}) for k, name in enumerate(HOSTILE))
        for k, name in enumerate(HOSTILE):
            graph.nodes[k].update(name=name, sector=name)
        ax = draw(graph, by="sector")
        path = save_figure(ax, tmp_path / f"map.{kind}", dpi=60)
        shown = " ".join(words_on(ax))
        assert "$\\frac{1}{0}$" in shown
        assert "<script>alert(1)</script>" in shown
        if kind == "svg":
            text = path.read_text(encoding="utf-8")
            assert "<script" not in text
            assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
            assert "\x00" not in text

    def test_three_hundred_characters(self):
        graph = nx.path_graph(3)
        graph.nodes[0]["name"] = "interminable " * 24
        graph.nodes[1]["name"] = "x" * 300
        ax = draw(graph, by=None)
        boxes, marks = boxes_of(names(ax), ax), boxes_of_marks(ax)
        assert not touching(boxes, marks).any()
        assert "x" * 300 in "".join(words_of_legend(ax))


class TestSettings:
    def test_settings_of_the_user_neither_matter_nor_change(self, tmp_path):
        graph = village()
        plain = save_figure(draw(graph), tmp_path / "plain.png", dpi=50).read_bytes()
        own = {
            "font.size": 30,
            "axes.facecolor": "black",
            "text.color": "red",
            "lines.linewidth": 9,
        }
        with matplotlib.rc_context(own):
            before = dict(matplotlib.rcParams)
            theirs = save_figure(draw(graph), tmp_path / "theirs.png", dpi=50).read_bytes()
            assert dict(matplotlib.rcParams) == before
        assert theirs == plain

    def test_axes_of_ones_own_leave_pyplot_alone(self):
        before = plt.get_fignums()
        draw(nx.path_graph(3), by=None)
        assert plt.get_fignums() == before

    def test_without_axes_a_notebook_has_a_figure(self):
        ax = draw_network(nx.path_graph(3), by=None, lang="en")
        try:
            assert ax.get_figure().number in plt.get_fignums()
        finally:
            plt.close(ax.get_figure())

    def test_part_of_a_figure(self):
        figure, (left, right) = plt.subplots(1, 2, figsize=(12, 5))
        try:
            assert draw_network(village(), ax=left, lang="en") is left
            box = left.get_window_extent()
            figure.canvas.draw()
            for text in left.texts:
                extent = text.get_window_extent(figure.canvas.get_renderer())
                assert extent.x0 > box.x0 - 3
                assert extent.x1 < box.x1 + 3
            assert not right.texts
        finally:
            plt.close(figure)

    def test_grey_has_no_colour(self):
        ax = draw(village(), gaps=gaps_of(village()), style=Style.grey())
        figure = ax.get_figure()
        figure.canvas.draw()
        pixels = np.asarray(figure.canvas.buffer_rgba())[..., :3].astype(int)
        assert np.ptp(pixels, axis=2).max() <= 12


def test_halos_are_as_wide_whatever_the_resolution(tmp_path):
    """The share of the picture that is white: a fine print hides no more than a coarse one."""
    from PIL import Image

    from concertnet.maps.paper.files import page_axes, save_figure
    from concertnet.maps.paper.halo import halo

    shares = []
    for dpi in (60, 300):
        ax = page_axes(size=(3, 1))
        ax.set_facecolor("black")
        ax.add_patch(matplotlib.patches.Rectangle((0, 0), 1, 1, color="black"))
        text = ax.text(0.3, 0.4, "Halo", fontsize=18, color="white")
        text.set_path_effects([halo("#FFFFFF")])
        picture = Image.open(save_figure(ax, tmp_path / f"{dpi}.png", dpi=dpi)).convert("L")
        shares.append(np.asarray(picture).mean() / 255)
    assert shares[0] > 0.01
    assert abs(shares[1] / shares[0] - 1) < 0.15


def test_a_looser_tie_leaves_its_missing_link_on_the_map():
    graph = nx.Graph()
    graph.add_edge("a", "b", level="collaboration", rank=0)
    graph.add_edge("a", "c", level="partnership", rank=2)
    graph.add_node("d")
    gaps = pd.DataFrame({"actor": ["a", "a", "d"], "other": ["b", "c", "a"], "score": [3.0, 2, 1]})
    _, contents = read_contents(graph, None, words("en"))
    places = {actor: i for i, actor in enumerate(contents.actors)}
    wanted = gaps.assign(level="concertation")
    ends = [(places[a], places[b]) for a, b in (("a", "b"), ("d", "a"))]
    assert read_emphasis(wanted, contents, None).pairs == ends
    assert read_emphasis(gaps, contents, None).pairs == ends[1:]  # any tie is a link


def test_a_place_given_twice_is_refused():
    graph = nx.path_graph(2)
    layout = map_layout(graph)
    with pytest.raises(NotComparable, match="0"):
        draw(graph, by=None, layout=pd.concat([layout, layout.head(1)]))


@pytest.mark.parametrize("size", [(11, 8.5), (6.5, 4.2)])
def test_a_legend_drawn_again_smaller_leaves_nothing_behind(size):
    ax = draw_network(nx.karate_club_graph(), by="club", lang="fr", ax=page_axes(size=size))
    assert [child.get_label() for child in ax.child_axes].count("legend") == 1
