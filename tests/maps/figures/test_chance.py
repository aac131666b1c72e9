import matplotlib.pyplot as plt
import networkx as nx
import numpy as np
import pandas as pd
import pytest

import concertnet as cn
from concertnet.errors import NotComparable
from concertnet.maps.figures.chance import draw_chance
from concertnet.maps.paper.style import Style
from concertnet.measures.chance.against_chance import Chance
from tests.maps.charts import assert_printable, assert_same_bytes, marked, page, said, texts
from tests.networks import the_sample_now

NAN = float("nan")


@pytest.fixture(scope="module")
def club():
    return cn.against_chance(cn.ei_index, nx.karate_club_graph(), by="club", draws=199)


def row(observed=0.5, low=0.1, high=0.4):
    return Chance(observed, 0.25, 0.1, low, high, 0.02, 999)


def test_the_band_and_the_mark_are_the_numbers(club):
    ax = draw_chance(club, measure="ei_index", lang="fr", ax=page((6.5, 3.5)))
    band = marked(ax, "band-")["band-0"]
    assert band.get_xdata() == pytest.approx([club.low, club.high])
    mark = marked(ax, "observed-")["observed-0"]
    assert mark.get_offsets()[0][0] == pytest.approx(club.observed)
    shown = said(ax)
    assert "Observé et hasard : indice E-I" in shown
    assert "199 réseaux tirés au hasard" in shown
    assert "0,005" in shown  # the p-value
    assert "boundary" not in shown
    assert "frontière du réseau" in shown
    assert_printable(ax)


def test_the_axis_of_e_i_says_what_its_ends_mean(club):
    shown = said(draw_chance(club, measure="ei_index", lang="fr", ax=page()))
    assert "\u22121 : tous les liens sont internes" in shown
    assert "+1 : tous relient deux groupes" in shown
    assert "tous les liens" not in said(draw_chance(club, measure="other", lang="fr", ax=page()))
    ax = draw_chance(club, measure="sector_ei_index", lang="en", ax=page((6.5, 3.5)))
    assert "all go to other sectors" in said(ax)
    assert_printable(ax)


def test_the_bars_are_the_draws(club):
    ax = draw_chance(club, measure="ei_index", lang="fr", ax=page())
    boxes = [path.get_extents() for path in marked(ax, "bars-")["bars-0"].get_paths()]
    drawn = club.drawn
    assert drawn["draws"].sum() == 199
    assert len(boxes) == len(drawn) < 40  # E-I takes few values: a bar for each
    middles = [(box.x0 + box.x1) / 2 for box in boxes]
    assert middles == pytest.approx(drawn["value"].tolist(), abs=1e-6)
    heights = [box.height for box in boxes]
    assert heights == pytest.approx((drawn["draws"] / drawn["draws"].max() * max(heights)).tolist())
    assert "Barres : combien de réseaux tirés" in said(ax)
    low, high = ax.get_xlim()
    assert low < min(middles)
    assert max(middles) < high


def test_many_values_are_gathered_and_infinite_ones_have_no_bar():
    values = pd.DataFrame({"value": [*np.linspace(0, 1, 500), np.inf], "draws": 2})
    found = Chance(0.5, NAN, NAN, 0.1, 0.9, 1.0, 1002, drawn=values)
    ax = draw_chance(found, lang="en", ax=page())
    assert len(marked(ax, "bars-")["bars-0"].get_paths()) == 40
    assert_printable(ax)


def test_draws_of_the_network_sum_to_the_draws(club):
    value, draws = club.drawn["value"], club.drawn["draws"]
    assert value.is_monotonic_increasing
    assert (value * draws).sum() / draws.sum() == pytest.approx(club.expected)


@pytest.mark.parametrize(
    ("observed", "full"), [(0.5, True), (0.3, False), (0.1, False), (0.05, True)]
)
def test_full_marks_stand_outside_the_band(observed, full):
    style = Style.grey()
    ax = draw_chance({"x": row(observed)}, lang="en", style=style, ax=page((6.5, 3.5)))
    from matplotlib.colors import to_hex

    colour = to_hex(marked(ax, "observed-")["observed-0"].get_facecolor()[0]).upper()
    assert colour == (style.ink if full else style.paper).upper()


def test_sectors_and_columns():
    net = the_sample_now()
    by_sector = cn.against_chance(cn.sector_ei_index, net, draws=49)
    ax = draw_chance(by_sector, measure="sector_ei_index", about=net, lang="en", ax=page())
    assert "Social economy" in texts(ax)
    assert "Of twenty rows" in said(ax)
    assert_printable(ax)
    roles = cn.against_chance(cn.brokerage_roles, net, draws=9)
    ax = draw_chance(roles, about=net, lang="fr", ax=page())
    assert "Faute de place" in said(ax)
    assert any(text.endswith("Gardien d'accès") for text in texts(ax))
    assert_printable(ax)


def test_forty_long_names():
    found = {
        f"Une mesure au nom interminable, vraiment très long et très précis, numéro {k}": row()
        for k in range(40)
    }
    ax = draw_chance(found, lang="fr", ax=page())
    assert "Noms abrégés : [1]" in said(ax)
    assert_printable(ax)


def test_equal_values_and_undefined_ones():
    same = Chance(0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 10)
    undefined = Chance(NAN, NAN, NAN, NAN, NAN, NAN, 0)
    ax = draw_chance({"a": same, "b": undefined}, lang="en", ax=page())
    assert "1 undefined value is not shown." in said(ax)
    assert_printable(ax)
    for nothing in (undefined, {}):
        ax = draw_chance(nothing, lang="en", ax=page())
        assert "there is nothing to show." in said(ax)


def test_nonsense():
    for nonsense in (3, {"a": 3}, pd.DataFrame({"observed": [1]})):
        with pytest.raises(NotComparable, match="against_chance"):
            draw_chance(nonsense, ax=page())


def test_same_bytes(club, tmp_path):
    assert_same_bytes(lambda: draw_chance(club, lang="en", ax=page()), tmp_path)


def test_without_axes_a_page_as_high_as_needed(club):
    ax = draw_chance(club, lang="en")
    assert ax.get_figure() is plt.gcf()
    assert plt.gcf().get_size_inches()[1] < Style().page[1] - 2
    plt.close("all")
