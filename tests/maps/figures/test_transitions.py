import pandas as pd
import pytest

import concertnet as cn
from concertnet.errors import NotComparable, OutsideObservation
from concertnet.maps.figures.transitions import draw_transitions
from concertnet.maps.paper.style import Style
from tests.maps.charts import assert_printable, assert_same_bytes, marked, page, said, texts
from tests.networks import the_sample


@pytest.fixture(scope="module")
def net():
    return the_sample()


def table(levels, pairs):
    """One step from 2020 to 2021, with so many pairs from a state to another."""
    states = [*levels, "no_tie", "away"]
    return pd.DataFrame(
        {
            "from_date": pd.Timestamp("2020-01-01"),
            "until_date": pd.Timestamp("2021-01-01"),
            "level": a,
            "next_level": b,
            "pairs": pairs.get((a, b), 0),
            "unknown": 2,
        }
        for a in states
        for b in states
        if (a, b) != ("away", "away")
    )


def heights(ax):
    """The height of each ribbon, in pairs."""
    return {
        gid: round(abs(p.get_path().vertices[-1, 1] - p.get_path().vertices[-2, 1]), 9)
        for gid, p in marked(ax, "flow-").items()
    }


def test_ribbons_are_as_thick_as_the_pairs_are_many():
    pairs = {("low", "low"): 30, ("low", "high"): 5, ("high", "no_tie"): 4, ("away", "low"): 3}
    pairs |= {("no_tie", "no_tie"): 5000, ("no_tie", "away"): 70, ("high", "high"): 9}
    ax = draw_transitions(table(["low", "high"], pairs), lang="en", ax=page())
    assert heights(ax) == {
        "flow-0-0-0": 30,
        "flow-0-0-1": 5,
        "flow-0-1-no_tie": 4,
        "flow-0-away-0": 3,
        "flow-0-1-1": 9,
    }
    shown = texts(ax)
    # the levels at both waves, then what changed
    assert [shown.count(k) for k in ("13", "14", "35", "33")] == [1, 1, 1, 1]
    assert {"5 rose", "4 dissolved", "3 as an actor arrived"} <= set(shown)
    assert "2 waves; ties: 48, 47" in said(ax)
    assert "At most 2 pairs of a step are not counted" in said(ax)
    assert_printable(ax)


@pytest.mark.parametrize(("lang", "style"), [("fr", Style()), ("en", Style.grey())])
def test_the_sample(net, lang, style):
    ax = draw_transitions(net, lang=lang, style=style, ax=page((6.5, 5)))
    found = cn.transitions(net)
    levels = list(net.scale.levels)
    drawn = found[
        (found["pairs"] > 0) & (found["level"].isin(levels) | found["next_level"].isin(levels))
    ]
    assert sum(heights(ax).values()) == drawn["pairs"].sum()
    assert len(heights(ax)) == len(drawn)
    assert {"Partenariat", "Partnership"} & set(texts(ax))
    assert "Frontière" in said(ax) or "boundary" in said(ax)
    assert_printable(ax)


def test_many_waves_and_groups_of_pairs(net):
    ax = draw_transitions(net, every="QE", lang="fr", ax=page())
    assert "12 vagues" in said(ax)
    assert_printable(ax)
    by_sector = cn.transitions(net, by="sector")
    together = draw_transitions(by_sector, about=net, lang="fr", ax=page())
    levels = list(net.scale.levels)
    tied = by_sector["level"].isin(levels) | by_sector["next_level"].isin(levels)
    assert sum(heights(together).values()) == by_sector.loc[tied, "pairs"].sum()


def test_forty_levels_with_long_names():
    levels = [f"Niveau de relation au nom très long, numéro {k}" for k in range(40)]
    pairs = {(level, level): 3 for level in levels}
    ax = draw_transitions(table(levels, pairs), lang="fr", ax=page((8.5, 11)))
    assert_printable(ax)


def test_nothing_to_show():
    ax = draw_transitions(table(["low"], {("no_tie", "no_tie"): 9}), lang="fr", ax=page())
    assert "Aucune paire d’acteurs n’a de lien à ces vagues" in said(ax)


def test_nonsense(net):
    with pytest.raises(NotComparable, match="transitions"):
        draw_transitions(pd.DataFrame({"from_date": []}), ax=page())
    with pytest.raises(NotComparable):
        draw_transitions(net, "2022-06-30", ax=page())
    with pytest.raises(OutsideObservation):
        draw_transitions(net, "1990", "1991", ax=page())


def test_same_bytes(net, tmp_path):
    assert_same_bytes(lambda: draw_transitions(net, lang="en", ax=page()), tmp_path)
