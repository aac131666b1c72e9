"""Whom a map of missing links is about."""

import matplotlib
import networkx as nx
import numpy as np
import pandas as pd
import pytest

from concertnet.maps.figures.network import draw_network
from concertnet.maps.nodelink.contents import read_contents
from concertnet.maps.nodelink.emphasis import read_emphasis
from concertnet.maps.paper.style import Style
from concertnet.words import words
from tests.maps.charts import assert_printable, page, said


def star():
    """A hub of five, one of them private; a private actor whom nobody knows."""
    graph = nx.star_graph(5)
    graph = nx.relabel_nodes(graph, {k: "HABCDE"[k] for k in range(6)})
    graph.add_node("Z")
    sectors = {"H": "community", "A": "private", "Z": "private"}
    for actor, data in graph.nodes(data=True):
        data.update(name=f"Organisme {actor}", sector=sectors.get(actor, "institutional"))
    return graph


def gaps(**more):
    """A is two steps from B and C; Z has nothing in common with H, B and C."""
    rows = [("A", "B", 3.0, True, "H"), ("A", "C", 2.0, True, "H; D")]
    rows += [("Z", other, 1.0, False, None) for other in "HBC"]
    table = pd.DataFrame(rows, columns=["actor", "other", "score", "supported", "introducers"])
    return table.assign(kind="pair", sector="private", **more)


def positions(contents, ids):
    return {i for i, actor in enumerate(contents.actors) if actor in ids}


def test_what_a_table_of_missing_links_says():
    _, contents = read_contents(star(), "sector", words("en"))
    found = read_emphasis(gaps(), contents)
    at = {actor: i for i, actor in enumerate(contents.actors)}
    assert found.pairs == [(at["A"], at["B"]), (at["A"], at["C"])]
    assert found.actors == positions(contents, "AZ")
    assert found.alone == {at["Z"]: 3}
    assert found.introducers(2) == found.introducers(1) == {at["H"]}
    assert found.introducers(0) == frozenset()
    assert found.outside == 0


def test_a_link_made_since_is_neither_a_line_nor_counted():
    graph = star()
    graph.add_edges_from([("A", "B"), ("Z", "H")])
    _, contents = read_contents(graph, "sector", words("en"))
    found = read_emphasis(gaps(), contents)
    assert len(found.pairs) == 1
    assert list(found.alone.values()) == [2]


def test_other_groups_than_those_of_the_table_are_not_its_sector():
    graph = star()
    graph.add_node("Y", name="Y", sector="private", territory="private")
    _, contents = read_contents(graph, "sector", words("en"))
    assert read_emphasis(gaps(), contents, "sector").actors == positions(contents, "AYZ")
    _, contents = read_contents(graph, "territory", words("en"))
    assert read_emphasis(gaps(), contents, "territory").actors == positions(contents, "AZ")
    other = gaps(by="territory")
    assert read_emphasis(other, contents, "territory").actors == positions(contents, "AYZ")


@pytest.mark.parametrize(
    "style", [Style(), Style.grey(), Style.dark()], ids=["plain", "grey", "dark"]
)
def test_the_subject_stands_out_and_the_others_recede(style):
    ax = draw_network(star(), gaps=gaps(), lang="fr", style=style, ax=page())
    marks = [c for c in ax.collections if isinstance(c, matplotlib.collections.PathCollection)]
    by_label = {c.get_label(): c for c in marks if not c.get_gid()}
    private, others = by_label["private"], by_label["institutional"]
    assert private.get_linewidths()[0] > 1.5 > others.get_linewidths()[0]
    to_hex = matplotlib.colors.to_hex
    assert to_hex(private.get_facecolor()[0]).upper() == style.marks(["private"])["private"].colour
    assert to_hex(others.get_facecolor()[0]).upper() != dict(style.sectors)["institutional"].colour
    # an actor of one tie is not small where the map is about it
    least = private.get_sizes().min() / others.get_sizes().min()
    assert least > 1.2
    (rings,) = [c for c in ax.collections if c.get_gid() == "introducers"]
    assert len(rings.get_offsets()) == 1
    assert_printable(ax, least=6.5)


def test_links_that_nothing_supports_are_a_stub_with_their_number():
    ax = draw_network(star(), gaps=gaps(), lang="fr", ax=page())
    (stubs,) = [c for c in ax.collections if c.get_gid() == "stubs"]
    (stub,) = stubs.get_segments()
    ends = ax.transData.transform(stub) * 72 / ax.get_figure().dpi
    assert 5 < np.hypot(*(ends[1] - ends[0])) < 20
    (number,) = [t for t in ax.texts if (t.get_gid() or "").startswith("alone-")]
    assert number.get_text() == "3"
    legend = " ".join(t.get_text() for part in ax.child_axes for t in part.texts)
    for told in ("Sans partenaire ni", "Acteur (privé)", "Pourrait présenter"):
        assert told in legend
    assert_printable(ax, least=6.5)


def test_without_missing_links_nobody_recedes():
    style = Style()
    ax = draw_network(star(), lang="fr", style=style, ax=page())
    marks = [c for c in ax.collections if isinstance(c, matplotlib.collections.PathCollection)]
    colours = {c.get_label(): matplotlib.colors.to_hex(c.get_facecolor()[0]).upper() for c in marks}
    known = dict(style.sectors)
    assert colours == {sector: known[sector].colour for sector in colours}
    assert "Pourrait présenter" not in said(ax)
