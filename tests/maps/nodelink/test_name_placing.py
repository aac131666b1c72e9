import numpy as np
import pytest

import concertnet as cn
from concertnet.maps.figures.network import draw_network
from concertnet.maps.nodelink.boxes import covered
from concertnet.maps.nodelink.name_placing import Wording, _Board, place_labels, wordings
from concertnet.maps.paper.text import Ruler
from tests.maps.charts import page
from tests.maps.pinned import as_pinned
from tests.networks import gaps_of, sixty_actors

PAGE = (0.0, 0.0, 200.0, 100.0)


def place(centres, widths, *, lines=(), inside=PAGE):
    centres = np.array(centres, dtype=float)
    choices = [[Wording("name", w, 8.0, 0.0)] if w else [] for w in widths]
    segments = np.array(lines, dtype=float).reshape(-1, 5)
    return place_labels(
        centres,
        np.full(centres.shape, 4.0),
        choices,
        order=range(len(centres)),
        segments=segments,
        inside=inside,
    )


def touches(one, two):
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def test_a_free_name_stands_at_the_right_of_its_mark():
    (name,) = place([(50, 50)], [30])
    assert name.side == 1
    assert name.box[0] > 54
    assert abs(name.y - 50) < 1


def test_a_name_leaves_the_edge_of_the_page():
    (name,) = place([(190, 50)], [30])
    assert name.side == -1
    assert name.box[2] < 186


def test_no_name_touches_a_name_or_a_mark():
    rng = np.random.default_rng(1)
    centres = rng.uniform((10, 10), (190, 90), (18, 2))
    placed = [p for p in place(centres, [34] * 18) if p]
    assert len(placed) >= 8
    marks = [(x - 4, y - 4, x + 4, y + 4) for x, y in centres]
    for k, one in enumerate(placed):
        assert not any(touches(one.box, two.box) for two in placed[k + 1 :])
        assert not any(touches(one.box, mark) for mark in marks)


def test_a_line_is_avoided_when_that_costs_nothing():
    (name,) = place([(100, 50)], [30], lines=[(100, 50, 200, 50, 0.1)])
    assert name.side != 1


def test_a_name_makes_room_for_another():
    # The second has only one place, which the first would take.
    placed = place([(60, 50), (104, 50)], [30, 30], inside=(0, 44, 104, 56))
    assert all(placed)


def test_without_a_place_there_is_none():
    assert place([(50, 50)], [300]) == [None]
    assert place([(50, 50)], [0]) == [None]


def test_a_name_off_its_mark_has_a_line_that_leads_to_it():
    # Lines go all around the mark: every place beside it is crossed.
    turns = 2 * np.pi * np.arange(24) / 24
    fan = [(100, 50, 100 + 24 * np.cos(a), 50 + 24 * np.sin(a), 0.3) for a in turns]
    (name,) = place([(100, 50)], [30], lines=fan)
    assert name.leader is not None
    x, y, end_x, end_y = name.leader
    assert np.hypot(x - 100, y - 50) < 8
    left, bottom, right, top = name.box
    assert left - 2 <= end_x <= right + 2
    assert bottom - 2 <= end_y <= top + 2
    assert name.wording.whole


def test_a_line_that_leads_to_a_name_touches_no_other_name_or_mark():
    rng = np.random.default_rng(4)
    centres = rng.uniform((60, 40), (240, 160), (30, 2))
    lines = [(*rng.uniform(60, 240, 2), *rng.uniform(40, 160, 2), 0.1) for _ in range(40)]
    placed = place(centres, [34] * 30, lines=lines, inside=(0, 0, 300, 200))
    led = {i: p for i, p in enumerate(placed) if p is not None and p.leader is not None}
    assert led
    for i, name in led.items():
        leader = np.array([name.leader])
        boxes = np.array([p.box for j, p in enumerate(placed) if p is not None and j != i])
        marks = np.array([(x - 4, y - 4, x + 4, y + 4) for x, y in np.delete(centres, i, 0)])
        assert not covered(boxes, leader).any()
        assert not covered(marks, leader).any()


def test_no_name_is_crossed_where_a_place_beside_its_mark_is_free():
    """Of one name among lines: the best uncrossed place of the same wording wins."""
    rng = np.random.default_rng(5)
    for _ in range(20):
        ends = rng.uniform(0, 200, (3, 2))
        lines = [(*ends[k], *rng.uniform(0, 200, 2), 0.03) for k in range(3)]
        (name,) = place([(100, 100)], [30], lines=lines, inside=(0, 0, 200, 200))
        crossed = covered(np.array([name.box]), np.array(lines)[:, :4]).any()
        board = _Board(
            np.array([[100.0, 100.0]]),
            np.array([[4.0, 4.0]]),
            np.array(lines),
            (0, 0, 200, 200),
            None,
        )
        near = board.near(0, [name.wording])
        free = ~covered(near.boxes, np.array(lines)[:, :4]).any(axis=1)
        assert not (crossed and free.any())


def test_a_name_stands_across_no_wall():
    walls = np.array([[104.5, 0.0, 104.5, 100.0]])
    (name,) = place_labels(
        np.array([[100.0, 50.0]]),
        np.full((1, 2), 4.0),
        [[Wording("name", 30.0, 8.0, 0.0)]],
        order=[0],
        segments=np.empty((0, 5)),
        inside=PAGE,
        walls=walls,
    )
    assert not covered(np.array([name.box]), walls).any()


def test_the_first_of_the_order_is_cut_last():
    """Two marks side by side, room for one whole name: who is named first has it."""
    whole, cut = Wording("a long name", 60.0, 8.0, 0.0), Wording("a… [88]", 22.0, 8.0, 7.0, False)
    centres, halves = np.array([[30.0, 10.0], [60.0, 10.0]]), np.full((2, 2), 4.0)
    for order in ((0, 1), (1, 0)):
        placed = place_labels(
            centres,
            halves,
            [[whole, cut]] * 2,
            order=order,
            segments=np.empty((0, 5)),
            inside=(0.0, 0.0, 100.0, 30.0),
        )
        assert placed[order[0]].wording is whole


def test_a_short_name_is_on_no_three_lines():
    ruler = Ruler("DejaVu Sans")
    ways = wordings(ruler, "Coop de solidarité", 7, widest=120)
    assert max(way.text.count("\n") for way in ways) <= 1
    assert ways[0].text == "Coop de solidarité"


def test_cuts_come_from_the_ways_given_and_the_dear_are_dearer():
    ruler, name = Ruler("DejaVu Sans"), "Table des organismes communautaires de la Rive-Sud"
    given = ["Table des organismes… Rive-Sud", "Table…"]
    plain = wordings(ruler, name, 7, widest=98, short=given)
    dear = wordings(ruler, name, 7, widest=98, short=given, dear=3.0)
    cut = {" ".join(w.text.split()) for w in plain if not w.whole}
    assert cut <= {f"{form} [88]" for form in given} | {"[88]"}
    assert len(cut) > 1
    assert [w.cost for w in dear if not w.whole] == [3 * w.cost for w in plain if not w.whole]
    assert [w.cost for w in dear if w.whole] == [w.cost for w in plain if w.whole]
    assert not any(w.text.endswith("…") for w in wordings(ruler, name, 7, widest=98, short=()))


def test_wordings_go_from_whole_to_number():
    ways = wordings(
        Ruler("DejaVu Sans"),
        "Association pour la défense des droits des personnes handicapées des Trois-Rives",
        7,
        widest=98,
    )
    assert not ways[-1].whole
    assert ways[-1].text == "[88]"
    assert ways[-2].text.endswith(" [88]")
    assert "…" in ways[-2].text
    assert all(way.width <= 98 for way in ways if way.whole)
    assert [way.cost for way in ways[-2:]] == sorted(way.cost for way in ways[-2:])


@pytest.fixture(scope="module")
def crowded():
    graph = sixty_actors()
    return draw_network(graph, gaps=gaps_of(graph), lang="fr", ax=page())


@pytest.mark.parametrize("dpi", [72, 100, 150, 300])
def test_names_do_not_overlap_at_any_resolution(crowded, dpi):
    """Letters take whole pixels: what is drawn is measured, not what was planned."""
    figure = crowded.get_figure()
    figure.set_dpi(dpi)
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    names = [t for t in crowded.texts if (t.get_gid() or "").startswith("names-")]
    assert len(names) > 50
    boxes = [t.get_window_extent(renderer).extents for t in names]
    touching = [
        (one.get_text(), two.get_text())
        for i, (one, a) in enumerate(zip(names, boxes, strict=True))
        for two, b in zip(names[i + 1 :], boxes[i + 1 :], strict=True)
        if touches(a, b)
    ]
    assert touching == []


@pytest.fixture(scope="module")
def sample():
    net = cn.sample_network().at("2024-12-31")
    return net, draw_network(net, gaps=cn.missing_links(net), lang="fr", ax=page())


class TestSample:
    """The promises of the map of the sample, at Letter size and at the width of a report."""

    def written(self, ax):
        texts = {t.get_gid(): t.get_text() for t in ax.texts if t.get_gid()}
        return {
            int(gid.removeprefix("names-")): " ".join(text.split())
            for gid, text in texts.items()
            if gid.startswith("names-")
        }

    def test_the_most_connected_are_whole_and_few_are_keyed(self, sample):
        net, ax = sample
        graph = net.graph()
        actors = sorted(graph.nodes, key=lambda actor: (str(actor), str(type(actor))))
        written = self.written(ax)
        assert len(written) == len(actors)
        busiest = sorted(range(len(actors)), key=lambda i: -graph.degree(actors[i]))[:10]
        for i in busiest:
            assert written[i] == graph.nodes[actors[i]]["name"]
        keyed = [text for text in written.values() if text.startswith("[")]
        assert len(keyed) <= len(actors) / 10
        in_key = [text for text in written.values() if text.endswith("]")]
        assert len(in_key) <= len(actors) / 10

    @as_pinned
    def test_at_the_width_of_a_report_names_are_fewer_not_smaller(self, sample):
        net, _ = sample
        gaps = cn.missing_links(net)
        ax = draw_network(net, gaps=gaps, lang="fr", ax=page((6.5, 4.2)))
        shown = [t for part in (ax, *ax.child_axes) for t in part.texts]
        assert min(t.get_fontsize() for t in shown) >= 6.5
        graph = net.graph()
        actors = sorted(graph.nodes, key=lambda actor: (str(actor), str(type(actor))))
        written = self.written(ax)
        assert len(written) < len(actors)
        named = {actors[i] for i in written}
        private = {a for a in actors if graph.nodes[a].get("sector") == "private"}
        pairs = gaps[gaps["kind"] == "pair"]
        pairs = pairs[pairs["supported"].astype(bool)].nlargest(12, "score", keep="first")
        subject = private | {via.split("; ")[0] for via in pairs["introducers"].dropna()}
        # in the thick of the map, one of them may have no place at all
        assert len(subject - named) <= 1
        assert len(named - subject) < len(set(actors) - subject)


def test_a_name_stands_on_two_lines_rather_than_across_a_line():
    ruler, name = Ruler("DejaVu Sans"), "Pharmacie Côté et Roy"
    ways = [way for way in wordings(ruler, name, 7, widest=120) if way.whole]
    assert [way.text for way in ways] == [name, "Pharmacie\nCôté et Roy"]

    def placed(lines):
        (found,) = place_labels(
            np.array([[30.0, 50.0]]),
            np.full((1, 2), 4.0),
            [ways],
            order=[0],
            segments=np.array(lines, dtype=float).reshape(-1, 5),
            inside=(26.0, 36.0, 300.0, 64.0),
        )
        return found

    assert placed([]).wording is ways[0]
    upright = [(86.0, 0.0, 86.0, 100.0, 0.07)]  # beyond the shorter lines, across the whole name
    assert placed(upright).wording is ways[1]


def test_names_side_by_side_are_not_read_as_one():
    """The second stands level with the first only where nothing else is free."""
    one, other = place([(20, 50), (97.2, 50)], [30, 30], inside=(0, 30, 113, 70))
    apart = max(one.box[0] - other.box[2], other.box[0] - one.box[2])
    level = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    assert apart >= 8 or level <= 0


def test_a_line_that_grazes_a_name_is_avoided_too():
    (name,) = place([(50, 50)], [30], lines=[(40, 53.8 + 0.6, 120, 53.8 + 0.6, 0.05)])
    _, bottom, right, top = name.box
    assert top + 0.5 < 54.4 or bottom - 0.5 > 54.4 or right < 40
