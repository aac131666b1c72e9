import numpy as np
import pandas as pd
import pytest

import concertnet as cn
from concertnet.errors import MissingAttribute, NotComparable
from concertnet.maps.figures.tenure import draw_tenure
from concertnet.maps.paper.style import Style
from tests.maps.charts import assert_printable, assert_same_bytes, marked, page, said, texts
from tests.networks import the_sample


@pytest.fixture(scope="module")
def net():
    return the_sample()


def spells(n=40, groups=1):
    start = pd.to_datetime("2020-01-01") + pd.to_timedelta(np.arange(n) * 10, unit="D")
    end = start + pd.to_timedelta(100 + 20 * np.arange(n), unit="D")
    return pd.DataFrame(
        {
            "holder": [f"h{k}" for k in range(n)],
            "start": start,
            "end": end,
            "team": [f"Équipe au nom long et précis {k % groups}" for k in range(n)],
        }
    )


def test_the_curve_is_that_of_the_result(net):
    found = cn.tenure(net)
    ax = draw_tenure(found, about=net, lang="fr", ax=page())
    line = marked(ax, "curve-")["curve-"]
    assert line.get_xdata()[1:] == pytest.approx(found.curve["time"] / 365.25)
    assert line.get_ydata().tolist() == [1.0, *found.curve["survival"]]
    (median,) = marked(ax, "median-").values()
    assert median.get_xdata()[0] * 365.25 == pytest.approx(found.median)
    shown = said(ax)
    assert "Durée des mandats" in shown
    assert f"{found.n} durées suivies" in shown
    assert "Médiane : 2,3 ans (IC 95 % : 1,7 à 3,1)" in shown
    assert "taux de réponse" in shown
    # the numbers at risk, at the years 0, 2, 4...
    at_risk = [
        found.curve.loc[found.curve["time"] >= 365.25 * year, "at_risk"].iloc[0]
        for year in range(0, 15, 2)
    ]
    column = [t.get_text() for t in ax.texts]
    first = column.index("Suivis à cet âge") + 1
    assert column[first : first + len(at_risk)] == [str(k) for k in at_risk]
    assert_printable(ax)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_curve_per_sector(net, lang):
    with pytest.warns(UserWarning, match="stays at zero|reste à zéro"):
        ax = draw_tenure(net, by="sector", lang=lang, style=Style.grey(), ax=page((6.5, 6)))
    assert len(marked(ax, "curve-")) == 5
    assert not marked(ax, "median-")
    assert {"Communautaire", "Community"} & set(texts(ax))
    assert_printable(ax)


def test_ties_under_two_years_are_in_months():
    found = cn.tenure(spells(10), observed=("2020", "2020"))
    ax = draw_tenure(found, of="ties", lang="en", ax=page())
    assert "How long ties last" in texts(ax)
    assert "Time since the beginning (months)" in texts(ax)


def test_a_median_that_rests_on_few_is_only_a_lower_bound():
    # 15 spells of 1 year, 14 of 6 that are seen until their fourth: the curve crosses a half late
    start = pd.Timestamp("2020-01-01")
    years = pd.to_timedelta(365 * np.array([1] * 4 + [2] * 5 + [3] * 3 + [4] * 3), unit="D")
    table = pd.DataFrame({"holder": range(15), "start": start, "end": start + years})
    found = cn.tenure(table, observed=("2020", "2025"))
    at_median = found.curve.loc[found.curve["time"] >= found.median, "at_risk"].iloc[0]
    assert at_median >= 10
    ax = draw_tenure(found, lang="en", ax=page())
    assert "Median: 2.0 years" in said(ax)
    few = cn.tenure(table.iloc[[0, 1, *range(4, 15)]].iloc[:11], observed=("2020", "2025"))
    at_median = few.curve.loc[few.curve["time"] >= few.median, "at_risk"].iloc[0]
    assert at_median < 10
    ax = draw_tenure(few, lang="en", ax=page())
    assert "Median: at least 1.0 years" in said(ax)
    assert not marked(ax, "median-")


def test_the_number_followed_can_rise_and_the_note_says_so(net):
    found = cn.tenure(net)
    assert (found.curve["at_risk"].diff() > 0).any()
    assert "can rise" in said(draw_tenure(found, about=net, lang="en", ax=page()))
    plain = cn.tenure(spells(30), observed=("2020", "2024"))
    assert "can rise" not in said(draw_tenure(plain, lang="en", ax=page()))


def test_the_largest_of_many_groups():
    found = cn.tenure(spells(80, groups=40), observed=("2020", "2024"), by="team")
    ax = draw_tenure(found, lang="en", ax=page())
    assert len(marked(ax, "curve-")) == 6
    assert "34 groups, the smallest, are not shown." in said(ax)
    assert_printable(ax)


def test_nothing_to_follow():
    found = cn.tenure(spells(0), observed=("2020", "2020"))
    ax = draw_tenure(found, lang="fr", ax=page())
    assert "Aucune durée n’a pu être suivie" in said(ax)
    assert_printable(ax)


def test_one_spell_that_does_not_end():
    found = cn.tenure(spells(1), observed=("2020-01-01", "2020-02-01"))
    ax = draw_tenure(found, lang="en", ax=page())
    assert "fewer than 10 spells are followed at any age" in said(ax)
    assert_printable(ax)


def test_nonsense(net):
    with pytest.raises(NotComparable, match="tenure"):
        draw_tenure(pd.DataFrame(), ax=page())
    with pytest.raises(NotComparable, match="persons"):
        draw_tenure(net, of="persons", ax=page())
    with pytest.raises(MissingAttribute):
        draw_tenure(net, by="nothing", ax=page())


def test_same_bytes(net, tmp_path):
    assert_same_bytes(lambda: draw_tenure(net, lang="fr", ax=page()), tmp_path)
