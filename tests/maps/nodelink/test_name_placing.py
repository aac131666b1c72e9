import numpy as np
import pytest

from concertnet.maps.figures.network import draw_network
from concertnet.maps.nodelink.name_placing import Wording, place_labels, wordings
from concertnet.maps.paper.text import Ruler
from tests.maps.charts import page
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


def test_wordings_go_from_whole_to_number():
    ways = wordings(
        Ruler("DejaVu Sans"),
        "Association pour la défense des droits des personnes handicapées des Trois-Rives",
        7,
        widest=98,
    )
    assert not ways[-1].whole
    assert ways[-1].text == "[88]"
    assert ways[-2].text.endswith("… [88]")
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
