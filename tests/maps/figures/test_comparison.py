import networkx as nx
import numpy as np
import pytest

import concertnet as cn
from concertnet.errors import NotComparable
from concertnet.maps.figures.comparison import draw_comparison
from concertnet.maps.paper.style import Style
from tests.maps.charts import assert_printable, assert_same_bytes, marked, page, said
from tests.networks import the_sample, the_sample_now


@pytest.fixture(scope="module")
def found():
    return cn.compare(
        the_sample().at("2022-12-31"), the_sample_now(), measures=[cn.sector_ei_index]
    )


def test_the_marks_are_the_two_values(found):
    ax = draw_comparison(found, names=("2022", "2024"), lang="fr", ax=page((6.5, 4.0)))
    defined = found.dropna(subset=["difference"])
    for start, column in (("one-", "value_one"), ("other-", "value_other")):
        drawn = [mark.get_offsets()[0][0] for _, mark in sorted(marked(ax, start).items())]
        assert drawn == pytest.approx(defined[column].tolist())
    line = marked(ax, "difference-")["difference-0"]
    assert line.get_xdata() == pytest.approx(defined[["value_one", "value_other"]].iloc[0])
    shown = said(ax)
    assert "2022" in shown
    assert "Comparés : indice E-I du secteur" in shown
    assert "tous les liens du secteur sont internes" in shown
    assert_printable(ax)


def test_what_forbids_to_compare_is_said_on_the_figure():
    few = nx.Graph([("a", "b"), ("b", "c")])
    nx.set_node_attributes(few, {"a": "x", "b": "y", "c": "x"}, "sector")
    table = cn.compare(few, few, measures=[cn.sector_ei_index])
    shown = said(draw_comparison(table, lang="en", ax=page()))
    assert "To read first: response rate not stated; fewer than 10 units" in shown


def test_a_value_of_one_side_only_is_counted():
    one = nx.Graph([("a", "b"), ("b", "c")])
    nx.set_node_attributes(one, {"a": "x", "b": "y", "c": "x"}, "sector")
    other = one.copy()
    other.add_edge("d", "a")
    other.nodes["d"]["sector"] = "z"
    table = cn.compare(one, other, measures=[cn.sector_ei_index])
    assert "1 row has a value on one side only" in said(
        draw_comparison(table, lang="en", ax=page())
    )


def test_one_measure_is_drawn(found):
    with pytest.raises(NotComparable, match="ei_index"):
        draw_comparison(cn.compare(the_sample_now(), the_sample_now()), ax=page())
    several = cn.compare(the_sample_now(), the_sample_now())
    assert "E-I" in said(draw_comparison(several, measure="ei_index", lang="en", ax=page()))
    for nonsense in (found.drop(columns="value_one"), 3, None):
        with pytest.raises(NotComparable, match="compare"):
            draw_comparison(nonsense, ax=page())


def test_nothing_defined_says_so(found):
    table = found.assign(value_one=np.nan, difference=np.nan)
    shown = said(draw_comparison(table, lang="fr", ax=page()))
    assert "il n’y a rien à comparer" in shown


def test_same_bytes(found, tmp_path):
    assert_same_bytes(lambda: draw_comparison(found, lang="en", ax=page()), tmp_path)


@pytest.mark.parametrize("style", [Style(), Style.grey(), Style.dark(), Style.large_print()])
@pytest.mark.parametrize("size", [(6.5, 4.0), (11, 8.5)])
def test_texts_keep_apart(found, style, size):
    size = (size[0] * style.magnify, size[1] * style.magnify)
    assert_printable(
        draw_comparison(found, about=the_sample_now(), lang="fr", style=style, ax=page(size))
    )
