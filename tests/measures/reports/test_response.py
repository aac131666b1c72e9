import numpy as np
import pandas as pd
import pytest

import concertnet as cn
from tests.networks import worked_survey


def test_the_worked_case():
    found = cn.response_rate(worked_survey())
    assert found[["asked", "complete", "partial"]].sum().tolist() == [4, 2, 1]
    assert found.loc["community"].tolist() == [2, 1, 1, 1.0]
    assert found.loc["institutional", "response_rate"] == 0
    assert worked_survey().response_rate == 0.75
    assert worked_survey().grouped().response_rate == 0.75


def test_respondents_win_over_the_totals():
    net = worked_survey()
    about = cn.About(invited=100, responded=10)
    told = cn.Network(net.actors, net.ties, respondents=net.respondents, about=about)
    assert told.response_rate == 0.75
    assert cn.Network(net.actors, net.ties, about=about).response_rate == 0.1


def test_the_last_wave_counts_and_another_may_be_asked():
    net = worked_survey()
    first = net.respondents.assign(wave="2023", date=pd.Timestamp("2023-05-01"))
    second = first.iloc[:2].assign(wave="autumn", date=pd.Timestamp("2024-05-01"))
    both = net.with_tables(respondents=pd.concat([second, first]))
    assert both.response_rate == 1
    assert cn.response_rate(both, wave="2023")["asked"].sum() == 4
    with pytest.raises(cn.UnknownWord, match="2030"):
        cn.response_rate(both, wave="2030")


def test_the_fullest_answer_of_several_persons_counts():
    net = worked_survey()
    more = pd.DataFrame({"actor": ["D"], "answered": ["complete"], "person": ["P2"]})
    told = net.with_tables(respondents=pd.concat([net.respondents, more], ignore_index=True))
    assert told.response_rate == 1


def test_an_unknown_group_is_left_out_and_an_empty_one_is_nan():
    net = worked_survey()
    actors = net.actors.assign(sector=["private", None, "community", "institutional"])
    told = net.with_tables(actors=actors, respondents=net.respondents.iloc[:3])
    found = cn.response_rate(told)
    assert found["asked"].sum() == 2
    assert np.isnan(found.loc["institutional", "response_rate"])


def test_without_respondents_it_says_what_to_fill():
    net = worked_survey()
    with pytest.raises(cn.MissingAttribute):
        cn.response_rate(net.with_tables(respondents=net.respondents.iloc[:0]))


def test_respondents_are_read_selected_and_saved(tmp_path):
    net = worked_survey()
    dated = net.with_tables(
        respondents=net.respondents.assign(date=pd.Timestamp("2024-05-01")),
        ties=net.ties.assign(start=pd.Timestamp("2023-01-01"), end=pd.Timestamp("2025-01-01")),
    )
    assert cn.read(dated.save(tmp_path / "a.xlsx")).equals(dated)
    assert len(dated.at("2024-06-01").respondents) == 4
    assert len(dated.at("2024-01-01").respondents) == 0
    without = dated.without("D")
    assert without.respondents["not_answered"].isna().all()  # B's empty line was that of D
