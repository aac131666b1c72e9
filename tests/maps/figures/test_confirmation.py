import matplotlib.pyplot as plt
import pandas as pd
import pytest

import concertnet as cn
from concertnet.errors import MissingAttribute, NotComparable
from concertnet.maps.figures.confirmation import draw_confirmation
from concertnet.maps.paper.style import Style
from tests.maps.charts import assert_printable, assert_same_bytes, marked, page, said, texts
from tests.measures.reports.test_arrow_reports import WORKED, referring
from tests.networks import reporting_sample, surveyed, the_sample, worked_survey


def test_cells_say_what_becomes_of_the_reports_of_a_sector():
    ax = draw_confirmation(worked_survey(), lang="en", ax=page())
    # rows and columns: community, institutional, private; B and C are of the community
    assert set(marked(ax, "confirmed-")) == {"confirmed-0-2", "confirmed-2-0"}
    assert set(marked(ax, "unconfirmed-")) == {"unconfirmed-0-0"}
    assert set(marked(ax, "unverifiable-")) == {"unverifiable-2-1"}
    shown = texts(ax)
    assert (shown.count("1 · 0 · 0"), shown.count("0 · 1 · 0"), shown.count("0 · 0 · 1")) == (
        2,
        1,
        1,
    )
    assert (shown.count("100%"), shown.count("0%"), shown.count("–")) == (2, 1, 1)
    assert "50% of the pairs that can be verified are confirmed" in said(ax)


def test_a_denial_stands_in_the_row_of_who_reports():
    sectors = {"a": "private", "b": "community"}
    net = surveyed([("a", "b", 1)], dict.fromkeys("ab", ("complete", None)), sectors)
    ax = draw_confirmation(net, lang="en", ax=page())
    assert set(marked(ax, "unconfirmed-")) == {"unconfirmed-1-0"}


def test_bars_are_as_long_as_pairs_are_many():
    net = reporting_sample()
    ax = draw_confirmation(net, lang="fr", ax=page())
    found = cn.confirmation(net)
    inside = found.groups.set_index(["group", "other_group"]).loc[("community", "community")]
    total = inside[["confirmed", "unconfirmed", "unverifiable"]].sum()
    for status in ("confirmed", "unconfirmed", "unverifiable"):
        bar = marked(ax, f"{status}-0-0")[f"{status}-0-0"]
        assert bar.get_width() == pytest.approx(0.8 * inside[status] / total)
    assert f"{len(found.pairs)} paires déclarées" in said(ax)


def test_who_answered_in_each_sector_is_stated():
    rate = cn.response_rate(reporting_sample()).loc["private"]
    told = f"privé {rate['complete'] + rate['partial']:.0f} sur {rate['asked']:.0f}"
    for draw in (cn.draw_confirmation, cn.draw_mixing, cn.draw_network):
        assert told in said(draw(reporting_sample(), lang="fr", ax=page()))
    assert "Responses by sector" not in said(cn.draw_mixing(the_sample(), lang="en", ax=page()))


def test_arrows_stand_in_the_cell_that_they_go_to():
    ax = draw_confirmation(referring(WORKED), question="referrals", lang="en", ax=page())
    # rows and columns: community, institutional, private; a is private, b and c of the community
    assert set(marked(ax, "confirmed-")) == {"confirmed-2-0"}
    assert set(marked(ax, "unconfirmed-")) == {"unconfirmed-2-0", "unconfirmed-0-0"}
    assert set(marked(ax, "unverifiable-")) == {
        "unverifiable-0-0", "unverifiable-0-1", "unverifiable-0-2",
    }  # fmt: skip
    assert "“referrals”: reported by one end or by both" in said(ax)
    assert "33% of the arrows that can be verified are confirmed" in said(ax)
    assert "6 arrows reported" in said(ax)


def test_a_question_asked_from_one_end_says_that_nothing_is_verified():
    one_way = [row for row in WORKED if row[0] == row[2]]
    ax = draw_confirmation(referring(one_way), question="referrals", lang="fr", ax=page())
    assert "Rien ne se vérifie" in said(ax)


@pytest.mark.parametrize("size", [(11, 8.5), (6.5, 4.2), (6.5, 7)])
@pytest.mark.parametrize("style", [Style(), Style.grey()])
def test_it_prints(size, style):
    assert_printable(
        draw_confirmation(reporting_sample(), lang="fr", style=style, ax=page(size)), 4
    )


def test_the_answer_of_the_measure_and_other_groups():
    net = reporting_sample()
    ax = draw_confirmation(cn.confirmation(net), lang="en", ax=page())
    assert "Not stated: date, response rate, network boundary, source" in said(ax)
    of_places = draw_confirmation(net, by="territory", lang="en", ax=page())
    assert "Val-Cendré" in texts(of_places)
    odd = draw_confirmation(
        net, by=dict.fromkeys(net.actors["actor"], "=<b>x"), ax=page(), lang="en"
    )
    assert "=<b>x" in texts(odd)


def test_what_cannot_be_drawn_is_said():
    with pytest.raises(NotComparable, match="confirmation"):
        draw_confirmation(pd.DataFrame(), ax=page())
    with pytest.raises(MissingAttribute, match="reported by"):
        draw_confirmation(the_sample(), ax=page())
    with pytest.raises(NotComparable, match="before"):
        draw_confirmation(reporting_sample().reported(), ax=page())
    none = surveyed([("a", "b", 1)], dict.fromkeys("ab", ("complete", None)), {"a": None, "b": "x"})
    assert "nothing to show" in said(draw_confirmation(none, lang="en", ax=page()))


def test_the_same_bytes_and_nothing_left_open(tmp_path):
    before = plt.get_fignums()
    assert_same_bytes(lambda: draw_confirmation(worked_survey(), lang="fr", ax=page()), tmp_path)
    assert plt.get_fignums() == before
