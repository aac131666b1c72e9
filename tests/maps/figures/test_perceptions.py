import numpy as np
import pandas as pd
import pytest

import concertnet as cn
from concertnet.errors import NotComparable, UnknownWord
from concertnet.maps.figures.perceptions import draw_perceptions
from concertnet.maps.paper.style import Style
from tests.maps.charts import assert_printable, assert_same_bytes, marked, page, said, texts
from tests.networks import rated_sample, rating, worked_perceptions


def test_a_hidden_cell_has_no_number():
    ax = draw_perceptions(worked_perceptions(), lang="fr", ax=page())
    # rows and columns: community, institutional, private
    assert set(marked(ax, "shown-")) == {"shown-0-2"}
    assert set(marked(ax, "hidden-")) == {
        "hidden-0-0", "hidden-0-1", "hidden-1-2", "hidden-2-0", "hidden-2-1", "hidden-2-2",
    }  # fmt: skip
    numbers = [text for text in texts(ax) if text.replace(",", "").isdigit()]
    assert numbers == ["1,5", "1,5"]  # the cell, and the margin over the cells shown
    assert "6 cases masquées" in said(ax)


def test_the_shade_is_that_of_the_whole_scale():
    low, high = (
        draw_perceptions(rating([(f"c{n}", "p1", s + n % 2) for n in range(4)], scale=(1, 9)),
                         lang="en", ax=page())
        for s in (1, 8)
    )  # fmt: skip
    one, two = (marked(ax, "shown-")["shown-0-0"].get_facecolor() for ax in (low, high))
    assert one[0] > 0.95
    assert two[0] < 0.62


def test_cells_are_those_of_the_measure():
    net = rated_sample()
    ax = draw_perceptions(net, dimension="trust", lang="en", ax=page())
    cells = cn.perception_scores(net, dimension="trust")
    shown = cells[cells["mean"].notna()]
    assert len(marked(ax, "shown-")) == len(shown)
    written = texts(ax)
    for row in shown.to_dict("records"):
        assert f"{row['mean']:.1f}" in written
        assert f"n\u00a0=\u00a0{row['raters']}" in written
    assert "Trust: who thinks what of whom" in written
    # the margin is made of the cells that are shown, and of no other
    mine = shown[shown["rater_group"] == "community"]
    mean = np.average(mine["mean"], weights=mine["raters"])
    assert written.count(f"{mean:.1f}") >= 1


@pytest.mark.parametrize("size", [(11, 8.5), (6.5, 4.2)])
@pytest.mark.parametrize(("lang", "style"), [("fr", Style()), ("en", Style.grey())])
def test_it_prints(size, lang, style):
    ax = draw_perceptions(rated_sample(), lang=lang, style=style, ax=page(size))
    assert_printable(ax, 4)


def test_the_answer_of_the_measure_and_what_is_no_answer():
    found = cn.perception_scores(rated_sample())
    ax = draw_perceptions(found, dimension="legitimacy", lang="fr", ax=page())
    assert "Légitimité" in said(ax)
    with pytest.raises(NotComparable, match="perception_scores"):
        draw_perceptions(pd.DataFrame({"a": [1]}), lang="en", ax=page())
    with pytest.raises(UnknownWord, match="trust"):
        draw_perceptions(found, dimension="power", lang="en", ax=page())


def test_the_same_bytes(tmp_path):
    assert_same_bytes(lambda: draw_perceptions(rated_sample(), lang="fr", ax=page()), tmp_path)
