import json

import networkx as nx
import numpy as np
import pytest

from concertnet.errors import ConcertnetError, MissingAttribute, NotComparable
from concertnet.maps.figures.geographic import draw_geographic, read_outline
from concertnet.maps.layout.fanning import fan_out
from concertnet.maps.paper.style import Style
from tests.maps.charts import assert_same_bytes, marked, page, said, texts
from tests.networks import ACTORS, territory_graph, the_sample_now

PLACES = {
    "A1": (46.0, -72.0),
    "A2": (46.0, -72.0),
    "A3": (46.5, -71.0),
    "A4": (47.0, -72.0),
    "A5": (46.5, -72.5),
    "A6": (46.2, -71.4),
}
SQUARE = [[-73.0, 45.5], [-70.5, 45.5], [-70.5, 47.5], [-73.0, 47.5], [-73.0, 45.5]]


def placed(**more):
    graph = territory_graph()
    for actor, (latitude, longitude) in (PLACES | more).items():
        graph.nodes[actor].update(latitude=latitude, longitude=longitude)
    return graph


def draw(graph, **options):
    return draw_geographic(graph, ax=page(), **{"lang": "fr"} | options)


def spots(ax):
    """Where the mark of each actor stands, by its name: longitude and latitude."""
    named = [t for t in ax.texts if (t.get_gid() or "").startswith("names-")]
    return {t.get_text().replace("\n", " "): np.array(t.xy) for t in named}


def pixels(ax, degrees):
    return ax.transData.transform(degrees)


def test_actors_stand_at_their_coordinates_whatever_the_direction():
    ax = draw(placed())
    for actor in ("A3", "A4", "A5", "A6"):
        latitude, longitude = PLACES[actor]
        assert spots(ax)[ACTORS[actor][0]] == pytest.approx([longitude, latitude], abs=1e-9)


def test_a_kilometre_is_as_long_to_the_east_as_to_the_north():
    """At the middle latitude, 46.5°, a degree eastwards is cos 46.5° of one northwards."""
    ax = draw(placed())
    origin, east, north = pixels(ax, [(-72, 46.5), (-71, 46.5), (-72, 47.5)])
    ratio = (east - origin)[0] / (north - origin)[1]
    assert ratio == pytest.approx(np.cos(np.radians(46.5)))
    assert north[1] > origin[1]
    assert "latitude 46,5° N" in said(ax)


def test_the_scale_bar_is_as_long_as_it_says():
    """A degree of a meridian of a sphere of 6,371 km is 111.195 km."""
    ax = draw(placed())
    bar = marked(ax, "scale")["scale"]
    long = np.ptp(bar.get_transform().transform(bar.get_xydata())[:, 0])
    degree = np.diff(pixels(ax, [(-72, 46), (-72, 47)])[:, 1])[0]
    km = long / degree * 111.195
    (written,) = [t for t in texts(ax) if t.endswith("km") and len(t) < 8]
    assert km == pytest.approx(float(written.split()[0]), rel=1e-3)
    assert "north" in marked(ax, "north")


def test_actors_of_one_place_are_fanned_out_around_it():
    ax = draw(placed())
    one, two = (spots(ax)[ACTORS[actor][0]] for actor in ("A1", "A2"))
    assert (one + two) / 2 == pytest.approx([-72, 46], abs=1e-6)
    assert np.hypot(*np.diff(pixels(ax, [one, two]), axis=0)[0]) > 5
    (dots,) = [c for c in ax.collections if c.get_gid() == "places"]
    assert dots.get_offsets().tolist() == [[-72, 46]]


def test_who_has_no_coordinates_is_named_and_counted():
    """A7 and A8 have none; one tie of the eight, A6-A7, touches them."""
    said_ = said(draw(placed()))
    named = "2 acteurs sans coordonnées ne sont pas sur la carte : Coopérative du Quai; Organisme"
    assert named in said_.replace("\n", " ")
    assert "1 lien qui les touche n’est pas montré." in said_
    assert "8 acteurs et 8 liens" in said_


def test_half_of_the_coordinates_is_none():
    graph = placed()
    del graph.nodes["A6"]["latitude"]
    assert "3 actors without coordinates" in said(draw(graph, lang="en"))


def test_a_person_is_not_placed():
    graph = placed(A8=(46.1, -71.1))
    graph.nodes["A8"].update(kind="person", name="Madame Untel")
    ax = draw(graph, lang="en")
    assert "1 person is not placed" in said(ax)
    assert "Untel" not in said(ax)
    assert len([t for t in ax.texts if (t.get_gid() or "").startswith("names-")]) == 6


def test_both_sides_of_the_date_line_stand_side_by_side():
    graph = nx.Graph([("a", "b")])
    graph.add_node("a", latitude=-17.0, longitude=179.5)
    graph.add_node("b", latitude=-17.0, longitude=-179.5)
    ax = draw(graph, by=None, lang="en")
    assert spots(ax)["b"][0] - spots(ax)["a"][0] == pytest.approx(1.0)
    assert "latitude 17.0° S" in said(ax)


def test_one_place_for_all():
    graph = nx.path_graph(30)
    nx.set_node_attributes(graph, {i: {"latitude": 46.8, "longitude": -71.2} for i in graph})
    ax = draw(graph, by=None)
    assert any(t.endswith(" m") for t in texts(ax))


def test_nobody_is_placed_or_badly():
    with pytest.raises(MissingAttribute, match="latitude"):
        draw(territory_graph())
    with pytest.raises(NotComparable, match=r"CDC Val-Nord \(46, -272\)"):
        draw(placed(A1=(-72.0, 46.0), A2=(46.0, -272.0)))


def test_an_outline_is_drawn_whole_under_the_network(tmp_path):
    content = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [SQUARE]}},
            {"type": "Feature", "geometry": None},
        ],
    }
    path = tmp_path / "contour.geojson"
    path.write_text(json.dumps(content), encoding="utf-8")
    for given in (path, str(path), content, Held(content)):
        ax = draw(placed(), outline=given)
        (outline,) = [c for c in ax.collections if c.get_gid() == "outline"]
        assert outline.get_segments()[0].tolist() == SQUARE
        corners = pixels(ax, SQUARE)
        assert (corners > 0).all()
        assert (corners < ax.get_figure().bbox.extents[2:]).all()


class Held:
    """What geopandas and shapely offer."""

    def __init__(self, content):
        self.__geo_interface__ = content


def test_every_kind_of_geometry_is_read():
    line = [[0, 1], [2, 3, 99]]
    kinds = {
        "LineString": line,
        "MultiLineString": [line, line],
        "MultiPolygon": [[line, line], [line]],
        "Point": [0, 1],
    }
    items = [{"type": kind, "coordinates": of} for kind, of in kinds.items()]
    read = read_outline({"type": "GeometryCollection", "geometries": items})
    assert [r.tolist() for r in read] == [[[0, 1], [2, 3]]] * 6


@pytest.mark.parametrize(
    ("outline", "sentence"),
    [
        ({"type": "Point", "coordinates": [0, 0]}, "line or surface"),
        ({"coordinates": []}, "GeoJSON"),
        ([1, 2], "GeoJSON"),
        (7, "GeoJSON"),
        ({"type": "LineString", "coordinates": [["x", 1], [2, 3]]}, "GeoJSON"),
        ({"type": "LineString", "coordinates": [[300_000, 5e6], [3e5, 6e6]]}, "WGS 84"),
        ({"type": "LineString", "coordinates": [[float("nan"), 5], [3, 6]]}, "WGS 84"),
        ("nowhere.geojson", "nowhere"),
    ],
)
def test_what_is_no_outline_is_refused(outline, sentence):
    with pytest.raises(ConcertnetError) as error:
        draw(placed(), outline=outline)
    assert sentence in error.value.text("en")


def test_marks_fanned_out_do_not_hide_one_another():
    rng = np.random.default_rng(0)
    centres = np.concatenate([np.zeros((9, 2)), rng.normal(0, 8, (20, 2))])
    radii = rng.uniform(2, 8, 29)
    moved = fan_out(centres, radii, inside=(-400, -400, 400, 400))
    i, j = np.triu_indices(29, 1)
    assert (np.hypot(*(moved[i] - moved[j]).T) >= radii[i] + radii[j]).all()
    far = np.array([[0.0, 0.0], [100.0, 0.0]])
    assert (fan_out(far, np.full(2, 5.0), inside=(-9, -9, 109, 9)) == far).all()


def test_the_network_itself_is_taken_and_stays_as_it_is():
    net = the_sample_now()
    with pytest.raises(MissingAttribute, match="latitude"):
        draw(net)
    graph = placed()
    before = {a: dict(data) for a, data in graph.nodes(data=True)}
    draw(graph, style=Style.dark())
    assert dict(graph.nodes(data=True)) == before


def test_same_bytes(tmp_path):
    assert_same_bytes(lambda: draw(placed()), tmp_path)
