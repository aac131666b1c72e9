import numpy as np
import pandas as pd
import pytest

import concertnet as cn
from concertnet.errors import NotComparable
from concertnet.maps.figures.conditions import draw_conditions
from concertnet.maps.paper.style import Style
from tests.maps.charts import assert_printable, assert_same_bytes, marked, page, said, texts
from tests.networks import answered_sample, silent_sample


@pytest.fixture(scope="module")
def net():
    return answered_sample()


@pytest.fixture(scope="module")
def profile(net):
    return cn.condition_profile(net)


def test_marks_stand_at_the_medians_that_are_shown(profile, net):
    ax = draw_conditions(profile, about=net, lang="fr", ax=page())
    cells = profile.answers[profile.answers["item"].isna() & profile.answers["median"].notna()]
    marks = marked(ax, "median-")
    assert set(marks) == {f"median-{c}-{g}" for c, g in cells[["condition", "group"]].to_numpy()}
    places = {k: float(m.get_offsets()[0][0]) for k, m in marks.items()}
    x = [places[f"median-{c}-{g}"] for c, g in cells[["condition", "group"]].to_numpy()]
    slope, start = np.polyfit(cells["median"], x, 1)
    assert np.allclose(start + slope * cells["median"], x)
    assert slope > 0


def test_what_is_not_there_is_written(profile, net):
    ax = draw_conditions(profile, about=net, lang="fr", ax=page())
    shown = texts(ax)
    assert shown.count("aucun énoncé") == (profile.table["items"] == 0).sum() > 0
    assert shown.count("Rien dans les tableaux") == 3
    assert "Personnes concernées : < 3" in said(ax)
    assert not any("persons_concerned" in gid for gid in marked(ax, "median-"))
    assert "Aucun total n’est fait" in said(ax)
    assert "n’ont pas été validés" in said(ax)


def test_facts_are_in_words_and_figures(profile, net):
    ax = draw_conditions(profile, about=net, lang="en", ax=page())
    row = profile.table.set_index("condition").loc[7]
    assert f"Bodies where persons concerned sit: {row['n']:.0f} of {row['out_of']:.0f}" in said(ax)
    assert "internal communication: nothing in the tables" in said(ax)


def test_nothing_on_the_page_is_a_grade(profile, net):
    """No sign of a total, of red and green, and no line that joins the rows."""
    ax = draw_conditions(profile, about=net, lang="en", ax=page())
    for line in ax.lines:
        x, y = line.get_data()
        assert len(x) == 2
        assert x[0] == x[1] or y[0] == y[1]
    tall = [abs(line.get_ydata()[1] - line.get_ydata()[0]) for line in ax.lines]
    assert max(tall) < 20  # within its row
    fills = {tuple(np.round(p.get_facecolor()[:3], 2)) for p in ax.patches}
    assert all(max(c) - min(c) < 0.12 for c in fills)  # bars are grey


def test_a_sector_of_few_answers_is_hollow(net):
    asked = net.respondents.assign(answered="none")
    done = set(net.answers["respondent"])
    few = asked["actor"].map(net.latest().actors_now().set_index("actor")["sector"]) == "private"
    asked["answered"] = asked["answered"].where(~asked["actor"].isin(done) | few, "complete")
    ax = draw_conditions(net.with_tables(respondents=asked), lang="fr", ax=page())
    paper = (1.0, 1.0, 1.0)
    for gid, mark in marked(ax, "median-").items():
        assert (tuple(mark.get_facecolor()[0][:3]) == paper) == gid.endswith("private")
    assert "marque creuse" in said(ax)


@pytest.mark.parametrize("size", [(11, 8.5), (6.5, 8), (6.5, 4.2)])
@pytest.mark.parametrize(("lang", "style"), [("fr", Style()), ("en", Style.grey())])
def test_it_prints(size, lang, style, profile, net):
    ax = draw_conditions(profile, about=net, lang=lang, style=style, ax=page(size))
    assert_printable(ax, 4)


def test_without_answers_or_anything(tmp_path):
    ax = draw_conditions(silent_sample(), lang="en", ax=page())
    assert texts(ax).count("no item") == 12
    empty = cn.Network(pd.DataFrame({"actor": ["a"]}))
    ax = draw_conditions(empty, lang="fr", ax=page())
    assert texts(ax).count("aucun énoncé") == 12
    assert_printable(ax)
    with pytest.raises(NotComparable, match="condition_profile"):
        draw_conditions(pd.DataFrame(), lang="en", ax=page())


def test_the_same_bytes(profile, net, tmp_path):
    assert_same_bytes(lambda: draw_conditions(profile, about=net, lang="fr", ax=page()), tmp_path)
