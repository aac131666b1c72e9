import networkx as nx
import pandas as pd
import pytest

import concertnet as cn
from concertnet.errors import MissingAttribute, NotComparable
from concertnet.maps.figures.brokerage import draw_brokerage
from concertnet.maps.paper.style import Style
from concertnet.words import words
from tests.maps.charts import assert_printable, assert_same_bytes, marked, page, said, texts
from tests.networks import the_sample_now


@pytest.fixture(scope="module")
def net():
    return the_sample_now()


def test_numbers_are_those_of_the_measures(net):
    ax = draw_brokerage(net, lang="fr", ax=page())
    table, chance = cn.sector_brokerage(net), cn.network_brokerage(net).set_index("role")
    shown = texts(ax)
    for column in ("coordinator", "itinerant", "gatekeeper", "liaison", "total"):
        for value in table[column]:
            assert words("fr").number(value) in shown
        mean, sd = float(chance["expected"][column]), float(chance["sd"][column])
        assert f"{mean:.0f} ± {2 * sd:.0f}" in shown
    discs = marked(ax, "disc-")
    roles = table[["coordinator", "itinerant", "gatekeeper", "liaison"]]
    assert len(discs) == (roles > 0).sum(axis=None)
    # areas are as the numbers: community's gatekeepers against its coordinators
    ratio = discs["disc-0-2"].get_sizes()[0] / discs["disc-0-0"].get_sizes()[0]
    assert ratio == pytest.approx(155 / 63)
    assert "2 acteurs de groupe inconnu ne sont pas comptés." in said(ax)
    assert_printable(ax)


@pytest.mark.parametrize(("lang", "style"), [("fr", Style()), ("en", Style.grey())])
def test_directed_and_small(lang, style):
    graph = nx.DiGraph(nx.karate_club_graph())
    ax = draw_brokerage(graph, by="club", lang=lang, style=style, ax=page((6.5, 5)))
    assert {"Mr. Hi (17)", "Officer (17)"} <= set(texts(ax))
    assert len(marked(ax, "interval-")) == 6
    assert_printable(ax)


def test_forty_groups_with_long_names():
    graph = nx.gnm_random_graph(160, 500, seed=1)
    groups = {i: f"Regroupement au nom très long et précis, numéro {i % 40}" for i in graph}
    ax = draw_brokerage(graph, by=groups, lang="en", ax=page())
    assert "Shortened names: [1]" in said(ax)
    assert_printable(ax)


def test_a_table_knows_nothing_of_chance(net):
    ax = draw_brokerage(cn.sector_brokerage(net), about=net, lang="en", ax=page())
    assert not marked(ax, "interval-")
    assert "Expected by chance" not in texts(ax)
    assert "response rate" in said(ax)


def test_one_group_and_nothing():
    star = nx.star_graph(3)
    ax = draw_brokerage(star, by=dict.fromkeys(star, "a"), lang="en", ax=page())
    assert "3" in texts(ax)
    ax = draw_brokerage(
        nx.complete_graph(4), by={0: "a", 1: "a", 2: "b", 3: "b"}, lang="fr", ax=page()
    )
    assert "Aucun acteur ne fait le pont" in said(ax)
    ax = draw_brokerage(nx.empty_graph(3), by={0: "a", 1: "a", 2: "b"}, lang="fr", ax=page())
    assert "3 acteurs et 0 lien" in said(ax)


def test_nonsense(net):
    with pytest.raises(NotComparable, match="sector_brokerage"):
        draw_brokerage(pd.DataFrame({"total": [1]}), ax=page())
    with pytest.raises(MissingAttribute):
        draw_brokerage(net, by="nothing", ax=page())


def test_same_bytes(net, tmp_path):
    assert_same_bytes(lambda: draw_brokerage(net, lang="en", ax=page()), tmp_path)
